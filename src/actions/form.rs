//! The form of a source: read, and changed by the next version.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::transaction;
use crate::app::App;
use crate::domain::form::Form;
use crate::domain::form::logo::{self, Fault, MediaType, Picture};
use crate::domain::ids::SourceId;
use crate::domain::tenant::source::Source;
use crate::error::{Error, Result};

/// So many pictures are decoded at once: each takes a thread and up to 64 MiB for some tenths of a second.
static DECODING: Semaphore = Semaphore::const_new(2);

/// How long one waits for its turn.
const PATIENCE: Duration = Duration::from_secs(10);

/// The form that new sessions of a source begin with.
///
/// # Errors
/// Those of the database.
pub async fn current(app: &App, source: &Source) -> Result<Arc<Form>> {
    app.store.read(source.id).form(source.form).await
}

/// Makes a checked form the one that new sessions begin with, in the place of a version that `may` be replaced; the
/// logo stays, which has a call of its own. Open sessions keep theirs. A form that says what the present one says
/// makes no new version.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Changed`].
pub async fn replace(
    app: &App,
    source: SourceId,
    new: &Form,
    may: impl Fn(i64) -> bool,
) -> Result<Arc<Form>> {
    change(app, source, may, None, |present| Form { logo: present.logo.clone(), ..new.clone() }).await
}

/// Makes this picture the logo, or removes the one there is, as [`replace`] replaces a form.
///
/// # Errors
/// As for [`replace`].
pub async fn set_logo(
    app: &App,
    source: SourceId,
    picture: Option<&Picture>,
    may: impl Fn(i64) -> bool,
) -> Result<Arc<Form>> {
    let logo = picture.map(|picture| picture.logo.clone());
    change(app, source, may, picture, |present| Form { logo: logo.clone(), ..present.clone() }).await
}

/// Makes a logo of a file, on a thread that serves nobody; a few at once.
///
/// # Errors
/// [`Error::Busy`] when too many are under way.
pub async fn fit_logo(
    said: Option<MediaType>,
    file: impl AsRef<[u8]> + Send + 'static,
) -> Result<std::result::Result<Picture, Fault>> {
    let busy = |_| Error::Busy("too many pictures are decoded at once".to_owned());
    let turn = timeout(PATIENCE, DECODING.acquire()).await.map_err(busy)?;
    let turn = turn.map_err(|error| Error::Broken(error.to_string()))?;
    let fitted = tokio::task::spawn_blocking(move || {
        // Held until the work is done, whether or not somebody still waits for it.
        let _turn = turn;
        logo::fit(said, file.as_ref())
    });
    fitted.await.map_err(|error| Error::Broken(error.to_string()))
}

/// The picture of a logo, by the hash of its file.
///
/// # Errors
/// Those of the database.
pub async fn logo(app: &App, hash: &str) -> Result<Option<Vec<u8>>> {
    app.store.system().logo(hash).await
}

/// Makes what `next` makes of the present form the one that new sessions begin with.
async fn change(
    app: &App,
    source: SourceId,
    may: impl Fn(i64) -> bool,
    picture: Option<&Picture>,
    next: impl Fn(&Form) -> Form,
) -> Result<Arc<Form>> {
    let (may, next) = (&may, &next);
    transaction::run(app, source, |mut tx, now| async move {
        let known = tx.lock_form().await?;
        let present = tx.form(known).await?;
        if !may(present.version) {
            return Err(Error::Changed);
        }
        let next = Form { version: present.version + 1, id: None, ..next(&present) };
        if (Form { version: present.version, id: present.id, ..next.clone() }) == *present {
            return Ok((tx, present));
        }
        if let Some(picture) = picture {
            tx.keep_logo(picture, now).await?;
        }
        let id = tx.add_form(&next, now).await?;
        Ok((tx, Arc::new(Form { id: Some(id), ..next })))
    })
    .await
}
