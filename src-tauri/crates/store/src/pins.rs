//! PINs: who is at the screen. The counter is on disk before a PIN is checked, so that pulling the plug gains nothing.
//! A wait passes only while the program runs: a clock that is moved, or a restart, frees nobody.

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
    /// It is theirs, and they must choose their own now.
    RightTemporary,
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

/// A PIN to give somebody.
pub struct NewPin<'a> {
    /// Whom.
    pub staff: StaffId,
    /// The digits.
    pub pin: &'a str,
    /// They must choose their own at the next sign-in.
    pub temporary: bool,
}

/// How somebody's PIN stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PinRow {
    /// Whose.
    pub staff: StaffId,
    /// When it was set, if that is known.
    pub set_at: Option<DateTime<FixedOffset>>,
    /// They must choose their own at the next sign-in.
    pub temporary: bool,
    /// Wrong tries in a row.
    pub tries: u32,
    /// Since when none is taken any more, after ten wrong ones.
    pub locked_at: Option<DateTime<FixedOffset>>,
}

/// Why a PIN cannot be used, in words; `None` when it can. `number` is their own professional number.
#[must_use]
pub fn unfit(pin: &str, number: Option<&str>) -> Option<&'static str> {
    if pin.len() < 6 || pin.len() > 12 || !pin.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some("A PIN is six to twelve digits.");
    }
    let steps =
        |by: i16| pin.bytes().zip(pin.bytes().skip(1)).all(|(left, right)| i16::from(right) - i16::from(left) == by);
    if steps(0) {
        return Some("A PIN is not the same digit throughout.");
    }
    if steps(1) || steps(-1) {
        return Some("A PIN is not a run of digits, such as 123456.");
    }
    let own: String = number.unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
    if own.len() >= 4 && (own.contains(pin) || pin.contains(&own)) {
        return Some("A PIN is not your own professional number.");
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
pub(crate) fn verifier(pin: &str) -> Result<String, StoreError> {
    let salt = keys::random()?;
    Ok(format!("{}:{}", keys::hex(&salt), keys::hex(stretch(pin, &salt)?.as_slice())))
}

/// Keeps a verifier; every wrong try before it is forgotten.
pub(crate) fn set(
    database: &Connection,
    new: &NewPin<'_>,
    verifier: &str,
    at: DateTime<FixedOffset>,
) -> Result<(), StoreError> {
    database
        .execute(include_str!("views/put-pin.sql"), params![new.staff.to_string(), verifier, new.temporary, stamp(at)])
        .doing("keep a PIN's verifier")?;
    Ok(())
}

pub(crate) fn forget(database: &Connection, staff: StaffId) -> Result<(), StoreError> {
    database.execute("DELETE FROM pin WHERE staff = ?1", [staff.to_string()]).doing("take a PIN away")?;
    Ok(())
}

pub(crate) fn all(database: &Connection) -> Result<Vec<PinRow>, StoreError> {
    let sql = "SELECT staff, set_at, temporary, tries, tried_at FROM pin";
    let mut rows = database.prepare_cached(sql).doing("list who has a PIN")?;
    let mut rows = rows.query([]).doing("list who has a PIN")?;
    let mut all = Vec::new();
    while let Some(row) = rows.next().doing("read who has a PIN")? {
        let moment = |column: usize| -> Result<_, StoreError> {
            let text: Option<String> = row.get(column).doing("read who has a PIN")?;
            text.as_deref().map(views::time).transpose()
        };
        let staff: String = row.get(0).doing("read who has a PIN")?;
        let tries = row.get(3).doing("read who has a PIN")?;
        let tried_at = moment(4)?;
        let set_at = moment(1)?;
        all.push(PinRow {
            staff: staff.parse().map_err(|error| damaged("staff id", error))?,
            set_at,
            temporary: row.get(2).doing("read who has a PIN")?,
            tries,
            locked_at: (tries >= LAST_TRY).then(|| tried_at.or(set_at)).flatten(),
        });
    }
    Ok(all)
}

/// Checks a PIN: counts the try on disk first, then looks.
pub(crate) fn check(
    database: &Connection,
    staff: StaffId,
    pin: &str,
    now: DateTime<FixedOffset>,
) -> Result<PinAnswer, StoreError> {
    check_by(database, staff, now, |verifier| same(verifier, pin))
}

/// The order that matters: the count is committed, then `look` compares.
fn check_by(
    database: &Connection,
    staff: StaffId,
    now: DateTime<FixedOffset>,
    look: impl FnOnce(&str) -> Result<bool, StoreError>,
) -> Result<PinAnswer, StoreError> {
    let found = database
        .query_row("SELECT verifier, tries, wait_to, temporary FROM pin WHERE staff = ?1", [staff.to_string()], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, u32>(1)?,
                row.get::<_, Option<String>>(2)?,
                row.get::<_, bool>(3)?,
            ))
        })
        .optional()
        .doing("find a PIN's verifier")?;
    let Some((verifier, tries, wait_to, temporary)) = found else { return Ok(PinAnswer::NotSet) };
    if tries >= LAST_TRY {
        return Ok(PinAnswer::Locked);
    }
    if let Some(until) = wait_to.as_deref().map(views::time).transpose()?
        && now < until
    {
        return Ok(PinAnswer::Wait { until });
    }
    let tries = tries + 1;
    let until = wait_after(tries).map(|wait| now + wait);
    count(database, staff, tries, until, now)?;
    if look(&verifier)? {
        count(database, staff, 0, None, now)?;
        return Ok(if temporary { PinAnswer::RightTemporary } else { PinAnswer::Right });
    }
    Ok(match until {
        _ if tries >= LAST_TRY => PinAnswer::Locked,
        Some(until) => PinAnswer::Wait { until },
        None => PinAnswer::Wrong { left: FREE_TRIES - tries },
    })
}

