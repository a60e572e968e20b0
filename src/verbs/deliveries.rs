//! `enrol deliveries`: what became of letters. What they tell is not shown.

use serde_json::json;

use super::source::{done, known};
use super::{choice, optional};
use crate::actions::{DeliveriesWhich, notifier};
use crate::app::App;
use crate::cli::{Failure, LookCommand, LookList, LookOne, Output};
use crate::domain::delivery::{Delivery, Standing};
use crate::error::Error;

pub(super) async fn run(app: &App, verb: LookCommand) -> Result<(), Failure> {
    match verb {
        LookCommand::List(list) => self::list(app, list).await,
        LookCommand::Show(one) => show(app, one).await,
    }
}

async fn list(app: &App, list: LookList) -> Result<(), Failure> {
    let source = known(app, list.source).await?;
    let standing = choice(list.status.as_deref(), Standing::from_word, Standing::ALL)?;
    let which = DeliveriesWhich { standing, before: None, limit: i64::from(list.limit) };
    for delivery in notifier::deliveries(app, source, &which).await? {
        print(&delivery, list.output);
    }
    Ok(())
}

async fn show(app: &App, one: LookOne) -> Result<(), Failure> {
    let source = known(app, one.source).await?;
    let found = match one.id.parse() {
        Ok(id) => notifier::delivery(app, source, id).await,
        Err(_) => Err(Error::NotFound),
    };
    match found {
        Ok(delivery) => print(&delivery, one.output),
        Err(Error::NotFound) => {
            return Err(Failure("there is no such delivery; `enrol deliveries list` shows them".to_owned()));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

fn print(delivery: &Delivery, output: Output) {
    let standing = delivery.standing();
    let next = (standing == Standing::Pending).then_some(delivery.next_attempt_at);
    let object = json!({
        "id": delivery.id, "event": delivery.event, "status": standing, "attempts": delivery.attempts,
        "createdAt": delivery.created_at, "nextAttemptAt": next, "deliveredAt": delivery.delivered_at,
        "parkedAt": delivery.parked_at, "lastStatus": delivery.last_status, "lastError": delivery.trouble,
    });
    let line = format!(
        "{}\t{}\t{standing}\t{} tries\twritten {}\tnext {}\tstatus {}\terror {}",
        delivery.id,
        delivery.event,
        delivery.attempts,
        delivery.created_at,
        optional(next.as_ref()),
        optional(delivery.last_status.as_ref()),
        optional(delivery.trouble.as_ref()),
    );
    done(output, &object, &line);
}
