//! Finishing: the customer, the subscription, the consent and the end of the session are one commit.

use super::{Latest, end_by, with_latest};
use crate::actions::{customer, signup::tenant, subscription, transaction};
use crate::app::App;
use crate::domain::fingerprint::Fingerprint;
use crate::domain::form::Purpose;
use crate::domain::ids::SourceId;
use crate::domain::moment::Moment;
use crate::domain::profile::answers::{Answers, NOT_NOW};
use crate::domain::profile::validation::{self, Context};
use crate::domain::profile::{Field, Section, field};
use crate::domain::signup::consent::{Agreement, Agreements, ConsentText, Told};
use crate::domain::signup::filter::StepFilter;
use crate::domain::signup::flow::Flow;
use crate::domain::signup::journey::Stop;
use crate::domain::signup::step::SavedStep;
use crate::domain::signup::{Ended, FailureReason, InProgress, Signup};
use crate::domain::tenant::consent::{DecidedBy, Decision, NewConsent};
use crate::error::{Error, Result};
use crate::store::Tx;

/// What came of pressing the last button.
#[derive(Debug)]
pub enum Finish {
    /// The session is over, now or already.
    Ended(Box<Signup<Ended>>),
    /// The person is to pay, and the answers are fixed from now on.
    Pay(Box<Signup<InProgress>>),
    /// This must be done before, or done again.
    Incomplete(Stop),
    /// The answers are no longer those that the page showed, but these.
    Changed(Box<Latest>),
    /// Something must be agreed to that is not; what was ticked is kept.
    Unagreed(Box<Latest>),
    /// The mobile cannot be signed up here; whether another may be tried.
    Taken {
        /// Whether there is a try left.
        may_correct: bool,
    },
}

/// What a person posted on the page of checks.
#[derive(Debug, Clone, Copy)]
pub struct Checked<'a> {
    /// The revision of the answers that it showed.
    pub revision: i64,
    /// The texts whose boxes are ticked.
    pub ticked: &'a [ConsentText<'a>],
}

/// What came of leaving the page of checks with its boxes as they are.
#[derive(Debug)]
pub enum Ticked {
    /// They are kept: the session as it is now.
    Kept(Box<Latest>),
    /// It is over.
    Ended(Box<Signup<Ended>>),
}

/// Finishes a session as this browser has just found it, with all its steps.
///
/// However often and from wherever it is called, one customer comes of it.
///
/// # Errors
/// [`Error::NotFound`] when this browser's access has ended.
pub async fn finish(
    app: &App,
    source: SourceId,
    latest: Latest,
    checked: Checked<'_>,
    context: &Context<'_>,
) -> Result<Finish> {
    let ended = |signup| Finish::Ended(Box::new(signup));
    // Boxed, because it is large.
    let work = |latest| async move { Box::pin(finish_once(app, source, latest, checked, context)).await };
    with_latest(app, latest, StepFilter::All, ended, work).await
}

async fn finish_once(
    app: &App,
    source: SourceId,
    latest: Latest,
    checked: Checked<'_>,
    context: &Context<'_>,
) -> Result<Finish> {
    // A second click leads to where the first one led.
    if latest.signup.is_fixed() {
        return Ok(Finish::Pay(Box::new(latest.signup)));
    }
    let latest = tick_once(app, source, latest, checked.ticked, None).await?;
    let (latest, answers) = match ready(latest, checked.revision, context) {
        Ok(ready) => ready,
        Err(in_the_way) => return Ok(in_the_way),
    };
    let mobile = app.store.read(source).mobile_fingerprint(answers.get("mobile").unwrap_or_default());
    if !is_proved(&latest.signup, mobile) {
        return Ok(Finish::Incomplete(Stop::Verification));
    }
    if !latest.signup.may_try(&mobile) {
        return Ok(Finish::Taken { may_correct: false });
    }
    let latest = &latest;
    let finished = transaction::attempt_knowing(app, source, &latest.notifier, |mut tx, now| async move {
        let finished = if latest.signup.details.invitation.flows.contains(&Flow::Payment) {
            Finish::Pay(Box::new(send_to_pay(&mut tx, &latest.signup, &mobile, now).await?))
        } else {
            Finish::Ended(Box::new(enrol(&mut tx, &latest.signup, &answers, &latest.steps, now).await?))
        };
        Ok((tx, finished))
    });
    match finished.await {
        Err(Error::DuplicateMobile) => refuse(app, source, latest, mobile).await,
        Err(Error::SubscriptionUnavailable | Error::UnknownType | Error::EmptySpan) => {
            let change = latest.signup.clone().fail(FailureReason::SubscriptionUnavailable, app.now());
            Ok(Finish::Ended(Box::new(end_by(app, source, &latest.notifier, change).await?)))
        }
        finished => finished,
    }
}

