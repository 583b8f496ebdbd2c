//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Keeps a ward safe while its IT systems are down. Secrets come only from the environment
/// (`HOLDFAST_PASSPHRASE`, `HOLDFAST_PIN`, `HOLDFAST_NEW_PIN`) or a prompt.
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
    /// Declare an outage, change a system, see where they stand
    Outage(Outage),
    /// Make a downtime pack as a PDF
    Pack(Pack),
    /// Release a system's records and file them
    File(File),
    /// Check every file, the chain and the views
    Verify(Verify),
    /// What would be filed, as one Bundle
    Export(Export),
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
pub(crate) struct Staff {
    #[command(subcommand)]
    pub(crate) act: StaffAct,
}

#[derive(Subcommand)]
pub(crate) enum StaffAct {
    /// Everybody, and how many have a PIN
    List {
        #[command(flatten)]
        at: Home,
    },
    /// Add somebody; their PIN comes from HOLDFAST_NEW_PIN
    Add {
        #[command(flatten)]
        at: Home,
        /// Their name
        #[arg(long)]
        name: String,
        /// hca, nurse, doctor, pharmacist, clerk, nurse-in-charge or it
        #[arg(long)]
        role: String,
        /// How the job is shown: Staff nurse
        #[arg(long)]
        title: Option<String>,
        /// Their professional number
        #[arg(long)]
        number: Option<String>,
    },
    /// Change somebody's name, role, title or number
    Change {
        #[command(flatten)]
        at: Home,
        /// Whose
        #[arg(long)]
        name: String,
        /// What they are called from now on
        #[arg(long)]
        new_name: Option<String>,
        /// Their role from now on
        #[arg(long)]
        role: Option<String>,
        /// How the job is shown from now on
        #[arg(long)]
        title: Option<String>,
        /// Their professional number from now on
        #[arg(long)]
        number: Option<String>,
    },
    /// Somebody may no longer sign in; their records stay
    Revoke {
        #[command(flatten)]
        at: Home,
        /// Who
        #[arg(long)]
        name: String,
        /// Why
        #[arg(long)]
        reason: String,
    },
    /// Somebody may sign in again
    Reinstate {
        #[command(flatten)]
        at: Home,
        /// Who
        #[arg(long)]
        name: String,
    },
    /// Set a new PIN, from HOLDFAST_NEW_PIN; also for one that is locked
    Pin {
        #[command(flatten)]
        at: Home,
        /// Whose
        #[arg(long)]
        name: String,
    },
    /// Choose one's own PIN: the old one from HOLDFAST_PIN, the new one from HOLDFAST_NEW_PIN
    OwnPin {
        #[command(flatten)]
        at: Home,
        /// Whose
        #[arg(long)]
        name: String,
    },
    /// Show what a list of staff would change (CSV: name, role, title, number); with --take, take it
    Import {
        #[command(flatten)]
        at: Home,
        /// Take it
        #[arg(long)]
        take: bool,
        /// The file
        file: PathBuf,
    },
    /// Write the list of staff as CSV
    Export {
        #[command(flatten)]
        at: Home,
        /// The file to write
        #[arg(long)]
        out: PathBuf,
    },
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
