//! The roster, passes, what each role may do, emergency access.

use chrono::{DateTime, FixedOffset};
use ward::facts::{EmergencyRow, Permission, Role, SignedRecord, Staff};
use ward::people::{Person, PinNow, Standing};
use ward::roster_file::RosterPlan;
use ward::{Actor, Ward, WardError, words};

use super::board::count;
use super::session::{listed, role};
use crate::views::people::{
    AccessLineView, AccessView, ChangeLineView, CountersignView, MayView, PassChoicesView, PassEndView, PeopleView,
    PersonView, PinWord, RoleView, RolesView, RosterPlanView, RowProblemView, StandingWord,
};

/// Moments as this ward's people read them.
struct Clock<'a> {
    ward: &'a Ward,
    now: DateTime<FixedOffset>,
}

impl Clock<'_> {
    fn time(&self, at: DateTime<FixedOffset>) -> String {
        words::time_or_date(self.ward.local(at), self.ward.local(self.now))
    }
}

pub(crate) fn people(ward: &Ward, actor: &Actor, now: DateTime<FixedOffset>) -> Result<PeopleView, WardError> {
    let clock = Clock { ward, now };
    let people = ward.roster(now)?;
    let (with_pin, of) = ward.enrolment(now)?;
    let taken = ward.roster_taken()?.map(|at| format!(" · a file was taken in {}", clock.time(at)));
    let off = |what: Permission| (!actor.may(what)).then(|| "Ask the nurse in charge or IT.".to_owned());
    let waiting = |count: usize, what: Permission| actor.may(what).then(|| super::board::count(count));
    Ok(PeopleView {
        words: format!("{} on the list{} · no directory is needed", people.len(), taken.unwrap_or_default()),
        with_pin: count(with_pin),
        of: count(of),
        people: people.iter().map(|person| self::person(&clock, person, actor)).collect(),
        roles: Role::ALL.into_iter().map(role_view).collect(),
        manage_off: off(Permission::ManageStaff),
        reset_off: off(Permission::ResetPin),
        to_review: waiting(ward.to_review()?, Permission::ReviewAccess),
        to_countersign: waiting(ward.to_countersign()?.len(), Permission::Witness),
    })
}

fn person(clock: &Clock<'_>, person: &Person, actor: &Actor) -> PersonView {
    let staff = &person.staff;
    let date = |at: DateTime<FixedOffset>| words::date(clock.ward.local(at));
    let (standing, standing_words) = match &person.standing {
        Standing::In => (StandingWord::In, None),
        Standing::OnPass(_) => (StandingWord::OnPass, None),
        Standing::PassOver(at) => (StandingWord::PassOver, Some(format!("Pass ended {}", clock.time(*at)))),
        Standing::Revoked(at, why) => (StandingWord::Revoked, Some(format!("Revoked {}: {why}", date(*at)))),
    };
    let since = |at: Option<DateTime<FixedOffset>>| at.map(|at| format!(" {}", date(at))).unwrap_or_default();
    let (pin, pin_words) = match person.pin {
        PinNow::NotSet => (PinWord::NotSet, "No PIN".to_owned()),
        PinNow::Locked(at) => {
            (PinWord::Locked, at.map_or_else(|| "Locked".to_owned(), |at| format!("Locked {}", clock.time(at))))
        }
        PinNow::Temporary(at) => (PinWord::Temporary, format!("Temporary PIN{}", since(at))),
        PinNow::Set(at) => (PinWord::Set, format!("PIN set{}", since(at))),
    };
    PersonView {
        id: staff.id.to_string(),
        name: listed(staff),
        called: staff.name.clone(),
        role: staff.role.code().to_owned(),
        role_words: staff.role.words().to_owned(),
        title: staff.title.clone(),
        number: staff.number.clone(),
        agency: staff.pass.as_ref().map(|pass| format!("Agency, to {}", clock.time(pass.until))),
        witness: staff.pass.as_ref().map(|pass| format!("Witness {}", words::short_name(&pass.witness_name))),
        standing,
        standing_words,
        pin,
        pin_words,
        seen: person.seen_at.map_or_else(|| "Not yet".to_owned(), |at| clock.time(at)),
        is_self: staff.id == actor.staff.id,
    }
}

