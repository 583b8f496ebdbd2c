//! People: the roster, PINs, passes, the second person, emergency access, and what each leaves in the record.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use chrono::{DateTime, Duration, FixedOffset};
use record::{FilingState, Mark, PatientId, Permission, RecordId, Role, SystemId, SystemStatus, Verified};
use serde_json::json;

use super::*;
use crate::agency::Admission;
use crate::audit::Search;
use crate::emergency::LetInBy;
use crate::fill::CareTime;
use crate::outage::Change;
use crate::second::Second;
use crate::sign::Signing;
use crate::{EXERCISE_PASSPHRASE, demo};

const OWN: &str = "864209";

fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-21T14:32:00+00:00").unwrap()
}

fn ward(home: &tempfile::TempDir) -> Ward {
    demo::create(home.path(), "Ash Ward", None, demo::PIN, now()).unwrap()
}

fn id(ward: &Ward, name: &str) -> StaffId {
    ward.staff_called(name).unwrap().id
}

fn somebody(ward: &mut Ward, name: &str) -> Actor {
    let staff = id(ward, name);
    ward.sign_in(staff, demo::PIN, now()).unwrap()
}

fn in_bed(ward: &Ward, bed: &str) -> PatientId {
    let board = ward.board_now(None, now()).unwrap();
    let row = board.rows.into_iter().find(|row| row.bed.as_deref() == Some(bed)).unwrap();
    row.patient.unwrap().picture.id
}

/// A whole set of observations, ready to sign.
fn draft(ward: &mut Ward, actor: &Actor) -> RecordId {
    let patient = in_bed(ward, "A1");
    let mut form = ward.start_form(actor, patient, "news2", now()).unwrap();
    let answers =
        json!({ "rr": 16, "spo2": 97, "o2": "air", "sbp": 124, "dbp": 76, "hr": 72, "acvpu": "A", "temp": 36.8 });
    for (node, answer) in forms::read_answers(&form.definition, &answers).answers {
        form = ward.answer(actor, form.draft.id, &node, Some(answer), now()).unwrap();
    }
    let care = CareTime { now: true, date: "", time: "", late_reason: "", care_by: None };
    form = ward.set_care(actor, form.draft.id, &care, now()).unwrap();
    assert_eq!(form.stands_in_the_way(), Vec::<String>::new());
    form.draft.id
}

fn signing(draft: RecordId, staff: Option<StaffId>, pin: &str) -> Signing<'_> {
    Signing { draft, staff, pin, second: None, patient_confirmed: true }
}

fn new<'a>(name: &'a str, role: Role) -> NewStaff<'a> {
    NewStaff { name, role, title: None, number: None, pin: None }
}

fn admission<'a>(ward: &Ward, name: &'a str, witness: &str) -> Admission<'a> {
    let witness = Second { staff: id(ward, witness), pin: demo::PIN };
    Admission { name, role: Role::Nurse, number: Some("19A7702E"), until: None, pin: OWN, witness }
}

fn whole(ward: &mut Ward) {
    assert_eq!(ward.verify().unwrap().wrong, Vec::<String>::new());
}

