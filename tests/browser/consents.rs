//! Agreeing to terms and more, in a browser: boxes that nobody has ticked, kept wherever the person goes.

use enrol::domain::language::Language;
use serde_json::Value;

use super::look::Look;
use super::typing::{KEPT, told};
use super::{Office, reach_check};
use crate::harness::{Engine, Person, World};
use crate::pages::consents::asking;

const UNTICKED: &str = "input[type=checkbox]:not(:checked)";
const TICKED: &str = "input[type=checkbox]:checked";

async fn office(world: &World) -> Office {
    let office = Office::open(world).await;
    office.tenant.put("/signup-form", &asking()).await.expect(200);
    office
}

/// Forgets the terms, is told, reads in another language, comes back and finishes.
async fn agrees(world: &World, person: &Person) {
    let office = office(world).await;
    let invited = office.invite().await;
    reach_check(person, &invited).await;
    assert_eq!((person.count(UNTICKED).await, person.count(TICKED).await), (2, 0));
    person.fill(&[("marketing", "yes")]).await;
    person.press("Finish signing up").await;
    assert_eq!(person.count(".summary a").await, 1);
    assert_eq!(person.count(TICKED).await, 1, "nothing is lost");
    person.fill(&[("terms", "yes")]).await;
    person.press("Change: Your vehicle").await;
    assert_eq!(person.page().await, "vehicle");
    person.press("Save and check your answers").await;
    assert_eq!(person.count(TICKED).await, 2);
    person.choose_language(Language::Afrikaans).await;
    assert_eq!((person.page().await, person.count(TICKED).await), ("check".to_owned(), 2));
    let read = person.text("label:has(#terms)").await;
    person.press("Maak my aanmelding klaar").await;
    let session = office.tenant.session(&invited.id).await;
    assert_eq!(session["status"], "completed");
    let path = format!("/customers/{}/consents", session["customerId"]);
    let ledger = office.tenant.get(&path).await.expect(200);
    let told: Vec<&Value> =
        ledger.as_array().expect("a list").iter().map(|entry| &entry["purpose"]).collect();
    assert_eq!(told, ["marketing", "terms"]);
    let kept = ledger[1]["text"].as_str().expect("words");
    assert!(kept.starts_with(&read) && ledger[1]["locale"] == "af", "{kept} is not {read}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_agrees() {
    let world = World::on(Engine::Sqlite).await;
    agrees(&world, &Person::new().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_without_script_agrees() {
    let world = World::on(Engine::Postgres).await;
    agrees(&world, &Person::without_script().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tick_is_kept_without_a_button() {
    let world = World::on(Engine::Sqlite).await;
    let (office, person) = (office(&world).await, Person::new().await);
    let invited = office.invite().await;
    reach_check(&person, &invited).await;
    person.fill(&[("terms", "yes"), ("marketing", "yes")]).await;
    told(&person, KEPT).await;
    person.driver.refresh().await.expect("a page");
    assert_eq!(person.count(TICKED).await, 2);
    person.find("#marketing").await.click().await.expect("a click");
    told(&person, KEPT).await;
    person.driver.refresh().await.expect("a page");
    assert_eq!(person.count(TICKED).await, 1, "what is unticked is, too");
    assert_eq!(
        office.tenant.session(&invited.id).await["status"],
        "in_progress",
        "nothing is finished by it"
    );
    person.press("Finish signing up").await;
    assert_eq!(office.tenant.session(&invited.id).await["status"], "completed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn boxes_look_right() {
    let world = World::on(Engine::Sqlite).await;
    let office = office(&world).await;
    let person = Person::new().await;
    let mut look = Look::new(&person);
    reach_check(&person, &office.invite().await).await;
    look.at("check-consents", "Check your answers").await;
    // Enter in a box finishes, and leads nowhere else.
    person.find("#terms").await.focus().await.expect("a box");
    person.enter().await;
    look.at("check-consents-errors", "Check your answers").await;
    person.press("Back").await;
    look.at("next-of-kin-consents", "Your next of kin").await;
    look.finds_nothing();
}
