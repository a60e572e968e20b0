//! Check your answers.

use askama::Template;

use super::control::tick_box;
use super::field::{Control, FieldView};
use super::format::{breakable, format_answer};
use super::step::{Entry, caption};
use super::{Frame, Layout, Notice, Page};
use crate::domain::form::Form;
use crate::domain::profile::answers::{Answers, NO};
use crate::domain::profile::{Field, Kind, PROFILE, Scope, Section, field};
use crate::domain::signup::invitation::Invitation;
use crate::domain::signup::journey::Journey;
use crate::domain::signup::prefill::{Disputed, Level};
use crate::i18n::{AgreementText, Arg};

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
    /// Whether answers are shown that are covered else.
    pub uncovered: bool,
    /// The revision that the page shows.
    pub revision: i64,
    /// Proof that the post comes from this page.
    pub token: &'a str,
    /// Whether the next of kin's number is the person's own.
    pub own_number_as_next_of_kin: bool,
    /// The e-mail address that was probably meant, where it is another than was typed.
    pub email_meant: Option<&'a str>,
    /// Whether the last button leads to a payment.
    pub pays: bool,
    /// Something to be told first.
    pub notice: Option<Notice>,
    /// A step on which something was typed that does not count, because it was never sent.
    pub unsent: Option<Section>,
    /// What is asked to be agreed to here.
    pub boxes: &'a [TickBox<'a>],
}

/// Something to be agreed to by a box.
#[derive(Debug)]
pub struct TickBox<'a> {
    /// The text beside the box.
    pub text: &'a AgreementText,
    /// Whether the box is ticked.
    pub is_ticked: bool,
    /// What is wrong with it.
    pub fault: Option<TickFault>,
}

/// What is wrong with a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TickFault {
    /// It must be ticked, and is not.
    Unticked,
    /// It was ticked beside another text than there is now.
    Changed,
}

/// The field whose slips are asked about.
const EMAIL: &str = "email";

struct Part {
    heading: String,
    links: Vec<Link>,
    rows: Vec<Row>,
}

struct Row {
    label: String,
    /// In parts, between which it may be broken.
    value: Option<Vec<String>>,
    /// What is said when there is no value, or none to be seen.
    nothing: String,
    /// Who gave it, when it cannot be changed here, and that the person calls it wrong.
    by: Option<String>,
}

struct Link {
    href: String,
    text: String,
    /// The same as the form of the page says it.
    change: String,
}

#[derive(Template)]
#[template(path = "check.html")]
struct CheckHtml<'a> {
    layout: Layout<'a>,
    notice: Option<String>,
    caption: String,
    steps: usize,
    own_number: bool,
    /// The question whether another address was meant, and where it can be changed.
    meant: Option<(String, String, String)>,
    parts: Vec<Part>,
    summary: Vec<Entry>,
    boxes: Vec<FieldView>,
    declare: String,
    /// What follows the last button, where that is a payment.
    pays: Option<String>,
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
    let steps = page.journey.length() + 1;
    let tells = page.notice.is_some() || page.unsent.is_some();
    let mut layout = frame.layout(&frame.catalog.get("check-title"));
    // What is ticked goes along wherever a button leads.
    layout.is_step = !page.boxes.is_empty();
    let boxes: Vec<FieldView> = page.boxes.iter().map(|tick| box_view(frame, tick)).collect();
    let fault = |view: &FieldView| Some(Entry { href: format!("#{}", view.name), text: view.error.clone()? });
    let summary: Vec<Entry> = boxes.iter().filter_map(fault).collect();
    CheckHtml {
        layout: layout.refusing(!summary.is_empty()).telling(tells && summary.is_empty()),
        notice: page.notice.map(|notice| frame.say(notice.key())).or_else(|| {
            let title = frame.catalog.get(&format!("{}-title", page.unsent?));
            Some(frame.catalog.with("check-unsent", &[("step", Arg::Text(&title))]).into_owned())
        }),
        caption: caption(frame, (steps, steps)),
        steps,
        meant: page.email_meant.map(|meant| meant_question(frame, page, meant)),
        own_number: page.own_number_as_next_of_kin,
        parts: page.journey.steps().iter().map(|section| part(frame, page, *section)).collect(),
        summary,
        boxes,
        declare: frame.say("check-declare"),
        pays: page.pays.then(|| frame.say("check-pay")),
        token: page.token,
        revision: page.revision,
        action: format!("{}/check", page.base),
        back: page.journey.last().map(|step| format!("{}/{step}", page.base)),
        cancel: format!("{}/cancel", page.base),
        pause: format!("{}/pause", page.base),
    }
    .render()
}

