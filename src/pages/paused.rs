//! The pages of a source that is disabled: signups are paused, and nothing is saved meanwhile.
//!
//! They are 403: the server works, and the operator does not allow it for now. With 503 monitors would take
//! a pause for an outage and proxies would put their own page in place of these words; 404 and 410 would
//! say that it is gone, and the session goes on where it stood once the source is enabled again.

use axum::http::StatusCode;

use super::answer::{Answer, page};
use super::guest::{Guest, clock_of, frame};
use super::view::{self, PausedPage};
use crate::domain::signup::{AnySignup, Facts};
use crate::domain::source::Source;

/// In the place of a link's start page.
pub fn start_page(source: &Source, signup: &AnySignup) -> Answer {
    draw(source, signup.facts(), matches!(signup, AnySignup::InProgress(_)))
}

/// In the place of a page of a session.
pub fn page_of(guest: &Guest) -> Answer {
    draw(&guest.source, &guest.latest.signup.facts, true)
}

fn draw(source: &Source, facts: &Facts, started: bool) -> Answer {
    let paused = PausedPage { expires_at: facts.expires_at, utc_offset: clock_of(source), started };
    page(StatusCode::FORBIDDEN, view::paused(frame(source, &facts.invitation), &paused), None)
}
