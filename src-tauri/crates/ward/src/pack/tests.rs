//! Packs of the demo ward as they are put on paper.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::path::Path;
use std::process::Command;

use exchange::demo;
use forms::{Answer, NodeId};
use print::pack::Words;
use record::{Role, Staff, StaffId, SystemId, SystemStatus, Verified};
use store::Beginning;

use super::*;
use crate::config::Config;
use crate::fill::CareTime;
use crate::outage::Change;
use crate::people::NewStaff;
use crate::sign::Signing;
use crate::words;

const PIN: &str = "246810";

struct Place {
    _home: tempfile::TempDir,
    ward: Ward,
    nurse: Actor,
}

fn now() -> DateTime<FixedOffset> {
    demo::reference()
}

/// A ward with the copies of the synthetic ward but for some sources.
fn ward_without(missing: &[&str]) -> Place {
    let home = tempfile::tempdir().unwrap();
    let beginning = Beginning { ward: "Ash Ward", exercise: true, passphrase: crate::EXERCISE_PASSPHRASE, at: now() };
    let mut ward = Ward::create(home.path(), Config::demo(), &beginning).unwrap();
    let new = NewStaff {
        name: "Ama Boateng",
        role: Role::NurseInCharge,
        title: Some("Staff nurse"),
        number: None,
        pin: Some(PIN),
    };
    let id = ward.add_staff(None, &new, now()).unwrap();
    let nurse = ward.sign_in(id, PIN, now()).unwrap();
    for (source, bundle) in demo::bundles() {
        if !missing.contains(&source.0.as_str()) {
            ward.take_bytes(None, &source, "demo", bundle.as_bytes(), now()).unwrap();
        }
    }
    Place { _home: home, ward, nurse }
}

fn ward() -> Place {
    ward_without(&[])
}

impl Place {
    fn in_bed(&self, bed: &str) -> PatientId {
        let board = self.ward.board_now(None, now()).unwrap();
        let row = board.rows.iter().find(|row| row.bed.as_deref() == Some(bed)).unwrap();
        row.patient.as_ref().unwrap().picture.id
    }

    fn pack(&mut self, patients: &[PatientId], contents: &[Content]) -> Prepared {
        let request = Request { patients: patients.to_vec(), contents: contents.to_vec() };
        self.ward.pack(&self.nurse.clone(), &request, now()).unwrap()
    }

    fn observe(&mut self, patient: PatientId, form: &str, answers: &[(&str, Answer)]) -> record::SignedRecord {
        let nurse = self.nurse.clone();
        let draft = self.ward.start_form(&nurse, patient, form, now()).unwrap().draft.id;
        for (node, answer) in answers {
            self.ward.answer(&nurse, draft, &NodeId((*node).to_owned()), Some(answer.clone()), now()).unwrap();
        }
        let care = CareTime { now: true, date: "", time: "", late_reason: "", care_by: None };
        self.ward.set_care(&nurse, draft, &care, now()).unwrap();
        let signing = Signing { draft, staff: None, pin: PIN, second: None, patient_confirmed: true };
        self.ward.sign(&nurse, &signing, now()).unwrap()
    }
}

fn number(digits: &str) -> Answer {
    Answer::Number { digits: digits.to_owned(), unit: None }
}

fn chosen(code: &str) -> Answer {
    Answer::Choice(code.to_owned())
}

fn a_set() -> Vec<(&'static str, Answer)> {
    vec![
        ("rr", number("21")),
        ("spo2", number("94")),
        ("o2", chosen("oxygen")),
        ("o2.flow", number("2")),
        ("o2.dev", chosen("N")),
        ("sbp", number("112")),
        ("dbp", number("66")),
        ("hr", number("98")),
        ("acvpu", chosen("A")),
        ("temp", number("38.0")),
        ("told", Answer::Text("Dr R. Iqbal, registrar".to_owned())),
        ("told.at", Answer::Text("14:30".to_owned())),
    ]
}

