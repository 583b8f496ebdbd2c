//! The copies held.

use chrono::{DateTime, FixedOffset};
use ward::{Ward, words};

use super::facts::Frame;
use crate::views::copies::{CopiesView, CopyView, CountView, SetAsideView};

pub(crate) fn copies(ward: &Ward, now: DateTime<FixedOffset>) -> Result<CopiesView, ward::WardError> {
    let sources = ward.sources(now)?;
    let frame = Frame { ward, now, sources: &sources };
    let copies = sources.iter().map(|source| {
        let taken = ward.copies().iter().find(|taken| taken.source == source.id);
        let counts = taken.map(|taken| &taken.counts);
        let system = ward.config().system(&source.id);
        CopyView {
            source: frame.source(source),
            limit: system
                .map(|system| {
                    format!(
                        "Ageing after {}hr, too old after {}hr",
                        system.ageing_after_hours, system.too_old_after_hours
                    )
                })
                .unwrap_or_default(),
            patients: taken.map_or(0, |taken| taken.patients),
            read: counts.map_or(0, |counts| counts.read.values().sum()),
            kept: counts
                .map(|counts| {
                    counts.kept.iter().map(|(name, count)| CountView { name: name.clone(), count: *count }).collect()
                })
                .unwrap_or_default(),
            set_aside: counts
                .map(|counts| {
                    let list = counts.set_aside.iter().take(200);
                    list.map(|one| SetAsideView { place: one.place.clone(), reason: one.reason.clone() }).collect()
                })
                .unwrap_or_default(),
            taken: taken.map(|taken| words::date_time(ward.local(taken.taken_at))),
        }
    });
    let copies: Vec<CopyView> = copies.collect();
    Ok(CopiesView { copies })
}
