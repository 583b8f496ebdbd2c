//! Two records to file, about one invented patient.

use chrono::{DateTime, FixedOffset, NaiveDate};
use exchange::client::{Client, Trust};
use exchange::file::{Target, Who, connect, find_patient};
use forms::{Answer, Answers, NodeId};
use hospital::{FhirStandIn, encounter, patient, practitioner};
use record::filing::{self, BuildContext, Filing, Found};
use record::{
    Author, Born, FormRef, Gender, Identity, NumberValidity, PatientId, PatientNumber, RecordId, Role, Seen,
    SignedRecord, SignedScore, StaffId, SystemId,
};
use serde_json::Value;
use std::time::Duration;
use uuid::Uuid;

pub(crate) const NHS: &str = "9990000018";
pub(crate) const NMC: &str = "98A7654E";

pub(crate) fn at(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap()
}

/// The people a target needs to know: the patient, her stay, her nurse, and somebody else.
pub(crate) fn seed() -> Vec<Value> {
    vec![
        patient("pat-1", NHS, "Whitfield", "Margaret", "1947-02-03"),
        patient("pat-2", "9990000026", "Whitfield", "Margery", "1951-08-14"),
        encounter("stay-1", "pat-1"),
        practitioner("nurse-1", NMC),
    ]
}

fn answers(all: &[(&str, Answer)]) -> Answers {
    all.iter().map(|(node, answer)| (NodeId((*node).to_owned()), answer.clone())).collect()
}

fn number(digits: &str) -> Answer {
    Answer::Number { digits: digits.to_owned(), unit: None }
}

fn text(words: &str) -> Answer {
    Answer::Text(words.to_owned())
}

fn choice(code: &str) -> Answer {
    Answer::Choice(code.to_owned())
}

fn record(id: u128, form: FormRef, answers: Answers, score: Option<SignedScore>) -> SignedRecord {
    SignedRecord {
        id: RecordId(Uuid::from_u128(0x0190_c0de_0000_7000_8000_0000_0000_0000 + id)),
        form,
        patient: PatientId::from_number("https://fhir.nhs.uk/Id/nhs-number", NHS),
        seen: Seen {
            identity: Identity {
                family: Some("WHITFIELD".to_owned()),
                given: Some("Margaret".to_owned()),
                born: Some(Born { date: NaiveDate::from_ymd_opt(1947, 2, 3).unwrap(), estimated: false }),
                gender: Gender::Female,
                nhs_number: Some(PatientNumber { value: NHS.to_owned(), validity: NumberValidity::Test }),
                ..Identity::default()
            },
            ward: Some("Ash".to_owned()),
            bed: Some("A1".to_owned()),
            allergies: "No known allergies".to_owned(),
            as_at: Vec::new(),
        },
        care_at: at("2026-11-22T11:30:00+00:00"),
        recorded_at: at("2026-11-22T14:05:00+00:00"),
        late_reason: Some("Emergency on the ward".to_owned()),
        author: Author {
            id: StaffId(Uuid::from_u128(7)),
            name: "Ama Boateng".to_owned(),
            role: Role::Nurse,
            number: Some(NMC.to_owned()),
            marks: Vec::new(),
        },
        second: None,
        care_by: None,
        answers,
        summary: String::new(),
        score,
        amends: None,
    }
}

fn form(id: &str, title: &str, replaces: &str) -> FormRef {
    FormRef {
        id: id.to_owned(),
        version: forms::shipped(id).unwrap().version.clone(),
        title: title.to_owned(),
        replaces: SystemId::new(replaces),
    }
}

/// A full set of observations with a score of 5. Each `id` is a record of its own.
pub(crate) fn observations(id: u128) -> SignedRecord {
    let points = [("rr", 2), ("spo2", 1), ("o2", 0), ("sbp", 1), ("hr", 1), ("acvpu", 0), ("temp", 0)];
    let score = SignedScore {
        name: "news2".to_owned(),
        total: Some(5),
        band: Some("medium".to_owned()),
        at_least: None,
        missing: Vec::new(),
        points: points.iter().map(|(name, points)| ((*name).to_owned(), *points)).collect(),
        scale: 1,
    };
    let answers = answers(&[
        ("rr", number("21")),
        ("scale", choice("1")),
        ("spo2", number("95")),
        ("o2", choice("air")),
        ("sbp", number("105")),
        ("dbp", number("66")),
        ("hr", number("91")),
        ("acvpu", choice("A")),
        ("temp", number("37.0")),
    ]);
    record(id, form("news2", "Observations (NEWS2)", "epr"), answers, Some(score))
}

