//! Statements on a connection to SQLite, run on the thread of whoever asks.

use rusqlite::types::{ToSqlOutput, Value};
use rusqlite::{CachedStatement, Connection, Error, Result};
use tokio::runtime::{Handle, RuntimeFlavor};

use super::row::{self, FromSqlite};

/// The parameters of a statement, `$1` first.
pub type Values<'a> = Vec<ToSqlOutput<'a>>;

/// The same, for somebody else to keep.
pub fn owned(values: Values<'_>) -> Result<Values<'static>> {
    let own = |value| match value {
        ToSqlOutput::Owned(value) => Ok(value),
        ToSqlOutput::Borrowed(value) => {
            Value::try_from(value).map_err(|error| Error::ToSqlConversionFailure(error.into()))
        }
        _ => Err(Error::InvalidQuery),
    };
    values.into_iter().map(|value| own(value).map(ToSqlOutput::Owned)).collect()
}

/// Runs a statement and says how many rows it changed.
pub fn execute(connection: &Connection, sql: &'static str, params: &Values<'_>) -> Result<u64> {
    let mut statement = bound(connection, sql, params)?;
    let mut rows = statement.raw_query();
    while rows.next()?.is_some() {}
    drop(rows);
    Ok(if statement.readonly() { 0 } else { connection.changes() })
}

/// The first row, if there is any.
pub fn optional<T: FromSqlite>(
    connection: &Connection,
    sql: &'static str,
    params: &Values<'_>,
) -> Result<Option<T>> {
    let mut statement = bound(connection, sql, params)?;
    let mut rows = statement.raw_query();
    let Some(row) = rows.next()? else { return Ok(None) };
    let first = row::read(row, sql)?;
    // A write that returns rows has happened, with its constraints, at its end only.
    while rows.next()?.is_some() {}
    Ok(Some(first))
}

/// All rows, in the order of the statement.
pub fn all<T: FromSqlite>(connection: &Connection, sql: &'static str, params: &Values<'_>) -> Result<Vec<T>> {
    let mut statement = bound(connection, sql, params)?;
    let mut rows = statement.raw_query();
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(row::read(row, sql)?);
    }
    Ok(all)
}

/// A statement with its parameters: SQLite counts `$1`, `$2` … as it meets them, whatever they are called.
fn bound<'c>(
    connection: &'c Connection,
    sql: &'static str,
    params: &Values<'_>,
) -> Result<CachedStatement<'c>> {
    let mut statement = connection.prepare_cached(sql)?;
    for at in 1..=statement.parameter_count() {
        let name = statement.parameter_name(at).and_then(|name| name.strip_prefix('$'));
        let number = name.and_then(|number| number.parse::<usize>().ok());
        let param = number.and_then(|number| params.get(number.checked_sub(1)?));
        let value = param.ok_or(Error::InvalidParameterCount(params.len(), at))?;
        statement.raw_bind_parameter(at, value)?;
    }
    Ok(statement)
}

/// How long a statement may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// A few rows by an index: it runs between two awaits, like any computation.
    Short,
    /// Many rows, or a whole table: the runtime's other tasks go on meanwhile.
    Long,
}

impl Length {
    /// Runs a statement on this thread.
    ///
    /// For a long one the runtime moves the other tasks of this thread to another; a runtime of one thread,
    /// which only tests have, cannot.
    pub fn run<T>(self, run: impl FnOnce() -> T) -> T {
        let flavor = || Handle::try_current().map(|runtime| runtime.runtime_flavor());
        match self {
            Self::Long if matches!(flavor(), Ok(RuntimeFlavor::MultiThread)) => {
                tokio::task::block_in_place(run)
            }
            Self::Long | Self::Short => run(),
        }
    }
}
