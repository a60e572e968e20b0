//! Databases for tests: a fresh one on each engine.

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use tempfile::TempDir;

use super::{Db, DbOptions};

/// A database that nobody else uses.
pub struct TestDb {
    pub db: Db,
    /// Where it was opened, to be opened once more.
    pub url: String,
    /// The directory of a SQLite file, removed at the end.
    _directory: Option<TempDir>,
}

/// A new database on each engine.
pub async fn both() -> [TestDb; 2] {
    [sqlite().await, postgres().await]
}

/// A new SQLite database, in a directory of its own.
pub async fn sqlite() -> TestDb {
    let directory = TempDir::new().expect("a directory");
    let url = format!("sqlite://{}/inner/enrol.db", directory.path().display());
    let db = Db::open(&url, DbOptions::default()).await.expect("a SQLite database");
    TestDb { db, url, _directory: Some(directory) }
}

/// A new database on the server that `scripts/test` has started.
pub async fn postgres() -> TestDb {
    let Ok(server) = std::env::var("ENROL_TEST_POSTGRES_URL") else {
        panic!("ENROL_TEST_POSTGRES_URL is not set: run the tests with scripts/test");
    };
    let name = format!("trial_{}", uuid::Uuid::new_v4().simple());
    let mut connection = PgConnection::connect(&server).await.expect("the server for tests");
    let create = format!("create database {name} template template0");
    connection.execute(AssertSqlSafe(create)).await.expect("a new database");
    let (server, _) = server.rsplit_once('/').expect("a URL with a database");
    let url = format!("{server}/{name}");
    let options = DbOptions { connections: 8, ..DbOptions::default() };
    let db = Db::open(&url, options).await.expect("a PostgreSQL database");
    TestDb { db, url, _directory: None }
}
