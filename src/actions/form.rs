//! The form of a source: read, replaced by the next version.

use std::sync::Arc;

use super::transaction;
use crate::app::App;
use crate::domain::form::Form;
use crate::domain::ids::SourceId;
use crate::domain::tenant::source::Source;
use crate::error::{Error, Result};

/// The form that new sessions of a source begin with.
///
/// # Errors
/// Those of the database.
pub async fn current(app: &App, source: &Source) -> Result<Arc<Form>> {
    app.store.read(source.id).form(source.form).await
}

/// Makes a checked form the one that new sessions begin with, in the place of a version that `may` be replaced.
/// Open sessions keep theirs. A form that says what the present one says makes no new version.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Changed`].
pub async fn replace(
    app: &App,
    source: SourceId,
    new: &Form,
    may: impl Fn(i64) -> bool,
) -> Result<Arc<Form>> {
    let may = &may;
    transaction::run(app, source, |mut tx, now| async move {
        let known = tx.lock_form().await?;
        let present = tx.form(known).await?;
        if !may(present.version) {
            return Err(Error::Changed);
        }
        let next = Form { version: present.version + 1, id: None, ..new.clone() };
        if (Form { version: present.version, id: present.id, ..next.clone() }) == *present {
            return Ok((tx, present));
        }
        let id = tx.add_form(&next, now).await?;
        Ok((tx, Arc::new(Form { id: Some(id), ..next })))
    })
    .await
}
