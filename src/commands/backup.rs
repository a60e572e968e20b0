//! `enrol backup` and `enrol restore`: copies of the embedded database, checked before they count.

use std::path::Path;

use tokio::task::spawn_blocking;

use super::check_directory;
use crate::cli::CommandError;
use crate::config::Settings;
use crate::store::db::backup::{self, BackupError, Copied};
use crate::store::db::migrate;
use crate::store::fits_keys;
use crate::vault::Vault;

/// Copies the database into a new file, while servers go on.
pub(super) async fn make(settings: &Settings, to: &Path) -> Result<(), CommandError> {
    let Some(database) = settings.database_url.file() else {
        return Err(postgres(&format!("pg_dump --format=custom --file={}", to.display())));
    };
    let copied = copy(database, to, |_| Ok(())).await?;
    println!("{}: {}", to.display(), told(&copied));
    println!("The keys are not in it. Keep a copy of {} elsewhere.", settings.key_file.display());
    Ok(())
}

/// Puts a copy in the place of a database that is not there.
pub(super) async fn restore(settings: &Settings, from: &Path) -> Result<(), CommandError> {
    let Some(database) = settings.database_url.file() else {
        return Err(postgres(&format!("pg_restore --exit-on-error {}", from.display())));
    };
    check_directory(settings)?;
    // Never made here: new ones could not read what is in the copy.
    let vault = Vault::load(&settings.key_file)?;
    let key_file = settings.key_file.display().to_string();
    let copied = copy(from, database, move |copied| {
        if copied.step > migrate::newest() {
            return Err(CommandError(
                "the copy is of a newer Enrol: restore it with that program".to_owned(),
            ));
        }
        match &copied.key_fingerprint {
            Some(bound) if !fits_keys(&vault, bound) => Err(CommandError(format!(
                "ENROL_KEY_FILE: {key_file} is not the key file of this copy: put the one back that belongs to it"
            ))),
            _ => Ok(()),
        }
    });
    println!("{}: {}", database.display(), told(&copied.await?));
    Ok(())
}

async fn copy(
    from: &Path,
    to: &Path,
    fits: impl FnOnce(&Copied) -> Result<(), CommandError> + Send + 'static,
) -> Result<Copied, CommandError> {
    let (from, to) = (from.to_owned(), to.to_owned());
    spawn_blocking(move || backup::copy(&from, &to, |copied| fits(copied).map_err(Refused::Unfit)))
        .await?
        .map_err(|refused| match refused {
            Refused::Backup(error) => error.into(),
            Refused::Unfit(error) => error,
        })
}

/// Why a copy does not count.
enum Refused {
    Backup(BackupError),
    Unfit(CommandError),
}

impl From<BackupError> for Refused {
    fn from(error: BackupError) -> Self {
        Self::Backup(error)
    }
}

fn told(copied: &Copied) -> String {
    let Copied { customers, sessions, bytes, step, .. } = copied;
    format!("{customers} customers, {sessions} sessions, {bytes} bytes, schema step {step}; checked")
}

/// A server's database is backed up by its own programs.
fn postgres(command: &str) -> CommandError {
    CommandError(format!(
        "the database is PostgreSQL's, which has programs for this: \
         run {command} --dbname=\"$ENROL_DATABASE_URL\", or archive its log (docs/running.md)"
    ))
}
