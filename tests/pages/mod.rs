//! The pages as a person without script meets them.

mod answers;
mod devices;
mod ends;
mod forgery;
mod headers;
mod input;
mod journey;
mod opening;
mod prefilled;
mod tabs;
mod taken;
mod together;
mod wording;
