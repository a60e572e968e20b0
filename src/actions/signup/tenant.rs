//! Signup sessions as the tenant uses them: opened, read, cancelled, given a new link.

use std::sync::Arc;

use crate::actions::access::VerifiedToken;
use crate::actions::idempotency::{Answered, IdempotentCall, Subject};
use crate::actions::{funnel, transaction};
use crate::app::App;
use crate::domain::fingerprint::Fingerprint;
use crate::domain::form::Form;
use crate::domain::ids::{SignupId, SourceId, time_ordered};
use crate::domain::moment::Moment;
use crate::domain::signup::filter::SignupFilter;
use crate::domain::signup::filter::StepFilter;
use crate::domain::signup::invitation::Invitation;
use crate::domain::signup::{Ended, InProgress, Pending, Signup, SignupDetails, SignupState, Transition};
use crate::domain::tenant::stored_response::StoredResponse;
use crate::domain::tenant::subscription::SubscriptionRequest;
use crate::error::{Error, Result};
use crate::store::{Due, KnownNotifier, Mode, NewSignupRow, Tx, View};
use crate::vault::{Hidden, Vault, random, secret};

/// So many sessions are read at a time.
const SOME: i64 = 100;

/// What a tenant asks for, checked.
#[derive(Debug)]
pub struct NewSignup {
    /// What it says.
    pub invitation: Invitation,
    /// The subscription to activate or link on finishing.
    pub wanted: Option<SubscriptionRequest>,
    /// The form that it begins with.
    pub form: Arc<Form>,
    /// For how many seconds the session can be finished.
    pub expires_in: i64,
}

/// A session that was opened just now.
#[derive(Debug)]
pub struct Opened {
    /// The session.
    pub signup: SignupState,
    /// The secret of its link, which is shown once.
    pub secret: Hidden<String>,
}

impl Subject for Opened {
    fn signup(&self) -> Option<SignupId> {
        Some(self.signup.details().id)
    }
}

/// Opens a session.
///
/// # Errors
/// Those of [`crate::actions::subscription::check`].
pub async fn open(
    call: IdempotentCall<'_>,
    new: &NewSignup,
    reply: impl Fn(&Opened) -> StoredResponse,
) -> Result<Answered<Opened>> {
    let IdempotentCall { app, source, request } = call;
    if request.key.is_none() {
        // There is no key to claim before what is asked for may be looked at.
        check(&mut app.store.read(source), new, app.now()).await?;
        let (vault, nobody) = (&app.vault, KnownNotifier::default());
        let made = transaction::retry(app, || {
            transaction::attempt_single(app, source, &nobody, |mut tx, now| async move {
                let opened = open_in(&mut tx, vault, new, now).await?;
                Ok((tx, opened))
            })
        });
        let made = made.await?;
        return Ok(Answered { reply: reply(&made), made: Some(made) });
    }
    let work = |mut tx, now| async move {
        check(&mut tx, new, now).await?;
        let opened = open_in(&mut tx, &app.vault, new, now).await?;
        Ok((tx, opened))
    };
    call.run(work, reply).await
}

async fn check<M: Mode>(view: &mut View<M>, new: &NewSignup, now: Moment) -> Result<()> {
    match new.wanted {
        Some(wanted) => crate::actions::subscription::check(view, wanted, now).await,
        None => Ok(()),
    }
}

/// One statement.
async fn open_in(tx: &mut Tx, vault: &Vault, new: &NewSignup, now: Moment) -> Result<Opened> {
    let (id, secret) = (SignupId(time_ordered(now, random())), secret());
    let expires_at =
        now.plus_seconds(new.expires_in).ok_or_else(|| Error::Broken("no such time".to_owned()))?;
    let row = NewSignupRow {
        id,
        secret: link_fingerprint(vault, secret.reveal()),
        invitation: &new.invitation,
        form: new.form.id,
        wanted: new.wanted,
        created_at: now,
        expires_at,
    };
    tx.add_signup(&row).await?;
    let (invitation, form) = (new.invitation.clone(), new.form.clone());
    let wanted = new.wanted;
    let details = Arc::new(SignupDetails { id, invitation, form, wanted, created_at: now, expires_at });
    Ok(Opened {
        signup: SignupState::Pending(Signup {
            details,
            version: 0,
            language: None,
            state: Box::new(Pending),
        }),
        secret,
    })
}

