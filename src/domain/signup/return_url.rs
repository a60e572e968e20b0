//! Return addresses, and those where people pay: where a browser may be sent, and with what.

use serde::{Deserialize, Serialize};
use url::Url;

/// The parameters that the outcome adds, which no tenant's own address may already have.
const RESERVED: [&str; 6] = ["status", "error_code", "signupSessionId", "customerId", "siteId", "state"];

/// The parameters that are added where somebody is sent to pay.
const RESERVED_TO_PAY: [&str; 2] = ["signupSessionId", "paymentReturnUrl"];

/// Why an address cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvalidUrl {
    /// Not an absolute address in its plain spelling.
    Malformed,
    /// It carries a user name or a password, or a fragment where there must be none.
    Extras,
    /// Plain http to a host other than this machine.
    Insecure,
    /// Its query already has a parameter that is added.
    Reserved,
    /// It does not begin with any registered address.
    Unregistered,
}

/// Checks an address that a source registers: `https`, an app's own scheme, or `http` to this
/// machine for development.
///
/// # Errors
/// [`InvalidUrl`] tells why it cannot be registered.
pub fn registrable(text: &str) -> Result<Url, InvalidUrl> {
    fit(plain(text, &RESERVED)?)
}

/// Checks an address that a source registers for payments: as for returns, but no app's, since a person who is sent to
/// an app that does not open would be nowhere.
///
/// # Errors
/// As for [`registrable`].
pub fn registrable_to_pay(text: &str) -> Result<Url, InvalidUrl> {
    let url = fit(plain(text, &RESERVED_TO_PAY)?)?;
    if matches!(url.scheme(), "https" | "http") { Ok(url) } else { Err(InvalidUrl::Malformed) }
}

fn fit(url: Url) -> Result<Url, InvalidUrl> {
    if url.fragment().is_some() {
        return Err(InvalidUrl::Extras);
    }
    let loopback = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    match url.scheme() {
        "http" if !loopback => Err(InvalidUrl::Insecure),
        "javascript" | "data" | "blob" | "file" | "vbscript" | "about" | "ftp" | "ws" | "wss" | "intent"
        | "filesystem" | "view-source" => Err(InvalidUrl::Malformed),
        _ => Ok(url),
    }
}

/// A return address that was found [`allowed`], in the spelling that a parser gives it.
///
/// Each page of a session reads it, and few need its parts: it is parsed again only there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReturnUrl(String);

impl ReturnUrl {
    /// The address as it stands.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Adds parameters behind the address's own query, before its fragment.
    #[must_use]
    pub fn with_parameters(&self, parameters: &[(&str, String)]) -> String {
        let Ok(mut url) = Url::parse(&self.0) else { return self.0.clone() };
        url.query_pairs_mut().extend_pairs(parameters);
        url.into()
    }

    /// Whether a browser opens the address itself; any other is an app's.
    #[must_use]
    pub fn is_web(&self) -> bool {
        ["https://", "http://"].iter().any(|scheme| self.0.starts_with(scheme))
    }

    /// What `form-action` must list so that a form post may end at this address (CSP 3): the origin; nothing
    /// for an app, where only a link leads.
    #[must_use]
    pub fn form_target(&self) -> Option<&str> {
        let path = self.0.match_indices('/').nth(2).map_or(self.0.len(), |(at, _)| at);
        self.is_web().then(|| &self.0[..path])
    }
}

/// Checks an address that a session asks for against the registered ones, compared by scheme,
/// host, port and whole path segments.
///
/// # Errors
/// [`InvalidUrl`] tells why it is refused.
pub fn allowed(text: &str, registered: &[String]) -> Result<ReturnUrl, InvalidUrl> {
    begins(plain(text, &RESERVED)?, registered)
}

/// The same for an address where people pay.
///
/// # Errors
/// As for [`allowed`].
pub fn allowed_to_pay(text: &str, registered: &[String]) -> Result<ReturnUrl, InvalidUrl> {
    begins(plain(text, &RESERVED_TO_PAY)?, registered)
}

fn begins(url: Url, registered: &[String]) -> Result<ReturnUrl, InvalidUrl> {
    let begins = |prefix: &String| Url::parse(prefix).is_ok_and(|prefix| begins_with(&url, &prefix));
    if registered.iter().any(begins) { Ok(ReturnUrl(url.into())) } else { Err(InvalidUrl::Unregistered) }
}

