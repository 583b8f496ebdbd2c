//! The ways to open a store, on the command line.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Acting, Home};

#[derive(Args)]
pub(crate) struct Keys {
    #[command(subcommand)]
    pub(crate) act: KeysAct,
}

#[derive(Subcommand)]
pub(crate) enum KeysAct {
    /// The ways there are, without opening the store
    List {
        #[command(flatten)]
        at: Home,
    },
    /// Seal a new recovery envelope: the one before stops working. Prints its only copy
    Envelope {
        #[command(flatten)]
        acting: Acting,
        /// The page, as a PDF: print it, seal it, delete the file
        #[arg(long)]
        out: PathBuf,
    },
    /// Give somebody a passphrase of their own, from HOLDFAST_NEW_PASSPHRASE or a prompt
    Passphrase {
        #[command(flatten)]
        acting: Acting,
        /// Whose, by name
        #[arg(long = "for")]
        whose: String,
    },
    /// Let this PC open the store by itself after a restart, to a locked screen
    Device {
        #[command(flatten)]
        acting: Acting,
    },
    /// Let a key that the trust holds open the store
    Escrow {
        #[command(flatten)]
        acting: Acting,
        /// Its public half: age1…
        #[arg(long)]
        to: String,
    },
    /// Take a way away
    Remove {
        #[command(flatten)]
        acting: Acting,
        /// Its id, from `keys list`
        #[arg(long)]
        id: String,
    },
    /// A new secret for this PC after the operating system lost the old one. Passphrases have to be set again
    Renew {
        #[command(flatten)]
        acting: Acting,
    },
    /// Go on with an old copy of the store that was put back
    AcceptRollBack {
        #[command(flatten)]
        acting: Acting,
    },
}
