//! What the page's script sends while a person types on a step or ticks boxes of the page of checks. Nothing is shown: the script reads the status alone.

use axum::http::{HeaderMap, StatusCode};
use tower_sessions::Session;

use super::access::{Access, PageName, visit};
use super::check;
use super::choice::chosen;
use super::csrf;
use super::owner::SignupOwner;
use super::response::{PageResult, nothing_here, status};
use super::step::posted;
use crate::actions::signup::person::{self, Saved};
use crate::app::App;
use crate::domain::ids::SignupId;
use crate::domain::profile::Section;
use crate::domain::profile::form_input::FormInput;
use crate::http::VisitorLanguage;

/// Whether a form was posted by the page's script while the person types.
pub fn is_draft(form: &FormInput) -> bool {
    form.get("action") == "draft"
}

/// Keeps what is typed (204), unless it was saved elsewhere since (409), the session is over or its answers are fixed (410), or it is not this
/// person's to save: 401 without access, 403 where the post cannot be confirmed or the source is disabled.
pub async fn take(
    app: &App,
    session: &Session,
    (id, page): (SignupId, PageName),
    (visitor, headers): (&VisitorLanguage, &HeaderMap),
    form: &FormInput,
) -> PageResult {
    let owner = match visit(app, session, (id, page), visitor, None).await? {
        Access::Owner(owner) => owner,
        Access::Ended { .. } => return status(StatusCode::GONE),
        Access::Denied(_) => return status(StatusCode::UNAUTHORIZED),
    };
    if let PageName::Step(section) = page
        && !owner.latest.signup.journey().has(section)
    {
        return Err(nothing_here().into());
    }
    if !csrf::holds(app, headers, &owner.subject(), form.get("token")) || owner.source.is_disabled() {
        return status(StatusCode::FORBIDDEN);
    }
    match page {
        PageName::Step(section) => take_step(app, &owner, section, form).await,
        _ => status(check::keep_typed(app, &owner, form).await?),
    }
}

async fn take_step(app: &App, owner: &SignupOwner, section: Section, form: &FormInput) -> PageResult {
    let form = &*chosen(owner, section, form);
    let order = form.get("order").parse().unwrap_or_default();
    let posted = posted(app, owner, section, form);
    match person::keep_typing(app, owner.source.id, owner.latest.clone(), posted, order).await? {
        Saved::Done(_) | Saved::Refused { .. } => status(StatusCode::NO_CONTENT),
        Saved::Stale(_) => status(StatusCode::CONFLICT),
        Saved::Ended(_) | Saved::Fixed(_) => status(StatusCode::GONE),
    }
}