/// How long nothing is looked at after so many wrong tries.
fn wait_after(tries: u32) -> Option<Duration> {
    (tries >= FREE_TRIES).then(|| Duration::seconds(FIRST_WAIT_SECONDS << (tries - FREE_TRIES).min(16)))
}

/// Begins every wait anew, whole, from now.
pub(crate) fn begin_waits_anew(database: &Connection, now: DateTime<FixedOffset>) -> Result<(), StoreError> {
    each_wait(database, |tries, _| wait_after(tries).map(|wait| now + wait))
}

/// The clock jumped by so much: so does the end of every wait.
pub(crate) fn shift_waits(database: &Connection, by: Duration) -> Result<(), StoreError> {
    each_wait(database, |_, until| Some(until + by))
}

fn each_wait(
    database: &Connection,
    moved: impl Fn(u32, DateTime<FixedOffset>) -> Option<DateTime<FixedOffset>>,
) -> Result<(), StoreError> {
    let mut rows = database
        .prepare_cached("SELECT staff, tries, wait_to FROM pin WHERE wait_to IS NOT NULL")
        .doing("list who waits")?;
    let waits = rows
        .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, u32>(1)?, row.get::<_, String>(2)?)))
        .doing("list who waits")?;
    let waits: Vec<_> = waits.collect::<Result<_, _>>().doing("read who waits")?;
    for (staff, tries, until) in waits {
        let until = moved(tries, views::time(&until)?).map(stamp);
        database
            .execute("UPDATE pin SET wait_to = ?2 WHERE staff = ?1", params![staff, until])
            .doing("move the end of a wait")?;
    }
    Ok(())
}

fn stamp(at: DateTime<FixedOffset>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, false)
}

fn count(
    database: &Connection,
    staff: StaffId,
    tries: u32,
    until: Option<DateTime<FixedOffset>>,
    now: DateTime<FixedOffset>,
) -> Result<(), StoreError> {
    database
        .execute(
            "UPDATE pin SET tries = ?2, wait_to = ?3, tried_at = ?4 WHERE staff = ?1",
            params![staff.to_string(), tries, until.map(stamp), stamp(now)],
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

#[cfg(test)]
mod tests;
