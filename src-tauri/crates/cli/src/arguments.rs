//! The command line.

mod keys;
mod staff;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub(crate) use keys::{Keys, KeysAct};
pub(crate) use staff::{Staff, StaffAct};

/// Keeps a ward safe while its IT systems are down. Secrets come only from the environment
/// (`HOLDFAST_PASSPHRASE`, `HOLDFAST_PIN`, `HOLDFAST_NEW_PIN`, `HOLDFAST_NEW_PASSPHRASE`; `HOLDFAST_ENVELOPE` or
/// `HOLDFAST_ESCROW_KEY` to open a store in an emergency) or a prompt.
#[derive(Parser)]
#[command(name = "holdfast", version, about)]
pub(crate) struct Arguments {
    /// One JSON value on stdout
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Make a new store
    Init(Init),
    /// People on this PC's list
    Staff(Staff),
    /// The ways to open the store: passphrases, this PC, the envelope, the trust's key
    Keys(Keys),
    /// Take in a copy of what a system knows
    Import(Import),
    /// Everybody held: one JSON object a bed or patient
    Patients(Patients),
    /// All that is held of one patient
    Patient(Patient),
    /// Work out a form without a store
    Evaluate(Evaluate),
    /// Fill in and sign a form
    Record(Record),
    /// The forms there are; check one of a site's own
    Form(Form),
    /// Declare an outage, change a system, see where they stand
    Outage(Outage),
    /// Make a downtime pack as a PDF
    Pack(Pack),
    /// Release a system's records and file them
    File(File),
    /// Try refused records again, once what stood in their way is put right
    Retry(Retry),
    /// Which server answers where a system's records go, and accept another one there
    Server(Server),
    /// Check every file, the chain and the views
    Verify(Verify),
    /// What would be filed, as one Bundle
    Export(Export),
    /// Who saw or did what: every view, act, print, export, refusal and sign-in. The search is written down too
    Audit(Audit),
    /// The copies of this PC in its standby places
    Standby(Standby),
    /// The whole PC into one encrypted file
    Backup(Backup),
    /// Open a standby copy or a backup as a new store
    Restore(Restore),
    /// Erase a store, when nothing would be lost
    Reset(Reset),
    /// What is kept how long, and why
    Retention(Retention),
}

/// The store's folder.
#[derive(Args)]
pub(crate) struct Home {
    /// The store's folder
    #[arg(long)]
    pub(crate) home: PathBuf,
}

/// The store's folder and who is acting.
#[derive(Args)]
pub(crate) struct Acting {
    /// The store's folder
    #[arg(long)]
    pub(crate) home: PathBuf,
    /// Who is acting, by name; their PIN comes from HOLDFAST_PIN or a prompt
    #[arg(long)]
    pub(crate) staff: String,
}

#[derive(Args)]
pub(crate) struct Init {
    #[command(flatten)]
    pub(crate) at: Home,
    /// The ward's name
    #[arg(long)]
    pub(crate) ward: String,
    /// An exercise with the synthetic ward and staff
    #[arg(long)]
    pub(crate) demo: bool,
}

#[derive(Args)]
pub(crate) struct Import {
    #[command(flatten)]
    pub(crate) at: Home,
    /// Which system it is from: epr, epma, lims …
    #[arg(long)]
    pub(crate) source: String,
    /// From a server: only this ward
    #[arg(long)]
    pub(crate) ward: Option<String>,
    /// Who is acting; without a name, whoever holds the passphrase
    #[arg(long)]
    pub(crate) staff: Option<String>,
    /// A file, a folder, or a server's address
    pub(crate) from: String,
}

#[derive(Args)]
pub(crate) struct Patients {
    #[command(flatten)]
    pub(crate) acting: Acting,
    /// Only those this finds, nearest first: start of a name, number, bed or date of birth
    #[arg(long)]
    pub(crate) find: Option<String>,
}

#[derive(Args)]
pub(crate) struct Patient {
    #[command(flatten)]
    pub(crate) acting: Acting,
    /// The patient's id
    #[arg(long)]
    pub(crate) id: String,
}

#[derive(Args)]
pub(crate) struct Evaluate {
    /// A form's id, or a Questionnaire file
    pub(crate) form: String,
    /// `{linkId: value}` or a QuestionnaireResponse
    pub(crate) answers: PathBuf,
}

#[derive(Args)]
pub(crate) struct Form {
    #[command(subcommand)]
    pub(crate) act: FormAct,
}

#[derive(Subcommand)]
pub(crate) enum FormAct {
    /// Every form: its id, version, title, what it stands in for and what of it is draft
    List,
    /// One form as a page
    Print {
        /// A form's id, or a Questionnaire file
        form: String,
        /// To be filled in by hand, with room for a patient's label
        #[arg(long, required = true)]
        blank: bool,
        /// The PDF to write
        #[arg(long)]
        out: PathBuf,
    },
    /// Say what in a Questionnaire is not in the form language, and where
    Check {
        /// The Questionnaire
        file: PathBuf,
    },
}

