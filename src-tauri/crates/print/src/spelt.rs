//! Where one character that no face here can draw would keep too much from paper, it is shown by its code: the ward's
//! own words, so that one name does not keep the ward from its list; and the page of a signed record, which could
//! otherwise never be filed. On the sheets of a pack such a character leaves the patient out instead.

use record::SignedRecord;

use crate::fonts::{Face, Fonts};
use crate::legible::legible;
use crate::pack::{Banner, Pack, SourceAge, Span, WardList, WardListRow, Words};
use crate::record_sheet::{AnswerRow, Earlier};

/// The pack without its patients, in words that can be drawn, and the beds whose row is not as it was recorded.
pub(crate) fn ward_words(fonts: &Fonts, pack: &Pack) -> (Pack, Vec<String>) {
    let plain = |text: &str| spelt(fonts, text);
    let optional = |text: &Option<String>| text.as_deref().map(plain);
    let source = |one: &SourceAge| SourceAge {
        name: plain(&one.name),
        as_at: one.as_at,
        age: plain(&one.age),
        too_old: one.too_old,
        ours: one.ours,
        note: optional(&one.note),
    };
    let mut changed = Vec::new();
    let ward_list = pack.ward_list.as_ref().map(|list| WardList {
        rows: list
            .rows
            .iter()
            .map(|as_it_was| {
                let row = row(fonts, as_it_was);
                if row != *as_it_was {
                    changed.push(row.bed.clone());
                }
                row
            })
            .collect(),
        partial: optional(&list.partial),
    });
    let ward = Pack {
        id: pack.id.clone(),
        site: plain(&pack.site),
        ward: plain(&pack.ward),
        printed_at: pack.printed_at,
        printed_by: plain(&pack.printed_by),
        pc: plain(&pack.pc),
        chain_head: pack.chain_head.clone(),
        exercise: pack.exercise,
        sources: pack.sources.iter().map(source).collect(),
        systems_down: pack.systems_down.iter().map(|line| plain(line)).collect(),
        ward_list,
        patients: Vec::new(),
        partial: optional(&pack.partial),
        shred_by: plain(&pack.shred_by),
        reprint_after: plain(&pack.reprint_after),
        phones: pack.phones.iter().map(|(who, number)| (plain(who), plain(number))).collect(),
    };
    (ward, changed)
}

fn row(fonts: &Fonts, row: &WardListRow) -> WardListRow {
    let plain = |text: &str| spelt(fonts, text);
    let optional = |text: &Option<String>| text.as_deref().map(plain);
    let words = |words: &Words| {
        Words(words.0.iter().map(|span| Span { text: plain(&span.text), strong: span.strong }).collect())
    };
    WardListRow {
        bed: plain(&row.bed),
        name: plain(&row.name),
        empty: row.empty,
        born: plain(&row.born),
        nhs_number: plain(&row.nhs_number),
        hospital_number: plain(&row.hospital_number),
        consultant: plain(&row.consultant),
        allergies: words(&row.allergies),
        alerts: words(&row.alerts),
        problem: plain(&row.problem),
        news2: words(&row.news2),
        due: plain(&row.due),
        warning: optional(&row.warning),
        historical: optional(&row.historical),
    }
}

/// A signed record, whose it is and what was answered, in words that can be drawn.
pub(crate) fn record_words(
    fonts: &Fonts,
    record: &SignedRecord,
    banner: &Banner,
    rows: &[AnswerRow],
) -> (SignedRecord, Banner, Vec<AnswerRow>) {
    let plain = |text: &str| spelt(fonts, text);
    let optional = |text: &Option<String>| text.as_deref().map(plain);
    let mut drawn = record.clone();
    drawn.summary = plain(&record.summary);
    drawn.late_reason = optional(&record.late_reason);
    drawn.care_by = optional(&record.care_by);
    drawn.author.name = plain(&record.author.name);
    drawn.author.number = optional(&record.author.number);
    if let Some(second) = &mut drawn.second {
        second.name = plain(&second.name);
        second.number = second.number.as_deref().map(plain);
    }
    drawn.seen.allergies = plain(&record.seen.allergies);
    let banner = Banner {
        name: plain(&banner.name),
        preferred: optional(&banner.preferred),
        born: plain(&banner.born),
        age: optional(&banner.age),
        gender: plain(&banner.gender),
        nhs_number: plain(&banner.nhs_number),
        hospital_number: optional(&banner.hospital_number),
        ward: plain(&banner.ward),
        bed: optional(&banner.bed),
        died: optional(&banner.died),
        warnings: banner.warnings.iter().map(|words| plain(words)).collect(),
    };
    let row = |one: &AnswerRow| AnswerRow {
        label: plain(&one.label),
        value: plain(&one.value),
        unit: optional(&one.unit),
        points: one.points,
        heading: one.heading,
    };
    (drawn, banner, rows.iter().map(row).collect())
}

/// What earlier versions of a record said, in words that can be drawn.
pub(crate) fn earlier_words(fonts: &Fonts, earlier: &[Earlier]) -> Vec<Earlier> {
    let plain = |text: &String| spelt(fonts, text);
    let one = |one: &Earlier| Earlier {
        words: plain(&one.words),
        reason: plain(&one.reason),
        changes: one.changes.iter().map(|(label, was, now)| (plain(label), plain(was), plain(now))).collect(),
    };
    earlier.iter().map(one).collect()
}

/// The same text with each character that cannot be seen or drawn written as `[U+6F22]`.
pub(crate) fn spelt(fonts: &Fonts, text: &str) -> String {
    let drawn = |character: char| {
        let has = |face| fonts.advance(face, character).is_ok();
        matches!(character, '\n' | '\r' | '\t' | '\u{A0}') || (has(Face::Regular) && has(Face::Bold))
    };
    if text.chars().all(drawn) {
        return text.to_owned();
    }
    let one = |character: char| match drawn(character) {
        true => character.to_string(),
        false => format!("[U+{:04X}]", character as u32),
    };
    legible(text).chars().map(one).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn what_cannot_be_drawn_is_spelt_by_its_code_and_the_rest_is_as_it_was() {
        let fonts = Fonts::get().unwrap();
        for (text, written) in [
            ("DAVIES, Margaret\u{A0}(Mrs)", "DAVIES, Margaret\u{A0}(Mrs)"),
            ("漢 Li\u{7}", "[U+6F22] Li[U+0007]"),
            ("כהן", "[U+05DB][U+05D4][U+05DF]"),
            ("one\r\ntwo\tthree", "one\r\ntwo\tthree"),
        ] {
            assert_eq!(spelt(fonts, text), written);
        }
    }
}
