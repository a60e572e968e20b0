//! Speaks to the server as clients do: bytes over TCP, some of them rude.

mod connections;
mod requests;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::LazyLock;

use axum::Router;
use axum::body::Bytes;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;

use super::*;
use crate::config::Options;

/// Far more than any limit in these tests, so that only a client held for ever fails them.
const GENEROUS: Duration = Duration::from_secs(20);

/// More than a system takes for a client that does not read.
static LARGE: LazyLock<Bytes> = LazyLock::new(|| vec![b'x'; 64 * 1024 * 1024].into());

struct Server {
    runtime: Runtime,
    address: SocketAddr,
    stop: CancellationToken,
    running: JoinHandle<()>,
}

fn router(limits: Limits) -> Router {
    let router = Router::new()
        .route("/", get(|| async { "hello" }))
        .route("/healthz", get(|| async { "fine" }))
        .nest("/secret", Router::new().route("/{secret}", get(|| async { "opened" })))
        .route("/own", get(|| async { ([("cache-control", "max-age=1")], "own") }))
        .route("/panic", get(|| async { panic!("payload") as &str }))
        .route("/large", get(|| async { LARGE.clone() }))
        .route("/slow", get(|| async { tokio::time::sleep(Duration::from_millis(300)).await }))
        .route("/echo", post(|request: Request| async { read_body(request).await }));
    let options = Options {
        public_url: Some("https://signup.example".to_owned()),
        hosts: Some("other.example:81".to_owned()),
        ..Options::default()
    };
    apply_layers(router, &Settings::read(&options, &[]).unwrap(), limits, paint)
}

fn paint(context: &RequestContext, rejection: &Rejection) -> Response {
    format!("{} at {}", rejection.code, context.uri.path()).into_response()
}

fn short() -> Limits {
    let limit = Duration::from_millis(300);
    Limits { head: limit, idle: limit, body: limit, reading: limit, ..Limits::default() }
}

/// A port of this machine on which nobody is taken in yet.
fn listening() -> (Runtime, TcpListener, SocketAddr) {
    let runtime = Runtime::new().unwrap();
    let listener = runtime.block_on(async { listen(([127, 0, 0, 1], 0).into()) }).unwrap();
    let address = listener.local_addr().unwrap();
    (runtime, listener, address)
}

fn serve(limits: Limits) -> Server {
    let (runtime, listener, address) = listening();
    let stop = CancellationToken::new();
    let running = runtime.spawn(run(listener, router(limits), limits, stop.clone()));
    Server { runtime, address, stop, running }
}

impl Server {
    fn open(&self, bytes: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(GENEROUS)).unwrap();
        stream.write_all(bytes.as_bytes()).unwrap();
        stream
    }

    /// Everything that the server says to these bytes until it closes.
    fn say(&self, bytes: &str) -> String {
        rest(self.open(bytes))
    }

    fn get(&self, path: &str, headers: &str) -> String {
        self.say(&format!(
            "GET {path} HTTP/1.1\r\nhost: signup.example\r\nconnection: close\r\n{headers}\r\n"
        ))
    }
}

fn rest(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("the server closes in time, and does not reset");
    String::from_utf8(answer).unwrap()
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or("none")
}

fn header<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    answer.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}
