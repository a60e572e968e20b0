//! A customer: the protected person.

use std::fmt;
use std::str::FromStr;

use crate::domain::ids::{CustomerId, LocationId, SourceId};
use crate::domain::moment::Moment;
use crate::domain::profile::answers::Answers;

/// A customer of a source.
#[derive(Debug, Clone)]
pub struct Customer {
    /// Its id.
    pub id: CustomerId,
    /// Whose it is.
    pub source: SourceId,
    /// The whole profile.
    pub profile: Answers,
    /// The fixed locations it is linked to.
    pub locations: Vec<LocationId>,
    /// How often it has changed; a write must name the version it read.
    pub version: i64,
    /// When it was made.
    pub created_at: Moment,
    /// When it last changed.
    pub updated_at: Moment,
}

/// Which customers to list.
#[derive(Debug, Clone, Copy)]
pub struct CustomerFilter<'a> {
    /// Found by this.
    pub by: Option<CustomerLookup<'a>>,
    /// Made before this one.
    pub before: Option<CustomerId>,
    /// At most so many.
    pub limit: i64,
}

/// A place in the order in which customers last changed: the next ones changed later, or have a greater id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangedAfter {
    /// When the one before changed.
    pub at: Moment,
    /// Its id.
    pub id: CustomerId,
}

impl ChangedAfter {
    /// Before everything that changed at this moment.
    #[must_use]
    pub fn since(at: Moment) -> Self {
        Self { at, id: CustomerId(0) }
    }
}

impl fmt::Display for ChangedAfter {
    /// As [`FromStr`] reads it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.at.micros(), self.id)
    }
}

/// The text is no such place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoSuchPlace;

impl FromStr for ChangedAfter {
    type Err = NoSuchPlace;

    fn from_str(text: &str) -> Result<Self, NoSuchPlace> {
        let (at, id) = text.split_once(' ').ok_or(NoSuchPlace)?;
        let at = at.parse().ok().and_then(Moment::from_micros).ok_or(NoSuchPlace)?;
        Ok(Self { at, id: CustomerId(id.parse().map_err(|_| NoSuchPlace)?) })
    }
}

/// What a customer can be found by.
#[derive(Debug, Clone, Copy)]
pub enum CustomerLookup<'a> {
    /// The mobile, in E.164.
    Mobile(&'a str),
    /// The tenant's own id.
    Reference(&'a str),
}
