//! The proof of the mobile number: its page, what is posted to it, and the message that carries a code.

use axum::http::{HeaderValue, StatusCode, header};

use super::owner::{SignupOwner, clock_of, done, next_page};
use super::response::{PageResult, busy, page, redirect};
use super::view::{self, Refused, VerifyPage};
use crate::actions::signup::person::{self, CodeChecked, CodeSent, EnteredCode, Latest};
use crate::app::App;
use crate::domain::funnel::VERIFY;
use crate::domain::profile::form_input::FormInput;
use crate::domain::profile::phone;
use crate::domain::signup::journey::Stop;
use crate::domain::signup::verification::{
    Check, NotSent, Standing, Verification, VerificationCode, proved_field,
};
use crate::domain::signup::{InProgress, Signup};
use crate::error::{self, Error};
use crate::http::ClientAddress;
use crate::i18n::Arg;

/// Shows the page, unless there is nothing to prove at the moment.
pub fn show(app: &App, owner: &SignupOwner) -> PageResult {
    if owner.latest.signup.journey().next() == Stop::Verification {
        owner.count_shown(app, VERIFY);
    }
    shown(app, owner, &owner.latest, None, "")
}

/// Sends a code, or looks at the one that is entered.
pub async fn post(
    app: &App,
    owner: &SignupOwner,
    from: ClientAddress,
    form: &FormInput,
    confirmed: bool,
) -> PageResult {
    let typed = form.shown("code");
    let refused = |latest: &Latest, why| shown(app, owner, latest, Some(why), &typed);
    if !confirmed {
        return refused(&owner.latest, Refused::Unconfirmed);
    }
    let answer = match form.get("action") {
        "first" | "send" => return send(app, owner, from, form.get("action") == "send").await,
        _ => match VerificationCode::read(form.get("code")) {
            None => return refused(&owner.latest, Refused::Malformed),
            Some(code) => {
                // Each session bounds the tries of its codes; this does for whoever has many sessions.
                match app.rate_limits.link_failures.check(&from) {
                    Err(Error::TooMany(it)) => return refused(&owner.latest, Refused::Waiting(it.full_in)),
                    room => room?,
                }
                let entered = EnteredCode { code, shown: form.get("revision").parse().unwrap_or(-1) };
                person::check_code(app, owner.source.id, owner.latest.clone(), entered).await
            }
        },
    };
    match answer {
        Ok(CodeChecked::Done(signup)) => {
            owner.count_saved(app, VERIFY);
            redirect(&next_page(&signup))
        }
        Ok(CodeChecked::Ended(id)) => redirect(&done(id)),
        Ok(CodeChecked::Changed(latest)) => refused(&latest, Refused::Changed),
        Ok(CodeChecked::Refused(why, latest)) => {
            owner.count_refused(app, VERIFY, "code", "wrong");
            let Check::Wrong(left) = why else { return refused(&latest, Refused::Over) };
            app.rate_limits.link_failures.count(&from);
            refused(&latest, Refused::Wrong(left))
        }
        Err(Error::Busy(cause)) => {
            tracing::warn!(%cause, "a code is not looked at");
            refused(&owner.latest, Refused::Busy)
        }
        Err(error) => Err(error.into()),
    }
}

async fn send(app: &App, owner: &SignupOwner, from: ClientAddress, again: bool) -> PageResult {
    let text = message(app, owner);
    let sending = Box::pin(person::send_code(app, owner.source.id, owner.latest.clone(), &text, again));
    match limited(app, from, sending).await {
        Ok(CodeSent::Sent | CodeSent::Needless) => redirect(&owner.path_of(Stop::Verification)),
        Ok(CodeSent::Ended) => redirect(&done(owner.latest.signup.details.id)),
        Ok(CodeSent::NotSent(why)) => shown(app, owner, &owner.latest, Some(Refused::NotSent(why)), ""),
        Err(Error::Busy(cause)) => {
            tracing::warn!(%cause, "a code is not sent");
            shown(app, owner, &owner.latest, Some(Refused::Busy), "")
        }
        Err(error) => Err(error.into()),
    }
}

