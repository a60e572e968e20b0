//! A step: one group of questions.

use askama::Template;

use super::blocks::Block;
use super::field::{Control, Drawing};
use super::format::format_input;
use super::outcome::nobody;
use super::{Frame, Layout, Notice, Page};
use crate::domain::form::{Ask, Form};
use crate::domain::profile::Section;
use crate::domain::profile::form_input::{FormInput, OPENED, input_at_fault, wrong};
use crate::domain::profile::validation::FieldError;
use crate::domain::signup::invitation::Invitation;
use crate::domain::signup::journey::Journey;
use crate::domain::signup::prefill::Level;
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
    /// What the tenant filled in, and how freely the person may change it.
    pub invitation: &'a Invitation,
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
pub(super) struct Entry {
    /// The input that it leads to.
    pub href: String,
    /// What is wrong there.
    pub text: String,
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
    lead: Option<String>,
    /// Which of the answers are the tenant's, and what to do about them.
    filled: Vec<String>,
    notice: Option<String>,
    stale: Option<Vec<Difference>>,
    summary: Vec<Entry>,
    block: Block,
    action: String,
    token: &'a str,
    revision: i64,
    /// What the form carries besides.
    carried: Vec<(String, String)>,
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
    // What was locked is not known here, nor asked; what was said of it stays with the form.
    let says = page.section.form_fields().map(wrong).filter(|input| page.typed.has(input));
    step.carried.extend(says.map(|input| (input.clone(), page.typed.shown(&input))));
    // An input that was not on the form was not asked for.
    for group in step.block.groups_mut() {
        group.fields.retain(|field| match &field.control {
            Control::Line { .. } | Control::Lines { .. } => page.typed.has(field.name),
            _ => true,
        });
    }
    step.render()
}

fn html<'a>(frame: Frame<'a>, page: &StepPage<'a>, mut layout: Layout<'a>) -> StepHtml<'a> {
    let catalog = frame.catalog;
    let (section, place) = (page.section, page.journey.and_then(|all| place(all, page.section)));
    let drawing =
        Drawing { frame, page, prefilled: FormInput::from_answers(section, &page.invitation.prefilled) };
    let shown: Vec<Ask> = drawing.shown().collect();
    let heading = catalog.get(&format!("{section}-title")).into_owned();
    layout.title = title(frame, &heading, place);
    layout.is_step = true;
    StepHtml {
        layout: layout.refusing(!page.errors.is_empty()),
        caption: place.map(|place| caption(frame, place)),
        progress: place.map(|(at, of)| (1..=of).map(|step| step <= at).collect()).unwrap_or_default(),
        heading,
        lead: told(frame, section, "lead"),
        filled: filled(&drawing, &shown),
        notice: page.notice.map(|notice| frame.say(notice.key())),
        stale: page.stale.map(|saved| differences(&drawing, &shown, saved)),
        summary: page.errors.iter().map(|error| entry(frame, error)).collect(),
        block: Block::of(&drawing, &shown),
        action: format!("{}/{}", page.base, page.section),
        token: page.token,
        revision: page.revision,
        carried: carried(page),
        submit: catalog.get(if page.from_check { "step-save-check" } else { "continue" }).into_owned(),
        back: page.journey.is_none_or(|all| all.before(section).is_some()),
    }
}

/// Where the person is, in words.
pub(super) fn caption(frame: Frame<'_>, (at, of): (usize, usize)) -> String {
    let place = [("step", Arg::Number(at)), ("steps", Arg::Number(of))];
    frame.catalog.with("step-caption", &place).into_owned()
}

/// Where a step stands on the way, of which the page of checks is the last.
fn place(journey: &Journey, section: Section) -> Option<(usize, usize)> {
    journey.place(section).map(|(at, of)| (at, of + 1))
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

/// What stands once above the fields for all that the tenant filled in.
fn filled(drawing: &Drawing<'_>, shown: &[Ask]) -> Vec<String> {
    let catalog = drawing.frame.catalog;
    let fields: Vec<_> =
        shown.iter().map(|ask| ask.field).filter(|field| drawing.is_tenants(field)).collect();
    if fields.is_empty() {
        return Vec::new();
    }
    let names: Vec<_> = fields.iter().map(|field| catalog.short_label(field)).collect();
    let names = names.join(&catalog.get("list-comma"));
    let gaps = [
        ("tenant", Arg::Text(drawing.frame.tenant)),
        ("fields", Arg::Text(&names)),
        ("count", Arg::Number(fields.len())),
    ];
    let mut said = vec![catalog.with("filled-in", &gaps).into_owned()];
    if fields.iter().any(|field| drawing.page.invitation.level(field) == Some(Level::Locked)) {
        said.push(drawing.frame.say("filled-locked"));
    }
    said
}

/// Where the form leads when it is done, and which texts the person has made inputs of.
fn carried(page: &StepPage<'_>) -> Vec<(String, String)> {
    let back = page.from_check.then(|| ("return".to_owned(), "check".to_owned()));
    let opened = Some(page.typed.shown(OPENED)).filter(|names| !names.is_empty());
    back.into_iter().chain(opened.map(|names| (OPENED.to_owned(), names))).collect()
}

fn entry(frame: Frame<'_>, error: &FieldError) -> Entry {
    Entry { href: format!("#{}", input_at_fault(error)), text: frame.catalog.error(error) }
}

fn differences(drawing: &Drawing<'_>, shown: &[Ask], saved: &FormInput) -> Vec<Difference> {
    let (catalog, page) = (drawing.frame.catalog, drawing.page);
    let open =
        shown.iter().map(|ask| ask.field).filter(|field| page.invitation.level(field) != Some(Level::Locked));
    let nothing = || catalog.get("stale-nothing").into_owned();
    let values = open
        .map(|field| (field, format_input(catalog, field, saved), format_input(catalog, field, page.typed)));
    let differing = values.filter(|(_, there, here)| there.trim() != here.trim());
    let said = |text: String| {
        if text.trim().is_empty() { nothing() } else { text }
    };
    differing
        .map(|(field, there, here)| Difference {
            label: catalog.label(field).into_owned(),
            there: said(there),
            here: said(here),
        })
        .collect()
}
