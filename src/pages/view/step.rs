//! A step: one group of questions.

use askama::Template;
use time::UtcOffset;

use super::blocks::Block;
use super::field::{Control, Drawing};
use super::format::format_input;
use super::outcome::nobody;
use super::{Frame, Layout, Notice, Page};
use crate::domain::form::{Ask, Form};
use crate::domain::moment::Moment;
use crate::domain::profile::form_input::{FormInput, HERE, OPENED, THERE, choice, input_at_fault, wrong};
use crate::domain::profile::validation::FieldError;
use crate::domain::profile::{Field, Kind, Section};
use crate::domain::signup::invitation::Invitation;
use crate::domain::signup::journey::{Journey, Stop};
use crate::domain::signup::prefill::Level;
use crate::i18n::{AgreementTexts, Arg, Catalog, Consent};

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
    pub stale: Option<Stale<'a>>,
    /// Something to be told first.
    pub notice: Option<Notice>,
    /// The revision that the page shows.
    pub revision: i64,
    /// How recent the text is that the page's script had kept, where the page can be asked for again.
    pub order: Option<i64>,
    /// Proof that the post comes from this page.
    pub token: &'a str,
    /// Whether the person came from the page of checks and goes back to it.
    pub from_check: bool,
    /// The text of consent now in force.
    pub consent: &'a Consent,
    /// The texts that boxes stand beside.
    pub texts: &'a AgreementTexts,
}

/// What was saved elsewhere of a step since the person got its page.
#[derive(Debug, Clone, Copy)]
pub struct Stale<'a> {
    /// What is saved.
    pub saved: &'a FormInput,
    /// When that was.
    pub at: Moment,
    /// The clock on which that is told.
    pub utc_offset: UtcOffset,
}

/// An entry of the summary of errors.
pub(super) struct Entry {
    /// The input that it leads to.
    pub href: String,
    /// What is wrong there.
    pub text: String,
}

/// An answer that differs from what was saved elsewhere: the person chooses.
struct Difference {
    label: String,
    /// The input that takes the choice.
    choice: String,
    there: String,
    here: String,
    /// Whether nothing was typed here: then what is saved stays unless the person says otherwise.
    is_blank_here: bool,
    /// What was typed, as its inputs would send it.
    inputs: Vec<(String, String)>,
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
    /// What differs from what was saved elsewhere, and when that was.
    stale: Option<(String, Vec<Difference>)>,
    summary: Vec<Entry>,
    block: Block,
    /// Where it is posted to: a step is beside every address that shows it.
    action: &'static str,
    /// Whether no browser is to remember any of it.
    is_unremembered: bool,
    /// Whether there is nothing in it whose spelling could be looked at: names, numbers, plates.
    is_plain: bool,
    token: &'a str,
    revision: i64,
    /// What the form carries besides.
    carried: Vec<(String, String)>,
    submit: String,
    back: bool,
    keeping: Keeping,
}

/// What the page's script is told that keeps what is typed.
#[derive(Clone, Copy)]
struct Keeping {
    /// Whether there is nothing to keep: it is a preview.
    is_off: bool,
    /// Whether the page shows text that is saved nowhere yet.
    is_unsaved: bool,
    /// How recent the text is that was kept.
    order: Option<i64>,
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
    // Nor is it known beside which text a box was ticked.
    let ticks = page.section.form_fields().filter(|field| field.kind == Kind::Tick);
    let ticks = ticks.map(|field| field.name).filter(|input| page.typed.has(input));
    step.carried.extend(ticks.map(|input| (input.to_owned(), page.typed.shown(input))));
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
    let mut shown: Vec<Ask> = drawing.shown().collect();
    let differing = differing(&drawing, &shown);
    // Of what differs from what was saved elsewhere, the person chooses one in its place.
    shown.retain(|ask| differing.iter().all(|(field, ..)| *field != ask.field));
    let heading = catalog.get(&format!("{section}-title")).into_owned();
    layout.title = title(frame, &heading, place);
    layout.is_step = true;
    let keeping = Keeping {
        is_off: layout.preview.is_some(),
        is_unsaved: page.notice.is_some() || page.stale.is_some(),
        order: page.order,
    };
    StepHtml {
        layout: layout
            .refusing(!page.errors.is_empty())
            .telling(page.errors.is_empty() && (page.notice.is_some() || page.stale.is_some())),
        caption: place.map(|place| caption(frame, place)),
        progress: place.map(|(at, of)| (1..=of).map(|step| step <= at).collect()).unwrap_or_default(),
        heading,
        lead: told(frame, section, "lead"),
        filled: filled(&drawing, &shown),
        notice: page.notice.map(|notice| frame.say(notice.key())),
        stale: page.stale.map(|stale| (saved_at(catalog, stale), differences(&drawing, differing))),
        summary: page.errors.iter().map(|error| entry(frame, error)).collect(),
        block: Block::of(&drawing, &shown),
        action: section.as_str(),
        is_unremembered: section.is_unremembered(),
        is_plain: !section.has_texts(),
        token: page.token,
        revision: page.revision,
        carried: carried(page),
        submit: catalog.get(if page.from_check { "step-save-check" } else { "continue" }).into_owned(),
        back: page.journey.is_none_or(|all| all.before(section).is_some()),
        keeping,
    }
}

/// Where the person is, in words.
pub(super) fn caption(frame: Frame<'_>, (at, of): (usize, usize)) -> String {
    let place = [("step", Arg::Number(at)), ("steps", Arg::Number(of))];
    frame.catalog.with("step-caption", &place).into_owned()
}

/// Where a step stands on the way, of which the page of checks is the last.
fn place(journey: &Journey, section: Section) -> Option<(usize, usize)> {
    journey.place(Stop::Step(section)).map(|(at, of)| (at, of + 1))
}

/// The title of a page of the way.
pub(super) fn title(frame: Frame<'_>, heading: &str, place: Option<(usize, usize)>) -> String {
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

fn saved_at(catalog: &Catalog, stale: Stale<'_>) -> String {
    catalog.with("stale-there", &[("time", Arg::Time(stale.at, stale.utc_offset))]).into_owned()
}

/// The fields that differ from what was saved elsewhere, with both texts in words.
fn differing(drawing: &Drawing<'_>, shown: &[Ask]) -> Vec<(&'static Field, String, String)> {
    let (catalog, page) = (drawing.frame.catalog, drawing.page);
    let Some(Stale { saved, .. }) = page.stale else { return Vec::new() };
    let open =
        shown.iter().map(|ask| ask.field).filter(|field| page.invitation.level(field) != Some(Level::Locked));
    let values = open
        .map(|field| (field, format_input(catalog, field, saved), format_input(catalog, field, page.typed)));
    values.filter(|(_, there, here)| there.trim() != here.trim()).collect()
}

fn differences(drawing: &Drawing<'_>, differing: Vec<(&'static Field, String, String)>) -> Vec<Difference> {
    let (catalog, page) = (drawing.frame.catalog, drawing.page);
    let said = |text: String| {
        if text.trim().is_empty() { catalog.get("stale-nothing").into_owned() } else { text }
    };
    differing
        .into_iter()
        .map(|(field, there, here)| Difference {
            label: catalog.label(field).into_owned(),
            choice: choice(field),
            is_blank_here: here.trim().is_empty(),
            there: said(there),
            here: said(here),
            inputs: page.typed.shown_inputs(field).collect(),
        })
        .collect()
}
