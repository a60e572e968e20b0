//! The outbox: letters, written in the transaction that made their event.

pub(super) mod lease;

use super::db::{Params, Sql, record};
use super::events::About;
use super::notifiers::Wants;
use super::{Tx, page, statements};
use crate::domain::delivery::{self, Delivery, Standing};
use crate::domain::event::Event;
use crate::domain::ids::{DeliveryId, SourceId, time_ordered};
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

/// A page of deliveries that stand so.
macro_rules! list {
    ($standing:literal) => {
        page!(concat!("select ", columns!(), " from delivery"), [], $standing)
    };
}

statements! {
    INSERT = Sql::same(concat!(
        "insert into delivery (id, source_id, notifier_id, event_id, kind, with_profile, sealed_body, attempts,
            next_attempt_at, tried_until, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9, $8) returning ", columns!()
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
    /// Writes the letter about an event, when the source has a notifier that asks for it.
    pub(super) async fn write_letter(
        &mut self,
        event: Event,
        (event_id, revision): (i64, i64),
        about: About,
        now: Moment,
    ) -> Result<()> {
        let wants =
            self.wants().await?.filter(|wants| wants.events.iter().any(|asked| asked == event.as_str()));
        let Some(wants) = wants else { return Ok(()) };
        let mut with_profile = false;
        let body = match about {
            About::Customer(id, _) => {
                let deleted = event == Event::CustomerDeleted;
                let customer = match self.customer_deleted_or_not(id).await {
                    // Deleting does without the profile, and so does the letter that says so.
                    Err(Error::Unreadable(_)) if deleted => None,
                    customer => Some(customer?),
                };
                // Of somebody who was deleted nothing more is told.
                with_profile = wants.include_profile && !deleted;
                let subject = match &customer {
                    None => Subject::UnreadableCustomer(self.source, id),
                    Some(customer) if with_profile => Subject::Profile(customer),
                    Some(customer) => Subject::Customer(customer),
                };
                letter::write(event, subject, revision, now)
            }
            About::Subscription(id, ..) => {
                let subscription = self.subscription(id).await?;
                letter::write(event, Subject::Subscription(&subscription), revision, now)
            }
            About::Signup(id, _) => {
                let signup = self.signup(id, now).await?;
                letter::write(event, Subject::Session(&signup), revision, now)
            }
        };
        let new =
            NewLetter { event, event_id: Some(event_id), with_profile, body: zeroize::Zeroizing::new(body) };
        self.add_letter(&wants, &new, now).await?;
        Ok(())
    }

    /// Writes a letter that only tries the way.
    ///
    /// # Errors
    /// [`Error::NoNotifier`].
    pub async fn write_ping(&mut self, now: Moment) -> Result<Delivery> {
        let wants = self.wants().await?.ok_or(Error::NoNotifier)?;
        let body = letter::write(Event::Ping, Subject::Notifier(wants.id), now.micros(), now);
        let new = NewLetter { event: Event::Ping, event_id: None, with_profile: false, body: body.into() };
        self.add_letter(&wants, &new, now).await
    }

    async fn add_letter(&mut self, wants: &Wants, new: &NewLetter, now: Moment) -> Result<Delivery> {
        let id = DeliveryId(time_ordered(now, random()));
        let sealed = self.vault.seal(&label(self.source, &id), new.body.as_bytes());
        let params: Params<'_> = &[
            &id,
            &self.source,
            &wants.id,
            &new.event_id,
            &new.event,
            &new.with_profile,
            &sealed,
            &now,
            &delivery::patience(now),
        ];
        Ok(self.conn.one::<Row>(INSERT, params).await?.into())
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

/// A letter to be written.
struct NewLetter {
    event: Event,
    event_id: Option<i64>,
    with_profile: bool,
    body: zeroize::Zeroizing<String>,
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
