//! Every language in Chromium: chosen with all that is typed, seen by axe-core, and right to left.

use enrol::domain::language::Language;
use enrol::i18n::Catalog;

use super::look::Look;
use super::{ENOUGH, Office};
use crate::harness::{Person, World};

async fn office(world: &World) -> Office {
    let office = Office::open(world).await;
    world.speak(&office.tenant, Language::ALL).await;
    office
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_language_passes_axe_in_light_and_dark() {
    let world = World::on(crate::harness::Engine::Sqlite).await;
    let office = office(&world).await;
    let person = Person::new().await;
    let mut look = Look::new(&person);
    for language in Language::ALL {
        let (catalog, invited) = (Catalog::of(*language), office.invite().await);
        let said = |key: &str| catalog.get(key).into_owned();
        person.open(&invited.link).await;
        if person.find("html").await.attr("lang").await.expect("a language").as_deref()
            != Some(language.as_str())
        {
            person.choose_language(*language).await;
        }
        let heading = person.heading().await;
        look.at(&format!("language-{language}-start"), &heading).await;
        person.press(&said("start-button")).await;
        look.at(&format!("language-{language}-personal"), &said("personal-title")).await;
        person.press(&said("continue")).await;
        look.at(&format!("language-{language}-refused"), &said("personal-title")).await;
        for (step, inputs) in ["personal", "vehicle", "medical", "next-of-kin"].iter().zip(ENOUGH) {
            assert_eq!(person.page().await, *step);
            if *step == "medical" {
                look.at(&format!("language-{language}-medical"), &said("medical-title")).await;
            }
            person.autofill(inputs).await;
            person.press(&said("continue")).await;
        }
        look.at(&format!("language-{language}-check"), &said("check-title")).await;
    }
    person.open(&office.invite().await.link).await;
    person.find("header summary").await.click().await.expect("a click");
    let heading = person.heading().await;
    look.at("language-choice", &heading).await;
    look.finds_nothing();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_read_from_right_to_left_is_laid_out_so() {
    let world = World::on(crate::harness::Engine::Sqlite).await;
    let office = office(&world).await;
    let person = Person::new().await;
    person.start(&office.invite().await).await;
    let side = "const box = (css) => document.querySelector(css).getBoundingClientRect();
        return box('.tenant').left < box('.languages').left";
    assert!(person.run::<bool>(side).await, "the name comes first");
    person.choose_language(Language::Arabic).await;
    assert!(!person.run::<bool>(side).await, "and from the other side in Arabic");
    let inputs: Vec<String> = person
        .run("return ['name', 'mobile', 'dateOfBirth-day'].map((name) => getComputedStyle(document.querySelector(`[name=${name}]`)).direction)")
        .await;
    assert_eq!(inputs[1..], ["ltr", "ltr"]);
}
