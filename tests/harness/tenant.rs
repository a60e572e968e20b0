//! A tenant's backend: it knows Enrol by its API only.

use enrol::actions::access::Credentials;
use enrol::domain::ids::SourceId;
use reqwest::header::HeaderMap;
use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};

/// A tenant with credentials and a token.
#[derive(Clone)]
pub struct Tenant {
    /// Its source.
    pub source: SourceId,
    /// The public half of its credentials.
    pub client_id: String,
    /// The secret half.
    pub client_secret: String,
    /// Its access token.
    pub token: String,
    /// The address of the API.
    pub base: String,
    client: Client,
}

/// An answer of the API.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
    /// The body as JSON; null when it is none.
    pub json: Value,
}

/// A session that was opened: its id and its link.
#[derive(Debug, Clone)]
pub struct Invited {
    pub id: String,
    pub link: String,
}

impl Tenant {
    pub(super) async fn sign_in(base: &str, credentials: Credentials) -> Self {
        let mut tenant = Self {
            source: credentials.source,
            client_id: credentials.client_id,
            client_secret: credentials.client_secret.reveal().clone(),
            token: String::new(),
            base: base.to_owned(),
            client: Client::builder().no_proxy().build().expect("a client"),
        };
        tenant.token = tenant.take_token().await;
        tenant
    }

    /// Takes a token with the tenant's credentials.
    pub async fn take_token(&self) -> String {
        let body = json!({ "clientId": self.client_id, "clientSecret": self.client_secret });
        let reply = send(self.client.post(self.url("/oauth/token")).json(&body)).await;
        reply.expect(200)["accessToken"].as_str().expect("a token").to_owned()
    }

    /// The same tenant with a new token, after so much time that the old one is over.
    pub async fn renewed(&self) -> Self {
        Self { token: self.take_token().await, ..self.clone() }
    }

    /// The address of a path below `/panic-api/v2`.
    pub fn url(&self, path: &str) -> String {
        format!("{}/panic-api/v2{path}", self.base)
    }

    /// A request with the tenant's token, to be changed before it is sent with [`send`].
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, self.url(path)).bearer_auth(&self.token)
    }

    pub async fn get(&self, path: &str) -> Reply {
        send(self.request(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Reply {
        send(self.request(Method::POST, path).json(body)).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Reply {
        send(self.request(Method::PUT, path).json(body)).await
    }

    pub async fn delete(&self, path: &str) -> Reply {
        send(self.request(Method::DELETE, path)).await
    }

    /// Opens a session with these members besides a return address.
    pub async fn invite_with(&self, mut body: Value) -> Invited {
        if body.get("returnUrl").is_none() {
            body["returnUrl"] = json!("https://tenant.example/app/done?from=enrol");
        }
        let session = self.post("/customer-signup/sessions", &body).await.expect(201);
        let text = |name: &str| session[name].as_str().expect(name).to_owned();
        Invited { id: text("sessionId"), link: text("url") }
    }

    /// Opens a session that asks for nothing special.
    pub async fn invite(&self) -> Invited {
        self.invite_with(json!({})).await
    }

    /// Reads a session.
    pub async fn session(&self, id: &str) -> Value {
        self.get(&format!("/customer-signup/sessions/{id}")).await.expect(200)
    }

    /// Reads a customer's profile.
    pub async fn customer(&self, id: &Value) -> Value {
        self.get(&format!("/customers/{id}")).await.expect(200)["customer"].clone()
    }

    /// How many customers the tenant has, up to 100.
    pub async fn count_customers(&self) -> usize {
        let list = self.get("/customers?limit=100").await.expect(200);
        list["customers"].as_array().expect("a list").len()
    }
}

/// Sends any request.
pub async fn send(request: RequestBuilder) -> Reply {
    let response = request.send().await.expect("an answer");
    let (status, headers) = (response.status(), response.headers().clone());
    let text = response.text().await.expect("a body");
    let json = serde_json::from_str(&text).unwrap_or(Value::Null);
    Reply { status, headers, text, json }
}

impl Reply {
    /// The body of an answer that must have this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self.json
    }

    /// Holds that this is a problem with this status and code, in the contract's form.
    #[track_caller]
    pub fn problem(&self, status: u16, code: &str) -> &Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        assert_eq!(self.json["code"], code, "{}", self.text);
        assert_eq!(self.headers["content-type"], "application/problem+json");
        assert_eq!(self.json["status"], status);
        assert_eq!(self.json["message"], self.json["detail"]);
        assert_eq!(self.json["error"], self.json["detail"]);
        assert_eq!(self.json["requestId"], self.headers["x-request-id"].to_str().expect("an id"));
        &self.json
    }

    /// The pointers of the wrong members, in order.
    pub fn pointers(&self) -> Vec<&str> {
        let errors = self.json["errors"].as_array().map(Vec::as_slice).unwrap_or_default();
        errors.iter().filter_map(|error| error["pointer"].as_str()).collect()
    }

    /// A header as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}
