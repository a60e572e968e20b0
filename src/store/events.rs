//! What happened: one row in the transaction that made it happen, and the delivery that tells of it.
//!
//! Deliveries refer to it by its id. A source reads its events by their places in its feed (contract, section 8), which they
//! are given when it does, in the order in which they happened, while nobody else gives any: what commits late is given a
//! later place, and no reader has passed that.

use super::db::{Params, Sql, record};
use super::outbox::insert_delivery;
use super::{Mode, Tx, View, lock, statements};
use crate::domain::ids::{CustomerId, SignupId, SubscriptionId};
use crate::domain::moment::Moment;
use crate::domain::tenant::customer::Customer;
use crate::domain::tenant::subscription::Subscription;
use crate::domain::webhook::event::{Event, FeedEvent};
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

/// What the feed has of an event.
macro_rules! columns {
    () => {
        "id, kind, customer_id, subscription_id, signup_id, step, revision, happened_at, position"
    };
}

/// The events of a source (`$1`) behind a place (`$2`), so many (`$3`).
macro_rules! behind {
    ($what:expr) => {
        concat!(
            "select ",
            $what,
            " from event where source_id = $1 and position > $2 and position is not null order by position limit $3"
        )
    };
}

statements! {
    FEED = Sql::same(behind!(columns!()));
    // Among so many at most, because no index has the kinds.
    FEED_OF = Sql::same(concat!(
        "select ", columns!(), " from (", behind!(columns!()), ") page
         where $4 like '%,' || kind || ',%' order by position limit $5"
    ));
    SEEN = Sql::same(concat!("select max(position) as position from (", behind!("position"), ") page"));
    NEWEST = Sql::same("select last_position as position from source where id = $1");
    UNPLACED = Sql::same("select id as position from event where source_id = $1 and position is null order by happened_at, id limit 1");
    TURN = lock!("select last_position as position from source where id = $1");
    PLACE = Sql::same(
        "update event set position = placed.place from
            (select id, $2 + row_number() over (order by happened_at, id) as place from event
             where source_id = $1 and position is null order by happened_at, id limit $3) placed
         where event.id = placed.id",
    );
    PLACED = Sql::same("update source set last_position = last_position + $2 where id = $1");
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

record! {
    struct Row {
        id: i64,
        kind: String,
        customer_id: Option<CustomerId>,
        subscription_id: Option<SubscriptionId>,
        signup_id: Option<SignupId>,
        step: Option<String>,
        revision: i64,
        happened_at: Moment,
        position: i64,
    }
}

record! {
    struct Position { position: Option<i64> }
}

/// So many events are looked at for those of some kinds.
const LOOKED_AT: i64 = 1000;

/// So many events are given their places at once.
const PLACED_AT_ONCE: i64 = 1000;

impl<M: Mode> View<M> {
    /// The next events of the feed behind a place, at most so many, and the place behind which to read on: with `kinds`
    /// (their words, each between commas) only those, which may be fewer although there are more.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn feed(
        &mut self,
        after: i64,
        kinds: Option<&str>,
        limit: i64,
    ) -> Result<(Vec<FeedEvent>, i64)> {
        let rows = match kinds {
            None => self.conn.all::<Row>(FEED, &[&self.source, &after, &limit]).await?,
            Some(kinds) => {
                let params: Params<'_> = &[&self.source, &after, &LOOKED_AT, &kinds, &limit];
                self.conn.all::<Row>(FEED_OF, params).await?
            }
        };
        let is_full = i64::try_from(rows.len()).is_ok_and(|found| found >= limit);
        let mut last = rows.last().map_or(after, |event| event.position);
        if kinds.is_some() && !is_full {
            let seen = self.conn.one::<Position>(SEEN, &[&self.source, &after, &LOOKED_AT]).await?;
            last = seen.position.unwrap_or(last);
        }
        Ok((rows.into_iter().map(FeedEvent::from).collect(), last))
    }

    /// Whether there are events without a place.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn has_unplaced_events(&mut self) -> Result<bool> {
        Ok(self.conn.optional::<Position>(UNPLACED, &[&self.source]).await?.is_some())
    }

    /// The place of the newest event that has one.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn newest_place(&mut self) -> Result<i64> {
        Ok(self.conn.one::<Position>(NEWEST, &[&self.source]).await?.position.unwrap_or_default())
    }
}

impl From<Row> for FeedEvent {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            customer: row.customer_id,
            subscription: row.subscription_id,
            session: row.signup_id,
            step: row.step,
            revision: row.revision,
            happened_at: row.happened_at,
            position: row.position,
        }
    }
}

impl Tx {
    /// Gives events without a place the next ones, while nobody else does.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn place_events(&mut self) -> Result<()> {
        let last = self.conn.one::<Position>(TURN, &[&self.source]).await?.position.unwrap_or_default();
        let placed = self.conn.execute(PLACE, &[&self.source, &last, &PLACED_AT_ONCE]).await?;
        let placed = i64::try_from(placed).unwrap_or_default();
        self.conn.execute(PLACED, &[&self.source, &placed]).await?;
        Ok(())
    }

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
