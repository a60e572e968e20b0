//! Finishing: the customer, the subscription, the consent and the end of the session are one commit.

use super::{Mine, close, gather, mine, revision};
use crate::app::App;
use crate::domain::answers::Answers;
use crate::domain::check::{self, Context};
use crate::domain::event::Event;
use crate::domain::ids::{CustomerId, SignupId, SourceId};
use crate::domain::moment::Moment;
use crate::domain::profile::{Section, field};
use crate::domain::signup::{Ended, Failure, Fingerprint, InProgress, Signup};
use crate::domain::step::Step;
use crate::error::{Error, Result};
use crate::store::{About, Tx};

/// What came of pressing the last button.
#[derive(Debug)]
pub enum Finish {
    /// The session is over, now or already.
    Ended(Box<Signup<Ended>>),
    /// This step must be answered, or answered again.
    Incomplete(Section),
    /// The answers are no longer those that the page showed.
    Changed,
    /// The mobile cannot be signed up here; whether another may be tried.
    Taken {
        /// Whether there is a try left.
        may_correct: bool,
    },
}

/// Finishes a session as this browser has just found it; its check page showed the answers of this
/// revision.
///
/// However often and from wherever it is called, one customer comes of it.
///
/// # Errors
/// [`Error::NotFound`] when this browser's access has ended.
pub async fn finish(
    app: &App,
    source: SourceId,
    mut signup: Signup<InProgress>,
    shown: i64,
    context: &Context<'_>,
) -> Result<Finish> {
    let (id, holder) = (signup.facts.id, signup.state.holder);
    loop {
        match finish_once(app, source, signup, shown, context).await {
            // A second click, the tenant, or the other tab was faster: look again.
            Err(Error::Stale) => {}
            result => return result,
        }
        signup = match mine(app, source, id, holder).await? {
            Mine::Live(signup) => signup,
            Mine::Ended(signup) => return Ok(Finish::Ended(Box::new(signup))),
        };
    }
}

async fn finish_once(
    app: &App,
    source: SourceId,
    signup: Signup<InProgress>,
    shown: i64,
    context: &Context<'_>,
) -> Result<Finish> {
    if let Some(gap) = signup.state.progress.gap() {
        return Ok(Finish::Incomplete(gap));
    }
    // Held first: otherwise a finish that was faster could take the answers away before they are read.
    let mut tx = app.store.write(source).await?;
    tx.hold_signup(signup.facts.id, signup.version).await?;
    let steps = tx.steps(signup.facts.id).await?;
    if revision(&steps) != shown {
        return Ok(Finish::Changed);
    }
    let answers = gather(&signup, &steps);
    if let Some(section) = wrong(&answers, context) {
        return Ok(Finish::Incomplete(section));
    }
    let mobile = tx.mobile_print(answers.get("mobile").unwrap_or_default());
    if !signup.may_try(&mobile) {
        return Ok(Finish::Taken { may_correct: false });
    }
    let now = app.now();
    match enrol(&mut tx, &signup, &answers, &steps, now).await {
        Ok(ended) => {
            tx.commit().await?;
            Ok(Finish::Ended(Box::new(ended)))
        }
        Err(Error::DuplicateMobile) => {
            drop(tx);
            refuse(app, source, signup, mobile, now).await
        }
        Err(Error::SubscriptionUnavailable | Error::UnknownType | Error::EmptySpan) => {
            drop(tx);
            fail(app, source, signup, now).await
        }
        Err(error) => Err(error),
    }
}

/// The first section whose answers do not stand a second check.
fn wrong(answers: &Answers, context: &Context<'_>) -> Option<Section> {
    // Consent is to the words that were shown, which may have been replaced since.
    let context = Context { consent: answers.get("medicalConsent").unwrap_or_default(), ..*context };
    let stands = |name: &str, value: &str| {
        field(name).is_some_and(|field| check::value(field, value, &context) == Ok(Some(value.to_owned())))
    };
    let changed = answers
        .fields()
        .find(|field| !answers.get(field.name).is_some_and(|value| stands(field.name, value)));
    changed.or_else(|| answers.missing().next()).map(|field| field.section)
}

/// Writes everything; the session is held, so that a second finish waits and then sees it over.
async fn enrol(
    tx: &mut Tx,
    signup: &Signup<InProgress>,
    answers: &Answers,
    steps: &[Step],
    now: Moment,
) -> Result<Signup<Ended>> {
    let customer = tx.draw_customer_id().await?;
    let id = signup.facts.id;
    tx.insert_customer(customer, &profile(signup, answers), now).await?;
    tx.record(Event::CustomerCreated, About::Customer(customer, 0), now).await?;
    let subscription = match signup.facts.wanted {
        Some(wanted) => Some(crate::actions::subscription::give(tx, customer, wanted, now).await?.id),
        None => None,
    };
    let site = signup.facts.invitation.site.as_ref().and_then(|site| site.site_reference_id.as_deref());
    let site = match site {
        Some(reference) => tx.link_location(reference, customer, now).await?,
        None => None,
    };
    keep_consent(tx, id, customer, answers, steps).await?;
    close(tx, signup.clone().complete(customer, subscription, site, now), now).await
}

/// What becomes of the answers: without what only steers the form, with the tenant's own id.
fn profile(signup: &Signup<InProgress>, answers: &Answers) -> Answers {
    let mut profile = answers.profile();
    let invitation = &signup.facts.invitation;
    if let (Some(reference), Some(field)) = (&invitation.reference, field("externalReferenceId")) {
        profile.set(field, Some(reference.clone()));
    }
    profile
}

async fn keep_consent(
    tx: &mut Tx,
    id: SignupId,
    customer: CustomerId,
    answers: &Answers,
    steps: &[Step],
) -> Result<()> {
    let step = steps.iter().find(|step| step.section == Section::Medical);
    if let (Some(version), Some(step)) = (answers.get("medicalConsent"), step) {
        tx.add_consent(customer, id, MEDICAL, version, step.saved_at).await?;
    }
    Ok(())
}

/// The purpose of the consent that the medical step asks for.
pub const MEDICAL: &str = "medical";

async fn refuse(
    app: &App,
    source: SourceId,
    signup: Signup<InProgress>,
    mobile: Fingerprint,
    now: Moment,
) -> Result<Finish> {
    if signup.state.tried.contains(&mobile) {
        return Ok(Finish::Taken { may_correct: signup.may_correct() });
    }
    let mut tx = app.store.write(source).await?;
    let signup = tx.apply(signup.refuse(mobile), now).await?;
    tx.commit().await?;
    Ok(Finish::Taken { may_correct: signup.may_correct() })
}

async fn fail(app: &App, source: SourceId, signup: Signup<InProgress>, now: Moment) -> Result<Finish> {
    let mut tx = app.store.write(source).await?;
    let ended = close(&mut tx, signup.fail(Failure::SubscriptionUnavailable, now), now).await?;
    tx.commit().await?;
    Ok(Finish::Ended(Box::new(ended)))
}
