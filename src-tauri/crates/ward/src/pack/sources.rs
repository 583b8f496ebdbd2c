//! How old everything on paper is, which systems are down, and until when the paper may be used.

use chrono::{DateTime, Duration, FixedOffset};
use forms::calc::dates;
use print::pack::SourceAge;
use record::SystemStatus;
use record::picture::From;

use crate::config::Age;
use crate::{Actor, Ward, WardError};

/// `Ama Boateng, staff nurse`.
pub(super) fn by(actor: &Actor) -> String {
    let role = actor.staff.title.clone().unwrap_or_else(|| actor.staff.role.words().to_owned());
    format!("{}, {}", actor.staff.name, role.to_lowercase())
}

impl Ward {
    /// `EPR as at 21-Nov-2026 02:10`; `Not held` when no copy holds it.
    pub(super) fn source_and_time(&self, from: Option<&From>) -> String {
        from.map_or_else(
            || "Not held".to_owned(),
            |from| format!("{} as at {}", self.config.name(&from.source), dates::date_time(&self.local(from.as_at))),
        )
    }

    /// Our own records first, then each system of which a copy is held or that is down.
    pub(super) fn source_ages(&self, now: DateTime<FixedOffset>) -> Result<Vec<SourceAge>, WardError> {
        let down = self.systems()?;
        let mut all = vec![SourceAge {
            name: "Ward records".to_owned(),
            as_at: Some(now),
            age: "Live".to_owned(),
            ours: true,
            ..SourceAge::default()
        }];
        for source in self.sources(now)? {
            let lost = down.iter().any(|one| one.system == source.id && one.status.forms_on());
            let Some(as_at) = source.as_at else {
                if lost {
                    let note = source.ask.map(|ask| format!("Ask {ask}"));
                    all.push(SourceAge { name: source.name, age: "Not held".to_owned(), note, ..SourceAge::default() });
                }
                continue;
            };
            let too_old = source.age == Some(Age::TooOld);
            let minutes = (now - as_at).num_minutes();
            all.push(SourceAge {
                name: source.name,
                as_at: Some(self.local(as_at)),
                age: match source.age {
                    Some(Age::Live) => "Live".to_owned(),
                    Some(Age::Historical | Age::Ageing | Age::TooOld) | None if minutes < 0 => {
                        format!("{} ahead of this PC's clock", dates::duration(minutes))
                    }
                    Some(Age::Ageing) => format!("{} old, ageing", dates::duration(minutes)),
                    Some(Age::Historical | Age::TooOld) | None => format!("{} old", dates::duration(minutes)),
                },
                too_old,
                ours: false,
                note: source.ask.filter(|_| too_old).map(|ask| format!("Ask {ask}")),
            });
        }
        Ok(all)
    }

    /// `EPR, down since 21-Nov-2026 02:14`, in the register's order.
    pub(super) fn systems_down(&self) -> Result<Vec<String>, WardError> {
        let systems = self.systems()?;
        let line = |system: &crate::config::System| {
            let now = systems.iter().find(|one| one.system == system.id)?;
            let words = match now.status {
                SystemStatus::Up | SystemStatus::Restored => return None,
                SystemStatus::Degraded | SystemStatus::Down | SystemStatus::RestoredInTest => now.status.words(),
            };
            let since = dates::date_time(&self.local(now.since));
            Some(format!("{}, {} since {since}", system.name, words.to_lowercase()))
        };
        Ok(self.config.systems.iter().filter_map(line).collect())
    }

    pub(super) fn shred_by(&self, now: DateTime<FixedOffset>) -> String {
        let hours = i64::from(self.config.pack_shred_after_hours);
        dates::date_time(&self.local(now + Duration::hours(hours)))
    }

    /// After the site's own hours, or when the first copy on the pages becomes too old, whichever comes first.
    /// A copy that is too old already says so itself.
    pub(super) fn reprint_after(&self, now: DateTime<FixedOffset>) -> Result<String, WardError> {
        let hours = i64::from(self.config.pack_reprint_after_hours);
        let mut after = now + Duration::hours(hours);
        for source in self.sources(now)? {
            let limit = self.config.system(&source.id).map(|system| i64::from(system.too_old_after_hours));
            if let (Some(as_at), Some(limit)) = (source.as_at, limit) {
                let too_old = as_at + Duration::hours(limit);
                if too_old > now {
                    after = after.min(too_old);
                }
            }
        }
        Ok(dates::date_time(&self.local(after)))
    }
}
