//! The first page that a link opens.

use askama::Template;
use time::UtcOffset;

use super::{Frame, Layout, Page};
use crate::domain::form::{Ask, Form, Need};
use crate::domain::moment::Moment;
use crate::domain::profile::{Kind, Scope, Section};
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
    /// What will be asked.
    pub form: &'a Form,
    /// In which sections.
    pub sections: &'a [Section],
}

#[derive(Template)]
#[template(path = "start.html")]
struct StartHtml<'a> {
    layout: Layout<'a>,
    heading: String,
    lead: String,
    asked: Vec<String>,
    needed: String,
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
    let frame = frame.in_full();
    let heading = frame.say("start-title");
    StartHtml {
        layout: frame.layout(&heading),
        heading,
        lead: frame.say("start-lead"),
        asked: page.sections.iter().map(|section| frame.say(&format!("{section}-asked"))).collect(),
        needed: needed(frame, page),
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

/// What cannot be left out: the fields that the form needs, and the questions that steer it.
fn needed(frame: Frame<'_>, page: &StartPage<'_>) -> String {
    let asks = page.sections.iter().flat_map(|section| page.form.asks(*section));
    let steers = |ask: &Ask| ask.field.scope == Scope::FormOnly && ask.field.kind == Kind::YesNo;
    let needed =
        asks.filter(|ask| steers(ask) || (ask.need == Need::Required && ask.field.follows.is_none()));
    let names: Vec<_> = needed.map(|ask| frame.catalog.short_label(ask.field)).collect();
    let names = names.join(&frame.catalog.get("list-comma"));
    frame.catalog.with("start-needed", &[("fields", Arg::Text(&names))]).into_owned()
}

fn until(frame: Frame<'_>, page: &StartPage<'_>, key: &str) -> String {
    let until = Arg::Moment(page.expires_at, page.utc_offset);
    frame.catalog.with(key, &[("until", until)]).into_owned()
}
