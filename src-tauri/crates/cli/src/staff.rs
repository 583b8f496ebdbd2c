//! The roster, by whoever holds the passphrase: adding, changing, revoking, PINs, a list from a file and to one.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use ward::facts::Role;
use ward::people::{NewStaff, Person, PinNow, Standing};

use crate::arguments::{Home, Staff, StaffAct};
use crate::said::{Failure, Said};
use crate::secrets::{needed, now, open, secret};

pub(crate) fn staff(staff: &Staff) -> Result<Said, Failure> {
    match &staff.act {
        StaffAct::List { at } => list(at),
        StaffAct::Add { at, name, role, title, number } => add(at, name, role, title.as_deref(), number.as_deref()),
        StaffAct::Change { at, name, new_name, role, title, number } => {
            let mut ward = open(&at.home)?;
            let was = ward.staff_called(name)?;
            let role = role.as_deref().map_or(Ok(was.role), self::role)?;
            let new = NewStaff {
                name: new_name.as_deref().unwrap_or(&was.name),
                role,
                title: title.as_deref().or(was.title.as_deref()),
                number: number.as_deref().or(was.number.as_deref()),
                pin: None,
            };
            let changed = ward.change_staff(None, was.id, &new, now())?;
            let words = if changed { format!("{name} is changed.") } else { format!("{name} stays as they are.") };
            Ok(Said::new(words, json!({ "id": was.id, "changed": changed })))
        }
        StaffAct::Revoke { at, name, reason } => {
            let mut ward = open(&at.home)?;
            let who = ward.staff_called(name)?;
            ward.revoke_staff(None, who.id, reason, now())?;
            let words = format!("{} may no longer sign in. Their records stay.", who.name);
            Ok(Said::new(words, json!({ "id": who.id, "name": who.name })))
        }
        StaffAct::Reinstate { at, name } => {
            let mut ward = open(&at.home)?;
            let who = ward.staff_called(name)?;
            ward.reinstate_staff(None, who.id, now())?;
            Ok(Said::new(format!("{} may sign in again.", who.name), json!({ "id": who.id, "name": who.name })))
        }
        StaffAct::Pin { at, name } => {
            let mut ward = open(&at.home)?;
            let who = ward.staff_called(name)?;
            ward.set_pin(who.id, &needed("HOLDFAST_NEW_PIN", "Their new PIN")?, now())?;
            Ok(Said::new(format!("{} has a new PIN.", who.name), json!({ "id": who.id, "name": who.name })))
        }
        StaffAct::OwnPin { at, name } => {
            let mut ward = open(&at.home)?;
            let who = ward.staff_called(name)?;
            let old = needed("HOLDFAST_PIN", &format!("PIN of {} until now", who.name))?;
            let new = needed("HOLDFAST_NEW_PIN", "Their new PIN")?;
            ward.change_pin(who.id, &old, &new, now())?;
            Ok(Said::new(format!("{} has a new PIN.", who.name), json!({ "id": who.id, "name": who.name })))
        }
        StaffAct::Import { at, take, file } => import(at, *take, file),
        StaffAct::Export { at, out } => {
            let text = open(&at.home)?.roster_file(None, now())?;
            fs::write(out, &text).map_err(|error| Failure::Input(format!("{}: {error}", out.display())))?;
            let staff = text.lines().count().saturating_sub(1);
            Ok(Said::new(format!("Wrote {staff} people to {}.", out.display()), json!({ "staff": staff, "out": out })))
        }
    }
}

fn role(named: &str) -> Result<Role, Failure> {
    Role::named(named).ok_or_else(|| {
        let all: Vec<&str> = Role::ALL.iter().map(|role| role.code()).collect();
        Failure::Input(format!("“{named}” is not a role: {}", all.join(", ")))
    })
}

