//! Saving a step: whatever was typed is kept, as answers, as a draft, or beside the answers while it is typed.

use super::finish::agreed;
use super::{Latest, with_latest};
use crate::actions::transaction;
use crate::app::App;
use crate::domain::ids::SourceId;
use crate::domain::language::Language;
use crate::domain::profile::answers::Answers;
use crate::domain::profile::form_input::FormInput;
use crate::domain::profile::rules;
use crate::domain::profile::validation::{Context, FieldError};
use crate::domain::profile::{Field, Section};
use crate::domain::signup::consent::ConsentText;
use crate::domain::signup::filter::StepFilter;
use crate::domain::signup::prefill::Disputed;
use crate::domain::signup::step::{Answered, SavedStep, StepContent, Typing};
use crate::domain::signup::verification::proved_field;
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
    /// The page that it was typed on.
    pub page: &'a str,
    /// The revision that the form showed.
    pub revision: i64,
    /// Whether the person goes back, which never waits for answers to be right.
    pub back: bool,
    /// What the checks must know.
    pub context: Context<'a>,
    /// The words agreed to when consent is given, if any are.
    pub consent: Option<ConsentText<'a>>,
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
    /// The person was sent to pay for the answers as they are; nothing was written.
    Fixed(Signup<InProgress>),
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
    if signup.is_fixed() {
        return Ok(Saved::Fixed(signup));
    }
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
        && !stored.is_known_to(posted.page, posted.revision)
    {
        return Ok(Saved::Stale(stored));
    }
    let step = SavedStep { section, revision: revision + 1, entry, saved_at: app.now() };
    let signup = signup.disputing(disputed);
    let change = match &step.entry {
        StepContent::Answered(answers) => answering(app, source, signup, section, answers).answer(section),
        StepContent::Draft(_) | StepContent::Typing(_) => signup.draft(section),
    };
    let signup = write(app, source, (change, &notifier), &step, posted.consent.as_ref()).await?;
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
    if signup.is_fixed() {
        return Ok(Saved::Fixed(choose(app, source, (signup, &notifier), language).await?));
    }
    let revision = stored.as_ref().map_or(0, |step| step.revision);
    let disputed = disputed(&signup, &posted);
    let touched = !is_untouched(&signup, stored.as_ref(), &posted) || disputed != signup.state.disputed;
    if touched && stored.as_ref().is_none_or(|step| step.is_known_to(posted.page, posted.revision)) {
        let entry = match stored.as_ref().and_then(SavedStep::answered) {
            // What was typed since is as it was again.
            Some(Answered { answers, .. }) if is_still(&signup, &answers, &posted) => {
                StepContent::Answered(answers)
            }
            _ => StepContent::Draft(posted.typed.of(&signup.details.form, posted.section).unsent()),
        };
        let step = SavedStep { section: posted.section, revision: revision + 1, entry, saved_at: app.now() };
        let signup = if let Some(language) = language { signup.read_in(language) } else { signup };
        let signup = signup.disputing(disputed);
        let change = match &step.entry {
            StepContent::Answered(answers) => {
                answering(app, source, signup, step.section, answers).answer_again(step.section)
            }
            StepContent::Draft(_) | StepContent::Typing(_) => signup.draft(step.section),
        };
        return Ok(Saved::Done(
            write(app, source, (change, &notifier), &step, posted.consent.as_ref()).await?,
        ));
    }
    let signup = choose(app, source, (signup, &notifier), language).await?;
    Ok(stored.filter(|_| touched).map_or(Saved::Done(signup), Saved::Stale))
}

/// Saves that the person reads another language from now on, where one was chosen.
async fn choose(
    app: &App,
    source: SourceId,
    (signup, notifier): (Signup<InProgress>, &KnownNotifier),
    language: Option<Language>,
) -> Result<Signup<InProgress>> {
    let Some(language) = language else { return Ok(signup) };
    transaction::attempt_single(app, source, notifier, |mut tx, now| async move {
        let signup = tx.save_transition(signup.choose(language), false, now).await?;
        Ok((tx, signup))
    })
    .await
}

/// What the person calls wrong, where this step asks it.
fn disputed(signup: &Signup<InProgress>, posted: &Posted<'_>) -> Disputed {
    let locked = &signup.details.invitation.locked;
    let asks = |field: &Field| field.section == posted.section && locked.get(field.name).is_some();
    signup.state.disputed.revised(|field| asks(field).then(|| posted.typed.disputes(field)).flatten())
}

/// Keeps what is typed on a step while the person types, `order` saying how recent it is: nothing of it is checked,
/// nothing counts as answered otherwise than before, and nothing unchanged is written.
///
/// # Errors
/// As for [`save`].
pub async fn keep_typing(
    app: &App,
    source: SourceId,
    latest: Latest,
    posted: Posted<'_>,
    order: i64,
) -> Result<Saved> {
    let steps = StepFilter::One(posted.section);
    let work = |latest| async move { keep_typing_once(app, source, latest, posted, order).await };
    with_latest(app, latest, steps, Saved::Ended, work).await
}

