//! `enrol key`: making, adding, using and retiring keys.

use serde_json::json;

use super::source::done;
use crate::app::Clock;
use crate::cli::{Failure, KeyCommand, KeyKind as Word};
use crate::config::Settings;
use crate::store::reseal::reseal;
use crate::vault::{KeyKind, KeyRing, KeyState};

/// Said after a change that running instances do not know yet.
const RESTART: &str = "Give the file to every instance and restart them.";

pub(super) async fn run(verb: KeyCommand, settings: Settings) -> Result<(), Failure> {
    let now = Clock::default().now();
    let path = settings.key_file.clone();
    match verb {
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
                let object =
                    json!({ "kind": line.kind, "id": line.id, "state": line.state, "created": line.created });
                done(
                    output,
                    &object,
                    &format!("{}\t{}\t{}\t{}", line.kind, line.id, line.state, line.created),
                );
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
        KeyCommand::Use { kind, id } => {
            let mut ring = KeyRing::load(&path)?;
            ring.activate(kind.into(), number(&id)?)?;
            ring.save(&path)?;
            println!("{} key {id} is the one in use. {RESTART}", KeyKind::from(kind));
        }
        KeyCommand::Retire { kind, id } => retire(settings, kind.into(), number(&id)?).await?,
    }
    Ok(())
}

/// Drops a key; of an encryption key, what it sealed is sealed anew first.
async fn retire(settings: Settings, kind: KeyKind, id: u32) -> Result<(), Failure> {
    let path = settings.key_file.clone();
    let mut ring = KeyRing::load(&path)?;
    let lines = ring.list();
    ring.remove(kind, id)?;
    if kind == KeyKind::Encryption {
        let used =
            lines.iter().any(|line| line.kind == kind && line.id == id && line.state != KeyState::Standby);
        let app = super::open(settings).await?;
        let count = if used { reseal(&app.store, id).await? } else { 0 };
        println!("Sealed {count} values anew.");
    }
    // Only now, when nothing needs the key any more.
    ring.save(&path)?;
    println!("Retired {kind} key {id}. {RESTART}");
    Ok(())
}

fn number(id: &str) -> Result<u32, Failure> {
    id.parse().map_err(|_| Failure(format!("{id} is no key's id; `enrol key list` shows them all")))
}

impl From<Word> for KeyKind {
    fn from(word: Word) -> Self {
        match word {
            Word::Encryption => Self::Encryption,
            Word::Signing => Self::Signing,
        }
    }
}
