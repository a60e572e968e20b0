//! Saving a step: whatever was typed is kept, as answers or as a draft.

use super::{Latest, with_latest};
use crate::actions::transaction;
use crate::app::App;
use crate::domain::answers::Answers;
use crate::domain::check::{Context, Mistake};
use crate::domain::ids::SourceId;
use crate::domain::profile::Section;
use crate::domain::rules;
use crate::domain::signup::{Ended, InProgress, Move, Signup};
use crate::domain::step::{Entry, Step};
use crate::domain::typed::Typed;
use crate::error::Result;
use crate::store::{ConsentText, KnownNotifier, WhichSteps};

/// A step as it was posted.
#[derive(Debug, Clone, Copy)]
pub struct Posted<'a> {
    /// Which.
    pub section: Section,
    /// What was typed.
    pub typed: &'a Typed,
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
    /// It is kept as a draft, because of these mistakes.
    Refused {
        /// What is wrong.
        mistakes: Vec<Mistake>,
        /// The revision of the draft.
        revision: i64,
    },
    /// The step was saved elsewhere since the form was shown; nothing was written.
    Stale(Step),
    /// The session is over; nothing was written.
    Ended(Signup<Ended>),
}

/// Saves a step of a session as this browser has just found it; also one that an earlier one must be
/// answered before: what was typed is kept.
///
/// # Errors
/// [`Error::NotFound`] when this browser's access has ended.
pub async fn save(app: &App, source: SourceId, latest: Latest, posted: Posted<'_>) -> Result<Saved> {
    let steps = WhichSteps::One(posted.section);
    with_latest(app, latest, steps, Saved::Ended, |latest| save_once(app, source, latest, posted)).await
}

async fn save_once(app: &App, source: SourceId, latest: Latest, posted: Posted<'_>) -> Result<Saved> {
    let section = posted.section;
    let stored = latest.step(section).cloned();
    let Latest { signup, notifier, .. } = latest;
    let fixed = &signup.facts.invitation.fixed;
    let read = posted.typed.read(section, fixed, &posted.context);
    let (entry, mistakes) = match read {
        Ok(answers) => (Entry::Answered(answers), Vec::new()),
        Err(mistakes) => (Entry::Draft(posted.typed.of(section)), mistakes),
    };
    let revision = stored.as_ref().map_or(0, |step| step.revision);
    if stored.as_ref().is_some_and(|step| step.entry == entry)
        || (posted.back && is_untouched(&signup, stored.as_ref(), &posted))
    {
        return Ok(done_or_refused(signup, mistakes, revision, posted.back));
    }
    if let Some(stored) = stored
        && revision != posted.revision
    {
        return Ok(Saved::Stale(stored));
    }
    let step = Step { section, revision: revision + 1, entry, saved_at: app.now() };
    let signup = write(app, source, (signup, &notifier), &step, &posted.consent).await?;
    Ok(done_or_refused(signup, mistakes, step.revision, posted.back))
}

/// Going back from a step on which nothing was changed leaves nothing behind.
fn is_untouched(signup: &Signup<InProgress>, stored: Option<&Step>, posted: &Posted<'_>) -> bool {
    let invitation = &signup.facts.invitation;
    let shown = stored.map_or_else(|| Typed::from_answers(posted.section, &invitation.known()), Step::typed);
    // What is fixed has no input, nor has what follows from it.
    let mut fixed = invitation.fixed.clone();
    fixed.extend(rules::implied(&invitation.fixed));
    posted.typed.open(posted.section, &fixed).same_text(&shown.open(posted.section, &fixed))
}

fn done_or_refused(signup: Signup<InProgress>, mistakes: Vec<Mistake>, revision: i64, back: bool) -> Saved {
    if mistakes.is_empty() || back { Saved::Done(signup) } else { Saved::Refused { mistakes, revision } }
}

async fn write(
    app: &App,
    source: SourceId,
    (signup, notifier): (Signup<InProgress>, &KnownNotifier),
    step: &Step,
    consent: &ConsentText<'_>,
) -> Result<Signup<InProgress>> {
    let (change, agreed): (Move<InProgress>, _) = match &step.entry {
        Entry::Answered(answers) => (signup.answer(step.section), agreed(answers)),
        Entry::Draft(_) => (signup.draft(step.section), false),
    };
    transaction::attempt_single(app, source, notifier, |mut tx, _| async move {
        let signup = tx.save_step(change, step, agreed.then_some(consent)).await?;
        Ok((tx, signup))
    })
    .await
}

fn agreed(answers: &Answers) -> bool {
    answers.get("medicalConsent").is_some()
}
