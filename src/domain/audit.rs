//! The audit: who changed what, when, by which request; and what is wrong with a chain of such entries.

use super::fingerprint::Fingerprint;
use super::ids::{AuditId, SourceId};
use super::moment::Moment;
use super::string_enum::string_enum;

string_enum! {
    /// Who can change something.
    pub enum ActorKind {
        /// A tenant's backend.
        Tenant = "tenant",
        /// A person who signs up.
        Person = "person",
        /// Somebody with a shell on the machine.
        Operator = "operator",
    }
}

/// One change, without any value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its id, by time.
    pub id: AuditId,
    /// When.
    pub at: Moment,
    /// The tenant that it concerns, if it concerns one.
    pub source: Option<SourceId>,
    /// The kind of who did it: a word of [`ActorKind`], or one of a newer version.
    pub kind: String,
    /// Who did it: a client id, a session, a user of the machine.
    pub who: String,
    /// What was asked for: method and route, or a command.
    pub action: String,
    /// What was changed: kinds and ids.
    pub records: String,
    /// The request's id; none of a command.
    pub request: Option<String>,
}

impl Entry {
    /// The bytes that stand for it and for no other: each part behind its length, none as no length at all.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let source = self.source.map(|source| source.0.to_be_bytes());
        let at = self.at.micros().to_be_bytes();
        let parts: [Option<&[u8]>; 8] = [
            Some(self.id.0.as_bytes()),
            Some(&at),
            source.as_ref().map(<[u8; 8]>::as_slice),
            Some(self.kind.as_bytes()),
            Some(self.who.as_bytes()),
            Some(self.action.as_bytes()),
            Some(self.records.as_bytes()),
            self.request.as_deref().map(str::as_bytes),
        ];
        let mut bytes = Vec::new();
        for part in parts {
            let length = part.map_or(u64::MAX, |part| part.len() as u64);
            bytes.extend(length.to_be_bytes());
            bytes.extend(part.unwrap_or_default());
        }
        bytes
    }
}

/// An entry as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The entry.
    pub entry: Entry,
    /// The keyed hash that was made of it.
    pub seal: Vec<u8>,
    /// Its place in the chain, and the keyed hash of the row before it, its place and its seal; none of one that was
    /// written a moment ago.
    pub link: Option<Link>,
}

/// A place in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its number; the first is 1.
    pub position: i64,
    /// The hash there.
    pub hash: Vec<u8>,
}

impl Link {
    /// Before the first entry.
    #[must_use]
    pub fn start() -> Self {
        Self { position: 0, hash: vec![0; 32] }
    }

    /// What the next link's hash is made of.
    #[must_use]
    pub fn bytes_of_next(&self, seal: &[u8]) -> Vec<u8> {
        [&self.hash[..], &(self.position + 1).to_be_bytes(), seal].concat()
    }
}

/// What is wrong with a chain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// An entry is not what was written.
    #[error("row {0} was changed")]
    Changed(i64),
    /// An entry stands where another one was.
    #[error("row {0} is not the one that was there")]
    Moved(i64),
    /// Entries are gone.
    #[error("rows {0} to {1} are missing")]
    Missing(i64, i64),
    /// The end of the chain is gone.
    #[error("the rows from {0} on are missing: there were {1}")]
    Truncated(i64, i64),
    /// Since the checkpoint another chain was put in place.
    #[error("row {0} is not the one of the checkpoint")]
    Replaced(i64),
    /// An entry that is not in the chain yet is not what was written.
    #[error("the row {0}, which is not chained yet, was changed")]
    ChangedUnchained(AuditId),
}

/// Checks a chain, entry by entry, in the order of their places.
#[derive(Debug)]
pub struct Checker<H> {
    /// The keyed hash of an entry, and of a link.
    hash: H,
    last: Link,
    checkpoint: Option<Link>,
    /// What is wrong so far.
    pub faults: Vec<Fault>,
}

/// Which keyed hash is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// That of an entry.
    Seal,
    /// That of a link.
    Link,
}

impl<H: Fn(Purpose, &[u8]) -> Fingerprint> Checker<H> {
    /// A check from the first entry on, against a checkpoint where there is one.
    pub fn new(hash: H, checkpoint: Option<Link>) -> Self {
        Self { hash, last: Link::start(), checkpoint, faults: Vec::new() }
    }

    /// Looks at the next entry.
    pub fn next(&mut self, kept: &Kept) {
        let seal = (self.hash)(Purpose::Seal, &kept.entry.bytes());
        let is_sealed = seal.as_slice() == kept.seal;
        let Some(link) = &kept.link else {
            if !is_sealed {
                self.faults.push(Fault::ChangedUnchained(kept.entry.id));
            }
            return;
        };
        let (position, expected) = (link.position, self.last.position + 1);
        let follows = position == expected;
        if !follows {
            self.faults.push(Fault::Missing(expected, position - 1));
        }
        let hash = (self.hash)(Purpose::Link, &self.last.bytes_of_next(&kept.seal));
        if !is_sealed {
            self.faults.push(Fault::Changed(position));
        } else if follows && hash.as_slice() != link.hash {
            self.faults.push(Fault::Moved(position));
        }
        if self.checkpoint.as_ref().is_some_and(|known| known.position == position && known.hash != link.hash)
        {
            self.faults.push(Fault::Replaced(position));
        }
        self.last = link.clone();
    }

    /// Looks where the chain ends, and where it should; says where it does.
    pub fn end(mut self, head: &Link) -> (Link, Vec<Fault>) {
        let checkpoint = self.checkpoint.take().map_or(0, |known| known.position);
        let should = head.position.max(checkpoint);
        if self.last.position < should {
            self.faults.push(Fault::Truncated(self.last.position + 1, should));
        } else if self.faults.is_empty() && self.last != *head {
            self.faults.push(Fault::Moved(self.last.position));
        }
        (self.last, self.faults)
    }
}

#[cfg(test)]
mod tests;
