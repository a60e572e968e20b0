//! SQLite's errors as the facade tells them: busy, out of order for now, or an error of ours.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use rusqlite::ffi;
use sqlx::error::{DatabaseError, ErrorKind};

use super::super::DbError;

/// What SQLite answered, by its [result code](https://www.sqlite.org/rescode.html).
///
/// The message is SQLite's where it speaks of the schema only, and else the fixed text of the code: a
/// message can repeat values.
#[derive(Debug)]
struct FailureReason {
    /// The extended result code.
    code: i32,
    message: String,
}

/// Of SQLite's messages these name tables and columns only.
const ABOUT_SCHEMA: [&str; 6] = ["no such ", "near \"", "UNIQUE ", "FOREIGN KEY ", "NOT NULL ", "CHECK "];

impl FailureReason {
    fn new(code: i32, message: &str) -> Self {
        let ours = ABOUT_SCHEMA.iter().any(|start| message.starts_with(start));
        Self { code, message: if ours { message } else { ffi::code_to_str(code) }.to_owned() }
    }
}

impl fmt::Display for FailureReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for FailureReason {}

impl DatabaseError for FailureReason {
    fn message(&self) -> &str {
        &self.message
    }

    fn code(&self) -> Option<Cow<'_, str>> {
        Some(self.code.to_string().into())
    }

    fn as_error(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
        self
    }

    fn as_error_mut(&mut self) -> &mut (dyn std::error::Error + Send + Sync + 'static) {
        self
    }

    fn into_error(self: Box<Self>) -> Box<dyn std::error::Error + Send + Sync + 'static> {
        self
    }

    fn kind(&self) -> ErrorKind {
        match self.code {
            ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY => ErrorKind::UniqueViolation,
            ffi::SQLITE_CONSTRAINT_FOREIGNKEY => ErrorKind::ForeignKeyViolation,
            ffi::SQLITE_CONSTRAINT_NOTNULL => ErrorKind::NotNullViolation,
            ffi::SQLITE_CONSTRAINT_CHECK => ErrorKind::CheckViolation,
            _ => ErrorKind::Other,
        }
    }
}

impl From<rusqlite::Error> for DbError {
    fn from(error: rusqlite::Error) -> Self {
        match code(&error).map(|code| code & 0xff) {
            // The last: another process changed the schema again and again.
            Some(ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED | ffi::SQLITE_SCHEMA) => Self::Busy,
            Some(
                ffi::SQLITE_PERM
                | ffi::SQLITE_NOMEM
                | ffi::SQLITE_READONLY
                | ffi::SQLITE_IOERR
                // A page that was read or written wrongly.
                | ffi::SQLITE_CORRUPT
                | ffi::SQLITE_NOTADB
                | ffi::SQLITE_FULL
                | ffi::SQLITE_CANTOPEN
                | ffi::SQLITE_PROTOCOL,
            ) => Self::Unreachable(Arc::new(told(error))),
            _ => Self::Other(Arc::new(told(error))),
        }
    }
}

/// The same error in the words of the facade's other driver, without values.
fn told(error: rusqlite::Error) -> sqlx::Error {
    use rusqlite::Error;
    match error {
        Error::SqliteFailure(code, message) => {
            FailureReason::new(code.extended_code, message.as_deref().unwrap_or_default()).into()
        }
        Error::SqlInputError { error, msg, .. } => FailureReason::new(error.extended_code, &msg).into(),
        Error::InvalidColumnName(name) => sqlx::Error::ColumnNotFound(name),
        Error::InvalidColumnType(_, index, _) => {
            sqlx::Error::ColumnDecode { index, source: "not of its type".into() }
        }
        Error::QueryReturnedNoRows => sqlx::Error::RowNotFound,
        Error::ToSqlConversionFailure(_) => sqlx::Error::Encode("not a value for SQLite".into()),
        _ => sqlx::Error::Protocol("a call that does not fit its statement".to_owned()),
    }
}

/// The extended result code, where SQLite itself has answered.
fn code(error: &rusqlite::Error) -> Option<i32> {
    error.sqlite_error().map(|error| error.extended_code)
}

/// Whether another connection has the lock: the statement has done nothing and may be tried again.
pub fn is_busy(error: &rusqlite::Error) -> bool {
    code(error).is_some_and(|code| code & 0xff == ffi::SQLITE_BUSY)
}

/// Whether the file could not be read or written: another connection to it may fare better.
pub fn is_of_the_file(error: &rusqlite::Error) -> bool {
    let primary = code(error).map(|code| code & 0xff);
    matches!(
        primary,
        Some(
            ffi::SQLITE_READONLY
                | ffi::SQLITE_IOERR
                | ffi::SQLITE_CANTOPEN
                | ffi::SQLITE_CORRUPT
                | ffi::SQLITE_NOTADB
        )
    )
}

/// Whether a statement that failed so has undone itself only.
///
/// A full disk, for one, [may undo the whole transaction](https://www.sqlite.org/lang_transaction.html).
pub fn spares_transaction(error: &rusqlite::Error) -> bool {
    let Some(code) = code(error) else {
        // Those of a parameter that was never bound, or of a row that has arrived.
        return true;
    };
    matches!(
        code & 0xff,
        ffi::SQLITE_ERROR
            | ffi::SQLITE_TOOBIG
            | ffi::SQLITE_CONSTRAINT
            | ffi::SQLITE_MISMATCH
            | ffi::SQLITE_RANGE
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(code: i32, message: &str) -> rusqlite::Error {
        rusqlite::Error::SqliteFailure(ffi::Error::new(code), Some(message.to_owned()))
    }

    #[test]
    fn what_may_pass_is_told_as_such() {
        // BUSY, BUSY_RECOVERY, BUSY_SNAPSHOT, LOCKED, LOCKED_SHAREDCACHE, SCHEMA
        for code in [5, 261, 517, 6, 262, 17] {
            assert!(matches!(DbError::from(failure(code, "")), DbError::Busy), "{code}");
        }
        // PERM, NOMEM, READONLY and READONLY_DBMOVED, IOERR and its READ, WRITE, FSYNC, SHMMAP, CORRUPT, FULL,
        // CANTOPEN, NOTADB
        for code in [3, 7, 8, 1032, 10, 266, 778, 1034, 5386, 11, 13, 14, 26] {
            let error = DbError::from(failure(code, ""));
            assert!(matches!(error, DbError::Unreachable(_)), "{code}");
            assert!(error.to_string().contains(&format!("code {code}")), "{error}");
            assert!(!spares_transaction(&failure(code, "")), "{code}");
        }
        let full = DbError::from(failure(13, "")).to_string();
        assert!(full.contains("database or disk is full"), "{full}");
        // ERROR, CONSTRAINT_FOREIGNKEY, MISUSE
        for code in [1, 787, 21] {
            assert!(matches!(DbError::from(failure(code, "")), DbError::Other(_)), "{code}");
        }
    }

    #[test]
    fn messages_with_values_are_not_told() {
        let schema = "UNIQUE constraint failed: trial.note";
        let error = DbError::from(failure(ffi::SQLITE_CONSTRAINT_UNIQUE, schema));
        assert!(error.is_duplicate() && error.to_string().contains(schema), "{error}");
        let error = DbError::from(failure(ffi::SQLITE_ERROR, "malformed value +4366012345"));
        assert!(!error.to_string().contains("4366012345"), "{error}");
    }
}
