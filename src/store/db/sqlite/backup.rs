//! A copy of a database, made while it is in use, and checked before it counts.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::super::DbError;

/// What a copy holds: by this an operator sees that it is the right one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// The last step of its schema.
    pub step: i64,
    /// By what the keys are recognised that belong to it; none of a database that never had any.
    pub key_fingerprint: Option<Vec<u8>>,
    /// How many customers there are, deleted ones included.
    pub customers: i64,
    /// How many signup sessions.
    pub sessions: i64,
    /// Its size.
    pub bytes: u64,
}

/// Why there is no copy; nothing of it is left.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is something under the name of the copy.
    #[error("there is {0} already: nothing is overwritten, so move it away or name another file")]
    Exists(PathBuf),
    /// There is nothing to copy.
    #[error("there is no file {0}")]
    Missing(PathBuf),
    /// It is a database, but not one of ours, or none at all.
    #[error("{0} is no database of Enrol")]
    Foreign(PathBuf),
    /// It can be opened, and what is in it does not hold together.
    #[error("{file} is damaged: {what}")]
    Damaged {
        /// Which file.
        file: PathBuf,
        /// What SQLite found first.
        what: String,
    },
    /// A file could not be read or written.
    #[error("{0}")]
    File(#[from] io::Error),
    /// SQLite could not do it.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<rusqlite::Error> for BackupError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Db(error.into())
    }
}

/// Copies the database in `from`, as it is at this moment, into a new file for its owner only; `fits` may still refuse
/// what the copy turned out to hold. Those who use the database are not held up.
///
/// Blocks for as long as reading and writing it all takes.
///
/// # Errors
/// [`BackupError`], or that of `fits`: then there is no file `to`.
pub fn copy<E: From<BackupError>>(
    from: &Path,
    to: &Path,
    fits: impl FnOnce(&Copied) -> Result<(), E>,
) -> Result<Copied, E> {
    for taken in [to.to_owned(), beside(to, "-wal")] {
        if taken.exists() {
            return Err(BackupError::Exists(taken).into());
        }
    }
    // Whatever stops us, a name without this ending is a whole copy.
    let partial = beside(to, ".partial");
    let copied = write(from, &partial).map_err(E::from).and_then(|copied| fits(&copied).map(|()| copied));
    let copied = copied.and_then(|copied| keep(&partial, to).map_err(E::from).map(|()| copied));
    if copied.is_err() {
        for file in [partial.clone(), beside(&partial, "-journal")] {
            // What could not be written is perhaps not there.
            drop(fs::remove_file(file));
        }
    }
    copied
}

fn write(from: &Path, partial: &Path) -> Result<Copied, BackupError> {
    if !from.is_file() {
        return Err(BackupError::Missing(from.to_owned()));
    }
    let _ = fs::remove_file(partial);
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(partial)?;
    // One transaction that reads; pages that are free, where erased rows may have been, are not copied.
    let database = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let path = partial.to_str().ok_or_else(|| io::Error::other("the name of the file is not UTF-8"))?;
    match database.execute("vacuum into ?1", [path]) {
        Ok(_) => {}
        Err(error) if is_none(&error) => return Err(BackupError::Foreign(from.to_owned())),
        Err(error) if is_damaged(&error) => return Err(damaged(from, &error)),
        Err(error) => return Err(error.into()),
    }
    check(partial, from)
}

/// Whether what was copied holds together, and what it is.
fn check(partial: &Path, from: &Path) -> Result<Copied, BackupError> {
    let copy = Connection::open_with_flags(partial, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let one = |sql| copy.query_row(sql, [], |row| row.get::<_, i64>(0));
    let Ok(step) = one("select max(number) from schema_step") else {
        return Err(BackupError::Foreign(from.to_owned()));
    };
    let found: String = copy.query_row("pragma integrity_check(1)", [], |row| row.get(0))?;
    if found != "ok" {
        return Err(BackupError::Damaged { file: from.to_owned(), what: found });
    }
    let strays = one("select count(*) from pragma_foreign_key_check")?;
    if strays != 0 {
        let what = format!("{strays} rows refer to others that are not there");
        return Err(BackupError::Damaged { file: from.to_owned(), what });
    }
    let key = copy.query_row("select key_fingerprint from key_check where id = 1", [], |row| row.get(0));
    Ok(Copied {
        step,
        key_fingerprint: match key {
            Err(rusqlite::Error::QueryReturnedNoRows) => None,
            key => Some(key?),
        },
        customers: one("select count(*) from customer")?,
        sessions: one("select count(*) from signup")?,
        bytes: fs::metadata(partial)?.len(),
    })
}

/// Gives a copy its name once it is on the disk.
fn keep(partial: &Path, to: &Path) -> Result<(), BackupError> {
    File::open(partial)?.sync_all()?;
    // Unlike a rename this never takes the place of a file that came meanwhile.
    fs::hard_link(partial, to)?;
    fs::remove_file(partial)?;
    let directory = to.parent().filter(|directory| !directory.as_os_str().is_empty());
    File::open(directory.unwrap_or(Path::new(".")))?.sync_all()?;
    Ok(())
}

/// The file of the same name with this ending.
fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn is_none(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase)
}

fn is_damaged(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseCorrupt)
}

fn damaged(file: &Path, error: &rusqlite::Error) -> BackupError {
    BackupError::Damaged { file: file.to_owned(), what: error.to_string() }
}
