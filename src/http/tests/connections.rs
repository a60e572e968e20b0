//! How long a client is waited for.

use super::*;

#[test]
fn thousands_who_come_in_one_moment_need_not_try_again() {
    let (_runtime, _listener, address) = listening();
    for number in 1..=2000 {
        // None is taken in; whoever hangs up stands in the system's queue all the same.
        TcpStream::connect_timeout(&address, GENEROUS)
            .unwrap_or_else(|error| panic!("number {number}: {error}"));
    }
}

#[test]
fn slow_clients_are_let_go() {
    let server = serve(short());
    for partial in ["", "G", "GET / HT", "GET / HTTP/1.1\r\nhost: sig"] {
        assert_eq!(server.say(partial), "", "{partial:?}");
    }
    let head = "POST /echo HTTP/1.1\r\nhost: signup.example\r\ncontent-length: 9\r\n\r\nabc";
    let answer = server.say(head);
    assert_eq!(status(&answer), "408");
    assert!(answer.ends_with("body_timeout at /echo"), "{answer}");
}

#[test]
fn whoever_takes_nothing_of_an_answer_is_let_go() {
    let server = serve(Limits { connections: 1, ..short() });
    let mut reader = server.open("GET /large HTTP/1.1\r\nhost: signup.example\r\n\r\n");
    assert_eq!(status(&server.get("/", "")), "200", "its place is free");
    // It is cut off in the middle, and it was not much that the system kept for it.
    let mut kept = Vec::new();
    let _ = reader.read_to_end(&mut kept);
    assert!(kept.len() < 1024 * 1024, "{} bytes", kept.len());
    // Whoever reads has all of it.
    let whole = server.get("/large", "");
    assert_eq!(whole.split_once("\r\n\r\n").map(|(_, body)| body.len()), Some(LARGE.len()));
}

#[test]
fn a_crowd_of_slow_clients_harms_nobody() {
    const OF_EACH: usize = 20;
    let shapes = [
        "",
        "GET / HTTP/1.1\r\nhost: sig",
        "POST /echo HTTP/1.1\r\nhost: signup.example\r\ncontent-length: 9\r\n\r\nabc",
        "GET / HTTP/1.1\r\nhost: signup.example\r\n\r\n",
        "GET /large HTTP/1.1\r\nhost: signup.example\r\n\r\n",
    ];
    // As many as there is room for, and a few who are honest.
    let server = serve(Limits { connections: OF_EACH * shapes.len() + 4, requests: 8, ..short() });
    // Whoever is answered is waited for: they are slow, and no crowd.
    let open = |shape: &&str| {
        let client = server.open(shape);
        if shape.starts_with("GET") && shape.ends_with("\r\n\r\n") {
            client.peek(&mut [0]).unwrap();
        }
        client
    };
    let slow: Vec<_> = shapes.iter().flat_map(|shape| (0..OF_EACH).map(move |_| open(shape))).collect();
    for _ in 0..OF_EACH {
        assert_eq!(status(&server.get("/", "")), "200");
    }
    // Of each shape all are let go, those who read nothing by the test above.
    for (nth, client) in slow.into_iter().enumerate().take(OF_EACH * (shapes.len() - 1)) {
        let answer = rest(client);
        assert_eq!(status(&answer), ["none", "none", "408", "200"][nth / OF_EACH], "{answer}");
    }
    assert_eq!(status(&server.get("/", "")), "200");
}

#[test]
fn an_idle_connection_is_kept_longer_than_a_silent_one() {
    let server = serve(Limits { idle: Duration::from_secs(3), ..short() });
    let request = "GET / HTTP/1.1\r\nhost: signup.example\r\n\r\n";
    let mut stream = server.open(request);
    std::thread::sleep(Duration::from_millis(900));
    stream.write_all(request.as_bytes()).unwrap();
    assert_eq!(rest(stream).matches("hello").count(), 2);
}

#[test]
fn a_later_head_is_not_waited_for_as_long_as_an_idle_connection() {
    let server = serve(Limits { idle: GENEROUS * 10, ..short() });
    let request = "GET / HTTP/1.1\r\nhost: signup.example\r\n\r\n";
    for whole in [1, 2] {
        let mut stream = server.open(request);
        for _ in 1..whole {
            stream.write_all(request.as_bytes()).unwrap();
        }
        let mut answers = String::new();
        while answers.matches("hello").count() < whole {
            let mut some = [0; 1024];
            let count = stream.read(&mut some).unwrap();
            answers += std::str::from_utf8(&some[..count]).unwrap();
        }
        stream.write_all(b"GET / HT").unwrap();
        assert_eq!(rest(stream), "");
    }
}

#[test]
fn an_old_connection_ends_though_it_is_busy() {
    let server = serve(Limits { age: Duration::from_millis(100), ..Limits::default() });
    let answer = server.say("GET /slow HTTP/1.1\r\nhost: signup.example\r\n\r\n");
    assert_eq!(status(&answer), "200");
}

#[test]
fn a_client_over_the_cap_waits_for_its_turn() {
    let server = serve(Limits { connections: 1, ..short() });
    let first = server.open("");
    assert_eq!(status(&server.get("/", "")), "200");
    assert_eq!(rest(first), "");
}

#[test]
fn stopping_ends_what_was_begun_and_nothing_else() {
    let server = serve(Limits::default());
    let idle = server.open("");
    let busy = server.open("GET /slow HTTP/1.1\r\nhost: signup.example\r\n\r\n");
    std::thread::sleep(Duration::from_millis(100));
    server.stop.cancel();
    assert_eq!(status(&rest(busy)), "200");
    assert_eq!(rest(idle), "");
    server.runtime.block_on(server.running).unwrap();
    assert!(TcpStream::connect(server.address).is_err());
}

#[test]
fn what_is_too_much_at_once_is_told_so_and_what_was_let_in_is_served() {
    let server = serve(Limits { requests: 1, ..Limits::default() });
    let slow = "GET /slow HTTP/1.1\r\nhost: signup.example\r\nconnection: close\r\n\r\n";
    // One is worked on and one waits, for as long as it takes; the others hear it while these go on.
    let crowd: Vec<_> = (0..8).map(|_| server.open(slow)).collect();
    let answers: Vec<String> = crowd.into_iter().map(rest).collect();
    let of = |code: &str| answers.iter().filter(|answer| status(answer) == code).count();
    assert_eq!(of("200") + of("503"), 8, "{answers:?}");
    assert!(of("200") >= 1 && of("503") >= 1, "{answers:?}");
    for refused in answers.iter().filter(|answer| status(answer) == "503") {
        assert_eq!(header(refused, "retry-after"), Some("3"));
        assert!(refused.ends_with("busy at /slow"), "{refused}");
    }
    assert_eq!(status(&server.get("/", "")), "200");
}

#[test]
fn a_full_server_still_says_that_it_lives_and_slow_bodies_fill_nothing() {
    let server = serve(Limits { requests: 1, body: GENEROUS, ..Limits::default() });
    let head =
        "POST /echo HTTP/1.1\r\nhost: signup.example\r\nconnection: close\r\ncontent-length: 9\r\n\r\nabc";
    let mut slow: Vec<_> = (0..5).map(|_| server.open(head)).collect();
    std::thread::sleep(Duration::from_millis(100));
    assert_eq!(status(&server.get("/", "")), "200");
    slow[0].write_all(b"defghi").unwrap();
    assert!(rest(slow.remove(0)).ends_with("abcdefghi"));
    let _busy = server.open("GET /slow HTTP/1.1\r\nhost: signup.example\r\n\r\n");
    assert_eq!(status(&server.get("/healthz", "")), "200");
}
