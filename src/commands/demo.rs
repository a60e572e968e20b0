//! `enrol demo`: the whole thing in one command, with a tenant to come back to.

mod shop;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use url::Url;

use crate::actions::access::{self, SourceDescription};
use crate::app::App;
use crate::cli::CommandError;
use crate::config::{DatabaseUrl, Settings, Sms};
use crate::domain::signup::flow::Flow;
use crate::domain::tenant::source::{DEFAULT_REGION, DEFAULT_TOKEN_SECONDS};
use crate::http::{self, Limits};
use crate::{api, server};

/// The tenant of the demo: a backend of its own, which knows Enrol by its API only.
struct Tenant {
    client: reqwest::Client,
    enrol: String,
    own: String,
    client_id: String,
    client_secret: String,
    /// Whether its sessions have every flow that is served.
    flows: bool,
    /// The events that it was told, the newest first.
    events: Mutex<Vec<(String, String)>>,
}

/// So many events at most are shown.
const MOST_EVENTS: usize = 50;

/// Runs the server and the tenant until told to stop.
pub(super) async fn run(mut settings: Settings, flows: bool) -> Result<(), CommandError> {
    let directory = fresh_directory()?;
    let enrol = listen(settings.listen)?;
    let address = enrol.local_addr()?;
    let tenant = listen(SocketAddr::from((Ipv4Addr::LOCALHOST, address.port().wrapping_add(1))))?;
    let own = format!("http://{}", tenant.local_addr()?);
    settings.listen = address;
    settings.public_url = Url::parse(&format!("http://{address}"))?;
    settings.key_file = directory.join("enrol.keys");
    // Codes are read on this terminal.
    settings.sms.get_or_insert(Sms::Console);
    settings.database_url = DatabaseUrl::parse(&format!("sqlite://{}", directory.join("enrol.db").display()))
        .ok_or_else(|| CommandError("the temporary directory has no usable name".to_owned()))?;
    // Its events go to a page on this machine.
    settings.allow_private_targets |= flows;
    let app = super::open(settings).await?;
    let tenant_app = Arc::new(make_tenant(&app, own.clone(), flows).await?);

    let stop = http::stop_on_signal()?;
    let limits = Limits::new(&app.settings);
    let pages = tokio::spawn(http::run(tenant, tenant_router(tenant_app.clone()), limits, stop.clone()));
    let instance = super::announce(&app).await?;
    let listeners = server::Listeners { visitors: enrol, metrics: None };
    let serving = tokio::spawn(server::run(app, instance, listeners, stop));
    let refused = |refused| CommandError(format!("the demo tenant was refused: {refused}"));
    tenant_app.show_face().await.map_err(refused)?;
    if flows {
        tenant_app.listen().await.map_err(refused)?;
    }
    let preview = tenant_app.preview().await.map_err(refused)?;
    let invited = tenant_app.invite().await.map_err(refused)?;
    println!("{}", welcome(&directory, address, &tenant_app, (&invited, &preview)));
    serving.await?;
    pages.await?;
    Ok(())
}

fn welcome(
    directory: &std::path::Path,
    address: SocketAddr,
    tenant: &Tenant,
    (link, preview): (&str, &str),
) -> String {
    let (own, flows) = (&tenant.own, if tenant.flows { FLOWS } else { "" });
    format!(
        "Made a database and keys in {}\n\
         Made the source \"Demo Armed Response\" and took a token with its credentials\n\
         Enrol is at http://{address}, the demo tenant at {own}\n\
         Gave it a face of its own: a logo, a colour, contacts, words in English and isiZulu\n\
         {flows}\
         Opened a signup session as the tenant's backend would, with some answers filled in\n\n\
         Open this link, sign somebody up, and you come back to the tenant:\n\n  {link}\n\n\
         Look at every page in every state, for an hour:\n\n  {preview}\n\n\
         Stop with Ctrl-C; delete the directory when you have seen enough.",
        directory.display(),
    )
}

/// What the flows of the demo are.
const FLOWS: &str =
    "Has it send codes (printed here), take a payment, offer an app, and show the events that it is told\n";

fn fresh_directory() -> Result<PathBuf, CommandError> {
    let name = format!("enrol-demo-{}", crate::domain::hex::hex(&crate::vault::random::<6>()));
    let directory = std::env::temp_dir().join(name);
    std::fs::create_dir(&directory)?;
    Ok(directory)
}

