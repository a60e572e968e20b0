//! Settings as operators give them: which of them wins, and how a wrong one is told.

use std::fs::{self, Permissions};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;

use crate::harness::{Engine, Program, free_address};

/// A wrong value for each setting, and what the line about it says besides its name.
const WRONG: &[(&str, &str, &str)] = &[
    ("ENROL_DATABASE_URL", "mysql://root:q9password7x@db/enrol", "neither sqlite://FILE nor postgres://"),
    ("ENROL_DATABASE_URL", "sqlite://", "neither sqlite://FILE nor postgres://"),
    ("ENROL_LISTEN", "8080", "not an address"),
    ("ENROL_METRICS_LISTEN", "9090", "not an address"),
    ("ENROL_PUBLIC_URL", "https://a.example/path", "not an origin"),
    ("ENROL_HOSTS", "a b", "not a list"),
    ("ENROL_ALLOW_PRIVATE_TARGETS", "perhaps", "neither yes nor no"),
    ("ENROL_SMS_URL", "http://u:q9password7x@sms.example/", "neither an https: address"),
    ("ENROL_SECURITY_CONTACT", "somebody", "not a mailto:, https: or tel: URL"),
    ("ENROL_MAX_CONNECTIONS", "0", "not a number from 1 to"),
    ("ENROL_MAX_REQUESTS", "none", "not a number from 1 to"),
    ("ENROL_TRUSTED_PROXIES", "10.0.0.0/33", "not a list of networks"),
    ("ENROL_TOKEN_FAILURES", "-1", "not a number from 0 to"),
    ("ENROL_LINK_FAILURES", "many", "not a number from 0 to"),
    ("ENROL_SESSION_RATE", "1.5", "not a number from 0 to"),
    ("ENROL_LOG_FORMAT", "xml", "neither text nor json"),
    ("ENROL_LOG", "a=b=c", "not a filter"),
    ("ENROL_CONFIG", "nowhere.toml", "cannot read"),
    ("ENROL_DATABASE_URL_FILE", "nowhere.url", "cannot read"),
    ("ENROL_LISEN", "127.0.0.1:1", "not a setting; did you mean ENROL_LISTEN?"),
    ("ENROL_DB", "postgres://u:q9password7x@h/d", "not a setting"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_setting_stops_the_start_with_one_line_that_names_it() {
    for (name, value, why) in WRONG {
        let program = Program::bare().set(name, value);
        let refused = program.run(&["serve"]).await.expect(2);
        assert_eq!((refused.out.as_str(), refused.err.lines().count()), ("", 1), "{}", refused.err);
        assert!(refused.err.starts_with(&format!("{name}: ")), "{}", refused.err);
        assert!(refused.err.contains(why), "{}", refused.err);
        assert!(!refused.err.contains("q9password7x"), "{}", refused.err);
        for made in ["enrol.db", "enrol.keys"] {
            assert!(!program.file(made).exists(), "{name} left {made}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_wrong_settings_are_told_at_once() {
    let program =
        WRONG[2..17].iter().fold(Program::bare(), |program, (name, value, _)| program.set(name, value));
    fs::write(program.file("enrol.toml"), "lisen = \"127.0.0.1:1\"\nkey_file = [1.5]").expect("a file");
    let refused = program.set("ENROL_CONFIG", "enrol.toml").run(&["migrate"]).await.expect(2);
    let mut names: Vec<_> = refused.err.lines().filter_map(|line| line.split(':').next()).collect();
    names.sort_unstable();
    let mut wrong: Vec<_> = WRONG[2..17].iter().map(|(name, ..)| *name).collect();
    wrong.extend(["ENROL_CONFIG", "ENROL_KEY_FILE"]);
    wrong.sort_unstable();
    assert_eq!(names, wrong, "{}", refused.err);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_words_are_told_with_code_2() {
    for words in [&["server"][..], &["serve", "--port", "1"], &["source", "create", "--name", "A"], &[]] {
        let refused = Program::bare().run(words).await.expect(2);
        assert!(refused.err.contains("Usage: enrol"), "{}", refused.err);
    }
    let help =
        Program::bare().set("ENROL_DATABASE_URL", "postgres://u:q9password7x@h/d").run(&["--help"]).await;
    let help = help.expect(0).out;
    for word in [
        "demo",
        "serve",
        "migrate",
        "source",
        "subscription-type",
        "key",
        "ENROL_DATABASE_URL",
        "ENROL_LISTEN",
    ] {
        assert!(help.contains(word), "{word} is not in the help");
    }
    assert!(!help.contains("q9password7x"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn flags_win_over_the_environment_which_wins_over_the_file() {
    let [file, environment, flag] = [(); 3].map(|()| free_address());
    let program = Program::bare().set("ENROL_CONFIG", "enrol.toml");
    fs::create_dir(program.file("inner")).expect("a directory");
    let text =
        format!("listen = \"{file}\"\ndatabase_url = \"sqlite://inner/data.db\"\nmax_connections = 9\n");
    fs::write(program.file("enrol.toml"), text).expect("a file");

    program.start(&["serve"]).answers(&format!("http://{file}")).await;
    assert!(program.file("inner/data.db").exists() && program.file("inner/data.keys").exists());
    let program = program.set("ENROL_LISTEN", &environment);
    program.start(&["serve"]).answers(&format!("http://{environment}")).await;
    let words = ["serve", "--listen", &flag, "--database-url=sqlite://other.db"];
    program.start(&words).answers(&format!("http://{flag}")).await;
    assert!(program.file("other.db").exists() && program.file("other.keys").exists());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_start_beside_a_file_makes_keys_for_the_owner_only() {
    let program = Program::on(Engine::Sqlite).await;
    let server = program.serve().await;
    assert!(server.log().contains("made the key file enrol.keys"), "{}", server.log());
    for name in ["enrol.keys", "enrol.db", "enrol.db-wal", "enrol.db-shm"] {
        let mode = program.file(name).metadata().expect(name).permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    server.kill();

    let keys = program.file("enrol.keys");
    fs::set_permissions(&keys, Permissions::from_mode(0o644)).expect("a file");
    let refused = program.run(&["serve"]).await.expect(1);
    assert!(refused.err.contains("enrol.keys") && refused.err.contains("chmod 600"), "{}", refused.err);
    assert_eq!(refused.err.lines().count(), 1, "{}", refused.err);

    fs::rename(&keys, program.file("elsewhere")).expect("a file");
    for verb in [&["serve"][..], &["source", "list"], &["migrate"]] {
        let refused = program.run(verb).await.expect(1);
        assert!(refused.err.contains("ENROL_KEY_FILE: enrol.keys is missing"), "{}", refused.err);
        assert_eq!(refused.err.lines().count(), 1, "{}", refused.err);
        assert!(!keys.exists(), "new keys beside a database that others sealed");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn migrating_a_new_file_makes_its_keys_too() {
    let program = Program::on(Engine::Sqlite).await;
    let migrated = program.run(&["migrate"]).await.expect(0);
    assert!(migrated.out.contains("up to date"), "{}", migrated.out);
    assert!(program.file("enrol.keys").exists());
    let _server = program.serve().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_without_a_key_file_is_refused() {
    let program = Program::on(Engine::Postgres).await;
    let refused = program.set("ENROL_KEY_FILE", "").run(&["serve"]).await.expect(2);
    assert!(refused.err.starts_with("ENROL_KEY_FILE: is needed with PostgreSQL"), "{}", refused.err);
    let refused = program.set("ENROL_KEY_FILE", "nowhere.keys").run(&["serve"]).await.expect(1);
    assert!(refused.err.contains("ENROL_KEY_FILE: nowhere.keys is missing"), "{}", refused.err);
    assert_eq!(refused.err.lines().count(), 1, "{}", refused.err);
    assert!(!program.file("nowhere.keys").exists());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_used_is_told_in_one_line() {
    let program = Program::on(Engine::Sqlite).await;
    let _taken = TcpListener::bind(program.setting("ENROL_LISTEN")).expect("a free port");
    let refused = program.run(&["serve"]).await.expect(1);
    assert!(refused.err.contains("ENROL_LISTEN: cannot listen on"), "{}", refused.err);

    let away = program.set("ENROL_DATABASE_URL", "postgres://u:q9password7x@127.0.0.1:9/none");
    let refused = away.set("ENROL_KEY_FILE", "enrol.keys").run(&["serve"]).await.expect(1);
    assert!(refused.err.contains("the database cannot be reached"), "{}", refused.err);
    assert!(!refused.err.contains("q9password7x"), "{}", refused.err);
    assert_eq!(refused.err.lines().count(), 1, "{}", refused.err);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_url_of_the_database_may_lie_in_a_file() {
    let program = Program::bare().set("ENROL_DATABASE_URL_FILE", "enrol.url");
    fs::write(program.file("enrol.url"), "\n sqlite://other.db \n").expect("a file");
    program.run(&["migrate"]).await.expect(0);
    assert!(program.file("other.db").exists() && program.file("other.keys").exists());

    let both = program.set("ENROL_DATABASE_URL", "sqlite://third.db").run(&["migrate"]).await.expect(2);
    assert!(
        both.err.starts_with("ENROL_DATABASE_URL_FILE: is given beside ENROL_DATABASE_URL"),
        "{}",
        both.err
    );
    assert!(!program.file("third.db").exists());

    fs::write(program.file("enrol.url"), "mysql://u:q9password7x@h/d").expect("a file");
    let wrong = program.run(&["migrate"]).await.expect(2);
    assert!(wrong.err.starts_with("ENROL_DATABASE_URL_FILE: holds neither sqlite://"), "{}", wrong.err);
    assert!(!wrong.err.contains("q9password7x"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_directory_that_is_named_must_be_there() {
    let program = Program::bare().set("ENROL_DATABASE_URL", "sqlite://dta/enrol.db");
    for verb in [&["serve"][..], &["migrate"], &["source", "list"]] {
        let refused = program.run(verb).await.expect(1);
        assert!(refused.err.contains("ENROL_DATABASE_URL: there is no directory dta"), "{}", refused.err);
        assert_eq!(refused.err.lines().count(), 1, "{}", refused.err);
        assert!(!program.file("dta").exists());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_file_may_be_read_in_a_group_of_ours() {
    let program = Program::on(Engine::Sqlite).await;
    program.run(&["source", "list"]).await.expect(0);
    let keys = program.file("enrol.keys");
    for mode in [0o440, 0o640, 0o400] {
        fs::set_permissions(&keys, Permissions::from_mode(mode)).expect("a file");
        program.run(&["source", "list"]).await.expect(0);
    }
    fs::set_permissions(&keys, Permissions::from_mode(0o640)).expect("a file");
    program.run(&["key", "add", "signing"]).await.expect(0);
    assert_eq!(keys.metadata().expect("keys").permissions().mode() & 0o777, 0o640, "as it was");
    for mode in [0o660, 0o604, 0o444] {
        fs::set_permissions(&keys, Permissions::from_mode(mode)).expect("a file");
        let refused = program.run(&["source", "list"]).await.expect(1);
        assert!(refused.err.contains("others may use it"), "{}", refused.err);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_host_that_is_not_ours_is_logged_with_the_setting_that_would_make_it_so() {
    let program = Program::on(Engine::Sqlite).await.set("ENROL_PUBLIC_URL", "https://signup.example");
    let mut server = program.serve().await;
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    let asked =
        client.get(program.base()).header("host", "q9other7x.example").send().await.expect("an answer");
    assert_eq!(asked.status(), 421);
    server
        .tells(|log| {
            log.lines().any(|line| line.contains("421") && line.contains("ENROL_HOSTS")).then_some(())
        })
        .await;
    assert!(!server.log().contains("q9other7x"), "{}", server.log());
}
