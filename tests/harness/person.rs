//! A person in Chromium: reads, types, clicks. The browser is closed when the person is dropped, also
//! when the test fails.

use std::time::Duration;

use enrol::domain::language::Language;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::prelude::*;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::{Invited, chromium};

/// At most so many browsers at once.
static BROWSERS: Semaphore = Semaphore::const_new(2);

/// How long a page may take on a busy machine, and how often it is looked at.
const PATIENCE: Duration = Duration::from_secs(30);
const GLANCE: Duration = Duration::from_millis(20);

/// A person with a browser of their own.
pub struct Person {
    /// The browser, for what only some tests do.
    pub driver: WebDriver,
    _profile: TempDir,
    _turn: SemaphorePermit<'static>,
}

impl Person {
    /// Somebody whose browser runs scripts.
    pub async fn new() -> Self {
        Self::with(BROWSERS.acquire().await.expect("a turn"), true).await
    }

    /// Somebody who has switched scripts off.
    pub async fn without_script() -> Self {
        Self::with(BROWSERS.acquire().await.expect("a turn"), false).await
    }

    /// Two devices. Both turns are taken at once: tests that took them one by one could wait for each
    /// other for ever.
    pub async fn two() -> [Self; 2] {
        let mut turns = BROWSERS.acquire_many(2).await.expect("two turns");
        let one = turns.split(1).expect("one of them");
        [Self::with(one, true).await, Self::with(turns, true).await]
    }

    async fn with(turn: SemaphorePermit<'static>, script: bool) -> Self {
        let profile = tempfile::tempdir().expect("a temporary directory");
        let driver = chromium::open(profile.path(), script).await;
        Self { driver, _profile: profile, _turn: turn }
    }

    /// Opens an address.
    pub async fn open(&self, url: &str) {
        self.driver.goto(url).await.expect("a page");
    }

    /// Opens a link and presses Start; returns where the session's pages are, up to `/s/{id}`.
    pub async fn start(&self, invited: &Invited) -> String {
        self.open(&invited.link).await;
        self.press("Start").await;
        let url = self.url().await;
        url.rsplit_once('/').expect("a step").0.to_owned()
    }

    /// The address that the browser shows.
    pub async fn url(&self) -> String {
        self.driver.current_url().await.expect("an address").to_string()
    }

    /// The last part of the address without its query: `personal`, `check`, …
    pub async fn page(&self) -> String {
        let url = self.driver.current_url().await.expect("an address");
        url.path().rsplit('/').next().unwrap_or_default().to_owned()
    }

    /// The main heading.
    pub async fn heading(&self) -> String {
        self.text("h1").await
    }

    /// The visible text of the first element that matches.
    pub async fn text(&self, css: &str) -> String {
        self.find(css).await.text().await.expect("a text")
    }

    /// All that is in the page, visible or not.
    pub async fn source(&self) -> String {
        self.driver.source().await.expect("a page")
    }

    /// The first element that matches.
    pub async fn find(&self, css: &str) -> WebElement {
        let query = self.driver.query(By::Css(css)).wait(PATIENCE, GLANCE);
        query.first().await.expect("an element")
    }

    /// How many elements match.
    pub async fn count(&self, css: &str) -> usize {
        self.driver.find_all(By::Css(css)).await.expect("elements").len()
    }

    /// What an input holds.
    pub async fn value(&self, name: &str) -> String {
        let input = self.find(&format!("main form [name='{name}']")).await;
        input.value().await.expect("an input").unwrap_or_default()
    }

    /// The value of the radio button that is chosen.
    pub async fn chosen(&self, name: &str) -> Option<String> {
        for button in self.driver.find_all(By::Css(format!("[name='{name}']"))).await.expect("buttons") {
            if button.is_selected().await.expect("a button") {
                return button.value().await.expect("a value");
            }
        }
        None
    }

    /// Fills inputs in this order: types into lines, clicks on the labels of radio buttons and boxes.
    pub async fn fill(&self, inputs: &[(&str, &str)]) {
        for (name, value) in inputs {
            self.fill_one(name, value).await;
        }
    }

    async fn fill_one(&self, name: &str, value: &str) {
        let fold = format!("//details[not(@open)][.//*[@name='{name}']]/summary");
        if let Some(fold) = self.driver.find_all(By::XPath(fold)).await.expect("folds").first() {
            fold.click().await.expect("an open fold");
        }
        let input = self.find(&format!("main form [name='{name}']:not([type=hidden])")).await;
        let kind = input.attr("type").await.expect("an input").unwrap_or_default();
        if kind == "radio" || kind == "checkbox" {
            // `on` is yes to whatever is asked.
            let yes = if value == "on" { "[data-yes]" } else { "[type=checkbox]" };
            let one = format!("[name='{name}'][value='{value}'], {yes}[name='{name}']");
            let choice = self.find(&one).await;
            let id = choice.attr("id").await.expect("an input").unwrap_or_default();
            let label = By::XPath(format!("ancestor::label | //label[@for='{id}']"));
            choice.find(label).await.expect("a label").click().await.expect("a click");
        } else {
            if input.value().await.expect("an input").is_some_and(|value| !value.is_empty()) {
                input.clear().await.expect("an empty input");
            }
            input.send_keys(value).await.expect("typed keys");
        }
    }

