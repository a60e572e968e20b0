//! Notifiers as the tenant uses them: registered, given new secrets, tried; and what became of deliveries.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use url::Url;

use super::idempotency::{Answered, IdempotentCall, Subject};
use super::transaction;
use crate::app::App;
use crate::domain::ids::{DeliveryId, NotifierId, SourceId, time_ordered};
use crate::domain::moment::Moment;
use crate::domain::tenant::rate_limit::RateLimit;
use crate::domain::tenant::rate_limit::RateLimitStatus;
use crate::domain::tenant::stored_response::StoredResponse;
use crate::domain::webhook::delivery::Delivery;
use crate::domain::webhook::delivery::DeliveryFilter;
use crate::domain::webhook::event::Event;
use crate::domain::webhook::notifier::{self, Headers, Notifier, SECRET_PREFIX, Secret};
use crate::error::{Error, Result};
use crate::store::{ActiveNotifier, Tx};
use crate::vault::{Hidden, random};

/// How often a source may ask for a test delivery: it makes us send a request at once.
const TESTS: RateLimit = RateLimit { name: "test_notifier", requests: 10, seconds: 60 };

/// What a tenant asks for, checked.
#[derive(Debug)]
pub struct NewNotifier {
    /// Where deliveries go.
    pub url: Url,
    /// What each request carries besides.
    pub headers: Headers,
    /// The events.
    pub events: Vec<Event>,
    /// Whether deliveries about customers carry the whole profile.
    pub include_profile: bool,
}

/// A notifier with a secret that was made just now, which is shown once.
#[derive(Debug)]
pub struct Fresh {
    /// The notifier.
    pub notifier: Notifier,
    /// The secret.
    pub secret: Hidden<String>,
}

impl Subject for Fresh {}
impl Subject for Test {}

/// Registers a notifier in place of the one there was.
///
/// # Errors
/// Those of the database.
pub async fn register(
    call: IdempotentCall<'_>,
    request: &NewNotifier,
    reply: impl Fn(&Fresh) -> StoredResponse,
) -> Result<Answered<Fresh>> {
    let work = |mut tx: Tx, now: Moment| async move {
        let secret = secret();
        let notifier = Notifier {
            id: NotifierId(time_ordered(now, random())),
            url: request.url.clone(),
            headers: request.headers.clone(),
            events: request.events.iter().map(ToString::to_string).collect(),
            include_profile: request.include_profile,
            created_at: now,
        };
        let secrets = vec![Secret { text: secret.reveal().clone(), until: None }];
        let active = ActiveNotifier { notifier, secrets };
        tx.replace_notifier(&active).await?;
        Ok((tx, Fresh { notifier: active.notifier, secret }))
    };
    call.run(work, reply).await
}

/// Gives the notifier a second secret; both sign for a day, then the new one alone.
///
/// # Errors
/// [`Error::NoNotifier`], [`Error::TwoSecrets`].
pub async fn rotate_secret(
    call: IdempotentCall<'_>,
    reply: impl Fn(&Fresh) -> StoredResponse,
) -> Result<Answered<Fresh>> {
    let work = |mut tx: Tx, now| async move {
        let active = tx.lock_notifier().await?;
        let secret = secret();
        let secrets =
            notifier::rotate(&active.secrets, secret.reveal().clone(), now).ok_or(Error::TwoSecrets)?;
        tx.change_secrets(active.notifier.id, &secrets).await?;
        Ok((tx, Fresh { notifier: active.notifier, secret }))
    };
    call.run(work, reply).await
}

/// A delivery that only tests the way, and what is left of the limit on these.
pub type Test = (RateLimitStatus, Delivery);

/// Writes a test delivery.
///
/// # Errors
/// [`Error::NoNotifier`], [`Error::TooMany`].
pub async fn test(
    call: IdempotentCall<'_>,
    reply: impl Fn(&Test) -> StoredResponse,
) -> Result<Answered<Test>> {
    let work = |mut tx: Tx, now| async move {
        let room = tx.count_request(TESTS, now).await?;
        let delivery = tx.enqueue_test(now).await?;
        Ok((tx, (room, delivery)))
    };
    call.run(work, reply).await
}

/// The source's notifier.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn read(app: &App, source: SourceId) -> Result<Notifier> {
    let active = app.store.read(source).notifier().await?;
    Ok(active.ok_or(Error::NotFound)?.notifier)
}

/// Ends the source's notifier; deliveries that still wait are not sent any more.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn remove(app: &App, source: SourceId) -> Result<()> {
    transaction::run(app, source, |mut tx, now| async move {
        if tx.remove_notifier(now).await? { Ok((tx, ())) } else { Err(Error::NotFound) }
    })
    .await
}

/// Deliveries, newest first.
///
/// # Errors
/// Those of the database.
pub async fn deliveries(app: &App, source: SourceId, filter: &DeliveryFilter) -> Result<Vec<Delivery>> {
    app.store.read(source).deliveries(filter).await
}

/// One delivery.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn delivery(app: &App, source: SourceId, id: DeliveryId) -> Result<Delivery> {
    app.store.read(source).delivery(id).await
}

/// Makes a delivery due again, with all its tries before it.
///
/// # Errors
/// [`Error::NotFound`], [`Error::NoNotifier`].
pub async fn resend(app: &App, source: SourceId, id: DeliveryId) -> Result<Delivery> {
    transaction::run(app, source, |mut tx, now| async move {
        // Whether it is there comes first: another source's is not found, whatever else is the case.
        tx.delivery(id).await?;
        if tx.notifier().await?.is_none() {
            return Err(Error::NoNotifier);
        }
        let delivery = tx.resend(id, now).await?;
        Ok((tx, delivery))
    })
    .await
}

/// 256 random bits in the form of Standard Webhooks.
fn secret() -> Hidden<String> {
    let bytes = Hidden::new(random::<32>());
    Hidden::new(format!("{SECRET_PREFIX}{}", STANDARD.encode(bytes.reveal())))
}
