//! `enrol sessions`: how signups stand. What people typed, and who they are, is not shown.

use serde_json::json;

use super::source::{done, known};
use super::{choice, optional};
use crate::actions::{SignupsWhich, session};
use crate::app::App;
use crate::cli::{Failure, LookCommand, LookList, LookOne, Output};
use crate::domain::journey;
use crate::domain::signup::{AnySignup, Outcome, Status};
use crate::error::Error;

pub(super) async fn run(app: &App, verb: LookCommand) -> Result<(), Failure> {
    match verb {
        LookCommand::List(list) => self::list(app, list).await,
        LookCommand::Show(one) => show(app, one).await,
    }
}

async fn list(app: &App, list: LookList) -> Result<(), Failure> {
    let source = known(app, list.source).await?;
    let status = choice(list.status.as_deref(), Status::from_word, Status::ALL)?;
    let which = SignupsWhich { status, about: None, before: None, limit: i64::from(list.limit) };
    for signup in session::list(app, source, &which).await? {
        print(&signup, list.output);
    }
    Ok(())
}

async fn show(app: &App, one: LookOne) -> Result<(), Failure> {
    let source = known(app, one.source).await?;
    let found = match one.id.parse() {
        Ok(id) => session::read(app, source, id).await,
        Err(_) => Err(Error::NotFound),
    };
    match found {
        Ok(signup) => print(&signup, one.output),
        Err(Error::NotFound) => {
            return Err(Failure("there is no such session; `enrol sessions list` shows them".to_owned()));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

fn print(signup: &AnySignup, output: Output) {
    let (facts, status) = (signup.facts(), signup.status());
    let (progress, started_at, ended) = match signup {
        AnySignup::Pending(_) => (None, None, None),
        AnySignup::InProgress(signup) => (Some(signup.state.progress), Some(signup.state.started_at), None),
        AnySignup::Ended(signup) => {
            (Some(signup.state.progress), signup.state.started_at, Some(&signup.state))
        }
    };
    let answered = progress.map_or(0, |progress| progress.answered().count());
    let customer = ended.and_then(|state| match state.outcome {
        Outcome::Completed { customer, .. } => Some(customer),
        Outcome::Cancelled | Outcome::Failed(_) | Outcome::Expired => None,
    });
    let ended_at = ended.map(|state| state.ended_at);
    let failure = ended.and_then(|state| state.outcome.failure());
    let object = json!({
        "id": facts.id, "status": status, "answered": answered, "steps": journey::STEPS.len(),
        "createdAt": facts.created_at, "expiresAt": facts.expires_at, "startedAt": started_at,
        "endedAt": ended_at, "customerId": customer, "errorCode": failure,
    });
    let line = format!(
        "{}\t{status}\t{answered} of {} steps\tmade {}\tended {}\tcustomer {}\terror {}",
        facts.id,
        journey::STEPS.len(),
        facts.created_at,
        optional(ended_at.as_ref()),
        optional(customer.as_ref()),
        optional(failure.as_ref()),
    );
    done(output, &object, &line);
}
