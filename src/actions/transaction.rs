//! Transactions: the one place where the work of an action is done again because somebody else was
//! faster or in the way.

use crate::app::App;
use crate::domain::ids::SourceId;
use crate::domain::moment::Moment;
use crate::error::{Error, Result};
use crate::store::{KnownNotifier, Tx};

/// So often at most is work begun that others keep overtaking. Each time somebody else got on, so
/// only a crowd on one record comes near it.
const MOST_ATTEMPTS: usize = 64;

/// Does the work in a transaction of this source, and commits it; again from the beginning as
/// [`retry`] says. `now` is the time of the attempt.
///
/// The work takes the transaction and gives it back, to be committed: of a future that borrows it,
/// which an async closure would make, Rust cannot tell yet that it may be sent to another thread.
///
/// # Errors
/// Those of the work and of [`retry`]; nothing was kept.
pub async fn run<T, F>(app: &App, source: SourceId, work: impl Fn(Tx, Moment) -> F) -> Result<T>
where
    F: Future<Output = Result<(Tx, T)>>,
{
    retry(app, || attempt(app, source, &work)).await
}

/// Does the work in one transaction, once.
async fn attempt<T, F>(app: &App, source: SourceId, work: impl FnOnce(Tx, Moment) -> F) -> Result<T>
where
    F: Future<Output = Result<(Tx, T)>>,
{
    carry_out(app, app.store.write(source).await?, work).await
}

/// Does the work in one transaction, once: for an attempt within [`retry`] that has read outside of its
/// transaction, the notifier as well.
///
/// # Errors
/// Those of the work and of the database; nothing was kept.
pub async fn attempt_knowing<T, F>(
    app: &App,
    source: SourceId,
    notifier: &KnownNotifier,
    work: impl FnOnce(Tx, Moment) -> F,
) -> Result<T>
where
    F: Future<Output = Result<(Tx, T)>>,
{
    carry_out(app, app.store.write(source).await?.knowing(notifier), work).await
}

/// The same for work that is exactly one statement, which costs less. It must not refuse after that
/// statement, which is durable by then.
///
/// # Errors
/// As for [`attempt_knowing`].
pub async fn attempt_single<T, F>(
    app: &App,
    source: SourceId,
    notifier: &KnownNotifier,
    work: impl FnOnce(Tx, Moment) -> F,
) -> Result<T>
where
    F: Future<Output = Result<(Tx, T)>>,
{
    carry_out(app, app.store.write_single(source).knowing(notifier), work).await
}

async fn carry_out<T, F>(app: &App, tx: Tx, work: impl FnOnce(Tx, Moment) -> F) -> Result<T>
where
    F: Future<Output = Result<(Tx, T)>>,
{
    let seen = tx.seen();
    let now = app.now();
    match work(tx.at(now), now).await {
        Ok((tx, value)) => {
            tx.commit().await?;
            Ok(value)
        }
        Err(refusal) => Err(founded(refusal, seen.durable().await.map_err(Error::from))),
    }
}

/// A refusal, once what the work saw of others is durable. Where that is gone, the refusal was about nothing, and the
/// work is to be done again.
fn founded(refusal: Error, seen: Result<()>) -> Error {
    match seen {
        Ok(()) => refusal,
        Err(error) => Error::Conflict(format!("what was seen of others is gone: {error}")),
    }
}

/// Begins again where an attempt came too late ([`Error::Stale`]), as soon as reads see what was there
/// before it; and once where the database undid it in favour of another transaction
/// ([`Error::Conflict`]).
///
/// # Errors
/// Those of the attempt; [`Error::Busy`] in the place of these two when it goes on for too long.
pub async fn retry<T, F>(app: &App, attempt: impl FnMut() -> F) -> Result<T>
where
    F: Future<Output = Result<T>>,
{
    begin_again(|| app.store.catch_up(), attempt).await
}

