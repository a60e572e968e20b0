//! A key, what it is for, and what it does at present.

use super::hidden::Hidden;
use crate::domain::string_enum::string_enum;

/// A key of 256 bits.
pub(super) type Key = Hidden<[u8; 32]>;

string_enum! {
    /// What a key is for.
    pub enum KeyKind {
        /// Seals and opens values in the database.
        Encryption = "encryption",
        /// Signs access tokens and verifies them.
        Signing = "signing",
    }
}

string_enum! {
    /// What a key does at present; each one opens and verifies.
    pub enum KeyState {
        /// Made ahead, so that every machine knows it before the first value needs it.
        Standby = "standby",
        /// The one that seals or signs.
        Active = "active",
        /// Was active once: it opens and verifies what it sealed and signed.
        Retired = "retired",
    }
}

/// Writes a key in Base64, and wipes the text of one that was read.
pub(super) mod base64_key {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};
    use zeroize::Zeroizing;

    use super::{Hidden, Key};

    pub fn serialize<S: Serializer>(key: &Key, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&Zeroizing::new(STANDARD.encode(key.reveal())))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Key, D::Error> {
        let text = Zeroizing::new(String::deserialize(from)?);
        let bytes = STANDARD.decode(text.as_bytes()).map(Zeroizing::new);
        let key = bytes.ok().and_then(|bytes| <[u8; 32]>::try_from(bytes.as_slice()).ok());
        key.map(Hidden::new).ok_or_else(|| D::Error::custom("not 32 bytes in Base64"))
    }
}
