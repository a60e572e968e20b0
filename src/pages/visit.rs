//! Who comes to a session's page, and which: one door for every path below `/s/`.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use tower_sessions::Session;

use super::answer::{Answer, Fault, nothing_here, page, to};
use super::asked::{Ask, Named};
use super::form::read_form;
use super::guest::{Guest, done, home, outcome, way_on};
use super::view::{self, LostPage};
use super::{browser, csrf, paused, review, step};
use crate::actions::guest::{self, Latest};
use crate::actions::{Visited, WhichSteps};
use crate::app::App;
use crate::domain::ids::SignupId;
use crate::domain::profile::Section;
use crate::domain::signup::{AnySignup, Ended, Signup};
use crate::domain::source::Source;
use crate::domain::typed::Typed;
use crate::error::Error;
use crate::http::Refusal;
use crate::text::Words;

/// A page of a session, as its path names it.
#[derive(Clone, Copy)]
enum PageName {
    Step(Section),
    Check,
    Cancel,
    Done,
}

/// Shows a page of a session.
pub async fn show(
    State(app): State<App>,
    session: Session,
    Named((id, name)): Named<(String, String)>,
    ask: Ask,
) -> Answer {
    let (id, name) = address_of(&id, &name)?;
    let guest = match visit(&app, &session, (id, name), None).await? {
        Visit::Guest(guest) => guest,
        Visit::Ended(source, ended, mine) => {
            return if matches!(name, PageName::Done) {
                outcome(&source, &ended, mine)
            } else {
                to(&done(id))
            };
        }
        Visit::Stranger(answer) => return Ok(answer),
    };
    if guest.source.is_disabled() {
        return paused::page_of(&guest);
    }
    match name {
        PageName::Step(section) => step::show(&app, &guest, section, ask.from_check),
        PageName::Check => review::show(&app, &guest, StatusCode::OK, None),
        PageName::Cancel => review::ask_cancel(&app, &guest, StatusCode::OK),
        PageName::Done => to(&way_on(&guest.latest.signup)),
    }
}

/// Takes what was posted to a page of a session.
pub async fn post(
    State(app): State<App>,
    session: Session,
    Named((id, name)): Named<(String, String)>,
    headers: HeaderMap,
    request: Request,
) -> Answer {
    let (id, name) = address_of(&id, &name)?;
    let form = read_form(request).await?;
    match (take(&app, &session, (id, name), &headers, &form).await, name) {
        // What was typed must not be lost with the database.
        (Err(Fault::Error(Error::Busy(cause))), PageName::Step(section))
            if csrf::browser_agrees(&app, &headers) =>
        {
            tracing::warn!(%cause, "a step is not saved");
            step::unsaved(id, section, &form)
        }
        (answer, _) => answer,
    }
}

async fn take(
    app: &App,
    session: &Session,
    (id, name): (SignupId, PageName),
    headers: &HeaderMap,
    form: &Typed,
) -> Answer {
    let posted = if let PageName::Step(section) = name { Some((section, form)) } else { None };
    let guest = match visit(app, session, (id, name), posted).await? {
        Visit::Guest(guest) => guest,
        // A second click on the last button: the same way back to the tenant.
        Visit::Ended(source, ended, true)
            if matches!(name, PageName::Check | PageName::Cancel) && !source.is_disabled() =>
        {
            return home(app, &ended);
        }
        Visit::Ended(..) => return to(&done(id)),
        Visit::Stranger(answer) => return Ok(answer),
    };
    let confirmed = csrf::holds(app, headers, &guest.subject(), form.get("token"));
    if guest.source.is_disabled() {
        return match posted {
            Some((section, form)) if confirmed => step::paused(app, &guest, section, form),
            _ => paused::page_of(&guest),
        };
    }
    match name {
        PageName::Step(section) => {
            step::post(app, &guest, section, form, confirmed, csrf::browser_agrees(app, headers)).await
        }
        PageName::Check => review::post(app, &guest, form, confirmed).await,
        PageName::Cancel => review::cancel(app, &guest, confirmed).await,
        PageName::Done => to(&way_on(&guest.latest.signup)),
    }
}

/// Who comes to a session's page.
enum Visit {
    /// The person whose session it is.
    Guest(Box<Guest>),
    /// Anyone, after its end; whether it is the browser that held it.
    Ended(Source, Box<Signup<Ended>>, bool),
    /// A browser that does not hold it: what it is told.
    Stranger(axum::response::Response),
}

async fn visit(
    app: &App,
    session: &Session,
    (id, name): (SignupId, PageName),
    posted: Option<(Section, &Typed)>,
) -> Result<Visit, Fault> {
    let which = match name {
        PageName::Step(section) => WhichSteps::One(section),
        PageName::Check => WhichSteps::All,
        PageName::Cancel | PageName::Done => WhichSteps::None,
    };
    let Visited { source, signup, browser, steps, notifier } =
        guest::visit(app, id, session.id(), which).await?;
    let holder = browser::holder(app, browser?.as_ref(), id);
    match signup {
        AnySignup::InProgress(signup) if holder == Some(signup.state.holder) => {
            let (holder, latest) = (signup.state.holder, Latest { signup, steps: steps?, notifier });
            Ok(Visit::Guest(Box::new(Guest { source, latest, holder })))
        }
        AnySignup::Ended(ended) => {
            let mine = holder.is_some() && holder == ended.state.holder;
            Ok(Visit::Ended(source, Box::new(ended), mine))
        }
        AnySignup::InProgress(_) | AnySignup::Pending(_) => {
            // Nothing of the session is shown, but what this browser typed just now is its own.
            let lost = LostPage { words: Words::of([]), typed: posted };
            Ok(Visit::Stranger(page(StatusCode::UNAUTHORIZED, view::lost(&lost), None)?))
        }
    }
}

fn address_of(id: &str, name: &str) -> Result<(SignupId, PageName), Refusal> {
    let id = id.parse().map_err(|_| nothing_here())?;
    let name = match name {
        "check" => PageName::Check,
        "cancel" => PageName::Cancel,
        "done" => PageName::Done,
        name => PageName::Step(Section::from_word(name).ok_or_else(nothing_here)?),
    };
    Ok((id, name))
}
