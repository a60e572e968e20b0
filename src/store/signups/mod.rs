//! Signup sessions: read whole, written only as moves (`change`).

pub(super) mod change;
pub(super) mod list;
pub(super) mod load;
mod row;

use super::audit::insert_audit;
use super::db::{Param, Params, Sql};
use super::sealing::{self, Purpose};
use super::unreadable::readable;
use super::{Mode, System, Tx, View, lock, statements};

pub use self::load::LoadedSignup;
pub(in crate::store) use self::row::{INVITATION, PAYMENT_REFERENCE};
use self::row::{Row, associated_data};
use crate::domain::fingerprint::Fingerprint;
use crate::domain::ids::{FormId, SignupId, SourceId};
use crate::domain::language::Language;
use crate::domain::moment::Moment;
use crate::domain::signup::SignupState;
use crate::domain::signup::invitation::Invitation;
use crate::domain::tenant::subscription::SubscriptionRequest;
use crate::error::{Error, Result};

/// The columns of a [`Row`].
macro_rules! columns {
    () => {
        "signup.id, signup.source_id, signup.form_id, version, status, owner_fingerprint, progress, refused_mobile_fingerprints, sealed_invitation,
         wanted_type_id, wanted_from, wanted_to, wanted_subscription_id, signup.customer_id, subscription_id, site_id, failure,
         signup.created_at, signup.expires_at, started_at, ended_at, signup.language, signup.disputed,
         resume_fingerprint, resume_tries, proved_mobile_fingerprint, signup.payment, sealed_payment_reference,
         signup.consents, signup.abandoned_at"
    };
}
use columns;

/// Inserts a session: parameters 1 to 14.
macro_rules! open {
    () => {
        "insert into signup (id, source_id, version, status, secret_fingerprint, progress, refused_mobile_fingerprints, sealed_invitation,
            reference_fingerprint, email_fingerprint, wanted_type_id, wanted_from, wanted_to, wanted_subscription_id,
            created_at, expires_at, form_id)
         values ($1, $2, 0, 'pending', $3, 0, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
    };
}

statements! {
    // With the row of the audit, so that opening a session is one statement.
    INSERT = Sql::combined(
        &[open!(), insert_audit!("$15, $16, $17, $18, $19, $20, $21, $22, $23")],
        concat!(
            "with opened as (", open!(), " returning id),
             written as (", insert_audit!("$15, $16, $17, $18, $19, $20, $21, $22, $23"), " from opened where cast($15 as uuid) is not null)
             select id from opened"
        ),
    );
    BY_ID = Sql::same(concat!("select ", columns!(), " from signup where id = $2 and source_id is not distinct from $1"));
    DUE = Sql::same(concat!(
        "select ", columns!(), " from signup where ended_at is null and expires_at <= $1
         and (expires_at, id) > ($2, $3) order by expires_at, id limit $4"
    ));
    // Those whose person was here since are told from the others by that, and by their steps: a session has a few.
    LEFT = Sql::same(concat!(
        "select ", columns!(), " from signup where ended_at is null and abandoned_at is null and started_at is not null
            and started_at <= $1 and (started_at, id) > ($2, $3) and expires_at > $5
            and (seen_at is null or seen_at <= $1)
            and not exists (select 1 from signup_step where signup_step.signup_id = signup.id and updated_at > $1)
         order by started_at, id limit $4"
    ));
    NEW_SECRET = Sql::same(
        "update signup set secret_fingerprint = $4, version = version + 1 where id = $2 and source_id is not distinct from $1 and version = $3",
    );
    CHOOSE_LANGUAGE = Sql::same(
        "update signup set language = $3, version = version + 1
         where id = $2 and source_id is not distinct from $1 and owner_fingerprint is null and ended_at is null",
    );
    CHOOSE_OWN_LANGUAGE = Sql::same(
        "update signup set language = $3, version = version + 1
         where id = $2 and source_id is not distinct from $1 and owner_fingerprint = $4 and ended_at is null",
    );
    LOCK_ACTIVE_BY_REFERENCE = lock!(
        "select ", columns!(), " from signup where source_id = $1 and reference_fingerprint = $2
         and status in ('pending', 'in_progress') and ended_at is null order by id"
    );
}

/// A session to be opened.
#[derive(Debug)]
pub struct NewSignupRow<'a> {
    /// Its id.
    pub id: SignupId,
    /// The fingerprint of its link's secret.
    pub secret: Fingerprint,
    /// What the tenant said.
    pub invitation: &'a Invitation,
    /// The form that it begins with.
    pub form: Option<FormId>,
    /// The subscription to activate or link on finishing.
    pub wanted: Option<SubscriptionRequest>,
    /// Now.
    pub created_at: Moment,
    /// Until when it can be finished.
    pub expires_at: Moment,
}

/// How far the overdue sessions were read.
#[derive(Debug, Clone, Copy)]
pub struct Due(Moment, SignupId);

impl Due {
    /// Before all of them.
    pub const START: Self = Self(Moment::EPOCH, SignupId(uuid::Uuid::nil()));
}

/// Some overdue sessions.
#[derive(Debug)]
pub struct DueSignups {
    /// Those that can be read, and whose they are.
    pub signups: Vec<(SourceId, SignupState)>,
    /// Where to read on; nothing when there are no more.
    pub last: Option<Due>,
}

impl<M: Mode> View<M> {
    /// The session of this id, as it is at `now`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the source has none such.
    pub async fn signup(&mut self, id: SignupId, now: Moment) -> Result<SignupState> {
        let row = self.conn.optional::<Row>(BY_ID, &[&self.source, &id]).await?;
        let row = row.ok_or(Error::NotFound)?;
        let form = self.form(row.form_id).await?;
        Ok(row.read(&self.vault, form)?.at(now))
    }
}

