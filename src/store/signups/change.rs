//! What changes a session: a move, with all that is written together with it.

use super::row::{self, Columns as State, Stored};
use crate::domain::ids::{SignupId, SourceId};
use crate::domain::language::Language;
use crate::domain::moment::Moment;
use crate::domain::profile::Section;
use crate::domain::signup::consent::ConsentText;
use crate::domain::signup::step::SavedStep;
use crate::domain::signup::verification::Verification;
use crate::domain::signup::{FailureReason, InProgress, Signup, Transition};
use crate::domain::webhook::event::Event;
use crate::domain::webhook::payload::Subject;
use crate::error::{Error, Result};
use crate::store::consents::keep_text;
use crate::store::db::{Param, Sql, record};
use crate::store::events::{insert_event, told};
use crate::store::outbox::insert_delivery;
use crate::store::steps::{Columns, save_step};
use crate::store::verifications::save_verification;
use crate::store::{StepEvent, Tx, lock, statements};
use crate::vault::Vault;

/// What a step that is saved changes of its session. No other column is named: SQLite writes each index anew whose
/// columns are, whether or not their values differ.
macro_rules! progress {
    () => {
        "update signup set version = $4, progress = $5, language = coalesce($6, language), disputed = $7,
            proved_mobile_fingerprint = $16
         where id = $2 and source_id is not distinct from $1 and version = $3"
    };
}

/// The move itself: parameters 1 to 23, which [`Values`] gives.
macro_rules! apply {
    () => {
        "update signup set version = $4, status = $5, owner_fingerprint = $6, progress = $7, refused_mobile_fingerprints = $8,
            customer_id = $9, subscription_id = $10, site_id = $11, failure = $12, started_at = $13, ended_at = $14,
            language = coalesce($15, language), disputed = $16, resume_fingerprint = $17, resume_tries = $18,
            proved_mobile_fingerprint = $19, payment = $20, sealed_payment_reference = $21,
            consents = $22, abandoned_at = $23
         where id = $2 and source_id is not distinct from $1 and version = $3"
    };
}

/// The event of a step that is saved and of which a notifier is told; where `$from` has a row.
macro_rules! step_event {
    ($from:literal) => {
        concat!(
            "insert into event (source_id, kind, signup_id, revision, happened_at, step) select $1, $17, $2, $4, $11, $8",
            $from
        )
    };
}

statements! {
    APPLY = Sql::same(apply!());
    TOLD = told!(
        apply!(),
        event "$1, $24, null, null, $2, $4, $25",
        delivery "$26, $1, $27, $24, false, $28, 0, $25, $25, $29, null, $2" to "$27",
        then steps "delete from signup_step where source_id = $1 and signup_id = $2" if "$30",
        then code "delete from verification where source_id = $1 and signup_id = $2" if "$31"
    );
    // What is known of the code goes with the move that it makes.
    VERIFY = Sql::combined(
        &[apply!(), save_verification!(" where true")],
        concat!(
            "with changed as (", apply!(), " returning id),
             verified as (", save_verification!(" from changed"), ")
             select id from changed"
        ),
    );
    SAVE = Sql::combined(
        &[
            progress!(),
            save_step!("$1, $2, $8, $9, $10, $11", " where true"),
            keep_text!("$12, $13, $14, $15, $11", " where true"),
            step_event!(""),
            insert_delivery!("last_insert_rowid()", "$18, $1, $19, $17, false, $20, 0, $11, $11, $21, null, $2"),
        ],
        concat!(
            "with changed as (", progress!(), " returning id),
             saved as (", save_step!("$1, $2, $8, $9, $10, $11", " from changed"), "),
             kept as (", keep_text!("$12, $13, $14, $15, $11", " from changed where cast($12 as text) is not null"), "),
             happened as (", step_event!(" from changed where cast($17 as text) is not null"), " returning id),
             written as (", insert_delivery!("happened.id", "$18, $1, $19, $17, false, $20, 0, $11, $11, $21, null, $2"), "
                from happened)
             select id from changed"
        ),
    );
    KEEP_TEXT = Sql::same(keep_text!("$1, $2, $3, $4, $5", " where true"));
    LOCK = lock!("select id from signup where id = $2 and source_id is not distinct from $1 and version = $3 and ended_at is null");
}

