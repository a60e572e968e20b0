//! The guide for tenants, `docs/api.md`, as a page.

use std::fmt;
use std::sync::LazyLock;

use askama::Template;
use askama::filters::HtmlSafe;
use axum::response::Response;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use super::{ready, respond};
use crate::http::{ContentCoding, Precompressed};

const GUIDE: &str = include_str!("../../../../docs/api.md");

#[derive(Template)]
#[template(path = "guide.html")]
struct GuideHtml<'a> {
    chapters: &'a [(String, String)],
    guide: &'a Markup,
}

/// HTML that is not to be escaped: made from our own text alone.
struct Markup(String);

impl HtmlSafe for Markup {}

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

static PAGE: LazyLock<Precompressed> = LazyLock::new(|| {
    let (guide, chapters) = read(GUIDE);
    ready(&GuideHtml { chapters: &chapters, guide: &guide })
});

/// Shows the guide.
pub async fn show(coding: ContentCoding) -> Response {
    respond(&PAGE, coding)
}

/// Turns Markdown into HTML whose headings have anchors; raw HTML in it is shown as text.
fn read(text: &str) -> (Markup, Vec<(String, String)>) {
    let mut events: Vec<Event<'_>> = Parser::new_ext(text, Options::ENABLE_TABLES).collect();
    let mut chapters = Vec::new();
    let mut start = None;
    for at in 0..events.len() {
        match &events[at] {
            Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }) => start = Some((at, String::new())),
            Event::Text(text) | Event::Code(text) => {
                if let Some((_, title)) = &mut start {
                    title.push_str(text);
                }
            }
            Event::End(TagEnd::Heading(HeadingLevel::H2)) => {
                let Some((start, title)) = start.take() else { continue };
                let anchor = title.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-");
                if let Event::Start(Tag::Heading { id, .. }) = &mut events[start] {
                    *id = Some(anchor.clone().into());
                }
                chapters.push((anchor, title));
            }
            Event::Html(raw) | Event::InlineHtml(raw) => events[at] = Event::Text(raw.clone()),
            _ => {}
        }
    }
    let mut page = String::new();
    html::push_html(&mut page, events.into_iter());
    // What may be wider than a phone can be scrolled, also by keyboard.
    let page = page.replace("<pre>", "<pre tabindex=\"0\">");
    let page = page
        .replace("<table>", "<div class=\"scroll\" tabindex=\"0\"><table>")
        .replace("</table>", "</table></div>");
    (Markup(page), chapters)
}
