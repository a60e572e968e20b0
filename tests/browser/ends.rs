//! How the pages look where a signup ends or cannot go on.

use std::io::{BufRead, BufReader, Seek};
use std::process::{Command, Stdio};

use enrol::actions::access;
use serde_json::json;

use super::look::Look;
use super::{ENOUGH, Office, reach_check};
use crate::harness::{Engine, Guest, Person, World};

const TAKEN: &str = "This mobile number cannot be signed up here";
const WEEKS: i64 = 15 * 24 * 3600;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_number_that_cannot_be_signed_up_looks_right() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let person = Person::new().await;
    let mut look = Look::new(&person);
    for mobile in ["0821234567", "0821234568", "0821234569"] {
        Guest::new(&world.base).sign_up(&office.invite().await, mobile).await;
    }
    let base = reach_check(&person, &office.invite().await).await;
    person.press("Finish signing up").await;
    look.at("taken", TAKEN).await;
    for mobile in ["0821234568", "0821234569"] {
        assert_eq!(person.focused().await, TAKEN, "a reader begins with what is wrong");
        person.press("Change the number").await;
        assert_eq!(person.page().await, "personal");
        person.autofill(&[("mobile", mobile)]).await;
        person.press("Save and check your answers").await;
        person.press("Finish signing up").await;
    }
    look.at("taken-no-more", TAKEN).await;
    person.press("Leave and return to Acme Armed Response").await;
    assert_eq!(person.heading().await, "Welcome back");
    person.open(&format!("{base}/done")).await;
    look.at("failed", "This signup could not be completed").await;
    look.finds_nothing();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn outcomes_look_right() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let person = Person::new().await;
    let mut look = Look::new(&person);

    let invited = office.invite().await;
    let base = reach_check(&person, &invited).await;
    person.press("Finish signing up").await;
    person.open(&format!("{base}/done")).await;
    look.at("completed", "You are signed up").await;
    person.press("Return to Acme Armed Response").await;
    assert_eq!(person.heading().await, "Welcome back");
    person.open(&base.replace("/s/", "/none/")).await;
    person.driver.delete_all_cookies().await.expect("no cookies");
    person.open(&format!("{base}/check")).await;
    assert_eq!(person.count("main a").await, 0, "the way back is not for strangers");
    look.at("completed-elsewhere", "You are signed up").await;

    let base = person.start(&office.invite().await).await;
    person.press("Cancel this signup").await;
    person.press("Yes, cancel this signup").await;
    person.open(&format!("{base}/done")).await;
    look.at("cancelled", "This signup was cancelled").await;

    let base = person.start(&office.invite().await).await;
    let invited = office.invite_with(json!({ "refreshUrl": office.landing.url("/back/new") })).await;
    world.pass(WEEKS);
    person.open(&format!("{base}/personal")).await;
    look.at("expired", "This signup is no longer open").await;
    person.open(&invited.link).await;
    look.at("expired-refresh", "This signup is no longer open").await;
    person.press("Get a new link").await;
    assert_eq!(person.url().await, office.landing.url(&format!("/back/new?signupSessionId={}", invited.id)));
    look.finds_nothing();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_app_that_does_not_open_leaves_the_outcome() {
    let world = World::on(Engine::Sqlite).await;
    let tenant = world.tenant("Acme Armed Response").await;
    let person = Person::new().await;
    let mut look = Look::new(&person);
    let app = json!({ "returnUrl": "acme-app://return/here" });
    person.start(&tenant.invite_with(app.clone()).await).await;
    person.press("Cancel this signup").await;
    person.press("Yes, cancel this signup").await;
    assert_eq!(person.heading().await, "This signup was cancelled");

    reach_check(&person, &tenant.invite_with(app).await).await;
    person.press_twice("Finish signing up").await;
    look.at("completed-app", "You are signed up").await;
    let button = person.button("Return to Acme Armed Response").await;
    let href = button.attr("href").await.expect("a link").expect("an address");
    assert!(href.starts_with("acme-app://return/here?status=completed&"), "{href}");
    // No app here opens it: what has happened stays to be read.
    button.click().await.expect("a click");
    assert_eq!(
        (person.page().await.as_str(), person.heading().await.as_str()),
        ("done", "You are signed up")
    );
    look.finds_nothing();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_paused_looks_right_and_goes_on() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let person = Person::new().await;
    let mut look = Look::new(&person);
    let disable = |disabled| access::disable_source(&world.app, office.tenant.source, disabled);
    let title = "Acme Armed Response has paused signups";
    let unused = office.invite().await;
    let base = person.start(&office.invite().await).await;
    person.fill(ENOUGH[0]).await;
    person
        .fill(&[("dateOfBirth-day", "7"), ("dateOfBirth-month", "March"), ("dateOfBirth-year", "1985")])
        .await;
    disable(true).await.expect("disabled");
    person.press("Continue").await;
    look.at("paused-typed", "About you").await;
    assert!(person.text("main").await.contains(title));
    assert_eq!(person.value("surname").await, "Mokoena", "what was typed is not lost");
    person.press("Continue").await;
    assert!(person.text("main").await.contains(title));
    disable(false).await.expect("enabled");
    person.press("Continue").await;
    assert_eq!(person.page().await, "vehicle");

    disable(true).await.expect("disabled");
    person.open(&unused.link).await;
    look.at("paused-start", title).await;
    person.open(&format!("{base}/vehicle")).await;
    look.at("paused", title).await;
    disable(false).await.expect("enabled");
    person.press("Try again").await;
    assert_eq!(person.heading().await, "Your vehicle");
    person.open(&format!("{base}/personal")).await;
    assert_eq!(person.value("surname").await, "Mokoena");
    look.finds_nothing();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_browser_without_cookies_is_told_what_to_do() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let person = Person::new().await;
    let mut look = Look::new(&person);
    let invited = office.invite().await;
    person.open(&invited.link).await;
    person.driver.delete_all_cookies().await.expect("no cookies");
    person.press("Start").await;
    look.at("cookies", "This browser did not keep our cookie").await;
    person.press("Try again").await;
    person.press("Start").await;
    assert_eq!(person.page().await, "personal");
    look.finds_nothing();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn problems_look_right() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let person = Person::new().await;
    let mut look = Look::new(&person);
    let base = person.start(&office.invite().await).await;

    person.open(&format!("{}/signup/none", world.base)).await;
    look.at("problem-404", "This page or link does not exist").await;
    for (name, change, heading) in [
        ("problem-405", "form.action = document.styleSheets[0].href", "This page cannot be used in this way"),
        // What the page's own script would hold back.
        (
            "problem-413",
            "form.elements.surname.value = 'x'.repeat(270000);
            form.addEventListener('submit', (event) => event.stopImmediatePropagation(), true)",
            "What you sent is too long",
        ),
        ("problem-415", "form.enctype = 'multipart/form-data'", "This page could not be understood"),
    ] {
        person.open(&format!("{base}/personal")).await;
        person.run::<()>(&format!("const form = document.forms[0]; {change}")).await;
        person.press("Continue").await;
        look.at(name, heading).await;
    }
    person.open(&format!("{base}/personal")).await;
    person.autofill(ENOUGH[0]).await;
    person.driver.delete_all_cookies().await.expect("no cookies");
    person.press("Continue").await;
    assert!(person.text("main").await.contains("Mokoena"), "what was typed is not lost");
    look.at("lost-typed", "Open your link again").await;
    person.open(&format!("{base}/personal")).await;
    look.at("lost", "Open your link again").await;
    look.finds_nothing();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_looks_right() {
    let person = Person::new().await;
    let mut look = Look::new(&person);
    let mut log = tempfile::tempfile().expect("a file");
    let mut demo = Command::new(env!("CARGO_BIN_EXE_enrol"))
        .args(["demo", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(log.try_clone().expect("the same file"))
        .spawn()
        .map(Running)
        .expect("the demo");
    let mut said = BufReader::new(demo.0.stdout.take().expect("its output")).lines();
    let line = said.by_ref().map_while(Result::ok).find(|line| line.contains("the demo tenant at "));
    let line = line.unwrap_or_else(|| {
        log.rewind().expect("its beginning");
        panic!("no address: {}", std::io::read_to_string(&log).expect("a log"))
    });
    let home = line.rsplit(' ').next().unwrap_or_default().to_owned();

    person.open(&home).await;
    look.at("demo", "Demo Armed Response").await;
    person.press("Invite somebody").await;
    person.press("Start").await;
    // The next of kin are known to the demo tenant, so that step is skipped.
    for inputs in ENOUGH.into_iter().take(3) {
        person.autofill(inputs).await;
        person.press("Continue").await;
    }
    person.press("Finish signing up").await;
    look.at("demo-returned", "Demo Armed Response").await;
    assert!(person.text("main").await.contains("\"status\": \"completed\""));
    assert_eq!(person.complaints().await, Vec::<String>::new());
    look.finds_nothing();
}

struct Running(std::process::Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
