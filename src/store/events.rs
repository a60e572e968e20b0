//! What happened: one row in the transaction that made it happen, and the delivery that tells of it.
//!
//! Deliveries refer to it by its id. Nothing reads the rows themselves yet: they are for the feed of events (contract,
//! section 8).

use super::db::{Params, Sql};
use super::outbox::insert_delivery;
use super::{Tx, statements};
use crate::domain::ids::CustomerId;
use crate::domain::moment::Moment;
use crate::domain::tenant::customer::Customer;
use crate::domain::tenant::subscription::Subscription;
use crate::domain::webhook::event::Event;
use crate::domain::webhook::payload::Subject;
use crate::error::Result;

/// Inserts an event: source, kind, customer, subscription, session, revision, time.
macro_rules! insert_event {
    ($row:literal) => {
        concat!(
            "insert into event (source_id, kind, customer_id, subscription_id, signup_id, revision, happened_at) select ",
            $row
        )
    };
}
pub(super) use insert_event;

/// A change of a row that has an `id`, its event, the delivery about it where there is a notifier for it
/// (`$notifier` is its parameter), and what else goes with it: `then` where a
/// flag says so, `with` a part of its own for each engine, that of PostgreSQL from the rows of `changed`.
macro_rules! told {
    (
        $change:expr, event $event:literal, delivery $delivery:literal to $notifier:literal,
        with $sqlite:expr, $postgres:expr
    ) => {
        Sql::combined(
            &[$change, insert_event!($event), insert_delivery!("last_insert_rowid()", $delivery), $sqlite],
            concat!(
                "with changed as (", $change, " returning id),
                 happened as (", insert_event!($event), " from changed returning id),
                 written as (", insert_delivery!("happened.id", $delivery), " from happened where cast(", $notifier, " as uuid) is not null),
                 beside as (", $postgres, ")
                 select id from changed"
            ),
        )
    };
    ($change:expr, event $event:literal, delivery $delivery:literal to $notifier:literal $(, then $name:ident $more:literal if $flag:literal)*) => {
        Sql::combined(
            &[$change, insert_event!($event), insert_delivery!("last_insert_rowid()", $delivery) $(, $more)*],
            concat!(
                "with changed as (", $change, " returning id),
                 happened as (", insert_event!($event), " from changed returning id),
                 written as (", insert_delivery!("happened.id", $delivery), " from happened where cast(", $notifier, " as uuid) is not null)",
                $(", ", stringify!($name), " as (", $more, " and ", $flag, " and exists (select from changed))",)*
                " select id from changed"
            ),
        )
    };
}
pub(super) use told;

statements! {
    INSERT = Sql::combined(
        &[insert_event!("$1, $2, $3, $4, null, $5, $6"), insert_delivery!("last_insert_rowid()", "$7, $1, $8, $2, $9, $10, 0, $6, $6, $11, $3, null")],
        concat!(
            "with happened as (", insert_event!("$1, $2, $3, $4, null, $5, $6"), " returning id),
             written as (", insert_delivery!("happened.id", "$7, $1, $8, $2, $9, $10, 0, $6, $6, $11, $3, null"), " from happened
                where cast($8 as uuid) is not null)
             select id from happened"
        ),
    );
}

/// What an event is about, as it is after the change; its version is the revision of the event. What happens
/// to a session is written with its move.
#[derive(Debug, Clone, Copy)]
pub enum About<'a> {
    /// A customer.
    Customer(&'a Customer),
    /// A customer of whom nothing but ids is told, in this version.
    CustomerId(CustomerId, i64),
    /// A subscription.
    Subscription(&'a Subscription),
}

impl Tx {
    /// Writes down what happened, with the delivery to the notifier that wants to know of it.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn record(&mut self, event: Event, about: About<'_>, now: Moment) -> Result<()> {
        let (customer, subscription, revision) = match about {
            About::Customer(customer) => (Some(customer.id), None, customer.version),
            About::CustomerId(id, version) => (Some(id), None, version),
            About::Subscription(known) => (known.customer, Some(known.id), known.version),
        };
        let subject = match about {
            About::Customer(customer) => Subject::Customer(customer),
            About::CustomerId(id, _) => Subject::CustomerId(self.source, id),
            About::Subscription(subscription) => Subject::Subscription(subscription),
        };
        let wants = self.wants_to_know(event).await?.map(|wants| (wants, subject));
        let delivery = self.event_delivery(wants, event, revision, now);
        let params: Params<'_> = &[
            &self.source,
            &event.as_str(),
            &customer,
            &subscription,
            &revision,
            &now,
            &delivery.id,
            &delivery.notifier,
            &delivery.with_profile,
            &delivery.sealed,
            &delivery.tried_until,
        ];
        self.conn.execute_combined(INSERT, &[true, delivery.is_some()], params).await?;
        self.mode.happened.push(event.as_str());
        Ok(())
    }
}
