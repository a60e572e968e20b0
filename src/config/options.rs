//! The settings as clap takes them from flags and environment.

#![expect(clippy::doc_markdown, reason = "clap prints these words as they are")]

/// The settings as given by flags and environment, not yet read.
///
/// All are plain text, so that one reader can report every error in its own words; their values
/// stay out of `--help`, which would show the database's password.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Settings")]
#[group(skip)]
pub struct Options {
    /// A TOML file with any of the settings below, named as here with _ for -
    #[arg(long, value_name = "FILE", env = "ENROL_CONFIG", hide_env_values = true, global = true)]
    pub config: Option<String>,
    /// Where the data is: sqlite://FILE or postgres://… [default: sqlite://enrol.db]
    #[arg(long, value_name = "URL", env = "ENROL_DATABASE_URL", hide_env_values = true, global = true)]
    pub database_url: Option<String>,
    /// A file that holds the database's URL, such as a mounted secret; in place of the URL itself
    #[arg(long, value_name = "FILE", env = "ENROL_DATABASE_URL_FILE", hide_env_values = true, global = true)]
    pub database_url_file: Option<String>,
    /// The address to listen on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS", env = "ENROL_LISTEN", hide_env_values = true, global = true)]
    pub listen: Option<String>,
    /// The address at which /metrics is served, for Prometheus; nowhere when it is not given
    #[arg(long, value_name = "ADDRESS", env = "ENROL_METRICS_LISTEN", hide_env_values = true, global = true)]
    pub metrics_listen: Option<String>,
    /// What links start with, as people's browsers see it [default: http://ADDRESS]
    #[arg(long, value_name = "URL", env = "ENROL_PUBLIC_URL", hide_env_values = true, global = true)]
    pub public_url: Option<String>,
    /// Further names that requests may carry in `Host`, separated by commas
    #[arg(long, value_name = "NAMES", env = "ENROL_HOSTS", hide_env_values = true, global = true)]
    pub hosts: Option<String>,
    /// The key ring [default: beside the SQLite file, ending in .keys]
    #[arg(long, value_name = "FILE", env = "ENROL_KEY_FILE", hide_env_values = true, global = true)]
    pub key_file: Option<String>,
    /// Let webhooks go to private addresses and over plain http: for development only
    #[arg(
        long,
        value_name = "YES",
        env = "ENROL_ALLOW_PRIVATE_TARGETS",
        hide_env_values = true,
        global = true,
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "yes"
    )]
    pub allow_private_targets: Option<String>,
    /// Ports that webhooks may go to, separated by commas [default: 443,8443]
    #[arg(long, value_name = "PORTS", env = "ENROL_WEBHOOK_PORTS", hide_env_values = true, global = true)]
    pub webhook_ports: Option<String>,
    /// Where text messages to people's phones are posted; console: prints them, for development only
    #[arg(long, value_name = "URL", env = "ENROL_SMS_URL", hide_env_values = true, global = true)]
    pub sms_url: Option<String>,
    /// The bearer token for that address
    #[arg(long, value_name = "TOKEN", env = "ENROL_SMS_TOKEN", hide_env_values = true, global = true)]
    pub sms_token: Option<String>,
    /// A file that holds that token, such as a mounted secret; in place of the token itself
    #[arg(long, value_name = "FILE", env = "ENROL_SMS_TOKEN_FILE", hide_env_values = true, global = true)]
    pub sms_token_file: Option<String>,
    /// Where to report a weakness, for /.well-known/security.txt: mailto:… or https://…
    #[arg(long, value_name = "URL", env = "ENROL_SECURITY_CONTACT", hide_env_values = true, global = true)]
    pub security_contact: Option<String>,
    /// Connections held at once; further ones wait [default: 4096]
    #[arg(long, value_name = "COUNT", env = "ENROL_MAX_CONNECTIONS", hide_env_values = true, global = true)]
    pub max_connections: Option<String>,
    /// Requests worked on or waiting in line; with more, those who came last are served first [default: 512]
    #[arg(long, value_name = "COUNT", env = "ENROL_MAX_REQUESTS", hide_env_values = true, global = true)]
    pub max_requests: Option<String>,
    /// Networks of proxies whose Forwarded and X-Forwarded-For count, separated by commas [default: none]
    #[arg(
        long,
        value_name = "NETWORKS",
        env = "ENROL_TRUSTED_PROXIES",
        hide_env_values = true,
        global = true
    )]
    pub trusted_proxies: Option<String>,
    /// Wrong client secrets a minute, for a client and an address; 0 for any number [default: 10]
    #[arg(long, value_name = "COUNT", env = "ENROL_TOKEN_FAILURES", hide_env_values = true, global = true)]
    pub token_failures: Option<String>,
    /// Wrong links, resume codes and codes that prove mobiles a minute, for an address; 0 for any number [default: 30]
    #[arg(long, value_name = "COUNT", env = "ENROL_LINK_FAILURES", hide_env_values = true, global = true)]
    pub link_failures: Option<String>,
    /// Codes sent to prove mobiles a minute, for an address; 0 for any number [default: 30]
    #[arg(long, value_name = "COUNT", env = "ENROL_CODE_RATE", hide_env_values = true, global = true)]
    pub code_rate: Option<String>,
    /// Sessions that a source may open a minute; 0 for any number [default: 6000]
    #[arg(long, value_name = "COUNT", env = "ENROL_SESSION_RATE", hide_env_values = true, global = true)]
    pub session_rate: Option<String>,
    /// How log lines look: text or json [default: text]
    #[arg(long, value_name = "FORMAT", env = "ENROL_LOG_FORMAT", hide_env_values = true, global = true)]
    pub log_format: Option<String>,
    /// What is logged, such as info or warn,enrol=debug [default: info]
    #[arg(long, value_name = "FILTER", env = "ENROL_LOG", hide_env_values = true, global = true)]
    pub log: Option<String>,
}

