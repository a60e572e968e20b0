//! A link that was started in another browser: the person goes on here by the resume code, or starts again blank.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
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
use crate::error::{Error, Result};
use crate::http::{ClientAddress, VisitorLanguage};

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
    (from, visitor): (ClientAddress, VisitorLanguage),
    headers: HeaderMap,
    request: Request,
) -> PageResult {
    let form = read_form(request).await?;
    Box::pin(enter(&app, &session, (from, &link), (&visitor, &headers), &form)).await
}

/// The same for a form that was posted to the link: no page names that, so its forms lead to where they are shown.
pub(super) async fn enter(
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
    let Opened { source, found: (signup, notifier), browser, known, confirmed, .. } = opened;
    let id = signup.details().id;
    let shown = |signup: &SignupState, entry: &Entry<'_>, status| {
        entry_page(app, &source, Spoken::of(visitor, link, signup), (signup, entry), &known, status)
    };
    let refused = |signup: &SignupState, error: CodeError| {
        refusal(error, |status| shown(signup, &Entry::Refused(form, error), status))
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
    let entered = person::enter_code(app, source.id, (signup.clone(), notifier), entering);
    match let_in(app, (session, &known, from), Box::pin(entered)).await? {
        LetIn::In(signup) => redirect(&next_page(&signup)),
        LetIn::Refused(error) => refused(&signup, error),
        // The link's own page says how it stands.
        LetIn::Other(_) => redirect(&format!("/signup/{link}")),
    }
}

/// A page that says why a code does not count, with the status that goes with it.
pub(super) fn refusal(error: CodeError, shown: impl FnOnce(StatusCode) -> PageResult) -> PageResult {
    let CodeError::Wait { seconds } = error else { return shown(StatusCode::UNPROCESSABLE_ENTITY) };
    let mut response = shown(StatusCode::TOO_MANY_REQUESTS)?;
    response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    Ok(response)
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

/// Lets the browser in, when the code is right: it is known by another cookie from then on. Wrong codes are counted by
/// where they come from; after too many none is looked at.
pub(super) async fn let_in(
    app: &App,
    (session, known, from): (&Session, &Presession, ClientAddress),
    entered: impl Future<Output = Result<Entered>>,
) -> Result<LetIn> {
    let failures = &app.rate_limits.link_failures;
    match failures.check(&from) {
        Err(Error::TooMany(room)) => return Ok(LetIn::Refused(CodeError::Wait { seconds: room.full_in })),
        room => room?,
    }
    Ok(match entered.await? {
        Entered::Mine(signup) => {
            cookie::remember(session, signup.details.id, known.claim()).await?;
            LetIn::In(signup)
        }
        Entered::Shared(signup) => {
            cookie::share(session, signup.details.id, signup.state.owner).await?;
            LetIn::In(signup)
        }
        Entered::Refused(signup) => {
            failures.count(&from);
            LetIn::Refused(CodeError::Wrong { tries_left: signup.state.resume.tries_left() })
        }
        Entered::Other(signup) => LetIn::Other(signup),
    })
}
