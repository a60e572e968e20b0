//! A step: shown, saved, refused with everything kept. One handler serves all of them.

use axum::http::StatusCode;

use super::access::PageName;
use super::choice::chosen;
use super::owner::{SignupOwner, clock_of, done, next_page};
use super::response::{PageResult, busy, page, redirect};
use super::view::{self, Notice, Stale, StepPage};
use super::{csrf, pause, verify};
use crate::actions::signup::person::{self, Latest, Posted, Saved};
use crate::app::App;
use crate::domain::language::Language;
use crate::domain::profile::form_input::{FormInput, first_input};
use crate::domain::profile::validation::FieldError;
use crate::domain::profile::{Field, Section, field};
use crate::domain::signup::step::{SavedStep, StepContent};
use crate::error::Error;
use crate::http::ClientAddress;

/// What of a step's page is not always the same.
#[derive(Default)]
struct Shown<'a> {
    errors: &'a [FieldError],
    stale: Option<Stale<'a>>,
    notice: Option<Notice>,
    revision: i64,
    order: Option<i64>,
    from_check: bool,
}

/// Shows a step; a later one than the first that is not answered leads to that.
pub fn show(app: &App, owner: &SignupOwner, section: Section, from_check: bool) -> PageResult {
    if !owner.latest.signup.journey().may_visit(section) {
        return redirect(&next_page(&owner.latest.signup));
    }
    let stored = owner.latest.step(section);
    let typed = inputs(owner, section, stored);
    // A draft that was refused is shown with what is still wrong with it.
    let draft =
        stored.is_some_and(|step| matches!(&step.entry, StepContent::Draft(typed) if !typed.is_unsent()));
    let details = &owner.latest.signup.details;
    let errors = if draft {
        typed
            .read(&details.form, section, &details.invitation.locked, &owner.context(app))
            .err()
            .unwrap_or_default()
    } else {
        Vec::new()
    };
    owner.count_shown(app, section.as_str());
    let revision = stored.map_or(0, |step| step.revision);
    let order = stored.and_then(SavedStep::typing).map_or(0, |typing| typing.order);
    render(
        owner,
        section,
        &typed,
        StatusCode::OK,
        &Shown { errors: &errors, revision, order: Some(order), from_check, ..Shown::default() },
    )
}

