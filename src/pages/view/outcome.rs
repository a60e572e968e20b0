//! The pages where a signup ends or cannot go on.

use askama::Template;
use url::Url;

use super::face::Contact;
use super::lost::inputs;
use super::typed::{Typed, TypedView};
use super::{Frame, Layout, Notice, Page};
use crate::domain::form::{AppLinks, Texts};
use crate::domain::profile::field;
use crate::i18n::Catalog;

/// The statuses that have a page of their own; any other is told as the nearest of these.
pub const STATUSES: [u16; 11] = [400, 403, 404, 405, 408, 413, 415, 421, 429, 500, 503];

/// How a signup has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The customer exists.
    Completed,
    /// The person or the tenant cancelled it.
    Cancelled,
    /// It could not be completed.
    Failed,
    /// Nobody told that the person has paid.
    Unpaid,
    /// Its time has passed.
    Expired,
}

/// What the page for a mobile number that cannot be signed up is rendered from.
#[derive(Debug)]
pub struct TakenPage<'a> {
    /// The path of the signup, `/s/{id}`.
    pub base: &'a str,
    /// Proof that the post comes from this page.
    pub token: &'a str,
    /// The number, as people read it.
    pub number: &'a str,
    /// Whether another number may be tried.
    pub may_correct: bool,
}

/// What the question before cancelling is rendered from.
#[derive(Debug)]
pub struct CancelPage<'a> {
    /// The path of the signup, `/s/{id}`.
    pub base: &'a str,
    /// Proof that the post comes from this page.
    pub token: &'a str,
    /// Whether the person was sent to pay, and may have paid.
    pub pays: bool,
}

/// What the outcome is rendered from.
#[derive(Debug, Clone, Copy)]
pub struct OutcomePage<'a> {
    /// How the signup has ended.
    pub ending: Ending,
    /// The way back to the tenant, when there is one.
    pub return_url: Option<&'a str>,
    /// Where the tenant makes a new link for whoever comes too late, when it says so.
    pub refresh_url: Option<&'a str>,
    /// By what the person and the tenant speak of it, when that may be shown.
    pub reference: Option<&'a str>,
    /// The tenant's apps, where the person is to be shown them.
    pub apps: Option<&'a AppLinks>,
    /// How this device is cleared, where there is something to clear.
    pub clear: Option<Clear<'a>>,
    /// What was typed on a step and came too late.
    pub late: Option<TooLate<'a>>,
}

/// What was typed on a step and came too late.
#[derive(Debug, Clone, Copy)]
pub struct TooLate<'a> {
    /// The step, and what was typed on it.
    pub typed: Typed<'a>,
    /// How it is taken along into a signup that was started since.
    pub along: Option<Along<'a>>,
}

/// The form that takes along what was typed. The page itself holds all that it needs.
#[derive(Debug, Clone, Copy)]
pub struct Along<'a> {
    /// Where it is posted to.
    pub action: &'a str,
    /// Proof that the post comes from this page.
    pub token: &'a str,
    /// Why that was not done.
    pub notice: Option<Notice>,
}

/// The button that makes this device forget a signup.
#[derive(Debug, Clone, Copy)]
pub struct Clear<'a> {
    /// The path of the signup, `/s/{id}`.
    pub base: &'a str,
    /// Proof that the post comes from this page.
    pub token: &'a str,
}

#[derive(Template)]
#[template(path = "taken.html")]
struct TakenHtml<'a> {
    layout: Layout<'a>,
    number: String,
    correct: Option<String>,
    no_more: String,
    help: Vec<Contact>,
    leave_text: String,
    leave: String,
    action: String,
    token: &'a str,
}

#[derive(Template)]
#[template(path = "cancel.html")]
struct CancelHtml<'a> {
    layout: Layout<'a>,
    lead: String,
    /// What to do for whoever has paid.
    paid: Option<String>,
    action: String,
    keep: String,
    token: &'a str,
}

#[derive(Template)]
#[template(path = "outcome.html")]
struct OutcomeHtml<'a> {
    layout: Layout<'a>,
    class: &'static str,
    heading: String,
    text: String,
    /// Where a new link is made.
    refresh: Option<&'a str>,
    /// What happens next, in the tenant's words.
    next: Option<Own<'a>>,
    /// What is said of the tenant's apps, and where they are.
    apps: Option<(String, Vec<Contact>)>,
    link: Option<(&'a str, String)>,
    /// The words of the link, where the tenant has its own.
    button: Option<Own<'a>>,
    /// Whom to ask, where somebody has to be asked.
    help: Vec<Contact>,
    reference: Option<String>,
    /// Whether it is worth a sheet of paper.
    print: bool,
    clear: Option<Clear<'a>>,
    typed: Option<TypedView>,
    along: Option<AlongForm<'a>>,
}

/// The form that takes along what was typed.
struct AlongForm<'a> {
    action: &'a str,
    token: &'a str,
    inputs: Vec<(String, String)>,
    /// Why that was not done.
    notice: Option<String>,
}

#[derive(Template)]
#[template(path = "cleared.html")]
struct ClearedHtml<'a> {
    layout: Layout<'a>,
}

/// The tenant's own words, which may be of another language than the page's.
struct Own<'a> {
    lang: &'static str,
    dir: &'static str,
    text: &'a str,
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemHtml<'a> {
    layout: Layout<'a>,
    heading: String,
    text: String,
}