record! {
    struct Id { id: SignupId }
}

impl Tx {
    /// Writes a move, with its event; `forget` is whether the steps go with it. With the end of a session goes what is known of
    /// its code, too. It is one statement, once the notifier is [known](Tx::knowing).
    ///
    /// # Errors
    /// [`Error::Stale`] when the session is no longer in the version that the move replaces.
    pub async fn save_transition<S: Stored + Clone>(
        &mut self,
        change: Transition<S>,
        forget: bool,
        now: Moment,
    ) -> Result<Signup<S>> {
        let values = Values::of(&self.vault, self.source, &change)?;
        let changed = match change.event {
            Some(event) => {
                let wants = self.wants_to_know(event).await?;
                let signup = wants.is_some().then(|| S::any(change.signup.clone()));
                let about = wants.zip(signup.as_ref().map(Subject::Session));
                let delivery = self.event_delivery(about, event, change.signup.version, now);
                let kind = event.as_str();
                let mut params = values.params();
                params.extend([
                    &kind as &dyn Param,
                    &now,
                    &delivery.id,
                    &delivery.notifier,
                    &delivery.sealed,
                ]);
                // One that begins again blank has had no fewer codes.
                let over = values.state.ended_at.is_some() && change.signup.details.proof_after().is_some();
                params.extend([&delivery.tried_until as &dyn Param, &forget, &over]);
                let needed = [true, true, delivery.is_some(), forget, over];
                self.conn.execute_combined(TOLD, &needed, &params).await?
            }
            None => self.conn.execute(APPLY, &values.params()).await?,
        };
        if changed == 0 {
            return Err(Error::Stale);
        }
        self.mode.happened.extend(change.event.map(Event::as_str));
        self.mode.changes.record("session", change.signup.details.id);
        if change.signup.state.stored().ended_at.is_some() {
            self.mode.changes.ends_session();
        }
        Ok(change.signup)
    }

    /// Writes a move together with its event, the step that it is about and, where somebody agreed to them on it, the
    /// words that were agreed to; one statement, once the notifier is [known](Tx::knowing).
    ///
    /// # Errors
    /// As for [`Self::apply`].
    pub async fn save_step(
        &mut self,
        change: Transition<InProgress>,
        step: &SavedStep,
        agreed: Option<&ConsentText<'_>>,
    ) -> Result<Signup<InProgress>> {
        let Transition { signup, replaces, event } = change;
        let (section, now) = (step.section, step.saved_at);
        let wants = match event {
            Some(event) => self.wants_to_know(event).await?,
            None => None,
        };
        let told = wants.is_some().then(|| InProgress::any(signup.clone()));
        let about = wants.zip(told.as_ref().map(|signup| Subject::Step(signup, section)));
        let delivery = self.event_delivery(about, event.unwrap_or(Event::Ping), signup.version, now);
        // Where nobody is told at once, the event is written later.
        let kind = event.filter(|_| delivery.is_some()).map(Event::as_str);
        let (id, progress) = (signup.details.id, signup.state.progress.bits());
        let step = Columns::seal(&self.vault, self.source, id, step)?;
        let text = agreed.map(|text| [text.version, text.purpose, text.locale, text.wording]);
        let text: [Option<String>; 4] =
            text.map(|text| text.map(|part| Some(part.to_owned()))).unwrap_or_default();
        let (language, stored) = (signup.language.map(Language::as_str), signup.state.stored());
        let mut params: Vec<&dyn Param> =
            vec![&self.source, &id, &replaces, &signup.version, &progress, &language, &stored.disputed];
        params.extend([&step.section as &dyn Param, &step.revision, &step.sealed_entry, &step.saved_at]);
        params.extend(text.iter().map(|text| text as &dyn Param));
        params.extend([
            &stored.proved as &dyn Param,
            &kind,
            &delivery.id,
            &delivery.notifier,
            &delivery.sealed,
        ]);
        params.push(&delivery.tried_until);
        let needed = [true, true, agreed.is_some(), kind.is_some(), kind.is_some()];
        let changed = self.conn.execute_combined(SAVE, &needed, &params).await?;
        if changed == 0 {
            return Err(Error::Stale);
        }
        self.mode.happened.extend(event.map(Event::as_str));
        if event.is_some() && kind.is_none() {
            self.note_step(&signup, section, now);
        }
        Ok(signup)
    }

