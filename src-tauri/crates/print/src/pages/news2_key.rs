//! The scoring table printed under an observation record, as words to read. The score itself is worked out in `forms`.
//! Bands: Royal College of Physicians, NEWS2 (2017).

use crate::flow::Block;
use crate::pack::Words;
use crate::table::{Cell, Row, Table};

/// The acknowledgement that the RCP asks for.
pub(crate) const ATTRIBUTION: &str = "Royal College of Physicians. National Early Warning Score (NEWS) 2. London: RCP, 2017. \
    This is a downtime record using NEWS2 scores; it is not the RCP chart.";

/// Parameter, then the bands that score 3, 2, 1, 0, 1, 2, 3.
pub(crate) const ROWS: [(&str, [&str; 7]); 8] = [
    ("Respirations per min", ["8 or less", "", "9–11", "12–20", "", "21–24", "25 or more"]),
    ("Saturation %, scale 1", ["91 or less", "92–93", "94–95", "96 or more", "", "", ""]),
    (
        "Saturation %, scale 2",
        [
            "83 or less",
            "84–85",
            "86–87",
            "88–92, or 93 or more on air",
            "93–94 on oxygen",
            "95–96 on oxygen",
            "97 or more on oxygen",
        ],
    ),
    ("Air or oxygen", ["", "Oxygen", "", "Air", "", "", ""]),
    ("Systolic BP mmHg", ["90 or less", "91–100", "101–110", "111–219", "", "", "220 or more"]),
    ("Pulse per min", ["40 or less", "", "41–50", "51–90", "91–110", "111–130", "131 or more"]),
    ("Consciousness", ["", "", "", "Alert", "", "", "C, V, P or U"]),
    ("Temperature °C", ["35.0 or less", "", "35.1–36.0", "36.1–38.0", "38.1–39.0", "39.1 or more", ""]),
];

/// The points above each column.
const POINTS: [&str; 7] = ["3", "2", "1", "0", "1", "2", "3"];

/// The table and the acknowledgement.
pub(crate) fn blocks() -> Vec<Block> {
    let head = std::iter::once("Points").chain(POINTS).map(Words::bold).collect();
    let rows = ROWS.iter().map(|(what, bands)| {
        let cells = std::iter::once(Cell::new(Words::bold(*what)));
        Row::new(cells.chain(bands.iter().map(|band| Cell::new(*band))).collect())
    });
    vec![
        Block::heading("NEWS2 points for each value", "Total 5 or 6, or any 3: urgent. 7 or more: emergency"),
        Block::Table(Table {
            columns: vec![21.0, 11.0, 10.0, 10.5, 13.0, 11.0, 11.5, 13.0],
            head,
            rows: rows.collect(),
            size: 9.0,
        }),
        Block::Gap(3.0),
        Block::Text { words: Words::plain(ATTRIBUTION), size: 9.0 },
    ]
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use forms::calc::news2::{Breathing, Scale, hr_points, rr_points, sbp_points, spo2_points, temp_points};

    use super::*;

    /// The column of the table a value falls into, as somebody would read it, must carry the points of the score.
    fn check(
        row: usize,
        values: std::ops::RangeInclusive<u32>,
        tenths: bool,
        oxygen: bool,
        points: impl Fn(u32) -> u8,
    ) {
        for value in values {
            let column = (0..7).filter(|column| holds(ROWS[row].1[*column], value, tenths, oxygen)).collect::<Vec<_>>();
            assert_eq!(column.len(), 1, "{} {value}", ROWS[row].0);
            assert_eq!(POINTS[column[0]], points(value).to_string(), "{} {value}", ROWS[row].0);
        }
    }

    fn holds(words: &str, value: u32, tenths: bool, oxygen: bool) -> bool {
        words.split(", or ").any(|words| {
            let right_gas = !(words.ends_with(" on air") && oxygen || words.ends_with(" on oxygen") && !oxygen);
            let words = words.trim_end_matches(" on air").trim_end_matches(" on oxygen");
            let read = |word: &str| {
                let digits: u32 = word.replace('.', "").parse().unwrap();
                if tenths && !word.contains('.') { digits * 10 } else { digits }
            };
            let inside = match (words.split_once('–'), words.strip_suffix(" or less"), words.strip_suffix(" or more"))
            {
                (Some((low, high)), _, _) => (read(low)..=read(high)).contains(&value),
                (None, Some(high), _) => value <= read(high),
                (None, None, Some(low)) => value >= read(low),
                (None, None, None) => false,
            };
            right_gas && inside
        })
    }

    #[test]
    fn every_printed_band_carries_the_points_that_the_score_gives() {
        check(0, 0..=80, false, false, rr_points);
        for (oxygen, o2) in [(false, Breathing::Air), (true, Breathing::Oxygen)] {
            check(1, 50..=100, false, oxygen, |spo2| spo2_points(spo2, Scale::One, o2));
            check(2, 50..=100, false, oxygen, |spo2| spo2_points(spo2, Scale::Two, o2));
        }
        check(4, 30..=300, false, false, sbp_points);
        check(5, 0..=250, false, false, hr_points);
        check(7, 250..=450, true, false, temp_points);
    }
}
