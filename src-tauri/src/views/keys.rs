//! The ways to open this PC's store: on the locked screen, and where they are looked after.

use serde::Serialize;
use specta::Type;

/// What the locked screen may offer. No patient's data, and no secret.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WaysView {
    /// This PC by itself.
    pub device: DeviceWay,
    /// Whose passphrases open it: `Jo Marsh`.
    pub passphrases: Vec<String>,
    /// Whether a passphrase can work now: it needs this PC's own secret too.
    pub passphrase_works: bool,
    /// `Envelope 3 of this PC, sealed 16-Nov-2026`; none when none was ever sealed.
    pub envelope: Option<String>,
    /// How many parts its code has.
    pub parts: u32,
    /// Whether the trust holds a key.
    pub escrow: bool,
}

/// Whether this PC opens its store by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum DeviceWay {
    /// The site has not set it up.
    NotSetUp,
    /// It should have, and the operating system's secret is gone.
    Lost,
    /// It was tried and did not work.
    Failed,
}

/// The ways, for those who look after them.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct KeysView {
    /// Each way.
    pub ways: Vec<WayView>,
    /// Whether this person may change them.
    pub may: bool,
    /// What is wrong or missing, worst first: `No recovery envelope has been sealed.`
    pub warnings: Vec<String>,
    /// An old copy of the store was put back, in words.
    pub rolled_back: Option<String>,
    /// The page of an envelope that is ready to be printed and sealed.
    pub page: Option<EnvelopeView>,
    /// This PC's own secret cannot be had: a new one can be made.
    pub secret_lost: bool,
}

/// One way.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WayView {
    /// Its id.
    pub id: String,
    /// `Passphrase of Jo Marsh`.
    pub name: String,
    /// What it is for, and what it needs.
    pub detail: String,
    /// `16-Nov-2026 10:12`.
    pub made: Option<String>,
    /// Whether it works now, in words.
    pub state: String,
    /// Whether it works now.
    pub works: bool,
    /// Whether it may be taken away.
    pub removable: bool,
}

/// The page of an envelope before it is sealed.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EnvelopeView {
    /// Its number.
    pub number: u32,
    /// Where the page went: `Ash printer`; none while it is nowhere.
    pub went_to: Option<String>,
}
