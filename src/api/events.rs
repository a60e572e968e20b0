//! The feed of events over JSON.

use axum::extract::State;
use axum::response::Response;

use super::body_reader::FieldErrors;
use super::extract::Caller;
use super::field_code::FieldCode;
use super::idempotent_response;
use super::problem::Problem;
use super::query::Query;
use super::responses::Events;
use crate::actions::feed;
use crate::app::App;
use crate::domain::webhook::event::Event;
use crate::error::Error;

/// The events behind a place, in order.
pub async fn list(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    let (source, query, errors) = (caller.source.id, &caller.query, FieldErrors::default());
    let (after, kinds, limit) = (after(query, &errors), kinds(query, &errors), query.limit(&errors));
    errors.check()?;
    let page = feed::read(&app, source, (after, limit), kinds.as_deref()).await;
    let page = page.map_err(|error| match error {
        Error::NotFound => Problem::wrong("/after", FieldCode::UnknownCursor, UNKNOWN),
        error => error.into(),
    })?;
    Ok(idempotent_response::ok(&Events::from(&page)))
}

/// The place behind which the page begins: before all events, unless said.
fn after(query: &Query, errors: &FieldErrors) -> i64 {
    let Some(text) = query.get("after") else { return 0 };
    let is_place = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_place).unwrap_or_else(|| {
        errors.add("/after".to_owned(), FieldCode::UnknownCursor, UNKNOWN);
        0
    })
}

const UNKNOWN: &str = "after must be the next of an earlier answer to you, unchanged.";

/// The kinds of events that are asked for, each between commas.
fn kinds(query: &Query, errors: &FieldErrors) -> Option<String> {
    let words: Vec<&str> = query.get("types")?.split(',').map(str::trim).collect();
    if words.iter().any(|word| Event::notifiable(word).is_none()) {
        let known = Event::notifiable_words();
        let detail = format!("types must name events that there are, with commas between: {known}.");
        errors.add("/types".to_owned(), FieldCode::UnknownEvent, detail);
    }
    Some(format!(",{},", words.join(",")))
}
