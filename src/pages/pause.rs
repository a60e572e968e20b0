//! What a step leads to that was saved to be gone on with later: until when, how, and by which code elsewhere.

use axum::http::StatusCode;

use super::owner::{SignupOwner, clock_of, done, next_page};
use super::response::{PageResult, page, redirect};
use super::view::{self, Frame, PausePage, ShownCode, Switch};
use crate::actions::signup::person::{self, CodeMade, Latest};
use crate::app::App;
use crate::error::Error;

/// Says how to come back. A code that was made before is not shown again.
pub fn show(owner: &SignupOwner) -> PageResult {
    let has_code = owner.latest.signup.state.resume.code.is_some();
    render(owner, if has_code { ShownCode::Known } else { ShownCode::None })
}

/// Makes a new code and shows it, here and nowhere else.
pub async fn make_code(app: &App, owner: &SignupOwner, latest: Latest) -> PageResult {
    match person::make_code(app, owner.source.id, latest).await {
        Ok(CodeMade::Code(code)) => render(owner, ShownCode::New(code)),
        Ok(CodeMade::Ended(ended)) => redirect(&done(ended.details.id)),
        // What was typed is saved, and how to come back here can be said; that page offers a code, too.
        Err(Error::Busy(cause)) => {
            tracing::warn!(%cause, "a resume code is not made");
            redirect(&address(owner))
        }
        Err(error) => Err(error.into()),
    }
}

/// The path of the page.
pub fn address(owner: &SignupOwner) -> String {
    format!("{}/pause", owner.base())
}

fn render(owner: &SignupOwner, code: ShownCode) -> PageResult {
    let signup = &owner.latest.signup;
    let pause = PausePage {
        base: &owner.base(),
        token: owner.token(),
        expires_at: signup.details.expires_at,
        utc_offset: clock_of(&owner.source),
        carry_on: &next_page(signup),
        code,
    };
    // A step leads here by its own address, to which another language must not be posted: nothing is typed here.
    let action = format!("/s/{}/language?page=pause", signup.details.id);
    let switch = Switch { action, ..owner.switch.clone() };
    page(StatusCode::OK, view::pause(Frame { switch: Some(&switch), ..owner.frame() }, &pause), None)
}
