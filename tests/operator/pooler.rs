//! A pooler between the program and its database.

use crate::harness::{Engine, Guest, PgBouncer, Program};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pooler_in_session_mode_needs_no_settings() {
    let program = Program::on(Engine::Postgres).await;
    let pooler = PgBouncer::before(program.setting("ENROL_DATABASE_URL"), "session").await;
    let program = program.set("ENROL_DATABASE_URL", &pooler.url);
    let server = program.serve().await;
    let tenant = program.tenant("Acme").await;
    let invited = tenant.invite().await;
    let back = Guest::new(&program.base()).sign_up(&invited, "0821234567").await;
    assert!(back.contains("status=completed"), "{back}");
    assert_eq!(tenant.count_customers().await, 1);
    assert_eq!(server.stop().await, Some(0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pooler_in_transaction_mode_is_told_at_the_start() {
    let program = Program::on(Engine::Postgres).await;
    let pooler = PgBouncer::before(program.setting("ENROL_DATABASE_URL"), "transaction").await;
    let program = program.set("ENROL_DATABASE_URL", &pooler.url);
    // The second time the pooler has server connections that the first has left.
    for _ in 0..2 {
        let refused = program.run(&["serve"]).await.expect(1);
        assert!(refused.err.contains("a pooler in transaction mode"), "{}", refused.err);
        assert!(refused.err.contains("pool_mode = session"), "{}", refused.err);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_server_has_against_us_is_told_in_its_words() {
    let program = Program::on(Engine::Postgres).await;
    let url = program.setting("ENROL_DATABASE_URL");
    let (server, _) = url.rsplit_once('/').expect("a URL with a database");
    let wrong = format!("{server}/nowhere").replace("postgres@", "postgres:q9password7x@");
    let refused = program.set("ENROL_DATABASE_URL", &wrong).run(&["serve"]).await.expect(1);
    assert!(refused.err.contains("database \"nowhere\" does not exist"), "{}", refused.err);
    assert!(!refused.err.contains("q9password7x"), "{}", refused.err);
}