/// A session as it is now.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn read(app: &App, source: SourceId, id: SignupId) -> Result<SignupState> {
    app.store.read(source).signup(id, app.now()).await
}

/// The same for whoever has a token, read together with the token's source; `None` is an id that cannot be one.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Unauthorised`] when the token does not admit its source.
pub async fn read_by_token(app: &App, token: &VerifiedToken, id: Option<SignupId>) -> Result<SignupState> {
    let found = match id {
        Some(id) => app.store.system().load(id, None, StepFilter::None, (app.now(), false)).await?,
        None => None,
    };
    match found {
        Some(found) if token.admits(&found.source) => Ok(found.signup),
        _ => {
            crate::actions::access::source_of_token(app, token).await?;
            Err(Error::NotFound)
        }
    }
}

/// Sessions, newest first.
///
/// # Errors
/// Those of the database.
pub async fn list(app: &App, source: SourceId, filter: &SignupFilter<'_>) -> Result<Vec<SignupState>> {
    app.store.read(source).signups(filter, app.now()).await
}

/// Ends a session for the tenant.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Ended`].
pub async fn cancel(app: &App, source: SourceId, id: SignupId) -> Result<SignupState> {
    transaction::retry(app, || async {
        let now = app.now();
        let found = app.store.system().load(id, None, StepFilter::None, (now, false)).await?;
        let found = found.filter(|found| found.source.id == source).ok_or(Error::NotFound)?;
        let change = found.signup.cancel(now).map_err(|_| Error::Ended)?;
        // Not as one statement: the audit has a row of it.
        let ended = transaction::attempt_knowing(app, source, &found.notifier, |mut tx, _| async move {
            let ended = end(&mut tx, change, now).await?;
            Ok((tx, ended))
        });
        Ok(SignupState::Ended(ended.await?))
    })
    .await
}

/// Gives a live session a new link; the old one stops working.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Ended`].
pub async fn renew_link(app: &App, source: SourceId, id: SignupId) -> Result<Opened> {
    transaction::run(app, source, |mut tx, now| async move {
        let signup = tx.signup(id, now).await?;
        let version = match &signup {
            SignupState::Pending(signup) => signup.version,
            SignupState::InProgress(signup) => signup.version,
            SignupState::Ended(_) => return Err(Error::Ended),
        };
        let secret = secret();
        tx.renew_secret(id, version, &link_fingerprint(&app.vault, secret.reveal())).await?;
        Ok((tx, Opened { signup, secret }))
    })
    .await
}

/// Writes down that the sessions which are overdue at `now` have expired; says how many. One that
/// cannot be written is told of and passed over: the others do not wait for it.
///
/// # Errors
/// [`Error::Busy`] when the database is away; what was done before stays done.
pub async fn expire_due(app: &App, now: Moment) -> Result<usize> {
    let (mut expired, mut after) = (0, Due::START);
    loop {
        let due = app.store.system().due_signups(now, after, SOME).await?;
        for (source, signup) in due.signups {
            let (done, session) = (expire(app, source, &signup, now).await, signup.details().id);
            expired += usize::from(or_pass_over(done, (source, session), "a session does not expire")?);
        }
        match due.last {
            Some(last) => after = last,
            None => return Ok(expired),
        }
    }
}

/// Whether something was done with a session. One of which it cannot be is told of by `trouble` and passed over, unless the
/// database is away.
fn or_pass_over(
    done: Result<bool>,
    (source, session): (SourceId, SignupId),
    trouble: &'static str,
) -> Result<bool> {
    match done {
        Ok(done) => Ok(done),
        Err(Error::Busy(cause)) => Err(Error::Busy(cause)),
        Err(cause) => {
            tracing::error!(source = source.0, %session, %cause, "{trouble}");
            Ok(false)
        }
    }
}

