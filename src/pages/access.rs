//! Who comes to a session's page, and which: one door for every path below `/s/`.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use tower_sessions::Session;

use super::extract::{PathParams, ReturnQuery};
use super::form::read_form;
use super::late::Late;
use super::lost::{self, Lost};
use super::owner::{SignupOwner, done, next_page, outcome, redirect_to_tenant, subject};
use super::response::{PageError, PageResult, crowded, nothing_here, page, redirect};
use super::view::{self, Switch, Typed};
use super::{check, cookie, csrf, language, pause, paused, payment, step, switch, typing, unsaved, verify};
use crate::actions::signup::person::{self, Latest};
use crate::app::App;
use crate::domain::ids::SignupId;
use crate::domain::language::Language;
use crate::domain::profile::Section;
use crate::domain::profile::form_input::FormInput;
use crate::domain::signup::filter::StepFilter;
use crate::domain::signup::journey::Stop;
use crate::domain::signup::{Ended, Signup, SignupState};
use crate::domain::tenant::source::Source;
use crate::error::Error;
use crate::http::{ClientAddress, ProblemCode, Rejection, Turn, VisitorLanguage};

/// A page of a session, as its path names it.
#[derive(Clone, Copy)]
pub(super) enum PageName {
    Step(Section),
    Verify,
    Check,
    Cancel,
    Pause,
    Payment,
    Done,
}

impl PageName {
    /// The page's name in its path.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Step(section) => section.as_str(),
            Self::Verify => "verify",
            Self::Check => "check",
            Self::Cancel => "cancel",
            Self::Pause => "pause",
            Self::Payment => "payment",
            Self::Done => "done",
        }
    }
}

/// Shows a page of a session.
pub async fn show(
    State(app): State<App>,
    session: Session,
    PathParams((id, name)): PathParams<(String, String)>,
    visitor: VisitorLanguage,
    ask: ReturnQuery,
) -> PageResult {
    let (id, name) = address_of(&id, &name)?;
    let owner = match visit(&app, &session, (id, name), &visitor, None).await? {
        Access::Owner(owner) => owner,
        Access::Ended { source, ended, mine, language, switch } => {
            return match name {
                PageName::Done => outcome(&source, &ended, mine, (language, &switch), None),
                // No page from before is brought back: on the way to the outcome nothing was posted.
                PageName::Payment => Ok(cookie::forget_pages(&app, redirect(&done(id))?)),
                _ => redirect(&done(id)),
            };
        }
        Access::Denied(answer) => return Ok(answer),
    };
    if owner.source.is_disabled() {
        return paused::page_of(&owner);
    }
    match name {
        PageName::Step(_) | PageName::Verify | PageName::Check if owner.latest.signup.is_fixed() => {
            redirect(&next_page(&owner.latest.signup))
        }
        PageName::Step(section) => step::show(&app, &owner, section, ask.from_check),
        PageName::Verify => verify::show(&app, &owner),
        PageName::Check => check::show(&app, &owner),
        PageName::Cancel => check::ask_cancel(&owner, StatusCode::OK),
        PageName::Pause => pause::show(&owner),
        PageName::Payment => payment::show(&app, &owner, &ask),
        PageName::Done => redirect(&next_page(&owner.latest.signup)),
    }
}

/// Shows the page of checks with the answers of a section that are covered else.
pub async fn uncover(
    State(app): State<App>,
    session: Session,
    PathParams((id, name)): PathParams<(String, String)>,
    visitor: VisitorLanguage,
) -> PageResult {
    let (id, name) = address_of(&id, &name)?;
    if !matches!(name, PageName::Step(section) if section.is_covered()) {
        return Err(nothing_here().into());
    }
    match visit(&app, &session, (id, PageName::Check), &visitor, None).await? {
        Access::Owner(owner) if owner.source.is_disabled() => paused::page_of(&owner),
        Access::Owner(owner) if owner.latest.signup.is_fixed() => redirect(&next_page(&owner.latest.signup)),
        Access::Owner(owner) => check::uncovered(&owner),
        Access::Ended { .. } => redirect(&done(id)),
        Access::Denied(answer) => Ok(answer),
    }
}

