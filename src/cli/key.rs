//! The words of `enrol key`.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use super::Output;

/// What can be done with keys.
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// Make a key file; one that exists is never overwritten
    Make {
        /// The file [default: the key file of the settings]
        file: Option<PathBuf>,
    },
    /// List the keys by kind and id, without their secrets
    List(Output),
    /// Add a key, which is not used before `use` says so
    Add {
        /// The kind
        kind: KeyKind,
    },
    /// Use this key from now on; older ones still open what they sealed
    Use {
        /// The kind
        kind: KeyKind,
        /// The key's id, as `enrol key list` shows it
        id: String,
    },
    /// Seal anew what an encryption key has sealed, and let nobody seal with it again; a signing key is
    /// dropped at once
    Retire {
        /// The kind
        kind: KeyKind,
        /// The key's id, as `enrol key list` shows it
        id: String,
    },
    /// Remove an encryption key that was retired a day ago or longer
    Drop {
        /// The kind
        kind: KeyKind,
        /// The key's id, as `enrol key list` shows it
        id: String,
    },
}

/// What a key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KeyKind {
    /// Sealing personal data in the database.
    Encryption,
    /// Signing access tokens.
    Signing,
}