/// Leads on from a step that was saved just now; to where the number is proved with a code on its way. Where none can be
/// sent, the page there says why when it is asked for one.
pub async fn lead_on(
    app: &App,
    owner: &SignupOwner,
    from: ClientAddress,
    signup: &Signup<InProgress>,
    next: Stop,
) -> PageResult {
    if next == Stop::Verification {
        let text = message(app, owner);
        let sending = Box::pin(person::send_first_code(app, owner.source.id, signup, &text));
        if let Err(cause) = limited(app, from, sending).await {
            tracing::warn!(%cause, "a code is not sent");
        }
    }
    redirect(&owner.path_of(next))
}

/// Has a code sent, unless too many were sent for whoever is at this address.
async fn limited(
    app: &App,
    from: ClientAddress,
    sending: impl Future<Output = error::Result<CodeSent>>,
) -> error::Result<CodeSent> {
    match app.rate_limits.codes.check(&from) {
        Err(Error::TooMany(room)) => return Ok(CodeSent::NotSent(NotSent::Crowded(room.full_in))),
        room => room?,
    }
    let sent = sending.await?;
    if matches!(sent, CodeSent::Sent) {
        app.rate_limits.codes.count(&from);
    }
    Ok(sent)
}

/// What the message with a code says, in the person's language: whose it is, and behind the text what a phone knows it by
/// (the format of domain-bound one-time codes).
fn message(app: &App, owner: &SignupOwner) -> impl Fn(VerificationCode) -> String + Sync {
    let (catalog, tenant) = (owner.catalog(), owner.frame().tenant.to_owned());
    let host = app.settings.public_url.host_str().unwrap_or_default().to_owned();
    move |code| {
        let digits = code.digits();
        let text = catalog.with("sms-code", &[("code", Arg::Text(&digits)), ("tenant", Arg::Text(&tenant))]);
        // Marks of direction would be shown as boxes on simple phones.
        let text = text.replace(['\u{2068}', '\u{2069}'], "");
        format!("{text}\n\n@{host} #{digits}")
    }
}

fn shown(
    app: &App,
    owner: &SignupOwner,
    latest: &Latest,
    refused: Option<Refused>,
    typed: &str,
) -> PageResult {
    let Some((number, mobile)) = latest.number_to_prove(app, owner.source.id) else {
        return redirect(&next_page(&latest.signup));
    };
    let known = latest.code.as_ref().map(|code| &code.known);
    let standing = Verification::standing(known, &mobile, app.now());
    let (journey, field) = (latest.signup.journey(), proved_field());
    let step = field.map(|field| owner.path_of(Stop::Step(field.section)));
    let is_locked =
        field.is_some_and(|field| latest.signup.details.invitation.locked.get(field.name).is_some());
    let is_asked = field.is_some_and(|field| journey.place(Stop::Step(field.section)).is_some());
    let verify = VerifyPage {
        base: &owner.base(),
        token: owner.token(),
        place: journey.place(Stop::Verification).map(|(at, of)| (at, of + 1)),
        back: step.as_deref().filter(|_| is_asked),
        number: &phone::spaced(&number),
        change: step.as_deref().filter(|_| !is_locked),
        standing,
        sent_at: known.map(Verification::sent_at).filter(|_| standing == Standing::Open),
        utc_offset: clock_of(&owner.source),
        is_delayed: latest.code.as_ref().is_some_and(|code| code.is_delayed),
        left: Verification::left(known),
        typed,
        refused,
        revision: latest.revision(),
    };
    let html = view::verify(owner.frame(), &verify);
    match refused {
        Some(Refused::Busy) => busy(html),
        Some(Refused::NotSent(NotSent::Crowded(seconds)) | Refused::Waiting(seconds)) => {
            let mut response = page(StatusCode::TOO_MANY_REQUESTS, html, None)?;
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            Ok(response)
        }
        Some(Refused::Unconfirmed) => page(StatusCode::FORBIDDEN, html, None),
        Some(_) => page(StatusCode::UNPROCESSABLE_ENTITY, html, None),
        None => page(StatusCode::OK, html, None),
    }
}
