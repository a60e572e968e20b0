//! `enrol customer erase` and `enrol purge`: erasing what is held of people.

use serde_json::json;

use super::source::{done, known};
use crate::actions::erasure::{self, Erased};
use crate::app::App;
use crate::cli::{CommandError, CustomerCommand, CustomerOne, Purge};
use crate::domain::ids::CustomerId;
use crate::error::Error;

pub(super) async fn customer(app: &App, command: CustomerCommand) -> Result<(), CommandError> {
    let CustomerCommand::Erase(CustomerOne { source, id, output }) = command;
    let source = known(app, source).await?;
    erasure::erase(app, source, CustomerId(id)).await.map_err(|error| match error {
        Error::NotFound => CommandError(format!("source {source} has no customer {id}")),
        error => error.into(),
    })?;
    done(output, &json!({ "id": id, "erased": true }), &format!("Customer {id} is erased."));
    Ok(())
}

pub(super) async fn purge(app: &App, purge: Purge) -> Result<(), CommandError> {
    let now = app.now();
    if !purge.dry_run {
        let Erased { customers, sessions } = erasure::erase_due(app, now).await?;
        let object = json!({ "customers": customers, "sessions": sessions });
        done(
            purge.output,
            &object,
            &format!("Erased {customers} deleted customers and {sessions} ended sessions."),
        );
        return Ok(());
    }
    for (source, Erased { customers, sessions }) in erasure::due(app, now).await? {
        let object = json!({ "source": source.id, "customers": customers, "sessions": sessions });
        let words = format!(
            "{}\t{}\t{customers} deleted customers\t{sessions} ended sessions",
            source.id, source.name
        );
        done(purge.output, &object, &words);
    }
    Ok(())
}