fn plain(words: &Words) -> String {
    words.0.iter().map(|span| span.text.as_str()).collect::<String>().replace('\u{A0}', " ")
}

/// What another program reads on the pages, in reading order, spaces and lines made one.
fn text(pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pack.pdf");
    std::fs::write(&file, pdf).unwrap();
    read(&file)
}

fn read(file: &Path) -> String {
    let done = Command::new("pdftotext").args(["-layout"]).arg(file).arg("-").output().unwrap();
    assert!(done.status.success());
    String::from_utf8(done.stdout).unwrap().replace('\u{A0}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn ids_of_contents_read_back() {
    let place = ward();
    let all = Content::all(&place.ward);
    assert!(all.iter().all(|choice| Content::from_id(&choice.content.id()) == Some(choice.content.clone())));
    assert_eq!(Content::from_id("blank:"), None);
    assert_eq!(Content::from_id("charts"), None);
    let standard: Vec<String> = Content::standard(&place.ward).iter().map(Content::id).collect();
    assert_eq!(
        standard,
        ["cover", "ward-list", "summary", "medicines", "observations", "blank:news2", "blank:telephoned-result"]
    );
}

#[test]
fn the_standard_pack_of_the_whole_ward_is_made_and_recorded() {
    let mut place = ward();
    let contents = Content::standard(&place.ward);
    let prepared = place.pack(&[], &contents);
    assert_eq!(prepared.pack.partial, None);
    let made = prepared.make(&mut |_| Continue::Yes).unwrap();
    assert!(made.left_out.is_empty(), "{:?}", made.left_out.len());
    assert_eq!(made.sheets.len(), 2 + prepared.pack.patients.len() * 5);
    place.ward.pack_made(&place.nurse.clone(), &made.sheets, "saved", now()).unwrap();
    assert_eq!(place.ward.store.sheets().unwrap().len(), made.sheets.len());
    assert_eq!(place.ward.store.next_sheet().unwrap().0, prepared.first_sheet.0 + made.sheets.len() as u32);
    let text = text(&made.pdf);
    for words in ["UNOCCUPIED", "Ward records", "EPR 21-Nov-2026 02:10", "IT service desk", "EXERCISE"] {
        assert!(text.contains(words), "{words}");
    }
    if let Ok(folder) = std::env::var("HOLDFAST_LOOK") {
        std::fs::write(Path::new(&folder).join("pack.pdf"), &made.pdf).unwrap();
    }
}

#[test]
fn patients_are_in_the_order_of_their_beds_however_they_were_asked_for() {
    let mut place = ward();
    let beds = ["C2", "A1", "B1"];
    let ids: Vec<PatientId> = beds.iter().map(|bed| place.in_bed(bed)).collect();
    let asked = [ids[0], ids[1], ids[2], ids[1]];
    let prepared = place.pack(&asked, &[Content::WardList, Content::Summary]);
    let shown: Vec<_> = prepared.pack.patients.iter().map(|one| one.banner.bed.clone().unwrap()).collect();
    assert_eq!(shown, ["A1", "B1", "C2"]);
}

#[test]
fn a_part_of_the_ward_says_so_and_lists_nobody_else() {
    let mut place = ward();
    let one = place.in_bed("B1");
    let pack = place.pack(&[one], &[Content::WardList, Content::Summary]).pack;
    let of = place.ward.board_now(None, now()).unwrap();
    let people = of.rows.iter().filter(|row| row.patient.is_some()).count();
    let words = pack.partial.unwrap();
    assert!(words.starts_with("Partial: 1 patient.") && words.ends_with(&format!("has {people}")), "{words}");
    let list = pack.ward_list.unwrap();
    assert_eq!(list.rows.len(), 1);
    assert!(list.partial.unwrap().starts_with(&format!("Partial list: 1 of {} beds", of.rows.len())));
}

#[test]
fn a_summary_replaces_the_older_one_of_the_same_patient() {
    let mut place = ward();
    let one = place.in_bed("B1");
    let first = place.pack(&[one], &[Content::Summary, Content::Medicines]);
    assert!(first.pack.patients[0].summary.as_ref().unwrap().replaces.is_empty());
    let made = first.make(&mut |_| Continue::Yes).unwrap();
    place.ward.pack_made(&place.nurse.clone(), &made.sheets, "saved", now()).unwrap();
    let older = made.sheets.iter().find(|sheet| sheet.what == "Patient summary").unwrap().number.to_string();
    let again = place.pack(&[one], &[Content::Summary]);
    assert_eq!(again.pack.patients[0].summary.as_ref().unwrap().replaces, [older]);
    assert!(again.pack.id != first.pack.id);
}

#[test]
fn somebody_without_the_right_to_print_gets_no_pack_and_leaves_a_trace() {
    let mut place = ward();
    let staff = Staff {
        id: StaffId(uuid::Uuid::nil()),
        name: "I. T.".into(),
        role: Role::It,
        title: None,
        number: None,
        pass: None,
    };
    let before = place.ward.store.head().seq;
    let request = Request { patients: vec![], contents: vec![Content::Summary] };
    let refused = place.ward.pack(&Actor { staff, verified: Verified::Pin }, &request, now());
    assert!(matches!(refused, Err(WardError::NotAllowed { .. })));
    assert_eq!(place.ward.store.head().seq, before + 1);
}

#[test]
fn none_not_recorded_and_not_held_are_different_words() {
    let mut place = ward_without(&["epma", "lims"]);
    let one = place.in_bed("B1");
    let page = &place.pack(&[one], &[Content::Summary, Content::Medicines]).pack.patients[0];
    assert_eq!(page.medicines.as_ref().unwrap().words.as_deref(), Some("Prescriptions not held"));
    assert_eq!(page.medicines.as_ref().unwrap().from, "Not held");
    assert!(page.summary.as_ref().unwrap().requests_words.as_ref().unwrap().contains("Results not held"));

    let mut place = ward_without(&["epr"]);
    let one = place.in_bed("B1");
    let page = &place.pack(&[one], &[Content::Observations]).pack.patients[0];
    assert_eq!(plain(&page.allergies.line), "Allergies unavailable");
    assert_eq!(plain(&page.care[0].words), "Not held");
    assert_eq!(page.care[0].historical, None);
    let words = page.observations.as_ref().unwrap().words.as_deref();
    assert_eq!(words, Some("None recorded here. Older ones not held"));

    let mut place = ward();
    let everybody = place.pack(&[], &[Content::Medicines]).pack.patients;
    let lines: Vec<String> = everybody.iter().map(|one| plain(&one.allergies.line)).collect();
    for label in ["Known allergies: ", "No known allergies", "Allergies not recorded"] {
        assert!(lines.iter().any(|line| line.starts_with(label)), "{label}: {lines:?}");
    }
    let resuscitation: Vec<String> = everybody.iter().map(|one| plain(&one.care[0].words)).collect();
    assert!(resuscitation.iter().any(|words| words == "Not recorded"));
    assert!(resuscitation.iter().any(|words| words.contains("DNACPR") && words.ends_with("Check form.")));
}

#[test]
fn what_was_recorded_here_stands_beside_what_is_historical() {
    let mut place = ward();
    let one = place.in_bed("B1");
    place.observe(one, "news2", &a_set());
    let page = &place.pack(&[one], &[Content::Summary, Content::Observations]).pack.patients[0];
    let record = page.observations.as_ref().unwrap();
    let newest = &record.rows[0];
    assert_eq!(newest.historical, None);
    assert_eq!(newest.oxygen.value.replace('\u{A0}', " "), "Oxygen 2 L/min, Nasal cannula");
    assert_eq!((newest.oxygen.points, newest.respirations.points), (Some(2), Some(2)));
    assert_eq!(newest.blood_pressure.value, "112/66");
    assert_eq!((newest.total.as_str(), newest.band.as_str()), ("6", "medium: urgent"));
    assert_eq!(newest.temperature.value, "38.0");
    assert!(record.rows[1..].iter().all(|row| row.historical.as_deref() == Some("EPR")));
    assert!(record.rows.len() > 1 && record.rows.windows(2).all(|two| two[0].at >= two[1].at));
    assert_eq!(record.scale, "Saturation scale 1");
    let summary = page.summary.as_ref().unwrap();
    assert_eq!(summary.notes.len(), 1);
    assert!(summary.notes[0].heading.starts_with("Observations (NEWS2). Ama Boateng"));
    assert!(summary.facts.iter().all(|fact| fact.historical.is_some()));
}

#[test]
fn a_gap_is_said_in_words_and_leaves_the_least_it_can_be() {
    let mut place = ward();
    let one = place.in_bed("B1");
    let mut answers = a_set();
    let refused = Answer::Gap { gap: forms::Gap::NotMeasured, reason: "refused".to_owned() };
    for (node, answer) in &mut answers {
        if *node == "temp" {
            *answer = refused.clone();
        }
    }
    let record = place.observe(one, "news2", &answers);
    let pack = place.pack(&[one], &[Content::Observations]).pack;
    let newest = &pack.patients[0].observations.as_ref().unwrap().rows[0];
    assert_eq!((newest.temperature.value.as_str(), newest.temperature.points), ("Not measured", None));
    assert_eq!(newest.total, "at least 6");
    assert!(newest.band.starts_with("incomplete, medium"), "{}", newest.band);

    let rows = place.ward.answer_rows(&record).unwrap();
    let row = |label: &str| rows.iter().find(|row| row.label.starts_with(label)).unwrap();
    assert_eq!(row("Temperature").value, "Not measured: refused");
    assert_eq!((row("Consciousness").value.as_str(), row("Consciousness").points), ("Alert", Some(0)));
    assert_eq!(row("NEWS2").value, "Incomplete: at least 6, medium or more");
    assert_eq!((row("Respirations").value.as_str(), row("Respirations").points), ("21", Some(2)));
    assert!(row("Respirations").unit.is_some());
}

#[test]
fn a_signed_record_becomes_a_page_and_the_same_one_each_time() {
    let mut place = ward();
    let one = place.in_bed("B1");
    let record = place.observe(one, "news2", &a_set());
    let pdf = place.ward.record_pdf(&record, now()).unwrap();
    assert!(pdf == place.ward.record_pdf(&record, now()).unwrap());
    let text = text(&pdf);
    for words in ["DAVIES, Margaret (Mrs)", "Nasal cannula", "6, medium", "Dr R. Iqbal, registrar", "Ama Boateng"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    if let Ok(folder) = std::env::var("HOLDFAST_LOOK") {
        std::fs::write(Path::new(&folder).join("record.pdf"), &pdf).unwrap();
    }
}

#[test]
fn a_phoned_result_is_a_row_among_requests_and_its_page_has_a_heading_for_each_result() {
    let mut place = ward();
    let one = place.in_bed("B1");
    let text = |words: &str| Answer::Text(words.to_owned());
    let record = place.observe(
        one,
        "telephoned-result",
        &[
            ("id.first", chosen("name")),
            ("id.second", chosen("nhs")),
            ("caller", text("J. Patel, biomedical scientist")),
            ("discipline", chosen("biochemistry")),
            ("sample.time", Answer::DateTime("2026-11-21T11:20:00+00:00".to_owned())),
            ("result[0]/test", text("Potassium")),
            ("result[0]/value", text("5.9")),
            ("result[0]/unit", text("mmol/L")),
            ("result[0]/flag", chosen("abnormal")),
            ("readback", chosen("agreed")),
            ("told", text("Dr R. Iqbal, registrar")),
            ("told.at", text("14:31")),
        ],
    );
    let pack = place.pack(&[one], &[Content::Summary]).pack;
    let summary = pack.patients[0].summary.as_ref().unwrap();
    let row = &summary.requests[0];
    assert!(!row.historical && plain(&row.result).contains("Potassium 5.9 mmol/L"), "{}", plain(&row.result));
    assert!(plain(&row.result).contains("Preliminary"));
    assert!(summary.requests[1..].iter().all(|row| row.historical));
    assert!(summary.notes.is_empty());

    let rows = place.ward.answer_rows(&record).unwrap();
    let heading = rows.iter().position(|row| row.heading).unwrap();
    assert_eq!(rows[heading].label, "Results 1 of 1");
    assert_eq!((rows[heading + 1].label.as_str(), rows[heading + 1].value.as_str()), ("Test", "Potassium"));
    assert!(rows.iter().any(|row| row.value == "21-Nov-2026 11:20"));
}

#[test]
fn a_child_has_vital_signs_without_a_score_and_the_blank_form_that_suits() {
    let mut place = ward();
    let everybody = place.pack(&[], &[Content::Observations, Content::Blank("news2".into())]).pack.patients;
    let child = |pages: &&PatientPages| pages.observations.as_ref().unwrap().no_score.is_some();
    let children: Vec<&PatientPages> = everybody.iter().filter(child).collect();
    assert!(!children.is_empty());
    for pages in &everybody {
        let form = if child(&pages) { "vital-signs" } else { "news2" };
        assert_eq!(pages.blanks.iter().map(|blank| blank.form.as_str()).collect::<Vec<_>>(), [form]);
    }
}

#[test]
fn a_name_that_two_have_is_a_warning_on_every_page_and_in_the_list() {
    let mut place = ward();
    let one = place.in_bed("B1");
    let pack = place.pack(&[], &[Content::WardList, Content::Summary]).pack;
    let page = pack.patients.iter().find(|page| page.patient == one).unwrap();
    let warning = &page.banner.warnings[0];
    assert!(warning.starts_with("Another DAVIES, Margaret (Mrs) is in bed B3, born 21-Aug-1946."), "{warning}");
    let list = pack.ward_list.unwrap();
    let row = |bed: &str| list.rows.iter().find(|row| row.bed == bed).unwrap();
    assert_eq!(row("B1").warning.as_deref(), Some("Same name: bed B3"));
    assert_eq!(row("B3").warning.as_deref(), Some("Same name: bed B1"));
    assert!(list.rows.iter().any(|row| row.empty && row.name.starts_with("UNOCCUPIED")));
    assert!(list.rows.iter().filter(|row| !row.empty).all(|row| row.historical.is_some()));
}

#[test]
fn medicines_are_the_active_ones_with_their_last_dose_and_the_next() {
    let mut place = ward();
    let everybody = place.pack(&[], &[Content::Medicines]).pack.patients;
    let picture = place.ward.picture(place.in_bed("B1")).unwrap();
    let rows = place.ward.medicine_rows(&picture, now()).rows;
    let parkinson = rows.iter().find(|row| row.line.name == "co-careldopa").unwrap();
    assert!(parkinson.time_critical && parkinson.worked_out);
    let sheet = everybody.iter().find(|one| one.patient == picture.id).unwrap().medicines.as_ref().unwrap();
    assert!(sheet.from.starts_with("ePMA as at 21-Nov-2026"), "{}", sheet.from);
    let row = sheet.rows.iter().find(|row| plain(&row.line).starts_with("co-careldopa")).unwrap();
    assert!(plain(&row.line).contains("— SINEMET — "), "{}", plain(&row.line));
    assert_eq!(row.mark.as_deref(), Some("TIME-CRITICAL"));
    let sheets = everybody.iter().filter_map(|one| one.medicines.as_ref());
    let mut needed = sheets.flat_map(|sheet| &sheet.rows).filter(|row| row.next_due == "As required").peekable();
    assert!(needed.peek().is_some() && needed.all(|row| !row.worked_out));
    let active = picture.medicines.known().unwrap().iter().filter(|medicine| medicine.active).count();
    assert_eq!(rows.len(), active);
    let none = everybody.iter().filter_map(|one| one.medicines.as_ref()).filter(|sheet| sheet.rows.is_empty());
    assert!(none.clone().count() > 0 && none.clone().all(|sheet| sheet.words.is_some()));
}

#[test]
fn the_pack_says_what_is_down_and_until_when_it_may_be_used() {
    let mut place = ward();
    let nurse = place.nurse.clone();
    let systems = [(SystemId::new("epr"), SystemStatus::Down), (SystemId::new("files"), SystemStatus::Degraded)];
    let since = now() - chrono::Duration::hours(12);
    let change = Change { systems: &systems, since, reason: "Site manager", next_update: None };
    place.ward.declare(&nurse, &change, now()).unwrap();
    let pack = place.pack(&[], &[Content::WardList]).pack;
    assert_eq!(
        pack.systems_down,
        ["EPR, down since 21-Nov-2026 02:32", "File share, degraded since 21-Nov-2026 02:32"]
    );
    assert_eq!(pack.printed_by, "Ama Boateng, staff nurse");
    assert_eq!(pack.shred_by, "23-Nov-2026 14:32");
    assert!(pack.sources[0].ours && pack.sources[0].name == "Ward records");
    let lims = pack.sources.iter().find(|source| source.name == "LIMS").unwrap();
    assert_eq!((lims.too_old, lims.note.as_deref()), (true, Some("Ask the laboratory, ext. 4410")));
    let files = pack.sources.iter().find(|source| source.name == "File share").unwrap();
    assert_eq!((files.age.as_str(), files.as_at), ("Not held", None));
    let first = pack.sources.iter().filter(|source| !source.too_old && !source.ours);
    let limit = |name: &str| place.ward.config.systems.iter().find(|one| one.name == name).unwrap().too_old_after_hours;
    let earliest = first
        .filter_map(|source| Some(source.as_at? + chrono::Duration::hours(i64::from(limit(&source.name)))))
        .min()
        .unwrap();
    let expected = earliest.min(now() + chrono::Duration::hours(12));
    assert_eq!(pack.reprint_after, forms::calc::dates::date_time(&place.ward.local(expected)));
}

#[test]
fn making_a_pack_can_be_stopped() {
    let mut place = ward();
    let prepared = place.pack(&[], &[Content::Summary]);
    let stopped = prepared.make(&mut |progress| if progress.page > 2 { Continue::Stop } else { Continue::Yes });
    assert!(matches!(stopped, Err(WardError::Print(print::PrintError::Cancelled))));
}

#[test]
fn paper_shows_the_same_name_as_the_screen() {
    let mut place = ward();
    for page in place.pack(&[], &[Content::Summary]).pack.patients {
        let picture = place.ward.picture(page.patient).unwrap();
        assert_eq!(page.banner.name, words::name(&picture.identity));
        assert_eq!(page.banner.nhs_number, words::nhs_number(&picture.identity));
    }
}

#[test]
fn blank_paper_says_when_a_question_is_asked_at_all() {
    let form = forms::shipped("medicine-given").unwrap();
    let pdf = super::blank_pdf(form, now()).unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), pdf).unwrap();
    let said = Command::new("pdftotext").arg(file.path()).arg("-").output().unwrap();
    let words = String::from_utf8(said.stdout).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("Only if What happened is Given or"), "{words}");
    assert!(words.contains("Second person"), "there is room for the second person: {words}");
}
