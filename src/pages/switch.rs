//! Another language on a page of a session: kept on the session, with the page and all that is typed on it.

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use tower_sessions::Session;

use super::access::{Access, PageName, address_of, visit};
use super::extract::{PathParams, ReturnQuery};
use super::form::read_form;
use super::late::Late;
use super::owner::{SignupOwner, done};
use super::response::{PageError, PageResult, crowded, redirect};
use super::{check, csrf, language, step, unsaved};
use crate::actions::signup::person;
use crate::app::App;
use crate::domain::ids::SignupId;
use crate::domain::language::Language;
use crate::domain::profile::form_input::FormInput;
use crate::domain::signup::SignupState;
use crate::error::Error;
use crate::http::VisitorLanguage;

/// The address is only posted to: whoever opens it is led to where the session stands.
pub async fn elsewhere(PathParams(id): PathParams<String>) -> PageResult {
    let (id, _) = address_of(&id, PageName::Done.as_str())?;
    redirect(&done(id))
}

/// Whether a page of a session was posted by the button of a language. A step and the page of checks are posted to their own
/// address so, as by all of their buttons: nothing typed there is lost by one that is not by the others.
pub fn is_choice(form: &FormInput) -> bool {
    !form.get("locale").is_empty()
}

/// Chooses a language, on a page that has nothing to keep.
pub async fn choose(
    State(app): State<App>,
    session: Session,
    PathParams(id): PathParams<String>,
    visitor: VisitorLanguage,
    ask: ReturnQuery,
    headers: HeaderMap,
    request: Request,
) -> PageResult {
    let (id, name) = address_of(&id, ask.page.as_deref().unwrap_or(PageName::Done.as_str()))?;
    let form = read_form(request).await?;
    on_page(&app, &session, (id, name), (&visitor, &headers), &form, false).await
}

/// Chooses a language on a page; with too many requests at once (`refused`) this browser is answered in it all the same.
pub async fn on_page(
    app: &App,
    session: &Session,
    (id, name): (SignupId, PageName),
    (visitor, headers): (&VisitorLanguage, &HeaderMap),
    form: &FormInput,
    refused: bool,
) -> PageResult {
    let own_site = csrf::browser_agrees(app, headers);
    // Also where nothing can be saved, this browser is answered in the language that it asks for.
    let named = Language::parse(form.get("locale")).filter(|_| own_site).or(visitor.chosen);
    let mut asking = visitor.clone();
    asking.chosen = named;
    let taken =
        if refused { Err(crowded()) } else { take(app, session, (id, name), (&asking, headers), form).await };
    let answer = match (taken, name) {
        (Err(PageError::Error(Error::Busy(cause))), PageName::Step(section)) if own_site => {
            tracing::warn!(%cause, "a language is not saved");
            unsaved::step(id, section, form, language::of_nobody(&asking))
        }
        (answer, _) => answer,
    }?;
    Ok(match named {
        Some(named) => language::remember(app, answer, visitor, named),
        None => answer,
    })
}

async fn take(
    app: &App,
    session: &Session,
    (id, name): (SignupId, PageName),
    (visitor, headers): (&VisitorLanguage, &HeaderMap),
    form: &FormInput,
) -> PageResult {
    let posted = if let PageName::Step(section) = name { Some((section, form)) } else { None };
    let owner = match visit(app, session, (id, name), visitor, posted.map(|posted| (posted, headers))).await?
    {
        Access::Owner(owner) => *owner,
        Access::Ended { source, ended, mine, language, switch } => {
            return Late::of((&source, &ended, mine), (language, &switch), posted).page(app, headers, None);
        }
        Access::Denied(answer) => return Ok(answer),
    };
    let signup = &owner.latest.signup;
    let chosen = language::chosen(form, &signup.details.form)?;
    let posted = posted.filter(|(section, _)| signup.journey().has(*section));
    if !csrf::holds(app, headers, &owner.subject(), form.get("token")) {
        let own = csrf::browser_agrees(app, headers).then_some(form);
        return match posted {
            Some((section, _)) => step::unconfirmed(&owner, section, own),
            None => redirect(&format!("{}/{}", owner.base(), name.as_str())),
        };
    }
    if let Some(posted) = posted
        && !owner.source.is_disabled()
    {
        return Box::pin(step::choose_language(app, owner, posted, chosen)).await;
    }
    if let Some(answer) = keep_boxes(app, &owner, name, form).await {
        return answer;
    }
    let (source, notifier) = (owner.source.id, owner.latest.notifier.clone());
    let state = SignupState::InProgress(signup.clone());
    match person::choose_language(app, source, &state, &notifier, chosen).await {
        // It is another browser's by now, or over: the next page says so.
        Ok(()) | Err(Error::Stale) => {}
        Err(error) => return Err(error.into()),
    }
    match posted {
        // The source is disabled: what is typed stays on the page.
        Some((section, form)) => step::paused(&owner.reading(chosen), section, form),
        None => redirect(&format!("{}/{}", owner.base(), name.as_str())),
    }
}

/// Keeps the boxes of the page of checks as they are; another answer where that cannot be.
async fn keep_boxes(app: &App, owner: &SignupOwner, name: PageName, form: &FormInput) -> Option<PageResult> {
    if !matches!(name, PageName::Check) || owner.source.is_disabled() {
        return None;
    }
    Box::pin(check::keep_ticks(app, owner, form)).await.err()
}
