//! People on this PC's list, on the command line.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Home;

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
