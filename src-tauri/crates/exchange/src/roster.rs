//! A list of staff as a spreadsheet saves it: read row by row, and written so that no cell can act in a spreadsheet.
//! It knows nothing of who is on the roster already; what a list changes is worked out in `ward`.

use record::Role;

use crate::limits;
use crate::read::encoding;
use crate::table::{self, ACTS};

/// The columns, by the names in the first row.
const COLUMNS: [&str; 4] = ["name", "role", "title", "number"];

/// One row that was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterRow {
    /// Its line in the file, from 1.
    pub line: u64,
    /// Name as they are called.
    pub name: String,
    /// Job.
    pub role: Role,
    /// How the job is shown.
    pub title: Option<String>,
    /// Professional number.
    pub number: Option<String>,
}

/// One row that was not, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowProblem {
    /// Its line in the file, from 1.
    pub line: u64,
    /// Why, in words.
    pub why: String,
}

/// Reads a list of staff: `name`, `role`, `title` and `number` in any order, separated by commas, semicolons or tabs.
/// Each row is read alone.
#[must_use]
pub fn read(bytes: &[u8]) -> (Vec<RosterRow>, Vec<RowProblem>) {
    let whole = |line: u64, why: &str| (Vec::new(), vec![RowProblem { line, why: why.to_owned() }]);
    if bytes.len() > limits::ROSTER {
        return whole(1, "The file is too large for a list of staff.");
    }
    let plain = match encoding::plain(bytes) {
        Ok(plain) => plain,
        Err(place) => return whole(place.line as u64, "This is not text."),
    };
    let first = plain.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let delimiter = [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|one| (first.iter().filter(|byte| *byte == one).count(), *one == b','))
        .unwrap_or(b',');
    let mut rows =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(plain.as_ref());
    let mut columns: Option<[Option<usize>; 4]> = None;
    let (mut understood, mut problems) = (Vec::new(), Vec::new());
    // The reader counts the line breaks of Windows late: lines are counted here.
    let (mut line, mut counted) = (1, 0);
    for row in rows.byte_records() {
        let Ok(row) = row else { break };
        let start = row.position().and_then(|at| usize::try_from(at.byte()).ok()).unwrap_or(counted);
        let blank = plain.get(start..).unwrap_or_default().iter().take_while(|byte| b"\r\n".contains(byte)).count();
        let from = start + blank;
        line += plain.get(counted..from).unwrap_or_default().iter().filter(|byte| **byte == b'\n').count() as u64;
        counted = from;
        let Some(places) = columns else {
            let places = headings(&row);
            if let [Some(_), Some(_), _, _] = places {
                columns = Some(places);
                continue;
            }
            return whole(line, "The first row must name the columns: name, role, title, number.");
        };
        match one(&row, places, line) {
            Ok(None) => {}
            Ok(Some(row)) => understood.push(row),
            Err(why) => problems.push(RowProblem { line, why }),
        }
    }
    if columns.is_none() {
        return whole(1, "The file is empty.");
    }
    (understood, problems)
}

fn headings(row: &csv::ByteRecord) -> [Option<usize>; 4] {
    let names: Vec<String> = row.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_lowercase()).collect();
    COLUMNS.map(|wanted| names.iter().position(|name| name == wanted))
}

/// One row; nothing when it is blank.
fn one(row: &csv::ByteRecord, places: [Option<usize>; 4], line: u64) -> Result<Option<RosterRow>, String> {
    let mut cells = Vec::with_capacity(places.len());
    for place in places {
        let cell = place.and_then(|place| row.get(place)).unwrap_or_default();
        let cell = encoding::utf8(cell)
            .map_err(|_| "It has letters that cannot be read: save the file as CSV UTF-8.".to_owned())?;
        let cell = as_it_was(cell).trim();
        if cell.chars().any(char::is_control) {
            return Err("A cell has more than one line: a quotation mark may be missing.".to_owned());
        }
        if cell.chars().count() > 100 {
            return Err("A cell is longer than 100 letters.".to_owned());
        }
        cells.push(Some(cell.to_owned()).filter(|cell| !cell.is_empty()));
    }
    let Ok([name, role, title, number]) = <[Option<String>; 4]>::try_from(cells) else { return Ok(None) };
    match (name, role) {
        (None, None) if title.is_none() && number.is_none() => Ok(None),
        (None, _) => Err("It has no name.".to_owned()),
        (Some(_), None) => Err("It has no role.".to_owned()),
        (Some(name), Some(role)) => {
            let known = Role::named(&role).ok_or_else(|| {
                let all: Vec<&str> = Role::ALL.iter().map(|role| role.code()).collect();
                format!("“{role}” is not a role: {}.", all.join(", "))
            })?;
            Ok(Some(RosterRow { line, name, role: known, title, number }))
        }
    }
}

