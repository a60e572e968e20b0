//! The link: a start page that changes nothing, and Start, which claims the session.

use std::collections::HashMap;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::Response;
use serde_json::Value;
use tower_sessions::Session;

use super::elsewhere::{self, Entry};
use super::extract::{PathParams, ReturnQuery};
use super::form::read_form;
use super::owner::{clock_of, frame, next_page, outcome};
use super::presession::Presession;
use super::response::{PageError, PageResult, page, redirect};
use super::view::{self, Frame, Switch};
use super::{cookie, csrf, language, paused};
use crate::actions::funnel;
use crate::actions::signup::person;
use crate::app::App;
use crate::domain::funnel::{Counted, START};
use crate::domain::language::Language;
use crate::domain::profile::form_input::FormInput;
use crate::domain::signup::filter::StepFilter;
use crate::domain::signup::{Ended, Signup, SignupState};
use crate::domain::tenant::source::Source;
use crate::error::{self, Error};
use crate::http::{ClientAddress, VisitorLanguage};

/// Shows who invites, what will be asked, how long it takes and until when. Changes nothing here, however
/// often and by whatever it is opened; a browser that comes without one is given the cookie to start with.
pub async fn show(
    State(app): State<App>,
    session: Session,
    PathParams(link): PathParams<String>,
    (from, visitor): (ClientAddress, VisitorLanguage),
    ask: ReturnQuery,
    method: Method,
    headers: HeaderMap,
) -> PageResult {
    // When it was last used is only told to whoever wants to start again.
    let steps = if ask.again { StepFilter::All } else { StepFilter::None };
    let loaded = counted(&app, from, person::load_by_link(&app, &link, session.id(), steps).await)?;
    let (source, signup, browser) = (loaded.source, loaded.signup, loaded.browser);
    let known = Presession::of(&app, &headers);
    let spoken = Spoken::of(&visitor, &link, &signup);
    match &signup {
        SignupState::Ended(ended) => {
            return over(&app, browser?.as_ref(), known.as_ref(), (&source, ended), &spoken);
        }
        _ if source.is_disabled() => {
            return paused::start_page(spoken.frame(&source, &signup), &source, &signup);
        }
        SignupState::InProgress(started) => {
            if cookie::fingerprint(&app, browser?.as_ref(), started.details.id) == Some(started.state.owner) {
                return redirect(&next_page(started));
            }
        }
        SignupState::Pending(pending) if method == Method::GET => {
            let opened = (START, Counted::Opened);
            app.store.counters().add(funnel::count(source.id, &pending.details, opened, app.now()));
        }
        SignupState::Pending(_) => {}
    }
    let is_fixed = matches!(&signup, SignupState::InProgress(started) if started.is_fixed());
    let entry = if ask.again && !is_fixed {
        Entry::Again(elsewhere::last_used(&signup, loaded.steps))
    } else {
        Entry::Code
    };
    if let Some(known) = known {
        return entry_page(&app, &source, spoken, (&signup, &entry), &known, StatusCode::OK);
    }
    let fresh = Presession::fresh();
    let page = entry_page(&app, &source, spoken, (&signup, &entry), &fresh, StatusCode::OK)?;
    Ok(if method == Method::HEAD { page } else { fresh.give(&app, page) })
}

/// Takes what was posted to the link: Start, or the code by which a person goes on who has started elsewhere.
pub async fn start(
    State(app): State<App>,
    session: Session,
    PathParams(link): PathParams<String>,
    (from, visitor): (ClientAddress, VisitorLanguage),
    headers: HeaderMap,
    request: Request,
) -> PageResult {
    // First, because what is read of the session must not grow old while a slow form arrives.
    let form = read_form(request).await?;
    if form.has("code") {
        return Box::pin(elsewhere::enter(&app, &session, (from, &link), (&visitor, &headers), &form)).await;
    }
    Box::pin(claim(&app, &session, (from, &link), (&visitor, &headers), &form)).await
}

