//! Parts that several screens show.

use chrono::{DateTime, FixedOffset};
use ward::board::Namesake;
use ward::config::Age;
use ward::facts::{
    Alert, AlertKind, Allergy, Band, Due, Fact, From, ObservationSet, Picture, PictureNumber, SystemId, SystemStatus,
};
use ward::held::SourceNow;
use ward::{Ward, words};

use crate::views::board::{DueState, DueView, SameNameView};
use crate::views::shared::{
    AllergyEntryView, AllergyState, AllergyView, FactState, FactView, IdentityView, NewsBand, NewsView, NumberState,
    SourceAge, SourceView, Trend,
};

/// What every conversion needs.
pub(crate) struct Frame<'a> {
    pub(crate) ward: &'a Ward,
    pub(crate) now: DateTime<FixedOffset>,
    pub(crate) sources: &'a [SourceNow],
}

impl Frame<'_> {
    /// `14:32` today, otherwise with its date.
    pub(crate) fn time(&self, at: DateTime<FixedOffset>) -> String {
        words::time_or_date(self.ward.local(at), self.ward.local(self.now))
    }

    pub(crate) fn source(&self, source: &SourceNow) -> SourceView {
        let name = source.name.clone();
        let as_at = source.as_at.map(|at| self.time(at));
        let at = as_at.clone().unwrap_or_default();
        let ask = source.ask.as_ref().map(|ask| format!(" Ask {ask}.")).unwrap_or_default();
        let (age, words) = match source.age {
            None => (SourceAge::NotHeld, format!("{name} not held.{ask}")),
            Some(Age::Live) => (SourceAge::Live, format!("{name} live {at}")),
            Some(Age::Historical) => (SourceAge::Historical, format!("Historical {name} as at {at}")),
            Some(Age::Ageing) => (SourceAge::Ageing, format!("Historical {name} as at {at}: ageing")),
            Some(Age::TooOld) => (SourceAge::TooOld, format!("Historical {name} as at {at}: too old, phone")),
        };
        SourceView { id: source.id.0.clone(), name, age, as_at, words }
    }

    pub(crate) fn from(&self, from: &From) -> Option<SourceView> {
        let source = self.sources.iter().find(|source| source.id == from.source)?;
        Some(self.source(&SourceNow { as_at: Some(from.as_at), ..source.clone() }))
    }

    pub(crate) fn identity(&self, picture: &Picture) -> IdentityView {
        let identity = &picture.identity;
        let now = self.ward.local(self.now);
        let died = identity.died.as_ref();
        IdentityView {
            name: words::name(identity),
            preferred: identity.preferred.clone(),
            born: words::born(identity).trim_end_matches(" estimated").to_owned(),
            age: words::shown_age(identity, now).filter(|_| died.is_none()),
            born_estimated: identity.born.is_some_and(|born| born.estimated),
            gender: words::gender(identity.gender).to_owned(),
            nhs: words::nhs_number(identity),
            nhs_state: match words::number(identity) {
                PictureNumber::Held => NumberState::Held,
                PictureNumber::NotHeld => NumberState::NotHeld,
                PictureNumber::NotValid => NumberState::NotValid,
            },
            other_number: identity.hospital_number.clone(),
            unknown: identity.temporary,
            died: died.map(|died| words::died(died)),
            age_at_death: died.and_then(|died| words::age_at(identity, died)),
        }
    }

    pub(crate) fn allergies(&self, fact: &Fact<Vec<Allergy>>) -> AllergyView {
        let entries = fact.known().map(Vec::as_slice).unwrap_or_default();
        AllergyView {
            state: match fact {
                Fact::Known(..) => AllergyState::Known,
                Fact::None(_) => AllergyState::NoneKnown,
                Fact::NotRecorded(_) => AllergyState::NotRecorded,
                Fact::NotHeld => AllergyState::Unavailable,
            },
            label: words::allergy_label(fact).to_owned(),
            words: words::substances(fact),
            entries: entries.iter().map(|allergy| self.allergy(allergy)).collect(),
            source: fact.from().and_then(|from| self.from(from)),
        }
    }

    fn allergy(&self, allergy: &Allergy) -> AllergyEntryView {
        let reactions = allergy.reactions.join(", ");
        AllergyEntryView {
            substance: allergy.substance.clone(),
            reactions: if reactions.is_empty() { "not known".to_owned() } else { reactions },
            recorded: allergy.recorded.map_or_else(|| "Not recorded".to_owned(), |at| words::date(self.ward.local(at))),
        }
    }

    /// One kind of alert: its own words, or which of three kinds of nothing.
    pub(crate) fn alert(&self, kind: AlertKind, fact: &Fact<Vec<Alert>>) -> FactView {
        let label = match kind {
            AlertKind::Resuscitation => "CPR",
            AlertKind::Infection => "Infection",
            AlertKind::Diet => "Diet",
            AlertKind::Pregnancy => "Pregnancy",
            AlertKind::Other => "Other alerts",
        };
        let (state, words, detail) = match fact {
            // "none", written down by someone, is said with what there is none of: three facts stand in one cell.
            Fact::Known(alerts, _) if words::says_none(alerts) => {
                (FactState::None, format!("{label}: none"), alerts.first().and_then(|alert| self.decided(alert)))
            }
            Fact::Known(alerts, _) => {
                let words = alerts.iter().map(|alert| alert.text.as_str()).collect::<Vec<_>>().join(". ");
                (FactState::Known, words, alerts.first().and_then(|alert| self.decided(alert)))
            }
            Fact::None(_) => (FactState::None, format!("{label}: none"), None),
            Fact::NotRecorded(_) => (FactState::NotRecorded, format!("{label}: not recorded"), None),
            Fact::NotHeld => (FactState::NotHeld, format!("{label}: not held"), None),
        };
        FactView { state, words, detail, source: fact.from().and_then(|from| self.from(from)) }
    }

    fn decided(&self, alert: &Alert) -> Option<String> {
        let since = alert.since.map(|at| words::date(self.ward.local(at)));
        let said: Vec<String> = since.into_iter().chain(alert.by.clone()).collect();
        (!said.is_empty()).then(|| said.join(", "))
    }

    pub(crate) fn news(&self, newest: Option<&ObservationSet>, before: Option<&ObservationSet>) -> NewsView {
        let was = before.and_then(|set| set.total);
        let total = newest.and_then(|set| set.total);
        NewsView {
            total,
            band: newest.and_then(|set| set.band).map(band),
            at_least: newest.and_then(|set| set.at_least),
            missing: newest.map(|set| set.missing.iter().map(|link| words::sign(link)).collect()).unwrap_or_default(),
            at: newest.map(|set| self.time(set.at)),
            trend: total.zip(was).map(|(total, was)| match total.cmp(&was) {
                std::cmp::Ordering::Greater => Trend::Up,
                std::cmp::Ordering::Equal => Trend::Same,
                std::cmp::Ordering::Less => Trend::Down,
            }),
            was,
            historical: newest.is_some_and(ObservationSet::historical),
        }
    }

    /// What forms stand in for: `Replaces EPR, down 02:14`, or `EPR is up: use it`.
    pub(crate) fn replaces(
        &self,
        system: &SystemId,
        status: SystemStatus,
        since: Option<DateTime<FixedOffset>>,
    ) -> String {
        let name = self.ward.config().name(system);
        let words = status.words().to_lowercase();
        match since {
            Some(since) if status.forms_on() => format!("Replaces {name}, {words} {}", self.time(since)),
            Some(_) | None => format!("{name} is {words}: use it"),
        }
    }

    pub(crate) fn due(&self, due: Due, overdue: bool, newest: Option<&ObservationSet>, not_news2: bool) -> DueView {
        let form = if not_news2 { "vital-signs" } else { "news2" }.to_owned();
        let last = newest.map(|set| self.time(set.at));
        let (state, words) = match (not_news2, due, last) {
            (true, _, Some(last)) => (DueState::Due, format!("Last {last}. As the team says")),
            (_, Due::Now, _) | (true, _, None) => (DueState::Unknown, "Due now: none held".to_owned()),
            (false, Due::Continuous, _) => (DueState::Continuous, "Continuous".to_owned()),
            (false, Due::By(at), _) if overdue => (DueState::Overdue, format!("Overdue from {}", self.time(at))),
            (false, Due::By(at), _) => (DueState::Due, format!("Due {}", self.time(at))),
        };
        DueView { state, words, form }
    }
}

pub(crate) fn band(band: Band) -> NewsBand {
    match band {
        Band::Low => NewsBand::Low,
        Band::LowMedium => NewsBand::LowMedium,
        Band::Medium => NewsBand::Medium,
        Band::High => NewsBand::High,
    }
}

pub(crate) fn same_name(namesakes: &[Namesake], own_born: &str) -> Option<SameNameView> {
    let first = namesakes.first()?;
    let place = |one: &Namesake| one.bed.as_ref().map_or_else(|| "no bed".to_owned(), |bed| format!("bed {bed}"));
    Some(SameNameView {
        words: format!("Same name as {}", place(first)),
        others: namesakes.iter().map(|one| format!("{}, born {}", place(one), one.born)).collect(),
        born_differs: namesakes.iter().all(|one| one.born != own_born),
    })
}
