//! Lists of signup sessions: a page reads a page, whatever it is asked for.

use super::row::Row;
use super::{columns, folded};
use crate::domain::ids::SignupId;
use crate::domain::moment::Moment;
use crate::domain::signup::filter::SignupFilter;
use crate::domain::signup::filter::SignupLookup;
use crate::domain::signup::{SignupState, Status};
use crate::error::Result;
use crate::store::db::{Param, Sql};
use crate::store::sealing::{self, Purpose};
use crate::store::unreadable::Page;
use crate::store::{Mode, View, page, statements};

/// A page of sessions that are equal in these columns.
macro_rules! list {
    ([$($column:literal = $param:literal),*] $(, $and:literal)*) => {
        page!(concat!("select ", columns!(), " from signup"), [$($column = $param),*], concat!("", $($and),*))
    };
}

/// A page of sessions that time has ended, by status and by which of the overdue ones are of it: of those that are
/// written down and those that are overdue at `$4`, of which there are few. These are found among themselves, whatever
/// else an index offers.
macro_rules! timed_out {
    ($status:literal, $which:literal $(, $concern:literal)?) => {
        Sql::differing(
            timed_out!(
                $which, "in (", ")", page!(sqlite [$($concern = "$5",)? "status" = $status], ""),
                " indexed by signup_by_overdue", "" $(, $concern)?
            ),
            timed_out!(
                $which, "= any(array(", "))",
                page!(postgres [$($concern = "$5",)? "status" = $status], concat!("" $(, " and ", $concern, " is not null")?)),
                "", " offset 0" $(, $concern)?
            ),
        )
    };
    ($which:literal, $among:literal, $end:literal, $written:expr, $index:literal, $apart:literal $(, $concern:literal)?) => {
        concat!(
            "select ", columns!(), " from signup where source_id = $1 and id ", $among, "
                select id from (select id from signup", $written, ") as written
                union all
                select id from (
                    select id from (select id, payment, reference_fingerprint, email_fingerprint from signup", $index, "
                        where source_id = $1 and ended_at is null and expires_at <= $4", $apart, ") as late
                    where id < $2 and payment ", $which
                $(, " and ", $concern, " = $5")?, " order by id desc limit $3) as overdue
                order by id desc limit $3", $end, " order by id desc"
        )
    };
}

statements! {
    LIST = list!([]);
    LIST_BY_REFERENCE = list!(["reference_fingerprint" = "$4"], " and reference_fingerprint is not null");
    LIST_BY_EMAIL = list!(["email_fingerprint" = "$4"], " and email_fingerprint is not null");
    // One that is overdue has expired, whatever is written down.
    LIST_IN_STATUS = list!(["status" = "$4"], " and (ended_at is not null or expires_at > $5)");
    LIST_IN_STATUS_BY_REFERENCE = list!(
        ["reference_fingerprint" = "$6", "status" = "$4"],
        " and reference_fingerprint is not null and (ended_at is not null or expires_at > $5)"
    );
    LIST_IN_STATUS_BY_EMAIL = list!(
        ["email_fingerprint" = "$6", "status" = "$4"],
        " and email_fingerprint is not null and (ended_at is not null or expires_at > $5)"
    );
    LIST_EXPIRED = timed_out!("'expired'", "is null");
    LIST_EXPIRED_BY_REFERENCE = timed_out!("'expired'", "is null", "reference_fingerprint");
    LIST_EXPIRED_BY_EMAIL = timed_out!("'expired'", "is null", "email_fingerprint");
    // Whoever was sent to pay, and nothing was told in time.
    LIST_FAILED = timed_out!("'failed'", "is not null");
    LIST_FAILED_BY_REFERENCE = timed_out!("'failed'", "is not null", "reference_fingerprint");
    LIST_FAILED_BY_EMAIL = timed_out!("'failed'", "is not null", "email_fingerprint");
}

impl<M: Mode> View<M> {
    /// Sessions, newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn signups(&mut self, filter: &SignupFilter<'_>, now: Moment) -> Result<Vec<SignupState>> {
        // Without a cursor the page begins behind the greatest id there could be.
        let mut page = Page::new(filter.limit, filter.before.unwrap_or(SignupId(uuid::Uuid::max())));
        while page.is_open() {
            let rows = self.signup_rows(filter, page.before, now).await?;
            let mut signups = Vec::with_capacity(rows.len());
            for row in rows {
                let (id, form) = (row.id, self.form(row.form_id).await);
                signups.push((id, form.and_then(|form| Ok(row.read(&self.vault, form)?.at(now)))));
            }
            page.take(signups.into_iter())?;
        }
        Ok(page.rows)
    }

    async fn signup_rows(
        &mut self,
        filter: &SignupFilter<'_>,
        before: SignupId,
        now: Moment,
    ) -> Result<Vec<Row>> {
        let (statements, fingerprint) = match filter.about {
            None => ([LIST, LIST_IN_STATUS, LIST_EXPIRED, LIST_FAILED], None),
            Some(SignupLookup::Reference(value)) => (
                [
                    LIST_BY_REFERENCE,
                    LIST_IN_STATUS_BY_REFERENCE,
                    LIST_EXPIRED_BY_REFERENCE,
                    LIST_FAILED_BY_REFERENCE,
                ],
                Some((Purpose::Reference, value)),
            ),
            Some(SignupLookup::Email(value)) => (
                [LIST_BY_EMAIL, LIST_IN_STATUS_BY_EMAIL, LIST_EXPIRED_BY_EMAIL, LIST_FAILED_BY_EMAIL],
                Some((Purpose::Email, value)),
            ),
        };
        let fingerprint = fingerprint.map(|(of, value)| {
            sealing::fingerprint(&self.vault, self.source, of, &folded(of, value)).to_vec()
        });
        let text = filter.status.map(Status::as_str);
        let mut params: Vec<&dyn Param> = vec![&self.source, &before, &filter.limit];
        let statement = match (filter.status, &text) {
            (Some(status @ (Status::Expired | Status::Failed)), _) => {
                params.push(&now);
                statements[if status == Status::Expired { 2 } else { 3 }]
            }
            (_, Some(text)) => {
                params.extend([text as &dyn Param, &now]);
                statements[1]
            }
            (_, None) => statements[0],
        };
        params.extend(fingerprint.as_ref().map(|fingerprint| fingerprint as &dyn Param));
        self.conn.set_long();
        Ok(self.conn.all::<Row>(statement, &params).await?)
    }
}
