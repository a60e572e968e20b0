//! The form of a source over JSON.

pub mod funnel;
pub mod logo;
mod request;

use axum::extract::State;
use axum::response::Response;
use serde_json::{Map, Value};

use super::etag::{IfMatch, tagged};
use super::extract::{Caller, JsonBody, NoBody};
use super::idempotent_response;
use super::problem::Problem;
use super::responses::{FormAnswer, PreviewAnswer};
use crate::actions::{form, preview};
use crate::app::App;
use crate::domain::form::Form;
use crate::domain::tenant::source::Source;

/// The form that new sessions begin with.
pub async fn read(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    let form = form::current(&app, &caller.source).await?;
    Ok(tagged(form.version, &answer("Form found.", &form, &app)))
}

/// Replaces the form whole, in the version that `If-Match` names; open sessions keep theirs.
pub async fn replace(
    State(app): State<App>,
    condition: IfMatch,
    sent: JsonBody,
) -> Result<Response, Problem> {
    let source = &sent.bare.caller.source;
    let new = request::read(&sent.object, sent.strict, source)?;
    let form = form::replace(&app, source.id, &new, |version| condition.allows(version)).await?;
    Ok(tagged(form.version, &answer("Form replaced.", &form, &app)))
}

/// Makes an address that shows every page of the form, for an hour → 201 with it.
pub async fn preview(State(app): State<App>, bare: NoBody) -> Result<Response, Problem> {
    let made = preview::make(bare.idempotent(&app), &bare.caller.source, |preview| {
        let path = preview.path(&app);
        let url = format!("{}{path}", app.settings.origin());
        idempotent_response::created(path, &PreviewAnswer { url, expires_at: preview.until })
    });
    Ok(idempotent_response::send(made.await?.reply))
}

/// Reads a form that the shell was given, as a body is read: every error at once.
///
/// # Errors
/// A problem that names every wrong member; unknown ones too.
pub fn read_form(object: &Map<String, Value>, source: &Source) -> Result<Form, Problem> {
    request::read(object, true, source)
}

/// A form as answers have it.
#[must_use]
pub fn written(form: &Form, app: &App) -> Value {
    // Strings and numbers always become JSON.
    serde_json::to_value(super::responses::Form::of(form, app.settings.origin())).unwrap_or_default()
}

fn answer<'a>(message: &'static str, form: &'a Form, app: &App) -> FormAnswer<'a> {
    FormAnswer { message, form: super::responses::Form::of(form, app.settings.origin()) }
}
