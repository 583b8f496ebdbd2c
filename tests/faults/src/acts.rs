//! The acts whose safety is promised, each as something that can be done again and again to a store.

use record::{Amends, FilingState, SignedRecord};
use store::{CODE_PARTS, Code, PinAnswer, Store, StoreError, check_part};

use crate::chance::Chance;
use crate::scene::{ama, by, draft, id, now, record, set_pin, snapshot, step};

/// One kind of act.
pub(crate) struct Act {
    pub(crate) name: &'static str,
    /// What must be there before.
    pub(crate) prepare: fn(&mut Store) -> Result<(), StoreError>,
    /// Does it for the nth time.
    pub(crate) again: fn(&mut Store, usize) -> Result<(), StoreError>,
    /// How often, so that the log is moved into the file meanwhile.
    pub(crate) times: usize,
    /// Looks at what the picture does not show, after so many were acknowledged.
    pub(crate) also: fn(&mut Store, usize) -> Result<bool, StoreError>,
}

fn nothing(_: &mut Store) -> Result<(), StoreError> {
    Ok(())
}

fn nothing_more(_: &mut Store, _: usize) -> Result<bool, StoreError> {
    Ok(true)
}

fn save(store: &mut Store, number: usize) -> Result<(), StoreError> {
    store.save_draft(&draft(50 + number % 5, number + 1))
}

fn sign(store: &mut Store, number: usize) -> Result<(), StoreError> {
    store.sign(record(100 + number), &by(), now())
}

fn drafts_to_sign(store: &mut Store) -> Result<(), StoreError> {
    (0..10).try_for_each(|number| store.save_draft(&draft(100 + number * 5, 0)))
}

fn records_to_amend(store: &mut Store) -> Result<(), StoreError> {
    (0..5).try_for_each(|number| store.sign(record(300 + number), &by(), now()))
}

fn amend(store: &mut Store, number: usize) -> Result<(), StoreError> {
    let version = u32::try_from(number / 5 + 1).unwrap_or(u32::MAX);
    let amends = Some(Amends { version, reason: format!("slip {number}"), first_recorded_at: now() });
    let first = record(300 + number % 5);
    store.sign(SignedRecord { summary: format!("amended {number}"), amends, ..first }, &by(), now())
}

fn records_to_void(store: &mut Store) -> Result<(), StoreError> {
    (0..60).try_for_each(|number| store.sign(record(400 + number), &by(), now()))
}

fn void(store: &mut Store, number: usize) -> Result<(), StoreError> {
    let SignedRecord { id, patient, .. } = record(400 + number);
    let act = record::Act::RecordVoided { record: id, patient, reason: "recorded twice".into(), second: ama().id };
    store.transact(vec![act], &by(), now()).map(|_| ())
}

fn records_to_file(store: &mut Store) -> Result<(), StoreError> {
    (0..30).try_for_each(|number| store.sign(record(200 + number), &by(), now()))
}

fn file(store: &mut Store, number: usize) -> Result<(), StoreError> {
    let record = 200 + number / 3;
    let (state, kept) = match number % 3 {
        0 => (FilingState::Ready, None),
        1 => (FilingState::Sent, Some("what is sent. ".repeat(300))),
        _ => (FilingState::Accepted, None),
    };
    store.filing_step(step(record, state), kept.as_deref(), &by())
}

fn take(store: &mut Store, number: usize) -> Result<(), StoreError> {
    let (snapshot, resources, digest) = snapshot(number + 1);
    store.take_snapshot(&snapshot, &resources, &digest, &by(), now()).map(|_| ())
}

fn pin(number: usize) -> String {
    format!("24681{number}")
}

fn first_pin(store: &mut Store) -> Result<(), StoreError> {
    set_pin(store, &pin(0))
}

fn change_pin(store: &mut Store, number: usize) -> Result<(), StoreError> {
    set_pin(store, &pin(number + 1))
}

/// The PIN that was acknowledged last opens, or the one that was being set.
fn pin_opens(store: &mut Store, acknowledged: usize) -> Result<bool, StoreError> {
    for number in [acknowledged, acknowledged + 1] {
        if store.check_pin(ama().id, &pin(number), now())? == PinAnswer::Right {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What a code is written in.
const LETTERS: &str = "23456789ABCDEFGHJKLMNPQRSTVWXYZ";

/// The code of the nth envelope, drawn by a chance that is the same in every run; each part with its check character.
fn code(number: usize) -> Result<Code, StoreError> {
    let mut chance = Chance::new(number as u64);
    let parts: Vec<String> = (0..CODE_PARTS)
        .map(|place| {
            let drawn: String = (0..5).filter_map(|_| LETTERS.chars().nth(chance.below(LETTERS.len()))).collect();
            let mut checked = LETTERS.chars().map(|check| format!("{drawn}{check}"));
            checked.find(|part| check_part(place, part).is_ok()).expect("one of the letters adds up")
        })
        .collect();
    Code::read(&parts.join(" "))
}

fn change_key(store: &mut Store, number: usize) -> Result<(), StoreError> {
    store.seal_envelope(&code(number + 1)?, &by(), now()).map(|_| ())
}

/// The envelope that was acknowledged last opens the store, or the one that was being sealed.
fn envelope_opens(store: &mut Store, acknowledged: usize) -> Result<bool, StoreError> {
    for number in [acknowledged, acknowledged + 1] {
        if store.is_envelope(&code(number)?.parts().join(" "))? {
            return Ok(true);
        }
    }
    Ok(acknowledged == 0)
}

/// Signing ends the draft of the same form.
fn no_draft_of_a_record(store: &mut Store, _: usize) -> Result<bool, StoreError> {
    for record in store.records()? {
        if store.draft(record.id)?.is_some() {
            return Ok(false);
        }
    }
    Ok(store.draft(id(50))?.is_some())
}

/// What is done to a store that is there.
pub(crate) const ACTS: [Act; 8] = [
    Act { name: "save a draft", prepare: nothing, again: save, times: 220, also: nothing_more },
    Act { name: "sign", prepare: drafts_to_sign, again: sign, times: 80, also: no_draft_of_a_record },
    Act { name: "amend", prepare: records_to_amend, again: amend, times: 60, also: nothing_more },
    Act { name: "void", prepare: records_to_void, again: void, times: 60, also: nothing_more },
    Act { name: "file", prepare: records_to_file, again: file, times: 90, also: nothing_more },
    Act { name: "take a copy", prepare: nothing, again: take, times: 4, also: nothing_more },
    Act { name: "change a PIN", prepare: first_pin, again: change_pin, times: 6, also: pin_opens },
    Act { name: "change a key", prepare: nothing, again: change_key, times: 6, also: envelope_opens },
];