/// For so many seconds nobody asks for anything of a session before that is told (contract, section 8).
const LEFT_SECONDS: i64 = 30 * 60;

/// So many seconds after the last that is known of a person, each instance writes down when that person was last there: soon
/// enough for all of them before the session counts as left.
const UNSEEN_SECONDS: i64 = 28 * 60;

/// Writes down, once of each, which started sessions nobody has asked for anything of for half an hour; says how many. They
/// can still be carried on.
///
/// # Errors
/// As for [`expire_due`].
pub async fn abandon_left(app: &App, now: Moment) -> Result<usize> {
    write_visits(app, now).await?;
    let Some(since) = now.plus_seconds(-LEFT_SECONDS) else { return Ok(0) };
    let (mut told, mut after) = (0, Due::START);
    loop {
        let left = app.store.system().left_signups((since, now), after, SOME).await?;
        for (source, signup) in left.signups {
            let SignupState::InProgress(signup) = signup else { continue };
            let (done, session) = (abandon(app, source, &signup, now).await, signup.details.id);
            told += usize::from(or_pass_over(done, (source, session), "a session is not told to be left")?);
        }
        match left.last {
            Some(last) => after = last,
            None => return Ok(told),
        }
    }
}

/// Writes down when this instance last saw the people of sessions of which nothing was saved for a while.
async fn write_visits(app: &App, now: Moment) -> Result<()> {
    let Some(since) = now.plus_seconds(-UNSEEN_SECONDS) else { return Ok(()) };
    let mut after = Due::START;
    loop {
        let left = app.store.system().left_signups((since, now), after, SOME).await?;
        let visit = |(_, signup): &(SourceId, SignupState)| {
            let session = signup.details().id;
            let last = app.store.visits().last(session).filter(|at| *at > since)?;
            Some((session, last))
        };
        let visits: Vec<_> = left.signups.iter().filter_map(visit).collect();
        if !visits.is_empty() {
            let mut system = app.store.system_write().await?;
            system.write_visits(&visits).await?;
            system.commit().await?;
        }
        match left.last {
            Some(last) => after = last,
            None => return Ok(()),
        }
    }
}

/// Writes down that a session was left; says whether it still was: whoever goes on meanwhile was faster.
async fn abandon(app: &App, source: SourceId, signup: &Signup<InProgress>, now: Moment) -> Result<bool> {
    transaction::run(app, source, |mut tx, _| async move {
        let Some(change) = signup.clone().abandon(now) else { return Ok((tx, false)) };
        match tx.save_transition(change, false, now).await {
            Err(Error::Stale) => Ok((tx, false)),
            Ok(left) => {
                tx.count(funnel::left(source, &left.details, &left.journey(), now));
                Ok((tx, true))
            }
            Err(error) => Err(error),
        }
    })
    .await
}

/// Writes down that a session has expired; says whether that was still to be done.
async fn expire(app: &App, source: SourceId, signup: &SignupState, now: Moment) -> Result<bool> {
    // By the time that was found trustworthy, not by that of the transaction.
    transaction::run(app, source, |mut tx, _| async move {
        let Some(change) = signup.clone().expire(now) else { return Ok((tx, false)) };
        match end(&mut tx, change, now).await {
            // Another instance was faster.
            Err(Error::Stale) => Ok((tx, false)),
            result => result.map(|_| (tx, true)),
        }
    })
    .await
}

/// Writes the end of a session and forgets what was answered: what all ends have in common.
///
/// # Errors
/// [`Error::Stale`] when the session is no longer in the version that the move replaces.
pub(in crate::actions) async fn end(
    tx: &mut Tx,
    change: Transition<Ended>,
    now: Moment,
) -> Result<Signup<Ended>> {
    let ended = tx.save_transition(change, true, now).await?;
    if let Some(count) = funnel::end(tx.source(), &ended, now) {
        tx.count(count);
    }
    Ok(ended)
}

/// By what the secret of a link is recognised.
#[must_use]
pub fn link_fingerprint(vault: &Vault, secret: &str) -> Fingerprint {
    vault.fingerprint("link", None, secret.as_bytes())
}
