//! `enrol sessions`: how signups stand. What people typed, and who they are, is not shown.

use serde_json::json;

use super::source::{done, known};
use super::{choice, find, optional};
use crate::actions::signup::tenant::{self, Opened};
use crate::app::App;
use crate::cli::{CommandError, LookList, LookOne, Output, SessionsCommand};
use crate::domain::signup::filter::SignupFilter;
use crate::domain::signup::{Outcome, SignupState, Status};
use crate::error::Error;

const MISSING: &str = "there is no such session; `enrol sessions list` shows them";

pub(super) async fn run(app: &App, command: SessionsCommand) -> Result<(), CommandError> {
    match command {
        SessionsCommand::List(list) => self::list(app, list).await,
        SessionsCommand::Show(one) => show(app, one).await,
        SessionsCommand::Cancel(one) => cancel(app, one).await,
        SessionsCommand::Link(one) => link(app, one).await,
    }
}

async fn list(app: &App, list: LookList) -> Result<(), CommandError> {
    let source = known(app, list.source).await?;
    let status = choice(list.status.as_deref(), Status::parse, Status::ALL)?;
    let which = SignupFilter { status, about: None, before: None, limit: i64::from(list.limit) };
    for signup in tenant::list(app, source, &which).await? {
        print(&signup, list.output);
    }
    Ok(())
}

async fn show(app: &App, one: LookOne) -> Result<(), CommandError> {
    let source = known(app, one.source).await?;
    let signup = find(&one.id, async |id| tenant::read(app, source, id).await, MISSING).await?;
    print(&signup, one.output);
    Ok(())
}

async fn cancel(app: &App, one: LookOne) -> Result<(), CommandError> {
    let source = known(app, one.source).await?;
    let ended = find(&one.id, async |id| open(tenant::cancel(app, source, id).await), MISSING).await?;
    print(&ended.ok_or_else(over)?, one.output);
    Ok(())
}

async fn link(app: &App, one: LookOne) -> Result<(), CommandError> {
    let source = known(app, one.source).await?;
    let opened = find(&one.id, async |id| open(tenant::renew_link(app, source, id).await), MISSING).await?;
    let Opened { signup, secret } = opened.ok_or_else(over)?;
    let (id, until) = (signup.details().id, signup.details().expires_at);
    let url = format!("{}/signup/{}", app.settings.origin(), secret.reveal());
    let words = format!(
        "{url}\nIt works until {until}, and is shown this once. The link before does not work any more."
    );
    done(one.output, &json!({ "id": id, "url": url, "expiresAt": until }), &words);
    Ok(())
}

/// What came of a change to a session; nothing when the session is over.
fn open<T>(changed: Result<T, Error>) -> Result<Option<T>, Error> {
    match changed {
        Err(Error::Ended) => Ok(None),
        changed => changed.map(Some),
    }
}

fn over() -> CommandError {
    CommandError("the session is over and cannot change any more".to_owned())
}

fn print(signup: &SignupState, output: Output) {
    let (details, status) = (signup.details(), signup.status());
    let (started_at, ended) = match signup {
        SignupState::Pending(_) => (None, None),
        SignupState::InProgress(signup) => (Some(signup.state.started_at), None),
        SignupState::Ended(signup) => (signup.state.started_at, Some(&signup.state)),
    };
    let journey = signup.journey();
    let (answered, steps) = (journey.answered().count(), journey.total());
    let customer = ended.and_then(|state| match state.outcome {
        Outcome::Completed { customer, .. } => Some(customer),
        Outcome::Cancelled | Outcome::Failed(_) | Outcome::Expired => None,
    });
    let ended_at = ended.map(|state| state.ended_at);
    let failure = ended.and_then(|state| state.outcome.failure());
    let awaiting = signup.awaiting();
    let object = json!({
        "id": details.id, "status": status, "answered": answered, "steps": steps,
        "createdAt": details.created_at, "expiresAt": details.expires_at, "startedAt": started_at,
        "endedAt": ended_at, "customerId": customer, "errorCode": failure, "awaiting": awaiting,
    });
    let line = format!(
        "{}\t{status}\t{answered} of {steps} steps\tmade {}\tended {}\tcustomer {}\terror {}\tawaits {}",
        details.id,
        details.created_at,
        optional(ended_at.as_ref()),
        optional(customer.as_ref()),
        optional(failure.as_ref()),
        optional(awaiting.as_ref()),
    );
    done(output, &object, &line);
}
