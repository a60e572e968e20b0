//! The pages as a person without script meets them.

mod journey;
