//! The audit: a row in the transaction of each change that a tenant, a person or an operator causes, and the chain that
//! these rows are put into soon after.
//!
//! A chain whose next link were written in the transaction would let one change wait for the other's commit. So a row is
//! written with a seal of its own, and whoever comes first (`worker/audit`) gives the rows that are not chained yet their
//! places, one instance at a time.

use std::fmt::Display;

use super::db::{Param, Params, Sql, record};
use super::{Mode, System, SystemTx, statements};
use crate::cause::{Cause, Who};
use crate::domain::audit::{ActorKind, Entry, Kept, Link, Purpose};
use crate::domain::fingerprint::Fingerprint;
use crate::domain::hex::hex;
use crate::domain::ids::{AuditId, SourceId, time_ordered};
use crate::domain::moment::Moment;
use crate::error::{Error, Result};
use crate::vault::{Vault, random};

/// Inserts a row: id, time, source, the kind of who and who, action, records, request, seal.
macro_rules! insert_audit {
    ($row:literal) => {
        concat!(
            "insert into audit (id, at, source_id, kind, who, action, records, request_id, seal) select ",
            $row
        )
    };
}
pub(super) use insert_audit;

macro_rules! columns {
    () => {
        "id, at, source_id, kind, who, action, records, request_id, seal, position, hash"
    };
}

statements! {
    INSERT = Sql::same(insert_audit!("$1, $2, $3, $4, $5, $6, $7, $8, $9"));
    // Whoever chains holds the end of the chain.
    HOLD_HEAD = Sql::same("update audit_head set position = position where id = 1 returning position, hash");
    HEAD = Sql::same("select position, hash from audit_head where id = 1");
    MOVE_HEAD = Sql::same("update audit_head set position = $1, hash = $2 where id = 1");
    UNCHAINED = Sql::same(concat!("select ", columns!(), " from audit where position is null order by id limit $1"));
    // Rows and their hashes as `["<id><hash>", …]` in hexadecimal digits, in the chain's order, and the position before
    // them. SQLite finds each row by its id: the `+` keeps it from going through all that are not chained for each link.
    CHAIN = Sql::differing(
        "update audit set position = $2 + link.key + 1, hash = unhex(substr(link.value, 33))
         from json_each($1) as link
         where audit.id = unhex(substr(link.value, 1, 32)) and +audit.position is null",
        "update audit set position = $2 + link.place, hash = decode(substr(link.value, 33), 'hex')
         from json_array_elements_text(cast($1 as json)) with ordinality as link (value, place)
         where audit.id = cast(substr(link.value, 1, 32) as uuid) and audit.position is null",
    );
    CHAINED = Sql::same(concat!(
        "select ", columns!(), " from audit where position > $1 and position <= $2 order by position limit $3"
    ));
    LIST = Sql::same(concat!("select ", columns!(), " from audit order by id desc limit $1"));
    LIST_OF_SOURCE = Sql::same(concat!("select ", columns!(), " from audit where source_id = $2 order by id desc limit $1"));
}

record! {
    struct Row {
        id: AuditId,
        at: Moment,
        source_id: Option<SourceId>,
        kind: String,
        who: String,
        action: String,
        records: String,
        request_id: Option<String>,
        seal: Vec<u8>,
        position: Option<i64>,
        hash: Option<Vec<u8>>,
    }
}

record! {
    struct Head { position: i64, hash: Vec<u8> }
}

/// What a transaction has changed so far, for its row.
#[derive(Debug, Default)]
pub struct Changes {
    /// When the transaction was begun, by the App's clock.
    at: Option<Moment>,
    /// The tenant that is changed, where the transaction is of none.
    source: Option<SourceId>,
    /// The records, by kind and id.
    records: Vec<String>,
    /// Whether a session has ended by it.
    ends_session: bool,
    /// Whether the row is written.
    written: bool,
}

impl Changes {
    /// A record changes.
    pub(super) fn record(&mut self, kind: &'static str, id: impl Display) {
        // What nobody causes is not written down, and most of what a person does.
        if Cause::current().is_some() {
            let record = format!("{kind} {id}");
            if !self.records.contains(&record) {
                self.records.push(record);
            }
        }
    }

    /// A source changes, by a transaction that is of no tenant.
    pub(super) fn source(&mut self, id: SourceId) {
        self.source = Some(id);
        self.record("source", id);
    }

    /// A session ends.
    pub(super) fn ends_session(&mut self) {
        self.ends_session = true;
    }

    /// When it happens.
    pub(super) fn happens(&mut self, at: Moment) {
        self.at = Some(at);
    }

    /// The row about it; none where nothing is to be written down, or it is.
    pub(super) fn row(&mut self, vault: &Vault, source: Option<SourceId>) -> Result<AuditRow> {
        let Some(cause) = Cause::current().filter(|_| !self.written && !self.records.is_empty()) else {
            return Ok(AuditRow::default());
        };
        let source = source.or(self.source);
        let (kind, who) = match cause.who() {
            Some(Who::Tenant(client)) => (ActorKind::Tenant, client.clone()),
            Some(Who::Operator(user)) => (ActorKind::Operator, user.clone()),
            // Whoever shows no token is the person of the session, of whom only the end is written down.
            None => match self.records.iter().find_map(|record| record.strip_prefix("session ")) {
                Some(session) if self.ends_session => (ActorKind::Person, session.to_owned()),
                _ => return Ok(AuditRow::default()),
            },
        };
        let at = self.at.ok_or_else(|| Error::Broken("a change does not say when it happens".to_owned()))?;
        self.written = true;
        let entry = Entry {
            id: AuditId(time_ordered(at, random())),
            at,
            source,
            kind: kind.to_string(),
            who,
            action: cause.action.clone(),
            records: self.records.join(", "),
            request: cause.request.clone(),
        };
        let seal = keyed_hash(vault, Purpose::Seal, &entry.bytes()).to_vec();
        Ok(AuditRow {
            id: Some(entry.id),
            at: Some(at),
            source,
            kind: Some(entry.kind),
            who: Some(entry.who),
            action: Some(entry.action),
            records: Some(entry.records),
            request: entry.request,
            seal: Some(seal),
        })
    }
}

