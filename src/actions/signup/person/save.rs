//! Saving a step: whatever was typed is kept, as answers or as a draft.

use super::finish::agreed;
use super::{Latest, with_latest};
use crate::actions::transaction;
use crate::app::App;
use crate::domain::ids::SourceId;
use crate::domain::language::Language;
use crate::domain::profile::form_input::FormInput;
use crate::domain::profile::rules;
use crate::domain::profile::validation::{Context, FieldError};
use crate::domain::profile::{Field, Section};
use crate::domain::signup::consent::ConsentText;
use crate::domain::signup::filter::StepFilter;
use crate::domain::signup::prefill::Disputed;
use crate::domain::signup::step::{SavedStep, StepContent};
use crate::domain::signup::{Ended, InProgress, Signup, Transition};
use crate::error::Result;
use crate::store::KnownNotifier;

/// A step as it was posted.
#[derive(Debug, Clone, Copy)]
pub struct Posted<'a> {
    /// Which.
    pub section: Section,
    /// What was typed.
    pub typed: &'a FormInput,
    /// The revision that the form showed.
    pub revision: i64,
    /// Whether the person goes back, which never waits for answers to be right.
    pub back: bool,
    /// What the checks must know.
    pub context: Context<'a>,
    /// The words agreed to when consent is given.
    pub consent: ConsentText<'a>,
}

/// What came of it.
#[derive(Debug)]
pub enum Saved {
    /// It is saved, or going back needs no saving: on to the next page.
    Done(Signup<InProgress>),
    /// It is kept as a draft, because of these errors.
    Refused {
        /// What is wrong.
        errors: Vec<FieldError>,
        /// The revision of the draft.
        revision: i64,
    },
    /// The step was saved elsewhere since the form was shown; nothing was written.
    Stale(SavedStep),
    /// The session is over; nothing was written.
    Ended(Signup<Ended>),
}

/// Saves a step of a session as this browser has just found it; also one that an earlier one must be
/// answered before: what was typed is kept.
///
/// # Errors
/// [`Error::NotFound`] when this browser's access has ended.
pub async fn save(app: &App, source: SourceId, latest: Latest, posted: Posted<'_>) -> Result<Saved> {
    let steps = StepFilter::One(posted.section);
    with_latest(app, latest, steps, Saved::Ended, |latest| save_once(app, source, latest, posted)).await
}

async fn save_once(app: &App, source: SourceId, latest: Latest, posted: Posted<'_>) -> Result<Saved> {
    let section = posted.section;
    let stored = latest.step(section).cloned();
    let Latest { signup, notifier, .. } = latest;
    let (form, locked) = (&signup.details.form, &signup.details.invitation.locked);
    let read = posted.typed.read(form, section, locked, &posted.context);
    let (entry, errors) = match read {
        Ok(answers) => (StepContent::Answered(answers), Vec::new()),
        Err(errors) => (StepContent::Draft(posted.typed.of(form, section)), errors),
    };
    let revision = stored.as_ref().map_or(0, |step| step.revision);
    let disputed = disputed(&signup, &posted);
    let is_known = stored.as_ref().is_some_and(|step| step.entry == entry)
        || (posted.back && is_untouched(&signup, stored.as_ref(), &posted));
    if is_known && disputed == signup.state.disputed {
        return Ok(done_or_refused(signup, errors, revision, posted.back));
    }
    if let Some(stored) = stored
        && revision != posted.revision
    {
        return Ok(Saved::Stale(stored));
    }
    let step = SavedStep { section, revision: revision + 1, entry, saved_at: app.now() };
    let signup = signup.disputing(disputed);
    let signup = write(app, source, (signup, &notifier), &step, &posted.consent).await?;
    Ok(done_or_refused(signup, errors, step.revision, posted.back))
}

