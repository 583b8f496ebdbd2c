//! The ways to open a store: shown, made, taken away.

use std::path::Path;

use serde_json::{Value, json};
use ward::keys::{SecretPlace, SlotInfo, SlotKind, ways};

use crate::arguments::KeysAct;
use crate::said::{Failure, Said};
use crate::secrets::{needed, now, open_as};

/// Said where the operating system keeps no secret for this PC.
pub(crate) const IN_A_FILE: &str = "\nThis PC's operating system keeps no secrets for programs, so its secret lies in a file beside the store: whoever copies the whole folder can try passphrases.";

pub(crate) fn keys(act: &KeysAct) -> Result<Said, Failure> {
    match act {
        KeysAct::List { at } => list(&at.home),
        KeysAct::Envelope { acting, out } => {
            let (mut ward, actor) = open_as(acting)?;
            let page = ward.prepare_envelope(&actor, now())?;
            std::fs::write(out, &page.pdf).map_err(|error| Failure::Input(format!("{}: {error}", out.display())))?;
            ward.seal_envelope(&actor, &page, now())?;
            let words = format!(
                "Envelope {} is sealed, and the one before no longer works. Print {}, seal it, then delete the file: it holds the only copy of the code.",
                page.number,
                out.display()
            );
            Ok(Said::new(words, json!({ "number": page.number, "out": out })))
        }
        KeysAct::Passphrase { acting, whose } => {
            let (mut ward, actor) = open_as(acting)?;
            let passphrase = needed("HOLDFAST_NEW_PASSPHRASE", "Their new passphrase, four words or more")?;
            let slot = ward.set_passphrase(&actor, whose, &passphrase, now())?;
            Ok(Said::new(format!("{} has a passphrase that opens this PC.", slot.label), shown(&slot)))
        }
        KeysAct::Device { acting } => {
            let (mut ward, actor) = open_as(acting)?;
            let slot = ward.allow_device(&actor, now())?;
            Ok(Said::new("This PC opens its store by itself, to a locked screen.".to_owned(), shown(&slot)))
        }
        KeysAct::Escrow { acting, to } => {
            let (mut ward, actor) = open_as(acting)?;
            let slot = ward.set_escrow(&actor, to, now())?;
            Ok(Said::new("The key the trust holds opens this store.".to_owned(), shown(&slot)))
        }
        KeysAct::Remove { acting, id } => {
            let (mut ward, actor) = open_as(acting)?;
            ward.remove_slot(&actor, id, now())?;
            Ok(Said::new("It no longer opens this store.".to_owned(), json!({ "removed": id })))
        }
        KeysAct::Renew { acting } => {
            let (mut ward, actor) = open_as(acting)?;
            let gone = ward.renew_secret(&actor, now())?;
            let names: Vec<&str> = gone.iter().map(name).collect();
            let words = format!("This PC has a new secret. Set these passphrases again: {}.", names.join(", "));
            Ok(Said::new(words, json!({ "setAgain": names, "secret": place(ward.secret_place()) })))
        }
        KeysAct::AcceptRollBack { acting } => {
            let (mut ward, actor) = open_as(acting)?;
            ward.accept_roll_back(&actor, now())?;
            Ok(Said::new("From here on this copy of the store counts.".to_owned(), Value::Null))
        }
    }
}

fn list(home: &Path) -> Result<Said, Failure> {
    let ways = ways(home)?;
    let mut words: Vec<String> = ways.slots.iter().map(line).collect();
    if !ways.secret_here {
        words.push(
            "This PC's own secret cannot be had now: only the envelope and the trust's key open the store.".to_owned(),
        );
    }
    let slots: Vec<Value> = ways.slots.iter().map(shown).collect();
    let value = json!({ "secret": place(ways.secret), "secretHere": ways.secret_here, "slots": slots });
    Ok(Said::new(words.join("\n"), value))
}

fn line(slot: &SlotInfo) -> String {
    let made = slot.made_at.map_or_else(|| "before this was noted".to_owned(), |at| at.format("%d-%b-%Y").to_string());
    format!("{}  {}  {}  {made}", slot.id, slot.kind.words(), name(slot))
}

fn name(slot: &SlotInfo) -> &str {
    if slot.label.is_empty() && slot.kind == SlotKind::Passphrase { "(the one it was made with)" } else { &slot.label }
}

fn shown(slot: &SlotInfo) -> Value {
    json!({ "id": slot.id, "kind": slot.kind.words(), "label": slot.label, "madeAt": slot.made_at })
}

/// Where this PC's secret is kept, in one word.
pub(crate) fn place(place: SecretPlace) -> &'static str {
    match place {
        SecretPlace::Nowhere => "nowhere",
        SecretPlace::OsStore => "operating-system",
        SecretPlace::File => "file",
    }
}
