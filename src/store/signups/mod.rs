//! Signup sessions: read whole, written only as moves.

mod row;

use super::db::{Joined, Params, Sql};
use super::events::About;
use super::sealing::{self, Print};
use super::sources::{Row as SourceRow, source_columns};
use super::unreadable::{Page, readable};
use super::{System, Tx, statements};

use self::row::{Row, Stored, label};
use crate::domain::ids::{SignupId, SourceId};
use crate::domain::invitation::Invitation;
use crate::domain::moment::Moment;
use crate::domain::signup::{AnySignup, Failure, Fingerprint, Move, Signup, Status};
use crate::domain::source::Source;
use crate::domain::subscription::Wanted;
use crate::error::{Error, Result};

/// The columns of a [`Row`].
macro_rules! columns {
    () => {
        "signup.id, source_id, version, status, holder_print, progress, tried_prints, sealed_invitation, wanted_type_id,
         wanted_from, wanted_to, wanted_subscription_id, customer_id, subscription_id, site_id, failure,
         signup.created_at, expires_at, started_at, ended_at"
    };
}

/// Whether a session is in the status asked for at `$3`; overdue ones have expired, written or not.
macro_rules! in_status {
    () => {
        "($2 = '' or ($2 = 'expired' and (status = 'expired' or (ended_at is null and expires_at <= $3)))
          or (status = $2 and (ended_at is not null or expires_at > $3)))"
    };
}

statements! {
    INSERT = Sql::same(
        "insert into signup (id, source_id, version, status, secret_print, progress, tried_prints, sealed_invitation,
            reference_print, email_print, wanted_type_id, wanted_from, wanted_to, wanted_subscription_id,
            created_at, expires_at)
         values ($1, $2, 0, 'pending', $3, 0, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    );
    BY_ID = Sql::same(concat!("select ", columns!(), " from signup where source_id = $1 and id = $2"));
    BY_SECRET = Sql::same(concat!(
        "select ", columns!(), ", ", source_columns!(),
        " from signup join source on source.id = source_id where secret_print = $1"
    ));
    FIND = Sql::same(concat!(
        "select ", columns!(), ", ", source_columns!(),
        " from signup join source on source.id = source_id where signup.id = $1"
    ));
    DUE = Sql::same(concat!(
        "select ", columns!(), " from signup where ended_at is null and expires_at <= $1
         and (expires_at, id) > ($2, $3) order by expires_at, id limit $4"
    ));
    APPLY = Sql::same(
        "update signup set version = $4, status = $5, holder_print = $6, progress = $7, tried_prints = $8,
            customer_id = $9, subscription_id = $10, site_id = $11, failure = $12, started_at = $13, ended_at = $14
         where source_id = $1 and id = $2 and version = $3",
    );
    HOLD = Sql::same(
        "update signup set version = version where source_id = $1 and id = $2 and version = $3 and ended_at is null",
    );
    NEW_SECRET = Sql::same(
        "update signup set secret_print = $4, version = version + 1 where source_id = $1 and id = $2 and version = $3",
    );
    LIST = Sql::same(concat!(
        "select ", columns!(), " from signup where source_id = $1 and ", in_status!(),
        " and ($4 or id < $5) order by id desc limit $6"
    ));
    LIST_BY_REFERENCE = Sql::same(concat!(
        "select ", columns!(), " from signup where source_id = $1 and ", in_status!(),
        " and ($4 or id < $5) and reference_print = $7 order by id desc limit $6"
    ));
    LIST_BY_EMAIL = Sql::same(concat!(
        "select ", columns!(), " from signup where source_id = $1 and ", in_status!(),
        " and ($4 or id < $5) and email_print = $7 order by id desc limit $6"
    ));
    LIVE_BY_REFERENCE = Sql::same(concat!(
        "select ", columns!(), " from signup where source_id = $1 and reference_print = $2 and ended_at is null"
    ));
}

