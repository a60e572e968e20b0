//! The proof of a mobile number: a code is sent to it, and the person enters it.
//!
//! Nothing here looks whether the number is registered: that is learned by finishing.

use super::{Latest, load, with_latest};
use crate::actions::transaction;
use crate::app::App;
use crate::domain::fingerprint::Fingerprint;
use crate::domain::ids::{DeliveryId, SignupId, SourceId, time_ordered};
use crate::domain::signup::filter::StepFilter;
use crate::domain::signup::verification::{
    Check, LastCode, NotSent, Standing, Verification, VerificationCode, proved_field,
};
use crate::domain::signup::{Ended, InProgress, Signup, SignupState};
use crate::domain::text_message::TextMessage;
use crate::error::{Error, Result};
use crate::vault::{Vault, random};

/// What the message with a code says.
pub type CodeText<'a> = &'a (dyn Fn(VerificationCode) -> String + Sync);

/// What came of sending a code.
#[derive(Debug)]
pub enum CodeSent {
    /// One is on its way now.
    Sent,
    /// One that can be entered was sent before, or there is nothing to prove.
    Needless,
    /// None is sent.
    NotSent(NotSent),
    /// The session is over.
    Ended,
}

/// What came of entering a code.
#[derive(Debug)]
pub enum CodeChecked {
    /// The number is proved, now or already, or it is not to be proved at the moment.
    Done(Box<Signup<InProgress>>),
    /// The code does not count; the session as it is then.
    Refused(Check, Box<Latest>),
    /// The number is no longer the one that the page showed, but this.
    Changed(Box<Latest>),
    /// The session is over.
    Ended(SignupId),
}

/// A code as it was entered.
#[derive(Debug, Clone, Copy)]
pub struct EnteredCode {
    /// The code.
    pub code: VerificationCode,
    /// The revision of the answers that the page showed, of which the number is one.
    pub shown: i64,
}

/// The step that shows the number.
#[must_use]
pub fn number_step() -> StepFilter {
    proved_field().map_or(StepFilter::None, |field| StepFilter::One(field.section))
}

impl Latest {
    /// The number that is to be proved, in E.164, and by what it is recognised: once it is answered, and as long as it is
    /// not proved.
    #[must_use]
    pub fn number_to_prove(&self, app: &App, source: SourceId) -> Option<(String, Fingerprint)> {
        let (asked, state) = (self.signup.details.proof_after()?, &self.signup.state);
        let answers = self.answers();
        let number = answers.get(proved_field()?.name).filter(|_| state.progress.has(asked))?;
        let mobile = app.store.read(source).mobile_fingerprint(number);
        (state.proved != Some(mobile)).then(|| (number.to_owned(), mobile))
    }
}

/// Sends a code to the number of a session whose step was saved just now, unless one was sent to it that can be entered.
///
/// # Errors
/// [`Error::NotFound`] when this browser's access has ended.
pub async fn send_first_code(
    app: &App,
    source: SourceId,
    signup: &Signup<InProgress>,
    text: CodeText<'_>,
) -> Result<CodeSent> {
    let loaded = load(app, signup.details.id, None, number_step()).await?;
    match loaded.signup {
        SignupState::InProgress(found) if found.state.owner == signup.state.owner => {
            let (code, notifier) = (loaded.code, loaded.notifier);
            let latest = Latest { signup: found, steps: loaded.steps?, code, notifier };
            send_code(app, source, latest, text, false).await
        }
        SignupState::Ended(_) => Ok(CodeSent::Ended),
        SignupState::InProgress(_) | SignupState::Pending(_) => Err(Error::NotFound),
    }
}

/// Sends a code to the number of a session as this browser has just found it: `again` also where one was sent that can
/// be entered.
///
/// # Errors
/// [`Error::NotFound`] when this browser's access has ended.
pub async fn send_code(
    app: &App,
    source: SourceId,
    latest: Latest,
    text: CodeText<'_>,
    again: bool,
) -> Result<CodeSent> {
    let work = |latest| async move { send_once(app, source, latest, text, again).await };
    with_latest(app, latest, number_step(), |_| CodeSent::Ended, work).await
}