#[test]
fn a_manager_adds_changes_and_revokes_and_nobody_else_does() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let sam = somebody(&mut ward, "Sam Reyes");
    let ama = somebody(&mut ward, "Ama Boateng");
    assert!(matches!(
        ward.add_staff(Some(&ama), &new("Carol Fenwick", Role::Nurse), now()),
        Err(WardError::NotAllowed { .. })
    ));
    let carol = ward.add_staff(Some(&sam), &new(" Carol   Fenwick ", Role::Nurse), now()).unwrap();
    assert_eq!(ward.staff_name(carol), "Carol Fenwick");
    assert!(matches!(
        ward.add_staff(Some(&sam), &new("carol fenwick", Role::Nurse), now()),
        Err(WardError::StaffThere(_))
    ));
    assert!(matches!(ward.add_staff(Some(&sam), &new("", Role::Nurse), now()), Err(WardError::NotPerson(_))));
    let with_number =
        NewStaff { number: Some("NMC 04J8811E"), title: Some("Sister"), ..new("Carol Fenwick", Role::NurseInCharge) };
    assert!(ward.change_staff(Some(&sam), carol, &with_number, now()).unwrap());
    assert!(!ward.change_staff(Some(&sam), carol, &with_number, now()).unwrap(), "the same again is no change");
    let taken = NewStaff { number: Some("nmc04j8811e"), ..new("Anil Gupta", Role::Nurse) };
    assert!(
        matches!(ward.add_staff(Some(&sam), &taken, now()), Err(WardError::NotPerson(_))),
        "a number is one person's"
    );
    let itself = new("Sam Reyes", Role::It);
    assert!(ward.change_staff(Some(&sam), sam.staff.id, &itself, now()).is_err(), "nobody changes their own role");
    assert!(ward.revoke_staff(Some(&sam), sam.staff.id, "mistake", now()).is_err(), "nor stops their own access");

    assert!(ward.revoke_staff(Some(&sam), ama.staff.id, " ", now()).is_err(), "a reason is needed");
    ward.revoke_staff(Some(&sam), ama.staff.id, "Left the trust", now()).unwrap();
    assert!(matches!(ward.sign_in(ama.staff.id, demo::PIN, now()), Err(WardError::StaffRevoked(_))));
    assert!(ward.choices(now()).unwrap().iter().all(|person| person.staff.id != ama.staff.id));
    assert_eq!(ward.staff_name(ama.staff.id), "Ama Boateng", "the name stays");
    ward.reinstate_staff(Some(&sam), ama.staff.id, now()).unwrap();
    assert!(ward.sign_in(ama.staff.id, demo::PIN, now()).is_ok());
    whole(&mut ward);
}

#[test]
fn who_could_not_sign_tonight_comes_first_and_is_counted() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let sam = somebody(&mut ward, "Sam Reyes");
    ward.add_staff(Some(&sam), &new("Zoe Able", Role::Nurse), now()).unwrap();
    let tom = id(&ward, "Tom Hale");
    ward.revoke_staff(Some(&sam), tom, "Left", now()).unwrap();
    assert_eq!(ward.enrolment(now()).unwrap(), (7, 8));
    let order: Vec<String> = ward.roster(now()).unwrap().into_iter().map(|person| person.staff.name).collect();
    assert_eq!((order[0].as_str(), order.last().unwrap().as_str()), ("Zoe Able", "Tom Hale"));
    let seen = ward.roster(now()).unwrap().into_iter().find(|person| person.staff.id == sam.staff.id).unwrap();
    assert_eq!(seen.seen_at, Some(now()));
}

#[test]
fn a_list_is_shown_before_it_is_taken_and_the_same_list_twice_changes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let sam = somebody(&mut ward, "Sam Reyes");
    let file = "name,role,title,number\nCarol Fenwick,nurse,Staff nurse,04J8811E\nama boateng,nurse,,17F0442E\nJo Marsh,nurse-in-charge,,\nTom Hale,clerk,Ward clerk,\nCarol Fenwick,hca,,\nX Y,matron,,\n";
    let before = ward.head();
    let plan = ward.plan_roster(Some(&sam), file.as_bytes(), now()).unwrap();
    assert_eq!((plan.added.len(), plan.changed.len(), plan.same), (1, 2, 1));
    assert_eq!(plan.problems.iter().map(|one| one.line).collect::<Vec<_>>(), [6, 7]);
    assert_eq!(ward.head(), before, "looking changes nothing");
    assert!(ward.take_roster(Some(&sam), b"name,role\n", &plan.digest, now()).is_err(), "only what was shown is taken");
    ward.take_roster(Some(&sam), file.as_bytes(), &plan.digest, now()).unwrap();
    assert_eq!(ward.staff_called("Jo Marsh").unwrap().role, Role::NurseInCharge);
    assert_eq!(
        ward.staff_called("Jo Marsh").unwrap().title.as_deref(),
        Some("Staff nurse"),
        "an empty cell says nothing"
    );
    assert_eq!(ward.staff_called("Ama Boateng").unwrap().number.as_deref(), Some("17F0442E"));
    assert_eq!(ward.roster_taken().unwrap(), Some(now()));

    let after = ward.head();
    let again = ward.plan_roster(Some(&sam), file.as_bytes(), now()).unwrap();
    assert!(again.is_empty() && again.same == 4);
    ward.take_roster(Some(&sam), file.as_bytes(), &again.digest, now()).unwrap();
    assert_eq!(ward.head(), after, "the same file twice changes nothing");

    let out = ward.roster_file(Some(&sam), now()).unwrap();
    let back = ward.plan_roster(Some(&sam), out.as_bytes(), now()).unwrap();
    assert!(back.is_empty() && back.problems.is_empty(), "what was written reads back equal: {back:?}");
    let ama = somebody(&mut ward, "Ama Boateng");
    assert!(ward.plan_roster(Some(&ama), file.as_bytes(), now()).is_err());
    whole(&mut ward);
}

