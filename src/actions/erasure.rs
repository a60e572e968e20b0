//! Erasing: what is sealed of a person goes, at once when the tenant says so, else when its retention is over.

use super::{access, customer, form, transaction};
use crate::app::App;
use crate::domain::form::{Form, Retention};
use crate::domain::ids::{CustomerId, SourceId};
use crate::domain::moment::Moment;
use crate::domain::tenant::source::Source;
use crate::domain::webhook::event::Event;
use crate::error::{Error, Result};
use crate::store::{About, Tx};

/// So many records at most are read at a time.
const SOME: i64 = 100;

/// How many records were erased, or are to be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Erased {
    /// Deleted customers.
    pub customers: i64,
    /// Ended sessions.
    pub sessions: i64,
}

/// Erases a customer for good, and deletes it first where that was not done: profile, sessions, messages and kept
/// answers. Ids, times, outcomes and the ledger of consents stay. A second time it changes nothing.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn erase(app: &App, source: SourceId, id: CustomerId) -> Result<()> {
    transaction::run(app, source, |mut tx, now| async move {
        erase_in(&mut tx, id, now).await?;
        Ok((tx, ()))
    })
    .await
}

/// Says whether there was anything left to erase.
async fn erase_in(tx: &mut Tx, id: CustomerId, now: Moment) -> Result<bool> {
    tx.forget_responses_about(id).await?;
    let standing = tx.lock_customer_standing(id).await?;
    if standing.erased_at.is_some() {
        return Ok(false);
    }
    if standing.deleted_at.is_none() {
        customer::delete_in(tx, id, None, now).await?;
    }
    let version = tx.erase_customer(id, now).await?.ok_or(Error::Stale)?;
    for signup in tx.signups_about(id, standing.reference_fingerprint.as_ref()).await? {
        tx.erase_signup(signup, now).await?;
    }
    tx.record(Event::CustomerErased, About::CustomerId(id, version), now).await?;
    Ok(true)
}

/// Erases what no source keeps any longer at `now`; says how much that was. What cannot be erased is told of and
/// passed over: the others do not wait for it.
///
/// # Errors
/// [`Error::Busy`] when the database is away; what was done before stays done.
pub async fn erase_due(app: &App, now: Moment) -> Result<Erased> {
    let mut erased = Erased::default();
    for source in access::sources(app).await? {
        let (customers, sessions) = limits(&*form::current(app, &source).await?, now);
        erased.customers += erase_customers(app, source.id, customers).await?;
        erased.sessions += erase_signups(app, source.id, sessions).await?;
    }
    Ok(erased)
}

/// Erases the customers that were deleted at this time or before.
async fn erase_customers(app: &App, source: SourceId, before: Moment) -> Result<i64> {
    let mut erased = 0;
    loop {
        let (ids, so_far) = (app.store.read(source).customers_to_erase(before, SOME).await?, erased);
        for id in ids {
            let work = |mut tx: Tx, now| async move {
                let done = erase_in(&mut tx, id, now).await?;
                Ok((tx, done))
            };
            erased += count(&id.to_string(), transaction::run(app, source, work).await)?;
        }
        // What does not go would come again and again.
        if erased == so_far {
            return Ok(erased);
        }
    }
}

/// Erases the sessions that ended at this time or before.
async fn erase_signups(app: &App, source: SourceId, before: Moment) -> Result<i64> {
    let mut erased = 0;
    loop {
        let (ids, so_far) = (app.store.read(source).signups_to_erase(before, SOME).await?, erased);
        for id in ids {
            let work = |mut tx: Tx, now| async move {
                tx.forget_responses_about_signup(id).await?;
                let done = tx.erase_signup(id, now).await?;
                Ok((tx, done))
            };
            erased += count(&id.to_string(), transaction::run(app, source, work).await)?;
        }
        if erased == so_far {
            return Ok(erased);
        }
    }
}

/// One more, unless there was nothing to erase, or it failed, which is told.
fn count(id: &str, erased: Result<bool>) -> Result<i64> {
    match erased {
        Ok(erased) => Ok(i64::from(erased)),
        Err(Error::Busy(cause)) => Err(Error::Busy(cause)),
        Err(cause) => {
            tracing::error!(record = id, %cause, "a record is not erased");
            Ok(0)
        }
    }
}

/// What [`erase_due`] would erase of each source at `now`.
///
/// # Errors
/// Those of the database.
pub async fn due(app: &App, now: Moment) -> Result<Vec<(Source, Erased)>> {
    let mut all = Vec::new();
    for source in access::sources(app).await? {
        let (customers, sessions) = limits(&*form::current(app, &source).await?, now);
        let (customers, sessions) = app.store.read(source.id).count_to_erase(customers, sessions).await?;
        all.push((source, Erased { customers, sessions }));
    }
    Ok(all)
}

/// Deleted customers and ended sessions are kept no longer when they were over at these times.
fn limits(form: &Form, now: Moment) -> (Moment, Moment) {
    let Retention { ended_sessions_days, deleted_customers_days } = form.retention;
    let days_ago = |days: u32| now.plus_seconds(-i64::from(days) * 86_400).unwrap_or(Moment::EPOCH);
    (days_ago(deleted_customers_days), days_ago(ended_sessions_days))
}
