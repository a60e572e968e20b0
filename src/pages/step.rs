//! A step: shown, saved, refused with everything kept. One handler serves all of them.

use axum::http::StatusCode;

use super::answer::{Answer, busy, page, to};
use super::guest::{Guest, done, way_on};
use super::view::{self, Notice, StepPage};
use crate::actions::guest::{self, Posted, Saved};
use crate::app::App;
use crate::domain::answers::Answers;
use crate::domain::check::Mistake;
use crate::domain::ids::SignupId;
use crate::domain::journey;
use crate::domain::profile::Section;
use crate::domain::step::{Entry, Step};
use crate::domain::typed::Typed;
use crate::error::Error;
use crate::text::Words;

/// What of a step's page is not always the same.
#[derive(Default)]
struct Shown<'a> {
    mistakes: &'a [Mistake],
    stale: Option<&'a Typed>,
    notice: Option<Notice>,
    revision: i64,
    from_check: bool,
}

/// Shows a step; a later one than the first that is not answered leads to that.
pub fn show(app: &App, guest: &Guest, section: Section, from_check: bool) -> Answer {
    if !guest.latest.signup.state.progress.may_visit(section) {
        return to(&way_on(&guest.latest.signup));
    }
    let stored = guest.latest.step(section);
    let typed = inputs(guest, section, stored);
    // A draft is shown with what is still wrong with it, as when it was refused.
    let draft = stored.is_some_and(|step| matches!(step.entry, Entry::Draft(_)));
    let fixed = &guest.latest.signup.facts.invitation.fixed;
    let mistakes = if draft {
        typed.read(section, fixed, &guest.context(app)).err().unwrap_or_default()
    } else {
        Vec::new()
    };
    let revision = stored.map_or(0, |step| step.revision);
    draw(
        app,
        guest,
        section,
        &typed,
        StatusCode::OK,
        &Shown { mistakes: &mistakes, revision, from_check, ..Shown::default() },
    )
}

