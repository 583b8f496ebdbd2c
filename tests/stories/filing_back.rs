//! A system comes back: only its records go, each counted until the system has it; a refused one holds up nobody.

use hospital::FhirStandIn;
use tests::pages::recording::{self, OBSERVATIONS, RESULT, Set, WELL};
use tests::pages::{outages, recovering, signing_in, ward_list};
use tests::window::{Home, Window, demo_people};

/// The ward with EPR and LIMS down and the nurse in charge at the PC.
fn in_an_outage(server: &FhirStandIn) -> (Home, Window) {
    let home = Home::demo();
    home.files_to("epr", &server.address());
    home.declared(&["epr", "lims"]);
    let window = Window::open(&home);
    signing_in::sign_in(&window, "Reyes");
    (home, window)
}

fn observe(window: &Window, name: &str, set: &Set<'_>) {
    ward_list::open(window, name);
    recording::start(window, OBSERVATIONS);
    recording::observations(window, set);
    recording::sign(window);
}

fn restored(window: &Window) {
    for status in ["In test", "Restored"] {
        outages::change(window, "EPR notes", status, "Site manager by telephone: IT has tested it");
    }
}

#[test]
fn when_the_epr_is_restored_its_records_go_when_released_and_the_laboratorys_wait() {
    let server = FhirStandIn::start(&demo_people());
    let (_home, window) = in_an_outage(&server);
    observe(&window, "WHITFIELD, Arthur", &WELL);
    ward_list::open(&window, "OKONKWO, Grace");
    recording::start(&window, RESULT);
    recording::result(&window, "Potassium", "6.8", "mmol/L");
    recording::read_back(&window);
    recording::sign(&window);

    restored(&window);
    assert_eq!(server.held().count("QuestionnaireResponse"), 0, "nothing goes by itself");
    recovering::show(&window);
    window.see("records still owed, of 2");
    recovering::release(&window, "EPR");
    window.see("1 accepted, 0 refused");
    window.see("record still owed, of 2");
    assert_eq!(
        recovering::counts(&window, "EPR"),
        recovering::Counts { written: 1, accepted: 1, ..Default::default() }
    );
    assert_eq!(
        recovering::counts(&window, "LIMS"),
        recovering::Counts { written: 1, waiting: 1, owed: 1, ..Default::default() }
    );
    assert_eq!(server.held().count("QuestionnaireResponse"), 1);
    assert_eq!(server.held().count("DiagnosticReport"), 0, "the laboratory's record stays here");
}

#[test]
fn a_refused_record_waits_with_the_servers_own_words_while_the_others_arrive() {
    let server = FhirStandIn::start(&demo_people());
    let (_home, window) = in_an_outage(&server);
    observe(&window, "WHITFIELD, Arthur", &WELL);
    observe(&window, "PATEL, Meera", &WELL);
    server.refuse_record("pt-n400127", "Episode closed on 20-Nov-2026");
    restored(&window);
    recovering::release(&window, "EPR");
    window.see("1 accepted, 1 refused");
    window.see("Episode closed on 20-Nov-2026");
    let counts = recovering::counts(&window, "EPR");
    assert_eq!(counts, recovering::Counts { written: 2, accepted: 1, refused: 1, owed: 1, ..Default::default() });

    server.forgive();
    window.press("Try again: Observations (NEWS2), PATEL, Meera");
    window.see("records still owed, of 2");
    window.until("nothing is owed any more", |window| recovering::counts(window, "EPR").owed == 0);
    assert_eq!(server.held().count("QuestionnaireResponse"), 2, "each is there once");
}

#[test]
fn another_server_at_the_address_is_sent_nothing_until_somebody_who_may_accepts_it() {
    let server = FhirStandIn::start(&demo_people());
    let (_home, window) = in_an_outage(&server);
    observe(&window, "WHITFIELD, Arthur", &WELL);
    restored(&window);
    recovering::release(&window, "EPR");
    window.see("1 accepted, 0 refused");

    server.becomes("Another product", &demo_people());
    outages::change(&window, "EPR notes", "Down", "It stopped again");
    observe(&window, "PATEL, Meera", &WELL);
    restored(&window);
    recovering::release_to_another_server(&window, "EPR");
    window.see("Another product");
    assert_eq!(server.held().count("QuestionnaireResponse"), 0, "nothing went to it");
    assert_eq!(recovering::counts(&window, "EPR").ready, 1, "the record waits");

    recovering::accept_server(&window);
    window.until("nothing is owed any more", |window| recovering::counts(window, "EPR").owed == 0);
    assert_eq!(server.held().count("QuestionnaireResponse"), 1);
}
