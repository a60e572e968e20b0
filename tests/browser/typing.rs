//! What is typed and never sent, in Chromium: saved a moment later and when the page is left, and said so quietly.

use serde_json::{Value, json};

use super::{ENOUGH, Office};
use crate::harness::{Engine, Person, World};

pub(super) const KEPT: &str = "Saved";
pub(super) const RETRYING: &str = "Not saved yet. We keep trying.";

/// Of a section whose fields the browser is told not to remember.
const ILL: [(&str, &str); 3] = [
    ("allergies", "Bee stings, nuts & <shellfish>"),
    ("medications", "100 mg \u{201c}aspirin\u{201d}"),
    ("medicalOther", "Pacemaker since \u{2019}19"),
];

/// Without it nothing is asked there.
const SHARED: [(&str, &str); 1] = [("medicalConsent", "on")];

/// Waits until the quiet line says this of all that is typed.
pub(super) async fn told(person: &Person, words: &str) {
    let line = "const line = document.querySelector('.keeping');
        return line.textContent === WORDS && !line.classList.contains('past')";
    person.until(&line.replace("WORDS", &json!(words).to_string())).await;
}

/// Waits until the server shows this text on a page of this browser, which is not the one that is open.
pub(super) async fn stored(person: &Person, url: &str, text: &str) {
    let ask = format!(
        "return fetch({}).then((page) => page.text()).then((text) => text.includes({}))",
        json!(url),
        json!(text)
    );
    person.until(&ask).await;
}

async fn holds(person: &Person, inputs: &[(&str, &str)]) {
    for (name, value) in inputs {
        assert_eq!(person.value(name).await, *value, "{name}");
    }
}

async fn at_medical(person: &Person, office: &Office) -> String {
    let base = person.start(&office.invite().await).await;
    for inputs in &ENOUGH[..2] {
        person.autofill(inputs).await;
        person.press("Continue").await;
    }
    assert_eq!(person.page().await, "medical");
    person.fill(&SHARED).await;
    base
}

