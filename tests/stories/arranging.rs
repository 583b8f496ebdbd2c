//! The ward list as somebody wants it: sorted, grouped, filtered, its columns their own. Bed order is how it comes.

use tests::pages::{signing_in, ward_list};
use tests::window::{Display, Home, Program, Role, Window, key};

fn at_the_list(home: &Home, name: &str) -> Window {
    let window = Window::open(home);
    signing_in::sign_in(&window, name);
    window
}

/// The figures of the scores, from the first row down.
fn scores(window: &Window) -> Vec<u64> {
    let script =
        "return [...document.querySelectorAll('.board tbody .news:not(.inc)')].map((one) => Number(one.innerText))";
    window.script(script).as_array().into_iter().flatten().filter_map(serde_json::Value::as_u64).collect()
}

#[test]
fn the_highest_score_comes_first_by_the_keyboard_alone_and_again_turns_it_round() {
    let home = Home::demo();
    let window = at_the_list(&home, "Boateng");
    window.until("a bed has the focus", |window| window.focus().contains("OKONKWO, Grace"));
    assert_eq!(&ward_list::beds(&window)[..3], ["A1", "A2", "A3"], "bed order is how the list comes");
    for _ in 0..30 {
        if window.focus() == "Sort by NEWS2 and trend" {
            break;
        }
        window.chord(key::SHIFT, key::TAB);
    }
    window.keys(&key::ENTER.to_string());
    window.see("NEWS2: highest first");
    let down = scores(&window);
    assert!(down.len() > 10 && down.windows(2).all(|two| two[0] >= two[1]), "{down:?}");
    window.keys(&key::ENTER.to_string());
    window.see("NEWS2: lowest first");
    let up = scores(&window);
    assert!(up.windows(2).all(|two| two[0] <= two[1]), "{up:?}");
    let beds = ward_list::beds(&window);
    let last = beds.last().expect("there are beds");
    assert!(ward_list::row(&window, last).join(" ").contains("UNOCCUPIED"), "empty beds stay last: {beds:?}");

    // Back from a patient it is as it was; for another person it is as it comes.
    window.press("OKONKWO, Grace");
    window.see("newest on top, by time care was given");
    ward_list::back(&window);
    window.see("NEWS2: lowest first");
    window.chord(key::CONTROL, 'l');
    signing_in::sign_in(&window, "Reyes");
    window.gone("NEWS2: lowest first");
    assert_eq!(&ward_list::beds(&window)[..3], ["A1", "A2", "A3"]);
}

#[test]
fn groups_say_how_many_and_how_many_are_overdue_and_a_folded_one_hides_its_beds() {
    let home = Home::demo();
    let window = at_the_list(&home, "Boateng");
    window.press("Group by");
    window.press("Observations due");
    window.see("Grouped by");
    let all = ward_list::beds(&window);
    assert_eq!(all.len(), 24, "every bed is in some group");
    let first = ward_list::groups(&window).into_iter().next().expect("there are groups");
    assert!(first.starts_with("Overdue"), "what is late comes first: {first}");
    let hidden: usize = first.split_whitespace().find_map(|word| word.parse().ok()).expect("it says how many");
    assert!(first.contains(&format!("{hidden} overdue")), "{first}");
    window.press("Overdue");
    window.until("its beds are folded away", |window| ward_list::beds(window).len() == 24 - hidden);
    assert_eq!(ward_list::groups(&window).first(), Some(&first), "and it still says how many are overdue");
}

#[test]
fn a_filter_shows_what_meets_any_of_it_or_all_of_it_as_asked_and_counts_what_it_hides() {
    let home = Home::demo();
    let window = at_the_list(&home, "Boateng");
    window.press("Filter");
    window.choose("Bay A");
    window.choose("Infection or precautions");
    window.press("Show the list");
    window.see("Data filtered to show");
    let any = ward_list::beds(&window);
    assert!(any.iter().filter(|bed| bed.starts_with('A')).count() >= 4, "the whole bay is there: {any:?}");
    assert!(any.iter().any(|bed| !bed.starts_with('A')), "and infections elsewhere: {any:?}");
    window.press("Filter");
    window.choose("All of these");
    window.press("Show the list");
    let all = ward_list::beds(&window);
    assert!(all.len() < any.len() && all.iter().all(|bed| bed.starts_with('A')), "{all:?}");
    window.press("Remove filter Bay A");
    window.see("Infection or precautions");
    assert!(ward_list::beds(&window).iter().any(|bed| !bed.starts_with('A')));
    window.press("Remove all filters");
    assert_eq!(ward_list::beds(&window).len(), 24);
}

#[test]
fn columns_are_left_out_moved_and_widened_and_are_so_for_that_person_after_a_power_cut() {
    let home = Home::demo();
    let window = at_the_list(&home, "Boateng");
    let as_it_comes = ward_list::headings(&window);
    window.press("Columns");
    window.choose("Allergies");
    window.press("Left: move Newest record here");
    window.press("Left: move Newest record here");
    window.keys(&key::ESCAPE.to_string());
    window.see("Columns, 1 left out");
    let width = |window: &Window| ward_list::width(window, "NEWS2 and trend");
    let before = width(&window);
    window.script("document.querySelector('[aria-label=\"Width of NEWS2 and trend\"]').focus()");
    for _ in 0..3 {
        window.keys(&key::RIGHT.to_string());
    }
    window.until("the column is wider", |window| width(window) >= before + 40);
    for _ in 0..60 {
        window.keys(&key::LEFT.to_string());
    }
    window.until("it stops at its longest word", |window| {
        let now = width(window);
        now < before && now >= 60
    });
    let (headings, narrow) = (ward_list::headings(&window), width(&window));
    assert_eq!(headings.iter().filter(|heading| *heading == "Allergies").count(), 0);
    assert_eq!(&headings[..2], ["Bed", "Patient"], "who is meant stays first");

    let window = window.cut_and_open();
    signing_in::sign_in(&window, "Boateng");
    assert_eq!(ward_list::headings(&window), headings);
    assert_eq!(width(&window), narrow);
    window.chord(key::CONTROL, 'l');
    signing_in::sign_in(&window, "Reyes");
    window.until("the list is as it comes for somebody else", |window| ward_list::headings(window) == as_it_comes);
}

#[test]
fn a_small_screen_keeps_bed_and_patient_in_sight_and_says_which_columns_are_not() {
    let home = Home::demo();
    let window = Window::of(Program::app(&home), Display::open(1024, 768));
    window.resize(1024, 768);
    signing_in::sign_in(&window, "Boateng");
    window.see("Out of view: Newest record here");
    let seen = |window: &Window, heading: &str| {
        let script = format!(
            "const list = document.querySelector('.scroll').getBoundingClientRect();
             const head = [...document.querySelectorAll('.board thead th')].find((one) => one.innerText.trim() === '{heading}').getBoundingClientRect();
             return head.left >= list.left - 1 && head.right <= list.right + 1"
        );
        window.script(&script).as_bool() == Some(true)
    };
    assert!(seen(&window, "Patient") && !seen(&window, "Newest record here"));
    window.press("Columns out of view on the right: Newest record here. Bring them in");
    window.until("the column is in sight", |window| seen(window, "Newest record here"));
    assert!(seen(&window, "Bed") && seen(&window, "Patient"), "who is meant never leaves");
    window.see_a(Role::Button, "Columns out of view on the left");
}
