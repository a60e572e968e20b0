//! One request to a receiver, and what its answer means.

use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use reqwest::{Client, Response, StatusCode, redirect};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

use super::dns::{Lookup, is_private};
use super::signature::signatures;
use crate::app::Clock;
use crate::domain::ids::DeliveryId;
use crate::domain::moment::Moment;
use crate::domain::webhook::delivery::{Attempt, DeliveryError};
use crate::domain::webhook::notifier::{Headers, signing};
use crate::domain::webhook::target_url::{DestinationPolicy, InvalidUrl, check};
use crate::store::ActiveNotifier;
use crate::telemetry::TRACEPARENT;

/// A try takes no longer (contract, section 2).
pub(super) const TIMEOUT: Duration = Duration::from_secs(10);

/// So much of an answer's body is read, for the connection's sake; nothing of it is kept.
const MOST_READ: usize = 1024;

/// A client that goes nowhere but to checked addresses, through no proxy, and follows nobody.
pub fn client(lookup: Lookup) -> Result<Client, reqwest::Error> {
    Client::builder()
        .user_agent(concat!("Enrol/", env!("CARGO_PKG_VERSION")))
        .no_proxy()
        .redirect(redirect::Policy::none())
        .referer(false)
        .https_only(!lookup.private)
        .dns_resolver(lookup)
        .connect_timeout(TIMEOUT / 2)
        .timeout(TIMEOUT)
        .pool_idle_timeout(Duration::from_secs(20))
        .pool_max_idle_per_host(2)
        .build()
}

/// One try to deliver one delivery.
pub struct WebhookRequest<'a> {
    /// The client.
    pub client: &'a Client,
    /// Where it goes and what signs it.
    pub active: &'a ActiveNotifier,
    /// The delivery's id.
    pub id: DeliveryId,
    /// The delivery.
    pub body: &'a [u8],
    /// The trace that it is a part of, for whoever receives it.
    pub traceparent: Option<String>,
    /// How far it may go.
    pub policy: DestinationPolicy<'a>,
}

impl WebhookRequest<'_> {
    /// Sends the request and says what came of it.
    pub async fn send(&self, clock: &Clock) -> Attempt {
        // An address in the host is not looked up, so the resolver does not see it.
        let url = match check(self.active.notifier.url.as_str(), self.policy) {
            Ok(url) => url,
            Err(unfit) => {
                let port = unfit == InvalidUrl::Port;
                let error = if port { DeliveryError::PortNotAllowed } else { DeliveryError::PrivateAddress };
                return Attempt { error: Some(error), ..Attempt::default() };
            }
        };
        let request = self.client.post(url).headers(self.headers(clock.now())).body(self.body.to_vec());
        match request.send().await {
            Ok(response) => read(response, clock.now()).await,
            Err(error) => Attempt { error: Some(delivery_error(&error)), ..Attempt::default() },
        }
    }

    /// The tenant's own headers under ours, which it cannot replace.
    fn headers(&self, now: Moment) -> HeaderMap {
        let mut headers = own(&self.active.notifier.headers);
        let (id, seconds) = (self.id.to_string(), now.seconds());
        let signatures = signatures(signing(&self.active.secrets, now), &id, seconds, self.body);
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        for (name, value) in [
            ("webhook-id", Some(id)),
            ("webhook-timestamp", Some(seconds.to_string())),
            ("webhook-signature", Some(signatures)),
            (TRACEPARENT, self.traceparent.clone()),
        ] {
            if let Some(Ok(value)) = value.as_deref().map(HeaderValue::from_str) {
                headers.insert(name, value);
            }
        }
        headers
    }
}

fn own(headers: &Headers) -> HeaderMap {
    let header = |(name, value): (&String, &String)| {
        let mut value = HeaderValue::from_str(value).ok()?;
        // It may be a credential, and then must not be printed.
        value.set_sensitive(true);
        Some((HeaderName::from_bytes(name.as_bytes()).ok()?, value))
    };
    headers.0.iter().filter_map(header).collect()
}

/// What an answer means. The head is the answer: a body that drips or breaks off changes nothing.
pub(super) async fn read(mut response: Response, now: Moment) -> Attempt {
    let status = response.status();
    let retry_after = response.headers().get(RETRY_AFTER).and_then(|value| wait(value, now));
    let mut rest = MOST_READ;
    while let Ok(Some(chunk)) = response.chunk().await {
        rest = rest.saturating_sub(chunk.len());
        if rest == 0 {
            break;
        }
    }
    let error = match status {
        status if status.is_success() => None,
        StatusCode::GONE => Some(DeliveryError::Gone),
        status if status.is_redirection() => Some(DeliveryError::Redirect),
        _ => Some(DeliveryError::Status),
    };
    Attempt { status: Some(status.as_u16()), error, retry_after }
}

/// `Retry-After` in seconds from now: a number of them, or a date (RFC 9110, 10.2.3).
fn wait(value: &HeaderValue, now: Moment) -> Option<i64> {
    let text = value.to_str().ok()?.trim();
    let date = || Some(OffsetDateTime::parse(text, &Rfc2822).ok()?.unix_timestamp() - now.seconds());
    text.parse().ok().or_else(date)
}

pub(super) fn delivery_error(error: &reqwest::Error) -> DeliveryError {
    if is_private(error) {
        DeliveryError::PrivateAddress
    } else if error.is_timeout() {
        DeliveryError::Timeout
    } else if error.is_connect() {
        DeliveryError::Unreachable
    } else {
        DeliveryError::Garbled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_a_number_or_a_date() {
        let now = Moment::parse("2015-10-21T07:27:30Z").expect("a time");
        let wait = |text: &'static str| wait(&HeaderValue::from_static(text), now);
        assert_eq!(wait("120"), Some(120));
        assert_eq!(wait("Wed, 21 Oct 2015 07:28:00 GMT"), Some(30));
        assert_eq!(wait("Wed, 21 Oct 2015 07:27:00 GMT"), Some(-30));
        assert_eq!(wait("soon"), None);
        assert_eq!(wait("99999999999999999999"), None);
    }
}
