//! A link that was started in another browser: the person goes on here by the resume code, or starts again blank.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use tower_sessions::Session;

use super::extract::{PathParams, ReturnQuery};
use super::form::read_form;
use super::owner::{clock_of, next_page};
use super::presession::Presession;
use super::response::{PageResult, page, redirect};
use super::start::{Spoken, entry_page, over, subject};
use super::view::{self, AgainPage, CodeError, ElsewherePage};
use super::{cookie, csrf, paused};
use crate::actions::signup::person::{self, Entered, Entering};
use crate::app::App;
use crate::domain::moment::Moment;
use crate::domain::profile::form_input::FormInput;
use crate::domain::signup::SignupState;
use crate::domain::signup::filter::StepFilter;
use crate::domain::signup::resume::ResumeCode;
use crate::domain::signup::step::SavedStep;
use crate::domain::tenant::source::Source;
use crate::error::Result;
use crate::http::VisitorLanguage;

/// Which page such a link shows.
pub(super) enum Entry<'a> {
    /// The one that asks for the code.
    Code,
    /// The same, after a code that does not count.
    Refused(&'a FormInput, CodeError),
    /// The one that asks once more before starting again; when the signup was last used.
    Again(Option<Moment>),
}

/// When a session's person last saved something, or started.
pub(super) fn last_used(signup: &SignupState, steps: Result<Vec<SavedStep>>) -> Option<Moment> {
    let SignupState::InProgress(started) = signup else { return None };
    let saved = steps.unwrap_or_default().iter().map(|step| step.saved_at).max();
    saved.or(Some(started.state.started_at))
}

/// The page of a link that was started in another browser: nothing typed there is shown.
pub(super) fn page_of(
    source: &Source,
    spoken: &Spoken,
    signup: &SignupState,
    entry: &Entry<'_>,
    status: StatusCode,
) -> PageResult {
    let (frame, token) = (spoken.frame(source, signup), spoken.switch.token.as_str());
    let empty = FormInput::default();
    let (typed, error) = match *entry {
        Entry::Again(used_at) => {
            let (expires_at, utc_offset) = (signup.details().expires_at, clock_of(source));
            let again = AgainPage { expires_at, used_at, utc_offset, link: "?", token };
            return page(status, view::again(frame, &again), None);
        }
        Entry::Refused(typed, error) => (typed, Some(error)),
        Entry::Code => (&empty, None),
    };
    let elsewhere = ElsewherePage { again: "?again", token, typed, error };
    page(status, view::elsewhere(frame, &elsewhere), None)
}

/// The address is only posted to: whoever opens it is led to the link.
pub async fn show(PathParams(link): PathParams<String>, ask: ReturnQuery) -> PageResult {
    redirect(&format!("/signup/{link}{}", if ask.again { "?again" } else { "" }))
}

/// Lets this browser into the session, when the code is right.
pub async fn resume(
    State(app): State<App>,
    session: Session,
    PathParams(link): PathParams<String>,
    visitor: VisitorLanguage,
    headers: HeaderMap,
    request: Request,
) -> PageResult {
    let form = read_form(request).await?;
    enter(&app, &session, &link, (&visitor, &headers), &form).await
}

/// The same for a form that was posted to the link: no page names that, so its forms lead to where they are shown.
pub(super) async fn enter(
    app: &App,
    session: &Session,
    link: &str,
    (visitor, headers): (&VisitorLanguage, &HeaderMap),
    form: &FormInput,
) -> PageResult {
    let loaded = person::load_by_link(app, link, session.id(), StepFilter::None).await?;
    let (source, signup, browser) = (loaded.source, loaded.signup, loaded.browser?);
    let id = signup.details().id;
    let known = Presession::of(app, headers);
    let spoken = Spoken::of(visitor, link, &signup);
    if let SignupState::Ended(ended) = &signup {
        return over(app, browser.as_ref(), known.as_ref(), (&source, ended), &spoken);
    }
    if source.is_disabled() {
        return paused::start_page(spoken.frame(&source, &signup), &source, &signup);
    }
    let Some(known) = known else {
        return page(StatusCode::FORBIDDEN, view::cookies(spoken.frame(&source, &signup)), None);
    };
    let visit = Visit { app, source: &source, link, visitor, known: &known };
    if !csrf::holds(app, headers, &subject(link, &known), form.get("token")) {
        let own = csrf::browser_agrees(app, headers);
        let entry = if own { Entry::Refused(form, CodeError::Unconfirmed) } else { Entry::Code };
        return visit.shown(&signup, &entry, StatusCode::FORBIDDEN);
    }
    if let SignupState::InProgress(started) = &signup
        && cookie::fingerprint(app, browser.as_ref(), id) == Some(started.state.owner)
    {
        return redirect(&next_page(started));
    }
    let Some(code) = ResumeCode::read(form.get("code")) else {
        let entry = Entry::Refused(form, CodeError::Malformed);
        return visit.shown(&signup, &entry, StatusCode::UNPROCESSABLE_ENTITY);
    };
    let entering = Entering { code, owner: known.fingerprint(app, id), share: form.get("share") == "yes" };
    match person::enter_code(app, source.id, (signup, loaded.notifier), entering).await? {
        Entered::Other(SignupState::Ended(ended)) => {
            over(app, browser.as_ref(), Some(&known), (&source, &ended), &spoken)
        }
        entered => visit.answer(session, entered, form).await,
    }
}

/// Who enters a code, and where.
struct Visit<'a> {
    app: &'a App,
    source: &'a Source,
    link: &'a str,
    visitor: &'a VisitorLanguage,
    known: &'a Presession,
}

impl Visit<'_> {
    fn shown(&self, signup: &SignupState, entry: &Entry<'_>, status: StatusCode) -> PageResult {
        let spoken = Spoken::of(self.visitor, self.link, signup);
        entry_page(self.app, self.source, spoken, (signup, entry), self.known, status)
    }

    /// What follows from a code of a session that is not over.
    async fn answer(&self, session: &Session, entered: Entered, form: &FormInput) -> PageResult {
        match entered {
            Entered::Mine(signup) => {
                cookie::remember(session, signup.details.id, self.known.claim()).await?;
                redirect(&next_page(&signup))
            }
            Entered::Shared(signup) => {
                cookie::share(session, signup.details.id, signup.state.owner).await?;
                redirect(&next_page(&signup))
            }
            Entered::Refused(signup) => {
                let error = CodeError::Wrong { tries_left: signup.state.resume.tries_left() };
                let entry = Entry::Refused(form, error);
                self.shown(&SignupState::InProgress(signup), &entry, StatusCode::UNPROCESSABLE_ENTITY)
            }
            Entered::Other(signup) => self.shown(&signup, &Entry::Code, StatusCode::OK),
        }
    }
}
