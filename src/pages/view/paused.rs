//! The pages of a signup that cannot go on for now: its source is paused, or the browser keeps no cookie.

use askama::Template;
use time::UtcOffset;

use super::{Frame, Layout, Page};
use crate::domain::moment::Moment;
use crate::i18n::Arg;

/// What the page of a paused source is rendered from.
#[derive(Debug)]
pub struct PausedPage {
    /// Until when the signup can be finished.
    pub expires_at: Moment,
    /// The clock on which that is told.
    pub utc_offset: UtcOffset,
    /// Whether anybody has started, so that answers may be saved.
    pub started: bool,
}

#[derive(Template)]
#[template(path = "paused.html")]
struct PausedHtml<'a> {
    layout: Layout<'a>,
    heading: String,
    lead: String,
    until: String,
}

#[derive(Template)]
#[template(path = "cookies.html")]
struct CookiesHtml<'a> {
    layout: Layout<'a>,
}

/// Renders the page of a paused source.
///
/// # Errors
/// When the template cannot be filled, which is an error of ours.
pub fn paused(frame: Frame<'_>, page: &PausedPage) -> Page {
    let heading = frame.say("paused-title");
    let until = Arg::Moment(page.expires_at, page.utc_offset);
    PausedHtml {
        layout: frame.layout(&heading),
        heading,
        lead: frame.say(if page.started { "paused-kept" } else { "paused-start" }),
        until: frame.catalog.with("paused-until", &[("until", until)]).into_owned(),
    }
    .render()
}

/// Renders the page for a browser that does not keep the cookie it was given.
///
/// # Errors
/// When the template cannot be filled, which is an error of ours.
pub fn cookies(frame: Frame<'_>) -> Page {
    CookiesHtml { layout: frame.layout(&frame.catalog.get("cookies-title")) }.render()
}
