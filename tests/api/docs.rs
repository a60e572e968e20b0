//! The pages about the API: complete, and without a link that leads nowhere.

use std::collections::BTreeSet;

use axum::body::{Body, to_bytes};
use axum::http::Request;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, HOST, VARY};
use enrol::http::Limits;
use enrol::server;
use scraper::{Html, Selector};
use tower::ServiceExt;

use super::document;
use crate::harness::{Engine, World, decoded};

fn select(css: &str) -> Selector {
    Selector::parse(css).expect("a selector")
}

async fn page(base: &str, path: &str) -> Html {
    let reply = reqwest::get(format!("{base}{path}")).await.expect("an answer");
    assert_eq!(reply.status(), 200);
    let policy = reply.headers()["content-security-policy"].to_str().expect("a policy").to_owned();
    assert!(policy.starts_with("default-src 'none'; style-src 'self';"), "{policy}");
    Html::parse_document(&reply.text().await.expect("a page"))
}

/// Anybody may ask for them, and the document takes some milliseconds to make.
#[tokio::test]
async fn what_is_about_the_api_is_made_and_compressed_once() {
    let world = World::on(Engine::Sqlite).await;
    let router = server::router(&world.app, Limits::default());
    let host = world.base.trim_start_matches("http://");
    for path in ["/openapi.json", "/docs", "/docs/guide", "/docs.css"] {
        let plain = reqwest::get(format!("{}{path}", world.base)).await.expect("an answer");
        let plain = plain.bytes().await.expect("a body");
        for coding in [Some("br"), Some("gzip"), None] {
            let accepted = coding.unwrap_or("identity");
            let ask = async || {
                let request = Request::get(path).header(HOST, host).header(ACCEPT_ENCODING, accepted);
                let asked = router.clone().oneshot(request.body(Body::empty()).expect("a request")).await;
                let answer = asked.expect("an answer");
                assert_eq!(answer.status(), 200, "{path}");
                assert_eq!(answer.headers()[VARY], "accept-encoding");
                let encoding =
                    answer.headers().get(CONTENT_ENCODING).map(|coding| coding.to_str().expect("a text"));
                assert_eq!(encoding, coding);
                to_bytes(answer.into_body(), usize::MAX).await.expect("a body")
            };
            let (first, second) = (ask().await, ask().await);
            assert_eq!(first.as_ptr(), second.as_ptr(), "{path} in {accepted} is made for each request");
            let whole = decoded(coding, &first);
            assert!(whole.len() > 1000 && whole == plain, "{path} in {accepted}");
        }
    }
}

#[tokio::test]
async fn every_call_every_webhook_and_every_schema_is_on_the_page() {
    let world = World::on(Engine::Sqlite).await;
    let document = document::of(&world.tenant("Acme").await).await;
    let page = page(&world.base, "/docs").await;
    for operation in document::operations(&document) {
        let section = page.select(&select(&format!("section#{}", operation.id))).next().expect(&operation.id);
        let examples: Vec<String> =
            section.select(&select(".example pre")).map(|example| example.text().collect()).collect();
        assert_eq!(examples.len(), 2, "{}", operation.id);
        assert!(examples[0].starts_with("curl "), "{examples:?}");
        assert!(serde_json::from_str::<serde_json::Value>(&examples[1]).is_ok(), "{examples:?}");
        assert_eq!(page.select(&select(&format!("nav a[href='#{}']", operation.id))).count(), 1);
    }
    let folded = |name: &str| {
        let found = page.select(&select(&format!("details#{name}"))).next().expect(name);
        found.attr("open").is_none() && found.select(&select("pre")).next().is_some()
    };
    for name in document["webhooks"].as_object().expect("webhooks").keys() {
        assert!(folded(name), "{name}");
    }
    for name in document["components"]["schemas"].as_object().expect("schemas").keys() {
        assert!(folded(name), "{name}");
    }
}

#[tokio::test]
async fn every_link_of_the_pages_leads_somewhere() {
    let world = World::on(Engine::Sqlite).await;
    let pages = [
        ("/docs", page(&world.base, "/docs").await),
        ("/docs/guide", page(&world.base, "/docs/guide").await),
    ];
    let mut places = BTreeSet::from(["/openapi.json".to_owned()]);
    for (path, page) in &pages {
        places.insert((*path).to_owned());
        for element in page.select(&select("[id]")) {
            let id = element.attr("id").expect("an id");
            assert!(places.insert(format!("{path}#{id}")), "{path}#{id} is there twice");
        }
        assert_eq!(page.select(&select("script, img, iframe")).count(), 0, "{path}");
    }
    for (path, page) in &pages {
        for link in page.select(&select("a[href]:not([href^='https://'])")) {
            let href = link.attr("href").expect("a link");
            let target = if href.starts_with('#') { format!("{path}{href}") } else { href.to_owned() };
            assert!(places.contains(&target), "{path} has a link to {href}");
        }
    }
}
