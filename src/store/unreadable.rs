//! Rows that cannot be read: the operator is told of each, and nothing else is held up by one.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

use uuid::Uuid;

use crate::domain::ids::SourceId;
use crate::error::{Error, Result};
use crate::vault::{AssociatedData, Vault};

/// A row that is met again and again is told of again after so long.
const AGAIN: Duration = Duration::from_mins(10);

/// So many rows are told of. More of them have one cause, which is known by then.
const MOST_REPORTED: usize = 10_000;

/// So many rows are passed over for one page: more is no broken row but a lost key.
const MOST_PASSED: usize = 5000;

/// Table, id and field.
type Place = (String, String, String);

/// When each was told of.
static REPORTED: LazyLock<Mutex<HashMap<Place, Instant>>> = LazyLock::new(Mutex::default);

/// Notes a sealed value that does not open, and makes the error of it.
pub(super) fn sealed(data: &AssociatedData<'_>, sealed: &[u8], cause: &str) -> Error {
    note(data.source, (data.kind, &id(data.record), data.field), Vault::key_id(sealed), cause)
}

/// Notes a row that this version cannot make sense of, and makes the error of it.
pub(super) fn row(source: SourceId, table: &'static str, id: &str, cause: &str) -> Error {
    note(source, (table, id, ""), None, cause)
}

fn note(source: SourceId, (table, id, field): (&str, &str, &str), key: Option<u32>, cause: &str) -> Error {
    let mut reported = REPORTED.lock().unwrap_or_else(PoisonError::into_inner);
    let place = (table.to_owned(), id.to_owned(), field.to_owned());
    let fresh = reported.get(&place).is_none_or(|at| at.elapsed() > AGAIN);
    if fresh && (reported.len() < MOST_REPORTED || reported.contains_key(&place)) {
        reported.insert(place, Instant::now());
        let count = reported.len();
        tracing::error!(source = source.0, table, id, field, key, cause, count, "unreadable row");
    }
    Error::Unreadable(format!("{table} {id} cannot be read: {cause}"))
}

/// A record's key as people look for it: a number, a UUID, or the beginning of a keyed hash.
fn id(record: &[u8]) -> String {
    if let Ok(number) = record.try_into() {
        return i64::from_be_bytes(number).to_string();
    }
    if let Ok(id) = Uuid::from_slice(record) {
        return id.to_string();
    }
    let begin = record.first_chunk().map(|begin| format!("{:016x}", u64::from_be_bytes(*begin)));
    begin.unwrap_or_default()
}

/// Those that can be read.
///
/// # Errors
/// The first error that is about more than one row.
pub(super) fn readable<T>(rows: impl IntoIterator<Item = Result<T>>) -> Result<Vec<T>> {
    rows.into_iter().filter(|row| !matches!(row, Err(Error::Unreadable(_)))).collect()
}

/// A page of a list, newest first, that is filled although some of the rows cannot be read: were it short,
/// it would look like the last one. While it [is open](Self::is_open), it [takes](Self::take) the rows
/// [before](Self::before) what it has read.
pub(super) struct Page<Id, T> {
    /// What can be read, in order.
    pub rows: Vec<T>,
    /// The next row is before this one.
    pub before: Id,
    size: usize,
    passed: usize,
    open: bool,
}

impl<Id, T> Page<Id, T> {
    /// An empty page of at most so many that begins before this row.
    pub fn new(limit: i64, before: Id) -> Self {
        Self { rows: Vec::new(), before, size: usize::try_from(limit).unwrap_or(0), passed: 0, open: true }
    }

    /// Whether there may be more to read for it.
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// Takes the next rows, which were asked for by the same limit, each with its id.
    ///
    /// # Errors
    /// [`Error::Unreadable`] when too many are.
    pub fn take(&mut self, rows: impl ExactSizeIterator<Item = (Id, Result<T>)>) -> Result<()> {
        let (read, before) = (rows.len(), self.rows.len());
        let mut last = None;
        for (id, row) in rows {
            self.before = id;
            match row {
                Ok(row) => self.rows.push(row),
                Err(error @ Error::Unreadable(_)) => last = Some(error),
                Err(error) => return Err(error),
            }
        }
        self.passed += read - (self.rows.len() - before);
        if let Some(error) = last.filter(|_| self.passed > MOST_PASSED) {
            return Err(error);
        }
        self.rows.truncate(self.size);
        self.open = read >= self.size && self.rows.len() < self.size;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken() -> Result<i32> {
        Err(Error::Unreadable("a row".to_owned()))
    }

    #[test]
    fn a_page_is_filled_past_what_cannot_be_read() {
        let mut page = Page::new(3, 100);
        page.take(vec![(9, Ok(1)), (8, broken()), (7, Ok(2))].into_iter()).expect("rows");
        assert!(page.is_open() && page.before == 7);
        page.take(vec![(6, Ok(3)), (5, Ok(4)), (4, broken())].into_iter()).expect("rows");
        assert!(!page.is_open());
        assert_eq!(page.rows, [1, 2, 3]);
        let mut last = Page::new(3, 100);
        last.take(vec![(9, Ok(1)), (8, broken())].into_iter()).expect("rows");
        assert!(!last.is_open());
        let mut gone = Page::new(3000, 10_000);
        let all = || (0..3000).map(|id| (id, broken()));
        gone.take(all()).expect("rows");
        assert!(gone.is_open());
        assert!(matches!(gone.take(all()), Err(Error::Unreadable(_))));
        let away = vec![(9, Ok(1)), (8, Err(Error::Busy(String::new())))];
        assert!(matches!(Page::new(3, 100).take(away.into_iter()), Err(Error::Busy(_))));
    }

    #[test]
    fn a_record_is_named_as_people_look_for_it() {
        assert_eq!(id(&12_i64.to_be_bytes()), "12");
        assert_eq!(id(Uuid::from_u128(1).as_bytes()), "00000000-0000-0000-0000-000000000001");
        assert_eq!(id(&[0xab; 32]), "abababababababab");
    }
}
