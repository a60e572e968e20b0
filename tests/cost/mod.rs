//! What it costs to read what strangers send: hostile shapes beside honest ones of the same size, at every
//! parser of both doors.
//!
//! The cost of a request is the processor time of the thread that answers it, the least of several: what
//! else the machine does is not in it. A parser whose work grows with the square of its input is hundreds
//! of times dearer than an honest one; what is let pass is far from that and far from chance.

mod ledger;
mod measure;
mod neutral;
mod shapes;
mod statements;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use enrol::domain::profile::api_fields;
use serde_json::json;

use self::measure::{Server, ask};
use crate::harness::{Guest, Page, filled};

/// A little less than the largest body, and than the largest head.
const BODY: usize = 60 * 1024;
const HEAD: usize = 30 * 1024;
const QUERY: usize = 7 * 1024;

/// The calls that take a JSON body.
const BODIES: [&str; 6] = [
    "/panic-api/v2/oauth/token",
    "/panic-api/v2/customers",
    "/panic-api/v2/customer-signup/sessions",
    "/panic-api/v2/subscriptions",
    "/panic-api/v2/predefinedLocations",
    "/panic-api/v2/notifiers",
];

#[tokio::test]
async fn bodies_of_the_api() {
    let server = Server::open().await;
    let long = json!({ "padding": "x".repeat(BODY) }).to_string();
    let arrays =
        ["locked", "flows", "events", "dependantCustomerIds", "metadata", "headers", "customer", "url"];
    for path in BODIES {
        let post = |body: &str| {
            let asked = ask("POST", path).json(body).header("authorization", server.token());
            asked.header("prefer", "handling=strict")
        };
        let inside = arrays.iter().flat_map(|name| {
            shapes::values(BODY).into_iter().map(move |value| format!("{{\"{name}\":{value}}}"))
        });
        let hostile: Vec<String> = shapes::objects(BODY).into_iter().chain(inside).collect();
        server.hold(&post(&long), hostile.iter().map(|body| post(body)), 32 * 1024).await;
    }
}

#[tokio::test]
async fn fields_of_the_api() {
    let server = Server::open().await;
    let long = json!({ "customer": { "allergies": "bees and wasps ".repeat(BODY / 15) } }).to_string();
    let post =
        |path: &'static str, body: &str| ask("POST", path).json(body).header("authorization", server.token());
    let texts = shapes::texts(BODY);
    // One of each kind: the checks are the kind's.
    let kinds =
        ["name", "mobile", "email", "dateOfBirth", "gender", "vehicleLicensePlate", "allergies", "bloodtype"];
    let customers = api_fields()
        .filter(|field| kinds.contains(&field.name))
        .flat_map(|field| texts.iter().map(|text| json!({ "customer": { field.name: text } }).to_string()))
        .map(|body| post(BODIES[1], &body));
    let members = [
        (BODIES[0], &["clientId", "clientSecret"][..]),
        (BODIES[2], &["returnUrl", "email", "customerReferenceId", "locale", "state"]),
        (BODIES[3], &["validFrom", "validTo"]),
        (BODIES[4], &["latitude", "longitude", "externalReferenceId", "w3w"]),
        (BODIES[5], &["url", "method"]),
    ];
    let others = members.into_iter().flat_map(|(path, names)| {
        names
            .iter()
            .flat_map(move |name| shapes::texts(BODY).into_iter().map(move |text| (path, *name, text)))
    });
    let others = others.map(|(path, name, text)| post(path, &json!({ name: text }).to_string()));
    server.hold(&post(BODIES[1], &long), customers.chain(others), 32 * 1024).await;
}

#[tokio::test]
async fn return_addresses() {
    let server = Server::open().await;
    let open = |url: &str| {
        let body = json!({ "returnUrl": url }).to_string();
        ask("POST", BODIES[2]).json(&body).header("authorization", server.token())
    };
    let below = |text: &str| format!("https://tenant.example/app/{text}");
    let hosts = shapes::texts(1500).into_iter().map(|text| format!("https://{text}"));
    let paths = shapes::texts(1500).into_iter().flat_map(|text| [below(&text), below(&format!("?{text}"))]);
    let queries = shapes::forms(1500).into_iter().map(|form| below(&format!("?{form}#{form}")));
    let hostile: Vec<String> = hosts.chain(paths).chain(queries).collect();
    let honest = open(&below(&"x".repeat(1500)));
    server.hold(&honest, hostile.iter().map(|url| open(url)), 32 * 1024).await;
}

