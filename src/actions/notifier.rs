//! Notifiers as the tenant uses them: registered, given new secrets, tried; and what became of letters.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use url::Url;

use crate::app::App;
use crate::domain::delivery::Delivery;
use crate::domain::event::Event;
use crate::domain::ids::{DeliveryId, NotifierId, SourceId, time_ordered};
use crate::domain::moment::Moment;
use crate::domain::notifier::{self, Headers, Notifier, SECRET_PREFIX, Secret};
use crate::error::{Error, Result};
use crate::store::{DeliveriesWhich, Limit, Live, Room, Tx};
use crate::vault::{Hidden, random};

/// How often a source may ask for a test letter: it makes us send a request at once.
const TESTS: Limit = Limit { name: "test_notifier", requests: 10, seconds: 60 };

/// What a tenant asks for, checked.
#[derive(Debug)]
pub struct Asked {
    /// Where letters go.
    pub url: Url,
    /// What each request carries besides.
    pub headers: Headers,
    /// The events.
    pub events: Vec<Event>,
    /// Whether letters about customers carry the whole profile.
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

/// Registers a notifier in place of the one there was.
///
/// # Errors
/// [`Error::Stale`] when another one is being registered at the same time.
pub async fn register(tx: &mut Tx, asked: Asked, now: Moment) -> Result<Fresh> {
    let Asked { url, headers, events, include_profile } = asked;
    let id = NotifierId(time_ordered(now, random()));
    let events = events.iter().map(ToString::to_string).collect();
    let notifier = Notifier { id, url, headers, events, include_profile, created_at: now };
    let secret = secret();
    let secrets = vec![Secret { text: secret.reveal().clone(), until: None }];
    let live = Live { notifier, secrets };
    tx.replace_notifier(&live).await?;
    Ok(Fresh { notifier: live.notifier, secret })
}

/// Gives the notifier a second secret; both sign for a day, then the new one alone.
///
/// # Errors
/// [`Error::NoNotifier`], [`Error::TwoSecrets`].
pub async fn rotate_secret(tx: &mut Tx, now: Moment) -> Result<Fresh> {
    let live = tx.hold_notifier().await?;
    let secret = secret();
    let secrets = notifier::rotate(&live.secrets, secret.reveal().clone(), now).ok_or(Error::TwoSecrets)?;
    tx.change_secrets(live.notifier.id, &secrets).await?;
    Ok(Fresh { notifier: live.notifier, secret })
}

/// Writes a letter that only tries the way.
///
/// # Errors
/// [`Error::NoNotifier`], [`Error::TooMany`].
pub async fn test(tx: &mut Tx, now: Moment) -> Result<(Room, Delivery)> {
    let room = tx.count_request(TESTS, now).await?;
    Ok((room, tx.write_ping(now).await?))
}

/// The source's notifier.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn read(app: &App, source: SourceId) -> Result<Notifier> {
    let live = app.store.read(source).notifier().await?;
    Ok(live.ok_or(Error::NotFound)?.notifier)
}

/// Ends the source's notifier; letters that still wait are not sent any more.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn remove(app: &App, source: SourceId) -> Result<()> {
    let mut tx = app.store.write(source).await?;
    if !tx.remove_notifier(app.now()).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await
}

/// Deliveries, newest first.
///
/// # Errors
/// Those of the database.
pub async fn deliveries(app: &App, source: SourceId, which: &DeliveriesWhich) -> Result<Vec<Delivery>> {
    app.store.read(source).deliveries(which).await
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
    let mut tx = app.store.write(source).await?;
    // Whether it is there comes first: another source's is not found, whatever else is the case.
    tx.delivery(id).await?;
    if tx.notifier().await?.is_none() {
        return Err(Error::NoNotifier);
    }
    let delivery = tx.resend(id, app.now()).await?;
    tx.commit().await?;
    Ok(delivery)
}

/// 256 random bits in the form of Standard Webhooks.
fn secret() -> Hidden<String> {
    let bytes = Hidden::new(random::<32>());
    Hidden::new(format!("{SECRET_PREFIX}{}", STANDARD.encode(bytes.reveal())))
}
