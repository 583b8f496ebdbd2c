//! The roster: who may sign in, their PINs, what each role may do, agency passes, emergency access and its review.

use serde::{Deserialize, Serialize};
use specta::Type;

/// The People screen.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PeopleView {
    /// `34 on the list · taken from a file 20-Nov-2026 06:00`.
    pub words: String,
    /// How many of those who may sign in have a PIN.
    pub with_pin: u32,
    /// How many may sign in.
    pub of: u32,
    /// Everybody, whoever could not sign tonight first.
    pub people: Vec<PersonView>,
    /// Every role, to choose from.
    pub roles: Vec<RoleView>,
    /// Why people cannot be added and changed by who is signed in.
    pub manage_off: Option<String>,
    /// Why PINs cannot be reset by who is signed in.
    pub reset_off: Option<String>,
    /// Emergency access that waits for a review, for who may review it.
    pub to_review: Option<u32>,
    /// Records that wait for a countersignature, for who may give it.
    pub to_countersign: Option<u32>,
}

/// One person on the roster.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PersonView {
    /// Their id.
    pub id: String,
    /// `Boateng, Ama`.
    pub name: String,
    /// `Ama Boateng`.
    pub called: String,
    /// `nurse`.
    pub role: String,
    /// `Nurse`.
    pub role_words: String,
    /// `Staff nurse`.
    pub title: Option<String>,
    /// Professional number.
    pub number: Option<String>,
    /// `Agency, to 20:00`.
    pub agency: Option<String>,
    /// `Witness J. Marsh`.
    pub witness: Option<String>,
    /// Whether they may sign in.
    pub standing: StandingWord,
    /// `Revoked 18-Nov-2026: left the trust`, `Pass ended 20:00`.
    pub standing_words: Option<String>,
    /// How their PIN stands.
    pub pin: PinWord,
    /// `PIN set 02-Nov-2026`, `Locked 14:05`, `No PIN`.
    pub pin_words: String,
    /// `14:30`, `20-Nov-2026 06:12`, `Not yet`.
    pub seen: String,
    /// It is who is signed in.
    pub is_self: bool,
}

/// Whether somebody may sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum StandingWord {
    /// They work here.
    In,
    /// On a pass.
    OnPass,
    /// Their pass has ended.
    PassOver,
    /// They may not any more.
    Revoked,
}

/// How a PIN stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum PinWord {
    /// They have none.
    NotSet,
    /// After ten wrong tries.
    Locked,
    /// To be changed at the next sign-in.
    Temporary,
    /// Their own.
    Set,
}

/// One role.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RoleView {
    /// `nurse-in-charge`.
    pub code: String,
    /// `Nurse in charge`.
    pub words: String,
    /// `NIC`.
    pub short: String,
    /// A professional number is needed.
    pub registered: bool,
}

/// What each role may do: a table of ticks.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RolesView {
    /// The columns.
    pub roles: Vec<RoleView>,
    /// The rows.
    pub rows: Vec<MayView>,
}

/// One thing that may be done, and by whom.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MayView {
    /// `See patients`.
    pub words: String,
    /// One for each column.
    pub ticks: Vec<bool>,
    /// Emergency access opens it too.
    pub behind_glass: bool,
}

/// Somebody to add, or as they are from now on.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PersonRequest {
    /// Whom to change; none to add somebody.
    pub id: Option<String>,
    /// Name as they are called.
    pub name: String,
    /// Short name of the role.
    pub role: String,
    /// How the job is shown.
    pub title: String,
    /// Professional number.
    pub number: String,
}

/// What a list of staff would change.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RosterPlanView {
    /// Names the file that was shown.
    pub digest: String,
    /// Who would join: `Boateng, Ama`, and as what.
    pub added: Vec<ChangeLineView>,
    /// Who would be changed, and how.
    pub changed: Vec<ChangeLineView>,
    /// How many stay as they are.
    pub same: u32,
    /// Rows set aside.
    pub problems: Vec<RowProblemView>,
}

/// One person in a list of changes.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChangeLineView {
    /// `Boateng, Ama`.
    pub name: String,
    /// `Nurse, 17F0442E`, or `HCA, was Nurse`.
    pub words: String,
}

/// One row of a file that was set aside.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RowProblemView {
    /// Its line, from 1.
    pub line: u32,
    /// Why.
    pub why: String,
}

/// What can be chosen for an agency pass.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PassChoicesView {
    /// Roles that may come by a pass.
    pub roles: Vec<RoleView>,
    /// When it may end; the end of this shift first.
    pub ends: Vec<PassEndView>,
}

/// One end of a pass.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PassEndView {
    /// The moment, as it is sent back.
    pub at: String,
    /// `20:00`, `22-Nov-2026 08:00`.
    pub words: String,
}

/// Agency staff to admit.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PassRequest {
    /// Name as they are called.
    pub name: String,
    /// Short name of the role.
    pub role: String,
    /// Professional number.
    pub number: String,
    /// One of the ends that were offered.
    pub until: String,
    /// The PIN they choose.
    pub pin: String,
    /// Who vouches for them: staff id.
    pub witness: String,
    /// The witness's PIN.
    pub witness_pin: String,
}

/// Emergency access and what hangs on it.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccessView {
    /// Each access, those to review first.
    pub accesses: Vec<AccessLineView>,
    /// Records that wait for a countersignature.
    pub records: Vec<CountersignView>,
}

/// One emergency access.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccessLineView {
    /// Its entry.
    pub id: String,
    /// `Hale, Tom, ward clerk`, `Petra Novak, identity not verified`.
    pub who: String,
    /// `14:32, let in by Jo Marsh`.
    pub when: String,
    /// Why.
    pub reason: String,
    /// `3 patients opened, 1 record signed`.
    pub did: String,
    /// `Reviewed 15:10 by Sam Reyes: ...`; none while it waits.
    pub review: Option<String>,
    /// Why who is signed in cannot review it.
    pub off: Option<String>,
}

/// One record that waits for a countersignature.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CountersignView {
    /// Which.
    pub record: String,
    /// `OKONKWO, Grace`.
    pub patient: String,
    /// `A1`.
    pub bed: String,
    /// `Observations (NEWS2)`.
    pub title: String,
    /// What it says.
    pub words: String,
    /// Who signed, and for whom.
    pub by: String,
    /// Why who is signed in cannot countersign it.
    pub off: Option<String>,
}
