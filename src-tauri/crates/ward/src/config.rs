//! What a site sets: its systems, how old a copy may get, where records go, when the PC locks.

use std::path::Path;

use chrono::{Duration, NaiveTime};
use record::SystemId;
use serde::{Deserialize, Serialize};

/// The whole configuration file, `config.toml` in the store's folder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Hospital: `Northmoor General`.
    pub site: String,
    /// This PC: `ASH-PC1`.
    pub pc: String,
    /// Locks after this many minutes without key or touch: 2 to 5.
    #[serde(default = "three")]
    pub lock_after_minutes: u32,
    /// Time zone name, for a 24-hour clock that follows summer time.
    #[serde(default = "london")]
    pub time_zone: String,
    /// A pack says that it is to be printed again after this many hours, or sooner when a copy becomes too old.
    #[serde(default = "twelve")]
    pub pack_reprint_after_hours: u32,
    /// A pack says that it is to be shredded after this many hours.
    #[serde(default = "forty_eight")]
    pub pack_shred_after_hours: u32,
    /// A copy of hospital data is erased after this many hours, once no outage is open.
    #[serde(default = "thirty_days")]
    pub snapshot_kept_hours: u32,
    /// The record is kept at least this many days after the newest entry was signed.
    #[serde(default = "eight_years")]
    pub ledger_kept_days: u32,
    /// Nothing new is signed with less room than this on the disk; MB.
    #[serde(default = "sixty_four")]
    pub disk_needs_mb: u32,
    /// The disk is said to be nearly full below this; MB.
    #[serde(default = "two_thousand")]
    pub disk_warns_mb: u32,
    /// When shifts change, `08:00`: a pass for agency staff ends at the next one.
    #[serde(default = "eight_and_eight")]
    pub shift_changes: Vec<String>,
    /// The longest pass, in hours: 12 to 24.
    #[serde(default = "fourteen")]
    pub agency_pass_hours_at_most: u32,
    /// The system of this hospital's own patient numbers, as its servers know it.
    #[serde(default)]
    pub hospital_number_system: Option<String>,
    /// Where copies of this whole PC go, and how often: a second disk, a network folder, a stick.
    #[serde(default)]
    pub standby: Vec<Standby>,
    /// Whom to telephone, printed on packs.
    #[serde(default)]
    pub phones: Vec<Phone>,
    /// The source systems, in the order they are shown.
    #[serde(rename = "system")]
    pub systems: Vec<System>,
}

/// A place for copies of this PC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standby {
    /// The folder. It may be away: a stick that is out is noted and stops nothing.
    pub folder: String,
    /// How often; minutes.
    #[serde(default = "thirty")]
    pub every_minutes: u32,
}

/// A number to telephone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phone {
    /// Who answers.
    pub who: String,
    /// The number.
    pub number: String,
}

/// One source system.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct System {
    /// Short name: `epr`.
    pub id: SystemId,
    /// As staff call it: `EPR`.
    pub name: String,
    /// What it does here: `notes`.
    #[serde(default)]
    pub detail: String,
    /// What staff use while it is down.
    #[serde(default)]
    pub use_instead: String,
    /// A copy older than this is ageing; hours.
    #[serde(default = "six")]
    pub ageing_after_hours: u32,
    /// A copy older than this is too old; hours.
    #[serde(default = "twelve")]
    pub too_old_after_hours: u32,
    /// Whom to phone when the copy is too old or not held: `laboratory, 4410`.
    #[serde(default)]
    pub ask: Option<String>,
    /// The FHIR server that takes its records; none when records are keyed by hand.
    #[serde(default)]
    pub target: Option<String>,
    /// The target is marked for exercises: an exercise may file there.
    #[serde(default)]
    pub target_for_exercises: bool,
}

fn three() -> u32 {
    3
}
fn six() -> u32 {
    6
}
fn twelve() -> u32 {
    12
}
fn fourteen() -> u32 {
    14
}
fn eight_and_eight() -> Vec<String> {
    ["08:00", "20:00"].map(str::to_owned).into()
}
fn forty_eight() -> u32 {
    48
}
fn thirty() -> u32 {
    30
}
fn thirty_days() -> u32 {
    30 * 24
}
fn eight_years() -> u32 {
    8 * 366
}
fn sixty_four() -> u32 {
    64
}
fn two_thousand() -> u32 {
    2000
}
fn london() -> String {
    "Europe/London".to_owned()
}

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{path} cannot be read")]
    Read {
        /// Which file.
        path: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// It is not what a configuration is: says the line.
    #[error("{path}: {why}")]
    Format {
        /// Which file.
        path: String,
        /// What is wrong and where.
        why: String,
    },
}

/// How old a copy is against its limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// Its system is up and it was taken within five minutes.
    Live,
    /// Within its limit.
    Historical,
    /// Getting old.
    Ageing,
    /// Too old: phone instead.
    TooOld,
}

impl Config {
    /// The configuration of the demonstration ward, and the start of any other.
    ///
    /// # Panics
    /// Never: a test reads the same file.
    #[must_use]
    pub fn demo() -> Self {
        toml::from_str(include_str!("../../../../assets/demo/config.toml"))
            .expect("a test reads the configuration that is compiled in")
    }

