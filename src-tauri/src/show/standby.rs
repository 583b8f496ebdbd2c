//! The standby copies of this PC, room on its disk, and copies that were found.

use chrono::{DateTime, FixedOffset};
use ward::room::Space;
use ward::standby::{Found, PlaceNow};
use ward::{Actor, Contents, Tz, Ward, WardError, words};

use crate::views::standby::{
    CopyingView, DiskState, DiskView, FoundCopyView, PlaceState, RoomView, StandbyPlaceView, StandbyView,
};

pub(crate) fn standby(
    ward: &Ward,
    actor: &Actor,
    copying: Option<CopyingView>,
    now: DateTime<FixedOffset>,
) -> Result<StandbyView, WardError> {
    let places = ward.standby(now)?;
    let newest = places.iter().filter_map(|place| place.proved()).map(|(_, contents)| contents.made_at).max();
    Ok(StandbyView {
        places: places.iter().map(|one| place(ward, one, now)).collect(),
        copying,
        newest: newest.map(|at| time(ward, at, now)),
        opens_elsewhere: ward.opens_elsewhere(),
        may_keep: actor.staff.role.may(ward::facts::Permission::KeepStore),
        unfiled: ward.unfiled_words()?,
        disk: disk(ward, now)?,
    })
}

fn time(ward: &Ward, at: DateTime<FixedOffset>, now: DateTime<FixedOffset>) -> String {
    words::time_or_date(ward.local(at), ward.local(now))
}

fn place(ward: &Ward, place: &PlaceNow, now: DateTime<FixedOffset>) -> StandbyPlaceView {
    let proved = place.proved();
    let failed = place.failed();
    StandbyPlaceView {
        folder: place.folder.clone(),
        every: format!("Every {} min", place.every_minutes),
        state: match (proved, failed) {
            (_, Some(_)) => PlaceState::Failed,
            (None, None) => PlaceState::Never,
            (Some(_), None) if place.late => PlaceState::Late,
            (Some(_), None) => PlaceState::Good,
        },
        newest: proved.map(|(_, contents)| time(ward, contents.made_at, now)),
        contents: proved.map_or_else(|| "Nothing yet".to_owned(), |(_, contents)| holds(contents)),
        proved: match (proved, failed) {
            (Some((at, _)), None) => format!("Opened and read back {}", time(ward, *at, now)),
            (Some((at, _)), Some((since, _))) => {
                format!("Opened and read back {}. Fails since {}", time(ward, *at, now), time(ward, *since, now))
            }
            (None, Some((since, _))) => format!("Fails since {}", time(ward, *since, now)),
            (None, None) => "Not tried yet".to_owned(),
        },
        why: failed.map(|(_, why)| why.clone()),
    }
}

fn holds(contents: &Contents) -> String {
    let snapshots = u32::try_from(contents.snapshots()).unwrap_or(u32::MAX);
    let mut parts = vec![words::many(snapshots, "snapshot"), words::many(contents.records, "record")];
    if contents.drafts > 0 {
        parts.push(words::many(contents.drafts, "draft"));
    }
    if contents.pack {
        parts.push("last pack".to_owned());
    }
    parts.join(", ")
}

/// `6 MB`, `1.8 GB`, `238 GB`.
fn size(bytes: u64) -> String {
    let tenths = |unit: u64| {
        let tenths = bytes.saturating_mul(10) / unit;
        if tenths >= 100 { format!("{}", tenths / 10) } else { format!("{}.{}", tenths / 10, tenths % 10) }
    };
    if bytes >= 1_000_000_000 { format!("{} GB", tenths(1_000_000_000)) } else { format!("{} MB", tenths(1_000_000)) }
}

/// The state for the status bar, and the disk in full for its own screen.
pub(crate) fn disk_state(space: Space) -> DiskState {
    match space {
        Space::Enough => DiskState::Enough,
        Space::Low => DiskState::Low,
        Space::Full => DiskState::Full,
    }
}

