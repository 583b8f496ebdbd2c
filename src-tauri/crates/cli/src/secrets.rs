//! Secrets: from the environment or a prompt, never from the command line.

use std::env;
use std::io::IsTerminal;
use std::path::Path;

use chrono::{DateTime, FixedOffset, SubsecRound, Utc};
use ward::keys::Way;
use ward::{Actor, EXERCISE_PASSPHRASE, StoreError, Ward, WardError};

use crate::arguments::Acting;
use crate::said::Failure;

/// Now, from the PC's clock; in a debug build a test may set it.
#[allow(clippy::disallowed_methods, reason = "the command line is where the clock is read")]
pub(crate) fn now() -> DateTime<FixedOffset> {
    if cfg!(debug_assertions)
        && let Ok(said) = env::var("HOLDFAST_NOW")
    {
        let read = said.strip_prefix("file:").and_then(|path| std::fs::read_to_string(path).ok());
        let said = read.as_deref().unwrap_or(&said).trim();
        if let Ok(at) = DateTime::parse_from_rfc3339(said.trim_start_matches("frozen:")) {
            return at;
        }
    }
    Utc::now().trunc_subsecs(0).fixed_offset()
}

/// A secret by its variable's name, or asked for where somebody can answer.
pub(crate) fn secret(variable: &str, ask: &str) -> Result<Option<String>, Failure> {
    if let Ok(said) = env::var(variable)
        && !said.is_empty()
    {
        return Ok(Some(said));
    }
    if !std::io::stdin().is_terminal() {
        return Ok(None);
    }
    let said = rpassword::prompt_password(format!("{ask}: ")).map_err(|error| Failure::Input(error.to_string()))?;
    Ok(Some(said).filter(|said| !said.is_empty()))
}

/// A secret that has to be there.
pub(crate) fn needed(variable: &str, ask: &str) -> Result<String, Failure> {
    secret(variable, ask)?
        .ok_or_else(|| Failure::Input(format!("{ask} is needed: set {variable}, or run this in a terminal")))
}

/// Opens a store: by the envelope or the trust's key when one is given, otherwise by a passphrase. An exercise opens
/// by itself when no passphrase is set; so does a PC that may. When the store is damaged, the way back is said.
pub(crate) fn open(home: &Path) -> Result<Ward, Failure> {
    let opened = open_by_what_is_given(home);
    if let Err(Failure::Ward(error)) = &opened
        && ward::bring_back::is_damage(error)
    {
        crate::said::note(&crate::copies::way_back(home));
    }
    opened
}

/// A secret that is set in the environment.
pub(crate) fn given(variable: &str) -> Option<String> {
    env::var(variable).ok().filter(|said| !said.is_empty())
}

fn open_by_what_is_given(home: &Path) -> Result<Ward, Failure> {
    if let Some(code) = given("HOLDFAST_ENVELOPE") {
        return Ok(Ward::open_by(home, Way::Envelope(&code), now())?);
    }
    if let Some(key) = given("HOLDFAST_ESCROW_KEY") {
        return Ok(Ward::open_by(home, Way::Escrow(&key), now())?);
    }
    if let Some(passphrase) = given("HOLDFAST_PASSPHRASE") {
        return Ok(Ward::open(home, &passphrase, now())?);
    }
    match Ward::open(home, EXERCISE_PASSPHRASE, now()) {
        Err(WardError::Store(StoreError::WrongPassphrase | StoreError::NoSlot { .. } | StoreError::NoDeviceSecret)) => {
            if let Ok(ward) = Ward::open_by(home, Way::Device, now()) {
                return Ok(ward);
            }
            let passphrase = needed("HOLDFAST_PASSPHRASE", "The store's passphrase")?;
            Ok(Ward::open(home, &passphrase, now())?)
        }
        other => Ok(other?),
    }
}

/// Opens a store for somebody, and checks their PIN.
pub(crate) fn open_as(acting: &Acting) -> Result<(Ward, Actor), Failure> {
    let mut ward = open(&acting.home)?;
    let actor = identify(&mut ward, &acting.staff)?;
    Ok((ward, actor))
}

/// Checks somebody's PIN.
pub(crate) fn identify(ward: &mut Ward, name: &str) -> Result<Actor, Failure> {
    let staff = ward.staff_called(name)?;
    let pin = needed("HOLDFAST_PIN", &format!("PIN of {}", staff.name))?;
    Ok(ward.verify_pin(staff.id, &pin, now())?)
}