impl Tx {
    /// Opens a session.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn add_signup(&mut self, new: &NewSignupRow<'_>) -> Result<()> {
        let invitation =
            sealing::seal(&self.vault, &associated_data(self.source, &new.id, INVITATION), new.invitation)?;
        let fingerprint = |of, value: &Option<String>| {
            value
                .as_deref()
                .map(|value| sealing::fingerprint(&self.vault, self.source, of, &folded(of, value)).to_vec())
        };
        let reference = fingerprint(Purpose::Reference, &new.invitation.reference);
        let email = fingerprint(Purpose::Email, &new.invitation.email);
        let (terms, existing) = match new.wanted {
            Some(SubscriptionRequest::New(terms)) => (Some(terms), None),
            Some(SubscriptionRequest::Existing(id)) => (None, Some(id)),
            None => (None, None),
        };
        self.mode.changes.record("session", new.id);
        let audit = self.mode.changes.row(&self.vault, Some(self.source))?;
        let own: [&dyn Param; 14] = [
            &new.id,
            &self.source,
            &new.secret.as_slice(),
            &Vec::<u8>::new(),
            &invitation,
            &reference,
            &email,
            &terms.map(|terms| terms.type_id),
            &terms.and_then(|terms| terms.valid_from),
            &terms.and_then(|terms| terms.valid_to),
            &existing,
            &new.created_at,
            &new.expires_at,
            &new.form,
        ];
        let params: Vec<&dyn Param> = own.into_iter().chain(audit.params()).collect();
        self.conn.execute_combined(INSERT, &[true, audit.is_some()], &params).await?;
        self.mode.opened = true;
        Ok(())
    }

    /// Live sessions that concern the tenant's customer of this reference, held until the end of this
    /// transaction.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn lock_active_signups_of(&mut self, reference_fingerprint: &[u8]) -> Result<Vec<SignupState>> {
        let params: Params<'_> = &[&self.source, &reference_fingerprint.to_vec()];
        let rows = self.conn.all::<Row>(LOCK_ACTIVE_BY_REFERENCE, params).await?;
        let mut signups = Vec::with_capacity(rows.len());
        for row in rows {
            let form = self.form(row.form_id).await;
            signups.push(form.and_then(|form| row.read(&self.vault, form)));
        }
        readable(signups)
    }

    /// Writes the language that the person of a live session reads. What else changes it at the same time begins
    /// again, and keeps this.
    ///
    /// # Errors
    /// [`Error::Stale`] when this browser does not hold it, or it is over.
    pub async fn save_language(
        &mut self,
        id: SignupId,
        owner: Option<Fingerprint>,
        language: Language,
    ) -> Result<()> {
        let language = language.as_str();
        let changed = match owner {
            Some(owner) => {
                let params: Params<'_> = &[&self.source, &id, &language, &owner.as_slice()];
                self.conn.execute(CHOOSE_OWN_LANGUAGE, params).await?
            }
            None => self.conn.execute(CHOOSE_LANGUAGE, &[&self.source, &id, &language]).await?,
        };
        if changed == 0 { Err(Error::Stale) } else { Ok(()) }
    }

    /// Gives a session a new link; the old one stops working.
    ///
    /// # Errors
    /// [`Error::Stale`] when the session has changed since `version`.
    pub async fn renew_secret(&mut self, id: SignupId, version: i64, secret: &Fingerprint) -> Result<()> {
        let changed =
            self.conn.execute(NEW_SECRET, &[&self.source, &id, &version, &secret.as_slice()]).await?;
        self.mode.changes.record("session", id);
        if changed == 0 { Err(Error::Stale) } else { Ok(()) }
    }
}

impl<M: Mode> System<M> {
    /// Live sessions whose time is over, the longest overdue first: the next `limit` after those
    /// that were read before. What cannot be read is passed over.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn due_signups(&mut self, now: Moment, after: Due, limit: i64) -> Result<DueSignups> {
        let params: Params<'_> = &[&now, &after.0, &after.1, &limit];
        self.conn.set_long();
        let rows = self.conn.all::<Row>(DUE, params).await?;
        let last = rows.last().map(|row| Due(row.expires_at, row.id));
        self.read_all(rows, last).await
    }

    /// Started sessions whose person was not here since a time, as far as that is written down, and nobody was told so, the
    /// longest started first: the next `limit` after those that were read before. What cannot be read is passed over.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn left_signups(
        &mut self,
        (since, now): (Moment, Moment),
        after: Due,
        limit: i64,
    ) -> Result<DueSignups> {
        let params: Params<'_> = &[&since, &after.0, &after.1, &limit, &now];
        self.conn.set_long();
        let rows = self.conn.all::<Row>(LEFT, params).await?;
        let last = rows.last().and_then(|row| Some(Due(row.started_at?, row.id)));
        self.read_all(rows, last).await
    }

    async fn read_all(&mut self, rows: Vec<Row>, last: Option<Due>) -> Result<DueSignups> {
        let mut signups = Vec::with_capacity(rows.len());
        for row in rows {
            let source = row.source_id;
            let form = self.form(source, row.form_id).await;
            signups.push(form.and_then(|form| Ok((source, row.read(&self.vault, form)?))));
        }
        Ok(DueSignups { signups: readable(signups)?, last })
    }
}

/// Addresses are found whatever their capitals.
fn folded(of: Purpose, value: &str) -> String {
    if matches!(of, Purpose::Email) { value.to_lowercase() } else { value.to_owned() }
}