/// A row to be written with a change; nothing of one that is not to be.
#[derive(Debug, Default)]
pub(super) struct AuditRow {
    id: Option<AuditId>,
    at: Option<Moment>,
    source: Option<SourceId>,
    kind: Option<String>,
    who: Option<String>,
    action: Option<String>,
    records: Option<String>,
    request: Option<String>,
    seal: Option<Vec<u8>>,
}

impl AuditRow {
    /// Whether there is anything to be written.
    pub fn is_some(&self) -> bool {
        self.id.is_some()
    }

    /// Its values, in the order of [`insert_audit!`].
    pub fn params(&self) -> [&dyn Param; 9] {
        [
            &self.id,
            &self.at,
            &self.source,
            &self.kind,
            &self.who,
            &self.action,
            &self.records,
            &self.request,
            &self.seal,
        ]
    }
}

/// The keyed hash of an entry or of a link.
#[must_use]
pub fn keyed_hash(vault: &Vault, purpose: Purpose, bytes: &[u8]) -> Fingerprint {
    let purpose = match purpose {
        Purpose::Seal => "audit",
        Purpose::Link => "audit-chain",
    };
    vault.fingerprint(purpose, None, bytes)
}

/// Writes the row about a transaction, before its commit.
pub(super) async fn write(
    conn: &mut super::db::Conn,
    vault: &Vault,
    source: Option<SourceId>,
    changes: &mut Changes,
) -> Result<()> {
    let row = changes.row(vault, source)?;
    if row.is_some() {
        conn.execute(INSERT, &row.params()).await?;
    }
    Ok(())
}

impl<M: Mode> System<M> {
    /// Where the chain ends.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn audit_head(&mut self) -> Result<Link> {
        let Head { position, hash } = self.conn.one(HEAD, &[]).await?;
        Ok(Link { position, hash })
    }

    /// Some of the chain's rows, in its order: those behind one position, up to another.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn audit_chain(&mut self, after: i64, until: i64, limit: i64) -> Result<Vec<Kept>> {
        self.conn.set_long();
        let rows = self.conn.all::<Row>(CHAINED, &[&after, &until, &limit]).await?;
        Ok(rows.into_iter().map(Kept::from).collect())
    }

    /// Some of the rows that are not chained yet.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn audit_unchained(&mut self, limit: i64) -> Result<Vec<Kept>> {
        let rows = self.conn.all::<Row>(UNCHAINED, &[&limit]).await?;
        Ok(rows.into_iter().map(Kept::from).collect())
    }

    /// The newest rows, of one source or of all.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn audit(&mut self, source: Option<SourceId>, limit: i64) -> Result<Vec<Kept>> {
        self.conn.set_long();
        let rows = match source {
            Some(source) => self.conn.all::<Row>(LIST_OF_SOURCE, &[&limit, &source]).await?,
            None => self.conn.all::<Row>(LIST, &[&limit]).await?,
        };
        Ok(rows.into_iter().map(Kept::from).collect())
    }
}

impl SystemTx {
    /// Writes down the change of something that is not in the database.
    pub fn note(&mut self, kind: &'static str, id: impl Display) {
        self.mode.changes.record(kind, id);
    }

    /// Gives some of the rows that are not chained their places; says how many.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn chain_audit(&mut self, limit: i64) -> Result<usize> {
        let Head { position, hash } = self.conn.one(HOLD_HEAD, &[]).await?;
        let mut last = Link { position, hash };
        let rows = self.audit_unchained(limit).await?;
        let mut links = Vec::new();
        for row in &rows {
            let hash = keyed_hash(&self.vault, Purpose::Link, &last.bytes_of_next(&row.seal)).to_vec();
            last = Link { position: last.position + 1, hash };
            links.push(format!("{}{}", row.entry.id.0.simple(), hex(&last.hash)));
        }
        if rows.is_empty() {
            return Ok(0);
        }
        let links = serde_json::Value::from(links).to_string();
        self.conn.execute(CHAIN, &[&links, &position]).await?;
        let params: Params<'_> = &[&last.position, &last.hash];
        self.conn.execute(MOVE_HEAD, params).await?;
        Ok(rows.len())
    }
}

impl From<Row> for Kept {
    fn from(row: Row) -> Self {
        let link = row.position.zip(row.hash).map(|(position, hash)| Link { position, hash });
        let entry = Entry {
            id: row.id,
            at: row.at,
            source: row.source_id,
            kind: row.kind,
            who: row.who,
            action: row.action,
            records: row.records,
            request: row.request_id,
        };
        Self { entry, seal: row.seal, link }
    }
}
