//! What is let in, and what every answer carries.

use std::net::Shutdown;
use std::sync::Arc;

use axum::body::Body;
use axum::http::StatusCode;
use tower::ServiceExt;
use tracing::instrument::WithSubscriber;

use super::*;

#[test]
fn a_request_names_one_host_of_ours() {
    let server = serve(short());
    let ask = |line: &str, hosts: &str| {
        let answer = server.say(&format!("GET {line} HTTP/1.1\r\n{hosts}connection: close\r\n\r\n"));
        status(&answer).to_owned()
    };
    for ours in ["signup.example", "SIGNUP.example:443", "other.example:81"] {
        assert_eq!(ask("/", &format!("host: {ours}\r\n")), "200", "{ours}");
    }
    for foreign in ["evil.example", "signup.example:80", "other.example", "", "signup.example."] {
        assert_eq!(ask("/", &format!("host: {foreign}\r\n")), "421", "{foreign}");
    }
    assert_eq!(ask("/", ""), "400");
    assert_eq!(ask("/", "host: signup.example\r\nhost: signup.example\r\n"), "400");
    assert_eq!(ask("http://evil.example/", "host: signup.example\r\n"), "421");
    assert_eq!(ask("/healthz", ""), "200");
}

#[test]
fn too_much_is_refused_by_its_own_name() {
    let server = serve(short());
    let long = format!("/?{}", "a".repeat(8 * 1024));
    assert_eq!(status(&server.get(&long, "")), "414");
    assert_eq!(status(&server.get("/", &"a: b\r\n".repeat(63))), "431");
    assert_eq!(status(&server.get("/", &"a: b\r\n".repeat(101))), "431");
    assert_eq!(status(&server.get("/", &format!("a: {}\r\n", "b".repeat(33 * 1024)))), "431");
    assert_eq!(status(&server.get("/", "content-encoding: gzip\r\n")), "415");
}

#[test]
fn a_large_body_is_refused_and_the_client_hears_it() {
    let server = serve(short());
    let post = |headers: &str, body: &str| {
        let head = "POST /echo HTTP/1.1\r\nhost: signup.example\r\n";
        server.say(&format!("{head}{headers}\r\n\r\n{body}"))
    };
    let body = "a".repeat(400_000);
    let told = post("content-length: 400000", &body);
    assert_eq!(status(&told), "413");
    let found = post("transfer-encoding: chunked", &format!("{:x}\r\n{body}\r\n0\r\n\r\n", body.len()));
    assert_eq!(status(&found), "413");
    assert!(found.ends_with("body_too_large at /echo"));
    let context = post("content-length: 400000\r\nexpect: 100-continue", "");
    assert_eq!(status(&context), "413");
    let fits = post("content-length: 65536\r\nconnection: close", &body[..65536]);
    assert_eq!(status(&fits), "200");
}

#[test]
fn a_body_that_breaks_off_is_a_bad_request() {
    let server = serve(short());
    let head = "POST /echo HTTP/1.1\r\nhost: signup.example\r\ncontent-length: 9\r\n\r\nabc";
    let stream = server.open(head);
    stream.shutdown(Shutdown::Write).unwrap();
    assert!(matches!(status(&rest(stream)), "400" | "none"));
    let head = "POST /echo HTTP/1.1\r\nhost: signup.example\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n";
    assert_eq!(status(&server.say(head)), "400");
}

#[test]
fn every_answer_has_an_id() {
    let server = serve(short());
    let id = |answer: &str| header(answer, "x-request-id").unwrap_or_default().to_owned();
    assert_eq!(id(&server.get("/", "x-request-id: my.own_ID-7\r\n")), "my.own_ID-7");
    for bad in ["", "a b", "a/b", &"a".repeat(129), "<script>"] {
        let made = id(&server.get("/", &format!("x-request-id: {bad}\r\n")));
        assert!(made.len() == 32 && made != bad, "{bad} {made}");
    }
    for path in ["/panic", "/nowhere", "http://evil.example/"] {
        assert_eq!(id(&server.get(path, "")).len(), 32, "{path}");
    }
}

#[test]
fn a_panic_is_an_answer_without_its_payload() {
    let server = serve(short());
    let answer = server.get("/panic", "");
    assert_eq!(status(&answer), "500");
    assert!(answer.ends_with("internal at /panic"));
    assert!(!answer.contains("payload"));
}

