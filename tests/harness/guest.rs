//! A person whose browser has no script: opens links, fills forms, follows redirects by hand.

use enrol::domain::language::Language;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder};

use super::{Invited, Page};

/// One browser with its cookies.
#[derive(Clone)]
pub struct Guest {
    client: Client,
    base: String,
}

/// A whole journey with answers that pass.
const PERSONAL: &[(&str, &str)] = &[("name", "Thandi"), ("surname", "Mokoena")];

impl Guest {
    /// A browser that has never been here; `base` is where Enrol is.
    pub fn new(base: &str) -> Self {
        Self::with_headers(base, &[])
    }

    /// The same with headers on every request.
    pub fn with_headers(base: &str, headers: &[(&str, &str)]) -> Self {
        let pair = |(name, value): &(&str, &str)| {
            (HeaderName::try_from(*name).expect("a name"), HeaderValue::try_from(*value).expect("a value"))
        };
        let headers: HeaderMap = headers.iter().map(pair).collect();
        let client =
            Client::builder().no_proxy().cookie_store(true).redirect(Policy::none()).default_headers(headers);
        Self { client: client.build().expect("a client"), base: base.to_owned() }
    }

    /// A browser that sends exactly this cookie, whatever cookies it is given.
    pub fn with_cookie(base: &str, cookie: &str) -> Self {
        Self::with_headers(base, &[("cookie", cookie)])
    }

    /// The absolute address of a path here; other addresses stay.
    pub fn url(&self, path: &str) -> String {
        if path.starts_with('/') { format!("{}{path}", self.base) } else { path.to_owned() }
    }

    /// The same browser at another instance: its cookies go along, as behind one proxy.
    pub fn at(&self, base: &str) -> Self {
        Self { client: self.client.clone(), base: base.to_owned() }
    }

    /// Opens an address, without following a redirect.
    pub async fn get(&self, path: &str) -> Page {
        let url = self.url(path);
        self.send(&url, self.client.get(&url)).await
    }

    /// Opens an address and follows redirects within Enrol.
    pub async fn visit(&self, path: &str) -> Page {
        let mut page = self.get(path).await;
        while page.status == 303 {
            let next = page.location();
            assert!(next.starts_with('/'), "leaves Enrol: {next}");
            page = self.get(&next).await;
        }
        page
    }

    /// Posts pairs as a form.
    pub async fn post(&self, url: &str, pairs: &[(String, String)]) -> Page {
        let url = self.url(url);
        self.send(&url, self.client.post(&url).form(pairs)).await
    }

    /// Sends any request as this browser.
    pub async fn send(&self, url: &str, request: RequestBuilder) -> Page {
        let response = request.send().await.expect("an answer");
        let (status, headers) = (response.status(), response.headers().clone());
        let html = response.text().await.expect("a body");
        Page { status, headers, url: url.to_owned(), html }
    }

    /// The browser's own client, for requests that no form makes.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Fills these inputs of a page's form over what it shows, and presses a button (its `action`).
    pub async fn submit(&self, page: &Page, inputs: &[(&str, &str)], button: &str) -> Page {
        self.post(&page.action(), &filled(page, inputs, button)).await
    }

    /// Presses a language in the header of a page, with these inputs filled over what the page's form shows.
    pub async fn choose_language(&self, page: &Page, inputs: &[(&str, &str)], language: Language) -> Page {
        let button = format!("header button[value={language}]");
        let (action, mut pairs) = if page.attribute(&button, "form").is_some() {
            // A button of the page's form posts where that does, unless it says otherwise.
            let action = page.attribute(&button, "formaction");
            (action.unwrap_or_else(|| page.action()), filled(page, inputs, ""))
        } else {
            let token = page.attribute("header input[name=token]", "value").expect("a switch");
            (page.attribute("header form", "action").expect("a form"), vec![("token".into(), token)])
        };
        pairs.push(("locale".to_owned(), language.to_string()));
        self.post(&page.resolved(&action), &pairs).await
    }

    /// Opens a link and presses Start; returns the path of the first step.
    pub async fn start(&self, invited: &Invited) -> String {
        let page = self.get(&invited.link).await.expect(200);
        self.submit(&page, &[], "").await.location()
    }

    /// Opens the page at `path`, fills it, presses Continue, and returns where that leads.
    pub async fn answer(&self, path: &str, inputs: &[(&str, &str)]) -> String {
        let page = self.get(path).await.expect(200);
        self.submit(&page, inputs, "continue").await.location()
    }

    /// Goes from Start to this page, with this mobile and no more than is needed; the page is one of
    /// `personal`, `vehicle`, `medical`, `next-of-kin` and `check`.
    pub async fn reach(&self, invited: &Invited, page: &str, mobile: &str) -> Page {
        let mut path = self.start(invited).await;
        let steps: [&[(&str, &str)]; 4] =
            [&[PERSONAL, &[("mobile", mobile)]].concat(), &[("hasVehicle", "no")], &[], &[]];
        for inputs in steps {
            if path.ends_with(page) {
                break;
            }
            path = self.answer(&path, inputs).await;
        }
        assert!(path.ends_with(page), "{path} is not {page}");
        self.get(&path).await.expect(200)
    }

    /// Posts a body as it is, with this content type.
    pub async fn post_raw(&self, url: &str, kind: &str, body: impl Into<reqwest::Body>) -> Page {
        let url = self.url(url);
        self.send(&url, self.client.post(&url).header("content-type", kind).body(body)).await
    }

    /// Goes from Start to the check page with this mobile and no more than is needed.
    pub async fn reach_check(&self, invited: &Invited, mobile: &str) -> Page {
        let personal = self.start(invited).await;
        let vehicle = self.answer(&personal, &[PERSONAL, &[("mobile", mobile)]].concat()).await;
        let medical = self.answer(&vehicle, &[("hasVehicle", "no")]).await;
        let mut check = self.answer(&medical, &[]).await;
        // What the tenant knows already is not asked.
        if !check.ends_with("/check") {
            check = self.answer(&check, &[]).await;
        }
        self.get(&check).await.expect(200)
    }

    /// Goes the whole way and returns the address at the tenant.
    pub async fn sign_up(&self, invited: &Invited, mobile: &str) -> String {
        let check = self.reach_check(invited, mobile).await;
        self.submit(&check, &[], "finish").await.location()
    }
}

/// What a form sends when these inputs are filled over what the page shows.
pub fn filled(page: &Page, inputs: &[(&str, &str)], button: &str) -> Vec<(String, String)> {
    let mut pairs = page.fields();
    pairs.retain(|(name, _)| inputs.iter().all(|(filled, _)| filled != name));
    pairs.extend(inputs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    if !button.is_empty() {
        pairs.push(("action".to_owned(), button.to_owned()));
    }
    pairs
}
