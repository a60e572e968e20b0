//! How the first pages look: the link, and the first step in all its states.

use serde_json::json;

use super::Office;
use super::look::Look;
use crate::harness::{Engine, Person, World};

const INVITES: &str = "Sign up with Acme Armed Response";

/// What a token is replaced by to be nobody's.
pub(super) const SPOIL: &str = "document.querySelector('[name=token]').value = 'x'";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_start_looks_right() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let person = Person::new().await;
    let mut look = Look::new(&person);

    let invited = office.invite().await;
    person.open(&invited.link).await;
    look.at("start", INVITES).await;
    person.run::<()>(SPOIL).await;
    person.press("Start").await;
    look.at("start-unconfirmed", INVITES).await;

    let known = json!({ "customer": { "name": "Thandi" } });
    let prefilled = office.invite_with(known).await;
    person.open(&prefilled.link).await;
    look.at("start-prefilled", INVITES).await;

    person.start(&invited).await;
    person.driver.delete_all_cookies().await.expect("no cookies");
    person.open(&invited.link).await;
    look.at("elsewhere", "This signup was started in another browser").await;
    look.finds_nothing();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_step_looks_right() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let person = Person::new().await;
    let mut look = Look::new(&person);
    let title = "About you";

    let base = person.start(&office.invite().await).await;
    look.at("personal", title).await;
    person.press("Continue").await;
    look.at("personal-errors", title).await;
    let wrong = [
        ("name", "Thandi"),
        ("mobile", "12"),
        ("email", "thandi@"),
        ("dateOfBirth-day", "30"),
        ("dateOfBirth-month", "2"),
        ("dateOfBirth-year", "1985"),
        ("gender", "own"),
    ];
    person.autofill(&wrong).await;
    person.press("Continue").await;
    assert!(person.text(".summary").await.contains("it has 2 of the 9 digits it needs"));
    look.at("personal-many-errors", title).await;
    person.open(&format!("{base}/personal")).await;
    assert_eq!(person.value("email").await, "thandi@");
    look.at("personal-draft", title).await;

    person.autofill(&[("surname", &"Wolfeschlegelsteinhausenbergerdorff".repeat(3))]).await;
    person.run::<()>(SPOIL).await;
    person.press("Continue").await;
    look.at("personal-unconfirmed", title).await;
    person.run::<()>("document.querySelector('[name=revision]').value = '0'").await;
    person.press("Continue").await;
    look.at("personal-stale", title).await;
    look.finds_nothing();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_tenant_gave_looks_right() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let person = Person::new().await;
    let mut look = Look::new(&person);
    let known = json!({
        "customer": {
            "name": "Thandi", "surname": "Mokoena", "mobile": "0821234567", "dateOfBirth": "1985-02-28",
            "vehicleMake": "Toyota", "vehicleModel": "Corolla", "allergies": "Penicillin\nBees",
            "bloodtype": "O-", "nextOfKinName": "Zoë Mokoena", "nextOfKinNumber": "0837654321",
        },
        "locked": ["name", "mobile", "vehicleMake", "allergies", "nextOfKinName"],
    });
    person.start(&office.invite_with(known).await).await;
    look.at("personal-given", "About you").await;
    person.press("Continue").await;
    look.at("vehicle-given", "Your vehicle").await;
    person.press("Continue").await;
    look.at("medical-given", "Medical information").await;
    person.autofill(&[("medicalConsent", "on")]).await;
    person.press("Continue").await;
    look.at("next-of-kin-given", "Your next of kin").await;
    person.press("Continue").await;
    look.at("check-given", "Check your answers").await;
    look.finds_nothing();
}
