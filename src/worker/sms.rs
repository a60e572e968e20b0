//! Text messages: handed to the operator's gateway, or printed where one is only developed.

use std::io::Write;

use reqwest::header::{CONTENT_TYPE, HeaderValue};
use reqwest::{Client, redirect};
use serde::Serialize;
use url::Url;

use super::http::{TIMEOUT, delivery_error, read};
use crate::app::Clock;
use crate::domain::ids::DeliveryId;
use crate::domain::text_message::TextMessage;
use crate::domain::webhook::delivery::{Attempt, DeliveryError};

/// Who takes messages to phones.
#[derive(Debug, Clone)]
pub enum SmsSender {
    /// An HTTP gateway, and what authorises us there.
    Gateway {
        /// The client, which goes nowhere else.
        client: Client,
        /// The gateway's address.
        url: Url,
        /// The value of `Authorization`.
        authorization: Option<HeaderValue>,
    },
    /// The terminal of whoever develops or tries this.
    Console,
}

/// A message as the gateway takes it (contract, section 5).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Handover<'a> {
    to: &'a str,
    text: &'a str,
    /// The same at each try, by which a gateway that keeps it sends the message once.
    message_id: String,
}

impl SmsSender {
    /// Hands over to this gateway, with its token; without one it prints.
    ///
    /// The address is the operator's own, so it may be a private one; nobody else has a say in where it leads.
    pub fn new(gateway: Option<(&Url, Option<&str>)>) -> Result<Self, reqwest::Error> {
        let Some((url, token)) = gateway else { return Ok(Self::Console) };
        let client = Client::builder()
            .user_agent(concat!("Enrol/", env!("CARGO_PKG_VERSION")))
            .no_proxy()
            .redirect(redirect::Policy::none())
            .referer(false)
            .connect_timeout(TIMEOUT / 2)
            .timeout(TIMEOUT)
            .build()?;
        let authorization = token.and_then(|token| HeaderValue::from_str(&format!("Bearer {token}")).ok());
        let authorization = authorization.map(|mut value| {
            value.set_sensitive(true);
            value
        });
        Ok(Self::Gateway { client, url: url.clone(), authorization })
    }

    /// Tries once to have a sealed message sent that was opened, and says what came of it.
    pub async fn send(&self, clock: &Clock, id: DeliveryId, body: &[u8]) -> Attempt {
        let failed = |error| Attempt { error: Some(error), ..Attempt::default() };
        let Ok(TextMessage { to, text }) = serde_json::from_slice(body) else {
            return failed(DeliveryError::Sealed);
        };
        let Self::Gateway { client, url, authorization } = self else {
            return match writeln!(std::io::stdout(), "Text message to {to}:\n{text}\n") {
                Ok(()) => Attempt::default(),
                Err(_) => failed(DeliveryError::Unreachable),
            };
        };
        let handover = Handover { to: &to, text: &text, message_id: id.to_string() };
        let Ok(body) = serde_json::to_vec(&handover) else { return failed(DeliveryError::Sealed) };
        let mut request = client.post(url.clone()).header(CONTENT_TYPE, "application/json").body(body);
        if let Some(authorization) = authorization {
            request = request.header(reqwest::header::AUTHORIZATION, authorization.clone());
        }
        match request.send().await {
            // No gateway is gone for good: the operator mends it while the code is valid, or does not.
            Ok(response) => match read(response, clock.now()).await {
                Attempt { error: Some(DeliveryError::Gone), status, retry_after } => {
                    Attempt { error: Some(DeliveryError::Status), status, retry_after }
                }
                attempt => attempt,
            },
            Err(error) => failed(delivery_error(&error)),
        }
    }
}
