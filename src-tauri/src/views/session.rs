//! Who is signed in, what the store's state is, and the strip and status bar that every screen carries.

use serde::Serialize;
use specta::Type;

use super::shared::SourceView;
use super::standby::DiskState;

/// What the window may show now.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SessionView {
    /// Which door is open.
    pub gate: Gate,
    /// `Ash Ward (Ward 7)`; empty while the store is locked.
    pub ward: String,
    /// `Northmoor General`.
    pub site: String,
    /// `ASH-PC1`.
    pub pc: String,
    /// Everything in this store is invented.
    pub exercise: bool,
    /// Signed in.
    pub who: Option<WhoView>,
    /// Unsigned drafts on this PC.
    pub drafts: u32,
    /// Locks after this long without key or touch.
    pub lock_after_seconds: u32,
    /// Why the store cannot be opened, in words.
    pub problem: Option<String>,
}

/// Which door is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Gate {
    /// There is no store here.
    NoStore,
    /// The passphrase is needed.
    StoreLocked,
    /// Name and PIN.
    SignIn,
    /// Open.
    SignedIn,
}

/// The person signed in.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WhoView {
    /// Their id.
    pub id: String,
    /// `Ama Boateng`.
    pub name: String,
    /// `Staff nurse`.
    pub role: String,
    /// What they may do: `record-care`, `run-outage`, `release`, `print`, `decide-scale2`, `take-results`.
    pub may: Vec<String>,
    /// What everybody at the screen must know: `Emergency access`, `Identity not verified: read only`.
    pub mark: Option<String>,
}

/// One name to choose at sign-in.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StaffChoiceView {
    /// Their id.
    pub id: String,
    /// `Boateng, Ama`.
    pub name: String,
    /// `Staff nurse`.
    pub role: String,
    /// Whether they have a PIN.
    pub pin_set: bool,
}

/// The strip at the top of every screen.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StripView {
    /// How loud.
    pub mood: StripMood,
    /// `12hr 18min so far`.
    pub lasted: Option<String>,
    /// Down.
    pub down: Vec<StripSystemView>,
    /// Degraded.
    pub degraded: Vec<StripSystemView>,
    /// Restored in test.
    pub in_test: Vec<StripSystemView>,
    /// Up or restored.
    pub up: Vec<StripSystemView>,
    /// `15:00`.
    pub next_update: Option<String>,
    /// `14:32`.
    pub time: String,
    /// `Sat 21-Nov-2026`.
    pub date: String,
    /// `2026-11-21`, for a calendar.
    pub today: String,
    /// Each copy and its age, for the sign-in screen.
    pub sources: Vec<SourceView>,
}

/// How loud the strip is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum StripMood {
    /// All up: thin.
    StandingBy,
    /// Something is down, degraded or in test.
    Downtime,
}

/// One system on the strip.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StripSystemView {
    /// `epr`.
    pub id: String,
    /// `EPR`.
    pub name: String,
    /// `notes`.
    pub detail: String,
    /// `02:14` today, `Fri 23:40` before.
    pub since: Option<String>,
    /// `21-Nov-2026 02:14`.
    pub since_full: Option<String>,
}

/// The status bar.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StatusView {
    /// `14:32`: when the last work was made safe, or now.
    pub saved: String,
    /// `3hr 5min`: this PC's clock is that far behind what it recorded before; none when it is not.
    pub clock_behind: Option<String>,
    /// Unsigned drafts on this PC.
    pub waiting_drafts: u32,
    /// `Ash printer ready`; none when no printer is set up.
    pub printer: Option<String>,
    /// Whether it takes pages.
    pub printer_ready: bool,
    /// Records not yet accepted.
    pub owed: u32,
    /// Observations overdue on the ward.
    pub overdue: u32,
    /// Records refused.
    pub refused: u32,
    /// `standby copy 14:30`, `2 standby copies, newest 14:30`, `no standby copy`.
    pub standby: String,
    /// Every standby copy is too old, or there is none.
    pub standby_late: bool,
    /// Whether there is room on the disk.
    pub disk: DiskState,
}
