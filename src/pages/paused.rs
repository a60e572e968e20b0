//! The pages of a source that is disabled: signups are paused, and nothing can be posted meanwhile.
//!
//! They are 403: the server works, and the operator does not allow it for now. With 503 monitors would take
//! a pause for an outage and proxies would put their own page in place of these words; 404 and 410 would
//! say that it is gone, and the session goes on where it stood once the source is enabled again.

use axum::http::StatusCode;

use super::answer::{Answer, page};
use super::guest::{Guest, clock_of, frame};
use super::view::{self, PausedPage, Retry};
use crate::app::App;
use crate::domain::profile::Section;
use crate::domain::signup::{AnySignup, Facts};
use crate::domain::source::Source;
use crate::domain::typed::Typed;

/// In the place of a link's start page.
pub fn start_page(source: &Source, signup: &AnySignup) -> Answer {
    draw(source, signup.facts(), matches!(signup, AnySignup::InProgress(_)), None)
}

/// In the place of a page of a session. What was typed on it just now is not saved: it is shown, and goes
/// along when the person tries again.
pub fn page_of(app: &App, guest: &Guest, typed: Option<(Section, &Typed)>) -> Answer {
    let token = guest.token(app);
    let base = guest.base();
    let retry = typed.map(|(section, typed)| Retry { base: &base, section, typed, token: &token });
    draw(&guest.source, &guest.latest.signup.facts, true, retry)
}

fn draw(source: &Source, facts: &Facts, started: bool, retry: Option<Retry<'_>>) -> Answer {
    let paused = PausedPage { expires_at: facts.expires_at, utc_offset: clock_of(source), started, retry };
    page(StatusCode::FORBIDDEN, view::paused(frame(source, &facts.invitation), &paused), None)
}
