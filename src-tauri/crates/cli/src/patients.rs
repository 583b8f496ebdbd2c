//! Who is held, and all that is held of one.

use serde_json::{Value, json};
use ward::board::BoardRow;
use ward::facts::{Fact, From, Measured, ObservationSet, Origin, Picture, SIGNS};
use ward::{Actor, Ward, words};

use crate::arguments::{Patient, Patients};
use crate::said::{Failure, Said};
use crate::secrets::{now, open_as};

pub(crate) fn patients(patients: &Patients) -> Result<Said, Failure> {
    let (mut ward, actor) = open_as(&patients.acting)?;
    if let Some(typed) = &patients.find {
        return found(&mut ward, &actor, typed);
    }
    let board = ward.patients(&actor, now())?;
    let rows: Vec<Value> = board.rows.iter().map(|one| row(&ward, one)).collect();
    Ok(Said::answer(Value::Array(rows)))
}

fn found(ward: &mut Ward, actor: &Actor, typed: &str) -> Result<Said, Failure> {
    let found = ward.find(actor, typed, None, now())?;
    if let Some(least) = found.too_short {
        return Err(Failure::Input(format!(
            "“{typed}” is too short to look for: type {least} letters or digits or more"
        )));
    }
    let mut notes: Vec<String> = Vec::new();
    if found.more {
        notes.push(format!("Only the nearest {} are shown. Type more to find others.", found.patients.len()));
    }
    notes.extend(
        found
            .not_searched
            .iter()
            .map(|source| format!("The copy of {} could not be searched.", ward.config().name(source))),
    );
    let rows = found.patients.into_iter().map(|patient| {
        let place = patient.picture.place.as_ref().map(|place| &place.what);
        BoardRow {
            ward: place.map_or_else(String::new, |place| place.ward.clone()),
            bed: place.and_then(|place| place.bed.clone()),
            note: None,
            patient: Some(patient),
        }
    });
    let answer = Said::answer(rows.map(|one| row(ward, &one)).collect());
    Ok(Said { words: notes.join("\n"), ..answer })
}

fn row(ward: &Ward, row: &BoardRow) -> Value {
    let Some(patient) = &row.patient else {
        return json!({
            "id": null, "name": null, "ward": row.ward, "bed": row.bed, "occupied": false, "note": row.note,
        });
    };
    let mut value = who(&patient.picture);
    if let Value::Object(value) = &mut value {
        value.insert("ward".to_owned(), json!(patient.picture.place.as_ref().map(|place| &place.what.ward)));
        value.insert("bed".to_owned(), json!(row.bed));
        value.insert("occupied".to_owned(), json!(true));
        value.insert("news2".to_owned(), patient.newest_set.as_ref().map_or(Value::Null, news2));
        value.insert("observationsOverdue".to_owned(), json!(patient.overdue));
        value.insert("notForNews2".to_owned(), json!(patient.not_news2));
        let others: Vec<Value> =
            patient.namesakes.iter().map(|one| json!({ "id": one.id, "bed": one.bed, "born": one.born })).collect();
        value.insert("sameName".to_owned(), json!(others));
        let asides: Vec<String> = patient.picture.disagree.iter().map(|source| ward.config().name(source)).collect();
        value.insert("sourcesThatDisagree".to_owned(), json!(asides));
    }
    value
}

fn who(picture: &Picture) -> Value {
    let identity = &picture.identity;
    json!({
        "id": picture.id,
        "name": words::name(identity),
        "family": identity.family,
        "given": identity.given,
        "born": identity.born.map(|born| born.date),
        "bornEstimated": identity.born.is_some_and(|born| born.estimated),
        "gender": words::gender(identity.gender),
        "nhsNumber": identity.nhs_number.as_ref().map(|number| &number.value),
        "nhsNumberShown": words::nhs_number(identity),
        "hospitalNumber": identity.hospital_number,
        "unknownPatient": identity.temporary,
        "allergies": words::allergy_line(&picture.allergies),
        "resuscitation": fact(&picture.resuscitation, |all| json!(texts(all))),
        "infection": fact(&picture.infection, |all| json!(texts(all))),
        "asAt": picture.place.as_ref().map_or(picture.identity_from.as_at, |place| place.from.as_at).to_rfc3339(),
        "source": picture.identity_from.source,
        "notes": picture.notes,
    })
}

