//! The synthetic ward: invented people and staff, in an exercise, as if its systems had been lost a while ago.

use std::path::Path;

use chrono::{DateTime, FixedOffset};
use record::Role;
use store::Beginning;

use crate::people::NewStaff;
use crate::{Config, EXERCISE_PASSPHRASE, Ward, WardError};

/// The PIN of everybody in the demonstration, unless another is given.
pub const PIN: &str = "246810";

const STAFF: [(&str, Role, &str); 8] = [
    ("Ama Boateng", Role::Nurse, "Staff nurse"),
    ("Jo Marsh", Role::Nurse, "Staff nurse"),
    ("Sam Reyes", Role::NurseInCharge, "Site manager"),
    ("Eva Lund", Role::Doctor, "Registrar, Medicine"),
    ("Ruth Boas", Role::Doctor, "Registrar, Respiratory"),
    ("Chris Boardman", Role::Pharmacist, "Pharmacist, Medicine"),
    ("Tom Hale", Role::Clerk, "Ward clerk"),
    ("Dele Okafor", Role::It, "IT"),
];

/// Makes the demonstration store: the ward's copies as they would be held at `now`, and its staff.
///
/// # Errors
/// When there is a store already, or the disk refuses.
pub fn create(
    home: &Path,
    ward: &str,
    passphrase: Option<&str>,
    pin: &str,
    now: DateTime<FixedOffset>,
) -> Result<Ward, WardError> {
    if let Some(why) = store::unfit_pin(pin, None) {
        return Err(WardError::UnfitPin(why));
    }
    let passphrase = passphrase.unwrap_or(EXERCISE_PASSPHRASE);
    let beginning = Beginning { ward, exercise: true, passphrase, at: now };
    let mut ward = Ward::create(home, Config::demo(), &beginning)?;
    for (name, role, title) in STAFF {
        let staff = NewStaff { name, role, title: Some(title), number: None, pin: Some(pin) };
        ward.add_staff(None, &staff, now)?;
    }
    for (source, bundle) in exchange::demo::shifted(now) {
        ward.take_bytes(None, &source, &format!("{source}.json"), bundle.as_bytes(), now)?;
    }
    Ok(ward)
}
