//! The form of a source: read, replaced by the next version.

use std::sync::Arc;

use crate::app::App;
use crate::domain::form::Form;
use crate::domain::tenant::source::Source;
use crate::error::Result;

/// The form that new sessions of a source begin with.
///
/// # Errors
/// Those of the database.
pub async fn current(app: &App, source: &Source) -> Result<Arc<Form>> {
    app.store.read(source.id).form(source.form).await
}
