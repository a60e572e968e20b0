//! The database is away, silent or busy: everybody is told to try again, nothing typed is lost, and the
//! service is back soon after the database is.

use std::time::{Duration, Instant};

use reqwest::{Client, Method};
use serde_json::json;
use tokio::task::JoinSet;

use crate::harness::{Engine, Guest, Outside, Page, Program, Proxy, Running, Tenant, send, until};

/// What the product promises (docs/running.md).
const BACK_WITHIN: Duration = Duration::from_secs(10);

pub(super) const TYPED: &[(&str, &str)] =
    &[("name", "Thandi <3"), ("surname", "Mokoena"), ("mobile", "082 123 4567"), ("gender", "female")];

/// A server whose database is behind a proxy.
async fn behind_a_proxy() -> (Program, Proxy, Running, Tenant) {
    let program = Program::on(Engine::Postgres).await;
    let proxy = Proxy::to(program.setting("ENROL_DATABASE_URL")).await;
    let program = program.set("ENROL_DATABASE_URL", &proxy.url);
    let server = program.serve().await;
    let tenant = program.tenant("Acme").await;
    (program, proxy, server, tenant)
}

/// A person on a step.
pub(super) async fn at_a_step(program: &Program, tenant: &Tenant) -> (Guest, Page) {
    let guest = Guest::new(&program.base());
    let personal = guest.start(&tenant.invite().await).await;
    let page = guest.get(&personal).await.expect(200);
    (guest, page)
}

/// So many requests at once, each of which must be answered.
async fn crowd(tenant: &Tenant, size: usize) {
    let mut crowd = JoinSet::new();
    for _ in 0..size {
        let tenant = tenant.clone();
        crowd.spawn(async move { tenant.get("/customers").await.expect(200) });
    }
    crowd.join_all().await;
}

/// Waits until the API answers; before it does it says to try again, and nothing else.
async fn served_again(tenant: &Tenant) {
    until("served again", || async {
        let reply = tenant.get("/customers").await;
        if reply.status == 200 {
            return true;
        }
        reply.problem(503, "busy");
        assert!(reply.header("retry-after").is_some());
        false
    })
    .await;
}

/// Holds that a posted step was answered with the same form, nothing lost and nothing claimed.
pub(super) fn kept(page: Page) -> Page {
    let page = page.expect(503);
    assert!(page.header("retry-after").is_some());
    for (name, value) in TYPED {
        assert_eq!(page.value(name).as_deref(), Some(*value), "{}", page.text());
    }
    assert!(page.text().contains("could not save"), "{}", page.text());
    page
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn service_is_back_soon_after_all_connections_fell_silent() {
    let (_program, proxy, server, tenant) = behind_a_proxy().await;
    for _ in 0..2 {
        // As many connections as there can be.
        crowd(&tenant, 48).await;
        proxy.silence();
        let start = Instant::now();
        served_again(&tenant).await;
        assert!(start.elapsed() < BACK_WITHIN, "{:?}", start.elapsed());
        crowd(&tenant, 48).await;
    }
    assert_eq!(server.stop().await, Some(0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_silent_for_everybody_blames_nobody() {
    let (program, proxy, server, tenant) = behind_a_proxy().await;
    let (guest, page) = at_a_step(&program, &tenant).await;
    proxy.silence();
    proxy.silence_new(true);
    let body = json!({ "customer": { "name": "A", "surname": "B", "mobile": "0821234560" } });
    let ready = async || send(Client::new().get(format!("{}/readyz", program.base()))).await;
    for _ in 0..2 {
        let (read, made, shown, saved, ready) = tokio::join!(
            tenant.get("/customers"),
            tenant.post("/customers", &body),
            guest.get(&page.url),
            guest.submit(&page, TYPED, "continue"),
            ready(),
        );
        for reply in [read, made] {
            reply.problem(503, "busy");
            assert!(reply.header("retry-after").is_some());
        }
        assert!(shown.expect(503).header("retry-after").is_some());
        kept(saved);
        ready.expect(503);
    }
    proxy.silence_new(false);
    let start = Instant::now();
    served_again(&tenant).await;
    assert!(start.elapsed() < BACK_WITHIN, "{:?}", start.elapsed());
    assert_eq!(tenant.count_customers().await, 0);
    guest.submit(&page, TYPED, "continue").await.location();
    assert_eq!(server.stop().await, Some(0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_typed_is_shown_again_while_the_database_is_gone() {
    let (program, mut proxy, _server, tenant) = behind_a_proxy().await;
    let (guest, page) = at_a_step(&program, &tenant).await;
    proxy.cut().await;
    let again = kept(guest.submit(&page, TYPED, "continue").await);
    // Whoever makes a browser post from elsewhere gets nothing of ours with their words in it.
    let foreign = guest.client().post(page.action()).form(TYPED).header("sec-fetch-site", "cross-site");
    let foreign = guest.send(&page.action(), foreign).await.expect(503);
    assert!(!foreign.html.contains("Mokoena"), "{}", foreign.html);

    proxy.open().await;
    until("ready again", || async { guest.get(&page.url).await.status == 200 }).await;
    assert_eq!(guest.get(&page.url).await.value("name").as_deref(), Some(""), "nothing was saved");
    // The form that was shown meanwhile is as good as the first.
    let vehicle = guest.submit(&again, &[], "continue").await.location();
    assert!(vehicle.ends_with("/vehicle"), "{vehicle}");
    let saved = guest.get(&page.url).await.expect(200);
    assert_eq!(saved.value("name").as_deref(), Some("Thandi <3"));
}

on_both! {
    async fn what_was_typed_is_shown_again_while_the_database_is_busy(engine) {
        let program = Program::on(engine).await;
        let _server = program.serve().await;
        let tenant = program.tenant("Acme").await;
        let (guest, page) = at_a_step(&program, &tenant).await;
        let mut outside = Outside::of(&program).await;
        // Longer than anybody is kept waiting.
        outside.run(if engine == Engine::Sqlite { "begin immediate" } else { "begin; select id from signup for update" }).await;
        let again = kept(guest.submit(&page, TYPED, "continue").await);
        assert!(again.text().contains("Acme"), "{}", again.text());
        outside.run("rollback").await;
        let vehicle = guest.submit(&again, &[], "continue").await.location();
        assert!(vehicle.ends_with("/vehicle"), "{vehicle}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_browsers_record_that_cannot_be_had_now_is_nobodys_fault() {
    let program = Program::on(Engine::Postgres).await;
    let _server = program.serve().await;
    let tenant = program.tenant("Acme").await;
    let (guest, page) = at_a_step(&program, &tenant).await;
    let mut outside = Outside::of(&program).await;
    outside.run("begin; lock table browser in access exclusive mode").await;
    let (shown, saved) = tokio::join!(guest.get(&page.url), guest.submit(&page, TYPED, "continue"));
    assert!(shown.expect(503).header("retry-after").is_some());
    kept(saved);
    outside.run("rollback").await;
    guest.get(&page.url).await.expect(200);

    // It can be read, but not be written.
    let invited = tenant.invite().await;
    let other = Guest::new(&program.base());
    let start = other.get(&invited.link).await.expect(200);
    outside.run("begin; lock table browser in exclusive mode").await;
    let refused = other.submit(&start, &[], "").await.expect(503);
    assert!(refused.header("retry-after").is_some());
    outside.run("rollback").await;
    let personal = other.submit(&start, &[], "").await.location();
    other.get(&personal).await.expect(200);
    let unknown = tenant.request(Method::GET, "/customer-signup/sessions/none");
    send(unknown).await.expect(404);
}