#[test]
fn a_list_gives_nobody_access_again_and_nobody_a_role_of_their_own() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let dele = somebody(&mut ward, "Dele Okafor");
    let ama = id(&ward, "Ama Boateng");
    ward.revoke_staff(Some(&dele), ama, "Left", now()).unwrap();
    let file = b"name,role\nAma Boateng,doctor\n";
    let plan = ward.plan_roster(Some(&dele), file, now()).unwrap();
    ward.take_roster(Some(&dele), file, &plan.digest, now()).unwrap();
    assert!(matches!(ward.sign_in(ama, demo::PIN, now()), Err(WardError::StaffRevoked(_))));
    let file = b"name,role\nDele Okafor,nurse-in-charge\n";
    let plan = ward.plan_roster(Some(&dele), file, now()).unwrap();
    assert!(ward.take_roster(Some(&dele), file, &plan.digest, now()).is_err());
    assert_eq!(ward.staff_called("Dele Okafor").unwrap().role, Role::It);
}

#[test]
fn a_pin_is_changed_by_its_owner_with_the_old_one() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let ama = id(&ward, "Ama Boateng");
    assert!(matches!(ward.change_pin(ama, "135792", OWN, now()), Err(WardError::WrongPin { .. })));
    assert!(matches!(ward.change_pin(ama, demo::PIN, "123456", now()), Err(WardError::UnfitPin(_))));
    assert!(matches!(ward.change_pin(ama, demo::PIN, demo::PIN, now()), Err(WardError::UnfitPin(_))));
    ward.change_pin(ama, demo::PIN, OWN, now()).unwrap();
    assert!(matches!(ward.sign_in(ama, demo::PIN, now()), Err(WardError::WrongPin { .. })));
    assert!(ward.sign_in(ama, OWN, now()).is_ok());
}

#[test]
fn a_locked_pin_is_freed_by_a_supervisor_with_a_temporary_one_that_must_be_changed() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let sam = somebody(&mut ward, "Sam Reyes");
    let ama = id(&ward, "Ama Boateng");
    let mut clock = now();
    loop {
        match ward.sign_in(ama, "135792", clock) {
            Err(WardError::PinLocked) => break,
            Err(WardError::WrongPin { .. }) => {}
            Err(WardError::WaitForPin { until }) => clock = until,
            other => panic!("{other:?}"),
        }
    }
    assert!(matches!(ward.sign_in(ama, demo::PIN, clock), Err(WardError::PinLocked)), "not even the right one");
    let jo = somebody(&mut ward, "Jo Marsh");
    assert!(matches!(ward.reset_pin(&jo, demo::PIN, ama, clock), Err(WardError::NotAllowed { .. })));
    assert!(matches!(ward.reset_pin(&sam, demo::PIN, sam.staff.id, clock), Err(WardError::SamePerson)));
    assert!(matches!(ward.reset_pin(&sam, "135792", ama, clock), Err(WardError::WrongPin { .. })));
    let temporary = ward.reset_pin(&sam, demo::PIN, ama, clock).unwrap();
    assert!(temporary.len() == 6 && store::unfit_pin(&temporary, None).is_none());
    assert!(matches!(ward.sign_in(ama, &temporary, clock), Err(WardError::ChoosePin)), "it opens nothing by itself");
    assert!(matches!(ward.verify_pin(ama, &temporary, clock), Err(WardError::ChoosePin)), "nor does it sign");
    ward.change_pin(ama, &temporary, OWN, clock).unwrap();
    assert!(ward.sign_in(ama, OWN, clock).is_ok());
    ward.revoke_pin(&sam, ama, clock).unwrap();
    assert!(matches!(ward.sign_in(ama, OWN, clock), Err(WardError::NoPin)));
    whole(&mut ward);
}

