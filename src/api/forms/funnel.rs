//! How people get on with a form, over JSON.

use axum::extract::State;
use axum::response::Response;
use time::Date;

use crate::actions::funnel;
use crate::api::body_reader::FieldErrors;
use crate::api::extract::Caller;
use crate::api::field_code::FieldCode;
use crate::api::idempotent_response;
use crate::api::problem::Problem;
use crate::api::query::Query;
use crate::api::responses::Funnel;
use crate::app::App;
use crate::domain::funnel::{MOST_DAYS, Span};
use crate::domain::profile::date;

/// What was counted from one day to another.
pub async fn read(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    let span = span(&caller.query, app.now().utc().date())?;
    let rows = funnel::read(&app, caller.source.id, span).await?;
    Ok(idempotent_response::ok(&Funnel::new(span, &rows)))
}

/// The days that are asked for: up to today, unless said.
fn span(query: &Query, today: Date) -> Result<Span, Problem> {
    let errors = FieldErrors::default();
    let read = |name: &'static str| {
        let found = query.get(name).map(date::parse_iso);
        if found == Some(None) {
            let detail = format!("{name} must be a day, such as 2026-11-23.");
            errors.add(format!("/{name}"), FieldCode::Format, detail);
        }
        found.flatten()
    };
    let (from, to) = (read("from"), read("to"));
    errors.check()?;
    Span::new(from, to, today).ok_or_else(|| {
        let detail = format!(
            "from must not be later than to, and both within {MOST_DAYS} days: ask for less at a time."
        );
        Problem::wrong("/from", FieldCode::OutOfRange, detail)
    })
}
