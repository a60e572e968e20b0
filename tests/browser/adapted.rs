//! Pages as their readers adapt them: with more space between letters, words and lines, enlarged four times, without
//! pictures, in colours of their own. Nothing is cut off, nothing has to be scrolled sideways, and all can be told apart.

use serde_json::json;

use super::Office;
use crate::harness::{Engine, Guest, Person, World};
use crate::pages::preview::{pages, preview};

/// The spacing that a reader may ask for (WCAG 1.4.12).
const SPACED: &str = "const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }'
    + 'p { margin-block-end: 2em !important }');
  document.adoptedStyleSheets = [sheet]";

/// What is wider than the window, or cut off by its own box; what is hidden on purpose is one pixel wide.
const CUT: &str = "const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const cut = [...document.querySelectorAll('body *')].filter((at) => at.clientWidth > 1
    && getComputedStyle(at).overflow !== 'visible' && !['INPUT', 'TEXTAREA'].includes(at.tagName)
    && (at.scrollWidth > at.clientWidth + 1 || at.scrollHeight > at.clientHeight + 1));
  return [...cut.map((at) => `${at.tagName}.${at.className} cuts: ${at.textContent.trim()}`),
    ...(wide > 0 ? [`${wide} px too wide`] : [])]";

/// What cannot be told from what is around it where a reader has colours of their own: controls without an edge, links
/// without a line under them, and what stands on a ground of its own without one.
const LOST_IN_COLOURS: &str = "const ground = getComputedStyle(document.documentElement).backgroundColor;
  const has_edge = (at) => {
    const style = getComputedStyle(at);
    return parseFloat(style.borderTopWidth) >= 1 && style.borderTopStyle === 'solid' && style.borderTopColor !== ground;
  };
  const seen = (css) => [...document.querySelectorAll(css)].filter((at) => at.checkVisibility());
  const edged = 'input:not([type=hidden], [type=radio], [type=checkbox]), textarea, .button, .choices > label, '
    + 'header button:not(details button, .hidden), header summary, .summary, .notice, .given, .outcome, .code';
  const underlined = (at) => getComputedStyle(at).textDecorationLine === 'underline';
  return [...seen(edged).filter((at) => !has_edge(at)),
    ...seen('main a:not(.button), footer a, main button:not(.button, .hidden)').filter((at) => !underlined(at))]
    .map((at) => `${at.tagName}.${at.className}: ${at.textContent.trim()}`)";

/// A face with long words.
fn form() -> serde_json::Value {
    json!({
        "displayName": "Acme Armed Response", "shortName": "Acme", "emergencyNumber": "084 124",
        "support": { "phone": "011 765 4321", "email": "help@acme.example" }, "locales": ["en", "zu", "ar"],
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn more_space_and_four_times_the_size_cut_nothing_off() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    office.tenant.put("/signup-form", &form()).await.expect(200);
    let person = Person::new().await;
    // A window of 1280 by 1024 pixels at 400 % (WCAG 1.4.10).
    person.resize(320, 256, 4).await;
    let url = preview(&office.tenant).await;
    let mut wrong = Vec::new();
    for page in pages(&Guest::new(&world.base), &url).await {
        person.open(&page.url).await;
        let enlarged: Vec<String> = person.run(CUT).await;
        person.run::<()>(SPACED).await;
        let spaced: Vec<String> = person.run(CUT).await;
        wrong.extend(enlarged.into_iter().chain(spaced).map(|fault| format!("{}: {fault}", page.url)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_pictures_every_page_says_whose_it_is() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    office.tenant.put("/signup-form", &form()).await.expect(200);
    let person = Person::new().await;
    person.tell("Network.enable", json!({})).await;
    person.tell("Network.setBlockedURLs", json!({ "urls": ["*.svg", "*.png", "*/logo/*"] })).await;
    let url = preview(&office.tenant).await;
    for page in pages(&Guest::new(&world.base), &url).await.iter().filter(|page| page.url.contains("/en/")) {
        person.open(&page.url).await;
        assert!(person.text("header").await.contains("Acme"), "{}", page.url);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_colours_of_a_readers_own_everything_can_be_told() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    office.tenant.put("/signup-form", &form()).await.expect(200);
    let person = Person::new().await;
    let url = preview(&office.tenant).await;
    let mut wrong = Vec::new();
    for page in pages(&Guest::new(&world.base), &url).await.iter().filter(|page| page.url.contains("/en/")) {
        person.open(&page.url).await;
        for scheme in ["light", "dark"] {
            let features = json!([
                { "name": "forced-colors", "value": "active" },
                { "name": "prefers-color-scheme", "value": scheme },
                { "name": "prefers-reduced-motion", "value": "reduce" },
            ]);
            person.tell("Emulation.setEmulatedMedia", json!({ "features": features })).await;
            let lost: Vec<String> = person.run(LOST_IN_COLOURS).await;
            wrong.extend(lost.into_iter().map(|fault| format!("{} {scheme}: {fault}", page.url)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