/// Saves what was posted to a step, and leads on.
pub async fn post(
    app: &App,
    guest: &Guest,
    section: Section,
    form: &Typed,
    confirmed: bool,
    own_site: bool,
) -> Answer {
    let from_check = is_from_check(form);
    let back = form.get("action") == "back";
    if !confirmed {
        let own = own_site.then_some(form);
        return unconfirmed(app, guest, section, own);
    }
    let posted = Posted {
        section,
        typed: form,
        revision: revision_of(form),
        back,
        context: guest.context(app),
        consent: guest.consent(),
    };
    let id = guest.latest.signup.facts.id;
    let saved = match guest::save(app, guest.source.id, guest.latest.clone(), posted).await {
        Err(Error::Busy(cause)) => {
            tracing::warn!(%cause, "a step is not saved");
            return busy(kept(app, guest, section, form, Notice::Unsaved));
        }
        saved => saved?,
    };
    match saved {
        Saved::Done(signup) if back => to(&before(guest, section, from_check, &way_on(&signup))),
        Saved::Done(signup) if from_check => to(&way_on(&signup)),
        Saved::Done(_) => to(&after(guest, section)),
        Saved::Ended(_) => to(&done(id)),
        Saved::Refused { mistakes, revision } => {
            let shown = Shown { mistakes: &mistakes, revision, from_check, ..Shown::default() };
            draw(app, guest, section, form, StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
        Saved::Stale(stored) => {
            let there = stored.typed();
            let shown =
                Shown { stale: Some(&there), revision: stored.revision, from_check, ..Shown::default() };
            draw(app, guest, section, form, StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
    }
}

/// A post that may not be this person's: saved is nothing. Where the browser vouches for our own
/// page, the typed words are shown again with a fresh token; else the saved ones.
fn unconfirmed(app: &App, guest: &Guest, section: Section, own: Option<&Typed>) -> Answer {
    if let Some(form) = own {
        return page(StatusCode::FORBIDDEN, kept(app, guest, section, form, Notice::Unconfirmed), None);
    }
    let stored = guest.latest.step(section);
    let saved = inputs(guest, section, stored);
    let revision = stored.map_or(0, |step| step.revision);
    let shown = Shown { notice: Some(Notice::Unconfirmed), revision, ..Shown::default() };
    draw(app, guest, section, &saved, StatusCode::FORBIDDEN, &shown)
}

/// What was posted to a step while the source is disabled: it is not saved, and can be sent again later.
pub fn paused(app: &App, guest: &Guest, section: Section, form: &Typed) -> Answer {
    page(StatusCode::FORBIDDEN, kept(app, guest, section, form, Notice::Paused), None)
}

/// The form again with all that was typed, and why it is not saved. It has the revision that it showed: what
/// was saved since is still not to be overwritten.
fn kept(app: &App, guest: &Guest, section: Section, form: &Typed, notice: Notice) -> view::Page {
    let (revision, from_check) = (revision_of(form), is_from_check(form));
    let shown = Shown { notice: Some(notice), revision, from_check, ..Shown::default() };
    drawn(app, guest, section, form, &shown)
}

/// The same while the database could not even say whose it is: the token is the one that came along. Only
/// where the browser does not say that the post came from elsewhere, because nothing else is known of it.
pub fn unsaved(id: SignupId, section: Section, form: &Typed) -> Answer {
    let (words, nothing) = (Words::of([]), Answers::default());
    let step = StepPage {
        base: &format!("/s/{id}"),
        section,
        typed: form,
        fixed: &nothing,
        given: &nothing,
        mistakes: &[],
        stale: None,
        notice: Some(Notice::Unsaved),
        revision: revision_of(form),
        token: &form.shown("token"),
        from_check: is_from_check(form),
        consent: words.consent(),
        first: journey::before(section).is_none(),
    };
    busy(view::unsaved(words, &step))
}

/// The revision that a posted form showed.
fn revision_of(form: &Typed) -> i64 {
    form.get("revision").parse().unwrap_or_default()
}

/// Whether a posted form goes back to the check page.
fn is_from_check(form: &Typed) -> bool {
    form.get("return") == "check"
}

/// What the inputs hold: what was left there, else what the tenant gave.
fn inputs(guest: &Guest, section: Section, stored: Option<&Step>) -> Typed {
    stored.map_or_else(
        || Typed::from_answers(section, &guest.latest.signup.facts.invitation.known()),
        Step::typed,
    )
}

fn draw(
    app: &App,
    guest: &Guest,
    section: Section,
    typed: &Typed,
    status: StatusCode,
    shown: &Shown<'_>,
) -> Answer {
    page(status, drawn(app, guest, section, typed, shown), None)
}

fn drawn(app: &App, guest: &Guest, section: Section, typed: &Typed, shown: &Shown<'_>) -> view::Page {
    let invitation = &guest.latest.signup.facts.invitation;
    let step = StepPage {
        base: &guest.base(),
        section,
        typed,
        fixed: &invitation.fixed,
        given: &invitation.given,
        mistakes: shown.mistakes,
        stale: shown.stale,
        notice: shown.notice,
        revision: shown.revision,
        token: &guest.token(app),
        from_check: shown.from_check,
        consent: guest.words().consent(),
        first: journey::before(section).is_none(),
    };
    view::step(guest.frame(), &step)
}

/// The page after a step that was answered in order.
fn after(guest: &Guest, section: Section) -> String {
    format!("{}/{}", guest.base(), journey::after(section).map_or("check", Section::as_str))
}

/// The page that Back leads to: the step before; the check page for whoever came from there, unless
/// what was left here must be answered before that can be shown.
fn before(guest: &Guest, section: Section, from_check: bool, way_on: &str) -> String {
    let step = |section| format!("{}/{section}", guest.base());
    match journey::before(section) {
        Some(before) if !from_check || way_on == step(section) => step(before),
        _ => way_on.to_owned(),
    }
}
