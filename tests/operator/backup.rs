//! Copies of the embedded database: made while people sign up, checked, and put back.

use std::fs;
use std::os::unix::fs::{FileExt, PermissionsExt};
use std::path::Path;

use super::load::Load;
use crate::harness::{Engine, Program};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_made_under_load_has_all_that_was_acknowledged_before() {
    let program = Program::on(Engine::Sqlite).await;
    let server = program.serve().await;
    let (before, copied) =
        Load::meanwhile(&program, async || program.run(&["backup", "copy.db"]).await.expect(0)).await;
    assert!(copied.out.contains("customers") && copied.out.contains("enrol.keys"), "{}", copied.out);
    assert_eq!(server.stop().await, Some(0));

    assert_eq!(mode(&program.file("copy.db")), 0o600);
    let restored =
        program.set("ENROL_DATABASE_URL", "sqlite://restored.db").set("ENROL_KEY_FILE", "enrol.keys");
    let told = restored.run(&["restore", "copy.db"]).await.expect(0);
    assert_eq!(
        told.out.trim_end().rsplit(": ").next(),
        copied.out.lines().next().and_then(|line| line.rsplit(": ").next())
    );
    assert_eq!(mode(&program.file("restored.db")), 0o600);
    let server = restored.serve().await;
    before.check().await;
    assert_eq!(server.stop().await, Some(0));
    let left: Vec<_> = files(&program).into_iter().filter(|name| name.contains("partial")).collect();
    assert_eq!(left, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_overwritten_and_what_does_not_fit_is_refused() {
    let program = Program::bare();
    program.run(&["migrate"]).await.expect(0);
    program.run(&["source", "create", "--name", "A", "--return-url", "https://a.example/"]).await.expect(0);
    program.run(&["backup", "copy.db"]).await.expect(0);
    let refused = async |program: &Program, words: &[&str], why: &str| {
        let before = (files(program), fs::read(program.file("copy.db")).expect("the copy"));
        let refused = program.run(words).await.expect(1);
        assert!(refused.err.contains(why) && refused.err.lines().count() == 1, "{}", refused.err);
        assert_eq!((files(program), fs::read(program.file("copy.db")).expect("the copy")), before);
    };
    refused(&program, &["backup", "copy.db"], "copy.db already").await;
    refused(&program, &["restore", "copy.db"], "enrol.db already").await;
    refused(&program, &["backup", "nowhere/copy.db"], "No such file").await;

    let keys = program.file("enrol.keys").display().to_string();
    let empty = program.set("ENROL_DATABASE_URL", "sqlite://other.db").set("ENROL_KEY_FILE", &keys);
    refused(&empty, &["backup", "other-copy.db"], "there is no file other.db").await;
    refused(&empty, &["restore", "nothing.db"], "there is no file nothing.db").await;
    refused(&empty, &["restore", "enrol.keys"], "no database of Enrol").await;
    fs::write(program.file("other.db-wal"), "left").expect("a file");
    refused(&empty, &["restore", "copy.db"], "other.db-wal already").await;
    fs::remove_file(program.file("other.db-wal")).expect("no file");

    let keyless = empty.set("ENROL_KEY_FILE", "no.keys");
    refused(&keyless, &["restore", "copy.db"], "no.keys").await;
    program.run(&["key", "make", "new.keys"]).await.expect(0);
    refused(
        &empty.set("ENROL_KEY_FILE", "new.keys"),
        &["restore", "copy.db"],
        "not the key file of this copy",
    )
    .await;

    empty.run(&["restore", "copy.db"]).await.expect(0);
    assert!(empty.run(&["source", "list"]).await.expect(0).out.contains('A'));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_copy_is_not_put_back() {
    let program = Program::bare();
    program.run(&["migrate"]).await.expect(0);
    program.run(&["backup", "copy.db"]).await.expect(0);
    // The page of some table or index.
    let copy = fs::OpenOptions::new().write(true).open(program.file("copy.db")).expect("the copy");
    copy.write_all_at(&[0x5a; 3000], 3 * 4096).expect("damage");
    let keys = program.file("enrol.keys").display().to_string();
    let other = program.set("ENROL_DATABASE_URL", "sqlite://other.db").set("ENROL_KEY_FILE", &keys);
    let refused = other.run(&["restore", "copy.db"]).await.expect(1);
    assert!(refused.err.contains("copy.db is damaged"), "{}", refused.err);
    assert!(!files(&program).iter().any(|name| name.starts_with("other")), "{:?}", files(&program));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn for_postgresql_its_own_programs_are_named() {
    let program = Program::on(Engine::Postgres).await;
    for (words, named) in
        [(["backup", "copy.dump"], "pg_dump --format=custom"), (["restore", "copy.dump"], "pg_restore")]
    {
        let refused = program.run(&words).await.expect(1);
        assert!(refused.err.contains(named) && refused.err.contains("copy.dump"), "{}", refused.err);
        assert!(!refused.err.contains(program.setting("ENROL_DATABASE_URL")), "{}", refused.err);
    }
}

/// The names of what is in the program's directory but for its output.
fn files(program: &Program) -> Vec<String> {
    let entries = fs::read_dir(program.file(".")).expect("a directory");
    let names = entries.map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned());
    let mut names: Vec<_> =
        names.filter(|name| [".out", ".err"].iter().all(|ending| !name.ends_with(ending))).collect();
    names.sort_unstable();
    names
}

fn mode(file: &Path) -> u32 {
    fs::metadata(file).expect("a file").permissions().mode() & 0o777
}
