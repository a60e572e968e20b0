//! How records are read from SQLite's rows.

use std::cell::Cell;

use rusqlite::types::FromSql;
use rusqlite::{Error, Row, Statement};

use super::super::Joined;

/// What can be read from a row of SQLite; `record!` makes such structs.
pub trait FromSqlite: Sized {
    /// Reads the columns with the names of the fields.
    ///
    /// # Errors
    /// When a column is missing or does not fit its field.
    fn from_sqlite(row: &SqliteRow<'_>) -> rusqlite::Result<Self>;
}

/// A row of SQLite.
#[derive(Debug)]
pub struct SqliteRow<'r> {
    row: &'r Row<'r>,
    /// The column after the last one that was read: mostly the next to be asked for.
    next: Cell<usize>,
}

impl<'r> SqliteRow<'r> {
    pub(super) fn new(row: &'r Row<'r>) -> Self {
        Self { row, next: Cell::new(0) }
    }

    /// The value of the column with this name.
    ///
    /// # Errors
    /// When there is none, or it does not fit.
    pub fn get<T: FromSql>(&self, name: &str) -> rusqlite::Result<T> {
        let statement: &Statement<'_> = self.row.as_ref();
        let next = self.next.get();
        let at = if statement.column_name(next).is_ok_and(|found| found == name) {
            next
        } else {
            statement.column_index(name)?
        };
        self.next.set(at + 1);
        self.row.get(at).map_err(|error| match error {
            // Told by its name, and without its value.
            Error::FromSqlConversionFailure(at, kind, _) => {
                Error::InvalidColumnType(at, name.to_owned(), kind)
            }
            Error::IntegralValueOutOfRange(at, _) => {
                Error::InvalidColumnType(at, name.to_owned(), rusqlite::types::Type::Integer)
            }
            error => error,
        })
    }
}

impl<A: FromSqlite, B: FromSqlite> FromSqlite for Joined<A, B> {
    fn from_sqlite(row: &SqliteRow<'_>) -> rusqlite::Result<Self> {
        Ok(Self(A::from_sqlite(row)?, B::from_sqlite(row)?))
    }
}