    /// A new site's configuration: the register of systems, and nothing invented.
    #[must_use]
    pub fn begin() -> Self {
        let mut config = Self {
            site: "Set the hospital's name in config.toml".to_owned(),
            pc: "Ward PC".to_owned(),
            hospital_number_system: None,
            phones: Vec::new(),
            ..Self::demo()
        };
        for system in &mut config.systems {
            system.ask = None;
        }
        config
    }

    /// Reads `config.toml` in a store's folder.
    ///
    /// # Errors
    /// When it cannot be read, or says something Holdfast does not know; the message names the line.
    pub fn read(home: &Path) -> Result<Self, ConfigError> {
        let path = home.join("config.toml");
        let shown = path.display().to_string();
        let text =
            std::fs::read_to_string(&path).map_err(|source| ConfigError::Read { path: shown.clone(), source })?;
        let config: Self = toml::from_str(&text)
            .map_err(|error| ConfigError::Format { path: shown.clone(), why: error.to_string() })?;
        config.check().map_err(|why| ConfigError::Format { path: shown, why })?;
        Ok(config)
    }

    /// Writes it.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn write(&self, home: &Path) -> Result<(), ConfigError> {
        let path = home.join("config.toml");
        let shown = path.display().to_string();
        let text = toml::to_string_pretty(self)
            .map_err(|error| ConfigError::Format { path: shown.clone(), why: error.to_string() })?;
        std::fs::write(&path, text).map_err(|source| ConfigError::Read { path: shown, source })
    }

    fn check(&self) -> Result<(), String> {
        if !(2..=5).contains(&self.lock_after_minutes) {
            return Err("lock_after_minutes is from 2 to 5".to_owned());
        }
        if !(12..=24).contains(&self.agency_pass_hours_at_most) {
            return Err("agency_pass_hours_at_most is from 12 to 24".to_owned());
        }
        if self.shift_changes().len() != self.shift_changes.len() {
            return Err("shift_changes are times, such as 08:00".to_owned());
        }
        if self.time_zone.parse::<chrono_tz::Tz>().is_err() {
            return Err(format!("time_zone `{}` is not a known time zone", self.time_zone));
        }
        for place in &self.standby {
            if place.folder.trim().is_empty() || place.every_minutes == 0 {
                return Err("a standby place has a folder, and every_minutes is 1 or more".to_owned());
            }
            if self.standby.iter().filter(|other| other.folder == place.folder).count() > 1 {
                return Err(format!("standby place `{}` is named twice", place.folder));
            }
        }
        for system in &self.systems {
            if system.ageing_after_hours > system.too_old_after_hours {
                return Err(format!("system `{}`: ageing_after_hours is more than too_old_after_hours", system.id));
            }
            if self.systems.iter().filter(|other| other.id == system.id).count() > 1 {
                return Err(format!("system `{}` is named twice", system.id));
            }
        }
        Ok(())
    }

    /// Where the ward is; London when the file does not say so that it can be understood.
    #[must_use]
    pub fn zone(&self) -> chrono_tz::Tz {
        self.time_zone.parse().unwrap_or(chrono_tz::Europe::London)
    }

    /// Where a store's ward is, before it is open.
    #[must_use]
    pub fn zone_at(home: &Path) -> chrono_tz::Tz {
        Self::read(home).map_or(chrono_tz::Europe::London, |config| config.zone())
    }

    /// When shifts change.
    #[must_use]
    pub fn shift_changes(&self) -> Vec<NaiveTime> {
        self.shift_changes.iter().filter_map(|time| NaiveTime::parse_from_str(time, "%H:%M").ok()).collect()
    }

    /// One system of the register.
    #[must_use]
    pub fn system(&self, id: &SystemId) -> Option<&System> {
        self.systems.iter().find(|system| system.id == *id)
    }

    /// A system's name as staff call it; its short name when it is not in the register.
    #[must_use]
    pub fn name(&self, id: &SystemId) -> String {
        self.system(id).map_or_else(|| id.0.to_uppercase(), |system| system.name.clone())
    }
}

impl System {
    /// How old a copy of this system is.
    #[must_use]
    pub fn age(&self, old: Duration, up: bool) -> Age {
        if up && old <= Duration::minutes(5) {
            Age::Live
        } else if old > Duration::hours(i64::from(self.too_old_after_hours)) {
            Age::TooOld
        } else if old > Duration::hours(i64::from(self.ageing_after_hours)) {
            Age::Ageing
        } else {
            Age::Historical
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demonstration_configuration_is_whole() {
        Config::demo().check().unwrap();
        assert_eq!(Config::demo().systems.len(), 10);
    }

    #[test]
    fn a_copy_ages_by_its_own_limits() {
        let demo = Config::demo();
        let epr = demo.system(&SystemId::new("epr")).unwrap();
        let rows = [
            (4, true, Age::Live),
            (4, false, Age::Historical),
            (10, true, Age::Historical),
            (18 * 60 + 1, false, Age::Ageing),
            (24 * 60 + 1, false, Age::TooOld),
        ];
        for (minutes, up, age) in rows {
            assert_eq!(epr.age(Duration::minutes(minutes), up), age, "{minutes} min");
        }
    }

    #[test]
    fn a_mistake_in_the_file_is_named_with_its_line() {
        let home = tempfile::tempdir().unwrap();
        std::fs::write(home.path().join("config.toml"), "site = \"A\"\npc = \"B\"\nlok = 3\nsystem = []\n").unwrap();
        let error = Config::read(home.path()).unwrap_err().to_string();
        assert!(error.contains("line 3") && error.contains("lok"), "{error}");
    }
}
