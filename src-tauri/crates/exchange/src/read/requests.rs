//! What was asked for, done and booked.

use fhir::{Appointment, CodeableConcept, Procedure, ServiceRequest};
use record::snapshot::{Dated, Facet, HeldPatient};

use super::desk::{Desk, Used};
use super::moment::moment;
use super::reason::{parse, wrong_or_missing};

pub(super) fn service(body: &str, patient: &mut HeldPatient) -> Used {
    let request: ServiceRequest = parse(body)?;
    let status = match request.status.get() {
        Some(status @ ("active" | "on-hold" | "unknown")) => status,
        Some("draft" | "revoked" | "completed" | "entered-in-error") => return Ok(Some(Facet::Requests)),
        _ => return Err(wrong_or_missing(body, &["status"])),
    };
    if request.do_not_perform.is_true() {
        return Err("ServiceRequest.doNotPerform: it says not to do something".to_owned());
    }
    let Some(text) = request.code.get().and_then(CodeableConcept::words) else {
        return Err(wrong_or_missing(body, &["code"]));
    };
    let at = request.authored_on.get().or(request.occurrence_date_time.get()).and_then(moment);
    patient.requests.push(Dated { text: text.to_owned(), status: Some(status.to_owned()), at });
    Ok(Some(Facet::Requests))
}

pub(super) fn procedure(body: &str, patient: &mut HeldPatient) -> Used {
    let done: Procedure = parse(body)?;
    let status = match done.status.get() {
        Some("completed") => None,
        Some(status @ ("preparation" | "in-progress" | "on-hold" | "stopped" | "unknown")) => Some(status.to_owned()),
        Some("not-done" | "entered-in-error") => return Ok(Some(Facet::Procedures)),
        _ => return Err(wrong_or_missing(body, &["status"])),
    };
    let Some(text) = done.code.get().and_then(CodeableConcept::words) else {
        return Err(wrong_or_missing(body, &["code"]));
    };
    let of_period = done.performed_period.get().and_then(|period| period.start.get());
    let at = done.performed_date_time.get().or(of_period).and_then(moment);
    patient.procedures.push(Dated { text: text.to_owned(), status, at });
    Ok(Some(Facet::Procedures))
}

pub(super) fn appointment(body: &str, desk: &Desk<'_>, patient: &mut HeldPatient) -> Used {
    let booked: Appointment = parse(body)?;
    let status = match booked.status.get() {
        Some(status @ ("proposed" | "pending" | "booked" | "arrived" | "checked-in" | "waitlist")) => status,
        Some("fulfilled" | "cancelled" | "noshow" | "entered-in-error") => return Ok(Some(Facet::Appointments)),
        _ => return Err(wrong_or_missing(body, &["status"])),
    };
    let at = booked.start.get().and_then(moment);
    if at.is_some_and(|at| at < desk.as_at) {
        return Ok(Some(Facet::Appointments));
    }
    let kind = booked.appointment_type.get().and_then(CodeableConcept::words);
    let text = booked.description.get().or(booked.service_type.iter().find_map(CodeableConcept::words)).or(kind);
    let text = text.unwrap_or("Appointment").to_owned();
    patient.appointments.push(Dated { text, status: Some(status.to_owned()), at });
    Ok(Some(Facet::Appointments))
}
