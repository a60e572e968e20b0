//! Check your answers.

use askama::Template;

use super::format::format_answer;
use super::{Frame, Layout, Notice, Page};
use crate::domain::form::Form;
use crate::domain::profile::answers::{Answers, NO};
use crate::domain::profile::form_input::{first_input, wrong};
use crate::domain::profile::{Field, Kind, Scope, Section};
use crate::domain::signup::invitation::Invitation;
use crate::domain::signup::journey::Journey;
use crate::domain::signup::prefill::{Disputed, Level};

/// What the page of checks is rendered from.
#[derive(Debug)]
pub struct CheckPage<'a> {
    /// The path of the signup, `/s/{id}`.
    pub base: &'a str,
    /// What was asked.
    pub form: &'a Form,
    /// The steps.
    pub journey: &'a Journey,
    /// All answers, the locked ones included.
    pub answers: &'a Answers,
    /// What the tenant gave of them.
    pub invitation: &'a Invitation,
    /// What the person calls wrong of it.
    pub disputed: &'a Disputed,
    /// The revision that the page shows.
    pub revision: i64,
    /// Proof that the post comes from this page.
    pub token: &'a str,
    /// Whether the next of kin's number is the person's own.
    pub own_number_as_next_of_kin: bool,
    /// Something to be told first.
    pub notice: Option<Notice>,
}

struct Part {
    heading: String,
    rows: Vec<Row>,
}

struct Row {
    label: String,
    value: Option<String>,
    /// What is said when there is no value.
    nothing: String,
    /// Who gave it, when it cannot be changed here, and that the person calls it wrong.
    by: Option<String>,
    link: Link,
}

struct Link {
    href: String,
    text: String,
}

#[derive(Template)]
#[template(path = "check.html")]
struct CheckHtml<'a> {
    layout: Layout<'a>,
    notice: Option<String>,
    own_number: bool,
    parts: Vec<Part>,
    declare: String,
    token: &'a str,
    revision: i64,
    action: String,
    back: Option<String>,
    cancel: String,
    pause: String,
}

/// Renders the page of checks.
///
/// # Errors
/// When the template cannot be filled, which is an error of ours.
pub fn check(frame: Frame<'_>, page: &CheckPage<'_>) -> Page {
    CheckHtml {
        layout: frame.layout(&frame.catalog.get("check-title")),
        notice: page.notice.map(|notice| frame.say(notice.key())),
        own_number: page.own_number_as_next_of_kin,
        parts: page.journey.steps().iter().map(|section| part(frame, page, *section)).collect(),
        declare: frame.say("check-declare"),
        token: page.token,
        revision: page.revision,
        action: format!("{}/check", page.base),
        back: page.journey.last().map(|step| format!("{}/{step}", page.base)),
        cancel: format!("{}/cancel", page.base),
        pause: format!("{}/pause", page.base),
    }
    .render()
}

fn part(frame: Frame<'_>, page: &CheckPage<'_>, section: Section) -> Part {
    let heading = frame.catalog.get(&format!("{section}-title")).into_owned();
    let fields = page.form.fields(section).filter(|field| !is_needless(field, page.answers));
    let rows = if page.answers.of(section).is_empty() {
        // A row for every question that was passed over would bury the others.
        fields.take(1).map(|field| Row { label: heading.clone(), ..row(frame, page, field) }).collect()
    } else {
        fields.map(|field| row(frame, page, field)).collect()
    };
    Part { heading, rows }
}

/// Whether the row goes unsaid: what an earlier "no" made needless, and a "yes" that the rows after
/// it show anyway.
fn is_needless(field: &Field, answers: &Answers) -> bool {
    match field.follows {
        Some(gate) => answers.get(field.name).is_none() && answers.get(gate) == Some(NO),
        None => field.scope == Scope::FormOnly && field.kind == Kind::YesNo && answers.says_yes(field.name),
    }
}

fn row(frame: Frame<'_>, page: &CheckPage<'_>, field: &'static Field) -> Row {
    let catalog = frame.catalog;
    let label = catalog.short_label(field).into_owned();
    let (is_locked, is_disputed) =
        (page.invitation.level(field) == Some(Level::Locked), page.disputed.has(field));
    let no =
        (page.answers.get(field.name) == Some(NO)).then(|| catalog.find(&format!("{}-no", field.name), &[]));
    let value = no.flatten().map(Into::into).or_else(|| format_answer(catalog, field, page.answers));
    let text = match value {
        Some(_) if is_locked && !is_disputed => "wrong",
        Some(_) => "check-change",
        None => "check-add",
    };
    let input = if is_locked { wrong(field) } else { first_input(field) };
    let link = Link {
        href: format!("{}/{}?return=check#{input}", page.base, field.section),
        text: catalog.get(text).into_owned(),
    };
    Row {
        label,
        value,
        nothing: catalog.get("check-not-given").into_owned(),
        by: is_locked.then(|| frame.say(if is_disputed { "check-disputed" } else { "from-tenant" })),
        link,
    }
}
