//! A world: a server of its own on a database of its own, with a clock that can be set ahead.

use std::sync::Arc;

use enrol::actions::access::{self, SourceDescription};
use enrol::app::{App, Clock};
use enrol::config::{DatabaseUrl, LogFormat, Settings, Sms};
use enrol::domain::form::Form;
use enrol::domain::language::Language;
use enrol::server;
use enrol::store::Store;
use enrol::store::db::migrate::migrate;
use enrol::store::db::{Db, DbOptions};
use enrol::vault::{KeyRing, Vault};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};
use url::Url;

use super::gateway::{Gateway, TOKEN};
use super::{Tenant, postgres};

/// Which database a world is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A running server; it stops when the world is dropped.
pub struct World {
    /// The server's own view, to set the clock or to look into the database.
    pub app: App,
    /// What links start with, such as `http://127.0.0.1:40123`.
    pub base: String,
    /// On which engine.
    pub engine: Engine,
    /// The database's URL.
    pub database: String,
    /// Where the SQLite file is; empty for PostgreSQL.
    pub directory: Arc<TempDir>,
    _stop: DropGuard,
}

impl World {
    /// A fresh world.
    pub async fn on(engine: Engine) -> Self {
        let directory = Arc::new(tempfile::tempdir().expect("a temporary directory"));
        let database = match engine {
            Engine::Sqlite => format!("sqlite://{}", directory.path().join("enrol.db").display()),
            Engine::Postgres => postgres::fresh().await,
        };
        let ring = KeyRing::generate(Clock::default().now());
        let vault = Arc::new(Vault::new(&ring).expect("keys"));
        Self::serve(engine, database, directory, vault, Clock::default(), |_| {}).await
    }

    /// One more instance on the same database with the same keys and clock, at another address.
    pub async fn another_instance(&self) -> Self {
        self.with(|_| {}).await
    }

    /// The same, which hands text messages to this gateway.
    pub async fn texting(&self, gateway: &Gateway) -> Self {
        let sms = Sms::parse(&gateway.url(), true).and_then(|sms| sms.authorised(TOKEN));
        self.with(|settings| settings.sms = sms).await
    }

    /// The same with other settings.
    pub async fn with(&self, change: impl FnOnce(&mut Settings)) -> Self {
        let (directory, vault) = (self.directory.clone(), self.app.vault.clone());
        let (database, clock) = (self.database.clone(), self.app.clock.clone());
        Self::serve(self.engine, database, directory, vault, clock, change).await
    }

    /// Another instance in this one's place, at the same address: what people meet behind a proxy.
    pub async fn succeeded(self) -> Self {
        let (directory, vault, clock) =
            (self.directory.clone(), self.app.vault.clone(), self.app.clock.clone());
        let (engine, database, address) = (self.engine, self.database.clone(), self.app.settings.listen);
        let sms = self.app.settings.sms.clone();
        drop(self);
        let listener = loop {
            // The first one may not have let go of it yet.
            match TcpListener::bind(address).await {
                Ok(listener) => break listener,
                Err(_) => tokio::task::yield_now().await,
            }
        };
        Self::serve_on(listener, engine, database, directory, vault, clock, |settings| settings.sms = sms)
            .await
    }

    async fn serve(
        engine: Engine,
        database: String,
        directory: Arc<TempDir>,
        vault: Arc<Vault>,
        clock: Clock,
        change: impl FnOnce(&mut Settings),
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        Self::serve_on(listener, engine, database, directory, vault, clock, change).await
    }

    async fn serve_on(
        listener: TcpListener,
        engine: Engine,
        database: String,
        directory: Arc<TempDir>,
        vault: Arc<Vault>,
        clock: Clock,
        change: impl FnOnce(&mut Settings),
    ) -> Self {
        let address = listener.local_addr().expect("its address");
        let base = format!("http://{address}");
        let mut settings = Settings {
            database_url: DatabaseUrl::parse(&database).expect("a database URL"),
            listen: address,
            metrics_listen: None,
            public_url: Url::parse(&base).expect("a URL"),
            hosts: Vec::new(),
            key_file: directory.path().join("enrol.keys"),
            allow_private_targets: true,
            webhook_ports: vec![443, 8443],
            sms: None,
            security_contact: None,
            max_connections: 1024,
            max_requests: 1024,
            trusted_proxies: Vec::new(),
            // A test that means to meet a limit sets it.
            token_failures: 0,
            link_failures: 0,
            code_rate: 0,
            session_rate: 0,
            log_format: LogFormat::Text,
            log: "off".to_owned(),
        };
        change(&mut settings);
        let options = DbOptions { connections: 8, ..DbOptions::default() };
        let db = Db::open(&database, options).await.expect("a database");
        migrate(&db, clock.now()).await.expect("a current schema");
        let app = App::new(Store::new(db, vault.clone()), vault, settings, clock);
        let stop = CancellationToken::new();
        // What is done unasked is done by the test, one round at a time.
        tokio::spawn(server::answer(app.clone(), listener, stop.clone()));
        Self { app, base, engine, database, directory, _stop: stop.drop_guard() }
    }

    /// A tenant with a token, whose return addresses begin with `https://tenant.example/app`,
    /// `http://127.0.0.1:9/back` and `acme-app://return`.
    pub async fn tenant(&self, name: &str) -> Tenant {
        let urls = ["https://tenant.example/app", "http://127.0.0.1:9/back", "acme-app://return"];
        self.tenant_at(name, &urls.map(str::to_owned)).await
    }

    /// A tenant with a token, whose return addresses begin with these.
    pub async fn tenant_at(&self, name: &str, return_urls: &[String]) -> Tenant {
        self.tenant_with(name, return_urls, &[]).await
    }

    /// The same, whose people may be sent to pay where addresses begin with these.
    pub async fn tenant_with(&self, name: &str, return_urls: &[String], payment_urls: &[String]) -> Tenant {
        let described =
            SourceDescription { name, return_urls, payment_urls, region: "ZA", token_seconds: 3600 };
        let credentials = access::create_source(&self.app, &described).await.expect("a source");
        Tenant::sign_in(&self.base, credentials).await
    }

    /// Gives the tenant's people these languages, the first one where nothing else decides.
    pub async fn speak(&self, tenant: &Tenant, languages: &[Language]) {
        let now = self.app.clock.now();
        let mut tx = self.app.store.write(tenant.source).await.expect("a transaction");
        let form =
            Form { version: 1, locales: languages.to_vec(), default_locale: languages[0], ..Form::default() };
        tx.add_form(&form, now).await.expect("a form");
        tx.commit().await.expect("a commit");
    }

    /// Lets the machine's clock jump by so many seconds, and no other clock.
    pub fn jump(&self, seconds: i64) {
        self.app.clock.jump(seconds);
    }

    /// Stops the clock by which limits are counted, but for [`Self::pass`].
    pub fn hold(&self) {
        self.app.clock.hold();
    }

    /// Lets so many seconds pass at once.
    pub fn pass(&self, seconds: i64) {
        self.app.clock.advance(seconds);
    }
}
