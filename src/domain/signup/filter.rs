//! Which signup sessions a list is about, and which steps are read with one.

use super::Status;
use crate::domain::ids::SignupId;
use crate::domain::profile::Section;

/// Which sessions to list.
#[derive(Debug, Clone, Copy)]
pub struct SignupFilter<'a> {
    /// In this state.
    pub status: Option<Status>,
    /// Concerning this.
    pub about: Option<SignupLookup<'a>>,
    /// Made before this one.
    pub before: Option<SignupId>,
    /// At most so many.
    pub limit: i64,
}

/// What a session concerns.
#[derive(Debug, Clone, Copy)]
pub enum SignupLookup<'a> {
    /// The tenant's own id for the customer.
    Reference(&'a str),
    /// An address.
    Email(&'a str),
}

/// Which steps to read with a session.
#[derive(Debug, Clone, Copy)]
pub enum StepFilter {
    /// None.
    None,
    /// This one.
    One(Section),
    /// All of which anything was saved.
    All,
}
