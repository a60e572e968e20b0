//! The pages of a link that was started in another browser: go on here by a code, or start again.

use askama::Template;
use time::UtcOffset;

use super::step::Entry;
use super::{Frame, Layout, Page};
use crate::domain::moment::Moment;
use crate::domain::profile::form_input::FormInput;
use crate::i18n::Arg;

/// Why a code does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeError {
    /// It has not the form of one.
    Malformed,
    /// The post could not be shown to come from this person's page.
    Unconfirmed,
    /// The source is disabled.
    Paused,
    /// Too many wrong ones came from where this browser is.
    Wait {
        /// After so many seconds one may be tried again.
        seconds: u64,
    },
    /// It is wrong; at no try left only a new one helps.
    Wrong {
        /// How often a code may still be entered.
        tries_left: u8,
    },
}

/// What the page that asks for the code is rendered from.
#[derive(Debug)]
pub struct ElsewherePage<'a> {
    /// The page that leads to an empty form, unless what was answered is being paid for.
    pub again: Option<&'a str>,
    /// Proof that the post comes from this page.
    pub token: &'a str,
    /// What was entered.
    pub typed: &'a FormInput,
    /// Why that does not count.
    pub error: Option<CodeError>,
}

/// What the question before starting again is rendered from.
#[derive(Debug)]
pub struct AgainPage<'a> {
    /// Until when the signup can be finished.
    pub expires_at: Moment,
    /// When it was last used, where that is known.
    pub used_at: Option<Moment>,
    /// The clock on which both are told.
    pub utc_offset: UtcOffset,
    /// The link's own page.
    pub link: &'a str,
    /// Proof that the post comes from this page.
    pub token: &'a str,
}

#[derive(Template)]
#[template(path = "elsewhere.html")]
struct ElsewhereHtml<'a> {
    layout: Layout<'a>,
    summary: Vec<Entry>,
    again: Option<&'a str>,
    code: CodeField<'a>,
}

/// The input for the code.
pub(super) struct CodeField<'a> {
    /// Proof that the post comes from this page.
    pub token: &'a str,
    /// What was entered.
    pub typed: String,
    /// Whether the other browser is to keep its access.
    pub share: bool,
    /// Why the code does not count.
    pub error: Option<String>,
}

impl<'a> CodeField<'a> {
    pub fn new(frame: Frame<'_>, token: &'a str, typed: &FormInput, error: Option<CodeError>) -> Self {
        Self {
            token,
            typed: typed.shown("code"),
            share: typed.get("share") == "yes",
            error: error.map(|error| told(frame, error)),
        }
    }

    /// What the summary of errors says.
    pub fn entry(&self) -> Option<Entry> {
        self.error.clone().map(|text| Entry { href: "#code".to_owned(), text })
    }
}

#[derive(Template)]
#[template(path = "again.html")]
struct AgainHtml<'a> {
    layout: Layout<'a>,
    used: Option<String>,
    until: String,
    link: &'a str,
    token: &'a str,
}

/// Renders the page for a link that was already used in another browser: nothing typed there is shown.
///
/// # Errors
/// When the template cannot be filled, which is an error of ours.
pub fn elsewhere(frame: Frame<'_>, page: &ElsewherePage<'_>) -> Page {
    let code = CodeField::new(frame, page.token, page.typed, page.error);
    let summary: Vec<Entry> = code.entry().into_iter().collect();
    ElsewhereHtml {
        layout: frame.layout(&frame.catalog.get("elsewhere-title")).refusing(!summary.is_empty()),
        summary,
        again: page.again,
        code,
    }
    .render()
}

/// Renders the question before starting again with an empty form.
///
/// # Errors
/// When the template cannot be filled, which is an error of ours.
pub fn again(frame: Frame<'_>, page: &AgainPage<'_>) -> Page {
    let say = |key: &str, name: &str, at: Moment| {
        frame.catalog.with(key, &[(name, Arg::Moment(at, page.utc_offset))]).into_owned()
    };
    AgainHtml {
        layout: frame.layout(&frame.catalog.get("again-title")),
        used: page.used_at.map(|at| say("again-used", "at", at)),
        until: say("elsewhere-until", "until", page.expires_at),
        link: page.link,
        token: page.token,
    }
    .render()
}

fn told(frame: Frame<'_>, error: CodeError) -> String {
    match error {
        CodeError::Malformed => frame.catalog.get("code-malformed").into_owned(),
        CodeError::Unconfirmed => frame.catalog.get("code-unconfirmed").into_owned(),
        CodeError::Paused => frame.say("notice-paused"),
        CodeError::Wait { .. } => frame.catalog.get("code-wait").into_owned(),
        CodeError::Wrong { tries_left: 0 } => frame.catalog.get("code-locked").into_owned(),
        CodeError::Wrong { tries_left } => {
            frame.catalog.with("code-wrong", &[("tries", tries_left.into())]).into_owned()
        }
    }
}
