//! Databases on the throw-away PostgreSQL server that `scripts/test` starts.

use enrol::app::Clock;
use enrol::store::db::migrate::migrate;
use enrol::store::db::{Db, DbOptions};
use sqlx::{Connection, PgConnection};
use tokio::sync::{Mutex, OnceCell};
use uuid::Uuid;

/// A migrated database to copy from: migrating once is faster than in every test.
static TEMPLATE: OnceCell<String> = OnceCell::const_new();

/// Two copies at once from one template get in each other's way: they take turns.
static TURN: Mutex<()> = Mutex::const_new(());

/// The URL of a fresh, migrated database of this test's own.
pub async fn fresh() -> String {
    let template = TEMPLATE.get_or_init(make_template).await;
    let name = name();
    let _turn = TURN.lock().await;
    run(&format!("create database {name} template {template}")).await;
    url(&name)
}

/// The URL of a database with nothing in it.
pub async fn empty() -> String {
    let name = name();
    run(&format!("create database {name}")).await;
    url(&name)
}

async fn make_template() -> String {
    let name = name();
    run(&format!("create database {name}")).await;
    let options = DbOptions { connections: 1, ..DbOptions::default() };
    let db = Db::open(&url(&name), options).await.expect("the template database");
    migrate(&db, Clock::default().now()).await.expect("a migrated template");
    drop(db);
    // A template can be copied only when nobody is connected, and a pool leaves in its own time.
    run(&format!("alter database {name} allow_connections false")).await;
    run(&format!("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'")).await;
    name
}

async fn run(sql: &str) {
    let mut server = PgConnection::connect(&server()).await.expect("the throw-away PostgreSQL");
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned()))
        .execute(&mut server)
        .await
        .expect("a statement for the server");
    server.close().await.expect("a clean end");
}

fn name() -> String {
    format!("test_{}", Uuid::new_v4().simple())
}

fn url(database: &str) -> String {
    let mut url = url::Url::parse(&server()).expect("a URL in ENROL_TEST_POSTGRES_URL");
    url.set_path(database);
    url.to_string()
}

fn server() -> String {
    std::env::var("ENROL_TEST_POSTGRES_URL")
        .expect("ENROL_TEST_POSTGRES_URL is not set: run the tests with scripts/test, which starts a PostgreSQL for them")
}
