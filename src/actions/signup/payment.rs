//! The tenant's word about a payment, which finishes a signup whether or not its person is still there.

use super::person::{collect_answers, enrol, is_proved, wrong};
use super::tenant;
use crate::actions::idempotency::{Answered, IdempotentCall, Subject};
use crate::actions::transaction;
use crate::app::App;
use crate::domain::ids::{CustomerId, SignupId, SourceId};
use crate::domain::moment::Moment;
use crate::domain::profile::validation::Context;
use crate::domain::signup::payment::{Heard, PaymentWord, Unheard};
use crate::domain::signup::{Ended, FailureReason, InProgress, Outcome, Signup, SignupState};
use crate::domain::tenant::stored_response::StoredResponse;
use crate::error::{Error, Result};
use crate::store::Tx;

/// A session after a word about its payment.
#[derive(Debug)]
pub struct Told(pub SignupState);

impl Subject for Told {
    fn customer(&self) -> Option<CustomerId> {
        match &self.0 {
            SignupState::Ended(signup) => match signup.state.outcome {
                Outcome::Completed { customer, .. } => Some(customer),
                Outcome::Cancelled | Outcome::Failed(_) | Outcome::Expired => None,
            },
            SignupState::Pending(_) | SignupState::InProgress(_) => None,
        }
    }

    fn signup(&self) -> Option<SignupId> {
        Some(self.0.details().id)
    }
}

/// Takes a tenant's word about the payment that a session awaits. However often it is told, and whatever happens at the same
/// time, the session ends once.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::PaymentNotAwaited`]; [`Error::PaidBefore`]; [`Error::Ended`];
/// [`Error::PaidInVain`] where the session has failed although the money is there.
pub async fn tell(
    call: IdempotentCall<'_>,
    id: SignupId,
    word: &PaymentWord,
    context: &Context<'_>,
    reply: impl Fn(&Told) -> StoredResponse,
) -> Result<Answered<Told>> {
    let IdempotentCall { app, source, .. } = call;
    let attempt = |mut tx: Tx, now| async move {
        let told = tell_in(&mut tx, id, word, context, now).await?;
        Ok((tx, Told(told)))
    };
    let why = match call.run(attempt, &reply).await {
        Err(Error::DuplicateMobile) => FailureReason::DuplicateCustomer,
        Err(Error::SubscriptionUnavailable | Error::UnknownType | Error::EmptySpan) => {
            FailureReason::SubscriptionUnavailable
        }
        Err(Error::AnswersInvalid) => FailureReason::AnswersInvalid,
        told => return told,
    };
    let told = Told(fail(app, source, id, word, why).await?);
    Ok(Answered { reply: reply(&told), made: Some(told) })
}

async fn tell_in(
    tx: &mut Tx,
    id: SignupId,
    word: &PaymentWord,
    context: &Context<'_>,
    now: Moment,
) -> Result<SignupState> {
    let signup = tx.signup(id, now).await?;
    match signup.hear(word, now).map_err(refused)? {
        Heard::Before => Ok(signup),
        Heard::Paid(paid) => Ok(SignupState::Ended(finish(tx, &paid, context, now).await?)),
        Heard::Refused(change) => Ok(SignupState::InProgress(tx.save_transition(change, false, now).await?)),
        Heard::Over(change) => Ok(SignupState::Ended(tenant::end(tx, change, now).await?)),
    }
}

/// What the person reviewed becomes a customer: the answers are those of then, as they were fixed by that.
async fn finish(
    tx: &mut Tx,
    paid: &Signup<InProgress>,
    context: &Context<'_>,
    now: Moment,
) -> Result<Signup<Ended>> {
    let steps = tx.steps(paid.details.id).await?;
    let answers = collect_answers(paid, &steps);
    let mobile = tx.mobile_fingerprint(answers.get("mobile").unwrap_or_default());
    if wrong(&answers, context).is_some() || !is_proved(paid, mobile) {
        return Err(Error::AnswersInvalid);
    }
    enrol(tx, paid, &answers, &steps, now).await
}

/// Ends a session that is paid for and cannot be finished; unless a faster word has finished it meanwhile.
async fn fail(
    app: &App,
    source: SourceId,
    id: SignupId,
    word: &PaymentWord,
    why: FailureReason,
) -> Result<SignupState> {
    let told = transaction::run(app, source, |mut tx, now| async move {
        let signup = tx.signup(id, now).await?;
        let told = match signup.hear(word, now).map_err(refused)? {
            Heard::Paid(paid) => {
                tenant::end(&mut tx, paid.fail(why, now), now).await?;
                None
            }
            Heard::Before | Heard::Refused(_) | Heard::Over(_) => Some(signup),
        };
        Ok((tx, told))
    });
    told.await?.ok_or(Error::PaidInVain(why.as_str()))
}

fn refused(why: Unheard) -> Error {
    match why {
        Unheard::NotAwaited => Error::PaymentNotAwaited,
        Unheard::Ended => Error::Ended,
        Unheard::PaidBefore => Error::PaidBefore,
        Unheard::InVain(why) => Error::PaidInVain(why.as_str()),
    }
}