fn disk(ward: &Ward, now: DateTime<FixedOffset>) -> Result<DiskView, WardError> {
    let (space, room) = ward.room()?;
    let part = |bytes: u64| u32::try_from(bytes.saturating_mul(100) / room.total.max(1)).unwrap_or(100);
    let others = room.total.saturating_sub(room.free).saturating_sub(room.ours);
    let (free, of) = size(room.free).split_once(' ').map_or_else(
        || (String::new(), String::new()),
        |(free, unit)| (free.to_owned(), format!("{unit} free of {}", size(room.total))),
    );
    Ok(DiskView {
        state: disk_state(space),
        free,
        of,
        needs: format!(
            "Needs {} MB to sign. Warns below {} MB.",
            ward.config().disk_needs_mb,
            ward.config().disk_warns_mb
        ),
        others_part: part(others),
        ours_part: part(room.ours),
        words: format!("Other programs and files {}, Holdfast {}", size(others), size(room.ours)),
        make_room: make_room(ward, others, now)?,
        last_saved: ward.last_saved()?.map(|(at, title)| format!("{}, {title}", time(ward, at, now))),
    })
}

fn make_room(ward: &Ward, others: u64, now: DateTime<FixedOffset>) -> Result<Vec<RoomView>, WardError> {
    let line = |what: String, detail: String| RoomView { what, detail, erase: false, record: false };
    let mut lines = vec![line(
        format!("Other programs and files, {}", size(others)),
        "Not ours: ask IT, or the person who put them there".to_owned(),
    )];
    let due: Vec<_> = ward.retention(now)?.into_iter().filter(|one| one.why_not.is_none() && one.by_itself).collect();
    if !due.is_empty() {
        let bytes = due.iter().map(|one| one.bytes).sum();
        let what = format!("Old copies of hospital systems, {}", size(bytes));
        let detail = "Older than the site's rule. No outage needs them".to_owned();
        lines.push(RoomView { erase: true, ..line(what, detail) });
    }
    let unfiled = ward.unfiled()?;
    let owed: u32 = unfiled.records.iter().map(|(_, count)| count).sum();
    let detail = if owed > 0 {
        format!("{owed} are not filed yet, so none may go")
    } else {
        "They are kept by the site's rule".to_owned()
    };
    lines.push(RoomView { record: true, ..line("Records: never.".to_owned(), detail) });
    Ok(lines)
}

/// `standby copy 14:30`, `2 standby copies, newest 14:30`, and whether that is too old or too few.
pub(crate) fn standby_words(ward: &Ward, now: DateTime<FixedOffset>) -> Result<(String, bool), WardError> {
    let places = ward.standby(now)?;
    let proved: Vec<DateTime<FixedOffset>> =
        places.iter().filter_map(|place| place.proved()).map(|(_, contents)| contents.made_at).collect();
    let Some(newest) = proved.iter().max() else { return Ok(("no standby copy".to_owned(), true)) };
    let newest = time(ward, *newest, now);
    let words = match proved.len() {
        1 => format!("standby copy {newest}"),
        many => format!("{many} standby copies, newest {newest}"),
    };
    Ok((words, places.iter().all(|place| place.late)))
}

pub(crate) fn found_copies(found: Vec<Found>, zone: Tz, now: DateTime<FixedOffset>) -> Vec<FoundCopyView> {
    found
        .into_iter()
        .map(|one| {
            let head = one.head;
            FoundCopyView {
                path: one.path.display().to_string(),
                made: words::date_time(ward::local(zone, head.made_at)),
                age: format!("{} ago", words::lasted(head.made_at, now)),
                pc: head.pc,
                ward: head.ward,
                exercise: head.exercise,
                entries: u32::try_from(head.entries).unwrap_or(u32::MAX),
                head: head.head,
            }
        })
        .collect()
}