#[test]
fn headers_hold_for_every_answer() {
    let server = serve(short());
    for path in ["/", "/nowhere", "/panic", "http://evil.example/"] {
        let answer = server.get(path, "");
        assert_eq!(header(&answer, "cache-control"), Some("no-store"), "{path}");
        assert_eq!(header(&answer, "x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(header(&answer, "referrer-policy"), Some("same-origin"), "{path}");
        assert!(header(&answer, "strict-transport-security").is_some(), "{path}");
        assert!(header(&answer, "content-security-policy").is_some(), "{path}");
        assert_eq!(header(&answer, "server"), None, "{path}");
    }
    assert_eq!(header(&server.get("/own", ""), "cache-control"), Some("max-age=1"));
}

#[test]
fn a_head_that_cannot_be_read_is_answered_like_everything_else() {
    let server = serve(short());
    let fine = "GET / HTTP/1.1\r\nhost: signup.example\r\n\r\n";
    for (bytes, expected) in [
        ("GARBAGE\r\n\r\n".to_owned(), "400"),
        ("GET / HTTP/1.1\r\nhost: signup.example\r\nb\u{e9} d: x\r\n\r\n".to_owned(), "400"),
        ("GET / HTTP/3.0\r\n\r\n".to_owned(), "400"),
        ("POST / HTTP/1.1\r\nhost: signup.example\r\ncontent-length: x\r\n\r\n".to_owned(), "400"),
        (format!("GET / HTTP/1.1\r\nhost: signup.example\r\na: {}\r\n\r\n", "b".repeat(33 * 1024)), "431"),
        (format!("GET / HTTP/1.1\r\nhost: signup.example\r\n{}\r\n", "a: b\r\n".repeat(101)), "431"),
        (format!("GET /{} HTTP/1.1\r\nhost: signup.example\r\n\r\n", "a".repeat(33 * 1024)), "431"),
    ] {
        // First, and behind a request that was answered.
        for before in ["", fine] {
            let answers = server.say(&format!("{before}{bytes}"));
            let answer = answers.rfind("HTTP/1.1 ").map_or("", |at| &answers[at..]);
            assert_eq!(status(answer), expected, "{answers}");
            assert_eq!(
                answers.matches("HTTP/1.1 ").count(),
                1 + usize::from(!before.is_empty()),
                "{answers}"
            );
            for name in
                ["content-security-policy", "strict-transport-security", "x-content-type-options", "date"]
            {
                assert!(header(answer, name).is_some_and(|value| !value.is_empty()), "{name}: {answer}");
            }
            assert_eq!(header(answer, "cache-control"), Some("no-store"));
            assert_eq!(header(answer, "x-request-id").map(str::len), Some(32));
            assert_eq!(header(answer, "connection"), Some("close"));
            let body = answer.split_once("\r\n\r\n").unwrap().1;
            assert!(body.ends_with("at /") && body.contains("head"), "{body}");
            assert_eq!(header(answer, "content-length"), Some(&*body.len().to_string()));
        }
    }
}

#[test]
fn methods_that_nobody_serves_are_answered() {
    let server = serve(short());
    let ask = |line: &str| {
        let head = "host: signup.example\r\nconnection: close\r\n\r\n";
        server.say(&format!("{line} HTTP/1.1\r\n{head}"))
    };
    let answer = ask("DELETE /");
    assert_eq!((status(&answer), header(&answer, "allow")), ("405", Some("GET,HEAD")));
    assert_eq!(status(&ask("OPTIONS *")), "404");
    assert_eq!(status(&ask("CONNECT signup.example:443")), "404");
    let answer = ask("HEAD /panic");
    assert_eq!(status(&answer), "500");
    assert!(answer.ends_with("\r\n\r\n"));
}

#[tokio::test]
async fn the_log_tells_the_route_and_not_the_path() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let lines =
        tracing_subscriber::fmt().with_ansi(false).with_writer(Arc::new(file.reopen().unwrap())).finish();
    let request = Request::get("/secret/canary?canary=canary")
        .header("host", "signup.example")
        .header("x-request-id", "the-id");
    let context = router(Limits::default()).oneshot(request.body(Body::empty()).unwrap());
    assert_eq!(context.with_subscriber(lines).await.unwrap().status(), StatusCode::OK);
    let log = std::fs::read_to_string(file.path()).unwrap();
    assert_eq!(log.lines().count(), 1, "{log}");
    for part in ["the-id", "GET", "/secret/{secret}", "status=200", "ms="] {
        assert!(log.contains(part), "{part}: {log}");
    }
    assert!(!log.contains("canary"), "{log}");
}
