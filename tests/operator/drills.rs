//! The drills of docs/running.md, under load: a dump is restored, and a standby takes over.

use super::kill::ODD;
use super::load::Load;
use crate::harness::{Cluster, Engine, Outside, Program, empty_postgres, free_address, postgres_program};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dump_made_under_load_has_all_that_was_acknowledged_before() {
    let program = Program::on(Engine::Postgres).await;
    let server = program.serve().await;
    let dump = program.file("enrol.dump").display().to_string();
    let words = ["--format=custom", "--file", &dump, "--dbname", program.setting("ENROL_DATABASE_URL")];
    let (before, ()) = Load::meanwhile(&program, async || postgres_program("pg_dump", &words)).await;
    assert_eq!(server.stop().await, Some(0));

    let restored = program.set("ENROL_DATABASE_URL", &empty_postgres().await);
    postgres_program(
        "pg_restore",
        &["--exit-on-error", "--dbname", restored.setting("ENROL_DATABASE_URL"), &dump],
    );
    let server = restored.serve().await;
    before.check().await;
    restored.run(&["audit", "verify"]).await.expect(0);
    assert_eq!(Outside::of(&restored).await.texts(ODD).await, Vec::<String>::new());
    assert_eq!(server.stop().await, Some(0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_standby_takes_over_with_all_that_was_acknowledged() {
    let primary = Cluster::start();
    let standby = primary.standby().await;
    // The standby stands first: it only reads, so it is passed over.
    let url = format!(
        "postgres://postgres@{},{}/postgres?target_session_attrs=read-write",
        standby.address, primary.address
    );
    let program = Program::bare()
        .set("ENROL_LISTEN", &free_address())
        .set("ENROL_DATABASE_URL", &url)
        .set("ENROL_KEY_FILE", "enrol.keys");
    program.run(&["key", "make"]).await.expect(0);
    let server = program.serve().await;
    let load = Load::of(&program).await;
    let everybody = load.begin();
    load.told(60).await;
    primary.kill();
    standby.promote();
    // Nobody touches the server, which finds the other one by itself.
    load.told(60).await;
    load.end(everybody).await;
    load.check().await;
    program.run(&["audit", "verify"]).await.expect(0);
    let there = program.set("ENROL_DATABASE_URL", &standby.url());
    assert_eq!(Outside::of(&there).await.texts(ODD).await, Vec::<String>::new());
    assert_eq!(server.stop().await, Some(0));
}
