//! A browser that has no access to a session: what was typed there is shown, and brought back by the resume code.
//!
//! Nothing of a stranger is stored: the page itself holds what was typed, and posts it together with the code.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use tower_sessions::Session;

use super::access::{PageName, address_of};
use super::elsewhere::LetIn;
use super::extract::PathParams;
use super::form::read_form;
use super::late::Late;
use super::owner::{SignupOwner, done, frame, next_page, subject};
use super::presession::Presession;
use super::response::{PageError, PageResult, page, redirect};
use super::view::{self, BringBack, CodeError, NoAccessPage, Switch, Typed};
use super::{cookie, csrf, elsewhere, language, step, unsaved};
use crate::actions::signup::person::{self, Latest};
use crate::app::App;
use crate::domain::fingerprint::Fingerprint;
use crate::domain::ids::SignupId;
use crate::domain::language::Language;
use crate::domain::profile::Section;
use crate::domain::profile::form_input::FormInput;
use crate::domain::signup::SignupState;
use crate::domain::signup::filter::StepFilter;
use crate::domain::tenant::source::Source;
use crate::error::Error;
use crate::http::{ClientAddress, VisitorLanguage};
use crate::i18n::Catalog;

/// A browser without access, and where it came.
pub(super) struct Lost<'a> {
    pub source: &'a Source,
    pub signup: &'a SignupState,
    pub language: Language,
    /// Whether it once held the session.
    pub moved: bool,
    /// What it posted.
    pub typed: Option<Typed<'a>>,
    /// How another language is chosen on the page.
    pub switch: Switch,
}

impl Lost<'_> {
    /// The page of a session that is going on or not started: nothing of it is shown, but what this browser typed
    /// just now is its own.
    pub fn page(
        &self,
        app: &App,
        headers: &HeaderMap,
        status: StatusCode,
        error: Option<CodeError>,
    ) -> PageResult {
        let details = self.signup.details();
        let started = matches!(self.signup, SignupState::InProgress(_));
        let (known, is_fresh) = Presession::of_or_fresh(app, headers);
        let (action, token) =
            (format!("/s/{}/resume", details.id), csrf::token(app, &proof(details.id, &known)));
        let lost = NoAccessPage {
            frame: frame(self.source, &details.form, self.language, Some(&self.switch)),
            moved: self.moved,
            typed: self.typed,
            bring_back: started.then_some(BringBack { action: &action, token: &token, error }),
        };
        let response = page(status, view::no_access(&lost), None)?;
        Ok(if is_fresh && started && self.typed.is_some() { known.give(app, response) } else { response })
    }
}

/// The address is only posted to: whoever opens it is led to where the session stands.
pub async fn show(PathParams(id): PathParams<String>) -> PageResult {
    let (id, _) = address_of(&id, PageName::Done.as_str())?;
    redirect(&done(id))
}

/// Lets this browser into the session, when the code is right, and keeps what it typed as its step's draft.
pub async fn resume(
    State(app): State<App>,
    session: Session,
    PathParams(id): PathParams<String>,
    (from, visitor): (ClientAddress, VisitorLanguage),
    headers: HeaderMap,
    request: Request,
) -> PageResult {
    let (id, _) = address_of(&id, PageName::Done.as_str())?;
    let form = read_form(request).await?;
    let section = Section::parse(form.get("section"));
    match (Box::pin(take(&app, &session, (from, id), (&visitor, &headers), &form)).await, section) {
        (Err(PageError::Error(Error::Busy(cause))), Some(section))
            if csrf::browser_agrees(&app, &headers) =>
        {
            tracing::warn!(%cause, "what was typed is not brought back");
            unsaved::step(id, section, &form, language::of_nobody(&visitor))
        }
        (Err(PageError::Error(Error::NotFound)), Some(section)) => {
            nowhere((section, &form), language::of_nobody(&visitor))
        }
        (answer, _) => answer,
    }
}

/// The page of an address that leads nowhere, with what was posted there.
pub(super) fn nowhere(typed: Typed<'_>, language: Language) -> PageResult {
    page(StatusCode::NOT_FOUND, view::nowhere(Catalog::of(language), typed), None)
}

