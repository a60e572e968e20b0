//! What happened: one row in the transaction that made it happen.
//!
//! Letters refer to it by its id. Nothing reads the rows themselves yet: they are for the feed of events (contract,
//! section 8).

use super::db::{Sql, record};
use super::{Tx, statements};
use crate::domain::event::Event;
use crate::domain::ids::{CustomerId, SignupId, SubscriptionId};
use crate::domain::moment::Moment;
use crate::error::Result;

statements! {
    INSERT = Sql::same(
        "insert into event (source_id, kind, customer_id, subscription_id, signup_id, revision, happened_at)
         values ($1, $2, $3, $4, $5, $6, $7) returning id",
    );
}

record! {
    struct Id { id: i64 }
}

/// What an event is about.
#[derive(Debug, Clone, Copy)]
pub enum About {
    /// A customer, in this version.
    Customer(CustomerId, i64),
    /// A subscription, of this customer if of any, in this version.
    Subscription(SubscriptionId, Option<CustomerId>, i64),
    /// A session, in this version.
    Signup(SignupId, i64),
}

impl Tx {
    /// Writes down what happened, with the letter to the notifier that wants to know of it.
    ///
    /// Call it after the change: the letter says what is true then.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn record(&mut self, event: Event, about: About, now: Moment) -> Result<()> {
        let (customer, subscription, signup, revision) = match about {
            About::Customer(id, version) => (Some(id), None, None, version),
            About::Subscription(id, customer, version) => (customer, Some(id), None, version),
            About::Signup(id, version) => (None, None, Some(id), version),
        };
        let params: super::db::Params<'_> =
            &[&self.source, &event.as_str(), &customer, &subscription, &signup, &revision, &now];
        let id = self.conn.one::<Id>(INSERT, params).await?.id;
        self.write_letter(event, (id, revision), about, now).await
    }
}