/// Claims the session for this browser, then leads on to a path without the secret.
async fn claim(
    app: &App,
    session: &Session,
    (from, link): (ClientAddress, &str),
    (visitor, headers): (&VisitorLanguage, &HeaderMap),
    form: &FormInput,
) -> PageResult {
    let opened = match open(app, session, (from, link), (visitor, headers), form).await? {
        Ok(opened) => opened,
        Err(answer) => return Ok(answer),
    };
    let Opened { source, found, browser, known, spoken, confirmed } = opened;
    if !confirmed {
        // Nothing was typed that could be lost: the page again, with a fresh token.
        return entry_page(app, &source, spoken, (&found.0, &Entry::Code), &known, StatusCode::FORBIDDEN);
    }
    let id = found.0.details().id;
    let starting = person::Starting {
        owner: known.fingerprint(app, id),
        language: spoken.language,
        restart: form.get("restart") == "yes",
    };
    match person::start(app, source.id, found, starting).await? {
        person::Start::Ended(ended) => over(app, browser?.as_ref(), Some(&known), (&source, &ended), &spoken),
        person::Start::Elsewhere(started) => {
            let signup = SignupState::InProgress(started);
            entry_page(app, &source, spoken, (&signup, &Entry::Code), &known, StatusCode::OK)
        }
        person::Start::Mine(started) => {
            cookie::remember(session, id, known.claim()).await?;
            Ok(language::remember(app, redirect(&next_page(&started))?, visitor, spoken.language))
        }
    }
}

/// What a link opens. Wrong links are counted by where they come from, and refused when there are too many;
/// a right one never is, whoever else tried there.
pub(super) fn counted<T>(app: &App, from: ClientAddress, opened: error::Result<T>) -> error::Result<T> {
    if matches!(opened, Err(Error::NotFound)) {
        app.rate_limits.link_failures.take(&from)?;
    }
    opened
}

/// A link with something posted to it, as it stands.
pub(super) struct Opened {
    pub(super) source: Source,
    pub(super) found: person::Found,
    /// What the browser remembers.
    pub(super) browser: error::Result<Option<HashMap<String, Value>>>,
    /// By what it is known before Start.
    pub(super) known: Presession,
    pub(super) spoken: Spoken,
    /// Whether the post is shown to come from a page that this browser was given.
    pub(super) confirmed: bool,
}

/// Opens a link to which something was posted; or the page that says why nothing can come of it: its session is over,
/// its source is disabled, the browser keeps no cookie.
pub(super) async fn open(
    app: &App,
    session: &Session,
    (from, link): (ClientAddress, &str),
    (visitor, headers): (&VisitorLanguage, &HeaderMap),
    form: &FormInput,
) -> Result<Result<Opened, Response>, PageError> {
    let loaded = person::load_by_link(app, link, session.id(), StepFilter::None).await;
    let loaded = counted(app, from, loaded)?;
    let (source, signup, browser) = (loaded.source, loaded.signup, loaded.browser);
    let known = Presession::of(app, headers);
    let spoken = Spoken::of(visitor, link, &signup);
    if let SignupState::Ended(ended) = &signup {
        return over(app, browser?.as_ref(), known.as_ref(), (&source, ended), &spoken).map(Err);
    }
    if source.is_disabled() {
        return paused::start_page(spoken.frame(&source, &signup), &source, &signup).map(Err);
    }
    let Some(known) = known else {
        return page(StatusCode::FORBIDDEN, view::cookies(spoken.frame(&source, &signup)), None).map(Err);
    };
    let confirmed = csrf::holds(app, headers, &subject(link, &known), form.get("token"));
    let found = (signup, loaded.notifier);
    Ok(Ok(Opened { source, found, browser, known, spoken, confirmed }))
}

/// The language of a link's page, and how another one is chosen there.
pub(super) struct Spoken {
    pub(super) link: String,
    pub(super) language: Language,
    pub(super) switch: Switch,
}

impl Spoken {
    pub(super) fn of(visitor: &VisitorLanguage, link: &str, signup: &SignupState) -> Self {
        let languages = language::offer(&signup.details().form).languages.to_vec();
        let action = format!("/signup/{link}/language");
        Self {
            link: link.to_owned(),
            language: language::of_session(visitor, signup, false),
            switch: Switch { languages, action, token: String::new() },
        }
    }

