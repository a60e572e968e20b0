//! The key ring as it is kept: which keys there are, and which of them are in use.

use std::path::Path;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::error::KeyFileError;
use super::file;
use super::hidden::{Hidden, random};
use super::key::{self, Key, KeyKind, KeyState};
use crate::domain::moment::Moment;

/// One line of the list of keys; it holds no key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyLine {
    /// What the key is for.
    pub kind: KeyKind,
    /// The number inside each value it made.
    pub id: u32,
    /// When it was made.
    pub created: Moment,
    /// Whether it is in use.
    pub state: KeyState,
    /// When everything that it had sealed was sealed anew, so that it can soon be dropped.
    pub retired: Option<Moment>,
}

/// For how many seconds a retired encryption key goes on opening values before it can be dropped: a
/// day, for whatever an instance may have sealed with it that nobody thought of.
pub const GRACE: i64 = 86_400;

/// The keys of a key file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyRing {
    /// Never changes: with another one nothing would be found again.
    #[serde(with = "key::base64_key")]
    fingerprint: Key,
    encryption: Vec<Entry>,
    signing: Vec<Entry>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: u32,
    created: Moment,
    state: KeyState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    retired: Option<Moment>,
    #[serde(with = "key::base64_key")]
    key: Key,
}

impl KeyRing {
    /// Makes a ring with one active key of each kind.
    #[must_use]
    pub fn generate(now: Moment) -> Self {
        let first = || vec![Entry::new(1, KeyState::Active, now)];
        Self { fingerprint: new_key(), encryption: first(), signing: first() }
    }

    /// Makes a key file that only its owner can read, with new keys.
    ///
    /// # Errors
    /// [`KeyFileError::Io`], also when there is a file already: no key is ever overwritten.
    pub fn create(path: &Path, now: Moment) -> Result<Self, KeyFileError> {
        let ring = Self::generate(now);
        file::create(path, &ring.to_text()?)?;
        Ok(ring)
    }

    /// Reads a key file.
    ///
    /// # Errors
    /// [`KeyFileError`], also when others than the owner may read the file.
    pub fn load(path: &Path) -> Result<Self, KeyFileError> {
        let text = file::read(path)?;
        let ring: Self = toml::from_str(&text).map_err(|error| {
            // The error itself would repeat the line, and with it the key.
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            KeyFileError::Malformed(path.to_owned(), before.matches('\n').count() + 1)
        })?;
        ring.check()?;
        Ok(ring)
    }

    /// Replaces the key file, at once and as a whole.
    ///
    /// # Errors
    /// [`KeyFileError::Io`]; the old file is still there.
    pub fn save(&self, path: &Path) -> Result<(), KeyFileError> {
        file::replace(path, &self.to_text()?)
    }

    fn to_text(&self) -> Result<Zeroizing<String>, KeyFileError> {
        let text = toml::to_string(self);
        Ok(Zeroizing::new(text.map_err(|_| KeyFileError::Unsound("it cannot be written"))?))
    }

    /// Adds a new key on standby and says its id.
    ///
    /// # Errors
    /// [`KeyFileError::Unsound`] when there are no more ids.
    pub fn add(&mut self, kind: KeyKind, now: Moment) -> Result<u32, KeyFileError> {
        let keys = self.keys_mut(kind);
        let last = keys.iter().map(|entry| entry.id).max().unwrap_or(0);
        let id = last.checked_add(1).ok_or(KeyFileError::Unsound("there are no more ids"))?;
        keys.push(Entry::new(id, KeyState::Standby, now));
        Ok(id)
    }

    /// Makes a key the one that seals or signs; the one before goes on opening and verifying.
    ///
    /// # Errors
    /// [`KeyFileError::Missing`].
    pub fn activate(&mut self, kind: KeyKind, id: u32) -> Result<(), KeyFileError> {
        let keys = self.keys_mut(kind);
        if !keys.iter().any(|entry| entry.id == id) {
            return Err(KeyFileError::Missing(kind, id));
        }
        for entry in keys {
            if entry.id == id {
                (entry.state, entry.retired) = (KeyState::Active, None);
            } else if entry.state == KeyState::Active {
                entry.state = KeyState::Retired;
            }
        }
        Ok(())
    }

