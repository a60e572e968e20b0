//! Nine faults while a person types: whatever happens, every character is there again.

use enrol::domain::language::Language;
use serde_json::json;

use super::entry::SPOIL;
use super::typing::{KEPT, RETRYING, stored, told};
use super::{Office, resume_code};
use crate::harness::{Engine, Person, Program};

const WEEKS: i64 = 15 * 24 * 3600;

/// Right and wrong, in every kind of input, with what escapes badly.
const TYPED: [(&str, &str); 9] = [
    ("name", "Zo\u{eb}  O'Brien & <b>\u{201c}x\u{201d}</b>"),
    ("surname", "Qhwesha-\u{674e} 100%"),
    ("mobile", "12 not yet"),
    ("email", "zoe+1@"),
    ("dateOfBirth-day", "31"),
    ("dateOfBirth-month", "Februarie"),
    ("dateOfBirth-year", "19"),
    ("gender", "own"),
    ("gender-own", "non\u{2013}binary"),
];

/// The same as a page shows it to be read.
const READ: [&str; 6] = [TYPED[0].1, TYPED[1].1, TYPED[2].1, TYPED[3].1, "31 Februarie 19", TYPED[8].1];

/// What is typed later, still without being right.
const MORE: [(&str, &str); 2] = [("surname", "Zulu \u{a9}"), ("dateOfBirth-day", "0")];

async fn holds(person: &Person, inputs: &[(&str, &str)]) {
    for (name, value) in inputs {
        if *name == "gender" {
            assert_eq!(person.chosen(name).await.as_deref(), Some(*value));
        } else {
            assert_eq!(person.value(name).await, *value, "{name}");
        }
    }
}

/// All that was typed is on the page, not to be changed but to be read.
async fn shows(person: &Person) {
    let lines: Vec<String> =
        person.run("return [...document.querySelectorAll('.rows dd')].map((line) => line.textContent)").await;
    assert_eq!(lines, READ);
}

/// Waits until the page has a surname that begins so, and does not ask for itself again: one that was made before what was typed
/// had arrived does.
async fn comes_back(person: &Person, surname: &str) {
    let shown = "document.querySelector('[name=surname]')?.defaultValue.startsWith(BEGINNING)";
    let shown = shown.replace("BEGINNING", &json!(surname).to_string());
    let settled = "document.readyState === 'complete' && sessionStorage.getItem('left') === null";
    person.until(&format!("return {settled} && {shown}")).await;
}

/// What of the first is left where something else was typed later.
fn unchanged() -> Vec<(&'static str, &'static str)> {
    TYPED.into_iter().filter(|(name, _)| MORE.iter().all(|(later, _)| later != name)).collect()
}

/// Presses Continue, which finds what is wrong, with every character where it was.
async fn is_checked(person: &Person, inputs: &[(&str, &str)]) {
    person.press("Continue").await;
    assert!(person.text("[role=alert]").await.contains("Mobile number"));
    holds(person, inputs).await;
}

