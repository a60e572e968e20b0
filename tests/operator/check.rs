//! What `enrol check` tells of everything that a server needs; and that it changes nothing.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::harness::{Daemon, Engine, Gateway, Program, free_address};

/// What it tells, by what it is about; and the exit code.
async fn told(program: &Program) -> (Vec<(String, String, String)>, Option<i32>) {
    let ran = program.run(&["check", "--json"]).await;
    let text = |line: &Value, name: &str| line[name].as_str().expect(name).to_owned();
    let lines = ran.lines();
    assert!(!lines.is_empty(), "{}", ran.err);
    let told = lines.iter().map(|line| (text(line, "check"), text(line, "state"), text(line, "detail")));
    (told.collect(), ran.code)
}

#[track_caller]
fn holds(told: &[(String, String, String)], about: &str, state: &str, words: &str) {
    let found = told.iter().any(|(one, how, what)| one == about && how == state && what.contains(words));
    assert!(found, "{about}, {state}, {words}: {told:#?}");
}

on_both! {
    async fn a_server_that_runs_has_nothing_wrong_but_what_is_wrong(engine) {
        let program = Program::on(engine).await;
        let server = program.serve().await;
        let (told, code) = told(&program).await;
        holds(&told, "settings", "ok", program.setting("ENROL_LISTEN"));
        holds(&told, "keys", "ok", "seals with 1");
        holds(&told, "schema", "ok", "up to date");
        holds(&told, "webhooks", "ok", "0 receivers");
        holds(&told, "SMS", "ok", "no ENROL_SMS_URL");
        holds(&told, "public URL", "ok", "a server that is ready");
        match engine {
            Engine::Sqlite => {
                holds(&told, "database", "ok", "SQLite 3");
                assert_eq!(code, Some(0), "{told:#?}");
            }
            // The tests' own server is set up to forget.
            Engine::Postgres => {
                holds(&told, "database", "wrong", "fsync");
                holds(&told, "clock", "ok", "within");
                assert_eq!(code, Some(1), "{told:#?}");
            }
        }
        assert_eq!(server.stop().await, Some(0));
    }

    async fn a_receiver_that_cannot_be_reached_is_named(engine) {
        let program = Program::on(engine).await.set("ENROL_ALLOW_PRIVATE_TARGETS", "1");
        let server = program.serve().await;
        let tenant = program.tenant("Acme").await;
        let nobody = free_address();
        let notifier = json!({ "url": format!("http://{nobody}/hook"), "events": ["SIGNUP_STARTED"], "method": "webhook" });
        tenant.post("/notifiers", &notifier).await.expect(201);
        let (told, _) = told(&program).await;
        holds(&told, "webhooks", "warning", "source 1: 127.0.0.1, port");
        assert!(told.iter().all(|(.., what)| !what.contains("hook\"") && !what.contains("/hook")), "{told:#?}");
        assert_eq!(server.stop().await, Some(0));
    }

    async fn a_gateway_is_looked_at_and_sent_nothing(engine) {
        let gateway = Gateway::start().await;
        let program = Program::on(engine).await;
        let nobody = format!("http://{}/send?key=q9secret7x", free_address());
        for (url, state, words) in [
            (gateway.url().as_str(), "ok", "the gateway can be reached; there is no ENROL_SMS_TOKEN"),
            ("console:", "warning", "prints people's numbers and codes"),
            (&nobody, "warning", "ENROL_SMS_URL: 127.0.0.1, port"),
        ] {
            let (told, _) = told(&program.set("ENROL_SMS_URL", url)).await;
            holds(&told, "SMS", state, words);
            assert!(told.iter().all(|(.., what)| !what.contains("q9secret7x")), "{told:#?}");
        }
        assert!(gateway.came().is_empty());
    }

    async fn keys_of_another_database_are_told(engine) {
        let program = Program::on(engine).await;
        program.run(&["migrate"]).await.expect(0);
        program.run(&["source", "list"]).await.expect(0);
        program.run(&["key", "make", "other.keys"]).await.expect(0);
        let (told, code) = told(&program.set("ENROL_KEY_FILE", "other.keys")).await;
        holds(&told, "keys", "wrong", "not the key file of this database");
        assert_eq!(code, Some(1));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn before_the_first_start_nothing_is_made() {
    let program = Program::bare().set("ENROL_LISTEN", &free_address());
    let (told, code) = told(&program).await;
    holds(&told, "keys", "ok", "made at the first start");
    holds(&told, "database", "ok", "made at the first start");
    holds(&told, "public URL", "warning", "cannot be reached");
    assert_eq!(code, Some(0), "{told:#?}");
    assert!(!program.file("enrol.db").exists() && !program.file("enrol.keys").exists());
}

/// A server for TLS whose certificate nobody has signed but itself.
struct SelfSigned {
    address: String,
    _server: Daemon,
}

impl SelfSigned {
    async fn start(directory: &Path) -> Self {
        let openssl = |words: &str| {
            let mut command = Command::new("openssl");
            command.args(words.split(' ')).current_dir(directory);
            command
        };
        let made =
            "req -x509 -newkey rsa:2048 -nodes -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1";
        let made = openssl(&format!("{made} -keyout tls.key -out tls.crt")).output().expect("openssl");
        assert!(made.status.success());
        let address = free_address();
        let mut server = openssl(&format!("s_server -accept {address} -key tls.key -cert tls.crt -quiet"));
        let server = Daemon::start(&mut server, &address).await;
        Self { address, _server: server }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_that_browsers_do_not_trust_is_told() {
    let program = Program::bare().set("ENROL_LISTEN", &free_address());
    let proxy = SelfSigned::start(program.directory.path()).await;
    let url = format!("https://{}", proxy.address);
    let (told, code) = told(&program.set("ENROL_PUBLIC_URL", &url)).await;
    holds(&told, "public URL", "warning", &format!("the certificate of {url} is not trusted here"));
    holds(&told, "public URL", "warning", "browsers show people a warning");
    assert_eq!(code, Some(0), "{told:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_that_is_wrong_is_told_at_once_with_what_to_do() {
    let program = Program::bare().set("ENROL_LISTEN", &free_address());
    program.run(&["migrate"]).await.expect(0);
    fs::set_permissions(program.file("enrol.keys"), Permissions::from_mode(0o644)).expect("a mode");
    let program =
        program.set("ENROL_PUBLIC_URL", "http://signup.example").set("ENROL_MAX_CONNECTIONS", "1000000");
    let (told, code) = told(&program).await;
    holds(&told, "keys", "wrong", "enrol.keys");
    holds(&told, "public URL", "wrong", "not https");
    holds(&told, "open files", "warning", "LimitNOFILE");
    assert_eq!(code, Some(1));
    let shown = program.run(&["check"]).await.expect(1);
    assert_eq!(shown.out.lines().filter(|line| line.starts_with("wrong")).count(), 2, "{}", shown.out);
    assert!(shown.err.contains("2 of "), "{}", shown.err);

    let nowhere =
        Program::bare().set("ENROL_DATABASE_URL", "postgres://nobody:q9password7x@127.0.0.1:1/enrol");
    let nowhere = nowhere.set("ENROL_KEY_FILE", "enrol.keys");
    nowhere.run(&["key", "make"]).await.expect(0);
    let shown = nowhere.run(&["check"]).await.expect(1);
    assert!(shown.out.contains("wrong    database     ENROL_DATABASE_URL: "), "{}", shown.out);
    assert!(!format!("{}{}", shown.out, shown.err).contains("q9password7x"));
}
