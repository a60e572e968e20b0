//! The response that is kept for an idempotency key.

use serde::{Deserialize, Serialize};

/// An answer as it is kept and given again, byte for byte.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StoredResponse {
    /// The HTTP status.
    pub status: u16,
    /// The `Location`, if it had one.
    pub location: Option<String>,
    /// The body.
    pub body: String,
}