/// Takes what was posted to a page of a session.
pub async fn post(
    State(app): State<App>,
    session: Session,
    PathParams((id, name)): PathParams<(String, String)>,
    (from, visitor): (ClientAddress, VisitorLanguage),
    headers: HeaderMap,
    request: Request,
) -> PageResult {
    let (id, name) = address_of(&id, &name)?;
    let turn = request.extensions().get::<Turn>().cloned();
    let read = read_form(request).await;
    let refused = turn.is_some_and(|turn| turn.is_refused());
    let form = match (read, name) {
        (Err(rejection), PageName::Step(section))
            if rejection.code == ProblemCode::BodyTooLarge && !refused =>
        {
            return too_long(&app, &session, (id, section), &visitor, rejection).await;
        }
        (read, _) => read?,
    };
    if matches!(name, PageName::Step(_) | PageName::Check) && typing::is_draft(&form) && !refused {
        return typing::take(&app, &session, (id, name), (&visitor, &headers), &form).await;
    }
    if matches!(name, PageName::Step(_) | PageName::Check) && switch::is_choice(&form) {
        return switch::on_page(&app, &session, (id, name), (&visitor, &headers), &form, refused).await;
    }
    let taken = if refused {
        Err(crowded())
    } else {
        // Boxed: what is larger than it must be is moved from layer to layer.
        Box::pin(take(&app, &session, (id, name), (from, &visitor, &headers), &form)).await
    };
    match (taken, name) {
        // What was typed must not be lost with the database.
        (Err(PageError::Error(Error::Busy(cause))), PageName::Step(section))
            if csrf::browser_agrees(&app, &headers) =>
        {
            tracing::warn!(%cause, "a step is not saved");
            unsaved::step(id, section, &form, language::of_nobody(&visitor))
        }
        (Err(PageError::Error(Error::NotFound)), PageName::Step(section)) => {
            lost::nowhere((section, &form), language::of_nobody(&visitor))
        }
        (answer, _) => answer,
    }
}

/// A step that is larger than what is read of one, so that nothing of it is known. Whose it is has a page with the way
/// back to what was saved before.
async fn too_long(
    app: &App,
    session: &Session,
    (id, section): (SignupId, Section),
    visitor: &VisitorLanguage,
    rejection: Rejection,
) -> PageResult {
    // As if it were no step: what is chosen on it must not be taken for an empty one.
    match visit(app, session, (id, PageName::Done), visitor, None).await {
        Ok(Access::Owner(owner)) if owner.latest.signup.journey().has(section) => {
            let step = owner.path_of(Stop::Step(section));
            page(rejection.status, view::too_long(owner.frame(), section, &step), None)
        }
        _ => Err(rejection.into()),
    }
}

async fn take(
    app: &App,
    session: &Session,
    (id, name): (SignupId, PageName),
    (from, visitor, headers): (ClientAddress, &VisitorLanguage, &HeaderMap),
    form: &FormInput,
) -> PageResult {
    let posted = if let PageName::Step(section) = name { Some((section, form)) } else { None };
    let owner = match visit(app, session, (id, name), visitor, posted.map(|posted| (posted, headers))).await?
    {
        Access::Owner(owner) => owner,
        // A second click on the last button: the same way back to the tenant.
        Access::Ended { source, ended, mine: true, .. }
            if matches!(name, PageName::Check | PageName::Cancel) && !source.is_disabled() =>
        {
            return redirect_to_tenant(app, &ended);
        }
        Access::Ended { source, ended, mine, language, switch } => {
            return Late::of((&source, &ended, mine), (language, &switch), posted).page(app, headers, None);
        }
        Access::Denied(answer) => return Ok(answer),
    };
    let leads_nowhere =
        |(section, _)| owner.latest.signup.is_fixed() || !owner.latest.signup.journey().has(section);
    if posted.is_some_and(leads_nowhere) {
        return redirect(&next_page(&owner.latest.signup));
    }
    let confirmed = csrf::holds(app, headers, &owner.subject(), form.get("token"));
    if owner.source.is_disabled() {
        return match posted {
            Some((section, form)) if confirmed => step::paused(&owner, section, form),
            _ => paused::page_of(&owner),
        };
    }
    match name {
        PageName::Step(section) => {
            let own_site = csrf::browser_agrees(app, headers);
            step::post(app, &owner, section, from, form, confirmed, own_site).await
        }
        PageName::Verify => verify::post(app, &owner, from, form, confirmed).await,
        PageName::Check => check::post(app, &owner, form, confirmed).await,
        PageName::Cancel => check::cancel(app, &owner, confirmed).await,
        PageName::Pause if confirmed => pause::make_code(app, &owner, owner.latest.clone()).await,
        PageName::Pause => redirect(&pause::address(&owner)),
        PageName::Payment | PageName::Done => redirect(&next_page(&owner.latest.signup)),
    }
}