#[derive(Args)]
pub(crate) struct Record {
    #[command(flatten)]
    pub(crate) acting: Acting,
    /// The patient's id
    #[arg(long)]
    pub(crate) patient: String,
    /// The form's id
    #[arg(long)]
    pub(crate) form: String,
    /// When care was given: ISO 8601, or `-20m`; now when not given
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) care_at: Option<String>,
    /// Why it is written down late
    #[arg(long)]
    pub(crate) late_reason: Option<String>,
    /// Who signs as the second person, by name, where the form asks for one; their PIN comes from `HOLDFAST_SECOND_PIN` or a prompt
    #[arg(long)]
    pub(crate) second: Option<String>,
    /// `{linkId: value}` or a QuestionnaireResponse
    pub(crate) answers: PathBuf,
}

#[derive(Args)]
pub(crate) struct Outage {
    #[command(subcommand)]
    pub(crate) act: OutageAct,
}

#[derive(Subcommand)]
pub(crate) enum OutageAct {
    /// Declare that systems are down
    Declare {
        #[command(flatten)]
        acting: Acting,
        /// Which; may be given several times
        #[arg(long, required = true)]
        system: Vec<String>,
        /// Why, and who says so
        #[arg(long, default_value = "Declared from the command line")]
        reason: String,
    },
    /// Change where a system stands
    Set {
        #[command(flatten)]
        acting: Acting,
        /// Which; may be given several times
        #[arg(long, required = true)]
        system: Vec<String>,
        /// up, degraded, down, restored-in-test or restored
        #[arg(long)]
        status: String,
        /// Why, and who says so
        #[arg(long, default_value = "Changed from the command line")]
        reason: String,
    },
    /// Where every system stands
    Status {
        #[command(flatten)]
        at: Home,
    },
}

#[derive(Args)]
pub(crate) struct Pack {
    #[command(flatten)]
    pub(crate) acting: Acting,
    /// The PDF to write
    #[arg(long)]
    pub(crate) out: PathBuf,
    /// Whom; everybody on the ward when not given
    #[arg(long)]
    pub(crate) patient: Vec<String>,
    /// The last pack that was made, as it was made: after a restore, before anything else is there
    #[arg(long, conflicts_with = "patient")]
    pub(crate) last: bool,
}

#[derive(Args)]
pub(crate) struct File {
    #[command(flatten)]
    pub(crate) acting: Acting,
    /// Which system's records
    #[arg(long)]
    pub(crate) system: String,
    /// In an exercise, any server; otherwise only the configured target
    #[arg(long)]
    pub(crate) to: Option<String>,
}

#[derive(Args)]
pub(crate) struct Retry {
    #[command(flatten)]
    pub(crate) acting: Acting,
    /// Which system's refused records
    #[arg(long)]
    pub(crate) system: String,
    /// Which, by id; may be given several times; all of them when not given
    #[arg(long)]
    pub(crate) record: Vec<String>,
    /// In an exercise, any server; otherwise only the configured target
    #[arg(long)]
    pub(crate) to: Option<String>,
}

#[derive(Args)]
pub(crate) struct Server {
    #[command(flatten)]
    pub(crate) acting: Acting,
    /// Where this system's records go
    #[arg(long)]
    pub(crate) system: String,
    /// In an exercise, any server; otherwise only the configured target
    #[arg(long)]
    pub(crate) to: Option<String>,
    /// Accept the server that answers now in the place of the one records went to before
    #[arg(long)]
    pub(crate) accept: bool,
}

#[derive(Args)]
pub(crate) struct Verify {
    #[command(flatten)]
    pub(crate) at: Home,
}

#[derive(Args)]
pub(crate) struct Export {
    #[command(flatten)]
    pub(crate) acting: Acting,
    /// Only `fhir`
    #[arg(long, default_value = "fhir")]
    pub(crate) format: String,
    /// The file to write
    #[arg(long)]
    pub(crate) out: PathBuf,
}

#[derive(Args)]
pub(crate) struct Audit {
    #[command(flatten)]
    pub(crate) acting: Acting,
    /// Only what concerns this patient, by id
    #[arg(long)]
    pub(crate) patient: Option<String>,
    /// Only what this person did, by name
    #[arg(long)]
    pub(crate) person: Option<String>,
    /// From this day on: 2026-11-21
    #[arg(long)]
    pub(crate) from: Option<chrono::NaiveDate>,
    /// To the end of this day: 2026-11-21
    #[arg(long)]
    pub(crate) to: Option<chrono::NaiveDate>,
    /// Only what is out of the ordinary
    #[arg(long)]
    pub(crate) unusual: bool,
    /// All of it as a table in this file, instead of the newest here
    #[arg(long)]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Standby {
    #[command(flatten)]
    pub(crate) at: Home,
    /// Make a copy in every place now
    #[arg(long)]
    pub(crate) now: bool,
}

#[derive(Args)]
pub(crate) struct Backup {
    #[command(flatten)]
    pub(crate) at: Home,
    /// The file to write; it must not be there yet
    #[arg(long)]
    pub(crate) out: PathBuf,
}

#[derive(Args)]
pub(crate) struct Restore {
    /// A copy, or a folder with copies: then the newest is taken
    #[arg(long)]
    pub(crate) from: PathBuf,
    /// Where the store is to be: an empty or missing folder, or one whose store is damaged
    #[arg(long)]
    pub(crate) home: PathBuf,
}

#[derive(Args)]
pub(crate) struct Reset {
    #[command(flatten)]
    pub(crate) at: Home,
}

#[derive(Args)]
pub(crate) struct Retention {
    #[command(flatten)]
    pub(crate) at: Home,
    /// Erase what is due
    #[arg(long)]
    pub(crate) apply: bool,
}
