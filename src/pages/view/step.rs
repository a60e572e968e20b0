//! A step: one group of questions.

use askama::Template;

use super::field::{Control, Drawing, FieldView};
use super::format::format_input;
use super::outcome::nobody;
use super::{Frame, Layout, Notice, Page};
use crate::domain::form::{Ask, Form};
use crate::domain::profile::answers::{Answers, NO};
use crate::domain::profile::form_input::{FormInput, input_at_fault};
use crate::domain::profile::validation::FieldError;
use crate::domain::profile::{Field, Section};
use crate::domain::signup::journey::Journey;
use crate::i18n::{Arg, Catalog, Consent};

/// What a step is rendered from.
#[derive(Debug)]
pub struct StepPage<'a> {
    /// The path of the signup, `/s/{id}`.
    pub base: &'a str,
    /// What is asked.
    pub form: &'a Form,
    /// The steps, where they are known.
    pub journey: Option<&'a Journey>,
    /// Which step.
    pub section: Section,
    /// What the inputs hold.
    pub typed: &'a FormInput,
    /// Answers that the tenant gave and the person may not change: shown as text.
    pub locked: &'a Answers,
    /// Answers that the tenant filled in and the person may change.
    pub prefilled: &'a Answers,
    /// What is wrong with what was typed.
    pub errors: &'a [FieldError],
    /// What is saved, when it was changed elsewhere since the person got this page.
    pub stale: Option<&'a FormInput>,
    /// Something to be told first.
    pub notice: Option<Notice>,
    /// The revision that the page shows.
    pub revision: i64,
    /// Proof that the post comes from this page.
    pub token: &'a str,
    /// Whether the person came from the page of checks and goes back to it.
    pub from_check: bool,
    /// The text of consent now in force.
    pub consent: &'a Consent,
}

/// An entry of the summary of errors.
struct Entry {
    href: String,
    text: String,
}

/// Fields that follow one question, or none, one after the other.
struct Group {
    follows: Option<&'static str>,
    fields: Vec<FieldView>,
}

/// An answer that differs from what was saved elsewhere.
struct Difference {
    label: String,
    there: String,
    here: String,
}

#[derive(Template)]
#[template(path = "step.html")]
struct StepHtml<'a> {
    layout: Layout<'a>,
    caption: Option<String>,
    /// For each step, whether the person has come to it.
    progress: Vec<bool>,
    heading: String,
    leads: Vec<String>,
    facts: Vec<[String; 2]>,
    change: Option<String>,
    notice: Option<String>,
    stale: Option<Vec<Difference>>,
    summary: Vec<Entry>,
    fields: Vec<Group>,
    action: String,
    token: &'a str,
    revision: i64,
    hidden_return: Option<&'static str>,
    submit: String,
    back: bool,
}

/// Renders a step.
///
/// # Errors
/// When the template cannot be filled, which is an error of ours.
pub fn step(frame: Frame<'_>, page: &StepPage<'_>) -> Page {
    html(frame, page, frame.layout("")).render()
}

/// Renders a step of which nothing is known but what was posted to it: neither whose it is, nor what the
/// tenant gave.
///
/// # Errors
/// As for [`step`].
pub fn unsaved(catalog: &'static Catalog, page: &StepPage<'_>) -> Page {
    let somebody = catalog.get("tenant-unknown");
    let frame = Frame { tenant: &somebody, face: None, catalog, switch: None, preview: None };
    let mut step = html(frame, page, nobody(catalog, ""));
    // An input that was not on the form was not asked for.
    for group in &mut step.fields {
        group.fields.retain(|field| match &field.control {
            Control::Line(_) | Control::Lines { .. } => page.typed.has(field.name),
            _ => true,
        });
    }
    step.render()
}