    /// Fills inputs at once, as a browser does that remembers them; needs script.
    pub async fn autofill(&self, inputs: &[(&str, &str)]) {
        let fill = "for (const [name, value] of arguments[0]) {
          for (const input of document.querySelectorAll(`main form [name='${name}']`)) {
            if (input.type === 'radio') input.checked = value === 'on' ? 'yes' in input.dataset : input.value === value;
            else if (input.type === 'checkbox') input.checked = true;
            else if (input.type !== 'hidden') input.value = value;
          }
        }";
        self.driver.execute(fill, vec![json!(inputs)]).await.expect("filled inputs");
    }

    /// Clicks on the button or link with this text and waits for the page that follows.
    pub async fn press(&self, text: &str) {
        let old = self.find("html").await;
        self.button(text).await.click().await.expect("a click");
        self.left(old).await;
    }

    /// Chooses a language in the header and waits for the page in it.
    pub async fn choose_language(&self, language: Language) {
        let old = self.find("html").await;
        if self.count("header summary").await > 0 {
            self.find("header summary").await.click().await.expect("a click");
        }
        self.find(&format!("header button[value={language}]")).await.click().await.expect("a click");
        self.left(old).await;
    }

    /// The button or link with this text.
    pub async fn button(&self, text: &str) -> WebElement {
        let path = format!("//main//*[self::button or self::a][normalize-space()=\"{text}\"]");
        let query = self.driver.query(By::XPath(path)).wait(PATIENCE, GLANCE);
        query.first().await.unwrap_or_else(|error| panic!("no button {text:?}: {error}"))
    }

    /// Waits until the page of this element is gone.
    pub async fn left(&self, old: WebElement) {
        old.wait_until().wait(PATIENCE, GLANCE).stale().await.expect("the next page");
    }

    /// Presses keys, whatever has the focus.
    pub async fn keys(&self, keys: impl Into<TypingData>) {
        let text: String = keys.into().as_vec().into_iter().collect();
        self.driver.action_chain().send_keys(text).perform().await.expect("pressed keys");
    }

    /// Presses Enter, whatever has the focus, and waits for the page that follows.
    pub async fn enter(&self) {
        let old = self.find("html").await;
        self.keys(Key::Enter).await;
        self.left(old).await;
    }

    /// The name of the input that has the focus, or the text of the link or button.
    pub async fn focused(&self) -> String {
        self.run("const at = document.activeElement; return at.name && at.name !== 'action' ? at.name : at.innerText")
            .await
    }

    /// Goes back as a page does it, which may restore one from memory, and waits for it.
    pub async fn back(&self) {
        let old = self.find("html").await;
        self.driver.execute("history.back()", Vec::new()).await.expect("a step back");
        self.left(old).await;
    }

    /// Clicks twice on the button with this text, as many people do, and waits for the page that follows.
    pub async fn press_twice(&self, text: &str) {
        let old = self.find("html").await;
        let button = self.button(text).await;
        self.driver.action_chain().double_click_element(&button).perform().await.expect("two clicks");
        self.left(old).await;
    }

    /// Runs a function body in the page and returns its value, or that of its promise.
    pub async fn run<T: DeserializeOwned>(&self, body: &str) -> T {
        self.driver.execute(body, Vec::new()).await.expect("a script").convert().expect("its value")
    }

    /// Waits until a script's value is true.
    pub async fn until(&self, body: &str) {
        let started = tokio::time::Instant::now();
        // A page that is just being replaced cannot answer.
        while !matches!(self.driver.execute(body, Vec::new()).await, Ok(value) if value.json() == &json!(true))
        {
            assert!(started.elapsed() < PATIENCE, "never: {body}");
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Tells the browser something in the words of its own protocol.
    pub async fn tell(&self, method: &str, parameters: Value) -> Value {
        self.driver.cdp().send_raw(method, parameters).await.expect("an answer")
    }

    /// Makes the window this large in CSS pixels, as on a phone below 600.
    pub async fn resize(&self, width: u32, height: u32, scale: u32) {
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": width < 600 });
        self.tell("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Prefers `light` or `dark`, and no motion, so that colours change at once.
    pub async fn prefer(&self, scheme: &str) {
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.tell("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    /// What the console has said since it was last asked: errors, warnings, violations of the policy.
    ///
    /// Without the lines about pages that were refused with a status that is meant to be.
    pub async fn complaints(&self) -> Vec<String> {
        let log = self.driver.browser_log().await.expect("a log");
        let meant = |text: &str| text.contains("Failed to load resource") && text.contains("422");
        log.into_iter().map(|entry| entry.message).filter(|text| !meant(text)).collect()
    }
}
