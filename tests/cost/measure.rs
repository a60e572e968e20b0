//! A server that is asked on the caller's own thread, and what each answer cost.

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use enrol::http::Limits;
use enrol::server::router;
use http_body_util::BodyExt;
use rustix::time::{ClockId, clock_gettime};
use tower::ServiceExt;

use crate::harness::{Engine, Tenant, World};

/// So many times the cost of an honest request a hostile one may have.
const MOST: u32 = 40;

/// Cheaper honest requests count as dear as this, so that there is something to compare with.
const LEAST: Duration = Duration::from_micros(500);

/// A server without connections: what is asked is answered on the thread that asks.
pub struct Server {
    pub world: World,
    router: Router,
    pub tenant: Tenant,
}

/// What came of a request.
struct Answered {
    status: StatusCode,
    bytes: usize,
    cost: Duration,
}

#[derive(Clone)]
pub struct Ask<'a> {
    method: &'a str,
    path: &'a str,
    kind: &'a str,
    headers: Vec<(&'a str, String)>,
    body: String,
}

pub fn ask<'a>(method: &'a str, path: &'a str) -> Ask<'a> {
    Ask { method, path, kind: "", headers: Vec::new(), body: String::new() }
}

impl<'a> Ask<'a> {
    pub fn json(self, body: &str) -> Self {
        Self { kind: "application/json", body: body.to_owned(), ..self }
    }

    pub fn form(self, body: &str) -> Self {
        Self { kind: "application/x-www-form-urlencoded", body: body.to_owned(), ..self }
    }

    pub fn header(mut self, name: &'a str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    fn request(&self, world: &World) -> Request<Body> {
        let host = world.base.trim_start_matches("http://");
        let mut request = Request::builder().method(self.method).uri(self.path).header("host", host);
        if !self.kind.is_empty() {
            request = request.header("content-type", self.kind);
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        request.body(Body::from(self.body.clone())).expect("a request")
    }
}

impl Server {
    pub async fn open() -> Self {
        let world = World::on(Engine::Sqlite).await;
        let routes = router(&world.app, Limits::default());
        let tenant = world.tenant("Acme").await;
        Self { world, router: routes, tenant }
    }

    pub fn token(&self) -> String {
        format!("Bearer {}", self.tenant.token)
    }

    async fn once(&self, ask: &Ask<'_>) -> Answered {
        let request = ask.request(&self.world);
        let before = spent();
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let status = response.status();
        let bytes = response.into_body().collect().await.expect("a body").to_bytes().len();
        Answered { status, bytes, cost: spent().checked_sub(before).expect("time goes on") }
    }

    /// The least that the request costs in several tries; fewer, once it costs no more than `enough`.
    async fn cost(&self, ask: &Ask<'_>, enough: Duration) -> Answered {
        let mut least = self.once(ask).await;
        for _ in 0..4 {
            if least.cost <= enough {
                break;
            }
            let again = self.once(ask).await;
            if again.cost < least.cost {
                least = again;
            }
        }
        assert!(!least.status.is_server_error(), "{} {}: {}", ask.method, ask.path, least.status);
        least
    }

    /// Holds that none of the hostile requests is much dearer than the honest one, nor answered with more
    /// than so many bytes.
    pub async fn hold(&self, honest: &Ask<'_>, hostile: impl IntoIterator<Item = Ask<'_>>, bytes: usize) {
        let honest = self.cost(honest, LEAST).await.cost.max(LEAST);
        for ask in hostile {
            let answered = self.cost(&ask, honest * MOST).await;
            let shown: String = ask.body.chars().take(120).collect();
            let at = format!("{} {}: {shown}", ask.method, ask.path);
            assert!(answered.cost <= honest * MOST, "{:?} beside {honest:?} at {at}", answered.cost);
            assert!(answered.bytes <= bytes, "{} bytes at {at}", answered.bytes);
        }
    }
}

/// The processor time that this thread has had.
fn spent() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    let part = |number: i64| u64::try_from(number).expect("not negative");
    Duration::from_secs(part(time.tv_sec)) + Duration::from_nanos(part(time.tv_nsec))
}
