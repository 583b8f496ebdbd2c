//! What every resource of one record says alike: who it is about, who wrote it, when, and under which flags.

use chrono::{DateTime, FixedOffset, SecondsFormat, TimeDelta};
use forms::Definition;
use forms::definition::item::Item;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{BuildContext, Found};
use crate::{Author, Role, SignedRecord};

/// A delay that makes an entry a late one (clinical-content §2.0, t.late).
const LATE: TimeDelta = TimeDelta::minutes(60);

pub(super) struct Frame<'a> {
    pub(super) record: &'a SignedRecord,
    pub(super) to: &'a Found,
    pub(super) context: &'a BuildContext<'a>,
    pub(super) form: &'a Definition,
}

impl Frame<'_> {
    /// The item with this linkId, at any depth.
    pub(super) fn item(&self, link_id: &str) -> Option<&Item> {
        find(&self.form.items, link_id)
    }

    /// The stable id of a part: `linkId-path|repeat|resourceType`.
    pub(super) fn part(&self, path: &str, repeat: usize, kind: &str) -> Uuid {
        self.record.id.part(&format!("{path}|{repeat}|{kind}"))
    }

    /// A resource with type, id, flags, and the entries given. An entry that is null is left out.
    pub(super) fn resource(&self, kind: &str, id: Uuid, content: Value) -> Value {
        let mut all = Map::new();
        all.insert("resourceType".to_owned(), kind.into());
        all.insert("id".to_owned(), id.to_string().into());
        all.insert("meta".to_owned(), self.meta());
        if let Value::Object(content) = content {
            all.extend(content.into_iter().filter(|(_, value)| !value.is_null()));
        }
        Value::Object(all)
    }

    /// `…/identifier/downtime-record` and the id; `/v2` after it for the second version (clinical-content §5.2).
    pub(super) fn identifier(&self, id: Uuid) -> Value {
        let value = match self.record.version() {
            1 => id.to_string(),
            version => format!("{id}/v{version}"),
        };
        json!({ "system": format!("{}/identifier/downtime-record", self.context.namespace), "value": value })
    }

    pub(super) fn subject(&self) -> Value {
        json!({ "reference": self.to.patient_ref })
    }

    pub(super) fn encounter(&self) -> Value {
        self.to.encounter_ref.as_ref().map_or(Value::Null, |reference| json!({ "reference": reference }))
    }

    /// Who signed. Their professional number goes along whether or not the target knows them.
    pub(super) fn author(&self) -> Value {
        self.person(&self.record.author, self.to.performer_ref.as_ref())
    }

    fn person(&self, author: &Author, theirs: Option<&String>) -> Value {
        let mut reference = Map::new();
        if let Some(theirs) = theirs {
            reference.insert("reference".to_owned(), theirs.clone().into());
        }
        if let Some((system, number)) = register(author.role).zip(author.number.as_ref()) {
            reference.insert("identifier".to_owned(), json!({ "system": system, "value": number }));
        }
        reference.insert("type".to_owned(), "Practitioner".into());
        reference.insert("display".to_owned(), format!("{}, {}", author.name, author.role.words()).into());
        Value::Object(reference)
    }

    /// The second person, where one signed.
    pub(super) fn second(&self) -> Option<Value> {
        self.record.second.as_ref().map(|second| self.person(second, None))
    }

    /// Who gave the care: somebody named, or the author.
    pub(super) fn performer(&self) -> Value {
        match &self.record.care_by {
            Some(name) => json!({ "type": "Practitioner", "display": name }),
            None => self.author(),
        }
    }

    /// Another version of it was signed before: what is sent says so.
    pub(super) fn amended(&self) -> bool {
        self.record.amends.is_some()
    }

    pub(super) fn care_at(&self) -> String {
        moment(self.record.care_at)
    }

    pub(super) fn recorded_at(&self) -> String {
        moment(self.record.recorded_at)
    }

    pub(super) fn is_late(&self) -> bool {
        self.record.late_reason.is_some() || self.record.first_recorded_at() - self.record.care_at > LATE
    }

    /// `Recorded during system downtime; entered 14:05 for 11:30`.
    pub(super) fn downtime_note(&self) -> String {
        let (care, entered) = (self.record.care_at, self.record.recorded_at);
        let same_day = care.date_naive() == entered.with_timezone(care.offset()).date_naive();
        let form = if same_day && care.offset() == entered.offset() { "%H:%M" } else { "%d-%b-%Y %H:%M %:z" };
        let mut note = "Recorded during system downtime".to_owned();
        if care.format(form).to_string() != entered.format(form).to_string() {
            note.push_str(&format!("; entered {} for {}", entered.format(form), care.format(form)));
        }
        if let Some(reason) = &self.record.late_reason {
            note.push_str(&format!(". Reason for the delay: {reason}"));
        }
        if let Some(amends) = &self.record.amends {
            note.push_str(&format!(". Version {}, amended: {}", self.record.version(), amends.reason));
        }
        note
    }

    fn meta(&self) -> Value {
        let tag =
            |code: &str| json!({ "system": format!("{}/CodeSystem/downtime", self.context.namespace), "code": code });
        let mut tags = vec![tag("captured-offline")];
        if self.is_late() {
            tags.push(tag("late-entry"));
        }
        if super::telephoned::is_one(self.record) {
            tags.push(tag("telephoned"));
        }
        let mut meta = json!({ "tag": tags });
        if self.context.exercise {
            let test = json!({ "system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "HTEST" });
            meta.as_object_mut().map(|meta| meta.insert("security".to_owned(), json!([test])));
        }
        meta
    }
}

fn find<'a>(items: &'a [Item], link_id: &str) -> Option<&'a Item> {
    items.iter().find_map(|item| if item.link_id == link_id { Some(item) } else { find(&item.items, link_id) })
}

/// A moment with its offset, to the second.
pub(super) fn moment(at: DateTime<FixedOffset>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, false)
}

/// Whose register a role's professional number is in, where the role alone says it (clinical-content §5.2).
#[must_use]
pub fn register(role: Role) -> Option<&'static str> {
    match role {
        Role::Doctor => Some("https://fhir.hl7.org.uk/Id/gmc-number"),
        Role::Nurse | Role::NurseInCharge => Some("https://fhir.hl7.org.uk/Id/nmc-number"),
        Role::Pharmacist => Some("https://fhir.hl7.org.uk/Id/gphc-number"),
        Role::Hca | Role::Clerk | Role::It => None,
    }
}