#[test]
fn the_second_person_is_never_oneself_nor_somebody_who_may_not() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let ama = somebody(&mut ward, "Ama Boateng");
    let with = |staff, pin| Second { staff, pin };
    let own = with(ama.staff.id, demo::PIN);
    assert!(matches!(ward.second_person(Some(ama.staff.id), &own, now()), Err(WardError::SamePerson)));
    let clerk = with(id(&ward, "Tom Hale"), demo::PIN);
    assert!(matches!(ward.second_person(Some(ama.staff.id), &clerk, now()), Err(WardError::NotSecond(_))));
    let jo = id(&ward, "Jo Marsh");
    assert!(matches!(
        ward.second_person(Some(ama.staff.id), &with(jo, "135792"), now()),
        Err(WardError::SecondPin { .. })
    ));
    assert_eq!(ward.second_person(Some(ama.staff.id), &with(jo, demo::PIN), now()).unwrap().staff.id, jo);
    let agency = ward.admit(&admission(&ward, "Petra Novak", "Jo Marsh"), now()).unwrap();
    assert!(matches!(ward.second_person(None, &with(agency, OWN), now()), Err(WardError::NotSecond(_))));
}

#[test]
fn agency_staff_come_in_by_a_witness_are_marked_and_go_by_themselves() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let ends: Vec<String> = ward.pass_ends(now()).into_iter().map(crate::words::date_time).collect();
    assert_eq!(ends, ["21-Nov-2026 20:00"], "the end of this shift; the next is beyond the site's limit");
    let handover = DateTime::parse_from_rfc3339("2026-11-21T19:45:00+00:00").unwrap();
    assert_eq!(crate::words::date_time(ward.pass_ends(handover)[0]), "22-Nov-2026 08:00", "who comes at handover");

    let refused = |ward: &mut Ward, admission: Admission<'_>| ward.admit(&admission, now()).unwrap_err();
    let base = |ward: &Ward| admission(ward, "Petra Novak", "Sam Reyes");
    let a = Admission { number: None, ..base(&ward) };
    assert!(matches!(refused(&mut ward, a), WardError::NotPerson(_)), "a nurse has a number");
    let a = Admission { role: Role::NurseInCharge, ..base(&ward) };
    assert!(matches!(refused(&mut ward, a), WardError::NotPerson(_)));
    let a = Admission { until: Some(now() + Duration::hours(25)), ..base(&ward) };
    assert!(matches!(refused(&mut ward, a), WardError::NotPerson(_)));
    let a = Admission { pin: "197702", ..base(&ward) };
    assert!(matches!(refused(&mut ward, a), WardError::UnfitPin(_)), "her own number");
    let a = admission(&ward, "Ama Boateng", "Sam Reyes");
    assert!(matches!(refused(&mut ward, a), WardError::StaffThere(_)));
    let a = admission(&ward, "Petra Novak", "Tom Hale");
    assert!(matches!(refused(&mut ward, a), WardError::NotSecond(_)));
    let mut a = base(&ward);
    a.witness.pin = "135792";
    assert!(matches!(refused(&mut ward, a), WardError::SecondPin { .. }));
    assert!(ward.staff_called("Petra Novak").is_err(), "nobody was admitted");

    let a = base(&ward);
    let petra = ward.admit(&a, now()).unwrap();
    let actor = ward.sign_in(petra, OWN, now()).unwrap();
    let draft = draft(&mut ward, &actor);
    let record = ward.sign(&actor, &signing(draft, None, OWN), now()).unwrap();
    assert_eq!(record.author.with_marks(), "Petra Novak (agency, witnessed by Sam Reyes)");

    let eight = now() + Duration::hours(6);
    assert!(actor.pass_over(eight));
    assert!(matches!(ward.board(&actor, None, eight), Err(WardError::PassOver { .. })), "an open session ends too");
    assert!(matches!(ward.sign_in(petra, OWN, eight), Err(WardError::PassOver { .. })));
    let tomorrow = now() + Duration::days(1);
    let a = Admission { pin: "975310", ..base(&ward) };
    assert_eq!(ward.admit(&a, tomorrow).unwrap(), petra, "the same person, on another pass");
    assert!(ward.sign_in(petra, "975310", tomorrow).is_ok());
    let other = Admission { number: Some("20B1111E"), ..base(&ward) };
    assert!(matches!(ward.admit(&other, tomorrow), Err(WardError::NotPerson(_))), "another of that name");
    whole(&mut ward);
}

