//! What to know before acting: allergies, problems, resuscitation, infection, diet, pregnancy.

use fhir::{AllergyIntolerance, CodeableConcept, Condition, Consent, Flag};
use record::snapshot::{Alert, AlertKind, Allergy, Dated, Facet, HeldPatient};

use super::desk::{Desk, Used};
use super::moment::moment;
use super::reason::{parse, wrong_or_missing};

const SNOMED: &str = "http://snomed.info/sct";
/// The explicit statement that there is no known allergy (clinical-content §5.1).
const NO_KNOWN_ALLERGY: &str = "716186003";

pub(super) fn allergy(body: &str, patient: &mut HeldPatient) -> Used {
    let allergy: AllergyIntolerance = parse(body)?;
    let clinical = allergy.clinical_status.get().map(codes).unwrap_or_default();
    let verified = allergy.verification_status.get().map(codes).unwrap_or_default();
    let over = clinical.iter().any(|code| matches!(*code, "inactive" | "resolved"))
        || verified.iter().any(|code| matches!(*code, "refuted" | "entered-in-error"));
    if over {
        return Ok(Some(Facet::Allergies));
    }
    let of_reaction = || allergy.reaction.iter().find_map(|r| r.substance.get().and_then(CodeableConcept::words));
    let substance = allergy.code.get().and_then(CodeableConcept::words).or_else(of_reaction);
    let Some(substance) = substance else { return Err(wrong_or_missing(body, &["code"])) };
    let reactions = allergy.reaction.iter().flat_map(|reaction| {
        let mut words = reaction.manifestation.iter().filter_map(CodeableConcept::words).collect::<Vec<_>>();
        if words.is_empty() {
            words.extend(reaction.description.get());
        }
        words
    });
    let mut distinct: Vec<String> = Vec::new();
    for words in reactions {
        if !distinct.iter().any(|known| known == words) {
            distinct.push(words.to_owned());
        }
    }
    patient.allergies.push(Allergy {
        substance: substance.to_owned(),
        none_known: allergy.code.get().is_some_and(|code| code.has(SNOMED, NO_KNOWN_ALLERGY)),
        reactions: distinct,
        recorded: allergy.recorded_date.get().and_then(moment),
    });
    Ok(Some(Facet::Allergies))
}

pub(super) fn condition(body: &str, patient: &mut HeldPatient) -> Used {
    let condition: Condition = parse(body)?;
    let clinical = condition.clinical_status.get().map(codes).unwrap_or_default();
    let verified = condition.verification_status.get().map(codes).unwrap_or_default();
    let over = clinical.iter().any(|code| matches!(*code, "inactive" | "remission" | "resolved"))
        || verified.iter().any(|code| matches!(*code, "refuted" | "entered-in-error"))
        || condition.abatement_date_time.get().is_some();
    if over {
        return Ok(Some(Facet::Conditions));
    }
    let Some(text) = condition.code.get().and_then(CodeableConcept::words) else {
        return Err(wrong_or_missing(body, &["code"]));
    };
    let of_period = condition.onset_period.get().and_then(|period| period.start.get());
    let at = condition.onset_date_time.get().or(of_period).or(condition.recorded_date.get()).and_then(moment);
    if says_pregnant(text) {
        let pregnant = Alert { kind: AlertKind::Pregnancy, text: text.to_owned(), since: at, by: None };
        patient.alerts.push(pregnant);
    }
    let status = [clinical, verified].concat().into_iter().find(|code| !matches!(*code, "active" | "confirmed"));
    patient.conditions.push(Dated { text: text.to_owned(), status: status.map(str::to_owned), at });
    Ok(Some(Facet::Conditions))
}

pub(super) fn flag(body: &str, desk: &Desk<'_>, patient: &mut HeldPatient) -> Used {
    let flag: Flag = parse(body)?;
    match flag.status.get() {
        Some("active") => {}
        Some("inactive" | "entered-in-error") => return Ok(Some(Facet::Alerts)),
        _ => return Err(wrong_or_missing(body, &["status"])),
    }
    let over = flag.period.get().and_then(|p| p.end.get()).and_then(moment).is_some_and(|end| end < desk.now);
    if over {
        return Ok(Some(Facet::Alerts));
    }
    let Some(text) = flag.code.get().and_then(CodeableConcept::words) else {
        return Err(wrong_or_missing(body, &["code"]));
    };
    let category = flag.category.iter().filter_map(CodeableConcept::words).collect::<Vec<_>>().join(" ");
    let codes = flag.category.iter().flat_map(codes).collect::<Vec<_>>().join(" ");
    patient.alerts.push(Alert {
        kind: kind(&format!("{category} {codes}"), text),
        text: text.to_owned(),
        since: flag.period.get().and_then(|period| period.start.get()).and_then(moment),
        by: flag.author.get().and_then(|author| desk.name_of(author)),
    });
    Ok(Some(Facet::Alerts))
}

