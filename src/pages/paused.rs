//! The pages of a source that is disabled: signups are paused, and nothing is saved meanwhile.
//!
//! They are 403: the server works, and the operator does not allow it for now. With 503 monitors would take
//! a pause for an outage and proxies would put their own page in place of these words; 404 and 410 would
//! say that it is gone, and the session goes on where it stood once the source is enabled again.

use axum::http::StatusCode;

use super::owner::{SignupOwner, clock_of, frame};
use super::response::{PageResult, page};
use super::view::{self, PausedPage};
use crate::domain::language::Language;
use crate::domain::signup::{SignupDetails, SignupState};
use crate::domain::tenant::source::Source;

/// In the place of a link's start page.
pub fn start_page(source: &Source, signup: &SignupState, language: Language) -> PageResult {
    render(source, language, signup.details(), matches!(signup, SignupState::InProgress(_)))
}

/// In the place of a page of a session.
pub fn page_of(owner: &SignupOwner) -> PageResult {
    render(&owner.source, owner.language, &owner.latest.signup.details, true)
}

fn render(source: &Source, language: Language, details: &SignupDetails, started: bool) -> PageResult {
    let paused = PausedPage { expires_at: details.expires_at, utc_offset: clock_of(source), started };
    page(StatusCode::FORBIDDEN, view::paused(frame(source, &details.form, language), &paused), None)
}
