//! How long a client is waited for.

use super::*;

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
