//! The link: a start page that changes nothing, and Start, which claims the session.

use std::collections::HashMap;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use serde_json::Value;
use tower_sessions::Session;

use super::answer::{Answer, page, to};
use super::asked::Named;
use super::form::read_form;
use super::guest::{clock_of, frame, outcome, way_on};
use super::presession::Presession;
use super::{browser, csrf, paused, view};
use crate::actions::{Visited, guest};
use crate::app::App;
use crate::domain::signup::{AnySignup, Ended, Signup};
use crate::domain::source::Source;

/// Shows who invites, what will be asked, how long it takes and until when. Changes nothing here, however
/// often and by whatever it is opened; a browser that comes without one is given the cookie to start with.
pub async fn show(
    State(app): State<App>,
    session: Session,
    Named(link): Named<String>,
    method: Method,
    headers: HeaderMap,
) -> Answer {
    let Visited { source, signup, browser, .. } = guest::visit_by_link(&app, &link, session.id()).await?;
    let known = Presession::of(&app, &headers);
    match &signup {
        AnySignup::Ended(ended) => return over(&app, browser?.as_ref(), known.as_ref(), &source, ended),
        _ if source.is_disabled() => return paused::start_page(&source, &signup),
        AnySignup::InProgress(started) => {
            if browser::holder(&app, browser?.as_ref(), started.facts.id) == Some(started.state.holder) {
                return to(&way_on(started));
            }
        }
        AnySignup::Pending(_) => {}
    }
    if let Some(known) = known {
        return entry_page(&app, &source, &link, &signup, &known, StatusCode::OK);
    }
    let fresh = Presession::fresh();
    let page = entry_page(&app, &source, &link, &signup, &fresh, StatusCode::OK)?;
    Ok(if method == Method::HEAD { page } else { fresh.give(&app, page) })
}

/// Claims the session for this browser, then leads on to a path without the secret.
pub async fn start(
    State(app): State<App>,
    session: Session,
    Named(link): Named<String>,
    headers: HeaderMap,
    request: Request,
) -> Answer {
    // First, because what is read of the session must not grow old while a slow form arrives.
    let form = read_form(request).await?;
    let Visited { source, signup, browser, notifier, .. } =
        guest::visit_by_link(&app, &link, session.id()).await?;
    let id = signup.facts().id;
    let known = Presession::of(&app, &headers);
    if let AnySignup::Ended(ended) = &signup {
        return over(&app, browser?.as_ref(), known.as_ref(), &source, ended);
    }
    if source.is_disabled() {
        return paused::start_page(&source, &signup);
    }
    let Some(known) = known else {
        let frame = frame(&source, &signup.facts().invitation);
        return page(StatusCode::FORBIDDEN, view::cookies(frame), None);
    };
    if !csrf::holds(&app, &headers, &subject(&link, &known), form.get("token")) {
        // Nothing was typed that could be lost: the page again, with a fresh token.
        return entry_page(&app, &source, &link, &signup, &known, StatusCode::FORBIDDEN);
    }
    let holder = known.holder(&app, id);
    match guest::start(&app, source.id, (signup, notifier), holder, form.get("restart") == "yes").await? {
        guest::Start::Ended(ended) => over(&app, browser?.as_ref(), Some(&known), &source, &ended),
        guest::Start::Elsewhere(started) => {
            let signup = AnySignup::InProgress(started);
            entry_page(&app, &source, &link, &signup, &known, StatusCode::OK)
        }
        guest::Start::Mine(started) => {
            browser::remember(&session, id, known.claim()).await?;
            to(&way_on(&started))
        }
    }
}

/// The outcome, with the way back for the browser that held the session, and for no other that has the link.
fn over(
    app: &App,
    remembered: Option<&HashMap<String, Value>>,
    known: Option<&Presession>,
    source: &Source,
    ended: &Signup<Ended>,
) -> Answer {
    let id = ended.facts.id;
    let holds = [browser::holder(app, remembered, id), known.map(|known| known.holder(app, id))];
    let mine = ended.state.holder.is_some() && holds.contains(&ended.state.holder);
    outcome(source, ended, mine)
}

/// The start page; or, when another browser has started, the page that says so.
///
/// The browser that started may come to the start page too: when the answer to Start was lost on the
/// way, it is not recognised yet, and pressing Start once more leads on.
fn entry_page(
    app: &App,
    source: &Source,
    link: &str,
    signup: &AnySignup,
    known: &Presession,
    status: StatusCode,
) -> Answer {
    let token = csrf::token(app, &subject(link, known));
    let facts = signup.facts();
    let start = view::StartPage {
        expires_at: facts.expires_at,
        utc_offset: clock_of(source),
        token: &token,
        prefilled_by_tenant: !facts.invitation.given.is_empty(),
    };
    let frame = frame(source, &facts.invitation);
    match signup {
        AnySignup::InProgress(started) if started.state.holder != known.holder(app, facts.id) => {
            page(status, view::elsewhere(frame, &start), None)
        }
        _ => page(status, view::start(frame, &start), None),
    }
}

/// A page's token is only good with the link that it was opened by, in the browser that opened it.
fn subject(link: &str, known: &Presession) -> Vec<u8> {
    format!("start/{link}/{}", known.claim()).into_bytes()
}
