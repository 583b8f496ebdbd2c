//! A name with markup in it is a name: on the list, the patient's page, the search, a form, the preview and in errors.

use std::fmt::Write as _;

use serde_json::{Value, json};
use tests::pages::recording::{self, OBSERVATIONS};
use tests::pages::{printing, signing_in};
use tests::window::{Home, Window, key};

/// What a script would do: leave a mark on the window.
const MARK: &str = "window.wasRun=1";

/// 200 ways to make a page run something, or to be more than text.
fn payloads() -> Vec<String> {
    let events =
        ["onerror", "onload", "onmouseover", "onfocus", "onclick", "ontoggle", "onanimationstart", "onpointerenter"];
    let tags = [
        "<img src=x {e}=\"{m}\">",
        "<svg {e}={m}>",
        "<body {e}='{m}'>",
        "<input autofocus {e}={m}>",
        "<details open {e}={m}>x</details>",
        "<video {e}={m}><source {e}={m}></video>",
        "<iframe {e}={m}></iframe>",
        "<marquee {e}={m}>x</marquee>",
        "\"><img src=x {e}={m}>",
        "'><svg/{e}={m}>",
        "</td></tr></table><img src=x {e}={m}>",
        "--><img src=x {e}={m}>",
        "]]><img src=x {e}={m}>",
        "\" {e}=\"{m}\" x=\"",
        "' {e}='{m}' x='",
        "` {e}=`{m}`",
        "<IMG SRC=x {E}={m}>",
        "<<img src=x {e}={m}>>",
        "<a href=x {e}={m}>x</a>",
        "<b {e}={m} style=display:block;position:fixed;inset:0>x</b>",
        "<form><button {e}={m}>x</button></form>",
        "<select {e}={m}><option>x</select>",
        "<style>*{{}}</style><p {e}={m}>x",
        "<math><mi {e}={m}>x</mi></math>",
    ];
    let mut all: Vec<String> = Vec::new();
    for tag in tags {
        for event in events {
            all.push(tag.replace("{e}", event).replace("{E}", &event.to_uppercase()).replace("{m}", MARK));
        }
    }
    all.extend(
        [
            "<script>{m}</script>",
            "</script><script>{m}</script>",
            "<a href=\"javascript:{m}\">x</a>",
            "<iframe srcdoc=\"<script>parent.{m}</script>\"></iframe>",
            "<object data=\"data:text/html,<script>{m}</script>\"></object>",
            "<meta http-equiv=refresh content=\"0;url=javascript:{m}\">",
            "{{constructor.constructor('{m}')()}}",
            "${{m}}",
        ]
        .map(|one| one.replace("{m}", MARK)),
    );
    assert_eq!(all.len(), 200);
    all
}