/// Who comes to a session's page.
pub(super) enum Access {
    /// The person whose session it is.
    Owner(Box<SignupOwner>),
    /// Anyone, after its end.
    Ended {
        /// The tenant.
        source: Source,
        /// The session.
        ended: Box<Signup<Ended>>,
        /// Whether it is the browser that held it.
        mine: bool,
        /// The language of the page.
        language: Language,
        /// How another one is chosen there.
        switch: Switch,
    },
    /// A browser that does not hold it: what it is told.
    Denied(axum::response::Response),
}

pub(super) async fn visit(
    app: &App,
    session: &Session,
    (id, name): (SignupId, PageName),
    visitor: &VisitorLanguage,
    posted: Option<(Typed<'_>, &HeaderMap)>,
) -> Result<Access, PageError> {
    let which = match name {
        PageName::Step(section) => StepFilter::One(section),
        PageName::Verify => person::number_step(),
        PageName::Check => StepFilter::All,
        PageName::Cancel | PageName::Pause | PageName::Payment | PageName::Done => StepFilter::None,
    };
    let loaded = person::load(app, id, session.id(), which).await?;
    let (source, fingerprint) = (loaded.source, cookie::fingerprint(app, loaded.browser?.as_ref(), id));
    let mine = fingerprint.is_some() && fingerprint == loaded.signup.owner();
    let language = language::of_session(visitor, &loaded.signup, mine);
    let token = loaded.signup.owner().filter(|_| mine).map(|owner| csrf::token(app, &subject(owner)));
    let switch = Switch {
        languages: language::offer(&loaded.signup.details().form).languages.to_vec(),
        action: format!("/s/{id}/language?page={}", name.as_str()),
        token: token.unwrap_or_default(),
    };
    match loaded.signup {
        SignupState::InProgress(signup) if mine => {
            app.store.visits().note(id, app.now());
            let latest =
                Latest { signup, steps: loaded.steps?, code: loaded.code, notifier: loaded.notifier };
            Ok(Access::Owner(Box::new(SignupOwner::new(source, latest, language, switch))))
        }
        SignupState::Ended(ended) => {
            Ok(Access::Ended { source, ended: Box::new(ended), mine, language, switch })
        }
        signup @ (SignupState::InProgress(_) | SignupState::Pending(_)) => {
            let (typed, moved) = (posted.map(|(typed, _)| typed), fingerprint.is_some());
            let lost = Lost { source: &source, signup: &signup, language, moved, typed, switch };
            let nothing = HeaderMap::new();
            let headers = posted.map_or(&nothing, |(_, headers)| headers);
            Ok(Access::Denied(lost.page(app, headers, StatusCode::UNAUTHORIZED, None)?))
        }
    }
}

pub(super) fn address_of(id: &str, name: &str) -> Result<(SignupId, PageName), Rejection> {
    let id = id.parse().map_err(|_| nothing_here())?;
    let name = match name {
        "verify" => PageName::Verify,
        "check" => PageName::Check,
        "cancel" => PageName::Cancel,
        "pause" => PageName::Pause,
        "payment" => PageName::Payment,
        "done" => PageName::Done,
        name => PageName::Step(Section::parse(name).ok_or_else(nothing_here)?),
    };
    Ok((id, name))
}
