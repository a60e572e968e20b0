//! Sealing and recognising: how values about people cross into the database.

use serde::Serialize;
use serde::de::DeserializeOwned;

use zeroize::Zeroizing;

use super::unreadable;
use crate::domain::fingerprint::Fingerprint;
use crate::domain::ids::SourceId;
use crate::error::{Error, Result};
use crate::vault::{AssociatedData, Vault};

/// What a fingerprint is of; the same text for another purpose has another fingerprint.
#[derive(Debug, Clone, Copy)]
pub(super) enum Purpose {
    /// A customer's mobile, in E.164.
    Mobile,
    /// A tenant's own id for a customer.
    Reference,
    /// The address a session concerns, in lower case.
    Email,
    /// A tenant's own id for a fixed location.
    Site,
    /// An idempotency key.
    Key,
    /// A request under an idempotency key.
    Request,
}

impl Purpose {
    const fn purpose(self) -> &'static str {
        match self {
            Self::Mobile => "mobile",
            Self::Reference => "reference",
            Self::Email => "email",
            Self::Site => "site",
            Self::Key => "idempotency-key",
            Self::Request => "idempotent-request",
        }
    }
}

/// The fingerprint of a value of this source.
pub(super) fn fingerprint(vault: &Vault, source: SourceId, of: Purpose, value: &str) -> Fingerprint {
    vault.fingerprint(of.purpose(), Some(source), value.as_bytes())
}

/// Seals a value as JSON; the label says whose, of which record, and which field it is.
pub(super) fn seal<T: Serialize>(vault: &Vault, data: &AssociatedData<'_>, value: &T) -> Result<Vec<u8>> {
    let plain = serde_json::to_vec(value).map_err(|error| Error::Broken(error.to_string()))?;
    let plain = Zeroizing::new(plain);
    Ok(vault.seal(data, &plain))
}

/// Opens what [`seal`] sealed under the same label.
///
/// # Errors
/// [`Error::Unreadable`], of which the operator has been told then.
pub(super) fn open<T: DeserializeOwned>(
    vault: &Vault,
    data: &AssociatedData<'_>,
    sealed: &[u8],
) -> Result<T> {
    let plain = open_bytes(vault, data, sealed)?;
    // A JSON error quotes what it read, so only its place is told.
    serde_json::from_slice(&plain).map_err(|error| {
        unreadable::sealed(data, sealed, &format!("what was sealed does not fit, column {}", error.column()))
    })
}

/// The same for what is no JSON.
pub(super) fn open_bytes(
    vault: &Vault,
    data: &AssociatedData<'_>,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>> {
    vault.open(data, sealed).map_err(|error| unreadable::sealed(data, sealed, &error.to_string()))
}

/// A fingerprint as it is read back from a column.
pub(super) fn read_fingerprint(bytes: &[u8]) -> Result<Fingerprint> {
    bytes.try_into().map_err(|_| Error::Broken("a fingerprint has not 32 bytes".to_owned()))
}
