//! The pages of a signup that cannot go on for now: its source is paused, or the browser keeps no cookie.

use askama::Template;
use time::UtcOffset;

use super::ends::{Line, lines};
use super::{Frame, Layout, Page};
use crate::domain::moment::Moment;
use crate::domain::profile::Section;
use crate::domain::typed::Typed;

/// What the page of a paused source is drawn from.
#[derive(Debug)]
pub struct PausedPage<'a> {
    /// Until when the signup can be finished.
    pub expires_at: Moment,
    /// The clock on which that is told.
    pub utc_offset: UtcOffset,
    /// Whether anybody has started, so that answers may be saved.
    pub started: bool,
    /// What was posted just now, if anything was.
    pub retry: Option<Retry<'a>>,
}

/// A step that was posted and could not be saved.
#[derive(Debug)]
pub struct Retry<'a> {
    /// The path of the signup, `/s/{id}`.
    pub base: &'a str,
    /// Which step.
    pub section: Section,
    /// What was typed.
    pub typed: &'a Typed,
    /// Proof that the next post comes from this page.
    pub token: &'a str,
}

/// A form that sends the step again.
struct Again {
    action: String,
    inputs: Vec<(String, String)>,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "paused.html")]
struct PausedHtml<'a> {
    layout: Layout<'a>,
    heading: String,
    lead: String,
    until: String,
    again: Option<Again>,
}

#[derive(Template)]
#[template(path = "cookies.html")]
struct CookiesHtml<'a> {
    layout: Layout<'a>,
}

/// Draws the page of a paused source, with what was typed last.
///
/// # Errors
/// When the template cannot be filled, which is a mistake of ours.
pub fn paused(frame: Frame<'_>, page: &PausedPage<'_>) -> Page {
    let heading = frame.say("paused-title");
    let until = frame.words.moment(page.expires_at, page.utc_offset);
    PausedHtml {
        layout: frame.layout(&heading),
        heading,
        lead: frame.say(if page.started { "paused-kept" } else { "paused-start" }),
        until: frame.words.with("paused-until", &[("until", &until)]).into_owned(),
        again: page.retry.as_ref().map(|retry| again(frame, retry)),
    }
    .render()
}

/// Draws the page for a browser that does not keep the cookie it was given.
///
/// # Errors
/// When the template cannot be filled, which is a mistake of ours.
pub fn cookies(frame: Frame<'_>) -> Page {
    CookiesHtml { layout: frame.layout(&frame.words.get("cookies-title")) }.render()
}

fn again(frame: Frame<'_>, retry: &Retry<'_>) -> Again {
    let steering = ["revision", "return", "action"].map(|name| (name.to_owned(), retry.typed.shown(name)));
    let steering = steering.into_iter().filter(|(_, value)| !value.is_empty());
    let token = ("token".to_owned(), retry.token.to_owned());
    Again {
        action: format!("{}/{}", retry.base, retry.section),
        inputs: steering.chain([token]).chain(retry.typed.shown_of(retry.section)).collect(),
        lines: lines(frame.words, retry.section, retry.typed),
    }
}
