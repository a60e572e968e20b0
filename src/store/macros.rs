//! How statements are written: held rows, pages of lists, and the list of all of a file.

/// Finds a row and holds it until the end of the transaction, in the order that is told above; on
/// SQLite there is one writer, which holds everything.
macro_rules! lock {
    ($($sql:expr),+) => {
        Sql::differing(concat!($($sql),+), concat!($($sql,)+ " for no key update"))
    };
}
pub(super) use lock;

/// A page of a list, newest first: what the source (`$1`) has that is equal in these columns, before this
/// id (`$2`), so many (`$3`). An index on source, these columns and id leads there.
///
/// PostgreSQL is told the same as a range of that index and its order. Told an order by id alone, it
/// walks the primary key whenever it guesses that rows that fit are near, through everybody's rows.
macro_rules! page {
    (sqlite [$($column:literal = $param:literal),*], $and:expr) => {
        concat!(
            " where source_id = $1", $(" and ", $column, " = ", $param,)* " and id < $2", $and,
            " order by id desc limit $3"
        )
    };
    (postgres [$($column:literal = $param:literal),*], $and:expr) => {
        concat!(
            " where (source_id", $(", ", $column,)* ", id) < ($1", $(", ", $param,)* ", $2)
              and (source_id", $(", ", $column,)* ") >= ($1", $(", ", $param,)* ")", $and,
            " order by source_id desc", $(", ", $column, " desc",)* ", id desc limit $3"
        )
    };
    ($select:expr, [$($column:literal = $param:literal),*], $and:expr) => {
        Sql::differing(
            concat!($select, page!(sqlite [$($column = $param),*], $and)),
            concat!($select, page!(postgres [$($column = $param),*], $and)),
        )
    };
}
pub(super) use page;

/// Names the statements of a file and lists them, so that a test can prepare each on both engines.
macro_rules! statements {
    ($($(#[$meta:meta])* $name:ident = $sql:expr;)+) => {
        $($(#[$meta])* const $name: crate::store::db::Sql = $sql;)+

        /// Every statement of this file, by name.
        pub(in crate::store) const STATEMENTS: &[(&str, crate::store::db::Sql)] = &[$((stringify!($name), $name)),+];
    };
}
pub(super) use statements;
