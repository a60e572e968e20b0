//! Notifiers: where a source wants its events sent, and by what it knows that they are ours.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use url::Url;

use crate::domain::ids::NotifierId;
use crate::domain::moment::Moment;
use crate::domain::string_enum::string_enum;
use crate::domain::webhook::event::Event;

string_enum! {
    /// How a notifier is told.
    pub enum Method {
        /// By posting to its address.
        Webhook = "webhook",
    }
}

/// A source's notifier. It has one at a time.
#[derive(Debug, Clone)]
pub struct Notifier {
    /// Its id.
    pub id: NotifierId,
    /// Where deliveries go.
    pub url: Url,
    /// What the tenant wants each request to carry.
    pub headers: Headers,
    /// The events it asks for, in their words: a newer version may have written some that this one
    /// does not know.
    pub events: Vec<String>,
    /// Whether deliveries about customers carry the whole profile.
    pub include_profile: bool,
    /// When it was registered.
    pub created_at: Moment,
}

impl Notifier {
    /// Whether it asks for the event of this word; a test delivery is always its.
    #[must_use]
    pub fn wants(&self, event: &str) -> bool {
        event == Event::Ping.as_str() || self.events.iter().any(|asked| asked == event)
    }
}

/// The tenant's own headers by name. Their values may be credentials: `Debug` tells only the names.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Headers(pub BTreeMap<String, String>);

impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// The most headers that a notifier may have.
pub const MOST_HEADERS: usize = 20;

/// Why a header cannot be added to deliveries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvalidHeader {
    /// The name is no header's name of at most 100 characters.
    Name,
    /// The header belongs to the delivery or to the connection.
    Ours,
    /// The value is not visible ASCII of at most 2000 characters.
    Value,
}

/// Headers that speak about the delivery, or about one connection (RFC 9110, 7.6.1), which is ours.
const OURS: [&str; 11] = [
    "host",
    "cookie",
    "expect",
    "connection",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "http2-settings",
    "accept-encoding",
];
const OURS_BEGIN: [&str; 4] = ["content-", "webhook-", "proxy-", "sec-"];

/// Checks a header that a tenant wants to be added.
///
/// # Errors
/// [`InvalidHeader`] tells why it is refused.
pub fn check_header(name: &str, value: &str) -> Result<(), InvalidHeader> {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if !(1..=100).contains(&name.len()) || !name.bytes().all(token) {
        return Err(InvalidHeader::Name);
    }
    let lower = name.to_ascii_lowercase();
    if OURS_BEGIN.iter().any(|start| lower.starts_with(start)) || OURS.contains(&lower.as_str()) {
        return Err(InvalidHeader::Ours);
    }
    let visible = value.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    if visible && value.len() <= 2000 && value.trim() == value { Ok(()) } else { Err(InvalidHeader::Value) }
}

/// What a signing secret begins with; base64 follows.
pub const SECRET_PREFIX: &str = "whsec_";

/// A signing secret (Standard Webhooks): `whsec_` and base64. `Debug` does not tell it.
#[derive(Clone, Serialize, Deserialize)]
pub struct Secret {
    /// The secret as the tenant was shown it.
    pub text: String,
    /// Until when it signs, once another one has followed it.
    pub until: Option<Moment>,
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Secret").field("until", &self.until).finish_non_exhaustive()
    }
}

/// For how many seconds the old secret signs beside the new one: 24 hours.
const OVERLAP: i64 = 86_400;

/// The secrets that sign at `now`, the newest first.
pub fn signing(secrets: &[Secret], now: Moment) -> impl Iterator<Item = &Secret> {
    secrets.iter().filter(move |secret| secret.until.is_none_or(|until| now < until))
}

/// Puts a new secret in front; the one before goes on signing for a day. `None` while two sign.
#[must_use]
pub fn rotate(secrets: &[Secret], new: String, now: Moment) -> Option<Vec<Secret>> {
    let mut active = signing(secrets, now).cloned();
    let (before, second) = (active.next(), active.next());
    if second.is_some() {
        return None;
    }
    let before = before.map(|secret| Secret { until: now.plus_seconds(OVERLAP), ..secret });
    Some([Secret { text: new, until: None }].into_iter().chain(before).collect())
}

#[cfg(test)]
mod tests {
    use super::{InvalidHeader, check_header};

    #[test]
    fn a_header_of_the_tenants_cannot_become_one_of_ours() {
        for (name, value) in [("Authorization", "Bearer x y"), ("X-Key", ""), ("user-agent", "a/1")] {
            assert_eq!(check_header(name, value), Ok(()), "{name}");
        }
        for name in [
            "Host",
            "HOST",
            "Content-Type",
            "content-length",
            "Webhook-Id",
            "webhook-signature",
            "Connection",
            "Keep-Alive",
            "TE",
            "Trailer",
            "Transfer-Encoding",
            "Upgrade",
            "Proxy-Authorization",
            "Proxy-Connection",
            "Expect",
            "Cookie",
        ] {
            assert_eq!(check_header(name, "x"), Err(InvalidHeader::Ours), "{name}");
        }
        for name in ["", "a b", "a:b", "a\r\nb", "ü", "a\0", &"a".repeat(101)] {
            assert_eq!(check_header(name, "x"), Err(InvalidHeader::Name), "{name:?}");
        }
        for value in ["a\r\nHost: b", "a\nb", "a\0b", "ü", " a", "a\tb", &"a".repeat(2001)] {
            assert_eq!(check_header("X-Key", value), Err(InvalidHeader::Value), "{value:?}");
        }
    }
}
