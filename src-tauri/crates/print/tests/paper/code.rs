//! The code on a page, read from its picture.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use print::{Continue, make};
use record::SheetNumber;

use crate::{sample, tools};

/// What zbar reads on a page of this PDF, at the resolution of a plain scanner.
fn read(pdf: &[u8], page: u32) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().join("page");
    let number = page.to_string();
    let base_words = base.to_str().unwrap();
    tools::run(
        "pdftoppm",
        &["-r", "150", "-gray", "-png", "-singlefile", "-f", &number, "-l", &number, "-", base_words],
        pdf,
    );
    let picture = format!("{base_words}.png");
    let found = tools::run("zbarimg", &["--quiet", "--raw", &picture], b"");
    String::from_utf8(found).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn the_code_of_every_kind_of_page_decodes_and_names_sheet_and_page() {
    let made = make(&sample::pack(1), SheetNumber(4127), &mut |_| Continue::Yes).unwrap();
    let mut page = 0;
    for sheet in &made.sheets {
        for inside in 1..=sheet.pages {
            page += 1;
            let found = read(&made.pdf, page);
            assert_eq!(found.len(), 1, "page {page}");
            let parts: Vec<&str> = found[0].split('|').collect();
            assert_eq!(parts[0], "BC1");
            assert_eq!(parts[3], format!("P-0412.{}", sheet.number));
            assert_eq!(parts[4], format!("{inside}/{}", sheet.pages));
        }
    }
    assert_eq!(page, made.pages);
}

#[test]
fn a_code_holds_nothing_about_the_patient() {
    let made = make(&sample::pack(1), SheetNumber(4127), &mut |_| Continue::Yes).unwrap();
    let found = read(&made.pdf, 4).concat();
    assert!(!found.is_empty());
    for word in ["DAVIES", "999", "1944", "A1", "402117"] {
        assert!(!found.contains(word), "{word}");
    }
}
