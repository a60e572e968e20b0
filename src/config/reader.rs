//! Reads each setting from the first source that gives it, and notes every error.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;

use url::Url;

use super::names::{nearest, unknown_variables};
use super::parse::{
    contact, count, filter, hosts, log_format, networks, optional_address, origin, plain, ports, rate,
    yes_or_no,
};
use super::{DatabaseUrl, Options, Settings, SettingsErrors, Sms};

/// How a setting that one function can parse is named, left out, and got wrong.
struct Setting {
    name: &'static str,
    default: &'static str,
    problem: &'static str,
}

const LISTEN: Setting = Setting {
    name: "listen",
    default: "127.0.0.1:8080",
    problem: "is not an address such as 127.0.0.1:8080",
};
const METRICS_LISTEN: Setting =
    Setting { name: "metrics_listen", default: "", problem: "is not an address such as 127.0.0.1:9090" };
const PUBLIC_URL: Setting = Setting {
    name: "public_url",
    default: "http://localhost",
    problem: "is not an origin such as https://signup.example",
};
const HOSTS: Setting =
    Setting { name: "hosts", default: "", problem: "is not a list such as a.example,b.example:8080" };
const PRIVATE: Setting =
    Setting { name: "allow_private_targets", default: "no", problem: "is neither yes nor no" };
const WEBHOOK_PORTS: Setting =
    Setting { name: "webhook_ports", default: "443,8443", problem: "is not a list such as 443,8443" };
const CONTACT: Setting =
    Setting { name: "security_contact", default: "", problem: "is not a mailto:, https: or tel: URL" };
const CONNECTIONS: Setting =
    Setting { name: "max_connections", default: "4096", problem: "is not a number from 1 to 1000000" };
const REQUESTS: Setting =
    Setting { name: "max_requests", default: "512", problem: "is not a number from 1 to 1000000" };
const PROXIES: Setting = Setting {
    name: "trusted_proxies",
    default: "",
    problem: "is not a list of networks such as 10.0.0.0/8,2001:db8::/32",
};
const TOKEN_FAILURES: Setting =
    Setting { name: "token_failures", default: "10", problem: "is not a number from 0 to 1000000" };
const LINK_FAILURES: Setting =
    Setting { name: "link_failures", default: "30", problem: "is not a number from 0 to 1000000" };
const CODE_RATE: Setting =
    Setting { name: "code_rate", default: "30", problem: "is not a number from 0 to 1000000" };
const SESSION_RATE: Setting =
    Setting { name: "session_rate", default: "6000", problem: "is not a number from 0 to 1000000" };
const LOG_FORMAT: Setting =
    Setting { name: "log_format", default: "text", problem: "is neither text nor json" };
const LOG: Setting =
    Setting { name: "log", default: "info", problem: "is not a filter such as warn,enrol=debug" };

/// Collects values by name, and the errors found while reading them.
pub(super) struct Reader {
    values: BTreeMap<&'static str, String>,
    errors: Vec<String>,
}

impl Reader {
    pub(super) fn of(options: &Options, environment: &[String]) -> Self {
        let flags = options.by_name();
        let names = flags.map(|(name, _)| name);
        let mut reader = Self { values: BTreeMap::new(), errors: Vec::new() };
        for (name, why) in unknown_variables(environment, &names) {
            reader.errors.push(format!("{name}: {why}"));
        }
        if let Some(path) = options.file() {
            reader.read_file(path, &names);
        }
        for (name, value) in flags {
            if let Some(value) = value {
                reader.values.insert(name, value.to_owned());
            }
        }
        reader
    }

    fn read_file(&mut self, path: &str, names: &[&'static str]) {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(cause) => return self.wrong("config", &format!("cannot read {path:?}: {cause}")),
        };
        let table = match text.parse::<toml::Table>() {
            Ok(table) => table,
            Err(error) => {
                // The error's own text would quote the line, and with it perhaps a password.
                let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or("");
                let line = before.matches('\n').count() + 1;
                let why = error.message();
                return self.wrong("config", &format!("{path:?}, line {line}: {why}"));
            }
        };
        for (key, value) in table {
            match (names.iter().find(|name| **name == key), plain(&value)) {
                (Some(name), Some(value)) => {
                    self.values.insert(name, value);
                }
                (Some(name), None) => self.wrong(name, "must be text, a number, true or false"),
                (None, _) => {
                    let meant = nearest(&key, names).map(|meant| format!("; did you mean {meant:?}?"));
                    let hint = meant.unwrap_or_default();
                    self.wrong("config", &format!("{path:?} has the unknown setting {key:?}{hint}"));
                }
            }
        }
    }

    pub(super) fn settings(mut self) -> Result<Settings, SettingsErrors> {
        match self.values() {
            Some(settings) if self.errors.is_empty() => Ok(settings),
            _ => Err(SettingsErrors(self.errors)),
        }
    }