both! {
    async fn the_cookie_is_lost(world) {
        let office = Office::open(&world).await;
        let person = Person::new().await;
        let invited = office.invite().await;
        person.start(&invited).await;
        let code = resume_code(&person).await;
        person.fill(&TYPED).await;
        told(&person, KEPT).await;
        person.driver.delete_all_cookies().await.expect("no cookies");
        person.press("Continue").await;
        assert_eq!(person.heading().await, "Open your link again");
        shows(&person).await;
        // The code brings it back, to be gone on with.
        person.open(&invited.link).await;
        person.fill(&[("code", &code)]).await;
        person.press("Carry on here").await;
        holds(&person, &TYPED).await;
        is_checked(&person, &TYPED).await;
    }

    async fn the_forms_token_is_no_longer_good(world) {
        let office = Office::open(&world).await;
        let person = Person::new().await;
        person.start(&office.invite().await).await;
        person.fill(&TYPED).await;
        person.run::<()>(SPOIL).await;
        person.press("Continue").await;
        assert!(person.text("[role=alert]").await.contains("could not confirm"));
        holds(&person, &TYPED).await;
        is_checked(&person, &TYPED).await;
    }

    async fn the_session_expires_while_it_is_typed(world) {
        let office = Office::open(&world).await;
        let person = Person::new().await;
        person.start(&office.invite().await).await;
        person.fill(&TYPED).await;
        world.pass(WEEKS);
        person.press("Continue").await;
        assert_eq!(person.heading().await, "This signup is no longer open");
        shows(&person).await;
        // A new link in another tab, and it goes on there.
        let old = person.driver.window().await.expect("a tab");
        let new = person.driver.new_tab().await.expect("a tab");
        person.driver.switch_to_window(new).await.expect("the new tab");
        let tenant = office.tenant.renewed().await;
        let base = person.start(&Office { tenant, ..office }.invite().await).await;
        person.driver.switch_to_window(old).await.expect("the old tab");
        person.press("Put it into my new signup").await;
        assert!(person.url().await.starts_with(&base));
        holds(&person, &TYPED).await;
        is_checked(&person, &TYPED).await;
    }

    async fn another_instance_answers(world) {
        let office = Office::open(&world).await;
        let person = Person::new().await;
        person.start(&office.invite().await).await;
        person.fill(&TYPED).await;
        let _world = world.succeeded().await;
        is_checked(&person, &TYPED).await;
        person.driver.refresh().await.expect("a page");
        holds(&person, &TYPED).await;
    }

    async fn the_tab_is_stale(world) {
        let office = Office::open(&world).await;
        let person = Person::new().await;
        let base = person.start(&office.invite().await).await;
        let first = person.driver.window().await.expect("a tab");
        let second = person.driver.new_tab().await.expect("a tab");
        person.driver.switch_to_window(second.clone()).await.expect("the tab");
        person.open(&format!("{base}/personal")).await;
        person.driver.switch_to_window(first).await.expect("the tab");
        person.fill(&[("name", "There")]).await;
        told(&person, KEPT).await;
        person.driver.switch_to_window(second).await.expect("the tab");
        person.fill(&TYPED).await;
        person.press("Continue").await;
        assert!(person.text("[role=alert]").await.contains("another tab"));
        let here: Vec<(String, String)> = person
            .run("return [...document.querySelectorAll('#step input[type=hidden]')].map((input) => [input.name, input.value])")
            .await;
        for (name, value) in TYPED {
            assert!(here.contains(&(name.to_owned(), value.to_owned())), "{name}: {here:?}");
        }
        is_checked(&person, &TYPED).await;
    }

    async fn the_person_goes_back(world) {
        let office = Office::open(&world).await;
        let person = Person::new().await;
        let base = person.start(&office.invite().await).await;
        person.open(&format!("{base}/cancel")).await;
        person.open(&format!("{base}/personal")).await;
        person.fill(&TYPED).await;
        person.back().await;
        assert_eq!(person.count("#step").await, 0);
        stored(&person, &format!("{base}/personal"), "binary").await;
        person.driver.forward().await.expect("the page after");
        comes_back(&person, "Qhwesha").await;
        holds(&person, &TYPED).await;
    }

    async fn the_page_is_loaded_again(world) {
        let office = Office::open(&world).await;
        let person = Person::new().await;
        person.start(&office.invite().await).await;
        person.fill(&TYPED).await;
        told(&person, KEPT).await;
        person.driver.refresh().await.expect("a page");
        holds(&person, &TYPED).await;
        // Before anything could be saved but by leaving.
        person.fill(&MORE).await;
        person.driver.refresh().await.expect("a page");
        comes_back(&person, "Zulu").await;
        holds(&person, &MORE).await;
        holds(&person, &unchanged()).await;
    }

    async fn the_language_is_switched(world) {
        let office = Office::open(&world).await;
        world.speak(&office.tenant, Language::ALL).await;
        // One after the other: a test that has one browser and waits for another may wait for ever.
        for script in [true, false] {
            let person = if script { Person::new().await } else { Person::without_script().await };
            person.start(&office.invite().await).await;
            person.fill(&TYPED).await;
            for language in [Language::Zulu, Language::Arabic, Language::English] {
                person.choose_language(language).await;
                assert_eq!(person.find("html").await.attr("lang").await.expect("a language").as_deref(), Some(language.as_str()));
                holds(&person, &TYPED).await;
            }
            // The Enter key goes on, and chooses no language.
            person.find("[name=surname]").await.click().await.expect("a click");
            person.enter().await;
            assert_eq!(person.heading().await, "About you");
            assert!(person.text("[role=alert]").await.contains("Mobile number"));
            holds(&person, &TYPED).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_server_is_started_again_on_sqlite() {
    restart(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_server_is_started_again_on_postgres() {
    restart(Engine::Postgres).await;
}

async fn restart(engine: Engine) {
    let program = Program::on(engine).await;
    let server = program.serve().await;
    let tenant = program.tenant("Acme").await;
    let person = Person::new().await;
    person.start(&tenant.invite().await).await;
    person.fill(&TYPED).await;
    told(&person, KEPT).await;
    server.kill();
    // Nothing answers: the page stays where it is, and goes on by itself.
    person.fill(&MORE).await;
    told(&person, RETRYING).await;
    person.button("Continue").await.click().await.expect("a click");
    told(&person, "No connection just now. We go on as soon as there is one.").await;
    holds(&person, &MORE).await;
    let page = person.find("html").await;
    let _server = program.serve().await;
    person.left(page).await;
    assert!(person.text("[role=alert]").await.contains("Mobile number"));
    holds(&person, &MORE).await;
    holds(&person, &unchanged()).await;
    person.driver.refresh().await.expect("a page");
    holds(&person, &[&MORE, &unchanged()[..]].concat()).await;
}
