//! A tenant's receiver of deliveries: keeps what comes and answers as it is told to.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use standardwebhooks::Webhook;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

/// A delivery as it came.
#[derive(Debug, Clone)]
pub struct Came {
    pub headers: HeaderMap,
    pub body: Bytes,
    pub json: Value,
}

/// How a receiver answers.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
    pub wait: Duration,
}

/// A running receiver; it stops when it is dropped.
pub struct Receiver {
    pub url: String,
    desk: Arc<Desk>,
    _stop: DropGuard,
}

struct Desk {
    came: Mutex<Vec<Came>>,
    answer: Mutex<Answer>,
    here: AtomicUsize,
    most: AtomicUsize,
}

impl Answer {
    /// Just this status.
    pub fn status(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: b"noted".to_vec(), wait: Duration::ZERO }
    }

    /// The same with a header.
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// The same after a while.
    pub fn after(mut self, wait: Duration) -> Self {
        self.wait = wait;
        self
    }
}

impl Receiver {
    /// A receiver that takes everything.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}/hook?key=k", listener.local_addr().expect("its address"));
        let desk = Arc::new(Desk {
            came: Mutex::default(),
            answer: Mutex::new(Answer::status(204)),
            here: AtomicUsize::new(0),
            most: AtomicUsize::new(0),
        });
        let router = Router::new().fallback(receive).with_state(desk.clone());
        let stop = CancellationToken::new();
        let ended = stop.clone().cancelled_owned();
        tokio::spawn(async move { axum::serve(listener, router).with_graceful_shutdown(ended).await });
        Self { url, desk, _stop: stop.drop_guard() }
    }

    /// Answers so from now on.
    pub fn answer(&self, answer: Answer) {
        *self.desk.answer.lock().expect("not poisoned") = answer;
    }

    /// What has come until now.
    pub fn came(&self) -> Vec<Came> {
        self.desk.came.lock().expect("not poisoned").clone()
    }

    /// What has come until now, taken away.
    pub fn take(&self) -> Vec<Came> {
        std::mem::take(&mut *self.desk.came.lock().expect("not poisoned"))
    }

    /// The most deliveries that were here at the same time.
    pub fn most_at_once(&self) -> usize {
        self.desk.most.load(Ordering::SeqCst)
    }
}

async fn receive(State(desk): State<Arc<Desk>>, headers: HeaderMap, body: Bytes) -> Response {
    let here = desk.here.fetch_add(1, Ordering::SeqCst) + 1;
    desk.most.fetch_max(here, Ordering::SeqCst);
    let json = serde_json::from_slice(&body).unwrap_or(Value::Null);
    desk.came.lock().expect("not poisoned").push(Came { headers, body, json });
    let answer = desk.answer.lock().expect("not poisoned").clone();
    tokio::time::sleep(answer.wait).await;
    desk.here.fetch_sub(1, Ordering::SeqCst);
    let mut response = (StatusCode::from_u16(answer.status).expect("a status"), answer.body).into_response();
    for (name, value) in answer.headers {
        response.headers_mut().insert(name, value.parse().expect("a header"));
    }
    response
}

impl Came {
    /// The event it tells.
    pub fn event(&self) -> &str {
        self.json["message"].as_str().unwrap_or_default()
    }

    /// A header as text.
    #[track_caller]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).expect(name).to_str().expect("text")
    }

    /// Whether an independent library takes its signature, whatever time it is here.
    pub fn is_signed_by(&self, secret: &str) -> bool {
        let seconds = self.header("webhook-timestamp").parse().expect("seconds");
        let hook = Webhook::new(secret).expect("a secret");
        let signature = hook.sign(self.header("webhook-id"), seconds, &self.body).expect("a signature");
        self.header("webhook-signature").split(' ').any(|known| known == signature)
    }
}

/// A listener that counts connections, answers each with these bytes, and then goes on sending the
/// second ones for as long as somebody reads.
pub async fn raw(first: &'static [u8], then: &'static [u8]) -> (std::net::SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("its address");
    let count = Arc::new(AtomicUsize::new(0));
    let counted = count.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(async move {
                let mut request = [0; 4096];
                let _ = stream.read(&mut request).await;
                let _ = stream.write_all(first).await;
                while !then.is_empty() && stream.write_all(then).await.is_ok() {}
            });
        }
    });
    (address, count)
}
