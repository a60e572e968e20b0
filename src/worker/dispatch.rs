//! Carrying deliveries: lease those that are due, commit, post with no transaction open, write down
//! what came of it.
//!
//! A worker that dies on the way leaves a lease that ends: the delivery is carried again, under the
//! same id. So a delivery arrives at least once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::dns::{DnsResolver, Lookup, SYSTEM};
use super::http::{WebhookRequest, client};
use super::sms::SmsSender;
use super::trust;
use crate::app::{App, Reading};
use crate::domain::ids::SourceId;
use crate::domain::webhook::delivery::{self, Attempt, Channel, DeliveryError, NextAttempt};
use crate::error::{Error, Result};
use crate::metrics::METRICS;
use crate::store::{ActiveNotifier, LeasedDelivery};
use crate::telemetry::Traced;
use crate::vault::random;

/// How long to wait before looking again when nothing was due.
const PAUSE: Duration = Duration::from_secs(1);

/// So many deliveries of a channel are on their way at once …
const AT_ONCE: usize = 256;

/// … and so many of one source: a slow receiver holds up its own deliveries only, and a code waits for no webhook.
const AT_ONCE_OF_ONE: usize = 8;

/// How long a delivery is this worker's: longer than a try can take, in seconds.
const LEASE: i64 = 60;

/// Carries what is due, once, and waits until it is carried; says how many deliveries that were.
///
/// # Errors
/// Those of the database.
pub async fn round(app: &App) -> Result<usize> {
    Dispatcher::new(app.clone())?.round().await
}

/// Carries deliveries, so many at once.
#[derive(Debug, Clone)]
pub struct Dispatcher {
    app: App,
    client: reqwest::Client,
    sms: Option<SmsSender>,
    room: Arc<HashMap<Channel, Arc<Semaphore>>>,
    rooms: Arc<Mutex<HashMap<Queue, Arc<Semaphore>>>>,
}

/// The deliveries of a source by a channel.
type Queue = (SourceId, Channel);

/// Who deliveries go to.
#[derive(Debug)]
enum Addressee {
    /// The live notifier.
    ActiveNotifier(ActiveNotifier),
    /// There is none.
    Nobody,
    /// There is one that cannot be read at present.
    Unreadable,
    /// The phone whose number is in the message.
    Phone,
}

/// Whether what follows from a try may be written down by this time. What may not is tried again when
/// its lease ends: no delivery is given up, or put off, by a clock that is wrong.
fn may_settle(attempt: &Attempt, next: NextAttempt, reading: &Reading) -> bool {
    match next {
        NextAttempt::Done => true,
        NextAttempt::Again(_) => !reading.doubtful,
        NextAttempt::Park => {
            reading.firm || (attempt.error.is_some_and(DeliveryError::is_final) && !reading.doubtful)
        }
    }
}

/// A delivery's place among those on their way, given back when it is dropped.
type Places = (OwnedSemaphorePermit, OwnedSemaphorePermit);

impl Dispatcher {
    /// A courier with its own connections.
    ///
    /// # Errors
    /// [`Error::Broken`] when no client can be set up: are there no root certificates?
    pub fn new(app: App) -> Result<Self> {
        Self::asking(app, SYSTEM)
    }

    /// The same, asking somebody else for the addresses of names.
    ///
    /// # Errors
    /// As for [`Self::new`].
    pub fn asking(app: App, ask: DnsResolver) -> Result<Self> {
        let client = client(Lookup { ask, private: app.settings.allow_private_targets })
            .map_err(|error| Error::Broken(format!("no HTTP client for deliveries: {error}")))?;
        let sms = app.settings.sms.as_ref().map(|sms| SmsSender::new(sms.gateway())).transpose();
        let sms = sms.map_err(|error| Error::Broken(format!("no HTTP client for text messages: {error}")))?;
        let room = Channel::ALL.iter().map(|channel| (*channel, Arc::new(Semaphore::new(AT_ONCE))));
        Ok(Self { app, client, sms, room: Arc::new(room.collect()), rooms: Arc::default() })
    }

