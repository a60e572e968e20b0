//! The first page that a link opens.

use askama::Template;
use time::UtcOffset;

use super::{Frame, Layout, Page};
use crate::domain::moment::Moment;
use crate::i18n::Arg;

/// What the start page is rendered from.
#[derive(Debug)]
pub struct StartPage<'a> {
    /// Until when the link works.
    pub expires_at: Moment,
    /// The clock on which that is told.
    pub utc_offset: UtcOffset,
    /// Proof that the post comes from this page.
    pub token: &'a str,
    /// Whether the tenant has filled in answers.
    pub prefilled_by_tenant: bool,
}

#[derive(Template)]
#[template(path = "start.html")]
struct StartHtml<'a> {
    layout: Layout<'a>,
    heading: String,
    lead: String,
    until: String,
    send: String,
    prefilled: Option<String>,
    token: &'a str,
}

#[derive(Template)]
#[template(path = "elsewhere.html")]
struct ElsewhereHtml<'a> {
    layout: Layout<'a>,
    until: String,
    token: &'a str,
}

/// Renders the start page: who invites, what will be asked, how long it takes, until when.
///
/// # Errors
/// When the template cannot be filled, which is an error of ours.
pub fn start(frame: Frame<'_>, page: &StartPage<'_>) -> Page {
    let heading = frame.say("start-title");
    StartHtml {
        layout: frame.layout(&heading),
        heading,
        lead: frame.say("start-lead"),
        until: until(frame, page, "start-until"),
        send: frame.say("start-send"),
        prefilled: page.prefilled_by_tenant.then(|| frame.say("start-prefilled")),
        token: page.token,
    }
    .render()
}

/// Renders the page for a link that was already used in another browser: nothing typed there is shown.
///
/// # Errors
/// When the template cannot be filled, which is an error of ours.
pub fn elsewhere(frame: Frame<'_>, page: &StartPage<'_>) -> Page {
    ElsewhereHtml {
        layout: frame.layout(&frame.catalog.get("elsewhere-title")),
        until: until(frame, page, "elsewhere-until"),
        token: page.token,
    }
    .render()
}

fn until(frame: Frame<'_>, page: &StartPage<'_>, key: &str) -> String {
    let until = Arg::Moment(page.expires_at, page.utc_offset);
    frame.catalog.with(key, &[("until", until)]).into_owned()
}