#[test]
fn breaking_the_glass_opens_care_is_marked_on_the_record_and_waits_for_somebody_else_to_review_it() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let tom = somebody(&mut ward, "Tom Hale");
    let patient = in_bed(&ward, "A1");
    assert!(matches!(ward.start_form(&tom, patient, "news2", now()), Err(WardError::NotAllowed { .. })));
    assert!(ward.break_glass(tom.staff.id, demo::PIN, "  ", now()).is_err(), "a reason is needed");
    assert!(matches!(ward.break_glass(tom.staff.id, "135792", "Collapse", now()), Err(WardError::WrongPin { .. })));
    let glass = ward.break_glass(tom.staff.id, demo::PIN, "Collapse in A1, no nurse free", now()).unwrap();
    assert_eq!(glass.verified, Verified::BreakGlass);
    for closed in [Permission::ManageStaff, Permission::Release, Permission::Export, Permission::DecideScale2] {
        assert!(!glass.may(closed), "{closed:?} can wait for the right person");
    }
    ward.open_patient(&glass, patient, now()).unwrap();
    let draft = draft(&mut ward, &glass);
    let record = ward.sign(&glass, &signing(draft, None, demo::PIN), now()).unwrap();
    assert_eq!(record.author.marks, [Mark::BrokeGlass { reason: "Collapse in A1, no nurse free".into() }]);
    ward.sign_out(&glass, false, now()).unwrap();

    let sam = somebody(&mut ward, "Sam Reyes");
    assert!(matches!(ward.emergency_access(&tom, now()), Err(WardError::NotAllowed { .. })));
    let rows = ward.emergency_access(&sam, now()).unwrap();
    assert_eq!((rows.len(), rows[0].patients, rows[0].records), (1, 1, 1));
    assert!(ward.review_access(&sam, rows[0].entry, "", demo::PIN, now()).is_err());
    ward.review_access(&sam, rows[0].entry, "Right: seen with Jo", demo::PIN, now()).unwrap();
    assert_eq!(ward.to_review().unwrap(), 0);
    assert!(ward.review_access(&sam, rows[0].entry, "again", demo::PIN, now()).is_err());

    let own = ward.break_glass(sam.staff.id, demo::PIN, "Test", now()).unwrap();
    let rows = ward.emergency_access(&own, now()).unwrap();
    assert!(matches!(ward.review_access(&sam, rows[0].entry, "fine", demo::PIN, now()), Err(WardError::SamePerson)));
    whole(&mut ward);
}

#[test]
fn where_nobody_is_there_the_sealed_envelope_lets_somebody_in_to_read_and_is_used_up() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let sam = somebody(&mut ward, "Sam Reyes");
    let page = ward.prepare_envelope(&sam, now()).unwrap();
    let code = page.code.parts().concat();
    assert!(
        ward.let_in("Lee Park", "Arrest", &LetInBy::Envelope(&code), now()).is_err(),
        "a page that is not sealed lets nobody in"
    );
    ward.seal_envelope(&sam, &page, now()).unwrap();
    assert!(ward.let_in("Lee Park", "Arrest", &LetInBy::Envelope("ABCDEF"), now()).is_err());
    assert!(ward.let_in("Lee Park", "", &LetInBy::Envelope(&code), now()).is_err(), "a reason is needed");
    assert_eq!(ward.envelope().unwrap().unwrap().opened_at, None, "nothing has used it up");
    let lee = ward.let_in("Lee Park", "Arrest team, nobody here", &LetInBy::Envelope(&code), now()).unwrap();
    assert_eq!(lee.may_all(), ["see-patients", "record-care"]);
    assert_eq!(ward.envelope().unwrap().unwrap().opened_at, Some(now()), "a new one is to be sealed");
    assert_eq!(ward.to_review().unwrap(), 1);
    let found = ward.search_audit(&sam, &Search { unusual: true, ..Search::default() }, now()).unwrap();
    let told: Vec<String> = found.lines.iter().map(|line| format!("{}: {}", line.act, line.what)).collect();
    assert!(told.iter().any(|line| line.contains("Lee Park, identity not verified, by the envelope")), "{told:?}");
    assert!(told.iter().any(|line| line.starts_with("Refused: Be let in by the envelope")), "{told:?}");
    whole(&mut ward);
}

