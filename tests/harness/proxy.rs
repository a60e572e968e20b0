//! A way to a server that can be cut, and that can fall silent: what is sent is taken, and nothing comes
//! back, as after a fail-over or through a firewall that has forgotten a connection.

use std::sync::Arc;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use url::Url;

use super::free_address;

/// A way to a database.
pub struct Proxy {
    /// The database's URL by this way.
    pub url: String,
    here: String,
    there: String,
    state: Arc<watch::Sender<State>>,
    /// The way itself; without it connections are refused.
    open: Option<JoinSet<()>>,
}

#[derive(Debug, Clone, Copy, Default)]
struct State {
    /// Grows each time that all connections fall silent, for good.
    silences: usize,
    /// Whether new connections are silent from the first.
    new_are_silent: bool,
}

impl Proxy {
    /// An open way to the database of this URL.
    pub async fn to(database: &str) -> Self {
        let mut url = Url::parse(database).expect("a URL");
        let there = format!("{}:{}", url.host_str().expect("a host"), url.port().unwrap_or(5432));
        let here = free_address();
        url.set_host(Some("127.0.0.1")).expect("a host");
        url.set_port(here.rsplit(':').next().and_then(|port| port.parse().ok())).expect("a port");
        let (url, state) = (url.into(), Arc::new(watch::Sender::new(State::default())));
        let mut way = Self { url, here, there, state, open: None };
        way.open().await;
        way
    }

    /// Opens the way again, after it was cut.
    pub async fn open(&mut self) {
        let listener = TcpListener::bind(&self.here).await.expect("a free port");
        let (there, state) = (self.there.clone(), Arc::clone(&self.state));
        let mut way = JoinSet::new();
        way.spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((from, _)) = listener.accept().await {
                connections.spawn(carry(from, there.clone(), state.subscribe()));
            }
        });
        self.open = Some(way);
    }

    /// Ends all connections and refuses new ones.
    pub async fn cut(&mut self) {
        if let Some(mut way) = self.open.take() {
            way.shutdown().await;
        }
    }

    /// Lets all connections fall silent for good; new ones work.
    pub fn silence(&self) {
        self.state.send_modify(|state| state.silences += 1);
    }

    /// Lets new connections be silent from the first, or not any more.
    pub fn silence_new(&self, silent: bool) {
        self.state.send_modify(|state| state.new_are_silent = silent);
    }
}

async fn carry(mut from: TcpStream, there: String, mut state: watch::Receiver<State>) {
    let State { silences, new_are_silent } = *state.borrow_and_update();
    if !new_are_silent {
        let mut to = TcpStream::connect(there).await.expect("the database");
        tokio::select! {
            // However it ends, it is over.
            _ = copy_bidirectional(&mut from, &mut to) => return,
            _ = state.wait_for(|state| state.silences > silences) => {}
        }
    }
    // Neither end is told anything.
    std::future::pending::<()>().await;
}