/// Parses an address whose spelling leaves nothing to guess: browsers repair `https:/evil`,
/// backslashes and tabs, each in its own way, so none of them is taken.
fn plain(text: &str, reserved: &[&str]) -> Result<Url, InvalidUrl> {
    let url = unambiguous(text)?;
    if url.query_pairs().any(|(name, _)| reserved.contains(&name.as_ref())) {
        return Err(InvalidUrl::Reserved);
    }
    Ok(url)
}

/// Parses an address in plain spelling, whatever it is for.
pub(in crate::domain) fn unambiguous(text: &str) -> Result<Url, InvalidUrl> {
    let odd = |c: char| c.is_whitespace() || c.is_control() || c == '\\';
    let (scheme, rest) = text.split_once("://").ok_or(InvalidUrl::Malformed)?;
    let scheme_fits = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    if text.chars().any(odd) || !scheme_fits || rest.is_empty() || rest.starts_with('/') || text.len() > 2048
    {
        return Err(InvalidUrl::Malformed);
    }
    let url = Url::parse(text).map_err(|_| InvalidUrl::Malformed)?;
    let userinfo = rest.split(['/', '?', '#']).next().is_some_and(|authority| authority.contains('@'));
    if userinfo { Err(InvalidUrl::Extras) } else { Ok(url) }
}

