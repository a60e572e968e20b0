//! What the values of settings may look like; `None` for all else.

use std::net::{IpAddr, SocketAddr};

use axum::http::uri::Authority;
use clap::ValueEnum;
use ipnet::IpNet;
use tracing_subscriber::EnvFilter;
use url::Url;

use super::LogFormat;

/// A value of the file as text; a list becomes what it would be in the environment.
pub(super) fn plain(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.trim().to_owned()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Boolean(answer) => Some(answer.to_string()),
        toml::Value::Array(items) => Some(items.iter().map(plain).collect::<Option<Vec<_>>>()?.join(",")),
        _ => None,
    }
}

/// An `http` or `https` URL with nothing after host and port.
pub(super) fn origin(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let web = matches!(url.scheme(), "http" | "https");
    let bare = url.as_str() == format!("{}/", url.origin().ascii_serialization());
    (web && bare).then_some(url)
}

/// Authorities separated by commas, in lower case as they are compared.
pub(super) fn hosts(text: &str) -> Option<Vec<String>> {
    let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
    names
        .map(|name| {
            let authority: Authority = name.parse().ok()?;
            (!name.contains('@')).then(|| authority.as_str().to_lowercase())
        })
        .collect()
}

/// Ports separated by commas; at least one.
pub(super) fn ports(text: &str) -> Option<Vec<u16>> {
    let ports = text.split(',').map(str::trim).filter(|port| !port.is_empty());
    let ports: Vec<u16> =
        ports.map(|port| port.parse().ok().filter(|port| *port != 0)).collect::<Option<_>>()?;
    (!ports.is_empty()).then_some(ports)
}

#[expect(clippy::option_option, reason = "the outer one says wrong, the inner one absent")]
pub(super) fn contact(text: &str) -> Option<Option<Url>> {
    if text.is_empty() {
        return Some(None);
    }
    let url = Url::parse(text).ok()?;
    matches!(url.scheme(), "mailto" | "https" | "tel").then_some(Some(url))
}

#[expect(clippy::option_option, reason = "the outer one says wrong, the inner one absent")]
pub(super) fn optional_address(text: &str) -> Option<Option<SocketAddr>> {
    if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) }
}

pub(super) fn yes_or_no(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "1" | "true" | "yes" | "on" => Some(true),
        "0" | "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// How many connections may be held: at least one, and no more than any system has.
pub(super) fn count(text: &str) -> Option<usize> {
    text.parse().ok().filter(|count| (1..=1_000_000).contains(count))
}

/// Networks and addresses separated by commas.
pub(super) fn networks(text: &str) -> Option<Vec<IpNet>> {
    let networks = text.split(',').map(str::trim).filter(|network| !network.is_empty());
    networks
        .map(|network| network.parse::<IpNet>().or_else(|_| network.parse::<IpAddr>().map(IpNet::from)).ok())
        .collect()
}

/// How many in a minute; none for no limit.
pub(super) fn rate(text: &str) -> Option<u32> {
    text.parse().ok().filter(|rate| *rate <= 1_000_000)
}

pub(super) fn log_format(text: &str) -> Option<LogFormat> {
    LogFormat::from_str(text, true).ok()
}

pub(super) fn filter(text: &str) -> Option<String> {
    EnvFilter::try_new(text).ok().map(|_| text.to_owned())
}
