//! Copies of the whole PC: making them, and opening one as a new store.

use std::sync::Mutex;

use serde_json::{Value, json};
use ward::keys::Way;
use ward::standby::{self, Found, PlaceNow};
use ward::{CopyError, CopyProgress, EXERCISE_PASSPHRASE, StoreError, Ward, WardError, bring_back, words};

use crate::arguments::{Backup, Restore, Standby};
use crate::said::{Failure, Said, chain};
use crate::secrets::{given, needed, now, open};

fn on(_: CopyProgress) -> bool {
    true
}

pub(crate) fn standby(asked: &Standby) -> Result<Said, Failure> {
    let ward = Mutex::new(open(&asked.at.home)?);
    let mut refused = 0;
    if asked.now {
        let places = held(&ward).standby(now())?;
        for place in places {
            if let Err(error) = standby::copy_to(&ward, &place.folder, now(), &mut on) {
                refused += 1;
                crate::said::note(&format!("{}: {}", place.folder, chain(&error)));
            }
        }
    }
    let ward = held(&ward);
    let places = ward.standby(now())?;
    let lines: Vec<String> = places.iter().map(|place| line(&ward, place)).collect();
    let words = if places.is_empty() {
        "No standby place is set: add `standby = [{ folder = \"…\", every_minutes = 30 }]` to config.toml.".to_owned()
    } else {
        lines.join("\n")
    };
    let value: Vec<Value> = places.iter().map(|place| value(&ward, place)).collect();
    Ok(Said { good: refused == 0, ..Said::new(words, json!({ "places": value })) })
}

fn held(ward: &Mutex<Ward>) -> std::sync::MutexGuard<'_, Ward> {
    ward.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn line(ward: &Ward, place: &PlaceNow) -> String {
    let newest = match place.proved() {
        Some((at, contents)) => format!(
            "proved {}, {} records, {} drafts, head {}",
            words::date_time(ward.local(*at)),
            contents.records,
            contents.drafts,
            contents.head()
        ),
        None => "no copy yet".to_owned(),
    };
    match place.failed() {
        Some((since, why)) => {
            format!("{}: {newest}. Fails since {}: {why}", place.folder, words::date_time(ward.local(*since)))
        }
        None => format!("{}: {newest}", place.folder),
    }
}

fn value(ward: &Ward, place: &PlaceNow) -> Value {
    json!({
        "folder": place.folder,
        "everyMinutes": place.every_minutes,
        "file": ward.standby_file(&place.folder),
        "provedAt": place.proved().map(|(at, _)| at),
        "records": place.proved().map(|(_, contents)| contents.records),
        "drafts": place.proved().map(|(_, contents)| contents.drafts),
        "head": place.proved().map(|(_, contents)| contents.head()),
        "failedSince": place.failed().map(|(since, _)| since),
        "why": place.failed().map(|(_, why)| why),
        "late": place.late,
    })
}

pub(crate) fn backup(asked: &Backup) -> Result<Said, Failure> {
    let ward = Mutex::new(open(&asked.at.home)?);
    let proved = standby::back_up(&ward, None, &asked.out, now(), &mut on)?;
    let contents = proved.contents;
    let opens = if held(&ward).opens_elsewhere() {
        "On another PC it opens with the envelope's code."
    } else {
        "No envelope is sealed: on another PC nothing opens it. Seal one, then make it again."
    };
    let words = format!(
        "Backed up to {} and proved: {} records, {} drafts, {} copies of hospital systems. Head {}. {}",
        asked.out.display(),
        contents.records,
        contents.drafts,
        contents.snapshots(),
        contents.head(),
        opens
    );
    let value = json!({ "file": asked.out, "bytes": proved.bytes, "records": contents.records,
        "drafts": contents.drafts, "head": contents.head() });
    Ok(Said::new(words, value))
}

pub(crate) fn restore(asked: &Restore) -> Result<Said, Failure> {
    let found = standby::find(&asked.from);
    let Some(Found { path, head }) = found.first() else {
        return Err(Failure::Input(format!("There is no copy at {}. Nothing was changed.", asked.from.display())));
    };
    let (code, key) = (given("HOLDFAST_ENVELOPE"), given("HOLDFAST_ESCROW_KEY"));
    let said = given("HOLDFAST_PASSPHRASE");
    let way = match (&code, &key) {
        (Some(code), _) => Way::Envelope(code),
        (None, Some(key)) => Way::Escrow(key),
        (None, None) => Way::Passphrase(said.as_deref().unwrap_or(EXERCISE_PASSPHRASE)),
    };
    let opened = match Ward::restore(path, &asked.home, way, now()) {
        Err(WardError::Copy(CopyError::Store(StoreError::WrongPassphrase))) if said.is_none() => {
            let passphrase = needed("HOLDFAST_PASSPHRASE", &format!("The passphrase of {}", head.pc))?;
            Ward::restore(path, &asked.home, Way::Passphrase(&passphrase), now())
        }
        other => other,
    };
    let (ward, restored) = opened?;
    let lines = bring_back::said_of(&restored, ward.zone());
    let words = format!("Opened {} in {}.\n{}", path.display(), asked.home.display(), lines.join("\n"));
    let value = json!({
        "home": asked.home,
        "from": path,
        "pc": head.pc,
        "records": restored.contents.records,
        "drafts": restored.contents.drafts,
        "copyHead": restored.contents.head(),
        "copyMadeAt": restored.contents.made_at,
        "head": ward.head(),
        "setAside": restored.set_aside,
        "salvagedEntries": restored.salvaged.entries,
        "onlyKeys": restored.only_keys,
        "said": lines,
    });
    Ok(Said::new(words, value))
}

/// What to run when a store is damaged: the newest copies its configuration leads to, and how to open one.
pub(crate) fn way_back(home: &std::path::Path) -> String {
    let folders = ward::Config::read(home).map(|config| config.standby).unwrap_or_default();
    let mut found: Vec<Found> =
        folders.iter().flat_map(|place| standby::find(std::path::Path::new(&place.folder))).collect();
    found.sort_by_key(|one| std::cmp::Reverse(one.head.made_at));
    let run = |from: &str| format!("holdfast restore --from \"{from}\" --home \"{}\"", home.display());
    match found.first() {
        Some(one) => format!(
            "The way back: {}, a copy of {} made {} ({} entries, head {}). Open it with\n  {}",
            one.path.display(),
            one.head.pc,
            words::date_time(one.head.made_at),
            one.head.entries,
            one.head.head,
            run(&one.path.display().to_string())
        ),
        None => format!("The way back: a standby copy or a backup, opened with\n  {}", run("COPY")),
    }
}