/// Keeps a step as it was typed, for whoever leaves it: nothing of it is checked, and nothing unchanged is
/// written. With a `language` it is saved too that the person reads that one from now on.
///
/// # Errors
/// As for [`save`].
pub async fn keep(
    app: &App,
    source: SourceId,
    latest: Latest,
    posted: Posted<'_>,
    language: Option<Language>,
) -> Result<Saved> {
    let steps = StepFilter::One(posted.section);
    let work = |latest| async move { keep_once(app, source, latest, posted, language).await };
    with_latest(app, latest, steps, Saved::Ended, work).await
}

async fn keep_once(
    app: &App,
    source: SourceId,
    latest: Latest,
    posted: Posted<'_>,
    language: Option<Language>,
) -> Result<Saved> {
    let stored = latest.step(posted.section).cloned();
    let Latest { signup, notifier, .. } = latest;
    let revision = stored.as_ref().map_or(0, |step| step.revision);
    let disputed = disputed(&signup, &posted);
    let touched = !is_untouched(&signup, stored.as_ref(), &posted) || disputed != signup.state.disputed;
    if touched && stored.as_ref().is_none_or(|step| step.revision == posted.revision) {
        let typed = posted.typed.of(&signup.details.form, posted.section).unsent();
        let entry = StepContent::Draft(typed);
        let step = SavedStep { section: posted.section, revision: revision + 1, entry, saved_at: app.now() };
        let signup = if let Some(language) = language { signup.read_in(language) } else { signup };
        let signup = signup.disputing(disputed);
        return Ok(Saved::Done(write(app, source, (signup, &notifier), &step, &posted.consent).await?));
    }
    let signup = if let Some(language) = language {
        let chosen = transaction::attempt_single(app, source, &notifier, |mut tx, now| async move {
            let signup = tx.save_transition(signup.choose(language), false, now).await?;
            Ok((tx, signup))
        });
        chosen.await?
    } else {
        signup
    };
    Ok(stored.filter(|_| touched).map_or(Saved::Done(signup), Saved::Stale))
}

/// What the person calls wrong, where this step asks it.
fn disputed(signup: &Signup<InProgress>, posted: &Posted<'_>) -> Disputed {
    let locked = &signup.details.invitation.locked;
    let asks = |field: &Field| field.section == posted.section && locked.get(field.name).is_some();
    signup.state.disputed.revised(|field| posted.typed.disputes(field).filter(|_| asks(field)))
}

/// Going back from a step on which nothing was changed leaves nothing behind.
fn is_untouched(signup: &Signup<InProgress>, stored: Option<&SavedStep>, posted: &Posted<'_>) -> bool {
    let (form, invitation) = (&signup.details.form, &signup.details.invitation);
    let shown = stored.map_or_else(
        || FormInput::from_answers(posted.section, &invitation.initial_answers()),
        SavedStep::typed,
    );
    // What is locked has no input, nor has what follows from it.
    let mut locked = invitation.locked.clone();
    locked.extend(rules::implied(&invitation.locked));
    let shown = shown.consenting_to(posted.section, posted.context.consent);
    let open = |inputs: &FormInput| inputs.open(form, posted.section, &locked);
    open(posted.typed).same_text(&open(&shown))
}

fn done_or_refused(signup: Signup<InProgress>, errors: Vec<FieldError>, revision: i64, back: bool) -> Saved {
    if errors.is_empty() || back { Saved::Done(signup) } else { Saved::Refused { errors, revision } }
}

async fn write(
    app: &App,
    source: SourceId,
    (signup, notifier): (Signup<InProgress>, &KnownNotifier),
    step: &SavedStep,
    consent: &ConsentText<'_>,
) -> Result<Signup<InProgress>> {
    let (change, agreed): (Transition<InProgress>, _) = match &step.entry {
        StepContent::Answered(answers) => {
            (signup.answer(step.section), agreed(step.section, answers).is_some())
        }
        StepContent::Draft(_) => (signup.draft(step.section), false),
    };
    transaction::attempt_single(app, source, notifier, |mut tx, _| async move {
        let signup = tx.save_step(change, step, agreed.then_some(consent)).await?;
        Ok((tx, signup))
    })
    .await
}
