//! Signup sessions over JSON.

mod asked;

use axum::extract::State;
use axum::response::Response;

use super::caller::{Bearer, Caller, Id, Sent, refused};
use super::cursor;
use super::problem::Problem;
use super::reader::Faults;
use super::responses::{Session, Sessions};
use super::{BASE, reply};
use crate::actions::session::{self, Opened};
use crate::actions::{Concern, SignupsWhich};
use crate::api::field_code::FieldCode;
use crate::app::App;
use crate::domain::ids::SignupId;
use crate::domain::signup::Status;
use crate::error::Error;

/// The name under which the cursors of this list are sealed.
const LIST: &str = "sessions";

/// Opens a session → 201 with its link.
pub async fn create(State(app): State<App>, sent: Sent) -> Result<Response, Problem> {
    let asked = asked::read(&sent, &sent.bare.caller.context(&app))?;
    let opened = session::open(sent.bare.once(&app), &asked, |Opened { signup, secret }| {
        let location = format!("{BASE}/customer-signup/sessions/{}", signup.facts().id);
        reply::created(location, &Session::new(signup, Some(&link(&app, secret.reveal()))))
    });
    Ok(reply::send(opened.await?.reply))
}

/// One session: the source of truth.
pub async fn read(State(app): State<App>, Bearer(token): Bearer, Id(id): Id) -> Result<Response, Problem> {
    let signup = session::read_by_token(&app, &token, session_id(&id).ok()).await.map_err(refused)?;
    Ok(reply::ok(&Session::new(&signup, None)))
}

/// Sessions, newest first.
pub async fn list(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    let (query, source, faults) = (&caller.query, caller.source.id, Faults::default());
    let (limit, before) = (query.limit(&faults), cursor::after(&app, source, LIST, query, &faults));
    let status = query.word(&faults, "status", Status::ALL, Status::as_str);
    let (reference, email) = (query.line(&faults, "customerReferenceId"), query.line(&faults, "email"));
    if query.get("customerReferenceId").is_some() && query.get("email").is_some() {
        faults.add("/email".to_owned(), FieldCode::Exclusive, "Give customerReferenceId or email, not both.");
    }
    faults.check()?;
    let about = reference.as_deref().map(Concern::Reference).or(email.as_deref().map(Concern::Email));
    let which = SignupsWhich { status, about, before, limit: limit + 1 };
    let mut signups = session::list(&app, source, &which).await?;
    let next_cursor =
        cursor::page(&app, source, LIST, &mut signups, limit, |signup| signup.facts().id.to_string());
    let sessions = signups.iter().map(|signup| Session::new(signup, None)).collect();
    Ok(reply::ok(&Sessions { sessions, next_cursor }))
}

/// Ends a session.
pub async fn cancel(State(app): State<App>, caller: Caller, Id(id): Id) -> Result<Response, Problem> {
    let signup = session::cancel(&app, caller.source.id, session_id(&id)?).await?;
    Ok(reply::ok(&Session::new(&signup, None)))
}

/// Gives a session a new link; the old one stops working.
pub async fn renew_link(State(app): State<App>, caller: Caller, Id(id): Id) -> Result<Response, Problem> {
    let Opened { signup, secret } = session::renew_link(&app, caller.source.id, session_id(&id)?).await?;
    Ok(reply::ok(&Session::new(&signup, Some(&link(&app, secret.reveal())))))
}

fn link(app: &App, secret: &str) -> String {
    format!("{}/signup/{secret}", app.settings.origin())
}

/// The id in a path; what is no id is nobody's.
fn session_id(text: &str) -> Result<SignupId, Error> {
    text.parse().map_err(|_| Error::NotFound)
}