/// Saves what was posted to a step, and leads on. Only going on checks it.
pub async fn post(
    app: &App,
    owner: &SignupOwner,
    section: Section,
    from: ClientAddress,
    form: &FormInput,
    confirmed: bool,
    own_site: bool,
) -> PageResult {
    let form = &*chosen(owner, section, form);
    let (from_check, back) = (is_from_check(form), form.get("action") == "back");
    if !confirmed {
        let own = own_site.then_some(form);
        return unconfirmed(owner, section, own);
    }
    match form.get("action") {
        "pause" => return Box::pin(pause(app, owner, (section, form))).await,
        "cancel" => return leave(app, owner, (section, form), PageName::Cancel).await,
        _ => {}
    }
    if let Some(field) = field(form.get("change")).filter(|field| field.section == section) {
        return open(app, owner, (section, form), field).await;
    }
    let posted = posted(app, owner, section, form);
    let id = owner.latest.signup.details.id;
    let saved = match person::save(app, owner.source.id, owner.latest.clone(), posted).await {
        Err(Error::Busy(cause)) => {
            tracing::warn!(%cause, "a step is not saved");
            return busy(kept(owner, section, form, Notice::Unsaved));
        }
        saved => saved?,
    };
    count(app, owner, section, &saved, back);
    match saved {
        Saved::Done(signup) if back => redirect(&before(owner, section, from_check, &next_page(&signup))),
        Saved::Done(signup) => {
            let way = signup.journey();
            let next = if from_check { way.next() } else { way.after(section) };
            Box::pin(verify::lead_on(app, owner, from, &signup, next)).await
        }
        Saved::Ended(_) | Saved::Fixed(_) => redirect(&done(id)),
        Saved::Refused { errors, revision } => {
            let shown = Shown { errors: &errors, revision, from_check, ..Shown::default() };
            render(owner, section, form, StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
        Saved::Stale(stored) => stale(owner, section, form, &stored),
    }
}

/// Counts what came of a step that was sent.
fn count(app: &App, owner: &SignupOwner, section: Section, saved: &Saved, back: bool) {
    match saved {
        Saved::Done(_) if !back => owner.count_saved(app, section.as_str()),
        Saved::Refused { errors, .. } => {
            for FieldError { field, code } in errors {
                owner.count_refused(app, section.as_str(), field.name, code.as_str());
            }
        }
        Saved::Done(_) | Saved::Ended(_) | Saved::Fixed(_) | Saved::Stale(_) => {}
    }
}

/// Has the step and all other pages in another language from now on, with everything that is typed.
pub async fn choose_language(
    app: &App,
    owner: SignupOwner,
    (section, form): (Section, &FormInput),
    language: Language,
) -> PageResult {
    let form = &*chosen(&owner, section, form);
    let saved = keep(app, &owner, (section, form), Some(language)).await;
    let owner = owner.reading(language);
    let same = path(&owner, section, is_from_check(form));
    left(&owner, (section, form), saved, &same)
}

/// Puts back what was typed in a browser that had no access: on the step, with everything as it was.
pub async fn bring_back(app: &App, owner: &SignupOwner, posted: (Section, &FormInput)) -> PageResult {
    let saved = keep(app, owner, posted, None).await;
    let (section, form) = posted;
    left(owner, posted, saved, &path(owner, section, is_from_check(form)))
}

/// Leaves the step for later: what is typed is kept as it is, and the page that follows has the code at once.
async fn pause(app: &App, owner: &SignupOwner, posted: (Section, &FormInput)) -> PageResult {
    match keep(app, owner, posted, None).await {
        Ok(Saved::Done(signup)) => {
            let latest = Latest { signup, ..owner.latest.clone() };
            pause::make_code(app, owner, latest).await
        }
        saved => left(owner, posted, saved, &pause::address(owner)),
    }
}

/// Leaves the step for another page of the session; what is typed is kept as it is, right or not.
async fn leave(app: &App, owner: &SignupOwner, posted: (Section, &FormInput), page: PageName) -> PageResult {
    let saved = keep(app, owner, posted, None).await;
    left(owner, posted, saved, &format!("{}/{}", owner.base(), page.as_str()))
}

/// Has an input in the place of a text; what else is typed is kept.
async fn open(
    app: &App,
    owner: &SignupOwner,
    (section, form): (Section, &FormInput),
    field: &'static Field,
) -> PageResult {
    let opened = form.clone().opening(field);
    let saved = keep(app, owner, (section, &opened), None).await;
    let next = format!("{}#{}", path(owner, section, is_from_check(form)), first_input(field));
    left(owner, (section, &opened), saved, &next)
}

async fn keep(
    app: &App,
    owner: &SignupOwner,
    (section, form): (Section, &FormInput),
    language: Option<Language>,
) -> Result<Saved, Error> {
    let posted = posted(app, owner, section, form);
    person::keep(app, owner.source.id, owner.latest.clone(), posted, language).await
}

/// The way on from a step that was left, once nothing is lost by going.
fn left(
    owner: &SignupOwner,
    (section, form): (Section, &FormInput),
    saved: Result<Saved, Error>,
    next: &str,
) -> PageResult {
    match saved {
        Ok(Saved::Stale(stored)) => stale(owner, section, form, &stored),
        Ok(Saved::Ended(_)) => redirect(&done(owner.latest.signup.details.id)),
        Ok(Saved::Done(_) | Saved::Refused { .. } | Saved::Fixed(_)) => redirect(next),
        Err(Error::Busy(cause)) => {
            tracing::warn!(%cause, "a step is not saved");
            busy(kept(owner, section, form, Notice::Unsaved))
        }
        Err(error) => Err(error.into()),
    }
}

/// The form with all that was typed, beside what was saved elsewhere since it was shown.
fn stale(owner: &SignupOwner, section: Section, form: &FormInput, stored: &SavedStep) -> PageResult {
    let (there, from_check) = (stored.typed(), is_from_check(form));
    let stale = Stale { saved: &there, at: stored.saved_at, utc_offset: clock_of(&owner.source) };
    let shown = Shown { stale: Some(stale), revision: stored.revision, from_check, ..Shown::default() };
    render(owner, section, form, StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

/// A step as it was posted.
pub fn posted<'a>(app: &App, owner: &'a SignupOwner, section: Section, form: &'a FormInput) -> Posted<'a> {
    Posted {
        section,
        typed: form,
        page: csrf::page_of(form.get("token")),
        revision: revision_of(form),
        back: form.get("action") == "back",
        context: owner.context(app),
        consent: owner.consent_to(section, form),
    }
}

/// A post that may not be this person's: saved is nothing. Where the browser vouches for our own
/// page, the typed words are shown again with a fresh token; else the saved ones.
pub fn unconfirmed(owner: &SignupOwner, section: Section, own: Option<&FormInput>) -> PageResult {
    if let Some(form) = own {
        let form = &*chosen(owner, section, form);
        return page(StatusCode::FORBIDDEN, kept(owner, section, form, Notice::Unconfirmed), None);
    }
    let stored = owner.latest.step(section);
    let saved = inputs(owner, section, stored);
    let revision = stored.map_or(0, |step| step.revision);
    let shown = Shown { notice: Some(Notice::Unconfirmed), revision, ..Shown::default() };
    render(owner, section, &saved, StatusCode::FORBIDDEN, &shown)
}

/// What was posted to a step while the source is disabled: it is not saved, and can be sent again later.
pub fn paused(owner: &SignupOwner, section: Section, form: &FormInput) -> PageResult {
    page(StatusCode::FORBIDDEN, kept(owner, section, &chosen(owner, section, form), Notice::Paused), None)
}

/// The form again with all that was typed, and why it is not saved. It has the revision that it showed: what
/// was saved since is still not to be overwritten.
fn kept(owner: &SignupOwner, section: Section, form: &FormInput, notice: Notice) -> view::Page {
    let (revision, from_check) = (revision_of(form), is_from_check(form));
    let shown = Shown { notice: Some(notice), revision, from_check, ..Shown::default() };
    rendered(owner, section, form, &shown)
}

/// The path of a step.
fn path(owner: &SignupOwner, section: Section, from_check: bool) -> String {
    format!("{}/{section}{}", owner.base(), if from_check { "?return=check" } else { "" })
}

/// The revision that a posted form showed.
pub fn revision_of(form: &FormInput) -> i64 {
    form.get("revision").parse().unwrap_or_default()
}

/// Whether a posted form goes back to the check page.
pub fn is_from_check(form: &FormInput) -> bool {
    form.get("return") == "check"
}

/// What the inputs hold: what was left there, else what the tenant gave.
fn inputs(owner: &SignupOwner, section: Section, stored: Option<&SavedStep>) -> FormInput {
    let signup = &owner.latest.signup;
    let typed = stored.map_or_else(
        || FormInput::from_answers(section, &signup.details.invitation.initial_answers()),
        SavedStep::typed,
    );
    typed.disputing(signup.state.disputed.of(section))
}

fn render(
    owner: &SignupOwner,
    section: Section,
    typed: &FormInput,
    status: StatusCode,
    shown: &Shown<'_>,
) -> PageResult {
    page(status, rendered(owner, section, typed, shown), None)
}

fn rendered(owner: &SignupOwner, section: Section, typed: &FormInput, shown: &Shown<'_>) -> view::Page {
    let signup = &owner.latest.signup;
    let step = StepPage {
        base: &owner.base(),
        form: &signup.details.form,
        journey: Some(&signup.journey()),
        section,
        typed,
        invitation: &signup.details.invitation,
        errors: shown.errors,
        stale: shown.stale,
        notice: shown.notice,
        revision: shown.revision,
        order: shown.order,
        token: owner.token(),
        from_check: shown.from_check,
        consent: &owner.consent,
        texts: &owner.texts,
    };
    view::step(owner.frame(), &step)
}

/// The page that Back leads to: the step before; the check page for whoever came from there, unless
/// what was left here must be answered before that can be shown.
fn before(owner: &SignupOwner, section: Section, from_check: bool, next_page: &str) -> String {
    let step = |section| format!("{}/{section}", owner.base());
    match owner.latest.signup.journey().before(section) {
        Some(before) if !from_check || next_page == step(section) => step(before),
        _ => next_page.to_owned(),
    }
}