#[tokio::test]
async fn queries_and_heads_of_the_api() {
    let server = Server::open().await;
    let honest = ask("GET", "/panic-api/v2/customers?limit=1").header("authorization", server.token());
    let mut targets = Vec::new();
    for list in ["customers", "customer-signup/sessions", "predefinedLocations", "notifiers/deliveries"] {
        let queries =
            shapes::forms(QUERY).into_iter().chain(shapes::forms(QUERY - 100).into_iter().flat_map(|form| {
                ["mobile", "externalReferenceId", "cursor", "limit", "status", "email"]
                    .map(|name| format!("{name}={}", form.replace(['&', '='], "x")))
            }));
        targets.extend(queries.map(|query| format!("/panic-api/v2/{list}?{query}")));
    }
    let hostile = targets.iter().map(|target| ask("GET", target).header("authorization", server.token()));
    server.hold(&honest, hostile, 32 * 1024).await;

    let words =
        ["a,", "\"1\",", "handling=strict,", ";;", "a=b;", "...", "a.b.", "en-", "en;q=0.1,", "=", "*,"];
    let long = |word: &str| word.repeat(HEAD / word.len());
    for name in
        ["prefer", "if-match", "idempotency-key", "accept", "accept-encoding", "accept-language", "cookie"]
    {
        let put = |value: String| {
            let put = ask("PUT", "/panic-api/v2/customers/1").json("{}").header(name, value);
            put.header("authorization", server.token())
        };
        server.hold(&put("a".repeat(HEAD)), words.iter().map(|word| put(long(word))), 32 * 1024).await;
    }
    let bearer = |text: String| ask("GET", "/panic-api/v2/customers").header("authorization", text);
    let tokens = words.iter().map(|word| bearer(format!("Bearer {}", long(word))));
    server.hold(&bearer(format!("Bearer {}", "a".repeat(HEAD))), tokens, 32 * 1024).await;
}

#[tokio::test]
async fn tokens_the_way_of_rfc_6749() {
    let server = Server::open().await;
    let take = |form: &str| ask("POST", "/oauth2/token").form(form);
    let honest =
        take(&format!("grant_type=client_credentials&client_id=x&client_secret={}", "x".repeat(BODY)));
    let forms = shapes::forms(BODY);
    server.hold(&honest, forms.iter().map(|form| take(form)), 32 * 1024).await;
    let basic = |text: &str| {
        let encoded = STANDARD.encode(text);
        take("grant_type=client_credentials").header("authorization", format!("Basic {encoded}"))
    };
    let pairs = shapes::forms(HEAD / 2).into_iter().chain(shapes::texts(HEAD / 2));
    let hostile: Vec<String> =
        pairs.flat_map(|text| [format!("{text}:{text}"), ":".repeat(HEAD / 2)]).collect();
    server
        .hold(
            &basic(&format!("a:{}", "x".repeat(HEAD / 2))),
            hostile.iter().map(|text| basic(text)),
            32 * 1024,
        )
        .await;
}

/// A person at the first step, as the browser has it.
struct Started {
    server: Server,
    link: String,
    path: String,
    cookie: String,
    page: Page,
}

impl Started {
    async fn new() -> Self {
        let server = Server::open().await;
        let guest = Guest::new(&server.world.base);
        let invited = server.tenant.invite().await;
        let entry = guest.get(&invited.link).await.expect(200);
        let started = guest.submit(&entry, &[], "").await;
        let (path, cookie) = (started.location(), started.cookie().expect("a cookie"));
        let page = guest.get(&path).await.expect(200);
        let link = invited.link.trim_start_matches(&server.world.base).to_owned();
        Self { server, link, path, cookie, page }
    }

    /// The step's form with one input filled.
    fn fill(&self, name: &str, value: &str) -> String {
        let pairs = filled(&self.page, &[(name, value)], "continue");
        url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
    }
}

/// What was typed is shown again, and a quotation mark takes five characters in HTML.
const PAGE: usize = 8 * BODY;

#[tokio::test]
async fn forms_of_the_pages() {
    let started = Started::new().await;
    let (server, page) = (&started.server, &started.page);
    let post = |form: &str| ask("POST", &started.path).form(form).header("cookie", started.cookie.clone());
    let honest = post(&started.fill("name", &"x".repeat(BODY / 2)));
    let token = page.value("token").expect("a token");
    let forms = shapes::forms(BODY - 1000).into_iter().map(|form| format!("token={token}&{form}"));
    let inputs = page.fields().into_iter().map(|(name, _)| name).filter(|name| name != "token");
    let inputs: Vec<String> = inputs.chain(["action".to_owned()]).collect();
    let texts = shapes::texts(8 * 1024);
    let values = inputs.iter().flat_map(|name| texts.iter().map(|text| started.fill(name, text)));
    let hostile: Vec<String> = forms.chain(values).collect();
    server.hold(&honest, hostile.iter().map(|form| post(form)), PAGE).await;

    // Without the cookie, and at the link, where nobody is known yet.
    for target in [&started.path, &started.link] {
        let stranger = |form: &str| ask("POST", target).form(form);
        let long = format!("token={}", "x".repeat(BODY));
        let forms = shapes::forms(BODY);
        server.hold(&stranger(&long), forms.iter().map(|form| stranger(form)), PAGE).await;
    }
}

#[tokio::test]
async fn cookies_and_queries_of_the_pages() {
    let Started { server, path, cookie, .. } = Started::new().await;
    let parts = ["a=b; ", ";", "=;", "enrol=x; ", "\"", "a=\"b\"; ", "%41=%42;"];
    let many: Vec<String> = (0..HEAD / 10).map(|at| format!("a{at:05}=b")).collect();
    let repeated = parts.iter().map(|part| part.repeat(HEAD / part.len()));
    let cookies = repeated.chain([many.join("; ")]).map(|cookie| (path.clone(), cookie));
    let queries = shapes::forms(QUERY).into_iter().map(|query| (format!("{path}?{query}"), cookie.clone()));
    let visits: Vec<(String, String)> = cookies.chain(queries).collect();
    let honest = ask("GET", &path).header("cookie", format!("{cookie}; a={}", "x".repeat(HEAD)));
    let visits = visits.iter().map(|(target, cookie)| ask("GET", target).header("cookie", cookie.clone()));
    server.hold(&honest, visits, PAGE).await;
}
