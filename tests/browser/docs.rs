//! The pages about the API, as a developer meets them: on a phone and on a desk, light and dark.

use std::time::Duration;

use super::look::Look;
use crate::harness::{Engine, Person, World};

const HEIGHT: &str = "return document.documentElement.scrollHeight";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pages_about_the_api_look_right() {
    let world = World::on(Engine::Sqlite).await;
    let person = Person::new().await;
    // Every call and every member on one page is much to look at for axe-core.
    person.driver.set_script_timeout(Duration::from_mins(4)).await.expect("a timeout");
    let mut look = Look::new(&person);
    person.open(&format!("{}/docs", world.base)).await;
    look.at("docs", "Enrol API").await;
    let height: u64 = person.run(HEIGHT).await;
    println!("/docs is {height} px high on a desk");
    person.open(&format!("{}/docs/guide", world.base)).await;
    look.at("docs-guide", "For a tenant's backend").await;
    look.finds_nothing();
    assert_eq!(person.complaints().await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_is_found_by_the_contents_and_its_schema_by_the_call() {
    let world = World::on(Engine::Sqlite).await;
    let person = Person::new().await;
    person.open(&format!("{}/docs", world.base)).await;
    person.resize(1280, 800, 1).await;
    person.find("nav a[href='#openSession']").await.click().await.expect("a click");
    let seen = "const at = (css) => document.querySelector(css).getBoundingClientRect();
        const call = at('#openSession'), example = at('#openSession .example');
        return call.top > -5 && call.top < 200 && example.top < 400 && example.left > call.left + 200";
    person.until(seen).await;
    person.find("#openSession a[href='#ProfileChange']").await;
}
