//! The copies held.

use chrono::{DateTime, FixedOffset};
use ward::facts::Permission;
use ward::take::{Progress, Step, TakenIn, Taking};
use ward::{Actor, Ward, words};

use super::board::count;
use super::facts::Frame;
use crate::views::copies::{CopiesView, CopyView, CountView, FormNotUsableView, SetAsideView, TakingState, TakingView};

pub(crate) fn copies(
    ward: &Ward,
    actor: &Actor,
    taking: Option<TakingView>,
    now: DateTime<FixedOffset>,
) -> Result<CopiesView, ward::WardError> {
    let sources = ward.sources(now)?;
    let frame = Frame { ward, now, sources: &sources };
    let copies = sources.iter().map(|source| {
        let taken = ward.copies().iter().find(|taken| taken.source == source.id);
        let counts = taken.map(|taken| &taken.counts);
        let system = ward.config().system(&source.id);
        CopyView {
            source: frame.source(source),
            limit: system
                .map(|system| {
                    format!(
                        "Ageing after {}hr, too old after {}hr",
                        system.ageing_after_hours, system.too_old_after_hours
                    )
                })
                .unwrap_or_default(),
            patients: taken.map_or(0, |taken| taken.patients),
            read: counts.map_or(0, |counts| counts.read.values().sum()),
            kept: counts
                .map(|counts| {
                    counts.kept.iter().map(|(name, count)| CountView { name: name.clone(), count: *count }).collect()
                })
                .unwrap_or_default(),
            set_aside: counts
                .map(|counts| {
                    let list = counts.set_aside.iter().take(200);
                    list.map(|one| SetAsideView { place: one.place.clone(), reason: one.reason.clone() }).collect()
                })
                .unwrap_or_default(),
            taken: taken.map(|taken| words::date_time(ward.local(taken.taken_at))),
        }
    });
    let copies: Vec<CopyView> = copies.collect();
    let not_usable = ward.forms_not_usable().iter();
    let forms_not_usable =
        not_usable.map(|one| FormNotUsableView { file: one.file.clone(), why: one.why.clone() }).collect();
    Ok(CopiesView { copies, may_take: actor.staff.role.may(Permission::TakeSnapshots), taking, forms_not_usable })
}

/// How far taking one in is.
pub(crate) fn taking(view: &mut TakingView, at: Taking) {
    match at {
        Taking::Reading(Step::File { name, number, of }) => {
            view.words = if of == 1 { format!("Reading {name}") } else { format!("File {number} of {of}: {name}") };
            (view.done, view.of) = (count(number - 1), count(if of == 1 { 0 } else { of }));
        }
        Taking::Reading(Step::Resource { number, of }) => {
            view.words = format!("Reading what is in it: {} of {}", thousands(number), thousands(of));
            (view.done, view.of) = (count(number), count(of));
        }
        Taking::Asking(Progress { kind, resources, step, steps }) => {
            view.words = format!("Asking for {kind}: {} so far", thousands(resources));
            (view.done, view.of) = (count(step), count(steps));
        }
        Taking::Keeping => {
            view.state = TakingState::Keeping;
            "Read to its end. Keeping it".clone_into(&mut view.words);
            view.done = view.of;
        }
    }
}

/// What came of it.
pub(crate) fn taken(ward: &Ward, view: &mut TakingView, TakenIn { taken, again }: &TakenIn) {
    let counts = &taken.counts;
    let read: usize = counts.read.values().map(|count| *count as usize).sum();
    let kept: usize = counts.kept.values().map(|count| *count as usize).sum();
    let people = if taken.patients == 1 { "1 person".to_owned() } else { format!("{} people", taken.patients) };
    let said = format!(
        "{people}, as at {}. {} read, {} kept unread, {} set aside.",
        words::date_time(ward.local(taken.as_at)),
        thousands(read),
        thousands(kept),
        thousands(counts.set_aside.len()),
    );
    if *again {
        view.state = TakingState::Again;
        view.words = format!("The same copy is held already: nothing was changed. {said}");
    } else {
        view.state = TakingState::Taken;
        let notes: String = counts.notes.iter().map(|note| format!(" {note}.")).collect();
        view.words = format!("{said}{notes}");
    }
}

/// `12,470`.
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&[u8]> = digits.as_bytes().rchunks(3).rev().collect();
    groups.iter().map(|group| String::from_utf8_lossy(group)).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::thousands;

    #[test]
    fn a_long_number_is_read_in_threes() {
        for (number, said) in [(0, "0"), (999, "999"), (1_000, "1,000"), (12_470, "12,470"), (1_000_000, "1,000,000")] {
            assert_eq!(thousands(number), said);
        }
    }
}