pub(super) fn consent(body: &str, desk: &Desk<'_>, patient: &mut HeldPatient) -> Used {
    let consent: Consent = parse(body)?;
    match consent.status.get() {
        Some("active") => {}
        Some("draft" | "proposed" | "rejected" | "inactive" | "entered-in-error") => return Ok(Some(Facet::Alerts)),
        _ => return Err(wrong_or_missing(body, &["status"])),
    }
    let period = consent.provision.get().and_then(|provision| provision.period.get());
    if period.and_then(|p| p.end.get()).and_then(moment).is_some_and(|end| end < desk.now) {
        return Ok(Some(Facet::Alerts));
    }
    let all = consent.category.iter().chain(consent.provision.get().into_iter().flat_map(|p| p.code.iter()));
    let words = all.filter_map(CodeableConcept::words).collect::<Vec<_>>();
    if words.is_empty() {
        return Err(wrong_or_missing(body, &["category"]));
    }
    let told = words.iter().find(|words| kind("", words) == AlertKind::Resuscitation);
    // A permission for something else (data sharing, research) is not an alert.
    let Some(told) = told else { return Ok(None) };
    let denied = consent.provision.get().and_then(|p| p.type_.get());
    let text = match denied {
        Some(direction) if !told.to_ascii_uppercase().contains("DNA") => format!("{told} ({direction})"),
        _ => (*told).to_owned(),
    };
    patient.alerts.push(Alert {
        kind: AlertKind::Resuscitation,
        text,
        since: consent.date_time.get().and_then(moment),
        by: consent.performer.first().and_then(|by| desk.name_of(by)),
    });
    Ok(Some(Facet::Alerts))
}

/// What an alert is about, by the words of its category, then by its own.
fn kind(category: &str, text: &str) -> AlertKind {
    let (category, text) = (category.to_lowercase(), text.to_lowercase());
    let any = |of: &str, words: &[&str]| words.iter().any(|word| of.contains(word));
    let resuscitation = ["resus", "cpr", "dnar", "respect form", "not for attempted"];
    if any(&category, &resuscitation) || any(&text, &resuscitation) {
        AlertKind::Resuscitation
    } else if any(&category, &["infect", "isolation"]) {
        AlertKind::Infection
    } else if category.split(' ').any(|word| word == "diet") || any(&category, &["nutrition", "diet "]) {
        AlertKind::Diet
    } else if says_pregnant(&text) {
        AlertKind::Pregnancy
    } else if any(&text, &["infection control", "contact precautions", "droplet precautions", "isolation", "mrsa"]) {
        AlertKind::Infection
    } else if any(&text, &["nil by mouth", " diet"]) {
        AlertKind::Diet
    } else {
        AlertKind::Other
    }
}

/// Only where it is said outright: not a test, a history, a risk or a denial.
fn says_pregnant(text: &str) -> bool {
    let text = text.to_lowercase();
    let told = ["pregnan", "postpartum", "post-partum", "puerper"].iter().any(|word| text.contains(word));
    let denied =
        ["not pregnan", "non-pregnan", "negative", "history of", "previous", "pregnancy test", "risk of pregnan"];
    told && !text.starts_with("no ") && !denied.iter().any(|words| text.contains(words))
}

fn codes(concept: &CodeableConcept) -> Vec<&str> {
    concept.coding.iter().filter_map(|coding| coding.code.get()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alert_is_told_apart_by_its_category_and_words() {
        let check = |category: &str, text: &str, expected| assert_eq!(kind(category, text), expected, "{text}");
        check("Resuscitation", "For CPR", AlertKind::Resuscitation);
        check("", "DNACPR", AlertKind::Resuscitation);
        check("Infection control", "Influenza A, droplet", AlertKind::Infection);
        check("Infection control", "none", AlertKind::Infection);
        check("Diet", "Halal", AlertKind::Diet);
        check("", "Pregnant, 24 weeks", AlertKind::Pregnancy);
        check("", "High-risk pregnancy", AlertKind::Pregnancy);
        check("", "Pregnancy test negative", AlertKind::Other);
        check("", "Not pregnant", AlertKind::Other);
        check("Safety", "Falls", AlertKind::Other);
    }
}
