//! Who a patient is and what must be known at the bedside, in the words of every page.

use chrono::{DateTime, FixedOffset};
use forms::calc::dates;
use print::pack::{AllergyBox, Banner, Fact as Shown, Words};
use record::picture::{Fact, Picture};
use record::snapshot::{Alert, Allergy};

use crate::board::Namesake;
use crate::{Ward, words};

impl Ward {
    /// Top and foot of each page.
    pub(super) fn banner(&self, picture: &Picture, now: DateTime<FixedOffset>) -> Banner {
        let place = picture.place.as_ref().map(|place| &place.what);
        Banner {
            ward: place.map_or_else(|| "Ward not held".to_owned(), |place| place.ward.clone()),
            bed: place.and_then(|place| place.bed.clone()),
            warnings: self.warnings(picture),
            ..banner_of(&picture.identity, now)
        }
    }

    fn warnings(&self, picture: &Picture) -> Vec<String> {
        let namesake = |other: &Namesake| {
            let identity = self.held.pictures.get(&other.id).map_or(&picture.identity, |held| &held.identity);
            let bed = other.bed.as_ref().map_or_else(|| "without a bed".to_owned(), |bed| format!("in bed {bed}"));
            let name = words::name(identity);
            format!("Another {name} is {bed}, born {}. Check date of birth and NHS No.", other.born)
        };
        let mut warnings: Vec<String> = self.namesakes(picture).iter().map(namesake).collect();
        if picture.identity.temporary {
            warnings.push("Unknown patient: temporary name and number".to_owned());
        }
        warnings.extend(picture.disagree.iter().map(|source| {
            let name = self.config.name(source);
            format!("{name} has another name or date of birth for this number: nothing from {name} is shown. Check")
        }));
        warnings.extend(picture.notes.iter().cloned());
        warnings
    }

    /// The allergy box of each page.
    pub(super) fn allergy_box(&self, picture: &Picture) -> AllergyBox {
        let from = match picture.allergies.from() {
            Some(_) => format!("Historical, {}.", self.source_and_time(picture.allergies.from())),
            None => "No copy holds them.".to_owned(),
        };
        AllergyBox {
            line: allergies(&picture.allergies),
            from: format!("{from} Ask again before every new medicine."),
            known: picture.allergies.known().is_some(),
        }
    }

    /// Resuscitation, infection and diet, and what else is flagged.
    pub(super) fn care(&self, picture: &Picture) -> Vec<Shown> {
        let mut facts = vec![
            self.fact("Resuscitation", &picture.resuscitation, Some("Check form.")),
            self.fact("Infection", &picture.infection, None),
            self.fact("Diet", &picture.diet, None),
        ];
        for (label, fact) in [("Pregnancy", &picture.pregnancy), ("Other alerts", &picture.other_alerts)] {
            if fact.known().is_some() {
                facts.push(self.fact(label, fact, None));
            }
        }
        facts
    }

    fn fact(&self, label: &str, fact: &Fact<Vec<Alert>>, then: Option<&str>) -> Shown {
        let mut words = alerts(fact, self);
        if let (Some(then), Fact::Known(..)) = (then, fact) {
            words = words.then(format!(". {then}"));
        }
        let historical = fact.from().map(|_| self.source_and_time(fact.from()));
        Shown { label: label.to_owned(), words, historical }
    }
}

/// The identity block alone, of a copy or of what an author saw.
pub(super) fn banner_of(identity: &record::Identity, now: DateTime<FixedOffset>) -> Banner {
    Banner {
        name: words::name(identity),
        preferred: identity.preferred.clone(),
        born: words::born(identity),
        age: words::shown_age(identity, now),
        gender: words::gender(identity.gender).to_owned(),
        nhs_number: words::nhs_number(identity),
        hospital_number: identity.hospital_number.clone(),
        died: identity.died.clone(),
        ..Banner::default()
    }
}

/// `Known allergies: penicillin (anaphylaxis), latex`, or one of the three other lines.
pub(super) fn allergies(fact: &Fact<Vec<Allergy>>) -> Words {
    let label = words::allergy_label(fact);
    let Some(known) = fact.known() else { return Words::bold(label) };
    let mut line = Words::bold(format!("{label}: "));
    for (n, allergy) in known.iter().enumerate() {
        line = if n > 0 { line.then(", ") } else { line };
        line = line.then_bold(allergy.substance.as_str());
        if !allergy.reactions.is_empty() {
            line = line.then(format!(" ({})", allergy.reactions.join(", ")));
        }
    }
    line
}

/// Alerts with their dates; `None`, `Not recorded` and `Not held` are different words.
pub(super) fn alerts(fact: &Fact<Vec<Alert>>, ward: &Ward) -> Words {
    match fact {
        Fact::None(_) => Words::plain("None"),
        Fact::NotRecorded(_) => Words::plain("Not recorded"),
        Fact::NotHeld => Words::plain("Not held"),
        Fact::Known(all, _) => {
            let mut words = Words::default();
            for (n, alert) in all.iter().enumerate() {
                words = if n > 0 { words.then("; ") } else { words };
                words = words.then_bold(alert.text.as_str());
                if let Some(since) = alert.since {
                    words = words.then(format!(", {}", dates::date(ward.local(since).date_naive())));
                }
            }
            words
        }
    }
}
