//! A page as a reader without script has it.

use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use scraper::{ElementRef, Html, Selector};

/// An answer that may be a page, or the way to one.
#[derive(Debug, Clone)]
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// The address it was asked for at.
    pub url: String,
    pub html: String,
}

impl Page {
    /// The visible text, white space folded.
    pub fn text(&self) -> String {
        let html = Html::parse_document(&self.html);
        let body = html
            .select(&select("body"))
            .next()
            .map(|body| body.text().collect::<String>())
            .unwrap_or_default();
        body.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The one main heading.
    pub fn heading(&self) -> String {
        let texts = self.texts("h1");
        assert_eq!(texts.len(), 1, "a page has one h1: {texts:?}");
        texts.into_iter().next().unwrap_or_default()
    }

    /// The title.
    pub fn title(&self) -> String {
        self.texts("title").into_iter().next().unwrap_or_default()
    }

    /// The error summary: where each entry leads (without `#`), and what it says.
    pub fn errors(&self) -> Vec<(String, String)> {
        let html = Html::parse_document(&self.html);
        let links = select("[role=alert] a[href^='#']");
        html.select(&links)
            .map(|link| (link.attr("href").unwrap_or_default()[1..].to_owned(), text_of(link)))
            .collect()
    }

    /// What an input holds: its value, the checked radio's value, or a text area's text.
    pub fn value(&self, name: &str) -> Option<String> {
        self.fields().into_iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Whether there is an input of this name.
    pub fn has_input(&self, name: &str) -> bool {
        let html = Html::parse_document(&self.html);
        html.select(&select(&format!("[name='{name}']"))).next().is_some()
    }

    /// Everything the page's form would send, hidden inputs included, buttons not.
    pub fn fields(&self) -> Vec<(String, String)> {
        let html = Html::parse_document(&self.html);
        let form = html.select(&select("main form[method=post]")).next();
        let inputs = select("input, textarea, select");
        form.map(|form| form.select(&inputs).filter_map(field).collect()).unwrap_or_default()
    }

    /// Where the page's form posts to.
    pub fn action(&self) -> String {
        let html = Html::parse_document(&self.html);
        let form = html.select(&select("main form[method=post]")).next().expect("a form on the page");
        form.attr("action").map_or_else(|| self.url.clone(), |action| self.resolved(action))
    }

    /// The whole address that one on the page stands for.
    pub fn resolved(&self, address: &str) -> String {
        url::Url::parse(&self.url).and_then(|url| url.join(address)).expect("an address").to_string()
    }

    /// Where the first link with this text leads.
    pub fn link(&self, text: &str) -> Option<String> {
        let html = Html::parse_document(&self.html);
        let link = html.select(&select("a")).find(|link| text_of(*link).contains(text))?;
        Some(link.attr("href").unwrap_or_default().to_owned())
    }

    /// The texts of all elements that match.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        Html::parse_document(&self.html).select(&select(selector)).map(text_of).collect()
    }

    /// Where the answer leads (303).
    #[track_caller]
    pub fn location(&self) -> String {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text());
        self.header("location").expect("a location").to_owned()
    }

    /// An attribute of the first element that matches.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let html = Html::parse_document(&self.html);
        html.select(&select(selector)).find_map(|element| element.attr(name).map(str::to_owned))
    }

    /// This attribute of all elements that match and have it.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let html = Html::parse_document(&self.html);
        html.select(&select(selector)).filter_map(|element| element.attr(name).map(str::to_owned)).collect()
    }

    /// Whether an element has this id.
    pub fn has_id(&self, id: &str) -> bool {
        self.attribute(&format!("[id='{id}']"), "id").is_some()
    }

    /// The first cookie that this answer sets, as a browser sends it back; none when it sets none.
    pub fn cookie(&self) -> Option<String> {
        self.header("set-cookie").and_then(|cookie| cookie.split(';').next()).map(str::to_owned)
    }

    /// The page without what is new each time: its token and these words.
    pub fn masked(&self, words: &[&str]) -> String {
        let fresh: Vec<String> =
            self.value("token").into_iter().chain(words.iter().map(|word| (*word).to_owned())).collect();
        fresh.iter().fold(self.html.clone(), |html, word| html.replace(word, "*"))
    }

    /// A header as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The same page, which must have this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}: {}", self.url, self.text());
        self
    }
}

fn field(input: ElementRef<'_>) -> Option<(String, String)> {
    let name = input.attr("name")?.to_owned();
    let value = input.attr("value").unwrap_or_default().to_owned();
    match (input.value().name(), input.attr("type")) {
        ("textarea", _) => Some((name, input.text().collect::<String>().trim_start_matches('\n').to_owned())),
        (_, Some("radio" | "checkbox")) => input.attr("checked").map(|_| (name, value)),
        _ => Some((name, value)),
    }
}

fn text_of(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn select(selector: &str) -> Selector {
    Selector::parse(selector).expect("a selector")
}
