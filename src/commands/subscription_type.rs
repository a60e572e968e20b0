//! `enrol subscription-type`: what a source offers.

use serde_json::json;

use super::source::{done, known};
use crate::actions::subscription;
use crate::app::App;
use crate::cli::{
    CommandError, Output, SubscriptionTypeCommand, SubscriptionTypeCreate, SubscriptionTypeList,
    SubscriptionTypeUpdate,
};
use crate::domain::ids::{SourceId, SubscriptionTypeId};
use crate::domain::profile::normalize;
use crate::domain::tenant::subscription::{SubscriptionType, TypeChange};
use crate::error::Error;

pub(super) async fn run(app: &App, command: SubscriptionTypeCommand) -> Result<(), CommandError> {
    match command {
        SubscriptionTypeCommand::Create(create) => create_type(app, create).await,
        SubscriptionTypeCommand::List(list) => list_types(app, list).await,
        SubscriptionTypeCommand::Update(update) => update_type(app, update).await,
    }
}

async fn create_type(app: &App, create: SubscriptionTypeCreate) -> Result<(), CommandError> {
    let source = known(app, create.source).await?;
    let name = name(&create.name)?;
    let (description, months) = (&create.description, create.months);
    let created = subscription::create_type(app, source, &name, description, create.family, months).await?;
    let id = created.ok_or_else(|| taken(source, &name))?;
    done(create.output, &json!({ "id": id, "name": name }), &format!("Subscription type {id}: {name}"));
    Ok(())
}

async fn list_types(app: &App, list: SubscriptionTypeList) -> Result<(), CommandError> {
    for kind in subscription::types(app, known(app, list.source).await?).await? {
        print(&kind, list.output);
    }
    Ok(())
}

async fn update_type(app: &App, update: SubscriptionTypeUpdate) -> Result<(), CommandError> {
    let (source, id) = (known(app, update.source).await?, SubscriptionTypeId(update.id));
    let name = update.name.as_deref().map(name).transpose()?;
    let change = TypeChange {
        name: name.as_deref(),
        description: update.description.as_deref(),
        months: update.months,
    };
    let changed = subscription::update_type(app, source, id, &change).await.map_err(|error| match error {
        Error::UnknownType => CommandError(format!(
            "source {source} has no type {id}; `enrol subscription-type list` shows them"
        )),
        error => error.into(),
    })?;
    print(&changed.ok_or_else(|| taken(source, name.as_deref().unwrap_or_default()))?, update.output);
    Ok(())
}

fn name(text: &str) -> Result<String, CommandError> {
    let name = normalize::line(text).ok().filter(|name| (1..=100).contains(&name.chars().count()));
    name.ok_or_else(|| CommandError("--name: a name has 1 to 100 readable characters".to_owned()))
}

fn taken(source: SourceId, name: &str) -> CommandError {
    CommandError(format!("--name: source {source} already has a type {name}"))
}

fn print(kind: &SubscriptionType, output: Output) {
    let family = if kind.is_family { "family" } else { "single" };
    let line = format!("{}\t{}\t{} months\t{family}\t{}", kind.id, kind.name, kind.months, kind.description);
    let object = json!({
        "id": kind.id, "name": kind.name, "description": kind.description,
        "isFamily": kind.is_family, "months": kind.months,
    });
    done(output, &object, &line);
}
