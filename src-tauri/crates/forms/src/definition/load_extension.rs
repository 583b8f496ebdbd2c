//! The extensions of an item and of its options. One that is not here refuses the form.

use serde_json::{Map, Value};

use super::item::{BandStep, Beside, Calc, CalcFunction, Item, Known, MustBe, Need, OptionItem};
use super::load::{constraint, expression};
use super::load_item::code;
use super::names::{Origin, short};
use super::reader::Reader;
use crate::Gap;
use crate::calc::news2::Band;
use crate::view::{GapOption, Unit};

type Object = Map<String, Value>;

const CONTROLS: &[&str] =
    &["radio-button", "check-box", "drop-down", "autocomplete", "text-area", "gtable", "header", "footer", "help"];

pub(super) fn apply(reader: &mut Reader, item: &mut Item, place: &str, url: &str, extension: &Object) {
    match short(url) {
        Some((Origin::Hl7, name)) => hl7(reader, item, place, name, extension),
        Some((Origin::Sdc, name)) => sdc(reader, item, place, name, extension),
        Some((Origin::Ours, name)) => ours(reader, item, place, name, extension),
        None => reader.refuse(place, format!("extension {url} is not in the form language")),
    }
}

fn hl7(reader: &mut Reader, item: &mut Item, place: &str, name: &str, extension: &Object) {
    const LIMIT: &[&str] =
        &["valueInteger", "valueDecimal", "valueDate", "valueDateTime", "valueTime", "valueQuantity"];
    match name {
        "minValue" => item.limits.min = reader.value_written(extension, LIMIT, place),
        "maxValue" => item.limits.max = reader.value_written(extension, LIMIT, place),
        "minLength" => {
            item.limits.min_length = reader.count(extension.get("valueInteger"), "valueInteger", place);
        }
        "maxDecimalPlaces" => {
            let places = reader.count(extension.get("valueInteger"), "valueInteger", place);
            item.limits.decimals = places.and_then(|places| u8::try_from(places).ok());
        }
        "regex" => {
            item.limits.regex = reader.value_text(extension, &["valueString"], place);
        }
        "entryFormat" => item.help = reader.value_text(extension, &["valueString"], place),
        "questionnaire-unit" => item.unit = unit(reader, extension, place),
        "questionnaire-unitOption" => item.other_units.extend(unit(reader, extension, place)),
        "questionnaire-itemControl" => control(reader, item, place, extension),
        "questionnaire-choiceOrientation" => {}
        "questionnaire-hidden" => item.hidden = reader.flag(extension, "valueBoolean", place),
        "questionnaire-constraint" | "targetConstraint" => {
            item.constraints.extend(constraint(reader, extension, place));
        }
        _ => reader.refuse(place, format!("extension {name} is not in the form language")),
    }
}

fn sdc(reader: &mut Reader, item: &mut Item, place: &str, name: &str, extension: &Object) {
    match name {
        "sdc-questionnaire-calculatedExpression" => {
            item.expression = expression(reader, extension, place).map(|(_, expression)| expression);
        }
        "sdc-questionnaire-shortText" => item.short = reader.value_text(extension, &["valueString"], place),
        "sdc-questionnaire-observationExtract" | "sdc-questionnaire-observation-extract-category" => {}
        _ => reader.refuse(place, format!("extension {name} is not in the form language")),
    }
}

fn ours(reader: &mut Reader, item: &mut Item, place: &str, name: &str, extension: &Object) {
    match name {
        "bc-warn-below" => item.limits.warn_below = reader.value_written(extension, &["valueDecimal"], place),
        "bc-warn-above" => item.limits.warn_above = reader.value_written(extension, &["valueDecimal"], place),
        "bc-gap" => gap(reader, item, place, extension),
        "bc-beside" => {
            let parts = parts(reader, extension, place, &["first", "label"]);
            if let [Some(first), Some(label)] = parts.as_slice() {
                item.below = Some(Beside { first: first.clone(), label: label.clone() });
            }
        }
        "bc-differs" => item.differs_from = reader.value_text(extension, &["valueString"], place),
        "bc-must-be" => {
            let parts = parts(reader, extension, place, &["code", "message"]);
            if let [Some(code), Some(message)] = parts.as_slice() {
                item.must_be = Some(MustBe { code: code.clone(), message: message.clone() });
            }
        }
        "bc-past" => item.past = reader.flag(extension, "valueBoolean", place),
        "bc-needed-when" => match reader.value_text(extension, &["valueCode"], place).as_deref() {
            Some("escalation") => item.needed_when = Some(Need::Escalation),
            _ => reader.refuse(place, "bc-needed-when can only be escalation"),
        },
        "bc-known" => match reader.value_text(extension, &["valueCode"], place).as_deref() {
            Some("saturation-scale") => item.known = Some(Known::SaturationScale),
            _ => reader.refuse(place, "bc-known can only be saturation-scale"),
        },
        "bc-calc" => item.calc = calc(reader, extension, place),
        "bc-band" => item.bands.extend(band(reader, extension, place)),
        _ => reader.refuse(place, format!("extension {name} is not in the form language")),
    }
}