/// A session to be opened.
#[derive(Debug)]
pub struct NewSignup<'a> {
    /// Its id.
    pub id: SignupId,
    /// The fingerprint of its link's secret.
    pub secret: Fingerprint,
    /// What the tenant said.
    pub invitation: &'a Invitation,
    /// The subscription to activate or link on finishing.
    pub wanted: Option<Wanted>,
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
    pub signups: Vec<(SourceId, AnySignup)>,
    /// Where to read on; nothing when there are no more.
    pub last: Option<Due>,
}

/// Which sessions to list.
#[derive(Debug, Clone, Copy)]
pub struct Which<'a> {
    /// In this state.
    pub status: Option<Status>,
    /// Concerning this.
    pub about: Option<Concern<'a>>,
    /// Made before this one.
    pub before: Option<SignupId>,
    /// At most so many.
    pub limit: i64,
}

/// What a session concerns.
#[derive(Debug, Clone, Copy)]
pub enum Concern<'a> {
    /// The tenant's own id for the customer.
    Reference(&'a str),
    /// An address.
    Email(&'a str),
}

impl Tx {
    /// Opens a session.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn add_signup(&mut self, new: &NewSignup<'_>) -> Result<()> {
        let invitation = sealing::seal(&self.vault, &label(self.source, &new.id), new.invitation)?;
        let print = |of, value: &Option<String>| {
            value
                .as_deref()
                .map(|value| sealing::print(&self.vault, self.source, of, &folded(of, value)).to_vec())
        };
        let reference = print(Print::Reference, &new.invitation.reference);
        let email = print(Print::Email, &new.invitation.email);
        let (terms, existing) = match new.wanted {
            Some(Wanted::New(terms)) => (Some(terms), None),
            Some(Wanted::Existing(id)) => (None, Some(id)),
            None => (None, None),
        };
        let params: Params<'_> = &[
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
        ];
        self.conn.execute(INSERT, params).await?;
        Ok(())
    }

    /// The session of this id, as it is at `now`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the source has none such.
    pub async fn signup(&mut self, id: SignupId, now: Moment) -> Result<AnySignup> {
        let row = self.conn.optional::<Row>(BY_ID, &[&self.source, &id]).await?;
        Ok(row.ok_or(Error::NotFound)?.read(&self.vault)?.at(now))
    }

    /// Sessions, newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn signups(&mut self, which: &Which<'_>, now: Moment) -> Result<Vec<AnySignup>> {
        let (mut which, mut page) = (*which, Page::new(which.limit));
        loop {
            let rows = self.signup_rows(&which, now).await?;
            which.before = rows.last().map(|row| row.id).or(which.before);
            let read = |row: Row| Ok(row.read(&self.vault)?.at(now));
            if !page.take(rows.into_iter().map(read))? {
                return Ok(page.rows);
            }
        }
    }

    async fn signup_rows(&mut self, which: &Which<'_>, now: Moment) -> Result<Vec<Row>> {
        let status = which.status.map_or("", Status::as_str);
        let (first, before) = (which.before.is_none(), which.before.unwrap_or(SignupId(uuid::Uuid::nil())));
        let about = match which.about {
            Some(Concern::Reference(value)) => Some((LIST_BY_REFERENCE, Print::Reference, value)),
            Some(Concern::Email(value)) => Some((LIST_BY_EMAIL, Print::Email, value)),
            None => None,
        };
        Ok(if let Some((statement, of, value)) = about {
            let print = sealing::print(&self.vault, self.source, of, &folded(of, value)).to_vec();
            let params: Params<'_> = &[&self.source, &status, &now, &first, &before, &which.limit, &print];
            self.conn.all::<Row>(statement, params).await?
        } else {
            self.conn.all::<Row>(LIST, &[&self.source, &status, &now, &first, &before, &which.limit]).await?
        })
    }

    /// Live sessions that concern the tenant's customer of this reference.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn live_signups_of(&mut self, reference: &str) -> Result<Vec<AnySignup>> {
        let print = sealing::print(&self.vault, self.source, Print::Reference, reference).to_vec();
        let rows = self.conn.all::<Row>(LIVE_BY_REFERENCE, &[&self.source, &print]).await?;
        readable(rows.into_iter().map(|row| row.read(&self.vault)))
    }

    /// Writes a move, with its event.
    ///
    /// # Errors
    /// [`Error::Stale`] when the session is no longer in the version that the move replaces.
    pub async fn apply<S: Stored>(&mut self, change: Move<S>, now: Moment) -> Result<Signup<S>> {
        let Move { signup, replaces, event } = change;
        let state = signup.state.stored();
        let params: Params<'_> = &[
            &self.source,
            &signup.facts.id,
            &replaces,
            &signup.version,
            &state.status.as_str(),
            &state.holder.map(|holder| holder.to_vec()),
            &state.progress.bits(),
            &state.tried,
            &state.customer,
            &state.subscription,
            &state.site,
            &state.failure.map(Failure::as_str),
            &state.started_at,
            &state.ended_at,
        ];
        if self.conn.execute(APPLY, params).await? == 0 {
            return Err(Error::Stale);
        }
        if let Some(event) = event {
            self.record(event, About::Signup(signup.facts.id, signup.version), now).await?;
        }
        Ok(signup)
    }

    /// Holds a live session until the end of this transaction: others who want to change it wait.
    ///
    /// # Errors
    /// [`Error::Stale`] when the session is no longer in this version.
    pub async fn hold_signup(&mut self, id: SignupId, version: i64) -> Result<()> {
        let held = self.conn.execute(HOLD, &[&self.source, &id, &version]).await?;
        if held == 0 { Err(Error::Stale) } else { Ok(()) }
    }

    /// Gives a session a new link; the old one stops working.
    ///
    /// # Errors
    /// [`Error::Stale`] when the session has changed since `version`.
    pub async fn renew_secret(&mut self, id: SignupId, version: i64, secret: &Fingerprint) -> Result<()> {
        let changed =
            self.conn.execute(NEW_SECRET, &[&self.source, &id, &version, &secret.as_slice()]).await?;
        if changed == 0 { Err(Error::Stale) } else { Ok(()) }
    }
}