    fn values(&mut self) -> Option<Settings> {
        // Each is read before any `?`, so that all errors are found.
        let database_url = self.database_url();
        let listen = self.read(&LISTEN, |text| text.parse().ok());
        let metrics_listen = self.read(&METRICS_LISTEN, optional_address);
        let public_url = self.public_url(listen);
        let hosts = self.read(&HOSTS, hosts);
        let key_file = self.key_file(database_url.as_ref());
        let allow_private_targets = self.read(&PRIVATE, yes_or_no);
        let webhook_ports = self.read(&WEBHOOK_PORTS, ports);
        let sms = self.sms(allow_private_targets == Some(true));
        let security_contact = self.read(&CONTACT, contact);
        let max_connections = self.read(&CONNECTIONS, count);
        let max_requests = self.read(&REQUESTS, count);
        let trusted_proxies = self.read(&PROXIES, networks);
        let token_failures = self.read(&TOKEN_FAILURES, rate);
        let link_failures = self.read(&LINK_FAILURES, rate);
        let code_rate = self.read(&CODE_RATE, rate);
        let session_rate = self.read(&SESSION_RATE, rate);
        let log_format = self.read(&LOG_FORMAT, log_format);
        let log = self.read(&LOG, filter);
        Some(Settings {
            database_url: database_url?,
            listen: listen?,
            metrics_listen: metrics_listen?,
            public_url: public_url?,
            hosts: hosts?,
            key_file: key_file?,
            allow_private_targets: allow_private_targets?,
            webhook_ports: webhook_ports?,
            sms: sms?,
            security_contact: security_contact?,
            max_connections: max_connections?,
            max_requests: max_requests?,
            trusted_proxies: trusted_proxies?,
            token_failures: token_failures?,
            link_failures: link_failures?,
            code_rate: code_rate?,
            session_rate: session_rate?,
            log_format: log_format?,
            log: log?,
        })
    }

    /// A secret that is given as it is or by the name of a file that holds it, and by which setting; nothing where it is
    /// given in neither way. `None` after noting the error.
    #[expect(clippy::option_option, reason = "the outer one says wrong, the inner one absent")]
    fn secret(&mut self, name: &'static str, file: &'static str) -> Option<Option<(&'static str, String)>> {
        match (self.values.get(name), self.values.get(file)) {
            (Some(_), Some(_)) => {
                let beside = format!("is given beside ENROL_{}: leave one of them out", name.to_uppercase());
                self.wrong(file, &beside);
                None
            }
            (None, Some(path)) => match std::fs::read_to_string(path) {
                Ok(text) => Some(Some((file, text.trim().to_owned()))),
                Err(cause) => {
                    let why = format!("cannot read {path:?}: {cause}");
                    self.wrong(file, &why);
                    None
                }
            },
            (Some(text), None) => Some(Some((name, text.clone()))),
            (None, None) => Some(None),
        }
    }

    /// Nothing of a wrong value is shown: it may be a credential.
    #[expect(clippy::option_option, reason = "the outer one says wrong, the inner one absent")]
    fn sms(&mut self, anywhere: bool) -> Option<Option<Sms>> {
        let token = self.secret("sms_token", "sms_token_file");
        let sms = match self.values.get("sms_url").map(|url| Sms::parse(url, anywhere)) {
            Some(None) => {
                self.wrong("sms_url", "is neither an https: address without user and password, nor console:");
                return None;
            }
            sms => sms.flatten(),
        };
        let Some((name, token)) = token? else { return Some(sms) };
        let authorised = sms.and_then(|sms| sms.authorised(&token));
        if authorised.is_none() {
            self.wrong(
                name,
                "must be visible ASCII without spaces, and ENROL_SMS_URL an address that takes it",
            );
        }
        authorised.map(Some)
    }

    fn database_url(&mut self) -> Option<DatabaseUrl> {
        let given = self.secret("database_url", "database_url_file")?;
        let (name, text) = given.unwrap_or_else(|| ("database_url", "sqlite://enrol.db".to_owned()));
        let url = DatabaseUrl::parse(&text);
        if url.is_none() {
            // Not shown: whatever it is, it may hold a password.
            let holds = if name == "database_url" { "is" } else { "holds" };
            self.wrong(name, &format!("{holds} neither sqlite://FILE nor postgres://USER@HOST/NAME"));
        }
        url
    }

    fn public_url(&mut self, listen: Option<SocketAddr>) -> Option<Url> {
        let everywhere = listen.is_some_and(|listen| listen.ip().is_unspecified());
        if everywhere && !self.values.contains_key("public_url") {
            self.wrong("public_url", "is needed when listening on every address");
            return None;
        }
        if let Some(listen) = listen {
            self.values.entry(PUBLIC_URL.name).or_insert_with(|| format!("http://{listen}"));
        }
        self.read(&PUBLIC_URL, origin)
    }

    fn key_file(&mut self, database: Option<&DatabaseUrl>) -> Option<PathBuf> {
        if let Some(path) = self.values.get("key_file") {
            return Some(path.into());
        }
        let file = database?.file();
        if file.is_none() {
            self.wrong("key_file", "is needed with PostgreSQL: name a file, `enrol key make` fills it");
        }
        file.map(|file| file.with_extension("keys"))
    }

    /// The value of a setting or its default, parsed; `None` after noting the error.
    fn read<T>(&mut self, setting: &Setting, parse: fn(&str) -> Option<T>) -> Option<T> {
        let text = self.values.get(setting.name).map_or(setting.default, String::as_str);
        let value = parse(text);
        if value.is_none() {
            let line = format!("{text:?} {}", setting.problem);
            self.wrong(setting.name, &line);
        }
        value
    }

    fn wrong(&mut self, name: &str, problem: &str) {
        self.errors.push(format!("ENROL_{}: {problem}", name.to_uppercase()));
    }
}
