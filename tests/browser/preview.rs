//! Every page in every state, as a preview shows them: readable in light and dark, and short enough.

use std::collections::HashSet;

use enrol::domain::language::Language;
use image::ImageFormat;
use serde_json::json;

use super::Office;
use super::look::{HEIGHT, Look};
use crate::api::logo;
use crate::harness::{Engine, Guest, Person, World};
use crate::pages::preview::{pages, preview};

/// A face with everything that takes room, in every language.
fn form() -> serde_json::Value {
    json!({
        "displayName": "Acme Armed Response", "shortName": "Acme", "emergencyNumber": "084 124",
        "support": { "phone": "011 765 4321", "email": "help@acme.example" },
        "privacyUrl": "https://acme.example/privacy", "termsUrl": "https://acme.example/terms",
        "consents": ["terms", "nextOfKinTold", "marketing"], "locales": Language::ALL,
        "texts": { "en": { "confirmation": "We call you within a day.", "returnButton": "Back to Acme" } },
        "appLinks": { "ios": "https://apps.apple.com/app/acme", "android": "https://play.google.com/store/apps/acme" },
    })
}

/// Looks at every state of every page in these languages.
async fn crawl(languages: &[Language]) {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    office.tenant.put("/signup-form", &form()).await.expect(200);
    logo::put(&office.tenant, "image/png", &logo::picture(400, 120, 30, ImageFormat::Png)).await.expect(200);
    let person = Person::new().await;
    let mut look = Look::new(&person);
    let url = preview(&office.tenant).await;
    person.open(&url).await;
    look.at("preview", "All pages").await;
    let mut seen = HashSet::new();
    for page in pages(&Guest::new(&world.base), &url).await {
        let (path, name) = page.url.rsplit_once('/').expect("a page");
        let language = path.rsplit('/').next().and_then(Language::parse).expect("a language");
        if !languages.contains(&language) {
            continue;
        }
        seen.insert(language);
        // One language of each direction is enough to be looked at by eye.
        look.keeps_pictures = [Language::English, Language::Arabic].contains(&language);
        person.open(&page.url).await;
        look.at(&format!("preview-{language}-{name}"), &page.heading()).await;
        let loaded: bool = person
            .run(
                "const logo = document.querySelector('.logo'); return logo.complete && logo.naturalWidth > 0",
            )
            .await;
        assert!(loaded, "{name} has the logo");
    }
    assert_eq!(seen.len(), languages.len());
    assert_eq!(person.complaints().await, Vec::<String>::new());
    look.finds_nothing();
}

// In two halves, side by side.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_state_of_every_page_looks_right_in_the_first_languages() {
    crawl(&Language::ALL[..Language::ALL.len() / 2]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_state_of_every_page_looks_right_in_the_last_languages() {
    crawl(&Language::ALL[Language::ALL.len() / 2..]).await;
}

/// Until where the page goes on a phone of 390 by 844, in pixels.
async fn height(person: &Person, url: &str) -> u32 {
    person.resize(390, 844, 1).await;
    person.open(url).await;
    person.run(HEIGHT).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_are_no_longer_than_they_need_be() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    office.tenant.put("/signup-form", &form()).await.expect(200);
    logo::put(&office.tenant, "image/png", &logo::picture(400, 120, 30, ImageFormat::Png)).await.expect(200);
    let person = Person::new().await;
    let start = office.invite().await;
    let tall = height(&person, &start.link).await;
    Look::new(&person).keep("start-390").await;
    assert!(tall <= 760, "the start page is {tall} px high");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_page_keeps_its_parts_apart_and_prints_what_is_worth_it() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let mut plain = form();
    plain["consents"] = json!([]);
    office.tenant.put("/signup-form", &plain).await.expect(200);
    let url = preview(&office.tenant).await;
    let person = Person::new().await;
    let visible = async |css: &str| -> bool {
        person.run(&format!("return document.querySelector('{css}')?.checkVisibility() ?? false")).await
    };
    person.open(&format!("{url}/en/done")).await;
    assert!(
        visible("[data-print]").await && visible(".clear").await,
        "with script there is a button to print"
    );
    person.tell("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
    for (css, printed) in [
        (".reference", true),
        ("h1", true),
        (".contacts", true),
        (".buttons", false),
        (".clear", false),
        (".preview", false),
    ] {
        assert_eq!(visible(css).await, printed, "{css} on paper");
    }
    // What is printed is the outcome alone: no answer, so nothing about health.
    let text = person.text("main").await;
    assert!(!text.contains("Penicillin") && !text.contains("Mokoena"), "{text}");

    // A stranger has no way back, and a sentence that is not glued to the box above it.
    let base = office.invite().await;
    Guest::new(&world.base).sign_up(&base, "082 123 4567").await;
    person.tell("Emulation.setEmulatedMedia", json!({ "media": "screen" })).await;
    person.open(&base.link).await;
    let gap: f64 = person
        .run("const box = (css) => document.querySelector(css).getBoundingClientRect(); return box('.close').top - box('.outcome').bottom")
        .await;
    assert!(gap >= 16.0, "{gap} px between the outcome and what follows");

    let person = Person::without_script().await;
    person.open(&format!("{url}/en/done")).await;
    let shown = person.find("[data-print]").await.is_displayed().await.expect("a button");
    assert!(!shown, "without script nothing would happen");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_button_of_two_lines_has_no_orphan() {
    let world = World::on(Engine::Sqlite).await;
    let tenant = world.tenant("Acme Armed Response").await;
    let person = Person::new().await;
    person.resize(320, 640, 1).await;
    person.open(&format!("{}/en/taken", preview(&tenant).await)).await;
    // The lines of the longest button: the last one is at least a third as long as the longest.
    let lines: Vec<f64> = person
        .run(
            "const range = document.createRange();
            range.selectNodeContents(document.querySelector('.buttons button'));
            return [...range.getClientRects()].map((line) => line.width)",
        )
        .await;
    let longest = lines.iter().copied().fold(0.0, f64::max);
    assert!(lines.len() > 1 && lines[lines.len() - 1] > longest / 3.0, "{lines:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_logo_takes_its_room_before_it_is_there() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    logo::put(&office.tenant, "image/png", &logo::picture(400, 100, 30, ImageFormat::Png)).await.expect(200);
    let person = Person::new().await;
    person.resize(390, 844, 1).await;
    person.open(&office.invite().await.link).await;
    let size =
        "const box = document.querySelector('.logo').getBoundingClientRect(); return [box.width, box.height]";
    let with: [f64; 2] = person.run(size).await;
    assert!((with[0] / with[1] - 4.0).abs() < 0.1, "{with:?}");
    // The same without its file: only the attributes are left to tell.
    person.tell("Network.enable", json!({})).await;
    person.tell("Network.setBlockedURLs", json!({ "urls": ["*/logo/*"] })).await;
    person.tell("Network.setCacheDisabled", json!({ "cacheDisabled": true })).await;
    person.open(&office.invite().await.link).await;
    let text = person.find(".logo").await.attr("alt").await.expect("a logo");
    assert_eq!(text.as_deref(), Some("Acme Armed Response"));
}
