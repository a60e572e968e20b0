//! The end of the journey: check, finish, or leave.

use axum::http::StatusCode;

use super::owner::{SignupOwner, next_page, redirect_to_tenant};
use super::payment;
use super::response::{PageResult, page, redirect};
use super::view::{self, CancelPage, CheckPage, Notice, TakenPage};
use crate::actions::signup::person::{self, Finish};
use crate::app::App;
use crate::domain::profile::form_input::FormInput;
use crate::domain::profile::{phone, typo};
use crate::domain::signup::journey::Stop;

/// Shows all answers, once every step is answered.
pub fn show(owner: &SignupOwner, status: StatusCode, notice: Option<Notice>) -> PageResult {
    shown(owner, status, notice, false)
}

/// The same with the answers that are covered else.
pub fn uncovered(owner: &SignupOwner) -> PageResult {
    shown(owner, StatusCode::OK, None, true)
}

fn shown(owner: &SignupOwner, status: StatusCode, notice: Option<Notice>, uncovered: bool) -> PageResult {
    let journey = owner.latest.signup.journey();
    if journey.next() != Stop::Check {
        return redirect(&next_page(&owner.latest.signup));
    }
    let (answers, revision) = (owner.latest.answers(), owner.latest.revision());
    let own = answers.get("mobile").is_some() && answers.get("mobile") == answers.get("nextOfKinNumber");
    let meant = answers.get("email").and_then(typo::probably_meant);
    let check = CheckPage {
        base: &owner.base(),
        form: &owner.latest.signup.details.form,
        journey: &journey,
        answers: &answers,
        invitation: &owner.latest.signup.details.invitation,
        disputed: &owner.latest.signup.state.disputed,
        uncovered,
        revision,
        token: owner.token(),
        own_number_as_next_of_kin: own,
        email_meant: meant.as_deref(),
        pays: owner.latest.signup.details.invitation.payment_url.is_some(),
        notice,
        unsent: owner.latest.unsent(),
    };
    page(status, view::check(owner.frame(), &check), owner.finish_targets().as_deref())
}

/// Finishes, or goes back to the tenant without having signed up.
pub async fn post(app: &App, owner: &SignupOwner, form: &FormInput, confirmed: bool) -> PageResult {
    let is_fixed = owner.latest.signup.is_fixed();
    if is_fixed && (!confirmed || form.get("action") == "leave") {
        return redirect(&next_page(&owner.latest.signup));
    }
    if !confirmed {
        return show(owner, StatusCode::FORBIDDEN, Some(Notice::Unconfirmed));
    }
    let source = owner.source.id;
    if form.get("action") == "leave" && !owner.latest.signup.state.refused_mobiles.is_empty() {
        let ended = person::give_up(app, source, owner.latest.clone()).await?;
        return redirect_to_tenant(app, &ended);
    }
    let shown = form.get("revision").parse().unwrap_or(-1);
    match person::finish(app, source, owner.latest.clone(), shown, &owner.context(app)).await? {
        Finish::Ended(ended) => redirect_to_tenant(app, &ended),
        Finish::Pay(signup) => payment::redirect_to_pay(app, &signup),
        Finish::Incomplete(Stop::Step(section)) => {
            redirect(&format!("{}/{section}?return=check", owner.base()))
        }
        Finish::Incomplete(before) => redirect(&owner.path_of(before)),
        Finish::Changed(latest) => {
            let (source, switch, consent) =
                (owner.source.clone(), owner.switch.clone(), owner.consent.clone());
            let owner = SignupOwner { source, switch, consent, latest: *latest, ..*owner };
            show(&owner, StatusCode::UNPROCESSABLE_ENTITY, Some(Notice::Changed))
        }
        Finish::Taken { may_correct } => taken(owner, may_correct),
    }
}

fn taken(owner: &SignupOwner, may_correct: bool) -> PageResult {
    let answers = owner.latest.answers();
    let taken = TakenPage {
        number: &answers.get("mobile").map(phone::spaced).unwrap_or_default(),
        base: &owner.base(),
        token: owner.token(),
        // What the tenant locked is not the person's to correct.
        may_correct: may_correct && owner.latest.signup.details.invitation.locked.get("mobile").is_none(),
    };
    page(StatusCode::UNPROCESSABLE_ENTITY, view::taken(owner.frame(), &taken), owner.form_target())
}

/// Asks whether to cancel.
pub fn ask_cancel(owner: &SignupOwner, status: StatusCode) -> PageResult {
    let pays = owner.latest.signup.is_fixed();
    let cancel = CancelPage { base: &owner.base(), token: owner.token(), pays };
    page(status, view::cancel(owner.frame(), &cancel), owner.form_target())
}

/// Cancels.
pub async fn cancel(app: &App, owner: &SignupOwner, confirmed: bool) -> PageResult {
    if !confirmed {
        return ask_cancel(owner, StatusCode::FORBIDDEN);
    }
    let ended = person::cancel(app, owner.source.id, owner.latest.clone()).await?;
    redirect_to_tenant(app, &ended)
}
