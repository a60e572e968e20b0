//! What a step leads to that was saved to be gone on with later: until when, and how.

use axum::http::StatusCode;

use super::owner::{SignupOwner, clock_of, next_page};
use super::response::{PageResult, page};
use super::view::{self, PausePage};

/// Says how to come back.
pub fn show(owner: &SignupOwner) -> PageResult {
    let signup = &owner.latest.signup;
    let pause = PausePage {
        expires_at: signup.details.expires_at,
        utc_offset: clock_of(&owner.source),
        carry_on: &next_page(signup),
    };
    page(StatusCode::OK, view::pause(owner.frame(), &pause), None)
}