/// Whether nothing is left to prove. A proof goes with the answer that it is of; at the end it is compared once more, because
/// all of it is for this.
pub(in crate::actions::signup) fn is_proved(signup: &Signup<InProgress>, mobile: Fingerprint) -> bool {
    signup.details.proof_after().is_none() || signup.state.proved == Some(mobile)
}

/// The session with its answers, where they are those of the page and nothing is left to do; else what is.
fn ready(
    latest: Latest,
    shown: i64,
    context: &Context<'_>,
) -> std::result::Result<(Latest, Answers), Finish> {
    // Session and steps were read together, so that nothing is missing that a faster click has taken away.
    match latest.signup.journey().next() {
        Stop::Check => {}
        before => return Err(Finish::Incomplete(before)),
    }
    if latest.revision() != shown {
        return Err(Finish::Changed(Box::new(latest)));
    }
    let agreed = |purpose: Purpose| latest.signup.state.agreements.version(purpose.as_str()).is_some();
    if latest.signup.details.form.agreements().any(|purpose| purpose.is_needed() && !agreed(purpose)) {
        return Err(Finish::Unagreed(Box::new(latest)));
    }
    let answers = latest.answers();
    match wrong(&answers, context) {
        Some(section) => Err(Finish::Incomplete(Stop::Step(section))),
        None => Ok((latest, answers)),
    }
}

/// Fixes the answers, once they could be finished with as things stand: nobody pays for what cannot be had.
async fn send_to_pay(
    tx: &mut Tx,
    signup: &Signup<InProgress>,
    mobile: &Fingerprint,
    now: Moment,
) -> Result<Signup<InProgress>> {
    tx.expect_free_mobile(mobile).await?;
    if let Some(wanted) = signup.details.wanted {
        subscription::check(tx, wanted, now).await?;
    }
    tx.save_transition(signup.clone().await_payment(), false, now).await
}

/// The first section whose answers do not stand a second check.
pub(in crate::actions::signup) fn wrong(answers: &Answers, context: &Context<'_>) -> Option<Section> {
    let stands = |field: &'static Field, value: &str| {
        // What is agreed to are the words that were shown, which may have been replaced since.
        field.purpose().is_some() || validation::value(field, value, context) == Ok(Some(value.to_owned()))
    };
    let changed =
        answers.fields().find(|field| !answers.get(field.name).is_some_and(|value| stands(field, value)));
    changed.or_else(|| answers.missing().next()).map(|field| field.section)
}

/// Writes everything. The session comes last, as [`crate::store`] orders it; where it has moved on
/// meanwhile, all of this is undone.
pub(in crate::actions::signup) async fn enrol(
    tx: &mut Tx,
    signup: &Signup<InProgress>,
    answers: &Answers,
    steps: &[SavedStep],
    now: Moment,
) -> Result<Signup<Ended>> {
    let made = customer::add(tx, profile(signup, answers), signup.details.wanted, now).await?;
    let customer = made.customer.id;
    let subscription = made.subscription.map(|subscription| subscription.id);
    let site = signup.details.invitation.site.as_ref().and_then(|site| site.site_reference_id.as_deref());
    let site = match site {
        Some(reference) => tx.link_location(reference, customer, now).await?,
        None => None,
    };
    let agreements = agreements(signup, answers, steps);
    for Agreement { purpose, version, at } in &agreements.given {
        let consent = NewConsent {
            customer,
            purpose,
            decision: Decision::Given,
            by: DecidedBy::Person,
            text_version: version,
            session: Some(signup.details.id),
            at: *at,
        };
        tx.add_consent(&consent, made.customer.version, now).await?;
    }
    tenant::end(tx, signup.clone().complete(agreements, customer, subscription, site, now), now).await
}