    pub(super) fn frame<'a>(&'a self, source: &'a Source, signup: &'a SignupState) -> Frame<'a> {
        frame(source, &signup.details().form, self.language, Some(&self.switch))
    }
}

/// Has the page of a link in another language from now on: in this browser, and before Start wherever the link is
/// opened.
pub async fn choose_language(
    State(app): State<App>,
    PathParams(link): PathParams<String>,
    (from, visitor): (ClientAddress, VisitorLanguage),
    headers: HeaderMap,
    request: Request,
) -> PageResult {
    let form = read_form(request).await?;
    let loaded = counted(&app, from, person::load_by_link(&app, &link, None, StepFilter::None).await)?;
    let (source, signup) = (loaded.source, loaded.signup);
    let chosen = language::chosen(&form, &signup.details().form)?;
    if !csrf::browser_agrees(&app, &headers) {
        return redirect(&format!("/signup/{link}"));
    }
    if signup.is_live() && !source.is_disabled() {
        let spoken = Spoken::of(&visitor, &link, &signup);
        let Some(known) = Presession::of(&app, &headers) else {
            return page(StatusCode::FORBIDDEN, view::cookies(spoken.frame(&source, &signup)), None);
        };
        if !csrf::holds(&app, &headers, &subject(&link, &known), form.get("token")) {
            return entry_page(&app, &source, spoken, (&signup, &Entry::Code), &known, StatusCode::FORBIDDEN);
        }
        if matches!(signup, SignupState::Pending(_)) {
            match person::choose_language(&app, source.id, &signup, &loaded.notifier, chosen).await {
                // Started meanwhile: from then on the language is its owner's to choose.
                Ok(()) | Err(Error::Stale) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
    Ok(language::remember(&app, redirect(&format!("/signup/{link}"))?, &visitor, chosen))
}

/// The outcome, with the way back for the browser that held the session, and for no other that has the link.
pub(super) fn over(
    app: &App,
    remembered: Option<&HashMap<String, Value>>,
    known: Option<&Presession>,
    (source, ended): (&Source, &Signup<Ended>),
    spoken: &Spoken,
) -> PageResult {
    let id = ended.details.id;
    let holds = [cookie::fingerprint(app, remembered, id), known.map(|known| known.fingerprint(app, id))];
    let mine = ended.state.owner.is_some() && holds.contains(&ended.state.owner);
    outcome(source, ended, mine, (spoken.language, &spoken.switch), None)
}

/// The start page; or, when another browser has started, the page that says so.
///
/// The browser that started may come to the start page too: when the answer to Start was lost on the
/// way, it is not recognised yet, and pressing Start once more leads on.
pub(super) fn entry_page(
    app: &App,
    source: &Source,
    mut spoken: Spoken,
    (signup, entry): (&SignupState, &Entry<'_>),
    known: &Presession,
    status: StatusCode,
) -> PageResult {
    spoken.switch.token = csrf::token(app, &subject(&spoken.link, known));
    let details = signup.details();
    if let SignupState::InProgress(started) = signup
        && started.state.owner != known.fingerprint(app, details.id)
    {
        return elsewhere::page_of(source, &spoken, signup, entry, status);
    }
    let start = view::StartPage {
        expires_at: details.expires_at,
        utc_offset: clock_of(source),
        token: &spoken.switch.token,
        prefilled_by_tenant: !details.invitation.prefilled.is_empty(),
        sends_code: details.proof_after().is_some(),
        form: &details.form,
        sections: &details.asked(),
        pays: details.invitation.payment_url.is_some(),
    };
    page(status, view::start(spoken.frame(source, signup), &start), None)
}

/// A page's token is only good with the link that it was opened by, in the browser that opened it.
pub(super) fn subject(link: &str, known: &Presession) -> Vec<u8> {
    format!("start/{link}/{}", known.claim()).into_bytes()
}
