//! Notifiers: one live one for each source, its address, headers and secrets sealed.

use serde::{Deserialize, Serialize};
use url::Url;

use super::db::{Params, Sql, record};
use super::{Mode, Tx, View, statements};
use super::{sealing, unreadable};
use crate::domain::ids::{NotifierId, SourceId};
use crate::domain::moment::Moment;
use crate::domain::webhook::event::Event;
use crate::domain::webhook::notifier::{Headers, Notifier, Secret};
use crate::error::{Error, Result};
use crate::vault::AssociatedData;

statements! {
    WANTS = Sql::same("select id, events, include_profile from notifier where source_id = $1 and removed_at is null");
    LIVE = Sql::same(
        "select id, events, include_profile, sealed_target, sealed_secrets, created_at from notifier
         where source_id = $1 and removed_at is null",
    );
    // Locks the notifier, so that two rotations come one after the other.
    LOCK = Sql::same(
        "update notifier set include_profile = include_profile where source_id = $1 and removed_at is null",
    );
    // Nobody asks a removed one where it was and how it signed.
    REMOVE = Sql::same(
        "update notifier set removed_at = $2, sealed_target = $3, sealed_secrets = $3
         where source_id = $1 and removed_at is null",
    );
    INSERT = Sql::same(
        "insert into notifier (id, source_id, events, include_profile, sealed_target, sealed_secrets, created_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (source_id) where removed_at is null do nothing",
    );
    CHANGE_SECRETS = Sql::same(
        "update notifier set sealed_secrets = $3 where id = $2 and source_id is not distinct from $1 and removed_at is null",
    );
}

record! {
    #[derive(Debug, Clone)]
    pub(super) struct InterestRow {
        pub(super) id: NotifierId,
        pub(super) events: String,
        pub(super) include_profile: bool,
    }
}

/// What a statement that also read something else has found of the live notifier: it is not read again for
/// the deliveries of a transaction that follows at once.
#[derive(Debug, Clone, Default)]
pub struct KnownNotifier(pub(super) Option<InterestRow>);

record! {
    struct Row {
        id: NotifierId,
        events: String,
        include_profile: bool,
        sealed_target: Vec<u8>,
        sealed_secrets: Vec<u8>,
        created_at: Moment,
    }
}

/// What the writing of deliveries must know of the live notifier; nothing of it is sealed.
#[derive(Debug, Clone)]
pub(super) struct Interest {
    pub id: NotifierId,
    /// Their words: a newer version may have written some that this one does not know.
    pub events: Vec<String>,
    pub include_profile: bool,
}

/// The live notifier with the secrets that sign its deliveries.
#[derive(Debug, Clone)]
pub struct ActiveNotifier {
    /// The notifier.
    pub notifier: Notifier,
    /// The newest first; some may have had their time.
    pub secrets: Vec<Secret>,
}

/// Where deliveries go, as it is sealed.
#[derive(Serialize, Deserialize)]
struct Target {
    url: Url,
    headers: Headers,
}

impl<M: Mode> View<M> {
    /// The live notifier, if there is one.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn notifier(&mut self) -> Result<Option<ActiveNotifier>> {
        let row = self.conn.optional::<Row>(LIVE, &[&self.source]).await?;
        row.map(|row| self.open_notifier(&row)).transpose()
    }

    fn open_notifier(&self, row: &Row) -> Result<ActiveNotifier> {
        let target: Target =
            sealing::open(&self.vault, &associated_data(self.source, &row.id, TARGET), &row.sealed_target)?;
        let secrets =
            sealing::open(&self.vault, &associated_data(self.source, &row.id, SECRETS), &row.sealed_secrets)?;
        let notifier = Notifier {
            id: row.id,
            url: target.url,
            headers: target.headers,
            events: events(self.source, row.id, &row.events)?,
            include_profile: row.include_profile,
            created_at: row.created_at,
        };
        Ok(ActiveNotifier { notifier, secrets })
    }
}

impl Tx {
    /// The live notifier, which nobody else changes until the end of this transaction.
    ///
    /// # Errors
    /// [`Error::NoNotifier`].
    pub async fn lock_notifier(&mut self) -> Result<ActiveNotifier> {
        if self.conn.execute(LOCK, &[&self.source]).await? == 0 {
            return Err(Error::NoNotifier);
        }
        self.notifier().await?.ok_or(Error::NoNotifier)
    }

