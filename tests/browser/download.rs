//! The last page with the tenant's apps.

use serde_json::json;

use super::look::Look;
use super::{Office, reach_check};
use crate::harness::{Engine, Person, World};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_apps_are_there_and_then_the_way_back() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let form = json!({ "appLinks": { "ios": "https://apps.apple.com/app/acme", "web": "https://acme.example/app" } });
    office.tenant.put("/signup-form", &form).await.expect(200);
    let person = Person::new().await;
    let mut look = Look::new(&person);
    reach_check(&person, &office.invite_with(json!({ "flows": ["download"] })).await).await;
    person.press("Finish signing up").await;
    look.at("completed-apps", "You are signed up").await;
    for app in ["Get it for iPhone", "Use it in the browser"] {
        assert!(person.button(app).await.is_displayed().await.expect("a link"), "{app}");
    }
    assert_eq!(office.landing.visits().len(), 0, "nobody was sent past them");
    person.press("Return to Acme Armed Response").await;
    assert_eq!(person.heading().await, "Welcome back");
    let came = office.landing.returned();
    assert!(came.contains(&("status".to_owned(), "completed".to_owned())), "{came:?}");
    look.finds_nothing();
}
