//! The resume code: made by the person whose session it is, entered by them in another browser.

use super::{Found, Latest, state_of, with_latest};
use crate::actions::transaction;
use crate::app::App;
use crate::domain::fingerprint::Fingerprint;
use crate::domain::ids::{SignupId, SourceId};
use crate::domain::signup::filter::StepFilter;
use crate::domain::signup::resume::ResumeCode;
use crate::domain::signup::{Ended, InProgress, Signup, SignupState};
use crate::error::Result;
use crate::vault::{Vault, random, same};

/// What came of asking for a code.
#[derive(Debug)]
pub enum CodeMade {
    /// It is made, and shown this once.
    Code(ResumeCode),
    /// The session is over.
    Ended(Box<Signup<Ended>>),
}

/// Makes a new resume code for a session as this browser has just found it; an older one ends.
///
/// # Errors
/// [`Error::NotFound`](crate::error::Error::NotFound) when this browser's access has ended.
pub async fn make_code(app: &App, source: SourceId, latest: Latest) -> Result<CodeMade> {
    let work = |Latest { signup, notifier, .. }: Latest| async move {
        let code = new_code();
        let fingerprint = code_fingerprint(&app.vault, source, signup.details.id, code);
        transaction::attempt_single(app, source, &notifier, |mut tx, now| async move {
            tx.save_transition(signup.with_code(fingerprint), false, now).await?;
            Ok((tx, CodeMade::Code(code)))
        })
        .await
    };
    with_latest(app, latest, StepFilter::None, |ended| CodeMade::Ended(Box::new(ended)), work).await
}

/// A code as it was entered in another browser.
#[derive(Debug, Clone, Copy)]
pub struct Entering {
    /// The code.
    pub code: ResumeCode,
    /// By what the browser is recognised that may take the access over.
    pub owner: Fingerprint,
    /// Whether the first browser keeps its access.
    pub share: bool,
}

/// What came of entering a code.
#[derive(Debug)]
pub enum Entered {
    /// This browser has the session for itself, now or already.
    Mine(Signup<InProgress>),
    /// This browser shares the access of the one that started.
    Shared(Signup<InProgress>),
    /// The code does not count: it is wrong, or there is none, or too many wrong ones came before it. It is counted.
    Refused(Signup<InProgress>),
    /// There is nothing to go on with.
    Other(SignupState),
}

/// Lets a browser into a session, as it has just been found, by its resume code.
///
/// Right or wrong, a try is a change of the version that it was compared in: of many at the same time each meets the
/// count that those before it have left.
///
/// # Errors
/// [`Error::NotFound`](crate::error::Error::NotFound).
pub async fn enter_code(app: &App, source: SourceId, found: Found, entering: Entering) -> Result<Entered> {
    let id = found.0.details().id;
    let enter = |found| enter_once(app, source, found, entering);
    transaction::retry_on(app, found, || state_of(app, id), enter).await
}

async fn enter_once(
    app: &App,
    source: SourceId,
    (signup, notifier): Found,
    Entering { code, owner, share }: Entering,
) -> Result<Entered> {
    let signup = match signup {
        // A second click: the first has taken the access over, and the code is spent.
        SignupState::InProgress(signup) if signup.state.owner == owner => return Ok(Entered::Mine(signup)),
        SignupState::InProgress(signup) => signup,
        other => return Ok(Entered::Other(other)),
    };
    let entered = code_fingerprint(&app.vault, source, signup.details.id, code);
    let resume = signup.state.resume;
    let is_right = resume.code.is_some_and(|right| same(right.as_slice(), entered.as_slice()));
    let (change, outcome): (_, fn(Signup<InProgress>) -> Entered) = match is_right && resume.tries_left() > 0
    {
        true if share => (signup.share(), Entered::Shared),
        true => (signup.hand_over(owner), Entered::Mine),
        false => (signup.miss(), Entered::Refused),
    };
    let changed = transaction::attempt_single(app, source, &notifier, |mut tx, now| async move {
        let signup = tx.save_transition(change, false, now).await?;
        Ok((tx, signup))
    });
    changed.await.map(outcome)
}

fn new_code() -> ResumeCode {
    loop {
        if let Some(code) = ResumeCode::from_random(&random::<32>()) {
            return code;
        }
    }
}

/// By what a code is recognised: that of this session, and of no other.
fn code_fingerprint(vault: &Vault, source: SourceId, id: SignupId, code: ResumeCode) -> Fingerprint {
    vault.fingerprint("resume", Some(source), &[id.0.as_bytes().as_slice(), code.as_bytes()].concat())
}
