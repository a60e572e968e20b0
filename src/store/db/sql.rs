//! What a statement is made of: its text, its parameters, its records.

use rusqlite::types::{ToSql, ToSqlOutput};
use sqlx::encode::Encode;
use sqlx::error::BoxDynError;
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::{Arguments, FromRow, Postgres, Row, Type};

use super::sqlite::FromSqlite;

/// One statement: one text for both engines, or one for each where the dialects part.
///
/// Texts are constants, so that no value can become part of one.
#[derive(Debug, Clone, Copy)]
pub struct Sql {
    pub(super) sqlite: &'static str,
    /// What SQLite needs further statements for ([`Self::combined`]).
    pub(super) rest: &'static [&'static str],
    pub(super) postgres: &'static str,
}

impl Sql {
    /// One text in the language both engines share.
    #[must_use]
    pub const fn same(text: &'static str) -> Self {
        Self::differing(text, text)
    }

    /// A text for each engine, with the same parameters and columns.
    #[must_use]
    pub const fn differing(sqlite: &'static str, postgres: &'static str) -> Self {
        Self { sqlite, rest: &[], postgres }
    }

    /// Writes to several tables, for [`super::Conn::execute_combined`]: one statement on PostgreSQL, which
    /// has data-modifying `with` queries, and one for each table on SQLite, which has not.
    ///
    /// All take the same parameters. Of the PostgreSQL text each part must select from the first one's
    /// rows: that alone tells the server in which order to go, and to do nothing where the first did nothing.
    #[must_use]
    pub const fn combined(sqlite: &'static [&'static str], postgres: &'static str) -> Self {
        let (first, rest) = match sqlite {
            [] => ("", sqlite),
            [first, rest @ ..] => (*first, rest),
        };
        Self { sqlite: first, rest, postgres }
    }

    /// Each of its statements by itself.
    pub fn parts(self) -> impl Iterator<Item = Self> {
        let first = Self::differing(self.sqlite, self.postgres);
        std::iter::once(first).chain(self.rest.iter().map(move |text| Self::differing(text, self.postgres)))
    }
}

#[cfg(test)]
impl Sql {
    /// The text for SQLite, to ask how it is carried out.
    pub(in crate::store) fn sqlite_text(self) -> &'static str {
        self.sqlite
    }

    /// The texts for either engine.
    pub(in crate::store) fn texts(self) -> [&'static str; 2] {
        [self.sqlite, self.postgres]
    }
}

impl From<&'static str> for Sql {
    fn from(text: &'static str) -> Self {
        Self::same(text)
    }
}

/// A value for `$1`, `$2` …, in order.
pub type Params<'a> = &'a [&'a dyn Param];

/// Anything that both engines can bind.
pub trait Param: Send + Sync {
    /// The value as SQLite takes it.
    ///
    /// # Errors
    /// When the engine cannot say this value.
    fn sqlite(&self) -> rusqlite::Result<ToSqlOutput<'_>>;

    /// Adds the value to the parameters of a statement for PostgreSQL.
    ///
    /// # Errors
    /// When the engine cannot say this value.
    fn postgres(&self, to: &mut PgArguments) -> Result<(), BoxDynError>;
}

impl<T> Param for T
where
    T: Send + Sync + ToSql + Type<Postgres> + for<'q> Encode<'q, Postgres>,
{
    fn sqlite(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.to_sql()
    }

    fn postgres(&self, to: &mut PgArguments) -> Result<(), BoxDynError> {
        Arguments::add(to, self)
    }
}

/// Anything that can be read from a row of both engines; `record!` makes such structs.
pub trait Record: Send + Unpin + 'static + FromSqlite + for<'r> FromRow<'r, PgRow> {}

impl<T> Record for T where T: Send + Unpin + 'static + FromSqlite + for<'r> FromRow<'r, PgRow> {}

/// Two records from one row, of tables that the statement has joined.
#[derive(Debug)]
pub struct Joined<A, B>(pub A, pub B);

impl<'r, R: Row, A: FromRow<'r, R>, B: FromRow<'r, R>> FromRow<'r, R> for Joined<A, B> {
    fn from_row(row: &'r R) -> sqlx::Result<Self> {
        Ok(Self(A::from_row(row)?, B::from_row(row)?))
    }
}

/// The parameters of a statement, as SQLite takes them.
pub(super) fn for_sqlite(params: Params<'_>) -> rusqlite::Result<Vec<ToSqlOutput<'_>>> {
    params.iter().map(|param| param.sqlite()).collect()
}

/// The parameters of a statement, as PostgreSQL takes them.
pub(super) fn for_postgres(params: Params<'_>) -> Result<PgArguments, sqlx::Error> {
    let mut arguments = PgArguments::default();
    params.iter().try_for_each(|param| param.postgres(&mut arguments)).map_err(sqlx::Error::Encode)?;
    Ok(arguments)
}
