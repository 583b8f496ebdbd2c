//! The standby copies of this PC, room on its disk, and opening a copy.

use serde::Serialize;
use specta::Type;

/// Everything about copies of this PC.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StandbyView {
    /// One a place the site set.
    pub places: Vec<StandbyPlaceView>,
    /// The copy that is being made, or the last one that was.
    pub copying: Option<CopyingView>,
    /// When the newest copy was made: what is written after it is on this PC alone.
    pub newest: Option<String>,
    /// A copy opens on another PC: an envelope or the trust's key is there for it.
    pub opens_elsewhere: bool,
    /// This person may back up, erase and reset.
    pub may_keep: bool,
    /// What is on this PC alone until it is filed: `3 records for EPR, 1 unsigned draft`.
    pub unfiled: Option<String>,
    /// The disk.
    pub disk: DiskView,
}

/// One standby place.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StandbyPlaceView {
    /// The folder.
    pub folder: String,
    /// `Every 30 min`.
    pub every: String,
    /// How it stands.
    pub state: PlaceState,
    /// When its newest copy was made.
    pub newest: Option<String>,
    /// `2 snapshots, 412 records, 3 drafts, last pack`.
    pub contents: String,
    /// `Opened and read back 14:30`.
    pub proved: String,
    /// Why the last try failed.
    pub why: Option<String>,
}

/// How a place stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceState {
    /// A copy within its time.
    Good,
    /// The newest copy is older than two turns.
    Late,
    /// The last try failed.
    Failed,
    /// Nothing was copied there yet.
    Never,
}

/// A copy being made.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CopyingView {
    /// The folder, or the backup's file.
    pub to: String,
    /// Parts in a hundred.
    pub done: u32,
    /// It has ended.
    pub finished: bool,
    /// It was proved to open.
    pub good: bool,
    /// What is happening, or what came of it.
    pub words: String,
}

/// The disk the store is on.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DiskView {
    /// Whether there is room.
    pub state: DiskState,
    /// `0.2`.
    pub free: String,
    /// `GB free of 238`.
    pub of: String,
    /// `Needs 64 MB to sign`.
    pub needs: String,
    /// Parts in a hundred that others use, and that Holdfast uses.
    pub others_part: u32,
    /// See above.
    pub ours_part: u32,
    /// `Other programs and files 176 GB, Holdfast 6 MB`.
    pub words: String,
    /// What would make room.
    pub make_room: Vec<RoomView>,
    /// The newest record that was saved: `14:31, Observations (NEWS2)`.
    pub last_saved: Option<String>,
}

/// Whether there is room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum DiskState {
    /// Enough.
    Enough,
    /// Little.
    Low,
    /// None: nothing new is signed.
    Full,
}

/// Something that takes room.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RoomView {
    /// `Old copies of hospital systems, 1.8 GB`.
    pub what: String,
    /// Whose it is, and whether it may go.
    pub detail: String,
    /// Holdfast can erase it.
    pub erase: bool,
    /// It is the record: it never goes.
    pub record: bool,
}

/// A copy that was found.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FoundCopyView {
    /// The file.
    pub path: String,
    /// The PC it was made on.
    pub pc: String,
    /// The ward.
    pub ward: String,
    /// Everything in it is invented.
    pub exercise: bool,
    /// When it was made.
    pub made: String,
    /// `2hr 10min ago`.
    pub age: String,
    /// Entries in it.
    pub entries: u32,
    /// First eight characters of its newest entry's hash.
    pub head: String,
}

/// What came of opening a copy.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OpenedCopyView {
    /// What is back, what may be missing, where the damaged file is.
    pub said: Vec<String>,
}
