//! `enrol subscription-type`: what a source offers.

use serde_json::json;

use super::source::{done, known};
use crate::actions::subscription;
use crate::app::App;
use crate::cli::{CommandError, SubscriptionTypeCommand, SubscriptionTypeCreate, SubscriptionTypeList};
use crate::domain::profile::normalize;

pub(super) async fn run(app: &App, command: SubscriptionTypeCommand) -> Result<(), CommandError> {
    match command {
        SubscriptionTypeCommand::Create(create) => create_type(app, create).await,
        SubscriptionTypeCommand::List(list) => list_types(app, list).await,
    }
}

async fn create_type(app: &App, create: SubscriptionTypeCreate) -> Result<(), CommandError> {
    let source = known(app, create.source).await?;
    let name = normalize::line(&create.name).ok().filter(|name| (1..=100).contains(&name.chars().count()));
    let name =
        name.ok_or_else(|| CommandError("--name: a name has 1 to 100 readable characters".to_owned()))?;
    let (description, months) = (&create.description, create.months);
    let created = subscription::create_type(app, source, &name, description, create.family, months).await?;
    let id =
        created.ok_or_else(|| CommandError(format!("--name: source {source} already has a type {name}")))?;
    done(create.output, &json!({ "id": id, "name": name }), &format!("Subscription type {id}: {name}"));
    Ok(())
}

async fn list_types(app: &App, list: SubscriptionTypeList) -> Result<(), CommandError> {
    for kind in subscription::types(app, known(app, list.source).await?).await? {
        let family = if kind.is_family { "family" } else { "single" };
        let line =
            format!("{}\t{}\t{} months\t{family}\t{}", kind.id, kind.name, kind.months, kind.description);
        let object = json!({
            "id": kind.id, "name": kind.name, "description": kind.description,
            "isFamily": kind.is_family, "months": kind.months,
        });
        done(list.output, &object, &line);
    }
    Ok(())
}
