//! All pages of a preview, to choose from.

use askama::Template;
use time::UtcOffset;

use super::{Frame, Layout, Page};
use crate::domain::language::Language;
use crate::domain::moment::Moment;
use crate::i18n::Arg;

/// What the list of a preview's pages is rendered from.
#[derive(Debug)]
pub struct PreviewPage {
    /// The pages in each language of the form.
    pub languages: Vec<PreviewPages>,
    /// Until when the address works.
    pub until: Moment,
    /// The clock on which that is told.
    pub utc_offset: UtcOffset,
}

/// The pages in one language.
#[derive(Debug)]
pub struct PreviewPages {
    /// The language.
    pub language: Language,
    /// Where each page is, and what it is called in that language.
    pub pages: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "preview.html")]
struct PreviewHtml<'a> {
    layout: Layout<'a>,
    heading: String,
    until: String,
    languages: &'a [PreviewPages],
}

/// Renders the list of a preview's pages.
///
/// # Errors
/// When the template cannot be filled, which is an error of ours.
pub fn preview(frame: Frame<'_>, page: &PreviewPage) -> Page {
    let until = Arg::Moment(page.until, page.utc_offset);
    let heading = frame.catalog.get("preview-all").into_owned();
    PreviewHtml {
        layout: frame.layout(&heading),
        heading,
        until: frame.catalog.with("preview-until", &[("until", until)]).into_owned(),
        languages: &page.languages,
    }
    .render()
}