both! {
    async fn what_is_typed_is_there_after_reload_back_and_reopening(world) {
        let office = Office::open(&world).await;
        let person = Person::new().await;
        let base = at_medical(&person, &office).await;
        let medical = format!("{base}/medical");
        person.fill(&ILL).await;
        told(&person, KEPT).await;
        person.driver.refresh().await.expect("a page");
        holds(&person, &ILL).await;
        assert_eq!(person.count("[role=alert]").await, 0, "nothing was sent that could be wrong");

        // Left before anything could be saved but by leaving.
        person.fill(&[("allergies", "Left by Back")]).await;
        person.back().await;
        stored(&person, &medical, "Left by Back").await;
        person.driver.forward().await.expect("the page after");
        person.until("return document.querySelector('[name=allergies]')?.value === 'Left by Back'").await;
        // A page that is older than what was sent last is asked for once more.
        person.until("return sessionStorage.getItem('left') === null").await;
        holds(&person, &ILL[1..]).await;

        let tab = person.driver.window().await.expect("a tab");
        let other = person.driver.new_tab().await.expect("a tab");
        person.driver.switch_to_window(tab).await.expect("the tab");
        person.fill(&[("allergies", "Left by closing")]).await;
        person.driver.close_window().await.expect("no tab");
        person.driver.switch_to_window(other).await.expect("the other tab");
        person.open(&format!("{base}/personal")).await;
        stored(&person, &medical, "Left by closing").await;
        person.open(&medical).await;
        holds(&person, &[("allergies", "Left by closing")]).await;
        holds(&person, &ILL[1..]).await;
        // The page that saved by itself is sent as it is.
        person.fill(&[("medicalOther", "Pacemaker")]).await;
        told(&person, KEPT).await;
        person.press("Continue").await;
        assert_eq!(person.page().await, "next-of-kin");
        person.open(&medical).await;
        holds(&person, &[("allergies", "Left by closing"), ("medicalOther", "Pacemaker")]).await;
    }

    async fn a_failed_connection_is_told_and_tried_again(world) {
        let office = Office::open(&world).await;
        let person = Person::new().await;
        let base = at_medical(&person, &office).await;
        let connect = async |offline: bool| {
            let conditions =
                json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
            person.tell("Network.emulateNetworkConditions", conditions).await;
        };
        person.tell("Network.enable", json!({})).await;
        connect(true).await;
        person.fill(&ILL).await;
        told(&person, RETRYING).await;
        holds(&person, &ILL).await;
        connect(false).await;
        told(&person, KEPT).await;
        person.open(&format!("{base}/medical")).await;
        holds(&person, &ILL).await;
    }

    async fn what_is_too_long_to_be_sent_stays_on_the_page(world) {
        let office = Office::open(&world).await;
        let person = Person::new().await;
        at_medical(&person, &office).await;
        let long = "long ".repeat(60_000);
        person.autofill(&[("allergies", &long)]).await;
        person.button("Continue").await.click().await.expect("a click");
        told(&person, "This is too long to be sent. Shorten your longest answers.").await;
        holds(&person, &[("allergies", &long)]).await;
        person.autofill(&[("allergies", "Bee stings")]).await;
        person.press("Continue").await;
        assert_eq!(person.page().await, "next-of-kin");
    }

    async fn without_script_what_is_too_long_leads_back_to_what_was_saved(world) {
        let office = Office::open(&world).await;
        let person = Person::without_script().await;
        person.start(&office.invite().await).await;
        person.fill(ENOUGH[0]).await;
        person.fill(&[("email", "thandi@mail.example")]).await;
        person.press("Continue").await;
        person.press("Back").await;
        person.find("[name=email]").await.click().await.expect("a click");
        person.tell("Input.insertText", json!({ "text": "long".repeat(75_000) })).await;
        person.press("Continue").await;
        assert_eq!(person.heading().await, "What you sent is too long");
        person.press("Back to “About you”").await;
        holds(&person, &[("email", "thandi@mail.example")]).await;
        holds(&person, &ENOUGH[0][..2]).await;
    }

    async fn another_tab_is_told_and_keeps_its_text(world) {
        let office = Office::open(&world).await;
        let person = Person::new().await;
        let base = at_medical(&person, &office).await;
        told(&person, KEPT).await;
        let first = person.driver.window().await.expect("a tab");
        let second = person.driver.new_tab().await.expect("a tab");
        person.driver.switch_to_window(second).await.expect("the tab");
        person.open(&format!("{base}/medical")).await;
        person.fill(&SHARED).await;
        person.fill(&[("allergies", "There")]).await;
        told(&person, KEPT).await;
        person.driver.switch_to_window(first).await.expect("the tab");
        person.fill(&[("allergies", "Here")]).await;
        told(
            &person,
            "This step was changed in another tab or window. What you type here is saved when you choose Continue.",
        )
        .await;
        holds(&person, &[("allergies", "Here")]).await;
        person.press("Continue").await;
        let both = person.text(".both").await;
        assert!(both.contains("There") && both.contains("Here"), "{both}");
        holds(&person, &[("allergies", "Here")]).await;
    }
}

/// Notes when the page asks the server and when a key was pressed, and lets each answer take longer than a moment.
const SLOW: &str = "const ask = window.fetch;
  window.noted = { asked: [], typed: [], under_way: 0, at_once: 0 };
  window.fetch = async (...request) => {
    noted.asked.push(Date.now());
    noted.at_once = Math.max(noted.at_once, ++noted.under_way);
    const answer = await ask(...request);
    await new Promise((on) => setTimeout(on, 1500));
    noted.under_way -= 1;
    return answer;
  };
  const input = document.querySelector('[name=allergies]');
  setInterval(() => {
    noted.typed.push(Date.now());
    input.value += 'x';
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }, 1000)";

// Only what may not be less is held: a busy machine makes it more.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_sent_a_moment_after_the_last_key_and_never_twice_at_once() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let person = Person::new().await;
    at_medical(&person, &office).await;
    told(&person, KEPT).await;
    person.run::<()>(SLOW).await;
    person.until("return noted.asked.length > 3").await;
    let noted: Value = person.run("return noted").await;
    let times = |what: &str| -> Vec<i64> { serde_json::from_value(noted[what].clone()).expect("times") };
    let (asked, typed) = (times("asked"), times("typed"));
    assert_eq!(noted["at_once"], 1);
    for (at, pair) in asked.windows(2).enumerate() {
        assert!(pair[1] - pair[0] >= 2000, "request {at}: {asked:?}");
    }
    let last_key = typed.iter().filter(|key| **key <= asked[0]).max().expect("a key");
    assert!(asked[0] - last_key >= 800, "{asked:?} {typed:?}");
}
