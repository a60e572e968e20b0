//! The page of a step that is too long to be taken: what was typed is gone, what was saved before is not.

use askama::Template;

use super::{Frame, Layout, Page};
use crate::domain::profile::Section;

#[derive(Template)]
#[template(path = "too_long.html")]
struct TooLongHtml<'a> {
    layout: Layout<'a>,
    heading: String,
    lead: String,
    step: &'a str,
    button: String,
}

/// Renders what to do about a step of which more was sent than is read; `step` is its path.
///
/// # Errors
/// When the template cannot be filled, which is an error of ours.
pub fn too_long(frame: Frame<'_>, section: Section, step: &str) -> Page {
    let heading = frame.catalog.get("problem-413-title").into_owned();
    let title = frame.say(&format!("{section}-title"));
    let about = |key| frame.catalog.with(key, &[("step", title.as_str().into())]).into_owned();
    TooLongHtml {
        layout: frame.layout(&heading).refusing(true),
        heading,
        lead: about("too-long-lead"),
        step,
        button: about("too-long-button"),
    }
    .render()
}
