//! Erasing: what is sealed of a person goes, and what a person is recognised by; ids, times and outcomes stay.

use super::db::{Params, Sql, record};
use super::{Mode, Tx, View, lock, statements};
use crate::domain::ids::{CustomerId, SignupId};
use crate::domain::moment::Moment;
use crate::error::{Error, Result};

/// Sessions and customers that are over since before `$2`, the oldest first, at most `$3`.
macro_rules! due {
    ($table:literal, $over:literal) => {
        Sql::same(concat!(
            "select id from ",
            $table,
            " where source_id = $1 and ",
            $over,
            " <= $2 and ",
            $over,
            " is not null
             and erased_at is null order by ",
            $over,
            " limit $3"
        ))
    };
}

/// How many of them there are.
macro_rules! count_due {
    ($table:literal, $over:literal) => {
        Sql::same(concat!(
            "select count(*) as due from ",
            $table,
            " where source_id = $1 and ",
            $over,
            " <= $2 and ",
            $over,
            " is not null and erased_at is null"
        ))
    };
}

statements! {
    LOCK_CUSTOMER = lock!(
        "select deleted_at, erased_at, reference_fingerprint from customer
         where id = $2 and source_id is not distinct from $1"
    );
    KNOWN = Sql::same("select id from customer where id = $2 and source_id is not distinct from $1");
    DUE_CUSTOMERS = due!("customer", "deleted_at");
    DUE_SIGNUPS = due!("signup", "ended_at");
    COUNT_DUE_CUSTOMERS = count_due!("customer", "deleted_at");
    COUNT_DUE_SIGNUPS = count_due!("signup", "ended_at");
    SIGNUPS_OF_CUSTOMER = Sql::same(
        "select id from signup where source_id = $1 and customer_id = $2 and customer_id is not null
         and erased_at is null order by id",
    );
    SIGNUPS_OF_REFERENCE = Sql::same(
        "select id from signup where source_id = $1 and reference_fingerprint = $2 and reference_fingerprint is not null
         and ended_at is not null and erased_at is null order by id",
    );
    FORGET_RESPONSES_ABOUT_CUSTOMER =
        Sql::same("delete from idempotency where source_id = $1 and customer_id = $2 and customer_id is not null");
    FORGET_RESPONSES_ABOUT_SIGNUP =
        Sql::same("delete from idempotency where source_id = $1 and signup_id = $2 and signup_id is not null");
    ERASE_CUSTOMER = Sql::same(
        "update customer set version = version + 1, mobile_fingerprint = $3, reference_fingerprint = null,
            erased_at = $4, updated_at = $4
         where id = $2 and source_id is not distinct from $1 and deleted_at is not null and erased_at is null
         returning version",
    );
    ERASE_SECTIONS = Sql::same("delete from customer_section where source_id = $1 and customer_id = $2");
    ERASE_SIGNUP = Sql::same(
        "update signup set version = version + 1, sealed_invitation = $3, reference_fingerprint = null,
            email_fingerprint = null, refused_mobile_fingerprints = $3, owner_fingerprint = null, disputed = null,
            resume_fingerprint = null, sealed_payment_reference = null, consents = null, erased_at = $4
         where id = $2 and source_id is not distinct from $1 and ended_at is not null and erased_at is null",
    );
    UNLINK_CONSENTS = Sql::same("update consent_event set signup_id = null where signup_id = $2 and source_id = $1");
    // Those of this very transaction say that it happened, and nothing else.
    ERASE_DELIVERIES_ABOUT_CUSTOMER = Sql::same(
        "delete from delivery where source_id = $1 and customer_id = $2 and customer_id is not null and created_at < $3",
    );
    ERASE_PROFILES_ON_THEIR_WAY = Sql::same(
        "delete from delivery where source_id = $1 and customer_id = $2 and customer_id is not null and with_profile",
    );
    ERASE_DELIVERIES_ABOUT_SIGNUP = Sql::same(
        "delete from delivery where source_id = $1 and signup_id = $2 and signup_id is not null and created_at < $3",
    );
}

record! {
    /// How far a customer is gone.
    #[derive(Debug)]
    pub struct Standing {
        /// When it was deleted.
        pub deleted_at: Option<Moment>,
        /// When it was erased.
        pub erased_at: Option<Moment>,
        /// By what the tenant's own id for it is recognised, if it has one.
        pub reference_fingerprint: Option<Vec<u8>>,
    }
}

record! {
    struct Customer { id: CustomerId }
}

record! {
    struct Signup { id: SignupId }
}

record! {
    struct Due { due: i64 }
}

record! {
    struct Erased { version: i64 }
}