#[test]
fn who_is_not_verified_reads_only_and_what_they_type_is_signed_by_a_witness_and_countersigned_before_it_is_filed() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let (jo, sam) = (id(&ward, "Jo Marsh"), somebody(&mut ward, "Sam Reyes"));
    let by = |staff, pin| LetInBy::Colleague(Second { staff, pin });
    assert!(ward.let_in("", "Locum", &by(jo, demo::PIN), now()).is_err(), "a name is needed");
    assert!(ward.let_in("Lee Park", "Locum", &by(jo, "135792"), now()).is_err(), "and a name alone is not enough");
    assert!(ward.let_in("Lee Park", "Locum", &by(id(&ward, "Tom Hale"), demo::PIN), now()).is_err());
    let lee = ward.let_in("Lee Park", "Locum, cardiac arrest team", &by(jo, demo::PIN), now()).unwrap();
    assert_eq!(lee.may_all(), ["see-patients", "record-care"]);
    let patient = in_bed(&ward, "A1");
    ward.open_patient(&lee, patient, now()).unwrap();
    let change =
        Change { systems: &[(SystemId::new("epr"), SystemStatus::Down)], since: now(), reason: "x", next_update: None };
    assert!(matches!(ward.declare(&lee, &change, now()), Err(WardError::NotVerified { .. })));

    let draft = draft(&mut ward, &lee);
    assert!(matches!(ward.sign(&lee, &signing(draft, None, demo::PIN), now()), Err(WardError::NotVerified { .. })));
    let clerk = Some(id(&ward, "Tom Hale"));
    assert!(matches!(ward.sign(&lee, &signing(draft, clerk, demo::PIN), now()), Err(WardError::NotSecond(_))));
    let record = ward.sign(&lee, &signing(draft, Some(jo), demo::PIN), now()).unwrap();
    assert_eq!(record.author.with_marks(), "Jo Marsh (witness for Lee Park, identity not verified)");
    assert_eq!(ward.staff_name(lee.staff.id), "Lee Park (identity not verified)");

    // A draft they leave behind is no other colleague's own, whoever goes on with it.
    let left = self::draft(&mut ward, &lee);
    let jo_herself = somebody(&mut ward, "Jo Marsh");
    let finished = ward.sign(&jo_herself, &signing(left, None, demo::PIN), now()).unwrap();
    assert!(finished.needs_countersigning(), "{:?}", finished.author.marks);

    ward.declare(&sam, &change, now()).unwrap();
    let restored = Change { systems: &[(SystemId::new("epr"), SystemStatus::Restored)], reason: "y", ..change };
    ward.set_systems(&sam, &restored, now()).unwrap();
    let epr = SystemId::new("epr");
    assert_eq!(ward.release(&sam, &epr, now()).unwrap(), 0, "it goes nowhere yet");
    let marsh = somebody(&mut ward, "Jo Marsh");
    assert!(matches!(ward.countersign(&marsh, record.id, demo::PIN, now()), Err(WardError::SamePerson)));
    assert_eq!(ward.to_countersign().unwrap().len(), 2);
    ward.countersign(&sam, record.id, demo::PIN, now()).unwrap();
    assert_eq!(ward.release(&sam, &epr, now()).unwrap(), 1);
    assert_eq!(ward.filings().unwrap()[0].state, FilingState::Ready);
    assert_eq!(ward.to_review().unwrap(), 1, "and letting them in waits for a review");
    whole(&mut ward);
}

#[test]
fn a_colleague_signs_their_own_entry_and_the_session_stays() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let ama = somebody(&mut ward, "Ama Boateng");
    let draft = draft(&mut ward, &ama);
    let (jo, clerk) = (id(&ward, "Jo Marsh"), id(&ward, "Tom Hale"));
    let wrong = ward.sign(&ama, &signing(draft, Some(jo), "135792"), now());
    assert!(matches!(wrong, Err(WardError::WrongPin { .. })));
    let may_not = ward.sign(&ama, &signing(draft, Some(clerk), demo::PIN), now());
    assert!(
        matches!(may_not, Err(WardError::NotAllowed { .. })),
        "their own role counts, not that of who is signed in"
    );
    let record = ward.sign(&ama, &signing(draft, Some(jo), demo::PIN), now()).unwrap();
    assert_eq!(
        (record.author.id, record.author.marks.clone()),
        (jo, vec![Mark::TypedBy { name: "Ama Boateng".into() }])
    );
    assert!(ward.board(&ama, None, now()).is_ok(), "Ama is still signed in");
}

#[test]
fn the_roster_outlives_the_program() {
    let home = tempfile::tempdir().unwrap();
    let mut first = ward(&home);
    let petra = first.admit(&admission(&first, "Petra Novak", "Sam Reyes"), now()).unwrap();
    drop(first);
    let mut again = Ward::open(home.path(), EXERCISE_PASSPHRASE, now()).unwrap();
    assert!(again.sign_in(petra, OWN, now()).is_ok());
    whole(&mut again);
}
