//! A tenant's page that takes money: a small site of its own, whose backend tells Enrol what became of the payment.

use std::sync::{Arc, Mutex};

use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Router, serve};
use serde::Deserialize;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::{Invited, Tenant, World};

/// A running site; it stops when it is dropped.
pub struct Checkout {
    /// Its origin.
    pub origin: String,
    till: Arc<Till>,
    serving: JoinHandle<()>,
}

/// What it knows.
#[derive(Default)]
struct Till {
    /// Whose it is, once that is known.
    tenant: Mutex<Option<Tenant>>,
    /// The queries of those who were sent there.
    came: Mutex<Vec<Vec<(String, String)>>>,
    /// How many payments were taken.
    taken: Mutex<usize>,
}

#[derive(Deserialize)]
struct Pressed {
    session: String,
    back: String,
    /// `pay`, `refuse`, or `quiet`: what is paid is not told.
    how: String,
}

impl Checkout {
    /// A site at a free port, and the tenant whose it is, who is come back to at these addresses.
    pub async fn open(world: &World, return_urls: &[String]) -> (Self, Tenant) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let origin = format!("http://{}", listener.local_addr().expect("its address"));
        let till = Arc::<Till>::default();
        let site = Router::new()
            .route("/checkout", get(show))
            .route("/pressed", post(press))
            .route("/favicon.ico", get(async || StatusCode::NO_CONTENT))
            .with_state(till.clone());
        let serving = tokio::spawn(async move {
            serve(listener, site).await.expect("a site");
        });
        let tenant =
            world.tenant_with("Acme Armed Response", return_urls, &[format!("{origin}/checkout")]).await;
        *till.tenant.lock().expect("a tenant") = Some(tenant.clone());
        (Self { origin, till, serving }, tenant)
    }

    /// Where people pay for one cart.
    pub fn url(&self) -> String {
        format!("{}/checkout?cart=7", self.origin)
    }

    /// With what people were sent there, in order.
    pub fn came(&self) -> Vec<Vec<(String, String)>> {
        self.till.came.lock().expect("visits").clone()
    }

    /// How many payments were taken.
    pub fn taken(&self) -> usize {
        *self.till.taken.lock().expect("a number")
    }
}

impl Drop for Checkout {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn show(State(till): State<Arc<Till>>, Query(query): Query<Vec<(String, String)>>) -> Html<String> {
    let get = |name: &str| query.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value);
    let hidden = |name, value: &str| {
        format!(
            "<input type=hidden name={name} value=\"{}\">",
            value.replace('&', "&amp;").replace('"', "&quot;")
        )
    };
    let page = format!(
        "<!doctype html><html lang=en><title>Pay</title><main><h1>Pay Acme</h1><form method=post action=/pressed>{}{}\
         <button name=how value=pay>Pay</button><button name=how value=refuse>Refuse</button>\
         <button name=how value=quiet>Pay and tell nobody</button></form></main>",
        hidden("session", get("signupSessionId")),
        hidden("back", get("paymentReturnUrl")),
    );
    till.came.lock().expect("visits").push(query);
    Html(page)
}

async fn press(State(till): State<Arc<Till>>, Form(pressed): Form<Pressed>) -> Response {
    let tenant = till.tenant.lock().expect("a tenant").clone().expect("it is known");
    let paid = pressed.how != "refuse";
    let number = {
        let mut taken = till.taken.lock().expect("a number");
        *taken += usize::from(paid);
        *taken
    };
    if pressed.how != "quiet" {
        let status = if paid { "succeeded" } else { "failed" };
        let path = format!("/customer-signup/sessions/{}/payment", pressed.session);
        tenant.post(&path, &json!({ "status": status, "reference": format!("PAY-{number}") })).await;
    }
    (StatusCode::SEE_OTHER, [(LOCATION, format!("{}?success={paid}", pressed.back))]).into_response()
}

impl Tenant {
    /// Opens a session that is paid for at this address.
    pub async fn invite_to_pay(&self, url: &str, mut body: serde_json::Value) -> Invited {
        body["flows"] = json!(["payment"]);
        body["payment"] = json!({ "url": url });
        self.invite_with(body).await
    }

    /// Tells what became of a session's payment.
    pub async fn tell_payment(&self, invited: &Invited, word: serde_json::Value) -> super::Reply {
        self.post(&format!("/customer-signup/sessions/{}/payment", invited.id), &word).await
    }
}