impl Options {
    /// The values by the names they have in the file; a blank one counts as absent, since
    /// container files like to pass settings that are empty.
    pub(super) fn by_name(&self) -> [(&'static str, Option<&str>); 22] {
        [
            ("database_url", given(self.database_url.as_deref())),
            ("database_url_file", given(self.database_url_file.as_deref())),
            ("listen", given(self.listen.as_deref())),
            ("metrics_listen", given(self.metrics_listen.as_deref())),
            ("public_url", given(self.public_url.as_deref())),
            ("hosts", given(self.hosts.as_deref())),
            ("key_file", given(self.key_file.as_deref())),
            ("allow_private_targets", given(self.allow_private_targets.as_deref())),
            ("webhook_ports", given(self.webhook_ports.as_deref())),
            ("sms_url", given(self.sms_url.as_deref())),
            ("sms_token", given(self.sms_token.as_deref())),
            ("sms_token_file", given(self.sms_token_file.as_deref())),
            ("security_contact", given(self.security_contact.as_deref())),
            ("max_connections", given(self.max_connections.as_deref())),
            ("max_requests", given(self.max_requests.as_deref())),
            ("trusted_proxies", given(self.trusted_proxies.as_deref())),
            ("token_failures", given(self.token_failures.as_deref())),
            ("link_failures", given(self.link_failures.as_deref())),
            ("code_rate", given(self.code_rate.as_deref())),
            ("session_rate", given(self.session_rate.as_deref())),
            ("log_format", given(self.log_format.as_deref())),
            ("log", given(self.log.as_deref())),
        ]
    }

    /// The settings file, when one is named.
    pub(super) fn file(&self) -> Option<&str> {
        given(self.config.as_deref())
    }
}

fn given(value: Option<&str>) -> Option<&str> {
    value.map(str::trim).filter(|value| !value.is_empty())
}