fn html<'a>(frame: Frame<'a>, page: &StepPage<'a>, mut layout: Layout<'a>) -> StepHtml<'a> {
    let catalog = frame.catalog;
    let (section, place) = (page.section, page.journey.map(|all| (all.number(page.section), all.total())));
    let heading = catalog.get(&format!("{section}-title")).into_owned();
    layout.title = title(frame, &heading, place);
    layout.is_step = true;
    StepHtml {
        layout: layout.refusing(!page.errors.is_empty()),
        caption: place.map(|(at, of)| {
            catalog
                .with("step-caption", &[("step", Arg::Number(at)), ("steps", Arg::Number(of))])
                .into_owned()
        }),
        progress: place.map(|(at, of)| (1..=of).map(|step| step <= at).collect()).unwrap_or_default(),
        heading,
        leads: ["lead", "lead-optional"].into_iter().filter_map(|part| told(frame, section, part)).collect(),
        facts: ["lead-why", "lead-who"].into_iter().filter_map(|part| fact(frame, section, part)).collect(),
        change: told(frame, section, "lead-change"),
        notice: page.notice.map(|notice| frame.say(notice.key())),
        stale: page.stale.map(|saved| differences(frame, page, saved)),
        summary: page.errors.iter().map(|error| entry(frame, error)).collect(),
        fields: groups(fields(frame, page)),
        action: format!("{}/{}", page.base, page.section),
        token: page.token,
        revision: page.revision,
        hidden_return: page.from_check.then_some("check"),
        submit: catalog.get(if page.from_check { "step-save-check" } else { "continue" }).into_owned(),
        back: page.journey.is_none_or(|all| all.before(section).is_some()),
    }
}

fn title(frame: Frame<'_>, heading: &str, place: Option<(usize, usize)>) -> String {
    let title = [("title", Arg::Text(heading)), ("tenant", Arg::Text(frame.tenant))];
    let Some((at, of)) = place.map(|(at, of)| (Arg::Number(at), Arg::Number(of))) else {
        return frame.catalog.with("title-of", &title).into_owned();
    };
    frame.catalog.with("title-step", &[&title[..], &[("step", at), ("steps", of)]].concat()).into_owned()
}

/// A section's words of this kind, if it has any.
fn told(frame: Frame<'_>, section: Section, part: &str) -> Option<String> {
    frame.catalog.find(&format!("{section}-{part}"), &[("tenant", frame.tenant.into())]).map(Into::into)
}

/// A section's words of this kind under their title, if it has any.
fn fact(frame: Frame<'_>, section: Section, part: &str) -> Option<[String; 2]> {
    Some([told(frame, section, &format!("{part}-title"))?, told(frame, section, part)?])
}

/// Fields one after the other that follow the same question belong together.
fn groups(fields: Vec<FieldView>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for field in fields {
        match groups.last_mut() {
            Some(group) if group.follows == field.follows => group.fields.push(field),
            _ => groups.push(Group { follows: field.follows, fields: vec![field] }),
        }
    }
    groups
}

fn fields(frame: Frame<'_>, page: &StepPage<'_>) -> Vec<FieldView> {
    let prefilled = FormInput::from_answers(page.section, page.prefilled);
    let drawing = Drawing {
        frame,
        typed: page.typed,
        locked: page.locked,
        prefilled,
        errors: page.errors,
        consent: page.consent,
    };
    shown(page).map(|ask| drawing.field(ask)).collect()
}

/// The fields to render: without a question that a locked answer has already answered.
fn shown<'a>(page: &'a StepPage<'_>) -> impl Iterator<Item = Ask> + 'a {
    let is_fixed = |name: &str| page.locked.get(name).is_some();
    let is_answered = move |field: &Field| {
        let implied = field.followers().any(|other| is_fixed(other.name));
        implied && !is_fixed(field.name)
    };
    let is_needless = move |field: &Field| {
        field.follows.is_some_and(|gate| page.locked.get(gate) == Some(NO)) && !is_fixed(field.name)
    };
    page.form.asks(page.section).filter(move |ask| !is_answered(ask.field) && !is_needless(ask.field))
}

fn entry(frame: Frame<'_>, error: &FieldError) -> Entry {
    Entry { href: format!("#{}", input_at_fault(error)), text: frame.catalog.error(error) }
}

fn differences(frame: Frame<'_>, page: &StepPage<'_>, saved: &FormInput) -> Vec<Difference> {
    let open = shown(page).map(|ask| ask.field).filter(|field| page.locked.get(field.name).is_none());
    let nothing = || frame.catalog.get("stale-nothing").into_owned();
    let values = open.map(|field| {
        (field, format_input(frame.catalog, field, saved), format_input(frame.catalog, field, page.typed))
    });
    let differing = values.filter(|(_, there, here)| there.trim() != here.trim());
    let said = |text: String| {
        if text.trim().is_empty() { nothing() } else { text }
    };
    differing
        .map(|(field, there, here)| Difference {
            label: frame.catalog.label(field).into_owned(),
            there: said(there),
            here: said(here),
        })
        .collect()
}
