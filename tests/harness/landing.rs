//! Where a tenant's people come back to: a small site of its own that remembers who came how.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, REFERER};
use axum::response::{Html, IntoResponse, Response};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use url::Url;

/// A request that the site got.
#[derive(Debug, Clone)]
pub struct Visit {
    /// Its address, with the query.
    pub url: Url,
    /// The page that it says it came from.
    pub referer: Option<String>,
}

/// A running site; it stops when it is dropped.
pub struct Landing {
    /// Its origin.
    pub origin: String,
    visits: Arc<Mutex<Vec<Visit>>>,
    serving: JoinHandle<()>,
}

/// Shows whether scripts run, and whether the page was brought back from memory.
const PAGE: &str = "<!doctype html><html lang=en><title>Tenant</title><h1>Welcome back</h1>\
    <p id=script>off</p><p id=memory>fresh</p><script>\
    document.getElementById('script').textContent = 'on';\
    addEventListener('pageshow', (event) => {\
      if (event.persisted) document.getElementById('memory').textContent = 'kept';\
    });</script>";

impl Landing {
    /// A site at a free port.
    pub async fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let origin = format!("http://{}", listener.local_addr().expect("its address"));
        let visits = Arc::<Mutex<Vec<Visit>>>::default();
        let site = Router::new().fallback(welcome).with_state((origin.clone(), visits.clone()));
        let serving = tokio::spawn(async move {
            axum::serve(listener, site).await.expect("a site");
        });
        Self { origin, visits, serving }
    }

    /// An address on the site.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// Who came so far, in order; browsers that looked for an icon not counted.
    pub fn visits(&self) -> Vec<Visit> {
        self.visits.lock().expect("visits").clone()
    }

    /// The one visit so far, as its parameters.
    #[track_caller]
    pub fn returned(&self) -> Vec<(String, String)> {
        let visits = self.visits();
        assert_eq!(visits.len(), 1, "{visits:?}");
        visits[0].url.query_pairs().into_owned().collect()
    }
}

impl Drop for Landing {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

type Seen = (String, Arc<Mutex<Vec<Visit>>>);

async fn welcome(State((origin, visits)): State<Seen>, request: Request) -> Response {
    if request.uri().path() == "/favicon.ico" {
        // Were this answer marked no-store, the browser would not keep the page in its memory.
        return StatusCode::NO_CONTENT.into_response();
    }
    let url = Url::parse(&format!("{origin}{}", request.uri())).expect("an address");
    let referer = request.headers().get(REFERER).map(|value| value.to_str().expect("text").to_owned());
    visits.lock().expect("visits").push(Visit { url, referer });
    ([(CACHE_CONTROL, "no-store")], Html(PAGE)).into_response()
}