fn role_view(role: Role) -> RoleView {
    RoleView {
        code: role.code().to_owned(),
        words: role.words().to_owned(),
        short: role.short().to_owned(),
        registered: role.registered(),
    }
}

/// What each role may do.
pub(crate) fn roles() -> RolesView {
    let row = |what: Permission| MayView {
        words: what.words().to_owned(),
        ticks: Role::ALL.into_iter().map(|role| role.may(what)).collect(),
        behind_glass: what.behind_glass(),
    };
    RolesView { roles: Role::ALL.map(role_view).into(), rows: Permission::ALL.map(row).into() }
}

/// What a file would change.
pub(crate) fn plan(plan: &RosterPlan) -> RosterPlanView {
    let what =
        |staff: &Staff| [Some(role(staff)), staff.number.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let named = |was: &Staff, is: &Staff| if was.name == is.name { String::new() } else { format!("{}, ", was.name) };
    RosterPlanView {
        digest: plan.digest.clone(),
        added: plan.added.iter().map(|staff| ChangeLineView { name: listed(staff), words: what(staff) }).collect(),
        changed: plan
            .changed
            .iter()
            .map(|(was, is)| ChangeLineView {
                name: listed(is),
                words: format!("{}; was {}{}", what(is), named(was, is), what(was)),
            })
            .collect(),
        same: count(plan.same),
        problems: plan
            .problems
            .iter()
            .map(|problem| RowProblemView {
                line: u32::try_from(problem.line).unwrap_or(u32::MAX),
                why: problem.why.clone(),
            })
            .collect(),
    }
}

/// What can be chosen for an agency pass.
pub(crate) fn pass_choices(ward: &Ward, now: DateTime<FixedOffset>) -> PassChoicesView {
    let clock = Clock { ward, now };
    let end = |at: DateTime<FixedOffset>| PassEndView { at: at.to_rfc3339(), words: clock.time(at) };
    PassChoicesView {
        roles: Role::ALL.into_iter().filter(|role| role.by_pass()).map(role_view).collect(),
        ends: ward.pass_ends(now).into_iter().map(end).collect(),
    }
}

/// Emergency access, and what waits for a countersignature.
pub(crate) fn access(
    ward: &Ward,
    actor: &Actor,
    rows: &[EmergencyRow],
    records: &[SignedRecord],
    now: DateTime<FixedOffset>,
) -> AccessView {
    let clock = Clock { ward, now };
    let mut accesses: Vec<AccessLineView> = rows.iter().map(|row| access_line(&clock, actor, row)).collect();
    accesses.sort_by_key(|line| line.review.is_some());
    let records = records
        .iter()
        .map(|record| CountersignView {
            record: record.id.to_string(),
            patient: words::name(&record.seen.identity),
            bed: record.seen.bed.clone().unwrap_or_else(|| "No bed".to_owned()),
            title: record.form.title.clone(),
            words: record.summary.clone(),
            by: format!("{}, {}", record.author.with_marks(), clock.time(record.recorded_at)),
            off: (record.author.id == actor.staff.id).then(|| "You signed it: somebody else countersigns.".to_owned()),
        })
        .collect();
    AccessView { accesses, records }
}

fn access_line(clock: &Clock<'_>, actor: &Actor, row: &EmergencyRow) -> AccessLineView {
    let opened = clock.time(row.opened_at);
    let let_in = row.opened_by.map(|by| format!(", let in by {}", clock.ward.staff_name(by)));
    let many = |count: u32, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    let review = row.review.as_ref().map(|(at, by, note)| {
        let by = by.map_or_else(|| "somebody".to_owned(), |by| clock.ward.staff_name(by));
        format!("Reviewed {} by {by}: {note}", clock.time(*at))
    });
    let own = row.staff == actor.staff.id || row.opened_by == Some(actor.staff.id);
    AccessLineView {
        id: row.entry.to_string(),
        who: clock.ward.staff_name(row.staff),
        when: format!("{opened}{}", let_in.unwrap_or_default()),
        reason: row.reason.clone(),
        did: format!("{} opened, {} signed", many(row.patients, "patient"), many(row.records, "record")),
        review,
        off: own.then(|| "You were part of it: somebody else reviews it.".to_owned()),
    }
}
