//! Back, reload and double clicks, as browsers really do them.

use super::{ENOUGH, Office};
use crate::harness::{Engine, Person, World};

/// A step, one of its inputs, and what is typed.
type Step = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const STEPS: [Step; 4] = [
    ("personal", "surname", &[("name", "Zanele"), ("surname", "Qhwesha"), ("mobile", "082 123 4567")]),
    ("vehicle", "vehicleMake", &[("hasVehicle", "yes"), ("vehicleMake", "Bakkiemobile")]),
    ("medical", "allergies", &[("medicalConsent", "on"), ("allergies", "Wespensteke")]),
    ("next-of-kin", "nextOfKinName", &[("nextOfKinName", "Gogo Xhanti"), ("nextOfKinNumber", "0837654321")]),
];

/// What no page may show once it is over.
const TYPED: [&str; 5] = ["Zanele", "Qhwesha", "Bakkiemobile", "Wespensteke", "Xhanti"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn back_and_reload_keep_what_was_typed() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let person = Person::new().await;
    let invited = office.invite().await;
    person.open(&invited.link).await;
    person.driver.refresh().await.expect("a page");
    person.start(&invited).await;
    for (page, name, inputs) in STEPS {
        assert_eq!(person.page().await, page);
        let expected = inputs.iter().find(|(input, _)| *input == name).expect("an input").1;
        person.fill(inputs).await;
        person.press("Continue").await;
        person.back().await;
        assert_eq!(person.page().await, page);
        person
            .until(&format!("return document.getElementsByName('{name}')[0]?.value === '{expected}'"))
            .await;
        person.driver.refresh().await.expect("a page");
        assert_eq!(person.value(name).await, expected);
        person.press("Continue").await;
    }
    assert_eq!(person.page().await, "check");
    person.driver.refresh().await.expect("a page");
    person.press("Change: About you").await;
    person.fill(&[("name", "Zanele"), ("mobile", "1")]).await;
    person.press("Save and check your answers").await;
    person.driver.refresh().await.expect("a page");
    assert_eq!(person.value("mobile").await, "1");
    assert_eq!(person.count("[role=alert]").await, 1);
    person.fill(&[("mobile", "0821234567")]).await;
    person.press("Save and check your answers").await;
    person.press("Finish signing up").await;
    person.driver.refresh().await.expect("a page");
    assert_eq!(office.tenant.session(&invited.id).await["status"], "completed");
    assert_eq!(office.tenant.count_customers().await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn back_after_the_end_shows_no_answers_with_script() {
    back_after_the_end(Person::new().await, true).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn back_after_the_end_shows_no_answers_without_script() {
    back_after_the_end(Person::without_script().await, false).await;
}

async fn back_after_the_end(person: Person, script: bool) {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    // Held first: this browser does bring pages back from memory, also those marked no-store.
    person.open(&office.landing.url("/one")).await;
    person.open(&office.landing.url("/two")).await;
    person.back().await;
    assert_eq!(office.landing.visits().len(), 2, "the third page is from memory");
    assert_eq!(person.text("#memory").await, if script { "kept" } else { "fresh" });

    let invited = office.invite().await;
    person.start(&invited).await;
    for (_, _, inputs) in STEPS {
        person.fill(inputs).await;
        person.press("Continue").await;
    }
    person.press("Finish signing up").await;
    for _ in 0..5 {
        person.back().await;
        let source = person.source().await;
        assert!(TYPED.iter().all(|typed| !source.contains(typed)), "{}", person.url().await);
        assert_eq!(person.heading().await, "You are signed up");
    }
}

both! {
    async fn double_clicks_make_one_customer_with_script(world) {
        double_clicks(&world, &Person::new().await).await;
    }

    async fn double_clicks_make_one_customer_without_script(world) {
        double_clicks(&world, &Person::without_script().await).await;
    }
}

async fn double_clicks(world: &World, person: &Person) {
    let office = Office::open(world).await;
    let invited = office.invite().await;
    person.open(&invited.link).await;
    person.press_twice("Start").await;
    for inputs in ENOUGH {
        person.fill(inputs).await;
        person.press_twice("Continue").await;
    }
    assert_eq!(person.page().await, "check");
    person.press_twice("Finish signing up").await;
    assert_eq!(person.heading().await, "Welcome back");
    let session = office.tenant.session(&invited.id).await;
    assert_eq!(session["status"], "completed");
    assert_eq!(office.tenant.count_customers().await, 1);
    let url = person.url().await;
    assert!(url.contains(&format!("customerId={}", session["customerId"])), "{url}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn back_after_cancelling_shows_no_answers() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let person = Person::without_script().await;
    let invited = office.invite().await;
    person.start(&invited).await;
    person.fill(STEPS[0].2).await;
    person.press("Continue").await;
    person.press("Cancel this signup").await;
    person.press("Yes, cancel this signup").await;
    for _ in 0..3 {
        person.back().await;
        assert_eq!(person.heading().await, "This signup was cancelled");
    }
}
