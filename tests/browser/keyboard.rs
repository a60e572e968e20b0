//! The keyboard alone: it reaches everything, shows where it is, and signs up.

use std::collections::BTreeSet;

use serde_json::json;
use thirtyfour::Key;

use super::{ENOUGH, Office};
use crate::harness::{Engine, Guest, Person, World};
use crate::pages::preview::{pages, preview};

/// What Tab should stop at from here on, as places among all elements: one stop for a group of radio
/// buttons.
const STOPS: &str = "const all = Array.from(document.all);
  const kinds = 'a[href], button:not([tabindex]), summary, input:not([type=hidden]), textarea';
  return Array.from(document.querySelectorAll(kinds))
    .filter((stop) => stop.checkVisibility({ visibilityProperty: true }))
    .filter((stop) => document.activeElement.compareDocumentPosition(stop) & 4)
    .filter((stop) => {
      const group = Array.from(document.getElementsByName(stop.name || '-'));
      return stop.type !== 'radio' || stop === (group.find((one) => one.checked) ?? group[0]);
    })
    .map((stop) => all.indexOf(stop));";

/// Where the focus is, and whether it can be seen: round the row of a choice, or round what has it.
const FOCUS: &str = "const at = document.activeElement;
  const shown = getComputedStyle(at.matches('.choices > label > input') ? at.parentElement : at);
  return [Array.from(document.all).indexOf(at), at.matches(':focus-visible')
    && shown.outlineStyle === 'solid' && parseFloat(shown.outlineWidth) >= 2];";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tab_stops_at_everything_and_is_seen() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let person = Person::new().await;
    let invited = office.invite().await;
    person.open(&invited.link).await;
    tab_through(&person).await;
    let base = person.start(&invited).await;
    for inputs in ENOUGH {
        tab_through(&person).await;
        person.autofill(inputs).await;
        person.press("Continue").await;
    }
    tab_through(&person).await;
    for page in ["personal?return=check", "vehicle?return=check", "cancel"] {
        person.open(&format!("{base}/{page}")).await;
        person.autofill(&[("name", ""), ("gender", "own"), ("hasVehicle", "yes")]).await;
        tab_through(&person).await;
    }
    person.open(&format!("{base}/personal")).await;
    person.autofill(&[("name", ""), ("mobile", "1")]).await;
    person.press("Continue").await;
    tab_through(&person).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tab_stops_at_everything_in_every_state_of_every_page() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let form = json!({
        "support": { "phone": "011 765 4321", "email": "help@acme.example" }, "locales": ["en", "fr"],
        "privacyUrl": "https://acme.example/privacy", "consents": ["terms", "nextOfKinTold", "marketing"],
        "termsUrl": "https://acme.example/terms", "appLinks": { "web": "https://acme.example/app" },
    });
    office.tenant.put("/signup-form", &form).await.expect(200);
    let url = preview(&office.tenant).await;
    let person = Person::new().await;
    let mut seen = BTreeSet::new();
    for page in pages(&Guest::new(&world.base), &url).await.iter().filter(|page| page.url.contains("/en/")) {
        // Many states differ in what they say alone.
        let stops =
            [page.attributes("main [name]", "name"), page.texts("main :is(a, button, summary)")].concat();
        if seen.insert((stops, page.texts(".summary").len())) {
            person.open(&page.url).await;
            tab_through(&person).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_ring_stands_round_what_is_told_first() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let person = Person::new().await;
    person.start(&office.invite().await).await;
    person.press("Continue").await;
    let ring: (bool, String, String) = person
        .run(
            "const at = document.activeElement, shown = getComputedStyle(at);
            return [at.matches('.summary'), shown.outlineStyle, shown.borderTopColor]",
        )
        .await;
    assert_eq!(ring, (true, "solid".to_owned(), "rgba(0, 0, 0, 0)".to_owned()));
}

async fn tab_through(person: &Person) {
    let stops: Vec<i64> = person.run(STOPS).await;
    assert!(stops.len() > 1, "{stops:?}");
    for stop in stops {
        for kind in ["rawKeyDown", "keyUp"] {
            let key = json!({ "type": kind, "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9 });
            person.tell("Input.dispatchKeyEvent", key).await;
        }
        let focus: (i64, bool) = person.run(FOCUS).await;
        assert_eq!(focus, (stop, true), "{} on {}", person.focused().await, person.url().await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_keyboard_alone_signs_up() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let person = Person::new().await;
    let invited = office.invite().await;
    person.open(&invited.link).await;
    tab_to(&person, "Start").await;
    person.enter().await;

    person.keys(Key::Tab).await;
    assert_eq!(person.focused().await, "Skip to the main content");
    person.keys(Key::Enter).await;
    assert_eq!(person.run::<String>("return document.activeElement.id").await, "main");
    person.keys(Key::Tab).await;
    assert_eq!(person.focused().await, "name");
    person.keys("Thandi").await;
    person.enter().await;

    // Refused: reading starts at what is wrong, and its first line leads to the input.
    assert_eq!(person.run::<String>("return document.activeElement.className").await, "summary");
    person.keys(Key::Tab).await;
    assert_eq!(person.focused().await, "Enter your surname");
    person.keys(Key::Enter).await;
    assert_eq!(person.focused().await, "surname");
    person.keys("Mokoena").await;
    person.keys(Key::Tab).await;
    person.keys("082 123 4567").await;
    person.enter().await;

    // Enter presses Continue, though Back is there as well.
    assert_eq!(person.page().await, "vehicle");
    tab_to(&person, "hasVehicle").await;
    person.keys(Key::Space).await;
    person.keys(Key::Down).await;
    assert_eq!(person.chosen("hasVehicle").await.as_deref(), Some("no"));
    person.enter().await;
    assert_eq!(person.page().await, "medical");
    tab_to(&person, "medicalConsent").await;
    person.enter().await;
    assert_eq!(person.page().await, "next-of-kin");
    tab_to(&person, "Back").await;
    person.enter().await;
    assert_eq!(person.page().await, "medical");
    tab_to(&person, "Continue").await;
    person.enter().await;
    tab_to(&person, "nextOfKinName").await;
    person.enter().await;
    assert_eq!(person.page().await, "check");
    tab_to(&person, "Finish signing up").await;
    person.enter().await;
    assert_eq!(person.heading().await, "Welcome back");
    assert_eq!(office.tenant.session(&invited.id).await["status"], json!("completed"));
}

/// Presses Tab until what has the focus is called so.
async fn tab_to(person: &Person, name: &str) {
    for _ in 0..60 {
        if person.focused().await == name {
            return;
        }
        person.keys(Key::Tab).await;
    }
    panic!("Tab does not reach {name}");
}
