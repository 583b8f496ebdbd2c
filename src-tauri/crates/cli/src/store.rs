//! Making a store, checking that everything is still what it was.

use serde_json::json;
use ward::keys::SecretPlace;
use ward::{Beginning, Config, Ward, demo};

use crate::arguments::{Init, Reset, Retention, Verify};
use crate::said::{Failure, Said};
use crate::secrets::{needed, now, open};

pub(crate) fn init(init: &Init) -> Result<Said, Failure> {
    let home = &init.at.home;
    if init.demo {
        let passphrase = std::env::var("HOLDFAST_PASSPHRASE").ok().filter(|said| !said.is_empty());
        let pin = std::env::var("HOLDFAST_PIN").ok().filter(|said| !said.is_empty());
        let pin = pin.as_deref().unwrap_or(demo::PIN);
        let ward = demo::create(home, &init.ward, passphrase.as_deref(), pin, now())?;
        let staff = ward.staff()?.len();
        let words = format!("Made an exercise store for {} in {}, with {staff} staff.", init.ward, home.display());
        return Ok(Said::new(words, json!({ "home": home, "ward": init.ward, "exercise": true, "staff": staff })));
    }
    let passphrase = needed("HOLDFAST_PASSPHRASE", "A passphrase of four words or more")?;
    if passphrase.split_whitespace().count() < 4 {
        return Err(Failure::Input("The passphrase needs four words or more. Nothing was made.".to_owned()));
    }
    let beginning = Beginning { ward: &init.ward, exercise: false, passphrase: &passphrase, at: now() };
    let ward = Ward::create(home, Config::begin(), &beginning)?;
    let mut words = format!(
        "Made a store for {} in {}. Set its systems in config.toml, add staff, then seal a recovery envelope (`holdfast keys envelope`).",
        init.ward,
        home.display()
    );
    let kept = ward.secret_place();
    if kept == SecretPlace::File {
        words.push_str(crate::keys::IN_A_FILE);
    }
    let secret = crate::keys::place(kept);
    Ok(Said::new(words, json!({ "home": home, "ward": init.ward, "exercise": false, "secret": secret })))
}

pub(crate) fn verify(verify: &Verify) -> Result<Said, Failure> {
    let found = open(&verify.at.home)?.verify()?;
    let good = found.wrong.is_empty();
    let words = if good {
        format!(
            "Nothing is wrong: {} entries, {} records, {} drafts, {} copies. Head {}.",
            found.entries, found.records, found.drafts, found.snapshots, found.head
        )
    } else {
        format!("Something is wrong:\n{}", found.wrong.join("\n"))
    };
    let value = json!({
        "ok": good,
        "entries": found.entries,
        "records": found.records,
        "drafts": found.drafts,
        "snapshots": found.snapshots,
        "head": found.head,
        "wrong": found.wrong,
    });
    Ok(Said { good, ..Said::new(words, value) })
}

pub(crate) fn reset(reset: &Reset) -> Result<Said, Failure> {
    let home = &reset.at.home;
    open(home)?.reset(None, now())?;
    let words = format!("Erased the store in {}: its keys first, then its files.", home.display());
    Ok(Said::new(words, json!({ "home": home, "erased": true })))
}

pub(crate) fn retention(retention: &Retention) -> Result<Said, Failure> {
    let mut ward = open(&retention.at.home)?;
    let gone = if retention.apply { ward.apply_retention(now())? } else { Vec::new() };
    let kept = ward.retention(now())?;
    let mut lines: Vec<String> = gone.iter().map(|what| format!("Erased: {what}")).collect();
    for one in &kept {
        let when = one.why_not.as_deref().unwrap_or("may go now");
        lines.push(format!("{}: {when}", one.what));
    }
    let value = kept.iter().map(|one| {
        json!({ "what": one.what, "bytes": one.bytes, "due": one.due, "goesNow": one.why_not.is_none(), "whyNot": one.why_not })
    });
    let value = json!({ "erased": gone, "kept": value.collect::<Vec<_>>() });
    Ok(Said::new(lines.join("\n"), value))
}