async fn take(
    app: &App,
    session: &Session,
    (from, id): (ClientAddress, SignupId),
    (visitor, headers): (&VisitorLanguage, &HeaderMap),
    form: &FormInput,
) -> PageResult {
    let loaded = person::load(app, id, session.id(), StepFilter::None).await?;
    let (source, signup, browser) = (loaded.source, loaded.signup, loaded.browser?);
    let fingerprint = cookie::fingerprint(app, browser.as_ref(), id);
    let mine = fingerprint.is_some() && fingerprint == signup.owner();
    let language = language::of_session(visitor, &signup, mine);
    let section = Section::parse(form.get("section")).filter(|section| signup.journey().has(*section));
    let (typed, switch) = (section.map(|section| (section, form)), nothing_to_choose(id));
    if let SignupState::Ended(ended) = &signup {
        let late = Late::of((&source, ended, mine), (language, &switch), typed);
        return Box::pin(late.answer(app, session, browser.as_ref(), (visitor, headers))).await;
    }
    let own = typed.filter(|_| csrf::browser_agrees(app, headers));
    let lost =
        Lost { source: &source, signup: &signup, language, moved: fingerprint.is_some(), typed: own, switch };
    let refused = |status, error| lost.page(app, headers, status, Some(error));
    let proven = |known: &Presession| csrf::holds(app, headers, &proof(id, known), form.get("token"));
    let Some(known) = Presession::of(app, headers).filter(proven) else {
        return refused(StatusCode::FORBIDDEN, CodeError::Unconfirmed);
    };
    if source.is_disabled() {
        return refused(StatusCode::FORBIDDEN, CodeError::Paused);
    }
    let let_in = match (&signup, elsewhere::entering(app, id, &known, form)) {
        // A click more: it has access by now.
        (SignupState::InProgress(signup), _) if mine => LetIn::In(signup.clone()),
        (_, None) => LetIn::Refused(CodeError::Malformed),
        (_, Some(entering)) => {
            let found = (signup.clone(), loaded.notifier);
            let entered = Box::pin(person::enter_code(app, source.id, found, entering));
            elsewhere::let_in(app, (session, &known, from), entered).await?
        }
    };
    let owner = match let_in {
        LetIn::In(signup) => signup.state.owner,
        LetIn::Refused(error) => return elsewhere::refusal(error, |status| refused(status, error)),
        LetIn::Other(SignupState::Ended(_)) => return redirect(&done(id)),
        LetIn::Other(_) => return lost.page(app, headers, StatusCode::UNAUTHORIZED, None),
    };
    Box::pin(bring_back(app, id, (source, owner), visitor, typed)).await
}

/// Keeps what was typed, for the browser that has the session now, as when a step is left: nothing is checked, and
/// nothing that was saved elsewhere since is overwritten unseen.
pub(super) async fn bring_back(
    app: &App,
    id: SignupId,
    (source, owner): (Source, Fingerprint),
    visitor: &VisitorLanguage,
    typed: Option<Typed<'_>>,
) -> PageResult {
    let steps = typed.map_or(StepFilter::None, |(section, _)| StepFilter::One(section));
    // Again, because the steps must not be older than the access.
    let loaded = person::load(app, id, None, steps).await?;
    let language = language::of_session(visitor, &loaded.signup, true);
    let SignupState::InProgress(signup) = loaded.signup else { return redirect(&done(id)) };
    let Some((section, form)) = typed.filter(|_| signup.state.owner == owner) else {
        return redirect(&next_page(&signup));
    };
    let switch = Switch {
        languages: language::offer(&signup.details.form).languages.to_vec(),
        action: format!("/s/{id}/language?page={section}"),
        token: csrf::token(app, &subject(owner)),
    };
    let latest = Latest { signup, steps: loaded.steps?, code: loaded.code, notifier: loaded.notifier };
    let owner = SignupOwner::new(source, latest, language, switch);
    Box::pin(step::bring_back(app, &owner, (section, form))).await
}

/// No other language, which would lose what is shown here and nowhere else.
fn nothing_to_choose(id: SignupId) -> Switch {
    Switch { languages: Vec::new(), action: format!("/s/{id}/language"), token: String::new() }
}

/// What the page's token is made for: this session's page in this browser.
pub(super) fn proof(id: SignupId, known: &Presession) -> Vec<u8> {
    format!("lost/{id}/{}", known.claim()).into_bytes()
}