/// Two results taken over the telephone.
pub(crate) fn telephoned(id: u128) -> SignedRecord {
    let answers = answers(&[
        ("id.first", choice("name")),
        ("id.second", choice("dob")),
        ("caller", text("J. Marsh, biomedical scientist")),
        ("discipline", choice("biochemistry")),
        ("sample.time", Answer::DateTime("2026-11-22T10:15:00+00:00".to_owned())),
        ("result", number("2")),
        ("result[0]/test", text("Potassium")),
        ("result[0]/value", text("6.1")),
        ("result[0]/unit", text("mmol/L")),
        ("result[0]/flag", choice("critical")),
        ("result[1]/test", text("Sodium")),
        ("result[1]/value", text("131")),
        ("result[1]/unit", text("mmol/L")),
        ("result[1]/flag", choice("abnormal")),
        ("readback", choice("agreed")),
        ("told", text("Dr Lin, registrar")),
        ("told.at", text("14:04")),
    ]);
    record(id, form("telephoned-result", "Telephoned result", "lims"), answers, None)
}

/// What is sent for a record to a patient found there.
pub(crate) fn built(record: &SignedRecord, found: &Found) -> Filing {
    let context = BuildContext {
        now: at("2026-11-22T15:00:00+00:00"),
        version: "0.1.0",
        exercise: true,
        namespace: filing::NAMESPACE,
    };
    filing::build(record, forms::shipped(&record.form.id).unwrap(), b"%PDF-1.7 a page", found, &context).unwrap()
}

/// Asks for the people there and builds.
pub(crate) fn built_for(target: &Target, record: &SignedRecord) -> Filing {
    built(record, &find_patient(target, &who(record)).unwrap())
}

/// Whom every record here is about, and who signed it.
pub(crate) fn whose() -> Who {
    who(&observations(0))
}

pub(crate) fn who(record: &SignedRecord) -> Who {
    Who::of(record, None)
}

/// How long a client waits for a server that is made to be silent. Otherwise it waits as long as a busy PC may need.
pub(crate) const WAIT: Duration = Duration::from_millis(300);

pub(crate) fn target(server: &FhirStandIn) -> Target {
    connect(client(&server.address(), Duration::from_secs(20))).unwrap()
}

/// A target that is not waited for longer than `wait`.
pub(crate) fn impatient(server: &FhirStandIn, wait: Duration) -> Target {
    connect(client(&server.address(), wait)).unwrap()
}

pub(crate) fn client(address: &str, wait: Duration) -> Client {
    let trust = Trust { ca_pem: Some(NOBODYS_CA.as_bytes().to_vec()), ..Trust::default() };
    Client::trusting(address, &trust).unwrap().waiting(wait, wait * 2)
}

/// An authority that signed nothing. On loopback nobody is asked for a certificate; without this one each of many
/// thousand clients would read every certificate that this PC trusts.
const NOBODYS_CA: &str = "\
-----BEGIN CERTIFICATE-----
MIIBpTCCAUugAwIBAgIUKnthCTvQuenGzqklr1lm8iWQv0YwCgYIKoZIzj0EAwIw
JzElMCMGA1UEAwwcTm9ib2R5J3MgYXV0aG9yaXR5IGZvciB0ZXN0czAgFw0yNjEx
MjcxOTQxMTZaGA8yMTI2MTEwMzE5NDExNlowJzElMCMGA1UEAwwcTm9ib2R5J3Mg
YXV0aG9yaXR5IGZvciB0ZXN0czBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABIWR
PcHv2orTT6yHBQqkIDbl9Y9lQWC0IArLsB3/0JjHppJo9+yrY2uMVlKneoCaZ9eb
sm9lFlycy1B7dL147cajUzBRMB0GA1UdDgQWBBTCtNCWwqUX0oQ+dg/tS5xzOSS/
xjAfBgNVHSMEGDAWgBTCtNCWwqUX0oQ+dg/tS5xzOSS/xjAPBgNVHRMBAf8EBTAD
AQH/MAoGCCqGSM49BAMCA0gAMEUCIGQyjimdssAfw3WpbRaXlvUH9USGVg17gNR9
NXzHd/1oAiEA1XGKxWUYUiHZb3lqp3D/5725jZtqeua3eRdal5QQrx4=
-----END CERTIFICATE-----
";
