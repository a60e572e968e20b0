//! The end of the journey: check, finish, or leave.

use axum::http::StatusCode;

use super::answer::{Answer, page, to};
use super::guest::{Guest, home, way_on};
use super::view::{self, CancelPage, CheckPage, Notice, TakenPage};
use crate::actions::guest::{self, Finish};
use crate::app::App;
use crate::domain::typed::Typed;

/// Shows all answers, once every step is answered.
pub fn show(app: &App, guest: &Guest, status: StatusCode, notice: Option<Notice>) -> Answer {
    if guest.latest.signup.state.progress.gap().is_some() {
        return to(&way_on(&guest.latest.signup));
    }
    let (answers, revision) = (guest.latest.answers(), guest.latest.revision());
    let own = answers.get("mobile").is_some() && answers.get("mobile") == answers.get("nextOfKinNumber");
    let check = CheckPage {
        base: &guest.base(),
        answers: &answers,
        fixed: &guest.latest.signup.facts.invitation.fixed,
        revision,
        token: &guest.token(app),
        own_number_as_next_of_kin: own,
        notice,
    };
    page(status, view::check(guest.frame(), &check), guest.form_target().as_deref())
}

/// Finishes, or goes back to the tenant without having signed up.
pub async fn post(app: &App, guest: &Guest, form: &Typed, confirmed: bool) -> Answer {
    if !confirmed {
        return show(app, guest, StatusCode::FORBIDDEN, Some(Notice::Unconfirmed));
    }
    let source = guest.source.id;
    if form.get("action") == "leave" && !guest.latest.signup.state.tried.is_empty() {
        let ended = guest::give_up(app, source, guest.latest.clone()).await?;
        return home(app, &ended);
    }
    let shown = form.get("revision").parse().unwrap_or(-1);
    match guest::finish(app, source, guest.latest.clone(), shown, &guest.context(app)).await? {
        Finish::Ended(ended) => home(app, &ended),
        Finish::Incomplete(section) => to(&format!("{}/{section}?return=check", guest.base())),
        Finish::Changed(latest) => {
            let guest = Guest { source: guest.source.clone(), latest: *latest, holder: guest.holder };
            show(app, &guest, StatusCode::UNPROCESSABLE_ENTITY, Some(Notice::Changed))
        }
        Finish::Taken { may_correct } => taken(app, guest, may_correct),
    }
}

fn taken(app: &App, guest: &Guest, may_correct: bool) -> Answer {
    let taken = TakenPage {
        base: &guest.base(),
        token: &guest.token(app),
        // What the tenant locked is not the person's to correct.
        may_correct: may_correct && guest.latest.signup.facts.invitation.fixed.get("mobile").is_none(),
    };
    page(StatusCode::UNPROCESSABLE_ENTITY, view::taken(guest.frame(), &taken), guest.form_target().as_deref())
}

/// Asks whether to cancel.
pub fn ask_cancel(app: &App, guest: &Guest, status: StatusCode) -> Answer {
    let cancel = CancelPage { base: &guest.base(), token: &guest.token(app) };
    page(status, view::cancel(guest.frame(), &cancel), guest.form_target().as_deref())
}

/// Cancels.
pub async fn cancel(app: &App, guest: &Guest, confirmed: bool) -> Answer {
    if !confirmed {
        return ask_cancel(app, guest, StatusCode::FORBIDDEN);
    }
    let ended = guest::cancel(app, guest.source.id, guest.latest.clone()).await?;
    home(app, &ended)
}