/// The address that is asked for, or any free port when that one is taken.
fn listen(address: SocketAddr) -> Result<TcpListener, CommandError> {
    Ok(http::listen(address).or_else(|_| http::listen(SocketAddr::new(address.ip(), 0)))?)
}

async fn make_tenant(app: &App, own: String, flows: bool) -> Result<Tenant, CommandError> {
    let described = SourceDescription {
        name: "Demo Armed Response",
        return_urls: std::slice::from_ref(&own),
        payment_urls: &[format!("{own}/pay")],
        region: DEFAULT_REGION,
        token_seconds: DEFAULT_TOKEN_SECONDS,
    };
    let credentials = access::create_source(app, &described).await?;
    Ok(Tenant {
        client: reqwest::Client::builder().no_proxy().build()?,
        enrol: app.settings.origin().to_owned(),
        own,
        client_id: credentials.client_id,
        client_secret: credentials.client_secret.reveal().clone(),
        flows,
        events: Mutex::default(),
    })
}

impl Tenant {
    async fn token(&self) -> Result<String, reqwest::Error> {
        let body = json!({ "clientId": self.client_id, "clientSecret": self.client_secret });
        let answer: Value = self
            .client
            .post(self.url("/oauth/token"))
            .json(&body)
            .send()
            .await?
            .error_for_status()?
            .json()
            .await?;
        Ok(answer["accessToken"].as_str().unwrap_or_default().to_owned())
    }

    async fn read(&self, path: &str) -> Result<Value, reqwest::Error> {
        self.client
            .get(self.url(path))
            .bearer_auth(self.token().await?)
            .send()
            .await?
            .error_for_status()?
            .json()
            .await
    }

    /// Gives its form a face, in two languages.
    async fn show_face(&self) -> Result<(), reqwest::Error> {
        let request = self.client.put(self.url("/signup-form")).json(&face());
        request.bearer_auth(self.token().await?).send().await?.error_for_status()?;
        let request =
            self.client.put(self.url("/signup-form/logo")).header(header::CONTENT_TYPE, "image/png");
        request.body(LOGO).bearer_auth(self.token().await?).send().await?.error_for_status()?;
        Ok(())
    }

    fn events(&self) -> Vec<(String, String)> {
        self.events.lock().map(|events| events.clone()).unwrap_or_default()
    }

    /// Makes an address that shows all its pages.
    async fn preview(&self) -> Result<String, reqwest::Error> {
        let request = self.client.post(self.url("/signup-form/preview")).bearer_auth(self.token().await?);
        let preview: Value = request.send().await?.error_for_status()?.json().await?;
        Ok(preview["url"].as_str().unwrap_or_default().to_owned())
    }

    fn url(&self, path: &str) -> String {
        format!("{}{}{path}", self.enrol, api::BASE)
    }

    /// Opens a session with answers filled in and a subscription to activate, and returns its link.
    async fn invite(&self) -> Result<String, reqwest::Error> {
        let types = self.read("/subscriptions/subscriptionTypes").await?;
        let mut body = json!({
            "returnUrl": format!("{}/return", self.own),
            "refreshUrl": format!("{}/", self.own),
            "customerReferenceId": "demo-1",
            "state": "from-the-demo",
            "customer": {
                "name": "Thandi", "surname": "Mokoena", "dateOfBirth": "1988-03-07",
                "vehicleMake": "Toyota", "vehicleModel": "Corolla",
                "nextOfKinName": "Sipho Mokoena", "nextOfKinNumber": "083 123 4567",
            },
            "prefill": {
                "name": "suggested", "surname": "confirm", "dateOfBirth": "locked",
                "nextOfKinName": "confirm", "nextOfKinNumber": "confirm",
            },
            "subscription": { "subscriptionTypeId": types[0]["id"] },
        });
        if self.flows {
            body["flows"] = json!(Flow::SERVED);
            body["payment"] = json!({ "url": format!("{}/pay?cart=12-months", self.own) });
        }
        let request = self
            .client
            .post(self.url("/customer-signup/sessions"))
            .bearer_auth(self.token().await?)
            .json(&body);
        let session: Value = request.send().await?.error_for_status()?.json().await?;
        Ok(session["url"].as_str().unwrap_or_default().to_owned())
    }
}