impl<M: Mode> View<M> {
    /// Holds that there is, or was, such a customer.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn expect_any_customer(&mut self, id: CustomerId) -> Result<()> {
        self.conn.optional::<Customer>(KNOWN, &[&self.source, &id]).await?.map(drop).ok_or(Error::NotFound)
    }

    /// The sessions that a customer came of, but for those that are erased.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn signups_of(&mut self, customer: CustomerId) -> Result<Vec<SignupId>> {
        let rows = self.conn.all::<Signup>(SIGNUPS_OF_CUSTOMER, &[&self.source, &customer]).await?;
        Ok(rows.into_iter().map(|row| row.id).collect())
    }

    /// Customers that were deleted at this time or before and are not erased, at most so many.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn customers_to_erase(&mut self, before: Moment, limit: i64) -> Result<Vec<CustomerId>> {
        let rows = self.conn.all::<Customer>(DUE_CUSTOMERS, &[&self.source, &before, &limit]).await?;
        Ok(rows.into_iter().map(|row| row.id).collect())
    }

    /// Sessions that ended at this time or before and are not erased, at most so many.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn signups_to_erase(&mut self, before: Moment, limit: i64) -> Result<Vec<SignupId>> {
        let rows = self.conn.all::<Signup>(DUE_SIGNUPS, &[&self.source, &before, &limit]).await?;
        Ok(rows.into_iter().map(|row| row.id).collect())
    }

    /// How many customers and sessions there are that were over at these times and are not erased.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn count_to_erase(&mut self, customers: Moment, signups: Moment) -> Result<(i64, i64)> {
        self.conn.set_long();
        let customers = self.conn.one::<Due>(COUNT_DUE_CUSTOMERS, &[&self.source, &customers]).await?;
        let signups = self.conn.one::<Due>(COUNT_DUE_SIGNUPS, &[&self.source, &signups]).await?;
        Ok((customers.due, signups.due))
    }
}

impl Tx {
    /// Forgets the kept answers that tell of a customer. They are held before the customer is.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn forget_responses_about(&mut self, customer: CustomerId) -> Result<()> {
        self.conn.execute(FORGET_RESPONSES_ABOUT_CUSTOMER, &[&self.source, &customer]).await?;
        for id in self.signups_of(customer).await? {
            self.forget_responses_about_signup(id).await?;
        }
        Ok(())
    }

    /// Forgets the kept answers that tell of a session.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn forget_responses_about_signup(&mut self, id: SignupId) -> Result<()> {
        self.conn.execute(FORGET_RESPONSES_ABOUT_SIGNUP, &[&self.source, &id]).await?;
        Ok(())
    }

    /// Removes what was to be told of a customer with its whole profile.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn forget_profiles_on_their_way(&mut self, customer: CustomerId) -> Result<()> {
        self.conn.execute(ERASE_PROFILES_ON_THEIR_WAY, &[&self.source, &customer]).await?;
        Ok(())
    }

    /// Holds a customer, deleted or not, until the end of this transaction, and says how far it is gone.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn lock_customer_standing(&mut self, id: CustomerId) -> Result<Standing> {
        self.conn.optional::<Standing>(LOCK_CUSTOMER, &[&self.source, &id]).await?.ok_or(Error::NotFound)
    }

    /// Erases a deleted customer: its profile, what it is recognised by, and what was to be told of it. Says in which version
    /// it is then; nothing where it was erased before.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn erase_customer(&mut self, id: CustomerId, now: Moment) -> Result<Option<i64>> {
        let nothing = Vec::<u8>::new();
        let params: Params<'_> = &[&self.source, &id, &nothing, &now];
        let Some(Erased { version }) = self.conn.optional::<Erased>(ERASE_CUSTOMER, params).await? else {
            return Ok(None);
        };
        self.conn.execute(ERASE_SECTIONS, &[&self.source, &id]).await?;
        self.mode.changes.record("customer", id);
        self.conn.execute(ERASE_DELIVERIES_ABOUT_CUSTOMER, &[&self.source, &id, &now]).await?;
        Ok(Some(version))
    }

    /// The sessions that have ended and tell of a customer: those it came of, and those under its reference.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn signups_about(
        &mut self,
        customer: CustomerId,
        reference: Option<&Vec<u8>>,
    ) -> Result<Vec<SignupId>> {
        let mut ids = self.signups_of(customer).await?;
        if let Some(reference) = reference {
            let rows = self.conn.all::<Signup>(SIGNUPS_OF_REFERENCE, &[&self.source, reference]).await?;
            ids.extend(rows.into_iter().map(|row| row.id));
        }
        ids.sort_unstable();
        ids.dedup();
        Ok(ids)
    }

    /// Erases a session that has ended: what the tenant said of the person, what it is recognised by, and what
    /// was to be told of it. Says whether that was still to be done.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn erase_signup(&mut self, id: SignupId, now: Moment) -> Result<bool> {
        let nothing = Vec::<u8>::new();
        let erased = self.conn.execute(ERASE_SIGNUP, &[&self.source, &id, &nothing, &now]).await?;
        self.conn.execute(UNLINK_CONSENTS, &[&self.source, &id]).await?;
        self.mode.changes.record("session", id);
        self.conn.execute(ERASE_DELIVERIES_ABOUT_SIGNUP, &[&self.source, &id, &now]).await?;
        Ok(erased > 0)
    }
}