    /// Registers a notifier in place of the live one. Deliveries that wait for that one go to this
    /// one, if it wants them.
    ///
    /// # Errors
    /// [`Error::Stale`] when another one is being registered at the same time.
    pub async fn replace_notifier(&mut self, active: &ActiveNotifier) -> Result<()> {
        let ActiveNotifier { notifier, secrets } = active;
        self.remove_notifier(notifier.created_at).await?;
        self.mode.changes.record("notifier", notifier.id);
        let target = Target { url: notifier.url.clone(), headers: notifier.headers.clone() };
        let target =
            sealing::seal(&self.vault, &associated_data(self.source, &notifier.id, TARGET), &target)?;
        let secrets =
            sealing::seal(&self.vault, &associated_data(self.source, &notifier.id, SECRETS), secrets)?;
        let events =
            serde_json::to_string(&notifier.events).map_err(|error| Error::Broken(error.to_string()))?;
        let params: Params<'_> = &[
            &notifier.id,
            &self.source,
            &events,
            &notifier.include_profile,
            &target,
            &secrets,
            &notifier.created_at,
        ];
        if self.conn.execute(INSERT, params).await? == 0 { Err(Error::Stale) } else { Ok(()) }
    }

    /// Ends the live notifier and forgets its secrets; says whether there was one.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn remove_notifier(&mut self, now: Moment) -> Result<bool> {
        self.mode.wants.take();
        self.mode.known = None;
        let removed = self.conn.execute(REMOVE, &[&self.source, &now, &Vec::<u8>::new()]).await? > 0;
        if removed {
            self.mode.changes.record("notifier", "removed");
        }
        Ok(removed)
    }

    /// Gives the live notifier other secrets.
    ///
    /// # Errors
    /// [`Error::NoNotifier`] when it is not live any more.
    pub async fn change_secrets(&mut self, id: NotifierId, secrets: &[Secret]) -> Result<()> {
        let sealed = sealing::seal(&self.vault, &associated_data(self.source, &id, SECRETS), &secrets)?;
        let changed = self.conn.execute(CHANGE_SECRETS, &[&self.source, &id, &sealed]).await?;
        self.mode.changes.record("notifier", id);
        if changed == 0 { Err(Error::NoNotifier) } else { Ok(()) }
    }

    /// Lets the transaction go by what was found of the notifier just before it.
    #[must_use]
    pub fn knowing(mut self, notifier: &KnownNotifier) -> Self {
        self.mode.known = Some(notifier.clone());
        self
    }

    /// The live notifier, if it asks for this.
    pub(super) async fn wants_to_know(&mut self, event: Event) -> Result<Option<Interest>> {
        Ok(self.wants().await?.filter(|wants| wants.events.iter().any(|asked| asked == event.as_str())))
    }

    /// What the live notifier asks for: one read for a transaction, however much happens in it.
    pub(super) async fn wants(&mut self) -> Result<Option<Interest>> {
        if let Some(known) = self.mode.wants.get() {
            return Ok(known.clone());
        }
        let row = match self.mode.known.take() {
            Some(KnownNotifier(row)) => row,
            None => self.conn.optional::<InterestRow>(WANTS, &[&self.source]).await?,
        };
        let wants = match row {
            Some(InterestRow { id, events: text, include_profile }) => {
                Some(Interest { id, events: events(self.source, id, &text)?, include_profile })
            }
            None => None,
        };
        Ok(self.mode.wants.get_or_init(|| wants).clone())
    }
}

/// The field that holds address and headers.
pub(super) const TARGET: &str = "target";
/// The field that holds the secrets.
pub(super) const SECRETS: &str = "secrets";

fn associated_data<'a>(source: SourceId, id: &'a NotifierId, field: &'static str) -> AssociatedData<'a> {
    AssociatedData { source, kind: "notifier", record: id.0.as_bytes(), field }
}

fn events(source: SourceId, id: NotifierId, text: &str) -> Result<Vec<String>> {
    let strange = |_| unreadable::row(source, "notifier", &id.to_string(), "its events are no list");
    serde_json::from_str(text).map_err(strange)
}
