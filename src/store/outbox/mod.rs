//! The outbox: deliveries, written in the transaction that made their event, and text messages in that which asked for them.

pub(super) mod lease;
mod trace;

use zeroize::Zeroizing;

use super::db::{Params, Sql, record};
use super::notifiers::Interest;
use super::{Mode, Tx, View, page, sealing, statements};
use crate::cause::Cause;
use crate::domain::ids::{DeliveryId, NotifierId, SignupId, SourceId, time_ordered};
use crate::domain::moment::Moment;
use crate::domain::text_message::TextMessage;
use crate::domain::webhook::delivery::DeliveryFilter;
use crate::domain::webhook::delivery::{self, Delivery, DeliveryStatus};
use crate::domain::webhook::event::Event;
use crate::domain::webhook::payload::{self, Subject};
use crate::error::{Error, Result};
use crate::vault::{AssociatedData, random};

pub use self::lease::LeasedDelivery;

/// The kind of a text message with a code; those of webhooks are events.
const CODE: &str = "VERIFICATION_CODE";

/// The columns of a [`Row`].
macro_rules! columns {
    () => {
        "id, kind, attempts, created_at, next_attempt_at, delivered_at, parked_at, last_status, last_error"
    };
}

/// Inserts a delivery: the id of its event; its own, source, notifier, kind, whether with the profile, the sealed
/// body, tries, the next one, now, the last try; the customer and the session that it tells of.
macro_rules! insert_delivery {
    ($event:literal, $row:literal) => {
        concat!(
            "insert into delivery (event_id, id, source_id, notifier_id, kind, with_profile, sealed_body, attempts,
                next_attempt_at, created_at, tried_until, customer_id, signup_id) select ",
            $event, ", ", $row
        )
    };
}
pub(super) use insert_delivery;

/// A page of deliveries that stand so. What is sent to people's phones is no tenant's to see.
macro_rules! list {
    ($status:literal) => {
        page!(
            concat!("select ", columns!(), " from delivery"),
            [],
            concat!(" and channel = 'webhook'", $status)
        )
    };
}

statements! {
    INSERT_PING = Sql::same(concat!(
        insert_delivery!("null", "$1, $2, $3, $4, false, $5, 0, $6, $6, $7, null, null"), " returning ", columns!()
    ));
    INSERT_TEXT = Sql::same(
        "insert into delivery (id, source_id, channel, kind, with_profile, sealed_body, attempts, next_attempt_at, created_at,
            tried_until, signup_id)
         values ($1, $2, 'sms', $3, false, $4, 0, $5, $5, $6, $7)",
    );
    BY_ID = Sql::same(concat!(
        "select ", columns!(), " from delivery where id = $2 and source_id is not distinct from $1 and channel = 'webhook'"
    ));
    LIST = list!("");
    // Each with an index of its own, of which this is the condition.
    LIST_DELIVERED = list!(" and delivered_at is not null");
    LIST_PARKED = list!(" and delivered_at is null and parked_at is not null");
    LIST_PENDING = list!(" and delivered_at is null and parked_at is null");
    // One that is on its way at this moment is not sent beside itself: it comes back due soon
    // enough, or is taken.
    RESEND = Sql::same(concat!(
        "update delivery set attempts = 0, tried_until = $4, delivered_at = null, parked_at = null,
            next_attempt_at = case when leased_until > $3 then next_attempt_at else $3 end
         where id = $2 and source_id is not distinct from $1 and channel = 'webhook' returning ", columns!()
    ));
}

record! {
    struct Row {
        id: DeliveryId,
        kind: String,
        attempts: i64,
        created_at: Moment,
        next_attempt_at: Moment,
        delivered_at: Option<Moment>,
        parked_at: Option<Moment>,
        last_status: Option<i64>,
        last_error: Option<String>,
    }
}

impl<M: Mode> View<M> {
    /// One delivery.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn delivery(&mut self, id: DeliveryId) -> Result<Delivery> {
        let row = self.conn.optional::<Row>(BY_ID, &[&self.source, &id]).await?;
        row.map(Delivery::from).ok_or(Error::NotFound)
    }

    /// Deliveries, newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn deliveries(&mut self, filter: &DeliveryFilter) -> Result<Vec<Delivery>> {
        let statement = match filter.status {
            None => LIST,
            Some(DeliveryStatus::Delivered) => LIST_DELIVERED,
            Some(DeliveryStatus::Parked) => LIST_PARKED,
            Some(DeliveryStatus::Pending) => LIST_PENDING,
        };
        // Without a cursor the page begins behind the greatest id there could be.
        let before = filter.before.unwrap_or(DeliveryId(uuid::Uuid::max()));
        self.conn.set_long();
        let rows = self.conn.all::<Row>(statement, &[&self.source, &before, &filter.limit]).await?;
        Ok(rows.into_iter().map(Delivery::from).collect())
    }
}

