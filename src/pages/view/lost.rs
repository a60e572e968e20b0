//! The pages of a browser that has no access, or of an address that leads nowhere, with what was typed there.

use askama::Template;

use super::elsewhere::CodeField;
use super::outcome::nobody;
use super::typed::{Typed, TypedView};
use super::{CodeError, Frame, Layout, Page};
use crate::i18n::Catalog;

/// What the page for a browser that has no access is rendered from.
#[derive(Debug)]
pub struct NoAccessPage<'a> {
    /// What the page is made with: a session that is known has a tenant.
    pub frame: Frame<'a>,
    /// Whether the browser once held the session, which was carried on elsewhere since.
    pub moved: bool,
    /// The step that was posted, and what was typed on it; none after a GET.
    pub typed: Option<Typed<'a>>,
    /// How that is brought back, where somebody has started.
    pub bring_back: Option<BringBack<'a>>,
}

/// The form that brings back what was typed, by the resume code. The page itself holds all that it needs.
#[derive(Debug, Clone, Copy)]
pub struct BringBack<'a> {
    /// Where it is posted to.
    pub action: &'a str,
    /// Proof that the post comes from this page.
    pub token: &'a str,
    /// Why the code that was entered does not count.
    pub error: Option<CodeError>,
}

#[derive(Template)]
#[template(path = "no_access.html")]
struct NoAccessHtml<'a> {
    layout: Layout<'a>,
    summary: Vec<super::step::Entry>,
    heading: String,
    lead: String,
    open: String,
    typed: Option<TypedView>,
    form: Option<BringBackForm<'a>>,
}

struct BringBackForm<'a> {
    action: &'a str,
    code: CodeField<'a>,
    /// What was typed and what its step's form said besides, as it came.
    inputs: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "nowhere.html")]
struct NowhereHtml<'a> {
    layout: Layout<'a>,
    heading: String,
    text: String,
    typed: Option<TypedView>,
}

/// Renders the page for a browser that has no access, with what was typed last.
///
/// # Errors
/// When the template cannot be filled, which is an error of ours.
pub fn no_access(page: &NoAccessPage<'_>) -> Page {
    let catalog = page.frame.catalog;
    let typed = TypedView::of(catalog, page.typed);
    // Choosing another language would lose what is shown here, and nowhere else.
    let switch = page.frame.switch.filter(|_| typed.is_none());
    let [heading, lead, open] = if page.moved {
        ["moved-title", "moved-lead", "moved-open"]
    } else {
        ["lost-title", "lost-lead", "lost-open"]
    }
    .map(|key| catalog.get(key).into_owned());
    let posted = page.typed.filter(|_| typed.is_some()).zip(page.bring_back);
    let form = posted.map(|(typed, back)| BringBackForm {
        action: back.action,
        code: CodeField::new(page.frame, back.token, typed.1, back.error),
        inputs: inputs(page.frame, typed),
    });
    let summary = form.as_ref().and_then(|form| form.code.entry()).into_iter().collect::<Vec<_>>();
    let layout = Layout { switch, ..page.frame.layout(&heading) }.refusing(!summary.is_empty());
    NoAccessHtml { layout, summary, heading, lead, open, typed, form }.render()
}

/// Renders the page of an address that leads nowhere (any more), with what was posted there.
///
/// # Errors
/// When the template cannot be filled, which is an error of ours.
pub fn nowhere(catalog: &'static Catalog, typed: Typed<'_>) -> Page {
    let [heading, text] = ["problem-404-title", "problem-404-text"].map(|key| catalog.get(key).into_owned());
    let typed = TypedView::of(catalog, Some(typed));
    NowhereHtml { layout: nobody(catalog, &heading), heading, text, typed }.render()
}

/// What the form posts besides: the step, what its form showed, all that was typed.
pub(super) fn inputs(frame: Frame<'_>, (section, typed): Typed<'_>) -> Vec<(String, String)> {
    let kept = ["revision", "return"].into_iter().filter(|name| typed.has(name));
    let kept = kept.map(|name| (name.to_owned(), typed.shown(name)));
    let step = [("section".to_owned(), section.to_string())].into_iter().chain(kept);
    let asked = frame.face.map(|face| typed.of(face.form, section)).unwrap_or_default();
    step.chain(asked.shown_pairs()).collect()
}
