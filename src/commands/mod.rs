//! What the commands of the command line do.

mod audit;
mod backup;
mod check;
mod deliveries;
mod demo;
mod erase;
mod form;
mod funnel;
mod health;
mod key;
mod manual;
mod sessions;
mod source;
mod subscription_type;

use std::net::SocketAddr;
use std::str::FromStr;
use std::sync::Arc;

use tokio::net::TcpListener;

use crate::app::{App, Clock};
use crate::cause::Cause;
use crate::cli::{Command, CommandError};
use crate::config::Settings;
use crate::error::Error;
use crate::http;
use crate::logs::print_error;
use crate::server::{self, Listeners};
use crate::store::db::migrate::migrate;
use crate::store::db::{Db, DbOptions};
use crate::store::{Instance, Store};
use crate::telemetry;
use crate::vault::{KeyRing, Vault};

/// Does one command, which is called `words` in the audit.
///
/// # Errors
/// [`CommandError`], in one line that says what to do.
pub async fn run(command: Command, words: String, settings: Settings) -> Result<(), CommandError> {
    match command {
        Command::Demo(demo) => demo::run(settings, demo.flows).await,
        Command::Serve => serve(settings).await,
        Command::Migrate => migrate_only(settings).await,
        Command::Backup { file } => backup::make(&settings, &file).await,
        Command::Restore { file } => backup::restore(&settings, &file).await,
        Command::Check(output) => check::run(settings, output).await,
        Command::Health => health::run(&settings).await,
        Command::Completions { shell } => manual::completions(shell),
        Command::Man { directory } => manual::pages(&directory),
        command => {
            let user = format!("uid {}", rustix::process::getuid().as_raw());
            Box::pin(Cause::of_command(words, user).scope(operate(command, settings))).await
        }
    }
}

/// Does a command of somebody who looks after what is in the database.
async fn operate(command: Command, settings: Settings) -> Result<(), CommandError> {
    if let Command::Key(command) = command {
        return key::run(command, settings).await;
    }
    let app = open(settings).await?;
    match command {
        Command::Source(command) => source::run(&app, command).await,
        Command::SubscriptionType(command) => subscription_type::run(&app, command).await,
        Command::Form(command) => form::run(&app, command).await,
        Command::Funnel(of) => funnel::run(&app, of).await,
        Command::Sessions(command) => sessions::run(&app, command).await,
        Command::Deliveries(command) => deliveries::run(&app, command).await,
        Command::Customer(command) => erase::customer(&app, command).await,
        Command::Audit(command) => audit::run(&app, command).await,
        Command::Purge(purge) => erase::purge(&app, purge).await,
        Command::Demo(_)
        | Command::Serve
        | Command::Migrate
        | Command::Backup { .. }
        | Command::Restore { .. }
        | Command::Check(_)
        | Command::Health
        | Command::Completions { .. }
        | Command::Man { .. }
        | Command::Key(_) => Ok(()),
    }
}

/// Opens the database, brings it to the current schema, and loads the keys.
///
/// # Errors
/// When the keys are missing or cannot be read, or the database cannot be opened.
pub async fn open(settings: Settings) -> Result<App, CommandError> {
    let clock = Clock::default();
    check_directory(&settings)?;
    make_first_keys(&settings, &clock)?;
    let vault = Arc::new(Vault::load(&settings.key_file)?);
    let db = Db::open(settings.database_url.expose(), DbOptions::default()).await?;
    migrate(&db, clock.now()).await?;
    let store = Store::new(db, vault.clone());
    store.bind_keys().await.map_err(|error| unfit_keys(error, &settings))?;
    Ok(App::new(store, vault, settings, clock))
}

fn unfit_keys(error: Error, settings: &Settings) -> CommandError {
    let file = settings.key_file.display();
    match error {
        Error::WrongKeys => CommandError(format!(
            "ENROL_KEY_FILE: {file} is not the key file of this database: put that one back"
        )),
        Error::RetiredKey(key) => CommandError(format!(
            "ENROL_KEY_FILE: {file} is out of date: it seals with encryption key {key}, which was retired; \
             put the current key file in its place"
        )),
        other => other.into(),
    }
}

