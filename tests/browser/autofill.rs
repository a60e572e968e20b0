//! What browsers may fill in by themselves: the person's own details, and nobody else's.

use super::{ENOUGH, Office};
use crate::harness::{Engine, Person, World};

const TOKENS: &str = "return Array.from(document.querySelectorAll(
  'main form :is(input:not([type=hidden], [type=radio], [type=checkbox]), textarea)'))
    .map((input) => `${input.name} ${input.autocomplete || input.form.autocomplete}`)";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_own_details_are_offered() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let person = Person::new().await;
    person.start(&office.invite().await).await;
    let own = [
        "name given-name",
        "surname family-name",
        "mobile tel",
        "email email",
        "dateOfBirth-day bday-day",
        "dateOfBirth-month bday-month",
        "dateOfBirth-year bday-year",
        "gender-own sex",
    ];
    assert_eq!(person.run::<Vec<String>>(TOKENS).await, own);
    for inputs in ENOUGH {
        person.autofill(inputs).await;
        person.press("Continue").await;
        let tokens: Vec<String> = person.run(TOKENS).await;
        assert_eq!(tokens.is_empty(), person.page().await == "check");
        assert!(tokens.iter().all(|token| token.ends_with(" off")), "{tokens:?}");
    }
}
