//! Lists of customers: a page reads a page, whatever it is asked for.

use super::{Row, select};
use crate::domain::ids::CustomerId;
use crate::domain::tenant::customer::{ChangedAfter, Customer, CustomerFilter, CustomerLookup};
use crate::error::Result;
use crate::store::db::Sql;
use crate::store::sealing::{self, Purpose};
use crate::store::unreadable::Page;
use crate::store::{Mode, View, page, statements};

/// A page of customers that are equal in these columns.
macro_rules! list {
    ($($column:literal = $param:literal),*) => {
        Sql::differing(
            concat!(select!(sqlite), page!(sqlite [$($column = $param),*], " and deleted_at is null")),
            concat!(select!(postgres), page!(postgres [$($column = $param),*], " and deleted_at is null")),
        )
    };
}

statements! {
    LIST = list!();
    // One at most, so there is no order by which PostgreSQL could prefer another index.
    LIST_BY_MOBILE = select!("deleted_at is null and id < $2 and mobile_fingerprint = $4 limit $3");
    LIST_BY_REFERENCE = list!("reference_fingerprint" = "$4");
    // Told as one range of the index, in its order, for the reason that `page!` has.
    LIST_CHANGED = Sql::differing(
        concat!(
            select!(sqlite), " where source_id = $1 and deleted_at is null and (updated_at, id) > ($2, $3)
             order by updated_at, id limit $4"
        ),
        concat!(
            select!(postgres), " where deleted_at is null and (source_id, updated_at, id) > ($1, $2, $3) and source_id <= $1
             order by source_id, updated_at, id limit $4"
        ),
    );
}

impl<M: Mode> View<M> {
    /// Customers that are not deleted, newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn customers(&mut self, filter: &CustomerFilter<'_>) -> Result<Vec<Customer>> {
        // Without a cursor the page begins behind the greatest id there could be.
        let mut page = Page::new(filter.limit, filter.before.unwrap_or(CustomerId(i64::MAX)));
        while page.is_open() {
            let rows = self.customer_rows(filter, page.before).await?;
            page.take(rows.iter().map(|row| (row.id, self.open_customer(row))))?;
        }
        Ok(page.rows)
    }

    /// Customers that are not deleted, by when they last changed, oldest change first; at most `limit`.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn customers_changed(&mut self, after: ChangedAfter, limit: i64) -> Result<Vec<Customer>> {
        let mut page = Page::new(limit, after);
        self.conn.set_long();
        while page.is_open() {
            let ChangedAfter { at, id } = page.before;
            let rows = self.conn.all::<Row>(LIST_CHANGED, &[&self.source, &at, &id, &limit]).await?;
            let place = |row: &Row| ChangedAfter { at: row.updated_at, id: row.id };
            page.take(rows.iter().map(|row| (place(row), self.open_customer(row))))?;
        }
        Ok(page.rows)
    }

    async fn customer_rows(&mut self, filter: &CustomerFilter<'_>, before: CustomerId) -> Result<Vec<Row>> {
        let found = match filter.by {
            Some(CustomerLookup::Mobile(mobile)) => Some((LIST_BY_MOBILE, Purpose::Mobile, mobile)),
            Some(CustomerLookup::Reference(reference)) => {
                Some((LIST_BY_REFERENCE, Purpose::Reference, reference))
            }
            None => None,
        };
        self.conn.set_long();
        Ok(if let Some((statement, of, value)) = found {
            let fingerprint = sealing::fingerprint(&self.vault, self.source, of, value).to_vec();
            self.conn.all::<Row>(statement, &[&self.source, &before, &filter.limit, &fingerprint]).await?
        } else {
            self.conn.all::<Row>(LIST, &[&self.source, &before, &filter.limit]).await?
        })
    }
}
