//! Signup sessions over JSON.

mod payment;
mod request;

use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::body_reader::FieldErrors;
use super::cursor;
use super::extract::{Bearer, Caller, JsonBody, PathId, refused};
use super::problem::Problem;
use super::rate_limit::RateLimit;
use super::responses::{Session, Sessions};
use super::{BASE, idempotent_response};
use crate::actions::form;
use crate::actions::signup::payment::{self as action, Told};
use crate::actions::signup::tenant::{self, Opened};
use crate::api::field_code::FieldCode;
use crate::app::App;
use crate::domain::ids::SignupId;
use crate::domain::signup::Status;
use crate::domain::signup::filter::SignupFilter;
use crate::domain::signup::filter::SignupLookup;
use crate::error::Error;

/// The name under which the cursors of this list are sealed.
const LIST: &str = "sessions";

/// Opens a session → 201 with its link.
pub async fn create(State(app): State<App>, sent: JsonBody) -> Result<Response, Problem> {
    let form = form::current(&app, &sent.bare.caller.source).await?;
    let sends_texts = app.settings.sms.is_some();
    let request = request::read(&sent, &sent.bare.caller.context(&app), form, sends_texts)?;
    let room = app.rate_limits.sessions.take(&sent.bare.caller.source.id)?;
    let opened = tenant::open(sent.bare.idempotent(&app), &request, |Opened { signup, secret }| {
        let location = format!("{BASE}/customer-signup/sessions/{}", signup.details().id);
        idempotent_response::created(location, &Session::new(signup, Some(&link(&app, secret.reveal()))))
    });
    Ok((room.map(RateLimit::left), idempotent_response::send(opened.await?.reply)).into_response())
}

/// One session: the source of truth.
pub async fn read(
    State(app): State<App>,
    Bearer(token): Bearer,
    PathId(id): PathId,
) -> Result<Response, Problem> {
    let signup = tenant::read_by_token(&app, &token, session_id(&id).ok()).await.map_err(refused)?;
    Ok(idempotent_response::ok(&Session::new(&signup, None)))
}

/// Sessions, newest first.
pub async fn list(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    let (query, source, errors) = (&caller.query, caller.source.id, FieldErrors::default());
    let (limit, before) = (query.limit(&errors), cursor::after(&app, source, LIST, query, &errors));
    let status = query.choice(&errors, "status", Status::ALL, Status::as_str);
    let (reference, email) = (query.line(&errors, "customerReferenceId"), query.line(&errors, "email"));
    if query.get("customerReferenceId").is_some() && query.get("email").is_some() {
        errors.add("/email".to_owned(), FieldCode::Exclusive, "Give customerReferenceId or email, not both.");
    }
    errors.check()?;
    let about =
        reference.as_deref().map(SignupLookup::Reference).or(email.as_deref().map(SignupLookup::Email));
    let which = SignupFilter { status, about, before, limit: limit + 1 };
    let mut signups = tenant::list(&app, source, &which).await?;
    let next_cursor =
        cursor::page(&app, source, LIST, &mut signups, limit, |signup| signup.details().id.to_string());
    let sessions = signups.iter().map(|signup| Session::new(signup, None)).collect();
    Ok(idempotent_response::ok(&Sessions { sessions, next_cursor }))
}

/// Ends a session.
pub async fn cancel(State(app): State<App>, caller: Caller, PathId(id): PathId) -> Result<Response, Problem> {
    let signup = tenant::cancel(&app, caller.source.id, session_id(&id)?).await?;
    Ok(idempotent_response::ok(&Session::new(&signup, None)))
}

/// Gives a session a new link; the old one stops working.
pub async fn renew_link(
    State(app): State<App>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<Response, Problem> {
    let Opened { signup, secret } = tenant::renew_link(&app, caller.source.id, session_id(&id)?).await?;
    Ok(idempotent_response::ok(&Session::new(&signup, Some(&link(&app, secret.reveal())))))
}

/// Takes the word about the payment that a session awaits.
pub async fn tell_payment(
    State(app): State<App>,
    PathId(id): PathId,
    sent: JsonBody,
) -> Result<Response, Problem> {
    let id = session_id(&id)?;
    let word = payment::read(&sent)?;
    let context = sent.bare.caller.context(&app);
    let reply = |told: &Told| idempotent_response::done(&Session::new(&told.0, None));
    let told = action::tell(sent.bare.idempotent(&app), id, &word, &context, reply).await?;
    Ok(idempotent_response::send(told.reply))
}

fn link(app: &App, secret: &str) -> String {
    format!("{}/signup/{secret}", app.settings.origin())
}

/// The id in a path; what is no id is nobody's.
fn session_id(text: &str) -> Result<SignupId, Error> {
    text.parse().map_err(|_| Error::NotFound)
}
