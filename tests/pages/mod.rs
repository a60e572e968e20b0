//! The pages as a person without script meets them.

mod answers;
mod brought_back;
mod devices;
mod ends;
mod face;
mod files;
mod forgery;
mod headers;
mod input;
mod journey;
mod languages;
mod later;
mod levels;
mod markup;
mod opening;
mod outcome;
mod paused;
mod prefilled;
pub(crate) mod preview;
mod resume;
mod starting;
mod tabs;
mod taken;
mod together;
mod typing;
mod verification;
mod wording;
