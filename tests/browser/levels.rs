//! What the tenant filled in, in a browser: confirmed by going on, changed by a button, called wrong by a box.

use serde_json::{Value, json};

use super::Office;
use super::look::Look;
use crate::harness::{Engine, Person, World};

fn known() -> Value {
    json!({
        "customer": {
            "name": "Thandi", "surname": "Mokoena", "mobile": "0821234567", "dateOfBirth": "1985-02-28",
            "nextOfKinName": "Zoë Mokoena", "nextOfKinNumber": "0837654321",
        },
        "prefill": {
            "name": "suggested", "surname": "confirm", "mobile": "locked", "dateOfBirth": "confirm",
            "nextOfKinName": "confirm", "nextOfKinNumber": "locked",
        },
    })
}

/// Goes the whole way, changing one answer and calling another wrong.
async fn goes_the_whole_way(world: &World, person: &Person) {
    let office = Office::open(world).await;
    let invited = office.invite_with(known()).await;
    let base = person.start(&invited).await;
    person.fill(&[("email", "thandi@mail.example"), ("mobile-wrong", "yes")]).await;
    person.press("Change: Date of birth").await;
    assert_eq!(person.url().await, format!("{base}/personal#dateOfBirth-day"));
    assert_eq!(person.value("email").await, "thandi@mail.example");
    person.fill(&[("dateOfBirth-year", "1986")]).await;
    // Enter goes on, though buttons that change something come first.
    person.enter().await;
    assert_eq!(person.page().await, "vehicle");
    person.fill(&[("hasVehicle", "no")]).await;
    person.press("Continue").await;
    assert_eq!(person.page().await, "medical");
    person.press("Continue").await;
    assert_eq!(person.page().await, "check", "the next of kin are known");
    person.press("Change: Your next of kin").await;
    person.fill(&[("nextOfKinName", "Zoë Nkosi")]).await;
    person.press("Save and check your answers").await;
    person.press("Finish signing up").await;
    let session = office.tenant.session(&invited.id).await;
    assert_eq!(session["disputed"], json!(["mobile"]));
    let customer = office.tenant.customer(&session["customerId"]).await;
    let told = ["surname", "dateOfBirth", "mobile", "nextOfKinName"].map(|name| customer[name].clone());
    assert_eq!(told, ["Mokoena", "1986-02-28", "+27821234567", "Zoë Nkosi"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_known_person_goes_the_whole_way() {
    let world = World::on(Engine::Sqlite).await;
    goes_the_whole_way(&world, &Person::new().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_known_person_without_script_goes_the_whole_way() {
    let world = World::on(Engine::Postgres).await;
    goes_the_whole_way(&world, &Person::without_script().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_level_looks_right() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let person = Person::new().await;
    let mut look = Look::new(&person);
    person.start(&office.invite_with(known()).await).await;
    look.at("personal-levels", "About you").await;
    person.autofill(&[("name", ""), ("mobile-wrong", "yes")]).await;
    person.press("Continue").await;
    look.at("personal-levels-errors", "About you").await;
    look.finds_nothing();
}
