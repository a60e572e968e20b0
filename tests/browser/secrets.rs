//! The link's secret and the answers stay where they belong.

use super::{ENOUGH, Office};
use crate::harness::{Engine, Person, World};

/// Every address that the page knows: its own, where it came from, what it loaded and where it leads.
const ADDRESSES: &str = "return [location.href,
  ...performance.getEntriesByType('resource').map((entry) => entry.name),
  ...Array.from(document.querySelectorAll('[href], [src], [action]'))
    .map((one) => ['href', 'src', 'action'].map((name) => one.getAttribute(name)).join(' '))]";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_link_is_nowhere_after_start() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let person = Person::new().await;
    let invited = office.invite().await;
    let secret = invited.link.rsplit('/').next().expect("a secret").to_owned();
    let base = person.start(&invited).await;
    for inputs in ENOUGH {
        holds_no(&person, &secret).await;
        person.autofill(inputs).await;
        person.press("Continue").await;
    }
    holds_no(&person, &secret).await;
    person.press("Finish signing up").await;
    holds_no(&person, &secret).await;
    person.open(&format!("{base}/done")).await;
    holds_no(&person, &secret).await;
    person.press("Return to Acme Armed Response").await;

    let visits = office.landing.visits();
    assert_eq!(visits.len(), 2, "by finishing, and by the link of the last page");
    for visit in visits {
        assert!(visit.referer.is_none_or(|referer| !referer.contains("/s")), "no address of ours");
        assert!(!visit.url.as_str().contains(&secret));
    }
    assert_eq!(person.run::<String>("return document.referrer").await, "");
}

async fn holds_no(person: &Person, secret: &str) {
    let addresses: Vec<String> = person.run(ADDRESSES).await;
    assert!(addresses.iter().all(|address| !address.contains(secret)), "{addresses:?}");
    assert!(!person.source().await.contains(secret));
}
