//! The page of a signup that its person goes on with later.

use askama::Template;
use time::UtcOffset;

use super::{Frame, Layout, Page};
use crate::domain::moment::Moment;
use crate::i18n::Arg;

/// What the page is rendered from.
#[derive(Debug)]
pub struct PausePage<'a> {
    /// Until when the signup can be finished.
    pub expires_at: Moment,
    /// The clock on which that is told.
    pub utc_offset: UtcOffset,
    /// The page that is next, for whoever goes on at once.
    pub carry_on: &'a str,
}

#[derive(Template)]
#[template(path = "pause.html")]
struct PauseHtml<'a> {
    layout: Layout<'a>,
    until: String,
    carry_on: &'a str,
}

/// Renders the page: until when, and how to come back.
///
/// # Errors
/// When the template cannot be filled, which is an error of ours.
pub fn pause(frame: Frame<'_>, page: &PausePage<'_>) -> Page {
    let until = Arg::Moment(page.expires_at, page.utc_offset);
    PauseHtml {
        layout: frame.layout(&frame.catalog.get("later-title")),
        until: frame.catalog.with("later-until", &[("until", until)]).into_owned(),
        carry_on: page.carry_on,
    }
    .render()
}
