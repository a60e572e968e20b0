//! What a database can answer instead of rows, told without any value that was bound.

use std::fmt;
use std::sync::Arc;

use sqlx::error::DatabaseError;
use sqlx::postgres::PgDatabaseError;

use crate::error::Error;

/// What went wrong with a statement, a transaction or a connection.
///
/// Neither `Display` nor `Debug` shows bound values: a person's data must not reach the log with
/// an error. The cause is therefore no [`source`](std::error::Error::source) either.
#[derive(Clone)]
pub enum DbError {
    /// No connection or lock became free in time: nothing was kept, and trying again may succeed.
    Busy,
    /// Two transactions got in each other's way and this one was undone: nothing was kept, and doing
    /// all of it again at once will mostly succeed.
    Conflict,
    /// A statement of the transaction failed before, or was given up, and nothing is kept; or it was a
    /// transaction for one statement, which has had it.
    Over,
    /// The server does not answer, refuses the connection or takes no writes now, or the file cannot be
    /// opened, read or written: nothing was kept, and trying again may succeed once that is mended.
    Unreachable(Arc<sqlx::Error>),
    /// Between us and PostgreSQL is a pooler that gives each transaction another server process.
    Pooler,
    /// Anything else, mostly a statement that does not fit the schema.
    Other(Arc<sqlx::Error>),
}

/// PostgreSQL's lock not available, statement that took too long and too many connections.
const BUSY: &[&str] = &["55P03", "57014", "53300"];

/// PostgreSQL's serialization failure and deadlock (appendix A of its manual).
const CONFLICT: &[&str] = &["40001", "40P01"];

/// PostgreSQL's shutdown, crash, start, database dropped, session and transaction idle for too long, a server that only reads (a fail-over), disk full, out of memory, limit exceeded,
/// a failing disk, and a pooler without a server.
const UNREACHABLE: &[&str] = &[
    "57P01", "57P02", "57P03", "57P04", "57P05", "25P03", "25006", "53100", "53200", "53400", "58030",
    "08000", "08003", "08006", "08P01",
];

/// PostgreSQL's prepared statement that does not exist, or exists already: there is another server process
/// behind the connection than before.
const POOLER: &[&str] = &["26000", "42P05"];

impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> Self {
        use sqlx::Error::{Database, Io, PoolClosed, PoolTimedOut, Tls, WorkerCrashed};
        match &error {
            PoolTimedOut => Self::Busy,
            Io(_) | Tls(_) | PoolClosed | WorkerCrashed => Self::Unreachable(Arc::new(error)),
            Database(cause) => match cause.code().as_deref().unwrap_or_default() {
                code if BUSY.contains(&code) => Self::Busy,
                code if CONFLICT.contains(&code) => Self::Conflict,
                code if UNREACHABLE.contains(&code) => Self::Unreachable(Arc::new(error)),
                code if POOLER.contains(&code) => Self::Pooler,
                _ => Self::Other(Arc::new(error)),
            },
            _ => Self::Other(Arc::new(error)),
        }
    }
}

impl From<DbError> for Error {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Other(_) | DbError::Over | DbError::Pooler => Self::Broken(error.to_string()),
            DbError::Conflict => Self::Conflict(error.to_string()),
            DbError::Busy | DbError::Unreachable(_) => Self::Busy(error.to_string()),
        }
    }
}

impl DbError {
    /// Whether a unique index refused the row.
    #[must_use]
    pub fn is_duplicate(&self) -> bool {
        let Self::Other(cause) = self else { return false };
        cause.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation)
    }
}

impl fmt::Display for DbError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Busy => f.write_str("the database is busy"),
            Self::Conflict => f.write_str("another transaction got in the way"),
            Self::Over => {
                f.write_str("the transaction takes no more statements: one failed, or it was for one only")
            }
            Self::Unreachable(cause) => {
                f.write_str("the database cannot be reached: ")?;
                tell_unreachable(cause, f)
            }
            Self::Pooler => f.write_str(
                "the database is behind a pooler in transaction mode, which cannot be used: \
                 give it session mode (PgBouncer: pool_mode = session) or connect to PostgreSQL itself",
            ),
            Self::Other(cause) => {
                f.write_str("the database refused: ")?;
                tell(cause, f)
            }
        }
    }
}

impl fmt::Debug for DbError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DbError({self})")
    }
}

impl std::error::Error for DbError {}

/// Writes an error of a connection in the server's own words: no value of ours can be in them.
fn tell_unreachable(error: &sqlx::Error, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match error {
        sqlx::Error::Database(cause) if cause.try_downcast_ref::<PgDatabaseError>().is_some() => {
            write!(f, "{} (code {})", cause.message(), cause.code().as_deref().unwrap_or("none"))
        }
        sqlx::Error::Protocol(text) => f.write_str(text),
        _ => tell(error, f),
    }
}

/// Writes the part of an error that comes from the program or the schema.
fn tell(error: &sqlx::Error, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    use sqlx::Error;
    match error {
        Error::Database(cause) => tell_database(cause.as_ref(), f),
        Error::Configuration(_) => f.write_str("the URL of the database is wrong"),
        Error::Io(cause) => write!(f, "{cause}"),
        Error::Tls(cause) => write!(f, "{cause}"),
        Error::RowNotFound => f.write_str("there is no row"),
        Error::ColumnNotFound(name) => write!(f, "there is no column {name}"),
        Error::ColumnDecode { index, .. } => write!(f, "column {index} does not fit its field"),
        Error::Encode(_) => f.write_str("a parameter cannot be encoded"),
        Error::PoolClosed | Error::WorkerCrashed => f.write_str("the connection is gone"),
        _ => f.write_str("the driver failed"),
    }
}

fn tell_database(error: &dyn DatabaseError, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "code {}", error.code().as_deref().unwrap_or("none"))?;
    if let Some(error) = error.try_downcast_ref::<PgDatabaseError>() {
        // Message and detail can repeat a value ("Key (phone)=(…) already exists"). Only those
        // of class 42 speak of the statement, which is a constant of ours.
        for part in [error.table(), error.column(), error.constraint()].into_iter().flatten() {
            write!(f, ", {part}")?;
        }
        if error.code().starts_with("42") {
            write!(f, ", {}", error.message())?;
        }
        return Ok(());
    }
    // SQLite's, which its engine has cleared of values.
    write!(f, ", {}", error.message())
}
