//! The page that waits for the tenant's word about a payment, and the way to where it is made.
//!
//! What the page that takes the money says of it is a hint, which chooses the words and changes nothing.

use axum::http::StatusCode;

use super::cookie;
use super::extract::ReturnQuery;
use super::owner::{SignupOwner, clock_of, next_page};
use super::response::{PageResult, page, redirect};
use super::view::{self, News, PaymentPage};
use crate::app::App;
use crate::domain::signup::payment::PaymentStatus;
use crate::domain::signup::{InProgress, Signup};
use crate::error::{Error, Result};

/// After so many seconds each a page without script looks again; then after the last again and again.
const PAUSES: [u64; 9] = [3, 3, 5, 5, 10, 10, 20, 30, 60];

/// Shows that the payment is awaited, or that it did not come about and can be tried again.
///
/// The page waits at an address that names the version of the session after which there would be news: as long as there
/// are none, the address answers 200, and from then on it leads to them, which is all that its script asks.
pub fn show(app: &App, owner: &SignupOwner, ask: &ReturnQuery) -> PageResult {
    let (signup, here) = (&owner.latest.signup, next_page(&owner.latest.signup));
    let Some(payment) = &signup.state.payment else { return redirect(&here) };
    let has_failed = payment.status == PaymentStatus::Failed;
    if has_failed && ask.after.is_some_and(|after| signup.version > after) {
        return redirect(&here);
    }
    // Whoever comes from the page that took the money has tried since the last word.
    let refused = ask.success.map_or(has_failed, |success| !success);
    let hint = ask.success.map(|success| format!("&success={success}")).unwrap_or_default();
    let after = ask.after.unwrap_or(signup.version);
    let pause = if refused { PAUSES.last() } else { PAUSES.get(ask.round).or(PAUSES.last()) };
    let news = News {
        address: &format!("{here}?after={after}&round={}{hint}", ask.round.saturating_add(1)),
        pause: pause.copied().unwrap_or_default(),
    };
    let waiting = PaymentPage {
        base: &owner.base(),
        refused,
        has_paid: ask.success == Some(true),
        is_new: ask.round == 0,
        pay: &address_to_pay(app, signup)?,
        expires_at: signup.details.expires_at,
        utc_offset: clock_of(&owner.source),
        news: Some(news),
    };
    page(StatusCode::OK, view::payment(owner.frame(), &waiting), None)
}

/// On to where the person pays.
pub fn redirect_to_pay(app: &App, signup: &Signup<InProgress>) -> PageResult {
    Ok(cookie::forget_pages(app, redirect(&address_to_pay(app, signup)?)?))
}

/// The tenant's page that takes the money, told whose payment it is and where the browser is to be sent back to.
fn address_to_pay(app: &App, signup: &Signup<InProgress>) -> Result<String> {
    let url = signup.details.invitation.payment_url.as_ref();
    let url = url.ok_or_else(|| Error::Broken("a payment without an address".to_owned()))?;
    let back = format!("{}{}", app.settings.origin(), next_page(signup));
    Ok(url.with_parameters(&[("signupSessionId", signup.details.id.to_string()), ("paymentReturnUrl", back)]))
}