/// A list as it leaves Holdfast: reading it again gives the same rows.
#[must_use]
pub fn write<'a>(rows: impl Iterator<Item = [&'a str; 4]>) -> String {
    table::csv(COLUMNS, rows.map(|row| row.map(str::to_owned)))
}

/// A cell as it was before it was made harmless.
fn as_it_was(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(ACTS) || rest.starts_with('\'') => rest,
        Some(_) | None => cell,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use proptest::prelude::*;

    use super::*;

    fn names(text: &str) -> (Vec<String>, Vec<(u64, String)>) {
        let (rows, problems) = read(text.as_bytes());
        let rows = rows.into_iter().map(|row| format!("{} {} {}", row.line, row.name, row.role.code())).collect();
        (rows, problems.into_iter().map(|problem| (problem.line, problem.why)).collect())
    }

    #[test]
    fn each_row_is_read_alone_and_what_is_wrong_is_named_with_its_line() {
        let (rows, problems) = names(
            "Name,Role,Title,Number\r\nAma Boateng,nurse,Staff nurse,17F0442E\r\n,nurse,,\r\nRui Da Silva,hca,,\r\n\r\nX Y,matron,,\r\nEva Lund,Doctor,\"Registrar, Medicine\",7099114\r\nZo\u{0}e,nurse,,\r\nJo Marsh\r\n",
        );
        assert_eq!(rows, ["2 Ama Boateng nurse", "4 Rui Da Silva hca", "7 Eva Lund doctor"]);
        let lines: Vec<u64> = problems.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [3, 6, 8, 9]);
        assert!(problems[1].1.contains("“matron” is not a role: hca, nurse"), "{problems:?}");
    }

    #[test]
    fn columns_stand_in_any_order_and_are_separated_as_spreadsheets_do() {
        for text in [
            "role;number;name\nnurse;1;Ama Boateng\n",
            "role\tname\nnurse\tAma Boateng\n",
            "\u{feff}name,role\nAma Boateng,NURSE",
        ] {
            let (rows, problems) = names(text);
            assert_eq!((rows, problems.len()), (vec!["2 Ama Boateng nurse".to_owned()], 0), "{text}");
        }
    }

    #[test]
    fn a_file_that_is_no_list_says_so_and_nothing_is_taken() {
        for text in ["", "\n\n", "Ama Boateng,nurse\n", "%PDF-1.7\n"] {
            let (rows, problems) = names(text);
            assert_eq!((rows.len(), problems.len()), (0, 1), "{text:?}");
        }
        let (rows, problems) = read(&vec![b'a'; limits::ROSTER + 1]);
        assert_eq!((rows.len(), problems[0].why.as_str()), (0, "The file is too large for a list of staff."));
    }

    #[test]
    fn letters_in_an_unknown_encoding_set_their_row_aside_and_no_other() {
        let (rows, problems) = read(b"name,role\nZo\xEB Hart,nurse\nAma Boateng,nurse\n");
        assert_eq!((rows.len(), rows[0].name.as_str()), (1, "Ama Boateng"));
        assert!(problems[0].line == 2 && problems[0].why.contains("UTF-8"));
    }

    #[test]
    fn no_cell_that_leaves_can_act_in_a_spreadsheet_and_reading_it_again_gives_the_same() {
        let wild =
            ["=cmd|' /C calc'!A1", "+44 20", "-1", "@SUM(A1)", "\tx", "\rx", "'t Hooft", "'=1", "''", "Ama, \"the\" B"];
        let text = write(wild.iter().map(|cell| [*cell, "nurse", *cell, ""]));
        let mut cells = csv::ReaderBuilder::new().from_reader(text.as_bytes());
        for (row, wanted) in cells.records().zip(wild) {
            let row = row.unwrap();
            assert!(!row[0].starts_with(ACTS), "{row:?}");
            assert_eq!(as_it_was(&row[0]), wanted);
        }
        assert!("=1".starts_with(ACTS), "the control: as it was, it would act");
    }

    proptest! {
        #[test]
        fn whatever_the_bytes_no_row_is_lost_without_a_word(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let mut text = b"name,role\n".to_vec();
            text.extend(bytes);
            let _ = read(&text);
        }

        #[test]
        fn a_written_list_reads_back_equal(names in proptest::collection::vec("[\\-=+@'\",;A-Za-z]{1,12}", 0..8)) {
            let text = write(names.iter().map(|name| [name.as_str(), "nurse", "", ""]));
            let (rows, problems) = read(text.as_bytes());
            prop_assert_eq!(problems, vec![]);
            let read: Vec<String> = rows.into_iter().map(|row| row.name).collect();
            prop_assert_eq!(read, names);
        }
    }
}
