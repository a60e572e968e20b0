//! Settings: where they come from, what they must look like, and every error in them at once.
//!
//! Defaults give way to the file, the file to the environment, the environment to flags. A setting
//! has one name: `key_file` is `key_file` in the file, `ENROL_KEY_FILE` in the environment and
//! `--key-file` as a flag; errors name it as the environment does.

mod names;
mod options;
mod parse;
mod reader;
mod sms;
#[cfg(test)]
mod tests;

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use ipnet::IpNet;
use url::Url;

pub use options::Options;
pub use sms::{Sms, SmsToken};

/// The settings, each checked.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the data is.
    pub database_url: DatabaseUrl,
    /// The address to listen on.
    pub listen: SocketAddr,
    /// Where the numbers for whoever watches are served, if they are.
    pub metrics_listen: Option<SocketAddr>,
    /// What links start with: scheme, host and port, nothing else.
    pub public_url: Url,
    /// Further values of `Host` that are ours, in lower case.
    pub hosts: Vec<String>,
    /// The key ring's file.
    pub key_file: PathBuf,
    /// Whether webhooks may go to private addresses and over plain http.
    pub allow_private_targets: bool,
    /// The ports that webhooks may go to, unless private addresses are allowed.
    pub webhook_ports: Vec<u16>,
    /// Who takes text messages to people's phones, if anybody.
    pub sms: Option<Sms>,
    /// Where to report a weakness: a `mailto:`, `https:` or `tel:` URL.
    pub security_contact: Option<Url>,
    /// Connections held at once.
    pub max_connections: usize,
    /// Requests worked on or waiting in line.
    pub max_requests: usize,
    /// The networks of proxies that are believed where they say for whom they ask.
    pub trusted_proxies: Vec<IpNet>,
    /// Wrong client secrets that a client may send from an address in a minute; 0 for any number.
    pub token_failures: u32,
    /// Wrong links, resume codes and codes that prove mobiles that may come from an address in a minute; 0 for any number.
    pub link_failures: u32,
    /// Codes that may be sent for whoever is at an address in a minute; 0 for any number.
    pub code_rate: u32,
    /// Sessions that a source may open in a minute; 0 for any number.
    pub session_rate: u32,
    /// How log lines look.
    pub log_format: LogFormat,
    /// What is logged, in the words of `tracing_subscriber::EnvFilter`.
    pub log: String,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line, for machines.
    Json,
}

/// The database's URL, which may hold a password and therefore never prints itself.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(String);

/// Everything that is wrong with the settings, one line for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsErrors(pub Vec<String>);

impl Settings {
    /// Reads the settings. `environment` is the names of all variables there are: one that is meant
    /// for us and known to nobody is an error.
    ///
    /// # Errors
    /// All errors together.
    pub fn read(options: &Options, environment: &[String]) -> Result<Self, SettingsErrors> {
        reader::Reader::of(options, environment).settings()
    }

    /// The origin of our pages, spelt as a browser does in `Origin`: scheme, host, and the port
    /// unless it is the scheme's own.
    #[must_use]
    pub fn origin(&self) -> &str {
        self.public_url.as_str().trim_end_matches('/')
    }

    /// Whether browsers reach us over TLS, so that cookies can be `Secure`.
    #[must_use]
    pub fn secure_cookies(&self) -> bool {
        self.public_url.scheme() == "https"
    }
}

impl DatabaseUrl {
    /// Checks the scheme, and that an `SQLite` URL names a file.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let known = match text.split_once("://")? {
            ("sqlite", rest) => !matches!(rest.split('?').next(), None | Some("" | ":memory:")),
            // Of several hosts each must fit, as its own URL.
            ("postgres" | "postgresql", rest) => {
                let (authority, behind) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
                let (user, hosts) = authority.split_at(authority.rfind('@').map_or(0, |at| at + 1));
                hosts.split(',').all(|host| Url::parse(&format!("postgres://{user}{host}{behind}")).is_ok())
            }
            _ => false,
        };
        known.then(|| Self(text.to_owned()))
    }

    /// The whole URL, password included: for the database driver only.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The `SQLite` file, or nothing for `PostgreSQL`.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        let rest = self.0.strip_prefix("sqlite://")?;
        rest.split('?').next().map(Path::new)
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = self.0.split("://").next().unwrap_or_default();
        write!(f, "{scheme}://[hidden]")
    }
}

impl fmt::Display for SettingsErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl std::error::Error for SettingsErrors {}
