//! A customer: the protected person.

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

/// What a customer can be found by.
#[derive(Debug, Clone, Copy)]
pub enum CustomerLookup<'a> {
    /// The mobile, in E.164.
    Mobile(&'a str),
    /// The tenant's own id.
    Reference(&'a str),
}
