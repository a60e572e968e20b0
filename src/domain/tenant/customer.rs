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