/// A ward whose every word of text is one of these.
fn bundle(payloads: &[String]) -> Value {
    let ward = json!([{ "system": "http://terminology.hl7.org/CodeSystem/location-physical-type", "code": "wa" }]);
    let mut entries = vec![
        json!({ "resourceType": "Location", "id": "w", "status": "active", "name": "Ash Ward", "physicalType": { "coding": ward } }),
    ];
    for (number, payload) in payloads.iter().enumerate() {
        let bed = json!([{ "system": "http://terminology.hl7.org/CodeSystem/location-physical-type", "code": "bd" }]);
        let about = json!({ "reference": format!("Patient/p{number}") });
        entries.push(json!({
            "resourceType": "Location", "id": format!("b{number}"), "status": "active", "name": format!("{number:03} {payload}"),
            "physicalType": { "coding": bed }, "partOf": { "reference": "Location/w" },
        }));
        entries.push(json!({
            "resourceType": "Patient", "id": format!("p{number}"), "birthDate": "1951-03-14", "gender": "female",
            "identifier": [{ "system": "https://northmoor.invalid/Id/hospital-number", "value": format!("N{number:06}") }],
            "name": [{ "family": format!("{payload}{number}"), "given": [payload], "prefix": [payload] }],
        }));
        entries.push(json!({
            "resourceType": "Encounter", "id": format!("e{number}"), "status": "in-progress",
            "class": { "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "IMP" },
            "subject": about, "location": [{ "location": { "reference": format!("Location/b{number}") }, "status": "active" }],
        }));
        entries.push(json!({
            "resourceType": "AllergyIntolerance", "id": format!("a{number}"), "patient": about, "code": { "text": payload },
            "reaction": [{ "manifestation": [{ "text": payload }], "description": payload }], "note": [{ "text": payload }],
        }));
        for category in ["Resuscitation", "Infection", "Diet", payload.as_str()] {
            entries.push(json!({
                "resourceType": "Flag", "id": format!("f{number}-{}", entries.len()), "status": "active",
                "category": [{ "text": category }], "code": { "text": payload }, "subject": about,
            }));
        }
        entries.push(json!({
            "resourceType": "Condition", "id": format!("c{number}"), "subject": about, "code": { "text": payload },
            "text": { "status": "generated", "div": format!("<div xmlns=\"http://www.w3.org/1999/xhtml\">{payload}</div>") },
        }));
        entries.push(json!({
            "resourceType": "MedicationRequest", "id": format!("m{number}"), "status": "active", "intent": "order",
            "subject": about, "medicationCodeableConcept": { "text": payload }, "dosageInstruction": [{ "text": payload }],
        }));
    }
    let entries: Vec<Value> = entries.into_iter().map(|resource| json!({ "resource": resource })).collect();
    json!({ "resourceType": "Bundle", "type": "collection", "entry": entries })
}

/// Anything of the page that a name could have become: elements or attributes no screen of ours draws.
const STRANGE: &str = r#"
    const ours = [...document.querySelectorAll("*")];
    const events = ours.filter((one) => [...one.attributes].some((mark) => mark.name.startsWith("on")));
    const kinds = document.querySelectorAll("body script, iframe, object, embed, video, marquee, math, meta[http-equiv=refresh], img, base");
    const links = ours.filter((one) => (one.getAttribute("href") || "").startsWith("javascript:"));
    return events.length + kinds.length + links.length + (window.wasRun ? 1000 : 0);
"#;

#[track_caller]
fn nothing_ran(window: &Window, place: &str) {
    assert_eq!(window.script(STRANGE).as_u64(), Some(0), "{place}: a name became more than text");
}

#[test]
fn no_markup_in_a_name_or_note_ever_becomes_more_than_text() {
    let payloads = payloads();
    let home = Home::demo();
    let file = home.file("hostile.json");
    std::fs::write(&file, bundle(&payloads).to_string()).unwrap();
    for source in ["pas", "epr", "epma"] {
        let taken = home.cli(&["import", "--source", source, &file.display().to_string()]);
        assert!(taken.ok, "{}", taken.words);
    }
    home.declared(&["epr"]);
    let window = Window::open(&home);
    signing_in::sign_in(&window, "Boateng");
    window.see("onerror");
    nothing_ran(&window, "the list");
    // The list is drawn stretch by stretch as it is scrolled: to its end.
    window.until("everybody is drawn", |window| {
        let script = "const list = document.querySelector('.main .scroll'); list.scrollTop = list.scrollHeight; \
                      return document.querySelectorAll('.board tbody tr').length";
        window.script(script).as_u64().is_some_and(|rows| rows >= 200)
    });
    nothing_ran(&window, "the list to its end");
    let shown = window.words();
    let drawn = payloads.iter().filter(|payload| shown.contains(payload.as_str())).count();
    assert!(drawn > 190, "{drawn} of 200 stand on the list as they are written");

    // The control: the same words as markup are more than text, and this look at the page finds them.
    let mut control =
        String::from("const box = document.createElement('div'); document.body.append(box); box.innerHTML = ");
    let _ = write!(control, "{};", Value::String(payloads.concat()));
    window.script(&control);
    assert!(window.script(STRANGE).as_u64().is_some_and(|found| found > 150), "the control is found");
    window.script("document.body.lastElementChild.remove(); delete window.wasRun");
    nothing_ran(&window, "the list, after the control");

    window.script("document.querySelector('.board tbody tr button').click()");
    window.see("newest on top, by time care was given");
    nothing_ran(&window, "the patient's page");
    recording::start(&window, OBSERVATIONS);
    window.fill("Respirations", "19");
    nothing_ran(&window, "a form");
    window.keys(&key::ESCAPE.to_string());
    window.keys(&key::ESCAPE.to_string());
    printing::show(&window);
    nothing_ran(&window, "the list of what is printed");
    println!(
        "ATTACK | S10 | scripts in every name, note and bed: list, patient, form, print | {} | 0 ran",
        payloads.len()
    );
}
