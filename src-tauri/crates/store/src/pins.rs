//! PINs: who is at the screen. The counter is on disk before a PIN is checked, so that pulling the plug gains nothing.

use argon2::{Algorithm, Argon2, Params, Version};
use chrono::{DateTime, Duration, FixedOffset, SecondsFormat};
use record::StaffId;
use rusqlite::{Connection, OptionalExtension, params};
use zeroize::Zeroizing;

use crate::error::{Doing, StoreError, damaged};
use crate::keys;
use crate::views;

/// Argon2id cost of a PIN: 19 MiB, two passes (assurance, section 3).
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
/// Wrong tries before each further one has to wait, and before none is taken at all.
const FREE_TRIES: u32 = 5;
const LAST_TRY: u32 = 10;
/// The first wait; it doubles with each wrong try after.
const FIRST_WAIT_SECONDS: i64 = 30;

/// What came of a PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinAnswer {
    /// It is theirs.
    Right,
    /// It is not; this many tries are left before a wait.
    Wrong {
        /// Tries left.
        left: u32,
    },
    /// Too many: not looked at before this time.
    Wait {
        /// Until then.
        until: DateTime<FixedOffset>,
    },
    /// Ten wrong: a supervisor must reset it.
    Locked,
    /// This person has no PIN.
    NotSet,
}

/// Why a PIN cannot be used, in words; `None` when it can.
#[must_use]
pub fn unfit(pin: &str) -> Option<&'static str> {
    if pin.len() < 6 || pin.len() > 12 || !pin.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some("A PIN is six to twelve digits.");
    }
    let mut pairs = pin.bytes().zip(pin.bytes().skip(1));
    if pairs.all(|(left, right)| left == right) {
        return Some("A PIN is not the same digit throughout.");
    }
    None
}

fn stretch(pin: &str, salt: &[u8; 16]) -> Result<Zeroizing<[u8; 32]>, StoreError> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, Some(32)).map_err(|error| damaged("PIN cost", error))?;
    let mut verifier = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(pin.as_bytes(), salt, verifier.as_mut_slice())
        .map_err(|error| damaged("PIN", error))?;
    Ok(verifier)
}

/// A salted verifier for a new PIN.
pub(crate) fn set(database: &Connection, staff: StaffId, pin: &str) -> Result<(), StoreError> {
    let salt = keys::random()?;
    let verifier = format!("{}:{}", keys::hex(&salt), keys::hex(stretch(pin, &salt)?.as_slice()));
    database
        .execute(include_str!("views/put-pin.sql"), params![staff.to_string(), verifier])
        .doing("keep a PIN's verifier")?;
    Ok(())
}

pub(crate) fn set_for(database: &Connection) -> Result<Vec<StaffId>, StoreError> {
    let mut rows = database.prepare("SELECT staff FROM pin").doing("list who has a PIN")?;
    let rows = rows.query_map([], |row| row.get::<_, String>(0)).doing("list who has a PIN")?;
    rows.map(|id| id.doing("read who has a PIN")?.parse().map_err(|error| damaged("staff id", error))).collect()
}

/// Checks a PIN: counts the try on disk first, then looks.
pub(crate) fn check(
    database: &Connection,
    staff: StaffId,
    pin: &str,
    now: DateTime<FixedOffset>,
) -> Result<PinAnswer, StoreError> {
    let found = database
        .query_row("SELECT verifier, tries, wait_to FROM pin WHERE staff = ?1", [staff.to_string()], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, u32>(1)?, row.get::<_, Option<String>>(2)?))
        })
        .optional()
        .doing("find a PIN's verifier")?;
    let Some((verifier, tries, wait_to)) = found else { return Ok(PinAnswer::NotSet) };
    if tries >= LAST_TRY {
        return Ok(PinAnswer::Locked);
    }
    if let Some(until) = wait_to.as_deref().map(views::time).transpose()?
        && now < until
    {
        return Ok(PinAnswer::Wait { until });
    }
    let tries = tries + 1;
    let until = (tries >= FREE_TRIES).then(|| {
        let doublings = (tries - FREE_TRIES).min(16);
        now + Duration::seconds(FIRST_WAIT_SECONDS << doublings)
    });
    count(database, staff, tries, until)?;
    if same(&verifier, pin)? {
        count(database, staff, 0, None)?;
        return Ok(PinAnswer::Right);
    }
    Ok(match until {
        _ if tries >= LAST_TRY => PinAnswer::Locked,
        Some(until) => PinAnswer::Wait { until },
        None => PinAnswer::Wrong { left: FREE_TRIES - tries },
    })
}

fn count(
    database: &Connection,
    staff: StaffId,
    tries: u32,
    until: Option<DateTime<FixedOffset>>,
) -> Result<(), StoreError> {
    database
        .execute(
            "UPDATE pin SET tries = ?2, wait_to = ?3 WHERE staff = ?1",
            params![staff.to_string(), tries, until.map(|until| until.to_rfc3339_opts(SecondsFormat::Secs, false))],
        )
        .doing("count a PIN")?;
    Ok(())
}

fn same(verifier: &str, pin: &str) -> Result<bool, StoreError> {
    let (salt, wanted) = verifier.split_once(':').ok_or_else(|| damaged("PIN verifier", "it has no salt"))?;
    let salt: [u8; 16] = keys::bytes(salt).ok_or_else(|| damaged("PIN verifier", "its salt is not hexadecimal"))?;
    let wanted: [u8; 32] = keys::bytes(wanted).ok_or_else(|| damaged("PIN verifier", "it is not hexadecimal"))?;
    let found = stretch(pin, &salt)?;
    let differs = found.iter().zip(wanted).fold(0, |sum, (left, right)| sum | (left ^ right));
    Ok(differs == 0)
}
