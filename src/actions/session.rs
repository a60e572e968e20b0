//! Signup sessions as the tenant uses them: opened, read, cancelled, given a new link.

use crate::app::App;
use crate::domain::event::Event;
use crate::domain::ids::{SignupId, SourceId, time_ordered};
use crate::domain::invitation::Invitation;
use crate::domain::moment::Moment;
use crate::domain::signup::{AnySignup, Facts, Pending, Signup};
use crate::domain::subscription::Wanted;
use crate::error::{Error, Result};
use crate::store::{Due, NewSignup, SignupsWhich, Tx};
use crate::vault::{Hidden, Vault, random, secret};

/// What a tenant asks for, checked.
#[derive(Debug)]
pub struct Asked {
    /// What it says.
    pub invitation: Invitation,
    /// The subscription to activate or link on finishing.
    pub wanted: Option<Wanted>,
    /// For how many seconds the session can be finished.
    pub expires_in: i64,
}

/// Opens a session and returns it with the secret of its link, which is shown once.
///
/// # Errors
/// Those of [`super::subscription::check`].
pub async fn open(
    tx: &mut Tx,
    vault: &Vault,
    asked: Asked,
    now: Moment,
) -> Result<(AnySignup, Hidden<String>)> {
    if let Some(wanted) = asked.wanted {
        super::subscription::check(tx, wanted, now).await?;
    }
    let (id, secret) = (SignupId(time_ordered(now, random())), secret());
    let expires_at =
        now.plus_seconds(asked.expires_in).ok_or_else(|| Error::Broken("no such time".to_owned()))?;
    let new = NewSignup {
        id,
        secret: link_print(vault, secret.reveal()),
        invitation: &asked.invitation,
        wanted: asked.wanted,
        created_at: now,
        expires_at,
    };
    tx.add_signup(&new).await?;
    let facts = Facts { id, invitation: asked.invitation, wanted: asked.wanted, created_at: now, expires_at };
    Ok((AnySignup::Pending(Signup { facts, version: 0, state: Pending }), secret))
}

/// A session as it is now.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn read(app: &App, source: SourceId, id: SignupId) -> Result<AnySignup> {
    app.store.read(source).signup(id, app.now()).await
}

/// Sessions, newest first.
///
/// # Errors
/// Those of the database.
pub async fn list(app: &App, source: SourceId, which: &SignupsWhich<'_>) -> Result<Vec<AnySignup>> {
    app.store.read(source).signups(which, app.now()).await
}

/// Ends a session for the tenant.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Ended`].
pub async fn cancel(app: &App, source: SourceId, id: SignupId) -> Result<AnySignup> {
    loop {
        let now = app.now();
        let mut tx = app.store.write(source).await?;
        let signup = tx.signup(id, now).await?;
        let change = signup.cancel(now).map_err(|_| Error::Ended)?;
        match tx.apply(change, now).await {
            // The person moved on just now: look again.
            Err(Error::Stale) => {}
            Err(error) => return Err(error),
            Ok(ended) => {
                tx.forget_steps(id).await?;
                tx.commit().await?;
                return Ok(AnySignup::Ended(ended));
            }
        }
    }
}

/// Gives a live session a new link; the old one stops working.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Ended`].
pub async fn renew_link(app: &App, source: SourceId, id: SignupId) -> Result<(AnySignup, Hidden<String>)> {
    loop {
        let now = app.now();
        let mut tx = app.store.write(source).await?;
        let signup = tx.signup(id, now).await?;
        let version = match &signup {
            AnySignup::Pending(signup) => signup.version,
            AnySignup::InProgress(signup) => signup.version,
            AnySignup::Ended(_) => return Err(Error::Ended),
        };
        let secret = secret();
        match tx.renew_secret(id, version, &link_print(&app.vault, secret.reveal())).await {
            Err(Error::Stale) => {}
            Err(error) => return Err(error),
            Ok(()) => {
                tx.commit().await?;
                return Ok((signup, secret));
            }
        }
    }
}

/// Writes down that the sessions which are overdue at `now` have expired; says how many. One that
/// cannot be written is told of and passed over: the others do not wait for it.
///
/// # Errors
/// [`Error::Busy`] when the database is away; what was done before stays done.
pub async fn expire_due(app: &App, now: Moment) -> Result<usize> {
    const SOME: i64 = 100;
    let (mut expired, mut after) = (0, Due::START);
    loop {
        let due = app.store.system().due_signups(now, after, SOME).await?;
        for (source, signup) in due.signups {
            let id = signup.facts().id;
            match expire(app, source, signup, now).await {
                Ok(()) => expired += 1,
                // Another instance was faster.
                Err(Error::Stale) => {}
                Err(Error::Busy(cause)) => return Err(Error::Busy(cause)),
                Err(cause) => {
                    tracing::error!(source = source.0, session = %id, %cause, "a session does not expire");
                }
            }
        }
        match due.last {
            Some(last) => after = last,
            None => return Ok(expired),
        }
    }
}

async fn expire(app: &App, source: SourceId, signup: AnySignup, now: Moment) -> Result<()> {
    let id = signup.facts().id;
    let Some(change) = signup.expire(now) else { return Err(Error::Stale) };
    debug_assert_eq!(change.event, Some(Event::SignupExpired));
    let mut tx = app.store.write(source).await?;
    tx.apply(change, now).await?;
    tx.forget_steps(id).await?;
    tx.commit().await
}

/// By what the secret of a link is recognised.
#[must_use]
pub fn link_print(vault: &Vault, secret: &str) -> [u8; 32] {
    vault.fingerprint("link", None, secret.as_bytes())
}
