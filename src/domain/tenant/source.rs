//! A customer source: the tenant, with what it registered.

use crate::domain::ids::{FormId, SourceId};
use crate::domain::moment::Moment;
use crate::domain::profile::phone::Region;

/// A tenant as the doors see it.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// The name that people read.
    pub name: String,
    /// The public half of its credentials.
    pub client_id: String,
    /// Whose national phone numbers its people write.
    pub region: Region,
    /// Where browsers may be sent back to.
    pub return_urls: Vec<String>,
    /// Where people may be sent to pay.
    pub payment_urls: Vec<String>,
    /// For how many seconds its access tokens live.
    pub token_seconds: i64,
    /// Since when it may do nothing.
    pub disabled_at: Option<Moment>,
    /// The form that its new sessions begin with, unless it is the built-in one.
    pub form: Option<FormId>,
}

impl Source {
    /// Whether it may do nothing for now.
    #[must_use]
    pub fn is_disabled(&self) -> bool {
        self.disabled_at.is_some()
    }
}

/// The region of a source that names none.
pub const DEFAULT_REGION: &str = "ZA";

/// How long an access token lives when the source says nothing, in seconds.
pub const DEFAULT_TOKEN_SECONDS: i64 = 3600;
