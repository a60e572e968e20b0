//! The response about the caller itself.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::ids::SourceId;
use crate::domain::tenant::source;

/// Whose token it is.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Source<'a> {
    /// Your id.
    id: SourceId,
    /// Your name, as people read it.
    name: &'a str,
    /// The country whose national phone numbers people type: its two letters (ISO 3166-1).
    region: &'a str,
    /// The addresses that a `returnUrl` may begin with.
    return_urls: &'a [String],
    /// The addresses that the `url` of a `payment` may begin with.
    payment_urls: &'a [String],
    /// For how many seconds a token of yours is good.
    token_seconds: i64,
}

impl<'a> From<&'a source::Source> for Source<'a> {
    fn from(source: &'a source::Source) -> Self {
        Self {
            id: source.id,
            name: &source.name,
            region: source.region.code(),
            return_urls: &source.return_urls,
            payment_urls: &source.payment_urls,
            token_seconds: source.token_seconds,
        }
    }
}