/// Parts of a complex extension that are all texts and all have to be there.
fn parts(reader: &mut Reader, extension: &Object, place: &str, names: &[&str]) -> Vec<Option<String>> {
    let held = reader.extensions(extension, place);
    for (place, url, _) in held.iter().filter(|(_, url, _)| !names.contains(&url.as_str())) {
        reader.refuse(place, format!("{url} is not part of this extension"));
    }
    let mut found = Vec::new();
    for name in names {
        let part = held.iter().find(|(_, url, _)| url == name);
        if part.is_none() {
            reader.refuse(place, format!("needs {name}"));
        }
        found.push(part.and_then(|(place, _, part)| reader.value_text(part, &["valueString", "valueCode"], place)));
    }
    found
}

fn gap(reader: &mut Reader, item: &mut Item, place: &str, extension: &Object) {
    for (place, url, part) in reader.extensions(extension, place) {
        let gap = match url.as_str() {
            "not-measured" => Gap::NotMeasured,
            "cannot-be-recorded" => Gap::CannotBeRecorded,
            "emergency" => {
                item.emergency = reader.flag(part, "valueBoolean", &place);
                continue;
            }
            _ => {
                reader.refuse(&place, format!("{url} is not a kind of gap"));
                continue;
            }
        };
        let label = reader.value_text(part, &["valueString"], &place);
        item.gaps.extend(label.map(|label| GapOption { gap, label }));
    }
}

fn calc(reader: &mut Reader, extension: &Object, place: &str) -> Option<Calc> {
    let (mut function, mut inputs) = (None, Vec::new());
    for (place, url, part) in reader.extensions(extension, place) {
        let text = reader.value_text(part, &["valueCode", "valueString"], &place)?;
        match (url.as_str(), text.as_str()) {
            ("function", "news2") => function = Some(CalcFunction::News2),
            ("function", "sum") => function = Some(CalcFunction::Sum),
            ("function", other) => reader.refuse(&place, format!("there is no calculation {other}")),
            _ => inputs.push((url, text)),
        }
    }
    if function.is_none() {
        reader.refuse(place, "bc-calc needs a function");
    }
    Some(Calc { function: function?, inputs })
}

/// One step of what a total means. Steps are written lowest first.
fn band(reader: &mut Reader, extension: &Object, place: &str) -> Option<BandStep> {
    let (mut from, mut label, mut urgency, mut actions) = (None, None, None, Vec::new());
    for (place, url, part) in reader.extensions(extension, place) {
        match url.as_str() {
            "from" => from = reader.value_written(part, &["valueInteger"], &place).and_then(|text| text.parse().ok()),
            "label" => label = reader.value_text(part, &["valueString"], &place),
            "urgency" => {
                urgency = reader.value_text(part, &["valueCode"], &place).and_then(|code| Band::from_code(&code))
            }
            "action" => actions.extend(reader.value_text(part, &["valueString"], &place)),
            _ => reader.refuse(&place, format!("{url} is not a part of bc-band")),
        }
    }
    if from.is_none() || label.is_none() || urgency.is_none() {
        reader.refuse(place, "bc-band needs from, label and urgency (low, low-medium, medium or high)");
    }
    Some(BandStep { from: from?, label: label?, urgency: urgency?, actions })
}

fn unit(reader: &mut Reader, extension: &Object, place: &str) -> Option<Unit> {
    let held = reader.value(extension, &["valueCoding"], place)?.as_object()?;
    let code = reader.text(held, "code", place);
    if code.is_none() {
        reader.refuse(place, "a unit has to have a UCUM code");
    }
    let code = code?;
    let shown = reader.text(held, "display", place).unwrap_or_else(|| code.clone());
    Some(Unit { code, shown })
}

fn control(reader: &mut Reader, item: &mut Item, place: &str, extension: &Object) {
    let concept = extension.get("valueCodeableConcept").and_then(Value::as_object);
    let codings = concept.map(|concept| reader.objects(concept, "coding", place)).unwrap_or_default();
    for (place, coding) in codings {
        match reader.text(coding, "code", &place).as_deref() {
            Some("help") => item.help = Some(item.label.clone()),
            Some(code) if CONTROLS.contains(&code) => {}
            _ => reader.refuse(&place, "this control is not in the form language"),
        }
    }
}

/// The extensions of an option, or of its coding.
pub(super) fn option_extensions(reader: &mut Reader, held: &Object, place: &str, option: &mut OptionItem) {
    for (place, url, extension) in reader.extensions(held, place) {
        match short(&url) {
            Some((Origin::Hl7, "ordinalValue" | "itemWeight")) => {
                option.ordinal = reader.value_written(extension, &["valueDecimal"], &place);
            }
            Some((Origin::Ours, "bc-said")) => {
                option.said = reader.value_text(extension, &["valueString"], &place);
            }
            Some((Origin::Ours, "bc-also")) => {
                let coding = extension.get("valueCoding").and_then(Value::as_object);
                option.also = coding.and_then(|coding| code(reader, coding, &place));
            }
            _ => reader.refuse(&place, format!("extension {url} is not in the form language")),
        }
    }
}
