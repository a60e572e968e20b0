//! A disk that takes nothing more: the server says so, loses nothing, and goes on when it does again.

use serde_json::json;

use crate::harness::{Engine, Guest, Outside, Program};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn failed_writes_are_refused_as_busy_and_end_without_a_restart() {
    let program = Program::on(Engine::Sqlite).await;
    let server = program.serve_with_limits().await;
    let tenant = program.tenant("Acme").await;
    let (guest, invited) = (Guest::new(&program.base()), tenant.invite().await);
    let personal = guest.start(&invited).await;
    let page = guest.get(&personal).await.expect(200);
    let customer = |mobile: &str| json!({ "customer": { "name": "A", "surname": "B", "mobile": mobile } });
    tenant.post("/customers", &customer("0821234560")).await.expect(201);

    let inputs = [("name", "Thandi"), ("surname", "Mokoena"), ("mobile", "0821234567")];
    for round in 0..3 {
        server.limit_files(Some(0));
        let mobile = format!("082123457{round}");
        let body = customer(&mobile);
        // Together, so that one commit fails for all of them.
        let (one, two, saved, read) = tokio::join!(
            tenant.post("/customers", &body),
            tenant.post("/customers", &body),
            guest.submit(&page, &inputs, "continue"),
            tenant.get("/customers"),
        );
        for refused in [one, two] {
            refused.problem(503, "busy");
            assert!(refused.header("retry-after").is_some());
        }
        assert!(saved.header("retry-after").is_some(), "{}", saved.text());
        saved.expect(503);
        // What is there can still be read.
        assert_eq!(read.expect(200)["customers"].as_array().map(Vec::len), Some(1 + round));

        server.limit_files(None);
        tenant.post("/customers", &body).await.expect(201);
    }
    guest.submit(&page, &inputs, "continue").await.location();
    assert_eq!(server.stop().await, Some(0));

    let mut outside = Outside::of(&program).await;
    assert_eq!(outside.texts("pragma integrity_check").await, ["ok"]);
    let server = program.serve().await;
    assert_eq!(tenant.count_customers().await, 4);
    assert_eq!(server.stop().await, Some(0));
}
