//! What is wrong with a key file or its keys.

use std::io;
use std::path::PathBuf;

use super::key::KeyKind;

/// What is wrong with a key file, never what it says.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// The file cannot be read or written.
    #[error("{path}: {1}", path = .0.display())]
    Io(PathBuf, io::Error),
    /// The file can be read by others than its owner and a group of ours, or changed by others.
    #[error(
        "{path}: others may use it: run chmod 600, or chmod 440 with a group that this process is in",
        path = .0.display()
    )]
    Exposed(PathBuf),
    /// The file is not what a key file looks like.
    #[error("{path}: this is not a key file, see line {1}", path = .0.display())]
    Malformed(PathBuf, usize),
    /// The keys do not make a ring.
    #[error("the key ring is unsound: {0}")]
    Unsound(&'static str),
    /// There is no such key.
    #[error("there is no {0} key {1}")]
    Missing(KeyKind, u32),
    /// The key is in use.
    #[error("{0} key {1} is active: activate another one first")]
    InUse(KeyKind, u32),
    /// The key was not retired, or not long ago.
    #[error("{0} key {1} cannot be dropped yet: {2}")]
    Young(KeyKind, u32, String),
}
