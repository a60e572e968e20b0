//! The page of a signup that its person goes on with later.

use askama::Template;
use time::UtcOffset;

use super::{Clear, Frame, Layout, Page};
use crate::domain::moment::Moment;
use crate::domain::signup::resume::ResumeCode;
use crate::i18n::Arg;

/// What the page is rendered from.
#[derive(Debug)]
pub struct PausePage<'a> {
    /// The path of the signup, `/s/{id}`.
    pub base: &'a str,
    /// Proof that the post comes from this page.
    pub token: &'a str,
    /// Until when the signup can be finished.
    pub expires_at: Moment,
    /// The clock on which that is told.
    pub utc_offset: UtcOffset,
    /// The page that is next, for whoever goes on at once.
    pub carry_on: &'a str,
    /// The code by which the person goes on in another browser.
    pub code: ShownCode,
}

/// What of the resume code is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShownCode {
    /// There is none yet.
    None,
    /// There is one, which was shown before.
    Known,
    /// This one was made just now.
    New(ResumeCode),
}

#[derive(Template)]
#[template(path = "pause.html")]
struct PauseHtml<'a> {
    layout: Layout<'a>,
    until: String,
    action: String,
    token: &'a str,
    code: Option<String>,
    had_code: bool,
    carry_on: &'a str,
    /// How this device is cleared, where a code leads back.
    clear: Option<Clear<'a>>,
}

/// Renders the page: until when, how to come back, and by which code elsewhere.
///
/// # Errors
/// When the template cannot be filled, which is an error of ours.
pub fn pause(frame: Frame<'_>, page: &PausePage<'_>) -> Page {
    let until = Arg::Moment(page.expires_at, page.utc_offset);
    let clear = Clear { base: page.base, token: page.token };
    PauseHtml {
        layout: frame.layout(&frame.catalog.get("later-title")),
        until: frame.catalog.with("later-until", &[("until", until)]).into_owned(),
        action: format!("{}/pause", page.base),
        token: page.token,
        code: if let ShownCode::New(code) = &page.code { Some(code.grouped()) } else { None },
        had_code: page.code == ShownCode::Known,
        carry_on: page.carry_on,
        clear: (page.code != ShownCode::None).then_some(clear),
    }
    .render()
}
