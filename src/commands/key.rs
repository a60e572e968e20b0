//! `enrol key`: making, adding, using, retiring and dropping keys.

use serde_json::json;

use super::source::done;
use crate::actions::audit;
use crate::app::{App, Clock};
use crate::cli::{CommandError, KeyCommand, KeyKind as Word, Output};
use crate::config::Settings;
use crate::domain::moment::Moment;
use crate::store::reseal::{Resealed, reseal};
use crate::vault::{KeyKind, KeyLine, KeyRing};

/// What the audit calls a key that seals; of others the database knows nothing.
const KEY: &str = "encryption key";

/// Said after a change that running instances do not know yet.
const RESTART: &str = "Give the file to every instance and restart them.";

/// Said where an instance stands against a change.
const GONE: &str = "One that was killed counts as gone two minutes after its end.";

pub(super) async fn run(command: KeyCommand, settings: Settings) -> Result<(), CommandError> {
    let now = Clock::default().now();
    let path = settings.key_file.clone();
    match command {
        KeyCommand::Make { file } => {
            let path = file.unwrap_or(path);
            KeyRing::create(&path, now)?;
            println!(
                "Made {}. Keep a copy apart from the database: without it nothing can be read.",
                path.display()
            );
        }
        KeyCommand::List(output) => {
            for line in KeyRing::load(&path)?.list() {
                print(&line, output);
            }
        }
        KeyCommand::Add { kind } => {
            let mut ring = KeyRing::load(&path)?;
            let id = ring.add(kind.into(), now)?;
            ring.save(&path)?;
            println!(
                "Added {} key {id}, not in use yet. {RESTART} Then: enrol key use {0} {id}",
                KeyKind::from(kind)
            );
        }
        KeyCommand::Use { kind, id } => activate(settings, kind.into(), number(&id)?).await?,
        KeyCommand::Retire { kind, id } => retire(settings, kind.into(), number(&id)?, now).await?,
        KeyCommand::Drop { kind, id } => drop_key(settings, kind.into(), number(&id)?, now).await?,
    }
    Ok(())
}

fn print(line: &KeyLine, output: Output) {
    let KeyLine { kind, id, state, created, retired } = line;
    let object = json!({ "kind": kind, "id": id, "state": state, "created": created, "retired": retired });
    let since = retired.map(|at| format!("\tretired {at}")).unwrap_or_default();
    done(output, &object, &format!("{kind}\t{id}\t{state}\t{created}{since}"));
}

/// Makes a key the one in use, when every instance that runs can open with it.
async fn activate(settings: Settings, kind: KeyKind, id: u32) -> Result<(), CommandError> {
    let path = settings.key_file.clone();
    let mut ring = KeyRing::load(&path)?;
    ring.activate(kind, id)?;
    if kind == KeyKind::Encryption {
        let app = super::open(settings).await?;
        let instances = app.store.instances().await?;
        if let Some(behind) = instances.iter().find(|instance| !instance.keys.contains(&id)) {
            return Err(CommandError(format!(
                "{} does not have encryption key {id} yet: give it the key file and restart it, then try \
                 again. {GONE}",
                behind.name
            )));
        }
        app.store.revive_key(id).await?;
        audit::note(&app, KEY, id).await?;
    }
    ring.save(&path)?;
    println!("{kind} key {id} is the one in use. {RESTART}");
    Ok(())
}

/// Seals anew what an encryption key has sealed, lets nobody seal with it again, and marks it in the
/// file, where it goes on opening for the time of grace. A signing key has nothing to open: it is
/// dropped.
async fn retire(settings: Settings, kind: KeyKind, id: u32, now: Moment) -> Result<(), CommandError> {
    let path = settings.key_file.clone();
    let mut ring = KeyRing::load(&path)?;
    if kind == KeyKind::Signing {
        ring.remove(kind, id)?;
        ring.save(&path)?;
        println!("Dropped {kind} key {id}: the tokens that it signed are refused. {RESTART}");
        return Ok(());
    }
    ring.retire(kind, id, now)?;
    let app = super::open(settings).await?;
    refuse_while_used(&app, id, now).await?;
    let Resealed { count, unreadable } = reseal(&app.store, id).await?;
    audit::note(&app, KEY, id).await?;
    ring.save(&path)?;
    println!("Sealed {count} values anew.");
    if unreadable > 0 {
        println!("{unreadable} values do not open and were left as they are; the log names their rows.");
    }
    println!("Retired {kind} key {id}: it seals no more, and still opens. {RESTART}");
    println!("A day from now, drop it: enrol key drop {kind} {id}");
    Ok(())
}

/// Removes a key that was retired long enough ago, once nothing at all is left that it has sealed.
async fn drop_key(settings: Settings, kind: KeyKind, id: u32, now: Moment) -> Result<(), CommandError> {
    if kind == KeyKind::Signing {
        return retire(settings, kind, id, now).await;
    }
    let path = settings.key_file.clone();
    let mut ring = KeyRing::load(&path)?;
    ring.drop_retired(kind, id, now)?;
    let app = super::open(settings).await?;
    refuse_while_used(&app, id, now).await?;
    let Resealed { count, unreadable } = reseal(&app.store, id).await?;
    if unreadable > 0 {
        return Err(CommandError(format!(
            "{unreadable} values that {kind} key {id} has sealed do not open; the log names their rows. The \
             key stays, for a backup of them may need it: restore or remove them first"
        )));
    }
    audit::note(&app, KEY, id).await?;
    ring.save(&path)?;
    println!("Sealed {count} values anew. Dropped {kind} key {id}. {RESTART}");
    Ok(())
}

async fn refuse_while_used(app: &App, id: u32, now: Moment) -> Result<(), CommandError> {
    match app.store.retire_key(id, now).await?.first() {
        None => Ok(()),
        Some(instance) => Err(CommandError(format!(
            "{} still seals with encryption key {id}: give it the key file and restart it, then try again. {GONE}",
            instance.name
        ))),
    }
}

fn number(id: &str) -> Result<u32, CommandError> {
    id.parse().map_err(|_| CommandError(format!("{id} is no key's id; `enrol key list` shows them all")))
}

impl From<Word> for KeyKind {
    fn from(word: Word) -> Self {
        match word {
            Word::Encryption => Self::Encryption,
            Word::Signing => Self::Signing,
        }
    }
}