    /// Carries deliveries until told to stop; those on their way arrive first.
    pub async fn run(&self, stop: CancellationToken) {
        let mut in_flight = JoinSet::new();
        while !stop.is_cancelled() {
            if let Err(cause) = self.send_due(&mut in_flight).await {
                tracing::warn!(%cause, "deliveries wait");
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = tokio::time::sleep(PAUSE) => {}
                // A place is free again, and something may have waited for it.
                Some(_) = in_flight.join_next() => {}
            }
            while in_flight.try_join_next().is_some() {}
        }
        while in_flight.join_next().await.is_some() {}
    }

    /// As [`round`], with this courier's connections.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn round(&self) -> Result<usize> {
        let mut in_flight = JoinSet::new();
        let sent = self.send_due(&mut in_flight).await?;
        while in_flight.join_next().await.is_some() {}
        Ok(sent)
    }

    /// Sends off as many of the due deliveries as there are places for.
    async fn send_due(&self, in_flight: &mut JoinSet<()>) -> Result<usize> {
        let mut sent = 0;
        let mut queues = self.app.store.system().queues_with_due_deliveries(self.app.now()).await?;
        if queues.is_empty() {
            return Ok(0);
        }
        let reading = trust::read(&self.app).await?;
        // By a wrong time a delivery would be signed wrongly, and put off for as long as it is wrong.
        if reading.doubtful {
            return Ok(0);
        }
        // Those with many on their way come last: however many wait for receivers that do not
        // answer, the next free place is somebody else's.
        queues.sort_by_key(|queue| std::cmp::Reverse(self.room_of(*queue).available_permits()));
        for queue in queues {
            let (source, mut places) = (queue.0, self.places(queue));
            if places.is_empty() {
                continue;
            }
            let (deliveries, active) = match self.lease(queue, places.len()).await {
                Ok(leased) => leased,
                Err(Error::Busy(cause)) => return Err(Error::Busy(cause)),
                // The others do not wait for it.
                Err(cause) => {
                    tracing::error!(source = source.0, %cause, "deliveries of a source wait");
                    continue;
                }
            };
            let active = Arc::new(active);
            for delivery in deliveries {
                let (dispatcher, active, place) = (self.clone(), Arc::clone(&active), places.pop());
                sent += 1;
                in_flight.spawn(async move {
                    dispatcher.carry(source, &delivery, &active, &reading).await;
                    drop(place);
                });
            }
        }
        Ok(sent)
    }

    /// Takes all the places that are free for a queue.
    fn places(&self, queue: Queue) -> Vec<Places> {
        let room = self.room_of(queue);
        let take = || {
            let own = Arc::clone(&room).try_acquire_owned().ok()?;
            Some((own, Arc::clone(self.room.get(&queue.1)?).try_acquire_owned().ok()?))
        };
        std::iter::from_fn(take).collect()
    }

    fn room_of(&self, queue: Queue) -> Arc<Semaphore> {
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(rooms.entry(queue).or_insert_with(|| Arc::new(Semaphore::new(AT_ONCE_OF_ONE))))
    }

    async fn lease(&self, (source, channel): Queue, most: usize) -> Result<(Vec<LeasedDelivery>, Addressee)> {
        let now = self.app.now();
        let until = now.plus_seconds(LEASE).unwrap_or(now);
        let mut tx = self.app.store.write(source).await?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let deliveries = tx.lease_deliveries(channel, now, until, most).await?;
        if channel == Channel::Sms {
            tx.commit().await?;
            return Ok((deliveries, Addressee::Phone));
        }
        let active = match tx.notifier().await {
            Ok(Some(active)) => Addressee::ActiveNotifier(active),
            Ok(None) => Addressee::Nobody,
            // The deliveries are tried again later and later, as with a receiver that is down.
            Err(Error::Unreadable(_)) => Addressee::Unreadable,
            Err(error) => return Err(error),
        };
        tx.commit().await?;
        Ok((deliveries, active))
    }

    /// Carries one delivery and writes down what came of it. The database's clock was asked when the deliveries
    /// were leased (`reading`), and once for all of them: a try is short, and a jump of this machine's clock
    /// in the meantime is seen without it.
    async fn carry(
        &self,
        source: SourceId,
        delivery: &LeasedDelivery,
        active: &Addressee,
        reading: &Reading,
    ) {
        let (channel, traceparent) = (delivery.channel.as_str(), delivery.traceparent.as_deref());
        let traced = Traced::delivery(channel, &delivery.event, &delivery.id, delivery.attempts, traceparent);
        let attempt = self.attempt(delivery, active, &traced).await;
        traced.end(attempt.status, attempt.error.map(DeliveryError::as_str));
        let reading = self.app.clock.read_after(reading);
        let now = reading.now;
        let chance = u32::from_be_bytes(random());
        let (nth, until) = (delivery.attempts, delivery.tried_until);
        let next = delivery::next(delivery.channel, &attempt, nth, until, now, chance);
        tracing::info!(
            source = source.0, channel = %delivery.channel, delivery = %delivery.id, attempt = delivery.attempts, status = attempt.status,
            error = attempt.error.map(DeliveryError::as_str), "letter"
        );
        let outcome = match next {
            NextAttempt::Done => "delivered",
            NextAttempt::Again(_) => "failed",
            NextAttempt::Park => "parked",
        };
        METRICS.attempt(delivery.channel.as_str(), outcome);
        if !may_settle(&attempt, next, &reading) {
            return;
        }
        let settled = async {
            let mut tx = self.app.store.write_single(source);
            let held = tx.settle_delivery(delivery, &attempt, next, now).await?;
            tx.commit().await?;
            Ok::<bool, Error>(held)
        };
        // Its lease ends by itself, and it is carried again.
        match settled.await {
            Ok(true) => {}
            Ok(false) => {
                tracing::warn!(delivery = %delivery.id, "a lease ended before its delivery was settled");
            }
            Err(cause) => tracing::warn!(%cause, delivery = %delivery.id, "a delivery is not settled"),
        }
    }

    /// Tries once. What may be told is decided by the notifier as it is now: the one that the
    /// delivery was written for may have been replaced by one that asks for less.
    async fn attempt(&self, delivery: &LeasedDelivery, active: &Addressee, traced: &Traced) -> Attempt {
        let failed = |error| Attempt { error: Some(error), ..Attempt::default() };
        let asks = |ActiveNotifier { notifier, .. }: &ActiveNotifier| {
            notifier.wants(&delivery.event) && (notifier.include_profile || !delivery.with_profile)
        };
        match (active, &delivery.body) {
            (Addressee::Nobody, _) => failed(DeliveryError::NoNotifier),
            (Addressee::ActiveNotifier(active), _) if !asks(active) => failed(DeliveryError::NoNotifier),
            (Addressee::Unreadable, _) | (_, None) => failed(DeliveryError::Sealed),
            // What is too late is of no use, and there is no later try.
            (Addressee::Phone, _) if self.app.now() >= delivery.tried_until => failed(DeliveryError::Timeout),
            (Addressee::Phone, Some(body)) => match &self.sms {
                Some(sms) => sms.send(&self.app.clock, delivery.id, body).await,
                None => failed(DeliveryError::Unreachable),
            },
            (Addressee::ActiveNotifier(active), Some(body)) => {
                let policy = self.app.destination_policy();
                let (client, id, traceparent) = (&self.client, delivery.id, traced.traceparent());
                let post = WebhookRequest { client, active, id, body, traceparent, policy };
                post.send(&self.app.clock).await
            }
        }
    }
}
