//! A fixed location: a managed site.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::ids::{CustomerId, LocationId, SourceId};
use crate::domain::moment::Moment;

/// A fixed location of a source.
#[derive(Debug, Clone)]
pub struct Location {
    /// Its id.
    pub id: LocationId,
    /// Whose it is.
    pub source: SourceId,
    /// The customer it is linked to.
    pub customer: Option<CustomerId>,
    /// Where and what it is.
    pub place: Place,
    /// How often it has changed.
    pub version: i64,
    /// When it was made.
    pub created_at: Moment,
    /// When it last changed.
    pub updated_at: Moment,
}

/// Which locations to list.
#[derive(Debug, Clone, Copy)]
pub struct LocationFilter<'a> {
    /// Only those that are linked to this customer.
    pub customer: Option<CustomerId>,
    /// Only the one of this reference.
    pub reference: Option<&'a str>,
    /// Made before this one.
    pub before: Option<LocationId>,
    /// At most so many.
    pub limit: i64,
}

/// Where and what a location is; about people, like a profile. `Debug` shows nothing of it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The tenant's own id for it, unique in the source.
    pub reference: String,
    /// What people call it.
    pub identifier: String,
    /// Degrees north, as it was written.
    pub latitude: String,
    /// Degrees east, as it was written.
    pub longitude: String,
    /// The kind of place in the tenant's own numbers.
    pub callout_type: Option<i64>,
    /// What it is, in words.
    pub description: Option<String>,
    /// What responders should know about it.
    pub additional: Option<String>,
    /// Its address on one line.
    pub address: Option<String>,
    /// Its three words.
    pub w3w: Option<String>,
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Place").finish_non_exhaustive()
    }
}

/// Reads degrees in plain decimals between `-most` and `most`; the writing is kept.
#[must_use]
pub fn degrees(text: &str, most: f64) -> Option<String> {
    let text = text.trim();
    let plain = text.len() <= 24
        && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.'));
    let value: f64 = text.parse().ok().filter(|_| plain)?;
    (value.abs() <= most).then(|| text.trim_start_matches('+').to_owned())
}

#[cfg(test)]
mod tests {
    use super::degrees;

    #[test]
    fn degrees_are_plain_decimals_in_range() {
        for (text, kept) in [("-33.9249", "-33.9249"), ("+18.42410", "18.42410"), (" 90 ", "90"), ("0", "0")]
        {
            assert_eq!(degrees(text, 90.0).as_deref(), Some(kept), "{text}");
        }
        for text in ["", "north", "90.1", "1e1", "NaN", "inf", "1,5", "0x10", "--1", "1.2.3"] {
            assert_eq!(degrees(text, 90.0), None, "{text}");
        }
    }
}
