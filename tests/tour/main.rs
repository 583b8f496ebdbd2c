//! The main job from end to end in the real window, leaving pictures at both sizes and the pack in `target/tour`.

use std::path::PathBuf;
use std::time::Duration;

use hospital::{Fault, FhirStandIn};
use tests::pages::recording::{self, OBSERVATIONS, RESULT, UNWELL, WELL};
use tests::pages::{copies, finding, outages, printing, recovering, signing_in, ward_list};
use tests::window::{Home, Window, key, root};

const WIDE: (u32, u32) = (1366, 768);
const NARROW: (u32, u32) = (1024, 768);

/// The window and where its pictures go.
struct Tour {
    window: Window,
    folder: PathBuf,
}

impl Tour {
    /// A picture at each size.
    fn picture(&self, name: &str) {
        for (width, height) in [NARROW, WIDE] {
            self.window.resize(width, height);
            self.window.picture(&self.folder.join(format!("{name}-{width}.png")));
        }
        #[allow(clippy::print_stdout, reason = "says what it saw")]
        {
            println!("  {name}");
        }
    }
}

fn main() {
    let folder = root().join("target/tour");
    let _ = std::fs::remove_dir_all(&folder);
    let server = FhirStandIn::start(&tests::window::demo_people());
    let home = Home::demo();
    home.files_to("epr", &server.address());
    let tour = Tour { window: Window::open(&home), folder };
    before(&tour);
    record(&tour);
    paper(&tour);
    recover(&tour, &server);
}

fn before(tour: &Tour) {
    let window = &tour.window;
    window.see("Your name");
    tour.picture("01-sign-in");
    signing_in::at_the_pin(window, "Reyes");
    tour.picture("02-pin");
    signing_in::pin(window);
    tour.picture("03-board-standing-by");
    outages::prepare(window, &["EPR notes", "LIMS pathology"], "Site manager by telephone: the data centre lost power");
    window.see("What changes on this PC");
    tour.picture("04-declare");
    outages::accept(window);
    window.see("Outage ");
    tour.picture("05-outage");
    ward_list::show(window);
    tour.picture("06-board");
    window.press("Filter");
    window.choose("Overdue");
    tour.picture("07-board-filter");
    window.press("Show the list");
    tour.picture("07-board-filtered");
    window.press("Remove all filters");
    finding::open(window);
    finding::typed(window, "dav obs", "DAVIES, Margaret (Mrs), bed B1");
    tour.picture("07b-find");
    window.keys(&key::ESCAPE.to_string());
    arrange(tour);
}

fn arrange(tour: &Tour) {
    let window = &tour.window;
    window.press("Sort by NEWS2 and trend");
    window.press("Sort");
    window.press("Add a level");
    tour.picture("07-board-sort");
    window.chord(key::CONTROL, key::ENTER);
    tour.picture("07-board-sorted");
    window.press("Back to bed order");
    window.press("Group by");
    tour.picture("07-board-group");
    window.press("NEWS2");
    tour.picture("07-board-grouped");
    window.press("No groups");
    window.press("Columns");
    tour.picture("07-board-columns");
    window.keys(&key::ESCAPE.to_string());
}

fn record(tour: &Tour) {
    let window = &tour.window;
    ward_list::open(window, "OKONKWO, Grace");
    tour.picture("08-patient");
    recording::start(window, OBSERVATIONS);
    tour.picture("09-observations-empty");
    window.choose_within("Care given", "Now");
    window.fill("Respirations", UNWELL.respirations);
    window.fill("Saturation", UNWELL.saturation);
    window.keys(&key::TAB.to_string());
    tour.picture("10-observations-incomplete");
    recording::observations(window, &UNWELL);
    window.see("Emergency response");
    recording::told(window);
    window.until("the form may be signed", |window| window.can_press("Sign with PIN"));
    tour.picture("11-observations");
    recording::to_signing(window);
    tour.picture("12-sign");
    window.keys(&key::ESCAPE.to_string());
    recording::sign(window);
    tour.picture("13-patient-after");
    window.press("Observation chart");
    window.see("NEWS2");
    tour.picture("14-chart");
    ward_list::open(window, "WHITFIELD, Arthur");
    recording::start(window, OBSERVATIONS);
    recording::observations(window, &WELL);
    recording::sign(window);
    ward_list::open_in(window, "B1", "DAVIES, Margaret");
    recording::start(window, RESULT);
    tour.picture("15-result-empty");
    window.press("Choose a date");
    tour.picture("15-result-calendar");
    window.keys(&key::ESCAPE.to_string());
    recording::result(window, "Potassium", "6.8", "mmol/L");
    tour.picture("16-result");
    recording::read_back(window);
    recording::to_signing(window);
    tour.picture("17-same-name");
    window.choose("");
    recording::pin(window);
    ward_list::show(window);
    tour.picture("18-board-after");
}

fn paper(tour: &Tour) {
    let window = &tour.window;
    printing::show(window);
    tour.picture("19-print");
    printing::make(window);
    tour.picture("20-print-made");
    printing::preview(window);
    tour.picture("21-preview");
    window.keys(&key::ESCAPE.to_string());
    printing::save(window, &tour.folder);
    tour.picture("22-saved");
}

fn recover(tour: &Tour, server: &FhirStandIn) {
    let window = &tour.window;
    for status in ["In test", "Restored"] {
        outages::change(window, "EPR notes", status, "Site manager by telephone: IT has tested it");
    }
    outages::show(window);
    window.press("Change a system");
    window.choose_within("LIMS pathology: What you say it is", "Degraded");
    window.see("What changes on this PC");
    tour.picture("23-change");
    window.press("Choose a date");
    tour.picture("23-change-calendar");
    window.keys(&key::ESCAPE.to_string());
    window.keys(&key::ESCAPE.to_string());
    recovering::show(window);
    tour.picture("24-recovery-before");
    recovering::release(window, "EPR");
    tour.picture("25-recovery");
    copies::show(window);
    tour.picture("26-ready");
    copies::of(window, "PAS");
    tour.picture("26-take-in");
    window.keys(&key::ESCAPE.to_string());
    server.fault_at(3, Fault::SilentBeforeCommit(Duration::from_secs(5)));
    copies::take_server(window, "PAS", &server.address(), "Ash Ward (Ward 7)");
    window.see("Asking for");
    tour.picture("26-taking-in");
    window.see("No copy of PAS could be taken");
    tour.picture("26-not-taken");
    copies::take_server(window, "PAS", &server.address(), "Ash Ward (Ward 7)");
    window.see("is in use");
    tour.picture("26-taken-in");
    window.keys("\u{e031}");
    window.see("Help");
    tour.picture("27-help");
    window.chord(key::CONTROL, 'l');
    window.see("Your name");
    tour.picture("28-locked");
}