fn tenant_router(tenant: Arc<Tenant>) -> Router {
    Router::new()
        .route("/", get(home))
        .route("/invite", post(invite))
        .route("/preview", post(look))
        .route("/return", get(returned))
        .route("/pay", get(shop::checkout).post(shop::pay))
        .route("/events", post(shop::told))
        .route("/demo.css", get(async || ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE)))
        .with_state(tenant)
}

const LOGO: &[u8] = include_bytes!("../../static/demo-logo.png");

/// What the tenant's form looks like; what is asked is as in the built-in one.
fn face() -> Value {
    json!({
        "displayName": "Demo Armed Response",
        "shortName": "Demo",
        "accentColour": "#1d4f8c",
        "emergencyNumber": "112",
        "support": { "phone": "011 555 0100", "email": "help@demo.example" },
        "privacyUrl": "https://demo.example/privacy",
        "locales": ["en", "zu"],
        "appLinks": { "ios": "https://demo.example/app/ios", "android": "https://demo.example/app/android" },
        "texts": {
            "en": {
                "confirmation": "We call you within a day to welcome you. Keep your phone on.",
                "returnButton": "Back to Demo",
            },
            "zu": {
                "confirmation": "Sizokushayela ngosuku olulodwa ukuze sikwamukele. Gcina ucingo lwakho luvuliwe.",
                "returnButton": "Buyela ku-Demo",
            },
        },
    })
}

const STYLE: &str = include_str!("../../static/demo.css");

#[derive(Template)]
#[template(path = "demo.html")]
struct DemoHtml {
    /// The events that came, where any can.
    events: Option<Vec<(String, String)>>,
    parameters: Vec<(String, String)>,
    session: Option<String>,
    customer: Option<String>,
    subscriptions: Option<String>,
}

async fn home(State(tenant): State<Arc<Tenant>>) -> Response {
    let events = tenant.flows.then(|| tenant.events());
    render(&DemoHtml { events, parameters: Vec::new(), session: None, customer: None, subscriptions: None })
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

async fn invite(State(tenant): State<Arc<Tenant>>) -> Response {
    match tenant.invite().await {
        Ok(link) => (StatusCode::SEE_OTHER, [(header::LOCATION, link)]).into_response(),
        Err(error) => refused(&error),
    }
}

async fn look(State(tenant): State<Arc<Tenant>>) -> Response {
    match tenant.preview().await {
        Ok(url) => (StatusCode::SEE_OTHER, [(header::LOCATION, url)]).into_response(),
        Err(error) => refused(&error),
    }
}

/// What a tenant does when a browser comes back: takes the parameters as a hint, reads the truth.
async fn returned(
    State(tenant): State<Arc<Tenant>>,
    Query(parameters): Query<Vec<(String, String)>>,
) -> Response {
    let get = |name: &str| parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    let Some(id) = get("signupSessionId") else { return home(State(tenant)).await };
    let session = match tenant.read(&format!("/customer-signup/sessions/{id}")).await {
        Ok(session) => session,
        Err(error) => return refused(&error),
    };
    let (mut customer, mut subscriptions) = (None, None);
    if let Some(id) = session["customerId"].as_i64() {
        customer = tenant.read(&format!("/customers/{id}")).await.ok().map(|value| pretty(&value));
        subscriptions =
            tenant.read(&format!("/customers/{id}/subscriptions")).await.ok().map(|value| pretty(&value));
    }
    let events = tenant.flows.then(|| tenant.events());
    render(&DemoHtml { events, parameters, session: Some(pretty(&session)), customer, subscriptions })
}

fn render(page: &impl Template) -> Response {
    let policy =
        "default-src 'none'; style-src 'self'; form-action *; frame-ancestors 'none'; base-uri 'none'";
    match page.render() {
        Ok(html) => ([(header::CONTENT_SECURITY_POLICY, policy)], Html(html)).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

fn refused(error: &reqwest::Error) -> Response {
    // The address is left out: it may hold an id that a stranger typed.
    let status = error.status().map_or_else(|| "no answer".to_owned(), |status| status.to_string());
    (StatusCode::BAD_GATEWAY, format!("Enrol answered: {status}")).into_response()
}