impl System {
    /// The session that a link opens, and whose it is.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn signup_by_link(
        &mut self,
        secret: &Fingerprint,
        now: Moment,
    ) -> Result<Option<(Source, AnySignup)>> {
        let row = self.conn.optional(BY_SECRET, &[&secret.as_slice()]).await?;
        row.map(|row| self.with_source(row, now)).transpose()
    }

    /// The session of an id in a path, and whose it is.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn signup_by_id(&mut self, id: SignupId, now: Moment) -> Result<Option<(Source, AnySignup)>> {
        let row = self.conn.optional(FIND, &[&id]).await?;
        row.map(|row| self.with_source(row, now)).transpose()
    }

    fn with_source(&self, joined: Joined<Row, SourceRow>, now: Moment) -> Result<(Source, AnySignup)> {
        let Joined(signup, source) = joined;
        Ok((source.try_into()?, signup.read(&self.vault)?.at(now)))
    }

    /// Live sessions whose time is over, the longest overdue first: the next `limit` after those
    /// that were read before. What cannot be read is passed over.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn due_signups(&mut self, now: Moment, after: Due, limit: i64) -> Result<DueSignups> {
        let params: Params<'_> = &[&now, &after.0, &after.1, &limit];
        let rows = self.conn.all::<Row>(DUE, params).await?;
        let last = rows.last().map(|row| Due(row.expires_at, row.id));
        let read = |row: Row| Ok((row.source_id, row.read(&self.vault)?));
        Ok(DueSignups { signups: readable(rows.into_iter().map(read))?, last })
    }
}

/// Addresses are found whatever their capitals.
fn folded(of: Print, value: &str) -> String {
    if matches!(of, Print::Email) { value.to_lowercase() } else { value.to_owned() }
}
