//! Deliveries that are due: leased by one worker, carried, and then settled.

use std::time::Duration;

use zeroize::Zeroizing;

use super::{associated_data, trace};
use crate::domain::ids::{DeliveryId, SourceId};
use crate::domain::moment::Moment;
use crate::domain::webhook::delivery::{Attempt, Channel, DeliveryError, NextAttempt};
use crate::error::Result;
use crate::metrics::Messages;
use crate::store::db::{Params, Sql, record};
use crate::store::{Mode, System, Tx, sealing, statements};

/// How the messages of a channel stand, each number by the condition of an index where there is one.
macro_rules! standing {
    ($channel:literal) => {
        concat!(
            "select '",
            $channel,
            "' as channel,
                (select count(*) from delivery where channel = '",
            $channel,
            "' and delivered_at is null and parked_at is null) as waiting,
                (select count(*) from delivery where channel = '",
            $channel,
            "' and delivered_at is null and parked_at is not null) as parked,
                (select min(created_at) from delivery where channel = '",
            $channel,
            "' and delivered_at is null and parked_at is null) as oldest"
        )
    };
}

statements! {
    // One look into the index for each queue, and the longest due first. Those of a disabled
    // source wait.
    DUE = Sql::same(
        "select id, channel from
            (select source.id, queue.channel,
                    (select next_attempt_at from delivery
                     where source_id = source.id and channel = queue.channel and delivered_at is null and parked_at is null
                     order by next_attempt_at limit 1) as due
             from source cross join (select 'webhook' as channel union all select 'sms') as queue
             where disabled_at is null) as waiting
         where due <= $1 order by due",
    );
    LEASE = Sql::differing(
        "update delivery set leased_until = $3, next_attempt_at = $3, attempts = attempts + 1
         where id in (select id from delivery where source_id = $1 and channel = $5 and delivered_at is null
                      and parked_at is null and next_attempt_at <= $2 order by next_attempt_at limit $4)
         returning id, kind, with_profile, sealed_body, attempts, tried_until",
        "with due as materialized
            (select id from delivery where source_id = $1 and channel = $5 and delivered_at is null and parked_at is null
             and next_attempt_at <= $2 order by next_attempt_at limit $4 for update skip locked)
         update delivery set leased_until = $3, next_attempt_at = $3, attempts = attempts + 1
         from due where delivery.id = due.id
         returning delivery.id, kind, with_profile, sealed_body, attempts, tried_until",
    );
    STANDING = Sql::same(concat!(standing!("webhook"), " union all ", standing!("sms")));
    // A lease has one end, so its end says whose it is: a worker that took too long changes nothing.
    SETTLE = Sql::same(
        "update delivery set leased_until = null, next_attempt_at = $4, delivered_at = $5, parked_at = $6,
            last_status = $7, last_error = $8, sealed_body = case when $9 then $10 else sealed_body end
         where id = $2 and source_id is not distinct from $1 and leased_until = $3",
    );
}

record! {
    struct Queue { id: SourceId, channel: Channel }
}

record! {
    struct Row {
        id: DeliveryId,
        kind: String,
        with_profile: bool,
        sealed_body: Vec<u8>,
        attempts: i64,
        tried_until: Moment,
    }
}

record! {
    struct Standing { channel: Channel, waiting: i64, parked: i64, oldest: Option<Moment> }
}

/// A delivery that this worker alone may carry until its lease ends.
#[derive(Debug)]
pub struct LeasedDelivery {
    /// Its id, the `webhook-id`.
    pub id: DeliveryId,
    /// By what it goes.
    pub channel: Channel,
    /// What it tells, in its word: a newer version may have written it.
    pub event: String,
    /// Whether it tells a profile.
    pub with_profile: bool,
    /// The trace of what wrote it (W3C Trace Context).
    pub traceparent: Option<String>,
    /// Its body; `None` when it does not open.
    pub body: Option<Zeroizing<Vec<u8>>>,
    /// Which try this is.
    pub attempts: i64,
    /// When the last try is.
    pub tried_until: Moment,
    /// The end of the lease.
    pub leased_until: Moment,
}

impl<M: Mode> System<M> {
    /// The queues that have deliveries due: whose, and by which channel; the one that waits longest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn queues_with_due_deliveries(&mut self, now: Moment) -> Result<Vec<(SourceId, Channel)>> {
        Ok(self.conn.all::<Queue>(DUE, &[&now]).await?.into_iter().map(|row| (row.id, row.channel)).collect())
    }

    /// How the messages of each channel stand, of all sources together.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn queues(&mut self, now: Moment) -> Result<Vec<Messages>> {
        self.conn.set_long();
        let rows = self.conn.all::<Standing>(STANDING, &[]).await?;
        let stands = |row: Standing| {
            let age = row.oldest.map_or(0, |oldest| (now.micros() - oldest.micros()).max(0));
            let oldest_seconds = Duration::from_micros(age.unsigned_abs()).as_secs_f64();
            Messages {
                channel: row.channel.as_str(),
                waiting: row.waiting,
                parked: row.parked,
                oldest_seconds,
            }
        };
        Ok(rows.into_iter().map(stands).collect())
    }
}

impl Tx {
    /// Leases deliveries of a channel that are due; nobody else gets them before `until`.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn lease_deliveries(
        &mut self,
        channel: Channel,
        now: Moment,
        until: Moment,
        most: i64,
    ) -> Result<Vec<LeasedDelivery>> {
        let rows = self.conn.all::<Row>(LEASE, &[&self.source, &now, &until, &most, &channel]).await?;
        let open = |row: Row| {
            // One delivery that cannot be opened must not hold up the others.
            let body =
                sealing::open_bytes(&self.vault, &associated_data(self.source, &row.id), &row.sealed_body);
            let (traceparent, body) = body.ok().map_or((None, None), |body| {
                let (traceparent, body) = trace::take(body);
                (traceparent, Some(body))
            });
            LeasedDelivery {
                id: row.id,
                channel,
                event: row.kind,
                with_profile: row.with_profile,
                traceparent,
                body,
                attempts: row.attempts,
                tried_until: row.tried_until,
                leased_until: until,
            }
        };
        Ok(rows.into_iter().map(open).collect())
    }

    /// Writes down what came of a try and what follows from it; says whether the lease still held. Of a text message that
    /// is not tried again nothing is kept but that.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn settle_delivery(
        &mut self,
        delivery: &LeasedDelivery,
        attempt: &Attempt,
        next: NextAttempt,
        now: Moment,
    ) -> Result<bool> {
        let (again, delivered, parked) = match next {
            NextAttempt::Done => (now, Some(now), None),
            NextAttempt::Again(at) => (at, None, None),
            NextAttempt::Park => (now, None, Some(now)),
        };
        let forgotten = delivery.channel == Channel::Sms && (delivered.is_some() || parked.is_some());
        let status = attempt.status.map(i64::from);
        let error = attempt.error.map(DeliveryError::as_str);
        let params: Params<'_> = &[
            &self.source,
            &delivery.id,
            &delivery.leased_until,
            &again,
            &delivered,
            &parked,
            &status,
            &error,
            &forgotten,
            &Vec::<u8>::new(),
        ];
        Ok(self.conn.execute(SETTLE, params).await? > 0)
    }
}
