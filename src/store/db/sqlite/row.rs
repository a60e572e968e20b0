//! How records are read from SQLite's rows.

use std::any::TypeId;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use rusqlite::types::{FromSql, Type};
use rusqlite::{Error, Row, Statement};

use super::super::Joined;

/// What can be read from a row of SQLite; `record!` makes such structs.
pub trait FromSqlite: Sized + 'static {
    /// Reads the columns with the names of the fields.
    ///
    /// # Errors
    /// When a column is missing or does not fit its field.
    fn from_sqlite(row: &SqliteRow<'_>) -> rusqlite::Result<Self>;
}

/// A statement, by where its text is and how long, and the record that is read from its rows.
type Reading = (usize, usize, TypeId);

thread_local! {
    /// In which columns a record has found its fields, in the order in which it asks for them: by name once, and not again.
    static FOUND: RefCell<HashMap<Reading, Rc<[usize]>>> = RefCell::default();
}

/// A row of SQLite.
#[derive(Debug)]
pub struct SqliteRow<'r> {
    row: &'r Row<'r>,
    /// Where the fields are, where that is known.
    known: Option<Rc<[usize]>>,
    /// Where they were found, where it is not.
    found: RefCell<Vec<usize>>,
    /// How many were asked for.
    asked: Cell<usize>,
}

/// Reads a record from a row of this statement.
pub(super) fn read<T: FromSqlite>(row: &Row<'_>, sql: &'static str) -> rusqlite::Result<T> {
    let reading = (sql.as_ptr().addr(), sql.len(), TypeId::of::<T>());
    let known = FOUND.with_borrow(|found| found.get(&reading).cloned());
    let row = SqliteRow { row, known, found: RefCell::default(), asked: Cell::new(0) };
    let record = T::from_sqlite(&row)?;
    if row.known.is_none() {
        FOUND.with_borrow_mut(|found| found.insert(reading, row.found.take().into()));
    }
    Ok(record)
}

impl SqliteRow<'_> {
    /// The value of the column with this name.
    ///
    /// # Errors
    /// When there is none, or it does not fit.
    pub fn get<T: FromSql>(&self, name: &str) -> rusqlite::Result<T> {
        let at = self.column(name)?;
        self.row.get(at).map_err(|error| match error {
            // Told by its name, and without its value.
            Error::FromSqlConversionFailure(at, kind, _) => {
                Error::InvalidColumnType(at, name.to_owned(), kind)
            }
            Error::IntegralValueOutOfRange(at, _) => {
                Error::InvalidColumnType(at, name.to_owned(), Type::Integer)
            }
            error => error,
        })
    }

    fn column(&self, name: &str) -> rusqlite::Result<usize> {
        let asked = self.asked.replace(self.asked.get() + 1);
        if let Some(at) = self.known.as_ref().and_then(|known| known.get(asked)) {
            return Ok(*at);
        }
        let statement: &Statement<'_> = self.row.as_ref();
        let at = statement.column_index(name)?;
        self.found.borrow_mut().push(at);
        Ok(at)
    }
}

impl<A: FromSqlite, B: FromSqlite> FromSqlite for Joined<A, B> {
    fn from_sqlite(row: &SqliteRow<'_>) -> rusqlite::Result<Self> {
        Ok(Self(A::from_sqlite(row)?, B::from_sqlite(row)?))
    }
}
