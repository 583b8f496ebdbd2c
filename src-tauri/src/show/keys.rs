//! The ways to open the store, in words.

use ward::keys::{CODE_PARTS, SecretPlace, SlotInfo, SlotKind, Ways};
use ward::{Ward, WardError, words};

use super::board::count;
use crate::keeping::Page;
use crate::views::keys::{DeviceWay, EnvelopeView, KeysView, WayView, WaysView};

pub(crate) fn ways(ways: &Ways) -> WaysView {
    let of = |kind: SlotKind| ways.slots.iter().filter(move |slot| slot.kind == kind);
    let device = match of(SlotKind::Device).next() {
        None => DeviceWay::NotSetUp,
        Some(_) if ways.secret_here => DeviceWay::Failed,
        Some(_) => DeviceWay::Lost,
    };
    WaysView {
        device,
        passphrases: of(SlotKind::Passphrase).map(|slot| slot.label.clone()).filter(|name| !name.is_empty()).collect(),
        passphrase_works: ways.secret_here || ways.secret == SecretPlace::Nowhere,
        envelope: of(SlotKind::Envelope).next().map(|slot| {
            let sealed = slot.made_at.map(|at| format!(", sealed {}", at.format("%d-%b-%Y"))).unwrap_or_default();
            format!("Envelope {} of this PC{sealed}", slot.label)
        }),
        parts: count(CODE_PARTS),
        escrow: of(SlotKind::Escrow).next().is_some(),
    }
}

pub(crate) fn keys(ward: &Ward, may: bool, page: Option<&Page>) -> Result<KeysView, WardError> {
    let slots = ward.slots();
    let secret_lost = !ward.secret_here();
    let outside = slots.iter().filter(|slot| slot.kind != SlotKind::Device).count();
    let ways = slots.iter().map(|slot| way(ward, slot, secret_lost, outside)).collect();
    Ok(KeysView {
        ways,
        may,
        warnings: warnings(ward, &slots, secret_lost)?,
        rolled_back: ward.rolled_back().map(|back| format!("{back}.")),
        page: page.map(|page| EnvelopeView { number: page.prepared.number, went_to: page.went_to.clone() }),
        secret_lost,
    })
}

fn way(ward: &Ward, slot: &SlotInfo, secret_lost: bool, outside: usize) -> WayView {
    let bound = matches!(slot.kind, SlotKind::Passphrase | SlotKind::Device);
    let (name, detail) = match slot.kind {
        SlotKind::Passphrase if slot.label.is_empty() => {
            ("First passphrase".to_owned(), "The one this store was made with. It works on this PC only.")
        }
        SlotKind::Passphrase => (format!("Passphrase of {}", slot.label), "Works on this PC only."),
        SlotKind::Device => ("This PC itself".to_owned(), "Opens after a restart, to a locked screen."),
        SlotKind::Envelope => {
            (format!("Sealed envelope {}", slot.label), "Works on any PC, with everything else gone.")
        }
        SlotKind::Escrow => ("Key held by the trust".to_owned(), "Works on any PC, with everything else gone."),
    };
    let works = !(bound && secret_lost);
    WayView {
        id: slot.id.clone(),
        name,
        detail: detail.to_owned(),
        made: slot.made_at.map(|at| words::date_time(ward.local(at))),
        state: if works { "Works".to_owned() } else { "Does not work: this PC's own secret is gone".to_owned() },
        works,
        removable: slot.kind == SlotKind::Device || outside > 1,
    }
}

/// Worst first.
fn warnings(ward: &Ward, slots: &[SlotInfo], secret_lost: bool) -> Result<Vec<String>, WardError> {
    let mut warnings = Vec::new();
    match ward.envelope()? {
        None => warnings.push(
            "No recovery envelope has been sealed. If this PC or its passphrases are lost, so are its records."
                .to_owned(),
        ),
        Some(envelope) if envelope.opened_at.is_some() => {
            warnings.push(format!("Envelope {} was opened. It is used up: seal a new one today.", envelope.number))
        }
        Some(_) => {}
    }
    if secret_lost {
        warnings.push("The secret that this PC's operating system kept is gone. Nothing is lost by that; passphrases do not work until a new one is made.".to_owned());
    }
    if ward.secret_place() == SecretPlace::File && !ward.exercise() {
        warnings.push("This PC's operating system keeps no secrets for programs, so its secret is in a file beside the store: who copies the whole folder can try passphrases.".to_owned());
    }
    if !slots.iter().any(|slot| slot.kind == SlotKind::Passphrase && !slot.label.is_empty()) && !ward.exercise() {
        warnings.push("Nobody has a passphrase of their own yet.".to_owned());
    }
    Ok(warnings)
}
