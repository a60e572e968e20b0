//! `enrol check`: looks at everything that a server needs and at what is around it. It changes nothing.

mod public_url;

use std::fmt;
use std::fs;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serde_json::json;
use tokio::net::TcpStream;
use tokio::time::timeout;
use url::{Host, Url};

use crate::actions::{access, notifier};
use crate::app::{App, Clock};
use crate::cli::{CommandError, Output};
use crate::config::Settings;
use crate::error::Error;
use crate::store::db::{Db, DbOptions, migrate};
use crate::store::{EngineReport, Store};
use crate::vault::Vault;

/// How long anything out there may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);
/// Files that a server has open beside its connections: the database's, those that go out, the log.
const OTHER_FILES: usize = 400;
/// By how many seconds clocks may differ; as many as for deleting (`app/clock`).
const CLOCKS: u64 = 120;
/// What is told about the database.
const DATABASE: &str = "database";

/// How it stands with one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    /// As it should be.
    Ok,
    /// A server starts, and an operator should know.
    Warning,
    /// It must be put right.
    Wrong,
}

/// What was found out.
#[derive(Debug)]
struct Finding {
    about: &'static str,
    state: State,
    told: String,
}

impl Finding {
    fn new(about: &'static str, state: State, told: impl Into<String>) -> Self {
        Self { about, state, told: told.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.state {
            State::Ok => "ok",
            State::Warning => "warning",
            State::Wrong => "wrong",
        };
        write!(f, "{state:8} {:12} {}", self.about, self.told)
    }
}

/// Prints a line for each thing that was looked at.
pub(super) async fn run(settings: Settings, output: Output) -> Result<(), CommandError> {
    // Who comes here has settings that can be read: others are refused before any command.
    let mut findings = vec![Finding::new("settings", State::Ok, format!("listen on {}", settings.listen))];
    let clock = Clock::default();
    let vault = keys(&settings, &mut findings);
    if let Some(app) = database(&settings, vault, &clock, &mut findings).await {
        receivers(&app, &mut findings).await;
    }
    findings.push(text_messages(&settings).await);
    findings.push(files(&settings));
    findings.push(public_url::look(&settings).await);
    for finding in &findings {
        if output.json {
            let Finding { about, state, told } = finding;
            println!("{}", json!({ "check": about, "state": state, "detail": told }));
        } else {
            println!("{finding}");
        }
    }
    match findings.iter().filter(|finding| finding.state == State::Wrong).count() {
        0 => Ok(()),
        wrong => Err(CommandError(format!("{wrong} of {} checks found something wrong", findings.len()))),
    }
}

/// The key file: there, readable for few, sound.
fn keys(settings: &Settings, findings: &mut Vec<Finding>) -> Option<Arc<Vault>> {
    let file = &settings.key_file;
    let is_first = settings.database_url.file().is_some_and(|database| !database.exists());
    if is_first && !file.exists() {
        let told = format!("{} is made at the first start", file.display());
        findings.push(Finding::new("keys", State::Ok, told));
        return None;
    }
    match Vault::load(file) {
        Ok(vault) => {
            let (key, known) = (vault.sealing_key(), vault.known_keys().len());
            let told = format!("{}: {known} to open with, seals with {key}", file.display());
            findings.push(Finding::new("keys", State::Ok, told));
            Some(Arc::new(vault))
        }
        Err(error) => {
            let told = format!("ENROL_KEY_FILE: {error}; put the file back that belongs to the database");
            findings.push(Finding::new("keys", State::Wrong, told));
            None
        }
    }
}

/// The database: reachable, of a version and a schema that fit, durable, of these keys, with a clock that agrees.
async fn database(
    settings: &Settings,
    vault: Option<Arc<Vault>>,
    clock: &Clock,
    findings: &mut Vec<Finding>,
) -> Option<App> {
    if let Err(CommandError(told)) = super::check_directory(settings) {
        findings.push(Finding::new(DATABASE, State::Wrong, told));
        return None;
    }
    if let Some(file) = settings.database_url.file().filter(|file| !file.exists()) {
        let told = format!("{} is made at the first start", file.display());
        findings.push(Finding::new(DATABASE, State::Ok, told));
        return None;
    }
    let opened = Db::open(settings.database_url.expose(), DbOptions::default()).await;
    let db = opened.map_err(|error| findings.push(wrong_database(error))).ok()?;
    let reached = migrate::reached(&db).await;
    let vault = vault?;
    let app = App::new(Store::new(db, vault.clone()), vault, settings.clone(), clock.clone());
    match (app.store.engine().await, reached) {
        (Ok(engine), Ok(reached)) => {
            findings.push(self::engine(&engine));
            let (schema, is_there) = schema(reached);
            findings.push(schema);
            if !is_there {
                return None;
            }
        }
        (Err(error), _) => {
            findings.push(wrong_database(error));
            return None;
        }
        (Ok(_), Err(error)) => {
            findings.push(wrong_database(error));
            return None;
        }
    }
    findings.extend(belonging(&app).await);
    Some(app)
}

fn wrong_database(error: impl Into<CommandError>) -> Finding {
    Finding::new(DATABASE, State::Wrong, format!("ENROL_DATABASE_URL: {}", error.into()))
}

/// What holds the data.
fn engine(engine: &EngineReport) -> Finding {
    let called = format!("{} {}", engine.name, engine.version);
    if !engine.is_writable {
        wrong_database(CommandError(format!("{called} takes no changes: name the server that writes")))
    } else if !engine.is_durable {
        wrong_database(CommandError(format!(
            "{called} forgets what it acknowledged when the power fails: set fsync, full_page_writes and \
             synchronous_commit to on"
        )))
    } else if engine.is_recent {
        Finding::new(DATABASE, State::Ok, format!("{called}, durable"))
    } else {
        Finding::new(DATABASE, State::Warning, format!("{called} is older than what is tested, 15"))
    }
}

/// Whether the database is of these keys and this time.
async fn belonging(app: &App) -> Option<Finding> {
    match app.store.fits_keys().await {
        Ok(true) => {}
        Ok(false) => {
            let told = "ENROL_KEY_FILE: not the key file of this database: put that one back";
            return Some(Finding::new("keys", State::Wrong, told));
        }
        Err(error) => return Some(wrong_database(error)),
    }
    let database = app.store.clock().await.ok().flatten()?;
    let apart = database.micros().abs_diff(app.clock.now().micros()) / 1_000_000;
    Some(if apart < CLOCKS {
        Finding::new("clock", State::Ok, format!("within {} s of the database's", apart + 1))
    } else {
        let told =
            format!("{apart} s from the database's: set both by NTP; until then nothing is deleted or sent");
        Finding::new("clock", State::Wrong, told)
    })
}

/// The schema, and whether it is one that can be asked further.
fn schema(reached: Option<i64>) -> (Finding, bool) {
    const ABOUT: &str = "schema";
    let newest = migrate::newest();
    match reached {
        None => (Finding::new(ABOUT, State::Ok, "none yet; the first start makes it"), false),
        Some(step) if step == newest => {
            (Finding::new(ABOUT, State::Ok, format!("step {step}, up to date")), true)
        }
        Some(step) if step < newest => {
            let told = format!(
                "step {step} of {newest}: the next start, or `enrol migrate`, brings it up to date; back it up first"
            );
            (Finding::new(ABOUT, State::Warning, told), false)
        }
        Some(step) => {
            let told = format!(
                "step {step}, and this program knows {newest}: run a newer Enrol, or restore a backup"
            );
            (Finding::new(ABOUT, State::Wrong, told), false)
        }
    }
}

/// Whether the receivers of webhooks can be reached from here.
async fn receivers(app: &App, findings: &mut Vec<Finding>) {
    const ABOUT: &str = "webhooks";
    let sources = match access::sources(app).await {
        Ok(sources) => sources,
        Err(error) => return findings.push(Finding::new(ABOUT, State::Wrong, CommandError::from(error).0)),
    };
    let (mut count, before) = (0, findings.len());
    for source in sources.into_iter().filter(|source| source.disabled_at.is_none()) {
        let told = match notifier::read(app, source.id).await {
            Ok(notifier) => reach(&notifier.url).await.err().map(|why| (State::Warning, why)),
            Err(Error::NoNotifier | Error::NotFound) => continue,
            Err(error) => Some((State::Wrong, CommandError::from(error).0)),
        };
        count += 1;
        if let Some((state, why)) = told {
            findings.push(Finding::new(ABOUT, state, format!("source {}: {why}", source.id)));
        }
    }
    if findings.len() == before {
        findings.push(Finding::new(ABOUT, State::Ok, format!("{count} receivers can be reached")));
    }
}

/// Whether the gateway for text messages can be reached from here; nothing is sent.
async fn text_messages(settings: &Settings) -> Finding {
    const ABOUT: &str = "SMS";
    let Some(sms) = &settings.sms else {
        let told = "no ENROL_SMS_URL: sessions in which people prove their mobile are refused";
        return Finding::new(ABOUT, State::Ok, told);
    };
    let Some((url, token)) = sms.gateway() else {
        let told = "ENROL_SMS_URL is console: and prints people's numbers and codes; name a gateway";
        return Finding::new(ABOUT, State::Warning, told);
    };
    match reach(url).await {
        Ok(()) if token.is_none() => {
            Finding::new(ABOUT, State::Ok, "the gateway can be reached; there is no ENROL_SMS_TOKEN")
        }
        Ok(()) => Finding::new(ABOUT, State::Ok, "the gateway can be reached"),
        Err(why) => Finding::new(ABOUT, State::Warning, format!("ENROL_SMS_URL: {why}")),
    }
}

/// Opens a connection to where this URL leads, and says nothing over it.
async fn reach(url: &Url) -> Result<(), String> {
    let (Some(host), Some(port)) = (url.host(), url.port_or_known_default()) else {
        return Err("its URL has no host".to_owned());
    };
    let opened = async {
        match host {
            Host::Domain(name) => TcpStream::connect((name, port)).await,
            Host::Ipv4(address) => TcpStream::connect((address, port)).await,
            Host::Ipv6(address) => TcpStream::connect((address, port)).await,
        }
    };
    match timeout(PATIENCE, opened).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => {
            Err(format!("{host}, port {port}: {error}; look at names, routes and what lets connections out"))
        }
        Err(_) => Err(format!("{host}, port {port}: no answer in {} s", PATIENCE.as_secs())),
    }
}

/// Whether as many files may be open as connections may be held.
fn files(settings: &Settings) -> Finding {
    const ABOUT: &str = "open files";
    let limits = fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"));
    let soft =
        line.and_then(|line| line.split_whitespace().next()).and_then(|soft| soft.parse::<usize>().ok());
    let needed = settings.max_connections + OTHER_FILES;
    match soft {
        Some(soft) if soft < needed => {
            let told = format!(
                "{soft} may be open, and {} connections need {needed}: raise the limit (LimitNOFILE=, ulimit -n), or \
                 lower ENROL_MAX_CONNECTIONS",
                settings.max_connections
            );
            Finding::new(ABOUT, State::Warning, told)
        }
        Some(soft) => Finding::new(ABOUT, State::Ok, format!("{soft} may be open")),
        None => Finding::new(ABOUT, State::Ok, "no limit is known"),
    }
}
