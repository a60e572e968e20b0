//! `enrol deliveries`: what became of letters. What they tell is not shown.

use serde_json::json;

use super::source::{done, known};
use super::{choice, find, optional};
use crate::actions::notifier;
use crate::app::App;
use crate::cli::{CommandError, DeliveriesCommand, LookList, LookOne, Output};
use crate::domain::webhook::delivery::DeliveryFilter;
use crate::domain::webhook::delivery::{Delivery, DeliveryStatus};
use crate::error::Error;

const MISSING: &str = "there is no such delivery; `enrol deliveries list` shows them";

pub(super) async fn run(app: &App, command: DeliveriesCommand) -> Result<(), CommandError> {
    match command {
        DeliveriesCommand::List(list) => self::list(app, list).await,
        DeliveriesCommand::Show(one) => show(app, one).await,
        DeliveriesCommand::Resend(one) => resend(app, one).await,
    }
}

async fn list(app: &App, list: LookList) -> Result<(), CommandError> {
    let source = known(app, list.source).await?;
    let status = choice(list.status.as_deref(), DeliveryStatus::parse, DeliveryStatus::ALL)?;
    let which = DeliveryFilter { status, before: None, limit: i64::from(list.limit) };
    for delivery in notifier::deliveries(app, source, &which).await? {
        print(&delivery, list.output);
    }
    Ok(())
}

async fn show(app: &App, one: LookOne) -> Result<(), CommandError> {
    let source = known(app, one.source).await?;
    let delivery = find(&one.id, async |id| notifier::delivery(app, source, id).await, MISSING).await?;
    print(&delivery, one.output);
    Ok(())
}

async fn resend(app: &App, one: LookOne) -> Result<(), CommandError> {
    let source = known(app, one.source).await?;
    let resent = find(
        &one.id,
        async |id| match notifier::resend(app, source, id).await {
            Err(Error::NoNotifier) => Ok(None),
            resent => resent.map(Some),
        },
        MISSING,
    );
    let nowhere = || CommandError(format!("source {source} has no notifier that it could be sent to"));
    print(&resent.await?.ok_or_else(nowhere)?, one.output);
    Ok(())
}

fn print(delivery: &Delivery, output: Output) {
    let (status, next) = (delivery.status(), delivery.next_attempt());
    let object = json!({
        "id": delivery.id, "event": delivery.event, "status": status, "attempts": delivery.attempts,
        "createdAt": delivery.created_at, "nextAttemptAt": next, "deliveredAt": delivery.delivered_at,
        "parkedAt": delivery.parked_at, "lastStatus": delivery.last_status, "lastError": delivery.error,
    });
    let line = format!(
        "{}\t{}\t{status}\t{} tries\twritten {}\tnext {}\tstatus {}\terror {}",
        delivery.id,
        delivery.event,
        delivery.attempts,
        delivery.created_at,
        optional(next.as_ref()),
        optional(delivery.last_status.as_ref()),
        optional(delivery.error.as_ref()),
    );
    done(output, &object, &line);
}
