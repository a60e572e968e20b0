//! A person whose every value is marked, and whose every secret is remembered, to be looked for.

use enrol::domain::profile::{Kind, Scope, Section, api_fields, field};
use reqwest::Client;
use serde_json::{Value, json};

use super::hunt::Hunt;
use crate::harness::{Guest, Invited, Page};

/// A browser, and what is to be looked for.
pub struct Spy {
    guest: Guest,
    base: String,
    pub hunt: Hunt,
}

/// The mark of one value; nothing else holds such a word.
pub fn marked(mark: &str, name: &str) -> String {
    format!("q9{mark}{name}7x")
}

/// A value for a field with its mark, and with characters that are escaped in many places.
fn value(hunt: &mut Hunt, mark: &str, name: &str, mobile: &str) -> Option<String> {
    let word = marked(mark, name);
    let value = match field(name)?.kind {
        Kind::Line(_) | Kind::Text(_) | Kind::ChoiceOrText(..) if name == "gender" => word.clone(),
        Kind::Line(_) | Kind::Text(_) | Kind::ChoiceOrText(..) => format!("{word} \"é\" & <b>\\"),
        Kind::Email => format!("{word}@example.com"),
        Kind::Phone if name == "mobile" => mobile.to_owned(),
        // Looked for by their beginning.
        Kind::Phone => "082 555 0199".to_owned(),
        Kind::Date => "1987-03-29".to_owned(),
        Kind::Plate(_) => format!("Q9{}7X", &mark.to_uppercase()[..4]),
        // Too short to be told from anything else.
        Kind::YesNo | Kind::Choice(_) | Kind::Consent | Kind::Tick => return None,
    };
    hunt.text(&word);
    if !value.starts_with(['0', '+']) {
        hunt.text(&value);
    }
    Some(value)
}

/// Marked inputs for all that a step asks for.
pub fn marked_inputs(hunt: &mut Hunt, mark: &str, step: &str, mobile: &str) -> Vec<(String, String)> {
    let section = Section::parse(step).expect("a step");
    let mut inputs = Vec::new();
    for field in section.form_fields() {
        let mut put = |name: &str, value: &str| inputs.push((name.to_owned(), value.to_owned()));
        match field.kind {
            // Whoever fills the step takes it from the page.
            Kind::Consent | Kind::Tick => {}
            Kind::YesNo => put(field.name, "yes"),
            Kind::Choice(words) => put(field.name, words[0]),
            Kind::Date => [("day", "29"), ("month", "3"), ("year", "1987")]
                .iter()
                .for_each(|(part, value)| put(&format!("{}-{part}", field.name), value)),
            Kind::ChoiceOrText(..) => {
                put(field.name, "own");
                put(&format!("{}-own", field.name), &value(hunt, mark, field.name, mobile).expect("a text"));
            }
            _ => put(field.name, &value(hunt, mark, field.name, mobile).expect("a text")),
        }
    }
    hunt.text(mobile);
    inputs
}

impl Spy {
    pub fn new(base: &str) -> Self {
        Self { guest: Guest::new(base), base: base.to_owned(), hunt: Hunt::default() }
    }

    /// Goes on in another browser.
    pub fn other_browser(&mut self) {
        self.guest = Guest::new(&self.base);
    }

    /// For requests that no page makes; it has the browser's cookies.
    pub fn client(&self) -> Client {
        self.guest.client().clone()
    }

    pub async fn open(&mut self, path: &str) -> Page {
        let page = self.guest.get(path).await;
        self.remember(page)
    }

    pub async fn submit(&mut self, page: &Page, inputs: &[(&str, &str)], button: &str) -> Page {
        let page = self.guest.submit(page, inputs, button).await;
        self.remember(page)
    }

    /// Fills a step and goes on.
    pub async fn fill(&mut self, page: &Page, inputs: &[(String, String)]) -> Page {
        let consent = page.attribute("[name=medicalConsent]", "value");
        let consent = consent.as_ref().map(|version| ("medicalConsent", version.as_str()));
        let inputs = inputs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let inputs: Vec<_> = inputs.chain(consent).collect();
        self.submit(page, &inputs, "continue").await
    }

    /// Presses Start and opens the first step.
    pub async fn start(&mut self, invited: &Invited) -> Page {
        let page = self.open(&invited.link).await.expect(200);
        let first = self.submit(&page, &[], "").await.location();
        self.open(&first).await.expect(200)
    }

    /// Goes to the check page with everything marked.
    pub async fn reach_check(&mut self, invited: &Invited, mark: &str, mobile: &str) -> Page {
        let mut page = self.start(invited).await;
        for step in Section::ALL {
            let inputs = marked_inputs(&mut self.hunt, mark, step.as_str(), mobile);
            let next = self.fill(&page, &inputs).await.location();
            page = self.open(&next).await.expect(200);
        }
        page
    }

    /// A customer for the API with everything marked.
    pub fn customer(&mut self, mark: &str, mobile: &str) -> Value {
        let mut customer = json!({ "hasMedicalAid": true, "bloodtype": "AB-" });
        for field in api_fields().filter(|field| field.scope != Scope::FormOnly) {
            if let Some(value) = value(&mut self.hunt, &format!("{mark}api"), field.name, mobile) {
                customer[field.name] = json!(value);
            }
        }
        json!({ "customer": customer })
    }

    /// Keeps in mind what nobody else may know: cookies, form tokens.
    fn remember(&mut self, page: Page) -> Page {
        for cookie in page.headers.get_all("set-cookie") {
            let cookie = cookie.to_str().expect("a cookie").split(';').next().unwrap_or_default();
            self.hunt.secret(cookie.split_once('=').expect("a cookie").1);
        }
        for (_, secret) in page.fields().iter().filter(|(name, _)| name == "token") {
            self.hunt.secret(secret);
        }
        page
    }
}