/// Renders the page for a mobile number that cannot be signed up; it is the same whoever asks.
///
/// # Errors
/// When the template cannot be filled, which is an error of ours.
pub fn taken(frame: Frame<'_>, page: &TakenPage<'_>) -> Page {
    TakenHtml {
        layout: frame.layout(&frame.catalog.get("taken-title")).refusing(true),
        number: frame.catalog.with("taken-number", &[("number", page.number.into())]).into_owned(),
        correct: field(MOBILE)
            .filter(|_| page.may_correct)
            .map(|mobile| format!("{}/{}?return=check#{}", page.base, mobile.section, mobile.name)),
        no_more: frame.say("taken-no-more"),
        help: frame.face.map(|face| face.helpers(frame.catalog)).unwrap_or_default(),
        leave_text: frame.say("taken-leave-text"),
        leave: frame.say("taken-leave"),
        action: format!("{}/check", page.base),
        token: page.token,
    }
    .render()
}

/// Renders the question before cancelling.
///
/// # Errors
/// When the template cannot be filled, which is an error of ours.
pub fn cancel(frame: Frame<'_>, page: &CancelPage<'_>) -> Page {
    CancelHtml {
        layout: frame.layout(&frame.catalog.get("cancel-title")),
        lead: frame.say("cancel-lead"),
        paid: page.pays.then(|| frame.say("cancel-paid")),
        action: format!("{}/cancel", page.base),
        keep: format!("{}/check", page.base),
        token: page.token,
    }
    .render()
}

/// Renders how a signup has ended.
///
/// # Errors
/// When the template cannot be filled, which is an error of ours.
pub fn outcome(frame: Frame<'_>, page: &OutcomePage<'_>) -> Page {
    let (class, title, text) = match page.ending {
        Ending::Completed => ("good", "completed-title", "completed-text"),
        Ending::Cancelled => ("neutral", "cancelled-title", "cancelled-text"),
        Ending::Failed => ("neutral", "failed-title", "failed-text"),
        Ending::Unpaid => ("neutral", "failed-title", "unpaid-text"),
        Ending::Expired => ("neutral", "expired-title", "expired-text"),
    };
    let refresh = page.refresh_url.filter(|_| page.ending == Ending::Expired);
    let text = if refresh.is_some() { "expired-text-refresh" } else { text };
    let heading = frame.say(title);
    let is_completed = page.ending == Ending::Completed;
    let along = page.late.and_then(|late| along(frame, late));
    OutcomeHtml {
        layout: frame.layout(&heading).telling(along.as_ref().is_some_and(|form| form.notice.is_some())),
        class,
        heading,
        text: frame.say(text),
        refresh,
        next: own(frame, |texts| texts.confirmation.as_ref()).filter(|_| is_completed),
        apps: page.apps.map(|apps| (frame.say("download-text"), self::apps(frame, apps))),
        link: page.return_url.map(|url| (url, frame.say("return-to"))),
        button: own(frame, |texts| texts.return_button.as_ref()),
        help: frame
            .face
            .filter(|_| !is_completed && refresh.is_none())
            .map(|face| face.helpers(frame.catalog))
            .unwrap_or_default(),
        reference: page.reference.map(|reference| {
            frame.catalog.with("completed-reference", &[("reference", reference.into())]).into_owned()
        }),
        print: is_completed && page.reference.is_some(),
        clear: page.clear,
        typed: TypedView::of(frame.catalog, page.late.map(|late| late.typed)),
        along,
    }
    .render()
}

/// The tenant's own words for this.
fn own(frame: Frame<'_>, words: fn(&Texts) -> Option<&String>) -> Option<Own<'_>> {
    let (language, texts) = frame.face?.texts(frame.catalog.language())?;
    Some(Own { lang: language.as_str(), dir: language.direction().as_str(), text: words(texts)? })
}

/// The form that takes along what was typed.
fn along<'a>(frame: Frame<'_>, late: TooLate<'a>) -> Option<AlongForm<'a>> {
    let Along { action, token, notice } = late.along?;
    let notice = notice.map(|notice| frame.say(notice.key()));
    Some(AlongForm { action, token, inputs: inputs(frame, late.typed), notice })
}

/// The tenant's apps as links.
fn apps(frame: Frame<'_>, apps: &AppLinks) -> Vec<Contact> {
    let link = |(key, url): (&str, &Url)| Contact { href: url.to_string(), text: frame.say(key) };
    apps.all().map(link).collect()
}

/// Renders that this device has forgotten a signup.
///
/// # Errors
/// When the template cannot be filled, which is an error of ours.
pub fn cleared(frame: Frame<'_>) -> Page {
    ClearedHtml { layout: frame.layout(&frame.catalog.get("clear-title")) }.render()
}

/// Renders the page for a request that could not be answered.
///
/// # Errors
/// When the template cannot be filled, which is an error of ours.
pub fn problem(catalog: &'static Catalog, status: u16) -> Page {
    let status = match status {
        known if STATUSES.contains(&known) => known,
        400..500 => 400,
        _ => 500,
    };
    let heading = catalog.get(&format!("problem-{status}-title")).into_owned();
    let text = catalog.get(&format!("problem-{status}-text")).into_owned();
    ProblemHtml { layout: nobody(catalog, &heading), heading, text }.render()
}

/// The frame of a page that belongs to no tenant.
pub(super) fn nobody(catalog: &'static Catalog, heading: &str) -> Layout<'static> {
    let (name, help) = (catalog.get("nobody-name"), catalog.get("help-nobody").into_owned());
    Layout { is_tenants: false, ..Layout::new(catalog, &name, heading.to_owned(), help) }
}

/// The field that cannot be signed up.
const MOBILE: &str = "mobile";