async fn keep_typing_once(
    app: &App,
    source: SourceId,
    latest: Latest,
    posted: Posted<'_>,
    order: i64,
) -> Result<Saved> {
    let (section, page) = (posted.section, posted.page);
    let stored = latest.step(section).cloned();
    let Latest { signup, notifier, .. } = latest;
    if signup.is_fixed() {
        return Ok(Saved::Fixed(signup));
    }
    if let Some(stored) = stored.as_ref().filter(|step| !step.is_known_to(page, posted.revision)) {
        return Ok(Saved::Stale(stored.clone()));
    }
    let typing = stored.as_ref().and_then(SavedStep::typing);
    let overtaken = typing.is_some_and(|typing| typing.page == page && typing.order >= order);
    let shown = shown(&signup, section, stored.as_ref()).consenting_to(section, posted.context.consent);
    let disputed = disputed(&signup, &posted);
    let is_same = says_the_same(&signup, section, posted.typed, &shown) && disputed == signup.state.disputed;
    if overtaken || is_same {
        return Ok(Saved::Done(signup));
    }
    let typed = posted.typed.of(&signup.details.form, section).unsent();
    let before = stored.as_ref().and_then(SavedStep::answered);
    let entry = StepContent::Typing(Box::new(Typing { typed, page: page.to_owned(), order, before }));
    let revision = stored.map_or(0, |step| step.revision) + 1;
    let step = SavedStep { section, revision, entry, saved_at: app.now() };
    let signup = signup.disputing(disputed);
    let change = signup.keep_typing();
    Ok(Saved::Done(write(app, source, (change, &notifier), &step, posted.consent.as_ref()).await?))
}

/// Going back from a step on which nothing was changed leaves nothing behind. What the page's script has kept of
/// it is a change that leaving settles.
fn is_untouched(signup: &Signup<InProgress>, stored: Option<&SavedStep>, posted: &Posted<'_>) -> bool {
    let section = posted.section;
    let shown = match stored {
        Some(step) if step.typing().is_some() => {
            if step.is_known_to(posted.page, posted.revision) {
                return false;
            }
            match step.answered() {
                Some(Answered { answers, .. }) => FormInput::from_answers(section, &answers),
                None => shown(signup, section, None),
            }
        }
        stored => shown(signup, section, stored),
    };
    says_the_same(signup, section, posted.typed, &shown.consenting_to(section, posted.context.consent))
}

/// Whether a posted step says what these answers say.
fn is_still(signup: &Signup<InProgress>, answers: &Answers, posted: &Posted<'_>) -> bool {
    let answered = FormInput::from_answers(posted.section, answers);
    says_the_same(signup, posted.section, posted.typed, &answered)
}

/// What the page of a step shows: what was left there, else what the tenant gave.
fn shown(signup: &Signup<InProgress>, section: Section, stored: Option<&SavedStep>) -> FormInput {
    let given = || FormInput::from_answers(section, &signup.details.invitation.initial_answers());
    stored.map_or_else(given, SavedStep::typed)
}

/// Whether two texts of a step say the same wherever the person may type.
pub(super) fn says_the_same(
    signup: &Signup<InProgress>,
    section: Section,
    one: &FormInput,
    other: &FormInput,
) -> bool {
    let (form, invitation) = (&signup.details.form, &signup.details.invitation);
    // What is locked has no input, nor has what follows from it.
    let mut locked = invitation.locked.clone();
    locked.extend(rules::implied(&invitation.locked));
    let open = |inputs: &FormInput| inputs.open(form, section, &locked);
    open(one).same_text(&open(other))
}

fn done_or_refused(signup: Signup<InProgress>, errors: Vec<FieldError>, revision: i64, back: bool) -> Saved {
    if errors.is_empty() || back { Saved::Done(signup) } else { Saved::Refused { errors, revision } }
}

/// The number in these answers of a step that the person must have proved, where one is proved.
fn proved_number<'a>(signup: &Signup<InProgress>, section: Section, answers: &'a Answers) -> Option<&'a str> {
    signup.state.proved?;
    answers.get(proved_field().filter(|field| field.section == section)?.name)
}

/// The session for who gives these answers: a proof goes with the number that it is of.
fn answering(
    app: &App,
    source: SourceId,
    signup: Signup<InProgress>,
    section: Section,
    answers: &Answers,
) -> Signup<InProgress> {
    match proved_number(&signup, section, answers) {
        Some(number) => signup.answering(&app.store.read(source).mobile_fingerprint(number)),
        None => signup,
    }
}

async fn write(
    app: &App,
    source: SourceId,
    (change, notifier): (Transition<InProgress>, &KnownNotifier),
    step: &SavedStep,
    consent: Option<&ConsentText<'_>>,
) -> Result<Signup<InProgress>> {
    let agreed = match &step.entry {
        StepContent::Answered(answers) => agreed(step.section, answers).is_some(),
        StepContent::Draft(_) | StepContent::Typing(_) => false,
    };
    transaction::attempt_single(app, source, notifier, |mut tx, _| async move {
        let signup = tx.save_step(change, step, consent.filter(|_| agreed)).await?;
        Ok((tx, signup))
    })
    .await
}