fn begins_with(url: &Url, prefix: &Url) -> bool {
    let same_place = url.scheme() == prefix.scheme()
        && url.host_str() == prefix.host_str()
        && url.port_or_known_default() == prefix.port_or_known_default();
    let root = prefix.path().trim_end_matches('/');
    let rest = url.path().strip_prefix(root);
    let query_kept = prefix.query().is_none_or(|query| url.query() == Some(query));
    same_place && query_kept && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::{InvalidUrl, allowed, allowed_to_pay, registrable, registrable_to_pay};

    fn registered() -> Vec<String> {
        [
            "https://good.example/app",
            "https://plain.example",
            "acme-app://return",
            "http://127.0.0.1:8081/return",
        ]
        .map(str::to_owned)
        .to_vec()
    }

    #[test]
    fn registered_addresses_and_what_lies_below_them_are_taken() {
        for text in [
            "https://good.example/app",
            "https://good.example/app/",
            "https://good.example/app/done?x=1",
            "HTTPS://GOOD.example/app",
            "https://good.example:443/app",
            "https://plain.example",
            "https://plain.example/any/where?q=%C3%A9",
            "acme-app://return/here",
            "https://good.example/app#x",
            "https://good.example/app#/done?status=own",
            "http://127.0.0.1:8081/return",
        ] {
            assert!(allowed(text, &registered()).is_ok(), "{text}");
        }
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "a table")]
    fn everything_else_that_people_try_is_refused() {
        for text in [
            "",
            "good.example/app",
            "/app",
            "//evil.example",
            "//good.example/app",
            "https:good.example/app",
            "https:/good.example/app",
            "https:///good.example/app",
            "https:evil.example",
            "https:\\\\good.example/app",
            "https://good.example\\@evil.example/app",
            "https://good.example@evil.example/app",
            "https://user@good.example/app",
            "https://user:pw@good.example/app",
            "https://@good.example/app",
            "https://good.example.evil.example/app",
            "https://good.example./app",
            "https://evil.example/https://good.example/app",
            "https://good.example:444/app",
            "https://good.example:8443/app",
            "http://good.example/app",
            "https://good.example/apple",
            "https://good.example/",
            "https://good.example/app/../evil",
            "https://good.example/app/%2e%2e/evil",
            "https://good.example/ap",
            "https://good.example%2eevil.example/app",
            "https://good.example%00.evil.example/app",
            "https://good%2eexample.evil/app",
            "https://gооd.example/app",
            "https://good。example.evil/app",
            "https://good.example\t/app",
            "ht\ntps://good.example/app",
            " https://good.example/app",
            "https://good.example/app ",
            "https://good.example/app\r\nLocation: https://evil.example",
            "java\tscript:alert(1)",
            "javascript:alert(1)",
            "javascript://good.example/%0aalert(1)",
            "data:text/html,x",
            "data://text/html,x",
            "blob:https://good.example/app",
            "file:///etc/passwd",
            "intent://good.example/app#Intent;end",
            "https://[::1]/app",
            "https://127.0.0.1/app",
            "http://127.0.0.1:8082/return",
            "http://localhost:8081/return",
            "http://2130706433:8081/returned",
            "acme-app:return",
            "acme-app:/return",
            "acme-app://other",
            "acme-app2://return",
            "ACME://return",
            "https://good.example/app?status=completed",
            "https://good.example/app?a=1&customerId=2",
            "https://good.example/app?signupSession%49d=2",
            "https://good.example／app",
            "https://good.example;/app",
            "https://xn--good-example/app",
            "https://good.example/app\u{0}",
            "https://good.example\u{ad}/app/../x",
        ] {
            assert!(allowed(text, &registered()).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_source_registers_only_what_is_safe_to_send_a_browser_to() {
        assert!(registrable("https://a.example/x").is_ok());
        assert!(registrable("acme-app://return").is_ok());
        assert!(registrable("http://localhost:3000/x").is_ok());
        assert_eq!(registrable("http://a.example/").map(|_| ()), Err(InvalidUrl::Insecure));
        assert_eq!(registrable("javascript://x/%0a").map(|_| ()), Err(InvalidUrl::Malformed));
        assert_eq!(registrable("https://a.example/#x").map(|_| ()), Err(InvalidUrl::Extras));
        assert_eq!(registrable("https://a.example/?state=1").map(|_| ()), Err(InvalidUrl::Reserved));
    }

    #[test]
    fn people_pay_where_a_browser_leads() {
        assert!(registrable_to_pay("https://pay.example/checkout?shop=7").is_ok());
        assert!(registrable_to_pay("http://localhost:3000/pay").is_ok());
        for (text, unfit) in [
            ("acme-app://pay", InvalidUrl::Malformed),
            ("http://pay.example/", InvalidUrl::Insecure),
            ("https://pay.example/#x", InvalidUrl::Extras),
            ("https://pay.example/?signupSessionId=1", InvalidUrl::Reserved),
            ("https://pay.example/?paymentReturnUrl=", InvalidUrl::Reserved),
        ] {
            assert_eq!(registrable_to_pay(text).map(drop), Err(unfit), "{text}");
        }
        let registered = ["https://pay.example/checkout".to_owned()];
        let at = allowed_to_pay("https://pay.example/checkout/7?state=x#card", &registered).expect("allowed");
        assert_eq!(
            at.with_parameters(&[("signupSessionId", "1".to_owned())]),
            "https://pay.example/checkout/7?state=x&signupSessionId=1#card"
        );
        for text in ["https://pay.example/checkouts", "https://evil.example/checkout", "https://pay.example/"]
        {
            assert_eq!(allowed_to_pay(text, &registered), Err(InvalidUrl::Unregistered), "{text}");
        }
        let own = "https://pay.example/checkout?paymentReturnUrl=https://evil.example";
        assert_eq!(allowed_to_pay(own, &registered), Err(InvalidUrl::Reserved));
    }

    #[test]
    fn the_outcome_follows_the_own_query() {
        let url = allowed("https://good.example/app?a=b", &registered()).expect("allowed");
        let told = url.with_parameters(&[("status", "completed".to_owned()), ("state", "x&y=z".to_owned())]);
        assert_eq!(told, "https://good.example/app?a=b&status=completed&state=x%26y%3Dz");
        for (text, told) in [
            ("https://good.example/app#/done", "https://good.example/app?status=completed#/done"),
            ("https://good.example/app?a=b#c?d", "https://good.example/app?a=b&status=completed#c?d"),
            ("acme-app://return#", "acme-app://return?status=completed#"),
        ] {
            let url = allowed(text, &registered()).expect("allowed");
            assert_eq!(url.with_parameters(&[("status", "completed".to_owned())]), told);
        }
    }

    #[test]
    fn a_form_may_lead_to_the_origin_of_a_web_address() {
        for (text, target) in [
            ("https://good.example/app/done?x=a/b#/c", Some("https://good.example")),
            ("HTTPS://GOOD.example:443/app", Some("https://good.example")),
            ("https://plain.example", Some("https://plain.example")),
            ("https://plain.example?a=b", Some("https://plain.example")),
            ("http://127.0.0.1:8081/return", Some("http://127.0.0.1:8081")),
            ("acme-app://return", None),
        ] {
            let url = allowed(text, &registered()).expect("allowed");
            assert_eq!(url.form_target(), target, "{text}");
        }
    }
}
