//! The file, its settings, its checkpoints.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use tokio::task::JoinSet;

use super::*;
use crate::store::db::Engine;
use crate::store::db::test_db::sqlite;
use crate::store::db::types::record;

#[tokio::test]
async fn sqlite_is_durable_private_and_read_only_where_it_reads() {
    record! { struct Mode { journal_mode: String } }
    record! { struct Level { synchronous: i64 } }
    let test_db = sqlite().await;
    let mut writer = test_db.db.writer().await.expect("a writer");
    let mode: Mode = writer.one("pragma journal_mode", &[]).await.expect("a mode");
    assert_eq!(mode.journal_mode, "wal");
    let level: Level = writer.one("pragma synchronous", &[]).await.expect("a level");
    assert_eq!(level.synchronous, 2);
    writer.execute("create table trial (id integer primary key)", &[]).await.expect("a table");
    writer.commit().await.expect("a commit");
    test_db.db.reader().execute("delete from trial", &[]).await.expect_err("read only");

    let path = Path::new(test_db.url.strip_prefix("sqlite://").expect("a path"));
    for (path, mode) in [(path, 0o600), (path.parent().expect("a directory"), 0o700)] {
        let found = path.metadata().expect("made").permissions().mode() & 0o777;
        assert_eq!(found, mode, "{}", path.display());
    }
    let wal = path.with_extension("db-wal").metadata().expect("a log").permissions().mode();
    assert_eq!(wal & 0o777, 0o600);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_begins_anew_while_writers_and_readers_go_on() {
    record! { struct Count { rows: i64 } }
    let test_db = sqlite().await;
    let mut writer = test_db.db.writer().await.expect("a writer");
    writer.execute("create table trial (id integer primary key)", &[]).await.expect("a table");
    writer.commit().await.expect("a commit");
    let mut crowd = JoinSet::new();
    for first in 0..8_i64 {
        let db = test_db.db.clone();
        crowd.spawn(async move {
            for id in 0..50 {
                let mut writer = db.writer().await?;
                writer.execute("insert into trial values ($1)", &[&(first * 100 + id)]).await?;
                writer.commit().await?;
                let _: Count = db.reader().one("select count(*) as rows from trial", &[]).await?;
            }
            Ok::<_, DbError>(())
        });
    }
    let Engine::Sqlite(engine) = &test_db.db.0.engine else { panic!("not SQLite") };
    let path = test_db.url.strip_prefix("sqlite://").expect("a path");
    let beside = Checkpoints::open(&Settings::new(path, Duration::from_secs(5))).expect("a connection");
    while !crowd.is_empty() {
        beside.make(&engine.writer, 0).await.expect("a checkpoint");
        while let Some(done) = crowd.try_join_next() {
            done.expect("a task").expect("no write fails");
        }
    }
    let sql = "select count(*) as rows from trial";
    let count: Count = test_db.db.reader().one(sql, &[]).await.expect("a count");
    assert_eq!(count.rows, 400);
}
