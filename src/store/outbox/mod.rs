//! The outbox: letters, written in the transaction that made their event.

pub(super) mod lease;

use zeroize::Zeroizing;

use super::db::{Params, Sql, record};
use super::notifiers::Wants;
use super::{Tx, page, statements};
use crate::domain::delivery::{self, Delivery, Standing};
use crate::domain::event::Event;
use crate::domain::ids::{DeliveryId, NotifierId, SourceId, time_ordered};
use crate::domain::letter::{self, Subject};
use crate::domain::moment::Moment;
use crate::error::{Error, Result};
use crate::vault::{Label, random};

pub use self::lease::Letter;

/// The columns of a [`Row`].
macro_rules! columns {
    () => {
        "id, kind, attempts, created_at, next_attempt_at, delivered_at, parked_at, last_status, last_trouble"
    };
}

/// Inserts a letter: the id of its event; its own, source, notifier, kind, whether with the profile, the sealed
/// body, tries, the next one, now, the last try.
macro_rules! insert_letter {
    ($event:literal, $row:literal) => {
        concat!(
            "insert into delivery (event_id, id, source_id, notifier_id, kind, with_profile, sealed_body, attempts,
                next_attempt_at, created_at, tried_until) select ",
            $event, ", ", $row
        )
    };
}
pub(super) use insert_letter;

/// A page of deliveries that stand so.
macro_rules! list {
    ($standing:literal) => {
        page!(concat!("select ", columns!(), " from delivery"), [], $standing)
    };
}

statements! {
    INSERT_PING = Sql::same(concat!(
        insert_letter!("null", "$1, $2, $3, $4, false, $5, 0, $6, $6, $7"), " returning ", columns!()
    ));
    BY_ID = Sql::same(concat!("select ", columns!(), " from delivery where source_id = $1 and id = $2"));
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
         where source_id = $1 and id = $2 returning ", columns!()
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
        last_trouble: Option<String>,
    }
}

/// Which deliveries to list.
#[derive(Debug, Clone, Copy)]
pub struct Which {
    /// Standing so.
    pub standing: Option<Standing>,
    /// Written before this one.
    pub before: Option<DeliveryId>,
    /// At most so many.
    pub limit: i64,
}

impl Tx {
    /// The letter about an event, for who wants it; it is written by the statement that writes the event.
    pub(super) fn letter(
        &self,
        wants: Option<(Wants, Subject<'_>)>,
        event: Event,
        revision: i64,
        now: Moment,
    ) -> EventLetter {
        let tried_until = delivery::patience(now);
        let Some((wants, subject)) = wants else {
            return EventLetter { id: None, notifier: None, with_profile: false, sealed: None, tried_until };
        };
        let (subject, with_profile) = match subject {
            // Of somebody who was deleted nothing more is told.
            Subject::Customer(customer) if wants.include_profile && event != Event::CustomerDeleted => {
                (Subject::Profile(customer), true)
            }
            subject => (subject, false),
        };
        let body = Zeroizing::new(letter::write(event, subject, revision, now));
        let id = DeliveryId(time_ordered(now, random()));
        let sealed = Some(self.vault.seal(&label(self.source, &id), body.as_bytes()));
        EventLetter { id: Some(id), notifier: Some(wants.id), with_profile, sealed, tried_until }
    }

    /// Writes a letter that only tries the way.
    ///
    /// # Errors
    /// [`Error::NoNotifier`].
    pub async fn write_ping(&mut self, now: Moment) -> Result<Delivery> {
        let wants = self.wants().await?.ok_or(Error::NoNotifier)?;
        let body = letter::write(Event::Ping, Subject::Notifier(wants.id), now.micros(), now);
        let id = DeliveryId(time_ordered(now, random()));
        let sealed = self.vault.seal(&label(self.source, &id), body.as_bytes());
        let params: Params<'_> =
            &[&id, &self.source, &wants.id, &Event::Ping, &sealed, &now, &delivery::patience(now)];
        Ok(self.conn.one::<Row>(INSERT_PING, params).await?.into())
    }

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
    pub async fn deliveries(&mut self, which: &Which) -> Result<Vec<Delivery>> {
        let statement = match which.standing {
            None => LIST,
            Some(Standing::Delivered) => LIST_DELIVERED,
            Some(Standing::Parked) => LIST_PARKED,
            Some(Standing::Pending) => LIST_PENDING,
        };
        // Without a cursor the page begins behind the greatest id there could be.
        let before = which.before.unwrap_or(DeliveryId(uuid::Uuid::max()));
        self.conn.set_long();
        let rows = self.conn.all::<Row>(statement, &[&self.source, &before, &which.limit]).await?;
        Ok(rows.into_iter().map(Delivery::from).collect())
    }

    /// Makes a delivery due again, whatever became of it, with all its tries before it.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn resend(&mut self, id: DeliveryId, now: Moment) -> Result<Delivery> {
        let params: Params<'_> = &[&self.source, &id, &now, &delivery::patience(now)];
        let row = self.conn.optional::<Row>(RESEND, params).await?;
        row.map(Delivery::from).ok_or(Error::NotFound)
    }
}

/// A letter to be written with its event; nothing of one that nobody wants.
pub(super) struct EventLetter {
    pub id: Option<DeliveryId>,
    pub notifier: Option<NotifierId>,
    pub with_profile: bool,
    pub sealed: Option<Vec<u8>>,
    pub tried_until: Moment,
}

impl EventLetter {
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
            trouble: row.last_trouble,
        }
    }
}

/// The field that holds a letter's body.
pub(super) const BODY: &str = "body";

fn label(source: SourceId, id: &DeliveryId) -> Label<'_> {
    Label { source, kind: "delivery", record: id.0.as_bytes(), field: BODY }
}