/// The same for work on what was just found: the first attempt takes it as it is, each later one what is found then.
///
/// # Errors
/// As for [`retry`], and those of finding.
pub async fn retry_on<K, T, F, L>(
    app: &App,
    found: K,
    find: impl Fn() -> L,
    work: impl Fn(K) -> F,
) -> Result<T>
where
    F: Future<Output = Result<T>>,
    L: Future<Output = Result<K>>,
{
    let (mut found, find, work) = (Some(found), &find, &work);
    retry(app, || {
        let found = found.take();
        async move {
            let found = match found {
                Some(found) => found,
                None => find().await?,
            };
            // Boxed: the futures of all who do something again are as large as this one.
            Box::pin(work(found)).await
        }
    })
    .await
}

async fn begin_again<T, F, C>(catch_up: impl Fn() -> C, mut attempt: impl FnMut() -> F) -> Result<T>
where
    F: Future<Output = Result<T>>,
    C: Future<Output = Result<()>>,
{
    let mut conflicts = 0;
    for _ in 0..MOST_ATTEMPTS {
        match attempt().await {
            Err(Error::Stale) => catch_up().await?,
            Err(Error::Conflict(cause)) if conflicts == 0 => {
                tracing::warn!(%cause, "a transaction is done again");
                conflicts += 1;
            }
            Err(Error::Conflict(cause)) => return Err(Error::Busy(cause)),
            result => return result,
        }
    }
    Err(Error::Busy("others kept changing the same record".to_owned()))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::future::ready;

    use super::{MOST_ATTEMPTS, begin_again, founded};
    use crate::error::{Error, Result};

    /// What comes of work that fails like this each time, and how often it was begun.
    async fn always(error: fn() -> Error) -> (Result<()>, usize) {
        let mut begun = 0;
        let nothing = || ready(Ok(()));
        let result = begin_again(nothing, || {
            begun += 1;
            async { Err(error()) }
        })
        .await;
        (result, begun)
    }

    #[tokio::test]
    async fn there_is_an_end_to_it() {
        let (result, begun) = always(|| Error::Stale).await;
        assert!(matches!(result, Err(Error::Busy(_))), "{result:?}");
        assert_eq!(begun, MOST_ATTEMPTS);
        let (result, begun) = always(|| Error::Conflict("a deadlock".to_owned())).await;
        assert!(matches!(result, Err(Error::Busy(_))), "{result:?}");
        assert_eq!(begun, 2);
        let (result, begun) = always(|| Error::NotFound).await;
        assert!(matches!(result, Err(Error::NotFound)), "{result:?}");
        assert_eq!(begun, 1);
    }

    #[tokio::test]
    async fn who_was_refused_for_what_is_gone_tries_again() {
        assert!(matches!(founded(Error::DuplicateMobile, Ok(())), Error::DuplicateMobile));
        let mut disks = vec![Ok(()), Err(Error::Busy("full".to_owned()))];
        let result: Result<()> = begin_again(
            || ready(Ok(())),
            || {
                let seen = disks.pop().expect("two attempts");
                async { Err(founded(Error::DuplicateMobile, seen)) }
            },
        )
        .await;
        assert!(matches!(result, Err(Error::DuplicateMobile)), "{result:?}");
        assert!(disks.is_empty(), "the second time the row was there for good");
    }

    #[tokio::test]
    async fn what_succeeds_later_has_succeeded() {
        let mut errors = vec![Error::Stale, Error::Conflict(String::new()), Error::Stale];
        let caught_up = Cell::new(0);
        let catch_up = || {
            caught_up.set(caught_up.get() + 1);
            ready(Ok(()))
        };
        let result = begin_again(catch_up, || ready(errors.pop().map_or(Ok(7), Err))).await;
        assert_eq!(result.expect("the fourth attempt"), 7);
        assert_eq!(caught_up.get(), 2, "whoever came too late waits for those who were faster");
    }
}