/// What becomes of the answers: without what only steers the form, with the tenant's own id.
fn profile(signup: &Signup<InProgress>, answers: &Answers) -> Answers {
    let mut profile = answers.profile();
    let invitation = &signup.details.invitation;
    if let (Some(reference), Some(field)) = (&invitation.reference, field("externalReferenceId")) {
        profile.set(field, Some(reference.clone()));
    }
    profile
}

/// All that was agreed to: in each step at its time, then on the page of checks.
fn agreements(signup: &Signup<InProgress>, answers: &Answers, steps: &[SavedStep]) -> Agreements {
    let in_step = |step: &SavedStep| {
        let (field, version) = agreed(step.section, answers)?;
        let at = step.answered().map_or(step.saved_at, |answered| answered.saved_at);
        Some(Agreement { purpose: field.purpose()?.to_owned(), version: version.to_owned(), at })
    };
    let mut all: Vec<_> = steps.iter().filter_map(in_step).collect();
    all.extend(signup.state.agreements.given.iter().cloned());
    Agreements { given: all, told: None }
}

/// The question whose answer agrees to a text in a section, and the version of that text.
pub fn agreed(section: Section, answers: &Answers) -> Option<(&'static Field, &str)> {
    let asking = section.form_fields().filter(|field| field.purpose().is_some());
    let mut given = asking.filter_map(|field| Some((field, answers.get(field.name)?)));
    given.find(|(_, version)| *version != NOT_NOW)
}

/// Keeps which boxes of the page of checks are ticked, of a session as this browser has just found it; as the page's script
/// has `told`, unless that told something later before.
///
/// # Errors
/// [`Error::NotFound`] when this browser's access has ended.
pub async fn tick(
    app: &App,
    source: SourceId,
    latest: Latest,
    ticked: &[ConsentText<'_>],
    told: Option<&Told>,
) -> Result<Ticked> {
    let ended = |signup| Ticked::Ended(Box::new(signup));
    let kept = |latest| Ticked::Kept(Box::new(latest));
    let work = |latest| async move { tick_once(app, source, latest, ticked, told).await.map(kept) };
    with_latest(app, latest, StepFilter::All, ended, work).await
}

/// The session with these boxes ticked and no others; nothing is written where they are.
async fn tick_once(
    app: &App,
    source: SourceId,
    latest: Latest,
    ticked: &[ConsentText<'_>],
    told: Option<&Told>,
) -> Result<Latest> {
    let known = &latest.signup.state.agreements;
    let agreements = known.revised(ticked, told.cloned(), app.now());
    let is_overtaken = told.is_some_and(|told| known.is_later_than(told));
    // Whoever pays has agreed to what there was then.
    if is_overtaken || agreements == *known || latest.signup.is_fixed() {
        return Ok(latest);
    }
    let change = latest.signup.clone().agree(agreements);
    let ticking = transaction::attempt_knowing(app, source, &latest.notifier, |mut tx, now| async move {
        let signup = tx.save_transition(change, false, now).await?;
        for text in ticked {
            tx.keep_text(text, now).await?;
        }
        Ok((tx, signup))
    });
    let signup = ticking.await?;
    Ok(Latest { signup, ..latest })
}

/// Writes down that finishing was refused for this number, unless that is known.
async fn refuse(app: &App, source: SourceId, latest: &Latest, mobile: Fingerprint) -> Result<Finish> {
    let signup = &latest.signup;
    let refused_mobiles =
        transaction::attempt_single(app, source, &latest.notifier, |mut tx, now| async move {
            if signup.state.refused_mobiles.contains(&mobile) {
                // The number may be taken because a faster click has finished this very session.
                tx.lock_signup(signup.details.id, signup.version).await?;
                return Ok((tx, signup.clone()));
            }
            let refused = tx.save_transition(signup.clone().refuse(mobile), false, now).await?;
            Ok((tx, refused))
        });
    Ok(Finish::Taken { may_correct: refused_mobiles.await?.may_correct() })
}
