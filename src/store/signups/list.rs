//! Lists of signup sessions: a page reads a page, whatever it is asked for.

use super::row::Row;
use super::{columns, folded};
use crate::domain::ids::SignupId;
use crate::domain::moment::Moment;
use crate::domain::signup::{AnySignup, Status};
use crate::error::Result;
use crate::store::db::{Param, Sql};
use crate::store::sealing::{self, Print};
use crate::store::unreadable::Page;
use crate::store::{Tx, statements};

/// A page of sessions: of any status; of this one (`$4`), but for those that are overdue at `$5`; or
/// expired at `$4`, written down or not. Besides they concern this.
macro_rules! list {
    ($($concern:literal)?) => {
        Sql::same(concat!(
            "select ", columns!(), " from signup where source_id = $1 and id < $2"
            $(, " and ", $concern, " = $4")?, " order by id desc limit $3"
        ))
    };
    (in status $($concern:literal)?) => {
        Sql::same(concat!(
            "select ", columns!(), " from signup where source_id = $1 and id < $2 and status = $4
             and (ended_at is not null or expires_at > $5)"
            $(, " and ", $concern, " = $6")?, " order by id desc limit $3"
        ))
    };
    // A page of those that are written down and a page of those that are not; there are few of the
    // latter, and they are looked for among themselves, whatever else an index offers.
    (expired $($concern:literal)?) => {
        Sql::differing(
            list!(expired, "in (", ")", " indexed by signup_by_overdue" $(, $concern)?),
            list!(expired, "= any(array(", "))", "" $(, $concern)?),
        )
    };
    (expired, $among:literal, $end:literal, $index:literal $(, $concern:literal)?) => {
        concat!(
            "select ", columns!(), " from signup where source_id = $1 and id ", $among, "
                select id from (select id from signup where source_id = $1 and id < $2 and status = 'expired'"
                $(, " and ", $concern, " = $5")?, " order by id desc limit $3) as written
                union all
                select id from (select id from signup", $index, " where source_id = $1 and id < $2
                    and ended_at is null and expires_at <= $4"
                $(, " and ", $concern, " = $5")?, " order by id desc limit $3) as overdue
                order by id desc limit $3", $end, " order by id desc"
        )
    };
}

statements! {
    LIST = list!();
    LIST_BY_REFERENCE = list!("reference_print");
    LIST_BY_EMAIL = list!("email_print");
    LIST_IN_STATUS = list!(in status);
    LIST_IN_STATUS_BY_REFERENCE = list!(in status "reference_print");
    LIST_IN_STATUS_BY_EMAIL = list!(in status "email_print");
    LIST_EXPIRED = list!(expired);
    LIST_EXPIRED_BY_REFERENCE = list!(expired "reference_print");
    LIST_EXPIRED_BY_EMAIL = list!(expired "email_print");
}

/// Which sessions to list.
#[derive(Debug, Clone, Copy)]
pub struct Which<'a> {
    /// In this state.
    pub status: Option<Status>,
    /// Concerning this.
    pub about: Option<Concern<'a>>,
    /// Made before this one.
    pub before: Option<SignupId>,
    /// At most so many.
    pub limit: i64,
}

/// What a session concerns.
#[derive(Debug, Clone, Copy)]
pub enum Concern<'a> {
    /// The tenant's own id for the customer.
    Reference(&'a str),
    /// An address.
    Email(&'a str),
}

impl Tx {
    /// Sessions, newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn signups(&mut self, which: &Which<'_>, now: Moment) -> Result<Vec<AnySignup>> {
        let (mut which, mut page) = (*which, Page::new(which.limit));
        loop {
            let rows = self.signup_rows(&which, now).await?;
            which.before = rows.last().map(|row| row.id).or(which.before);
            let read = |row: Row| Ok(row.read(&self.vault)?.at(now));
            if !page.take(rows.into_iter().map(read))? {
                return Ok(page.rows);
            }
        }
    }

    async fn signup_rows(&mut self, which: &Which<'_>, now: Moment) -> Result<Vec<Row>> {
        // Without a cursor the page begins behind the greatest id there could be.
        let before = which.before.unwrap_or(SignupId(uuid::Uuid::max()));
        let (statements, print) = match which.about {
            None => ([LIST, LIST_IN_STATUS, LIST_EXPIRED], None),
            Some(Concern::Reference(value)) => (
                [LIST_BY_REFERENCE, LIST_IN_STATUS_BY_REFERENCE, LIST_EXPIRED_BY_REFERENCE],
                Some((Print::Reference, value)),
            ),
            Some(Concern::Email(value)) => {
                ([LIST_BY_EMAIL, LIST_IN_STATUS_BY_EMAIL, LIST_EXPIRED_BY_EMAIL], Some((Print::Email, value)))
            }
        };
        let print = print
            .map(|(of, value)| sealing::print(&self.vault, self.source, of, &folded(of, value)).to_vec());
        let word = which.status.map(Status::as_str);
        let mut params: Vec<&dyn Param> = vec![&self.source, &before, &which.limit];
        let statement = match (which.status, &word) {
            (Some(Status::Expired), _) => {
                params.push(&now);
                statements[2]
            }
            (_, Some(word)) => {
                params.extend([word as &dyn Param, &now]);
                statements[1]
            }
            (_, None) => statements[0],
        };
        params.extend(print.as_ref().map(|print| print as &dyn Param));
        Ok(self.conn.all::<Row>(statement, &params).await?)
    }
}