fn add(at: &Home, name: &str, role: &str, title: Option<&str>, number: Option<&str>) -> Result<Said, Failure> {
    let role = self::role(role)?;
    let mut ward = open(&at.home)?;
    let pin = secret("HOLDFAST_NEW_PIN", "Their new PIN")?;
    let new = NewStaff { name, role, title, number, pin: pin.as_deref() };
    let id = ward.add_staff(None, &new, now())?;
    let pin = if pin.is_some() { "with a PIN" } else { "without a PIN: set HOLDFAST_NEW_PIN" };
    let words = format!("Added {name}, {}, {pin}.", role.words().to_lowercase());
    Ok(Said::new(words, json!({ "id": id, "name": name, "role": role.code() })))
}

fn list(at: &Home) -> Result<Said, Failure> {
    let ward = open(&at.home)?;
    let people = ward.roster(now())?;
    let (with, of) = ward.enrolment(now())?;
    let lines: Vec<String> = people
        .iter()
        .map(|person| format!("{:32} {:18} {}", person.staff.name, person.staff.role.words(), standing(person)))
        .collect();
    let list: Vec<Value> = people
        .iter()
        .map(|person| {
            json!({
                "id": person.staff.id, "name": person.staff.name, "role": person.staff.role.code(),
                "title": person.staff.title, "number": person.staff.number,
                "maySignIn": person.active(), "pin": pin(person), "lastSeen": person.seen_at,
            })
        })
        .collect();
    let words = format!("{}\n{with} of {of} have a PIN.", lines.join("\n"));
    Ok(Said::new(words, json!({ "withPin": with, "of": of, "staff": list })))
}

fn pin(person: &Person) -> &'static str {
    match person.pin {
        PinNow::NotSet => "none",
        PinNow::Locked(_) => "locked",
        PinNow::Temporary(_) => "temporary",
        PinNow::Set(_) => "set",
    }
}

fn standing(person: &Person) -> String {
    match &person.standing {
        Standing::In => format!("PIN {}", pin(person)),
        Standing::OnPass(until) => format!("PIN {}, pass to {until}", pin(person)),
        Standing::PassOver(until) => format!("pass ended {until}"),
        Standing::Revoked(at, why) => format!("revoked {at}: {why}"),
    }
}

/// Shows what a file would change, or takes it.
fn import(at: &Home, take: bool, file: &Path) -> Result<Said, Failure> {
    let bytes = fs::read(file).map_err(|error| Failure::Input(format!("{}: {error}", file.display())))?;
    let mut ward = open(&at.home)?;
    let mut plan = ward.plan_roster(None, &bytes, now())?;
    if take {
        plan = ward.take_roster(None, &bytes, &plan.digest.clone(), now())?;
    }
    let named = |list: &[String]| list.iter().map(|line| format!("\n  {line}")).collect::<String>();
    let added: Vec<String> = plan.added.iter().map(|staff| format!("{}, {}", staff.name, staff.role.words())).collect();
    let changed: Vec<String> = plan
        .changed
        .iter()
        .map(|(was, is)| format!("{}, {}; was {}, {}", is.name, is.role.words(), was.name, was.role.words()))
        .collect();
    let problems: Vec<String> =
        plan.problems.iter().map(|problem| format!("line {}: {}", problem.line, problem.why)).collect();
    let (join, change) = if take { ("joined", "were changed") } else { ("would join", "would be changed") };
    let words = format!(
        "{} {join}:{}\n{} {change}:{}\n{} stay as they are.\n{} rows set aside:{}{}",
        added.len(),
        named(&added),
        changed.len(),
        named(&changed),
        plan.same,
        problems.len(),
        named(&problems),
        if take { "" } else { "\nNothing is taken yet: add --take." }
    );
    let value = json!({
        "taken": take, "added": plan.added.len(), "changed": plan.changed.len(), "same": plan.same,
        "setAside": plan.problems.iter().map(|one| json!({ "line": one.line, "why": one.why })).collect::<Vec<_>>(),
    });
    Ok(Said::new(words, value))
}