impl Tx {
    /// The delivery about an event, for who wants it; it is written by the statement that writes the event.
    pub(super) fn event_delivery(
        &self,
        wants: Option<(Interest, Subject<'_>)>,
        event: Event,
        revision: i64,
        now: Moment,
    ) -> EventDelivery {
        let tried_until = delivery::retry_deadline(now);
        let Some((wants, subject)) = wants else {
            return EventDelivery {
                id: None,
                notifier: None,
                with_profile: false,
                sealed: None,
                tried_until,
            };
        };
        let (subject, with_profile) = match subject {
            // Of somebody who was deleted nothing more is told.
            Subject::Customer(customer)
                if wants.include_profile
                    && !matches!(event, Event::CustomerDeleted | Event::CustomerErased) =>
            {
                (Subject::Profile(customer), true)
            }
            subject => (subject, false),
        };
        let body = Zeroizing::new(payload::write(event, subject, revision, now));
        let id = DeliveryId(time_ordered(now, random()));
        let sealed = Some(self.seal_body(&id, body.as_bytes()));
        EventDelivery { id: Some(id), notifier: Some(wants.id), with_profile, sealed, tried_until }
    }

    /// Writes a test delivery.
    ///
    /// # Errors
    /// [`Error::NoNotifier`].
    pub async fn enqueue_test(&mut self, now: Moment) -> Result<Delivery> {
        let wants = self.wants().await?.ok_or(Error::NoNotifier)?;
        let body = payload::write(Event::Ping, Subject::Notifier(wants.id), now.micros(), now);
        let id = DeliveryId(time_ordered(now, random()));
        let sealed = self.seal_body(&id, body.as_bytes());
        let params: Params<'_> =
            &[&id, &self.source, &wants.id, &Event::Ping, &sealed, &now, &delivery::retry_deadline(now)];
        let row = self.conn.one::<Row>(INSERT_PING, params).await?;
        self.mode.changes.record("delivery", id);
        Ok(row.into())
    }

    /// A webhook's body, with the trace of what it is written by, if there is one: it goes where the body goes, and with it.
    fn seal_body(&self, id: &DeliveryId, body: &[u8]) -> Vec<u8> {
        let bound = associated_data(self.source, id);
        match Cause::current().as_deref().and_then(|cause| cause.traceparent.as_deref()) {
            Some(traceparent) => self.vault.seal(&bound, &trace::put(traceparent, body)),
            None => self.vault.seal(&bound, body),
        }
    }

    /// Writes a text message to the person of a session: it is sent until `until`, by which time it is of no use any more.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn enqueue_text(
        &mut self,
        (id, signup): (DeliveryId, SignupId),
        message: &TextMessage,
        now: Moment,
        until: Moment,
    ) -> Result<()> {
        let sealed = sealing::seal(&self.vault, &associated_data(self.source, &id), message)?;
        let params: Params<'_> = &[&id, &self.source, &CODE, &sealed, &now, &until, &signup];
        self.conn.execute(INSERT_TEXT, params).await?;
        Ok(())
    }

    /// Makes a delivery due again, whatever became of it, with all its tries before it.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn resend(&mut self, id: DeliveryId, now: Moment) -> Result<Delivery> {
        let params: Params<'_> = &[&self.source, &id, &now, &delivery::retry_deadline(now)];
        let row = self.conn.optional::<Row>(RESEND, params).await?;
        self.mode.changes.record("delivery", id);
        row.map(Delivery::from).ok_or(Error::NotFound)
    }
}

/// A delivery to be written with its event; nothing of one that nobody wants.
pub(super) struct EventDelivery {
    pub id: Option<DeliveryId>,
    pub notifier: Option<NotifierId>,
    pub with_profile: bool,
    pub sealed: Option<Vec<u8>>,
    pub tried_until: Moment,
}

impl EventDelivery {
    /// Whether anybody wants it.
    pub fn is_some(&self) -> bool {
        self.id.is_some()
    }
}

impl From<Row> for Delivery {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            event: row.kind,
            attempts: row.attempts,
            created_at: row.created_at,
            next_attempt_at: row.next_attempt_at,
            delivered_at: row.delivered_at,
            parked_at: row.parked_at,
            last_status: row.last_status,
            error: row.last_error,
        }
    }
}

/// The field that holds a delivery's body.
pub(super) const BODY: &str = "body";

fn associated_data(source: SourceId, id: &DeliveryId) -> AssociatedData<'_> {
    AssociatedData { source, kind: "delivery", record: id.0.as_bytes(), field: BODY }
}
