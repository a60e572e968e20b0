//! A disk that is full or broken: the server says to try again, loses nothing that it acknowledged, and goes
//! on without a restart once the disk does.

use serde_json::{Value, json};

use super::away::{TYPED, at_a_step, kept};
use crate::harness::{Engine, Failing, Guest, Outside, Page, Program, Reply, Tenant, filled};

fn customer(mobile: &str) -> Value {
    json!({ "customer": { "name": "A", "surname": "B", "mobile": mobile } })
}

fn is_busy(reply: &Reply) {
    reply.problem(503, "busy");
    assert!(reply.header("retry-after").is_some());
}

/// A page that says to try again, and how.
fn is_told_to_try_again(page: Page) {
    let page = page.expect(503);
    assert!(page.header("retry-after").is_some());
    assert!(page.text().contains("try again"), "{}", page.text());
}

async fn mobiles(tenant: &Tenant) -> Vec<Value> {
    let page = tenant.get("/customers").await.expect(200);
    let mut mobiles: Vec<_> = page["customers"].as_array().expect("a list").iter().map(mobile).collect();
    mobiles.sort_by_key(Value::to_string);
    mobiles
}

fn mobile(customer: &Value) -> Value {
    customer["mobile"].clone()
}

/// What was acknowledged is what is there, also for another program and after a restart.
async fn holds(program: &Program, tenant: &Tenant, expected: &[Value]) {
    let mut outside = Outside::of(program).await;
    assert_eq!(outside.texts("pragma integrity_check").await, ["ok"]);
    let server = program.serve().await;
    assert_eq!(mobiles(tenant).await, expected);
    assert_eq!(server.stop().await, Some(0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_takes_nothing_more_is_told_as_busy_and_ends_without_a_restart() {
    let program = Program::on(Engine::Sqlite).await;
    let server = program.serve_with_limits().await;
    let tenant = program.tenant("Acme").await;
    let (guest, page) = at_a_step(&program, &tenant).await;
    tenant.post("/customers", &customer("0821234560")).await.expect(201);

    for round in 0..3 {
        server.limit_files(Some(0));
        let body = customer(&format!("082123457{round}"));
        // Together, so that one commit fails for all of them. The same customer twice: whoever comes second may see
        // the first one's row, which was never kept, and must not be told that it is there.
        let (one, two, saved, read) = tokio::join!(
            tenant.post("/customers", &body),
            tenant.post("/customers", &body),
            guest.submit(&page, TYPED, "continue"),
            tenant.get("/customers"),
        );
        is_busy(&one);
        is_busy(&two);
        kept(saved);
        // What is there can still be read.
        assert_eq!(read.expect(200)["customers"].as_array().map(Vec::len), Some(1 + round));

        server.limit_files(None);
        tenant.post("/customers", &body).await.expect(201);
    }
    guest.submit(&page, TYPED, "continue").await.location();
    let made = mobiles(&tenant).await;
    assert_eq!(made.len(), 4);
    assert_eq!(server.stop().await, Some(0));
    holds(&program, &tenant, &made).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_on_a_full_disk_ends_nothing() {
    let program = Program::on(Engine::Sqlite).await.set("ENROL_LOG", "debug");
    let server = program.serve_by("exec \"$0\" \"$@\" 2>/dev/full").await;
    let tenant = program.tenant("Acme").await;
    let invited = tenant.invite().await;
    Guest::new(&program.base()).sign_up(&invited, "0821234567").await;
    assert_eq!(tenant.session(&invited.id).await["status"], "completed");
    assert_eq!(server.stop().await, Some(0));
}

/// One trouble of a disk, and by which code SQLite tells it.
type DeliveryError = (&'static str, &'static str, &'static str);

/// As [error codes of SQLite](https://www.sqlite.org/rescode.html): FULL, `IOERR_WRITE`, `IOERR_FSYNC`.
const TROUBLES: [DeliveryError; 3] = [
    ("pwrite64", "ENOSPC", "code 13,"),
    ("pwrite64", "EIO", "code 778,"),
    ("fsync,fdatasync", "EIO", "code 1034,"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_trouble_of_a_disk_is_told_as_busy_and_nothing_acknowledged_is_lost() {
    if !Failing::is_possible() {
        eprintln!("not tried here: strace may not look at other processes");
        return;
    }
    let program = Program::on(Engine::Sqlite).await;
    let mut server = program.serve().await;
    let tenant = program.tenant("Acme").await;
    let mut expected = Vec::new();
    for (number, (calls, error, code)) in TROUBLES.into_iter().enumerate() {
        let (guest, page) = at_a_step(&program, &tenant).await;
        let (arriving, invited) = (Guest::new(&program.base()), tenant.invite().await);
        let start = arriving.get(&invited.link).await.expect(200);
        let finishing = Guest::new(&program.base());
        let check = finishing.reach_check(&tenant.invite().await, &format!("083123456{number}")).await;
        let body = customer(&format!("082123456{number}"));

        let trouble = server.fail_calls(calls, error);
        for _ in 0..2 {
            let (made, started, saved, finished) = tokio::join!(
                tenant.post("/customers", &body),
                arriving.submit(&start, &[], ""),
                guest.submit(&page, TYPED, "continue"),
                finishing.submit(&check, &[], "finish"),
            );
            is_busy(&made);
            is_told_to_try_again(started);
            kept(saved);
            is_told_to_try_again(finished);
            // What is there can still be read.
            assert_eq!(mobiles(&tenant).await, expected);
            finishing.get(&check.url).await.expect(200);
        }
        server.tells(|log| log.contains(code).then_some(())).await;
        drop(trouble);

        tenant.post("/customers", &body).await.expect(201);
        arriving.submit(&start, &[], "").await.location();
        guest.submit(&page, TYPED, "continue").await.location();
        finishing.post(&check.action(), &filled(&check, &[], "finish")).await.location();
        let made = mobiles(&tenant).await;
        assert_eq!(made.len(), 2 * (number + 1), "{made:?}");
        expected = made;
    }
    // As after a power cut: what the server would tidy up at its end is not there.
    server.kill();
    holds(&program, &tenant, &expected).await;
    assert!(expected.contains(&json!("+27831234560")), "{expected:?}");
}
