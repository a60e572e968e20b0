//! What the demo's tenant has beside its face: a page that takes money, and a list of the events that it is told.

use std::sync::Arc;

use askama::Template;
use axum::Json;
use axum::extract::{Form, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{MOST_EVENTS, Tenant, pretty, refused, render};

/// The page that takes the money.
#[derive(Template)]
#[template(path = "demo_pay.html")]
struct PayHtml {
    session: String,
    back: String,
}

impl Tenant {
    /// Has its events sent to its own page.
    pub(super) async fn listen(&self) -> Result<(), reqwest::Error> {
        let told = [
            "SIGNUP_STARTED",
            "SIGNUP_COMPLETED",
            "SIGNUP_CANCELLED",
            "SIGNUP_EXPIRED",
            "SIGNUP_FAILED",
            "CREATED_CUSTOMER",
            "SUBSCRIPTION_CREATED",
            "CONSENT_GIVEN",
        ];
        let body = json!({ "url": format!("{}/events", self.own), "events": told });
        let request = self.client.post(self.url("/notifiers")).json(&body);
        request.bearer_auth(self.token().await?).send().await?.error_for_status()?;
        Ok(())
    }

    /// Tells what became of a payment, as its backend does once its own payment provider has told it.
    async fn tell_payment(&self, session: &str, word: &Value) -> Result<(), reqwest::Error> {
        let path = self.url(&format!("/customer-signup/sessions/{session}/payment"));
        let request = self.client.post(path).json(word).bearer_auth(self.token().await?);
        // What has ended meanwhile, or was paid before, is told on the page that the person comes back to.
        request.send().await?.error_for_status().map(drop).or_else(|refused| {
            if refused.status() == Some(StatusCode::CONFLICT) { Ok(()) } else { Err(refused) }
        })
    }
}

/// Where a person is sent to pay, with whose payment it is and where to be sent back to.
pub(super) async fn checkout(Query(parameters): Query<Vec<(String, String)>>) -> Response {
    let get = |name: &str| parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    match (get("signupSessionId"), get("paymentReturnUrl")) {
        (Some(session), Some(back)) => render(&PayHtml { session, back }),
        _ => (StatusCode::BAD_REQUEST, "Nobody is to pay here: open the page by a signup.").into_response(),
    }
}

/// What a person presses there: the backend tells what became of it, and the browser goes back with a hint.
pub(super) async fn pay(
    State(tenant): State<Arc<Tenant>>,
    Form(pressed): Form<Vec<(String, String)>>,
) -> Response {
    let get = |name: &str| pressed.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value);
    let (session, back, paid) = (get("session"), get("back"), get("how") == "pay");
    // A page that sends people wherever an address says would be of use to others, too.
    if !back.starts_with(&format!("{}/s/", tenant.enrol)) || session.contains(['/', '?', '#', '.']) {
        return (StatusCode::BAD_REQUEST, "This is no signup of ours.").into_response();
    }
    let word = json!({ "status": if paid { "succeeded" } else { "failed" }, "reference": "DEMO-1" });
    if let Err(error) = tenant.tell_payment(session, &word).await {
        return refused(&error);
    }
    let back = format!("{back}?success={paid}");
    (StatusCode::SEE_OTHER, [(header::LOCATION, back)]).into_response()
}

/// Takes an event. A real receiver first holds the signature against the secret of its notifier.
pub(super) async fn told(State(tenant): State<Arc<Tenant>>, Json(event): Json<Value>) -> StatusCode {
    let name = event["message"].as_str().unwrap_or_default().to_owned();
    if let Ok(mut events) = tenant.events.lock() {
        events.insert(0, (name, pretty(&event)));
        events.truncate(MOST_EVENTS);
    }
    StatusCode::NO_CONTENT
}
