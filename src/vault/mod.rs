//! The key ring at work: it seals what the database keeps, fingerprints what must be found again,
//! and signs access tokens.
//!
//! Each use has keys of its own. Ciphers are set up once, when the key file is read.

mod error;
mod file;
mod hidden;
mod key;
mod keyring;
mod token;

use std::path::Path;

use aws_lc_rs::aead::{AES_256_GCM_SIV, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::hmac;
use zeroize::Zeroizing;

pub use self::error::KeyFileError;
pub use self::hidden::{Hidden, random, secret};
pub use self::key::{KeyKind, KeyState};
pub use self::keyring::{KeyLine, KeyRing};
use self::token::Tokens;
pub use self::token::{Claims, Expected};
use crate::domain::fingerprint::Fingerprint;
use crate::domain::ids::SourceId;

/// The bytes in front of a sealed value that say which key opens it.
const KEY_ID_LEN: usize = 4;

/// Why the vault does not give out what was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The key that sealed the value is not in the ring (any more).
    #[error("there is no key {0} in the key file")]
    UnknownKey(u32),
    /// The value was changed, cut, or sealed for another place.
    #[error("a sealed value does not open")]
    Sealed,
    /// The access token is not one of ours, or not valid now; the text says why, for the log.
    #[error("the access token is refused: {0}")]
    Token(&'static str),
}

/// Where a sealed value belongs: it opens nowhere else.
#[derive(Debug, Clone, Copy)]
pub struct AssociatedData<'a> {
    /// The tenant whose value it is.
    pub source: SourceId,
    /// The kind of record, such as `customer`.
    pub kind: &'static str,
    /// The record's key.
    pub record: &'a [u8],
    /// The field of the record.
    pub field: &'a str,
}

impl AssociatedData<'_> {
    /// Bytes that no other label has: each part goes behind its length.
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.source.0.to_be_bytes().to_vec();
        for part in [self.kind.as_bytes(), self.record, self.field.as_bytes()] {
            bytes.extend(length(part));
            bytes.extend(part);
        }
        bytes
    }
}

/// The keys of the service, ready to use; its `Debug` shows none of them.
pub struct Vault {
    /// The one that seals, first, and those that only open.
    ciphers: Vec<(u32, RandomizedNonceKey)>,
    fingerprints: hmac::Key,
    tokens: Tokens,
}

impl Vault {
    /// Reads the key file, which only its owner may be able to read.
    ///
    /// # Errors
    /// [`KeyFileError`], which never repeats what the file says.
    pub fn load(path: &Path) -> Result<Self, KeyFileError> {
        Self::new(&KeyRing::load(path)?)
    }

    /// Sets up the keys of a ring.
    ///
    /// # Errors
    /// [`KeyFileError::Unsound`] when a kind of key has no active one.
    pub fn new(ring: &KeyRing) -> Result<Self, KeyFileError> {
        let keys = ring.active_first(KeyKind::Encryption)?;
        let ciphers = keys.iter().map(|(id, key)| {
            let cipher = RandomizedNonceKey::new(&AES_256_GCM_SIV, key.reveal());
            Ok((*id, cipher.map_err(|_| KeyFileError::Unsound("an encryption key does not fit"))?))
        });
        Ok(Self {
            ciphers: ciphers.collect::<Result<_, KeyFileError>>()?,
            fingerprints: hmac::Key::new(hmac::HMAC_SHA256, ring.fingerprint().reveal()),
            tokens: Tokens::new(&ring.active_first(KeyKind::Signing)?),
        })
    }

    /// Seals a value for one place: key id, nonce, ciphertext and tag, 32 bytes longer than it.
    ///
    /// # Panics
    /// When the system gives no random bytes: better no answer than a value that is not sealed.
    #[must_use]
    pub fn seal(&self, label: &AssociatedData<'_>, plain: &[u8]) -> Vec<u8> {
        let (id, cipher) = &self.ciphers[0];
        let mut body = Vec::with_capacity(plain.len() + AES_256_GCM_SIV.tag_len());
        body.extend_from_slice(plain);
        let nonce = cipher.seal_in_place_append_tag(Aad::from(label.bytes()), &mut body);
        let Ok(nonce) = nonce else { panic!("sealing failed: are there no random bytes?") };
        [&id.to_be_bytes()[..], nonce.as_ref(), &body].concat()
    }

    /// Opens a value that was sealed for this place.
    ///
    /// # Errors
    /// [`VaultError::UnknownKey`] or [`VaultError::Sealed`].
    pub fn open(&self, label: &AssociatedData<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let id = Self::key_id(sealed).ok_or(VaultError::Sealed)?;
        let (nonce, body) = sealed[KEY_ID_LEN..].split_at_checked(NONCE_LEN).ok_or(VaultError::Sealed)?;
        let found = self.ciphers.iter().find(|(known, _)| *known == id);
        let (_, cipher) = found.ok_or(VaultError::UnknownKey(id))?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| VaultError::Sealed)?;
        let mut body = Zeroizing::new(body.to_vec());
        let plain = cipher.open_in_place(nonce, Aad::from(label.bytes()), &mut body);
        let length = plain.map_err(|_| VaultError::Sealed)?.len();
        body.truncate(length);
        Ok(body)
    }

    /// Which key sealed a value; `None` when it is too short to be one.
    #[must_use]
    pub fn key_id(sealed: &[u8]) -> Option<u32> {
        sealed.first_chunk::<KEY_ID_LEN>().map(|id| u32::from_be_bytes(*id))
    }

    /// The key that seals now: values of any other are to be sealed again.
    #[must_use]
    pub fn sealing_key(&self) -> u32 {
        self.ciphers[0].0
    }

    /// Whether the key that sealed a value is one of ours.
    #[must_use]
    pub fn knows_key_of(&self, sealed: &[u8]) -> bool {
        Self::key_id(sealed).is_some_and(|id| self.ciphers.iter().any(|(known, _)| *known == id))
    }

    /// The keys that can open values, by id.
    #[must_use]
    pub fn known_keys(&self) -> Vec<u32> {
        let mut ids: Vec<u32> = self.ciphers.iter().map(|(id, _)| *id).collect();
        ids.sort_unstable();
        ids
    }

    /// The same 32 bytes for the same value, for whoever has the key, and for nobody else.
    ///
    /// With a source, two tenants have different fingerprints of the same value.
    #[must_use]
    pub fn fingerprint(&self, purpose: &'static str, source: Option<SourceId>, value: &[u8]) -> Fingerprint {
        let source = source.map(|source| source.0.to_be_bytes());
        let mut context = hmac::Context::with_key(&self.fingerprints);
        for part in [purpose.as_bytes(), source.as_ref().map_or(&[], |id| &id[..]), value] {
            context.update(&length(part));
            context.update(part);
        }
        let mut fingerprint = [0; 32];
        fingerprint.copy_from_slice(context.sign().as_ref());
        Fingerprint::new(fingerprint)
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let keys: Vec<_> = self.ciphers.iter().map(|(id, _)| id).collect();
        f.debug_struct("Vault").field("encryption", &keys).finish_non_exhaustive()
    }
}

/// What goes in front of a part, so that no two lists of parts are the same bytes.
fn length(part: &[u8]) -> [u8; 8] {
    (part.len() as u64).to_be_bytes()
}

/// Whether two secrets are the same, in a time that does not tell where they differ.
#[must_use]
pub fn same(one: &[u8], other: &[u8]) -> bool {
    verify_slices_are_equal(one, other).is_ok()
}

#[cfg(test)]
mod tests;