fn texts(alerts: &[ward::facts::Alert]) -> Vec<&str> {
    alerts.iter().map(|alert| alert.text.as_str()).collect()
}

fn from(from: &From) -> Value {
    json!({ "source": from.source, "asAt": from.as_at.to_rfc3339() })
}

/// The four states of a fact are four words.
fn fact<T>(fact: &Fact<T>, value: impl Fn(&T) -> Value) -> Value {
    let state = match fact {
        Fact::Known(..) => "known",
        Fact::None(_) => "none",
        Fact::NotRecorded(_) => "not-recorded",
        Fact::NotHeld => "not-held",
    };
    json!({ "state": state, "value": fact.known().map(value), "from": fact.from().map(from) })
}

fn news2(set: &ObservationSet) -> Value {
    json!({
        "total": set.total,
        "band": set.band.map(|band| band.code()),
        "atLeast": set.at_least,
        "missing": set.missing,
        "at": set.at.to_rfc3339(),
        "historical": set.historical(),
    })
}

pub(crate) fn patient(patient: &Patient) -> Result<Said, Failure> {
    let id = patient.id.parse().map_err(|_| Failure::Input(format!("“{}” is not a patient's id", patient.id)))?;
    let (mut ward, actor) = open_as(&patient.acting)?;
    let page = ward.open_patient(&actor, id, now())?;
    let picture = &page.picture;
    let mut value = who(picture);
    let medicines = ward.medicine_rows(picture, now());
    let medicines: Vec<Value> = medicines
        .rows
        .iter()
        .map(|row| {
            json!({
                "name": row.line.name, "dose": row.line.dose, "route": row.line.route,
                "frequency": row.line.frequency, "lastGiven": row.last_given_words, "nextDue": row.next_due_words,
                "timeCritical": row.time_critical,
            })
        })
        .collect();
    let records: Vec<Value> = page
        .records
        .iter()
        .map(|record| {
            let filing = page.filings.iter().find(|filing| filing.record == record.id);
            json!({
                "id": record.id, "form": record.form.id, "version": record.form.version,
                "careAt": record.care_at.to_rfc3339(), "recordedAt": record.recorded_at.to_rfc3339(),
                "author": record.author.name, "summary": record.summary,
                "filing": filing.map(|filing| filing.state),
            })
        })
        .collect();
    if let Value::Object(value) = &mut value {
        value.insert(
            "place".to_owned(),
            json!(picture.place.as_ref().map(|place| json!({
                "ward": place.what.ward, "bed": place.what.bed, "consultant": place.what.consultant,
                "from": from(&place.from),
            }))),
        );
        value.insert("allergyEntries".to_owned(), fact(&picture.allergies, |all| json!(all)));
        value.insert("conditions".to_owned(), fact(&picture.conditions, |all| json!(all)));
        value.insert("observations".to_owned(), Value::Array(page.sets.iter().map(set).collect()));
        value.insert(
            "results".to_owned(),
            fact(&picture.results, |all| {
                json!(all.iter().map(|one| json!({ "what": one.what, "from": from(&one.from) })).collect::<Vec<_>>())
            }),
        );
        let held = fact(&picture.medicines, |_| json!(medicines));
        value.insert("medicines".to_owned(), held);
        value.insert("records".to_owned(), json!(records));
        value.insert("saturationScale".to_owned(), json!(page.scale.as_ref().map_or(1, |scale| scale.scale)));
        value.insert("observationsOverdue".to_owned(), json!(page.overdue));
        value.insert("notForNews2".to_owned(), json!(page.not_news2));
    }
    Ok(Said::answer(value))
}

fn set(set: &ObservationSet) -> Value {
    let values: serde_json::Map<String, Value> = SIGNS
        .into_iter()
        .filter_map(|(sign, link)| {
            let value = match set.measured(sign)? {
                Measured::Value(value) => json!(value),
                Measured::NotMeasured => json!({ "gap": "not-measured" }),
                Measured::CannotBeRecorded => json!({ "gap": "cannot-be-recorded" }),
            };
            Some((link.to_owned(), value))
        })
        .collect();
    let origin = match &set.origin {
        Origin::Recorded(id, author) => json!({ "record": id, "author": author.name }),
        Origin::Historical(one) => from(one),
    };
    json!({ "values": values, "news2": news2(set), "origin": origin })
}
