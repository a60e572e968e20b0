//! A link that was started in another browser: the person goes on here by the resume code, or starts again blank.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use tower_sessions::Session;

use super::extract::{PathParams, ReturnQuery};
use super::form::read_form;
use super::owner::{clock_of, next_page};
use super::presession::Presession;
use super::response::{PageResult, page, redirect};
use super::start::{Opened, Spoken, entry_page, open};
use super::view::{self, AgainPage, CodeError, ElsewherePage};
use super::{cookie, csrf};
use crate::actions::signup::person::{self, Entered, Entering};
use crate::app::App;
use crate::domain::ids::SignupId;
use crate::domain::moment::Moment;
use crate::domain::profile::form_input::FormInput;
use crate::domain::signup::resume::ResumeCode;
use crate::domain::signup::step::SavedStep;
use crate::domain::signup::{InProgress, Signup, SignupState};
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
    let is_fixed = matches!(signup, SignupState::InProgress(started) if started.is_fixed());
    let elsewhere = ElsewherePage { again: Some("?again").filter(|_| !is_fixed), token, typed, error };
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
    Box::pin(enter(&app, &session, &link, (&visitor, &headers), &form)).await
}

/// The same for a form that was posted to the link: no page names that, so its forms lead to where they are shown.
pub(super) async fn enter(
    app: &App,
    session: &Session,
    link: &str,
    (visitor, headers): (&VisitorLanguage, &HeaderMap),
    form: &FormInput,
) -> PageResult {
    let opened = match open(app, session, link, (visitor, headers), form).await? {
        Ok(opened) => opened,
        Err(answer) => return Ok(answer),
    };
    let Opened { source, found: (signup, notifier), browser, known, confirmed, .. } = opened;
    let id = signup.details().id;
    let shown = |signup: &SignupState, entry: &Entry<'_>, status| {
        entry_page(app, &source, Spoken::of(visitor, link, signup), (signup, entry), &known, status)
    };
    let refused = |signup: &SignupState, error| {
        shown(signup, &Entry::Refused(form, error), StatusCode::UNPROCESSABLE_ENTITY)
    };
    if !confirmed {
        let own = csrf::browser_agrees(app, headers).then_some(Entry::Refused(form, CodeError::Unconfirmed));
        return shown(&signup, &own.unwrap_or(Entry::Code), StatusCode::FORBIDDEN);
    }
    if let SignupState::InProgress(started) = &signup
        && cookie::fingerprint(app, browser?.as_ref(), id) == Some(started.state.owner)
    {
        return redirect(&next_page(started));
    }
    let Some(entering) = entering(app, id, &known, form) else {
        return refused(&signup, CodeError::Malformed);
    };
    let entered = person::enter_code(app, source.id, (signup.clone(), notifier), entering).await?;
    match let_in(session, &known, entered).await? {
        LetIn::In(signup) => redirect(&next_page(&signup)),
        LetIn::Refused(error) => refused(&signup, error),
        // The link's own page says how it stands.
        LetIn::Other(_) => redirect(&format!("/signup/{link}")),
    }
}

/// What came of a code that was posted.
pub(super) enum LetIn {
    /// This browser has access now.
    In(Signup<InProgress>),
    /// The code does not count.
    Refused(CodeError),
    /// There is nothing to be let into.
    Other(SignupState),
}

/// What a form says of the code, where it says one, in the browser that is known by its cookie before Start.
pub(super) fn entering(app: &App, id: SignupId, known: &Presession, form: &FormInput) -> Option<Entering> {
    let code = ResumeCode::read(form.get("code"))?;
    Some(Entering { code, owner: known.fingerprint(app, id), share: form.get("share") == "yes" })
}

/// Lets the browser in, when the code was right: it is known by another cookie from then on.
pub(super) async fn let_in(session: &Session, known: &Presession, entered: Entered) -> Result<LetIn> {
    Ok(match entered {
        Entered::Mine(signup) => {
            cookie::remember(session, signup.details.id, known.claim()).await?;
            LetIn::In(signup)
        }
        Entered::Shared(signup) => {
            cookie::share(session, signup.details.id, signup.state.owner).await?;
            LetIn::In(signup)
        }
        Entered::Refused(signup) => {
            LetIn::Refused(CodeError::Wrong { tries_left: signup.state.resume.tries_left() })
        }
        Entered::Other(signup) => LetIn::Other(signup),
    })
}
