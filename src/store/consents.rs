//! Consents: a ledger of decisions, each to exact words. Rows are only ever added.

use super::db::{Params, Sql, record};
use super::events::{insert_event, told};
use super::outbox::insert_delivery;
use super::{Mode, Tx, View, statements};
use crate::domain::ids::{CustomerId, SignupId};
use crate::domain::moment::Moment;
use crate::domain::tenant::consent::{ConsentEntry, DecidedBy, Decision, NewConsent};
use crate::domain::webhook::event::Event;
use crate::domain::webhook::payload::Subject;
use crate::error::Result;

statements! {
    INSERT = told!(
        "insert into consent_event (source_id, customer_id, purpose, decision, decided_by, text_version, signup_id, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        event "$1, $9, $2, null, $7, $10, $11",
        delivery "$12, $1, $13, $9, false, $14, 0, $11, $11, $15, $2, $7" to "$13"
    );
    LIST = Sql::same(
        "select consent_event.purpose, decision, decided_by, text_version, locale, wording, signup_id, at
         from consent_event join consent_text on consent_text.version = text_version
         where source_id = $1 and customer_id = $2 order by id desc",
    );
}

/// Keeps the exact words, from the first time that somebody agrees to them: their version, purpose, language,
/// the words, now; where `$from` has a row.
macro_rules! keep_text {
    ($row:literal, $from:literal) => {
        concat!(
            "insert into consent_text (version, purpose, locale, wording, first_used_at) select ",
            $row,
            $from,
            " on conflict (version) do nothing"
        )
    };
}
pub(super) use keep_text;

record! {
    struct Row {
        purpose: String,
        decision: Decision,
        decided_by: DecidedBy,
        text_version: String,
        locale: String,
        wording: String,
        signup_id: Option<SignupId>,
        at: Moment,
    }
}

impl<M: Mode> View<M> {
    /// The ledger of a customer, the newest entry first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn consents(&mut self, customer: CustomerId) -> Result<Vec<ConsentEntry>> {
        let rows = self.conn.all::<Row>(LIST, &[&self.source, &customer]).await?;
        Ok(rows.into_iter().map(ConsentEntry::from).collect())
    }
}

impl Tx {
    /// Enters a decision, and writes down that it happened; `revision` is the version that the customer has then.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn add_consent(&mut self, new: &NewConsent<'_>, revision: i64, now: Moment) -> Result<()> {
        let event = match new.decision {
            Decision::Given => Event::ConsentGiven,
            Decision::Withdrawn => Event::ConsentWithdrawn,
        };
        let wants = self.wants_to_know(event).await?.map(|wants| (wants, Subject::Consent(self.source, new)));
        let delivery = self.event_delivery(wants, event, revision, now);
        let params: Params<'_> = &[
            &self.source,
            &new.customer,
            &new.purpose,
            &new.decision,
            &new.by,
            &new.text_version,
            &new.session,
            &new.at,
            &event,
            &revision,
            &now,
            &delivery.id,
            &delivery.notifier,
            &delivery.sealed,
            &delivery.tried_until,
        ];
        self.conn.execute_combined(INSERT, &[true, true, delivery.is_some()], params).await?;
        self.mode.happened.push(event.as_str());
        self.mode.changes.record("customer", new.customer);
        Ok(())
    }
}

impl From<Row> for ConsentEntry {
    fn from(row: Row) -> Self {
        Self {
            purpose: row.purpose,
            decision: row.decision,
            by: row.decided_by,
            text: row.wording,
            text_version: row.text_version,
            locale: row.locale,
            session: row.signup_id,
            at: row.at,
        }
    }
}