/// Gives this server's first sign of life: from now on no key that it seals with is retired.
async fn announce(app: &App) -> Result<Instance, CommandError> {
    // Any name will do that leads an operator to the process.
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let name = format!("{} (process {}, {})", host.trim(), std::process::id(), app.settings.listen);
    let instance = Instance { id: uuid::Uuid::new_v4(), name };
    app.store.beat(&instance).await.map_err(|error| unfit_keys(error, &app.settings))?;
    Ok(instance)
}

/// A directory that was named by hand exists: a wrong letter in it must not begin an empty database.
fn check_directory(settings: &Settings) -> Result<(), CommandError> {
    let directory = settings.database_url.file().and_then(std::path::Path::parent);
    match directory.filter(|directory| !directory.as_os_str().is_empty() && !directory.is_dir()) {
        None => Ok(()),
        Some(missing) => Err(CommandError(format!(
            "ENROL_DATABASE_URL: there is no directory {}: make it, or correct the setting",
            missing.display()
        ))),
    }
}

/// The first start beside an embedded database makes the keys. Never later: with new keys, what an
/// existing database holds could not be read.
fn make_first_keys(settings: &Settings, clock: &Clock) -> Result<(), CommandError> {
    if settings.key_file.exists() {
        return Ok(());
    }
    let file = settings.key_file.display();
    match settings.database_url.file() {
        Some(database) if !database.exists() => {
            KeyRing::create(&settings.key_file, clock.now())?;
            print_error(&format_args!(
                "enrol: made the key file {file}. Back it up apart from the database: without it nothing can be read."
            ));
            Ok(())
        }
        Some(_) => Err(CommandError(format!(
            "ENROL_KEY_FILE: {file} is missing, and the database exists: put the key file back that belongs to it"
        ))),
        None => Err(CommandError(format!(
            "ENROL_KEY_FILE: {file} is missing: make one with `enrol key make` and give every instance the same"
        ))),
    }
}

async fn serve(settings: Settings) -> Result<(), CommandError> {
    let app = open(settings).await?;
    let visitors = listen("ENROL_LISTEN", app.settings.listen)?;
    let metrics = app.settings.metrics_listen;
    let metrics = metrics.map(|address| listen("ENROL_METRICS_LISTEN", address)).transpose()?;
    tracing::info!(listen = %visitors.local_addr()?, public = app.settings.origin(), "serving");
    let export = telemetry::start().map_err(CommandError)?;
    let instance = announce(&app).await?;
    server::run(app, instance, Listeners { visitors, metrics }, http::stop_on_signal()?).await;
    export.stop().await;
    Ok(())
}

fn listen(setting: &str, address: SocketAddr) -> Result<TcpListener, CommandError> {
    http::listen(address)
        .map_err(|error| CommandError(format!("{setting}: cannot listen on {address}: {error}")))
}

async fn migrate_only(settings: Settings) -> Result<(), CommandError> {
    // As at any first start: beside the database that is made here, no keys would be made later.
    check_directory(&settings)?;
    if settings.database_url.file().is_some() {
        make_first_keys(&settings, &Clock::default())?;
    }
    let db = Db::open(settings.database_url.expose(), DbOptions::default()).await?;
    let steps = migrate(&db, Clock::default().now()).await?;
    println!("The database is up to date; {steps} steps were new.");
    Ok(())
}

/// The word of a closed set that was given, if any was.
fn choice<T: std::fmt::Display>(
    text: Option<&str>,
    find: impl Fn(&str) -> Option<T>,
    all: &[T],
) -> Result<Option<T>, CommandError> {
    let Some(text) = text else { return Ok(None) };
    find(text).map(Some).ok_or_else(|| {
        let words: Vec<String> = all.iter().map(ToString::to_string).collect();
        CommandError(format!("--status: one of {}", words.join(", ")))
    })
}

/// What `read` finds under this id; `missing` is said when there is nothing.
async fn find<I: FromStr, T>(
    id: &str,
    read: impl AsyncFnOnce(I) -> Result<T, Error>,
    missing: &str,
) -> Result<T, CommandError> {
    let found = match id.parse() {
        Ok(id) => read(id).await,
        Err(_) => Err(Error::NotFound),
    };
    found.map_err(|error| match error {
        Error::NotFound => CommandError(missing.to_owned()),
        error => error.into(),
    })
}

/// A value, or a dash for none.
fn optional<T: std::fmt::Display>(value: Option<&T>) -> String {
    value.map_or_else(|| "-".to_owned(), ToString::to_string)
}
