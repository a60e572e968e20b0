//! What monitors ask: whether the program lives, whether it is ready, and where to report a weakness.

use reqwest::Client;
use reqwest::header::HOST;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::harness::{Engine, Guest, Program, Proxy, send, until};

fn client() -> Client {
    Client::builder().no_proxy().build().expect("a client")
}

on_both! {
    async fn a_server_lives_and_is_ready(engine) {
        let program = Program::on(engine).await;
        let _server = program.serve().await;
        for (path, text) in [("/healthz", "ok"), ("/readyz", "ready")] {
            // Monitors know an address, not our name.
            let reply = send(client().get(program.base() + path).header(HOST, "10.0.0.7")).await;
            assert_eq!((reply.status.as_u16(), reply.text.as_str()), (200, text));
            assert_eq!(reply.header("cache-control"), Some("no-store"));
        }
        let reply = send(client().get(program.base() + "/panic-api/v2/customers").header(HOST, "10.0.0.7")).await;
        reply.expect(421);
    }

    async fn a_container_asks_for_its_health_without_a_shell(engine) {
        let program = Program::on(engine).await;
        let down = program.run(&["health"]).await.expect(1).err;
        assert!(down.contains("cannot be reached"), "{down}");
        let _server = program.serve().await;
        assert_eq!(program.run(&["health"]).await.expect(0).out, "ready\n");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn manual_pages_and_completions_know_every_command() {
    let program = Program::bare();
    let help = program.run(&["--help"]).await.expect(0).out;
    let commands =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let commands: Vec<&str> = commands.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(commands.len() > 10, "{commands:?}");
    program.run(&["man", "."]).await.expect(0);
    for shell in ["bash", "zsh", "fish"] {
        let script = program.run(&["completions", shell]).await.expect(0).out;
        for command in commands.iter().filter(|command| **command != "help") {
            assert!(script.contains(command), "{command} in {shell}");
            let page = program.file(&format!("enrol-{command}.1"));
            assert!(page.exists(), "{}", page.display());
        }
    }
    let missing = program.run(&["man", "nowhere"]).await.expect(1).err;
    assert!(missing.contains("nowhere"), "{missing}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_without_its_database_says_so_and_recovers() {
    let program = Program::on(Engine::Postgres).await;
    let mut way = Proxy::to(program.setting("ENROL_DATABASE_URL")).await;
    let program = program.set("ENROL_DATABASE_URL", &way.url);
    let server = program.serve().await;
    let tenant = program.tenant("Acme").await;
    let (guest, invited) = (Guest::new(&program.base()), tenant.invite().await);
    let personal = guest.start(&invited).await;
    let page = guest.get(&personal).await.expect(200);
    let base = program.base();
    let ready = async || send(client().get(format!("{base}/readyz"))).await;
    ready().await.expect(200);

    way.cut().await;
    until("not ready", || async { ready().await.status == 503 }).await;
    let reply = ready().await;
    assert!(reply.header("retry-after").is_some());
    send(client().get(format!("{base}/healthz"))).await.expect(200);
    let inputs = [("name", "Thandi"), ("surname", "Mokoena"), ("mobile", "0821234567")];
    let (api, lost, saved) = tokio::join!(
        tenant.get("/customers"),
        guest.get(&personal),
        guest.submit(&page, &inputs, "continue"),
    );
    assert!(api.problem(503, "busy")["detail"].is_string());
    assert!(api.header("retry-after").is_some());
    for page in [lost, saved] {
        assert!(page.header("retry-after").is_some(), "{}", page.text());
        page.expect(503);
    }

    way.open().await;
    until("ready again", || async { ready().await.status == 200 }).await;
    tenant.get("/customers").await.expect(200);
    guest.submit(&page, &inputs, "continue").await.location();
    assert_eq!(server.stop().await, Some(0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn security_txt_names_whom_to_tell() {
    let program = Program::on(Engine::Sqlite).await;
    let url = program.base() + "/.well-known/security.txt";
    let server = program.serve().await;
    send(client().get(&url)).await.expect(404);
    server.kill();

    let _server = program.set("ENROL_SECURITY_CONTACT", "mailto:security@example.org").serve().await;
    let reply = send(client().get(&url)).await;
    assert_eq!(reply.header("content-type"), Some("text/plain; charset=utf-8"));
    let field = |name: &str| {
        let lines: Vec<_> = reply.text.lines().filter_map(|line| line.strip_prefix(name)).collect();
        assert_eq!(lines.len(), 1, "{name} {}", reply.text);
        lines[0].trim().to_owned()
    };
    assert_eq!(field("Contact:"), "mailto:security@example.org");
    assert_eq!(field("Canonical:"), url);
    let expires = OffsetDateTime::parse(&field("Expires:"), &Rfc3339).expect("a time");
    let left = expires - enrol::app::Clock::default().now().utc();
    assert!((1..365).contains(&left.whole_days()), "RFC 9116 wants less than a year: {left}");
}