fn box_view(frame: Frame<'_>, tick: &TickBox<'_>) -> FieldView {
    let (catalog, purpose) = (frame.catalog, tick.text.purpose);
    let error = tick.fault.map(|fault| match fault {
        TickFault::Unticked => catalog.get(&format!("{purpose}-required")).into_owned(),
        TickFault::Changed => catalog.get("tick-changed").into_owned(),
    });
    let name = purpose.as_str();
    // Behind the numbers of the field table.
    let number = PROFILE.len() + purpose as usize;
    let more = (!tick.text.links.is_empty()).then(|| format!("{name}-more"));
    let described: Vec<_> = more.into_iter().chain(error.is_some().then(|| format!("e{number}"))).collect();
    let mut attributes = vec![("id", name.to_owned()), ("name", name.to_owned())];
    attributes.extend((!described.is_empty()).then(|| ("aria-describedby", described.join(" "))));
    attributes.extend(error.is_some().then(|| ("aria-invalid", "true".to_owned())));
    attributes.extend(tick.is_ticked.then(|| ("checked", String::new())));
    FieldView {
        name,
        number,
        class: if error.is_some() { "field wrong" } else { "field" }.to_owned(),
        follows: None,
        is_followed: false,
        label: tick.text.sentence.clone(),
        is_filled: tick.is_ticked,
        optional: (!purpose.is_needed()).then(|| catalog.get("optional").into_owned()),
        hint: None,
        from: None,
        error,
        control: tick_box(Some(tick.text), attributes),
    }
}

/// Asks whether another address was meant.
fn meant_question(frame: Frame<'_>, page: &CheckPage<'_>, meant: &str) -> (String, String, String) {
    let question = frame.catalog.with("check-email", &[("email", Arg::Text(meant))]).into_owned();
    let section = field(EMAIL).map_or("check", |email| email.section.as_str());
    let change = format!("{section}?return=check");
    (question, format!("{}/{change}#{EMAIL}", page.base), change)
}

fn part(frame: Frame<'_>, page: &CheckPage<'_>, section: Section) -> Part {
    let (catalog, answers) = (frame.catalog, page.answers);
    let heading = catalog.get(&format!("{section}-title")).into_owned();
    let fields = page.form.fields(section).filter(|field| !is_needless(field, answers));
    let is_told = answers.of(section).fields().any(|field| field.purpose().is_none());
    let rows = if is_told {
        fields.map(|field| row(frame, page, field)).collect()
    } else {
        // A row for every question that was passed over would bury the others.
        fields
            .take(1)
            .map(|field| Row { label: heading.clone(), value: None, ..row(frame, page, field) })
            .collect()
    };
    let is_locked = |field: &'static Field| page.invitation.level(field) == Some(Level::Locked);
    let word = match (is_told, page.form.fields(section).all(is_locked)) {
        (true, true) => "wrong",
        (true, false) => "check-change",
        (false, _) => "check-add",
    };
    let link = |to: String, word: &str| Link {
        href: format!("{}/{to}", page.base),
        text: catalog.get(word).into_owned(),
        change: to,
    };
    let mut links = Vec::new();
    if is_told && section.is_covered() {
        links.push(if page.uncovered {
            link("check".to_owned(), "check-hide")
        } else {
            link(format!("{section}/shown"), "check-show")
        });
    }
    links.push(link(format!("{section}?return=check"), word));
    Part { heading, links, rows }
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
    // Not everybody who looks on is to see it.
    let is_covered =
        !page.uncovered && field.section.is_covered() && field.scope == Scope::FormAndApi && value.is_some();
    Row {
        label,
        value: value.filter(|_| !is_covered).map(|value| breakable(field, &value)),
        nothing: catalog.get(if is_covered { "check-covered" } else { "check-not-given" }).into_owned(),
        by: is_locked.then(|| frame.say(if is_disputed { "check-disputed" } else { "from-tenant" })),
    }
}