async fn send_once(
    app: &App,
    source: SourceId,
    latest: Latest,
    text: CodeText<'_>,
    again: bool,
) -> Result<CodeSent> {
    let Some((to, mobile)) = latest.number_to_prove(app, source) else { return Ok(CodeSent::Needless) };
    let Latest { signup, code: last, notifier, .. } = latest;
    let (last, now) = (last.map(|last| last.known), app.now());
    if !again && Verification::standing(last.as_ref(), &mobile, now) == Standing::Open {
        return Ok(CodeSent::Needless);
    }
    let (id, code) = (DeliveryId(time_ordered(now, random())), VerificationCode::from_random(random()));
    let print = code_fingerprint(&app.vault, source, signup.details.id, &mobile, code);
    let known = match Verification::send(last.as_ref(), (mobile, print), id, now) {
        Ok(known) => known,
        Err(why) => return Ok(CodeSent::NotSent(why)),
    };
    let message = TextMessage { to, text: text(code) };
    let (known, message) = (&known, &message);
    let sent = transaction::attempt_knowing(app, source, &notifier, |mut tx, now| async move {
        tx.count_code(&mobile, now).await?;
        let signup = tx.save_verification(signup.attempt_proof(), known).await?;
        if let Some(last) = last {
            tx.take_text_back(last.message).await?;
        }
        tx.enqueue_text((id, signup.details.id), message, now, known.expires_at).await?;
        Ok((tx, CodeSent::Sent))
    });
    match sent.await {
        Err(Error::CodeNotSent(why)) => Ok(CodeSent::NotSent(why)),
        sent => sent,
    }
}

/// Looks at a code that the person of a session enters, as this browser has just found it. Of many at the same time each
/// meets the count that those before it have left.
///
/// # Errors
/// [`Error::NotFound`] when this browser's access has ended.
pub async fn check_code(
    app: &App,
    source: SourceId,
    latest: Latest,
    entered: EnteredCode,
) -> Result<CodeChecked> {
    let ended = |signup: Signup<Ended>| CodeChecked::Ended(signup.details.id);
    let work = |latest| async move { check_once(app, source, latest, entered).await };
    with_latest(app, latest, number_step(), ended, work).await
}

async fn check_once(
    app: &App,
    source: SourceId,
    latest: Latest,
    EnteredCode { code, shown }: EnteredCode,
) -> Result<CodeChecked> {
    let Some((_, mobile)) = latest.number_to_prove(app, source) else {
        return Ok(CodeChecked::Done(Box::new(latest.signup)));
    };
    if latest.revision() != shown {
        return Ok(CodeChecked::Changed(Box::new(latest)));
    }
    let Some(LastCode { known, is_delayed }) = latest.code.clone() else {
        return Ok(CodeChecked::Refused(Check::Not(Standing::NoCode), Box::new(latest)));
    };
    let signup = latest.signup.clone();
    let entered = code_fingerprint(&app.vault, source, signup.details.id, &mobile, code);
    let check = known.check(&mobile, &entered, app.now());
    let (change, known) = match check {
        Check::Right => (signup.prove(mobile), known.spent()),
        Check::Wrong(_) => (signup.attempt_proof(), known.missed()),
        Check::Not(_) => return Ok(CodeChecked::Refused(check, Box::new(latest))),
    };
    let written = &known;
    let signup = transaction::attempt_single(app, source, &latest.notifier, |mut tx, _| async move {
        let signup = tx.save_verification(change, written).await?;
        Ok((tx, signup))
    });
    let signup = signup.await?;
    if check == Check::Right {
        return Ok(CodeChecked::Done(Box::new(signup)));
    }
    let code = Some(LastCode { known, is_delayed });
    Ok(CodeChecked::Refused(check, Box::new(Latest { signup, code, ..latest })))
}

/// By what a code is recognised: that of this session and number, and of no other.
fn code_fingerprint(
    vault: &Vault,
    source: SourceId,
    id: SignupId,
    mobile: &Fingerprint,
    code: VerificationCode,
) -> Fingerprint {
    let bytes = [id.0.as_bytes().as_slice(), mobile.as_slice(), code.as_bytes()].concat();
    vault.fingerprint("verification", Some(source), &bytes)
}