    /// Has the event of a step that is saved written later, once this is durable.
    fn note_step(&mut self, signup: &Signup<InProgress>, step: Section, happened_at: Moment) {
        let (source, session, revision) = (self.source, signup.details.id, signup.version);
        self.mode.steps.push(StepEvent { source, session, revision, happened_at, step });
    }

    /// Writes a move together with what is known of the code by which the person proves a number; one statement.
    ///
    /// # Errors
    /// As for [`Self::save_transition`].
    pub async fn save_verification(
        &mut self,
        change: Transition<InProgress>,
        known: &Verification,
    ) -> Result<Signup<InProgress>> {
        let values = Values::of(&self.vault, self.source, &change)?;
        let [mobile, code] = [known.mobile, known.code].map(|print| print.to_vec());
        let mut params = values.params();
        params.extend([
            &mobile as &dyn Param,
            &code,
            &known.sent,
            &known.tried,
            &known.expires_at,
            &known.message,
        ]);
        let changed = self.conn.execute_combined(VERIFY, &[true, true], &params).await?;
        if changed == 0 { Err(Error::Stale) } else { Ok(change.signup) }
    }

    /// Keeps the exact words that somebody agrees to, in the transaction that says so.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn keep_text(&mut self, text: &ConsentText<'_>, now: Moment) -> Result<()> {
        let ConsentText { purpose, locale, version, wording } = *text;
        self.conn.execute(KEEP_TEXT, &[&version, &purpose, &locale, &wording, &now]).await?;
        Ok(())
    }

    /// Holds a live session until the end of this transaction: others who want to change it wait.
    ///
    /// # Errors
    /// [`Error::Stale`] when the session is no longer in this version.
    pub async fn lock_signup(&mut self, id: SignupId, version: i64) -> Result<()> {
        let held = self.conn.optional::<Id>(LOCK, &[&self.source, &id, &version]).await?;
        held.map(|held| debug_assert_eq!(held.id, id)).ok_or(Error::Stale)
    }
}

/// What a move writes.
struct Values {
    source: SourceId,
    id: SignupId,
    replaces: i64,
    version: i64,
    status: &'static str,
    owner: Option<Vec<u8>>,
    progress: i64,
    state: State,
    failure: Option<&'static str>,
    language: Option<&'static str>,
    resume_code: Option<Vec<u8>>,
    payment: Option<&'static str>,
    payment_reference: Option<Vec<u8>>,
}

impl Values {
    fn of<S: Stored>(vault: &Vault, source: SourceId, change: &Transition<S>) -> Result<Self> {
        let (signup, state) = (&change.signup, change.signup.state.stored());
        let (id, payment) = (signup.details.id, state.payment.as_ref());
        Ok(Self {
            source,
            id,
            payment: payment.map(|payment| payment.status.as_str()),
            payment_reference: row::sealed_reference(vault, source, &id, payment)?,
            replaces: change.replaces,
            version: signup.version,
            status: state.status.as_str(),
            owner: state.owner.map(|owner| owner.to_vec()),
            progress: state.progress.bits(),
            failure: state.failure.map(FailureReason::as_str),
            language: change.signup.language.map(Language::as_str),
            resume_code: state.resume.code.map(|code| code.to_vec()),
            state,
        })
    }

    /// The parameters 1 to 23.
    fn params(&self) -> Vec<&dyn Param> {
        let state = &self.state;
        vec![
            &self.source,
            &self.id,
            &self.replaces,
            &self.version,
            &self.status,
            &self.owner,
            &self.progress,
            &state.refused_mobiles,
            &state.customer,
            &state.subscription,
            &state.site,
            &self.failure,
            &state.started_at,
            &state.ended_at,
            &self.language,
            &state.disputed,
            &self.resume_code,
            &state.resume.wrong,
            &state.proved,
            &self.payment,
            &self.payment_reference,
            &state.agreements,
            &state.abandoned_at,
        ]
    }
}