    /// Marks a key as retired, since when it is going to be dropped; until then it still opens.
    ///
    /// # Errors
    /// [`KeyFileError::Missing`], or [`KeyFileError::InUse`] for the active one.
    pub fn retire(&mut self, kind: KeyKind, id: u32, now: Moment) -> Result<(), KeyFileError> {
        let entry = self.unused(kind, id)?;
        entry.state = KeyState::Retired;
        entry.retired.get_or_insert(now);
        Ok(())
    }

    /// Removes a key that was retired long enough ago.
    ///
    /// # Errors
    /// [`KeyFileError::Missing`], [`KeyFileError::InUse`], or [`KeyFileError::Young`].
    pub fn drop_retired(&mut self, kind: KeyKind, id: u32, now: Moment) -> Result<(), KeyFileError> {
        let young = |why| KeyFileError::Young(kind, id, why);
        let Some(retired) = self.unused(kind, id)?.retired else {
            return Err(young(format!("run enrol key retire {kind} {id} first")));
        };
        let end = retired.plus_seconds(GRACE).unwrap_or(retired);
        if now < end {
            return Err(young(format!("it was retired at {retired} and still opens values until {end}")));
        }
        self.remove(kind, id)
    }

    /// Removes a key: what it sealed or signed is lost.
    ///
    /// # Errors
    /// [`KeyFileError::Missing`], or [`KeyFileError::InUse`] for the active one.
    pub fn remove(&mut self, kind: KeyKind, id: u32) -> Result<(), KeyFileError> {
        self.unused(kind, id)?;
        self.keys_mut(kind).retain(|entry| entry.id != id);
        Ok(())
    }

    /// A key that is not the active one.
    fn unused(&mut self, kind: KeyKind, id: u32) -> Result<&mut Entry, KeyFileError> {
        let entry = self.keys_mut(kind).iter_mut().find(|entry| entry.id == id);
        match entry.ok_or(KeyFileError::Missing(kind, id))? {
            Entry { state: KeyState::Active, .. } => Err(KeyFileError::InUse(kind, id)),
            entry => Ok(entry),
        }
    }

    /// All keys by kind and age, without the keys themselves.
    #[must_use]
    pub fn list(&self) -> Vec<KeyLine> {
        let lines = |kind| {
            self.keys(kind).iter().map(move |entry| KeyLine {
                kind,
                id: entry.id,
                created: entry.created,
                state: entry.state,
                retired: entry.retired,
            })
        };
        KeyKind::ALL.iter().flat_map(|kind| lines(*kind)).collect()
    }

    /// The keys of one kind, the active one first.
    pub(super) fn active_first(&self, kind: KeyKind) -> Result<Vec<(u32, &Key)>, KeyFileError> {
        self.check()?;
        let mut keys: Vec<_> = self.keys(kind).iter().collect();
        keys.sort_by_key(|entry| entry.state != KeyState::Active);
        Ok(keys.into_iter().map(|entry| (entry.id, &entry.key)).collect())
    }

    pub(super) fn fingerprint(&self) -> &Key {
        &self.fingerprint
    }

    /// Looks whether each kind has one active key, and each key an id of its own.
    fn check(&self) -> Result<(), KeyFileError> {
        for kind in KeyKind::ALL {
            let keys = self.keys(*kind);
            if keys.iter().filter(|entry| entry.state == KeyState::Active).count() != 1 {
                return Err(KeyFileError::Unsound("of each kind exactly one key must be active"));
            }
            let mut ids: Vec<_> = keys.iter().map(|entry| entry.id).collect();
            ids.sort_unstable();
            if ids[0] == 0 || ids.windows(2).any(|pair| pair[0] == pair[1]) {
                return Err(KeyFileError::Unsound("ids must be different, and not 0"));
            }
        }
        Ok(())
    }

    fn keys(&self, kind: KeyKind) -> &[Entry] {
        match kind {
            KeyKind::Encryption => &self.encryption,
            KeyKind::Signing => &self.signing,
        }
    }

    fn keys_mut(&mut self, kind: KeyKind) -> &mut Vec<Entry> {
        match kind {
            KeyKind::Encryption => &mut self.encryption,
            KeyKind::Signing => &mut self.signing,
        }
    }
}

impl Entry {
    fn new(id: u32, state: KeyState, created: Moment) -> Self {
        Self { id, created, state, retired: None, key: new_key() }
    }
}

fn new_key() -> Key {
    Hidden::new(random())
}
