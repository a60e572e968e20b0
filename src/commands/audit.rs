//! `enrol audit`: who changed what, and whether anybody changed that.

use std::path::Path;

use serde_json::json;

use super::optional;
use super::source::{done, known};
use crate::actions::audit::{self, Verified};
use crate::app::App;
use crate::cli::{AuditCommand, AuditList, AuditVerify, CommandError, Output};
use crate::domain::audit::Link;
use crate::domain::hex::hex;

/// What a checkpoint begins with.
const MARK: &str = "enrol-audit";

pub(super) async fn run(app: &App, command: AuditCommand) -> Result<(), CommandError> {
    match command {
        AuditCommand::List(list) => self::list(app, list).await,
        AuditCommand::Verify(verify) => self::verify(app, verify).await,
        AuditCommand::Checkpoint(output) => checkpoint(app, output).await,
    }
}

async fn list(app: &App, list: AuditList) -> Result<(), CommandError> {
    let source = match list.source {
        Some(id) => Some(known(app, id).await?),
        None => None,
    };
    for row in audit::list(app, source, i64::from(list.limit)).await? {
        let (entry, position) = (row.entry, row.link.map(|link| link.position));
        let object = json!({
            "position": position, "at": entry.at, "source": entry.source, "kind": entry.kind, "who": entry.who,
            "action": entry.action, "records": entry.records, "requestId": entry.request,
        });
        let line = format!(
            "{}\t{}\t{} {}\t{}\t{}\tsource {}\trequest {}",
            optional(position.as_ref()),
            entry.at,
            entry.kind,
            entry.who,
            entry.action,
            entry.records,
            optional(entry.source.as_ref()),
            optional(entry.request.as_ref()),
        );
        done(list.output, &object, &line);
    }
    Ok(())
}

async fn verify(app: &App, verify: AuditVerify) -> Result<(), CommandError> {
    let checkpoint = verify.checkpoint.as_deref().map(read).transpose()?;
    let Verified { last, unchained, faults } = audit::verify(app, checkpoint).await?;
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    let object = json!({ "rows": last.position, "unchained": unchained, "faults": told });
    let words = if told.is_empty() {
        format!("All {} rows are as they were written; {unchained} are not chained yet.", last.position)
    } else {
        told.join("\n")
    };
    done(verify.output, &object, &words);
    match told.len() {
        0 => Ok(()),
        1 => Err(CommandError("the audit is not as it was written: 1 fault".to_owned())),
        many => Err(CommandError(format!("the audit is not as it was written: {many} faults"))),
    }
}

async fn checkpoint(app: &App, output: Output) -> Result<(), CommandError> {
    let Link { position, hash } = audit::checkpoint(app).await?;
    let hash = hex(&hash);
    done(output, &json!({ "position": position, "hash": hash }), &format!("{MARK} {position} {hash}"));
    Ok(())
}

/// Reads what `checkpoint` printed.
fn read(file: &Path) -> Result<Link, CommandError> {
    let said = |why: &dyn std::fmt::Display| CommandError(format!("--checkpoint {}: {why}", file.display()));
    let text = std::fs::read_to_string(file).map_err(|error| said(&error))?;
    let link = || {
        let mut words = text.split_whitespace();
        let (mark, position, hash) = (words.next()?, words.next()?.parse().ok()?, words.next()?);
        let byte = |at: usize| u8::from_str_radix(hash.get(at..at + 2)?, 16).ok();
        let hash = (0..hash.len()).step_by(2).map(byte).collect::<Option<Vec<u8>>>()?;
        (mark == MARK && hash.len() == 32).then_some(Link { position, hash })
    };
    link().ok_or_else(|| said(&"not what `enrol audit checkpoint` prints"))
}
