//! A step: one group of questions.

use askama::Template;

use super::field::{Control, Drawing, FieldView, gate};
use super::format::format_input;
use super::outcome::nobody;
use super::{Frame, Layout, Notice, Page};
use crate::domain::profile::answers::{Answers, NO};
use crate::domain::profile::form_input::{FormInput, input_at_fault};
use crate::domain::profile::validation::FieldError;
use crate::domain::profile::{Field, Section};
use crate::domain::signup::journey::{self, STEPS};
use crate::i18n::{Arg, Catalog, Consent};

/// What a step is rendered from.
#[derive(Debug)]
pub struct StepPage<'a> {
    /// The path of the signup, `/s/{id}`.
    pub base: &'a str,
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
    /// Whether there is no step before this one.
    pub first: bool,
}

/// An entry of the summary of errors.
struct Entry {
    href: String,
    text: String,
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
    caption: String,
    number: usize,
    heading: String,
    lead: Option<String>,
    medical: Option<[String; 2]>,
    notice: Option<String>,
    stale: Option<Vec<Difference>>,
    summary: Vec<Entry>,
    fields: Vec<FieldView>,
    action: String,
    token: &'a str,
    revision: i64,
    hidden_return: Option<&'static str>,
    submit: String,
    back: bool,
    cancel: String,
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
    let frame = Frame { tenant: &somebody, catalog };
    let mut step = html(frame, page, nobody(catalog, ""));
    // An input that was not on the form was not asked for.
    step.fields.retain(|field| match &field.control {
        Control::Line(_) | Control::Lines { .. } => page.typed.has(field.name),
        _ => true,
    });
    step.render()
}

fn html<'a>(frame: Frame<'a>, page: &StepPage<'a>, mut layout: Layout<'a>) -> StepHtml<'a> {
    let catalog = frame.catalog;
    let number = journey::number(page.section);
    let (at, of) = (Arg::Number(number), Arg::Number(STEPS.len()));
    let heading = catalog.get(&format!("{}-title", page.section)).into_owned();
    let title =
        [("title", Arg::Text(&heading)), ("step", at), ("steps", of), ("tenant", frame.tenant.into())];
    layout.title = catalog.with("title-step", &title).into_owned();
    StepHtml {
        layout: layout.refusing(!page.errors.is_empty()),
        caption: catalog.with("step-caption", &[("step", at), ("steps", of)]).into_owned(),
        number,
        heading,
        lead: catalog
            .find(&format!("{}-lead", page.section), &[("tenant", frame.tenant.into())])
            .map(Into::into),
        medical: (page.section == Section::Medical)
            .then(|| ["medical-lead-who", "medical-lead-change"].map(|key| frame.say(key))),
        notice: page.notice.map(|notice| frame.say(notice.key())),
        stale: page.stale.map(|saved| differences(frame, page, saved)),
        summary: page.errors.iter().map(|error| entry(frame, error)).collect(),
        fields: fields(frame, page),
        action: format!("{}/{}", page.base, page.section),
        token: page.token,
        revision: page.revision,
        hidden_return: page.from_check.then_some("check"),
        submit: catalog.get(if page.from_check { "step-save-check" } else { "continue" }).into_owned(),
        back: !page.first,
        cancel: format!("{}/cancel", page.base),
    }
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
    shown_fields(page).map(|field| drawing.field(field)).collect()
}

/// The fields to render: without a question that a locked answer has already answered.
fn shown_fields<'a>(page: &'a StepPage<'_>) -> impl Iterator<Item = &'static Field> + 'a {
    let is_fixed = |name: &str| page.locked.get(name).is_some();
    let is_answered = move |field: &Field| {
        let implied =
            page.section.form_fields().any(|other| gate(other) == Some(field.name) && is_fixed(other.name));
        implied && !is_fixed(field.name)
    };
    let is_needless = move |field: &Field| {
        gate(field).is_some_and(|gate| page.locked.get(gate) == Some(NO)) && !is_fixed(field.name)
    };
    page.section.form_fields().filter(move |field| !is_answered(field) && !is_needless(field))
}

fn entry(frame: Frame<'_>, error: &FieldError) -> Entry {
    Entry { href: format!("#{}", input_at_fault(error)), text: frame.catalog.error(error) }
}

fn differences(frame: Frame<'_>, page: &StepPage<'_>, saved: &FormInput) -> Vec<Difference> {
    let open = shown_fields(page).filter(|field| page.locked.get(field.name).is_none());
    let nothing = || frame.catalog.get("stale-nothing").into_owned();
    let values = open.map(|field| {
        (field, format_input(frame.catalog, field, saved), format_input(frame.catalog, field, page.typed))
    });
    let differing = values.filter(|(_, there, here)| there.trim() != here.trim());
    let shown = |text: String| {
        if text.trim().is_empty() { nothing() } else { text }
    };
    differing
        .map(|(field, there, here)| Difference {
            label: frame.catalog.label(field).into_owned(),
            there: shown(there),
            here: shown(here),
        })
        .collect()
}
