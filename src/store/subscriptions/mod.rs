//! Subscriptions, and who shares them.

pub(super) mod list;

use std::collections::HashMap;

use super::db::{Params, Sql, record};
use super::{Mode, Tx, View, lock, statements};
use crate::domain::ids::{CustomerId, SubscriptionId, SubscriptionTypeId};
use crate::domain::moment::Moment;
use crate::domain::tenant::subscription::Subscription;
use crate::error::{Error, Result};

/// The columns of a [`Row`].
macro_rules! columns {
    () => {
        "id, type_id, customer_id, valid_from, valid_to, cancelled_at, version, created_at, updated_at"
    };
}

use columns;

/// A statement in whose middle an id is one of the subscriptions that a customer (`$2`) has, had or shares.
macro_rules! of_customer {
    ($($before:expr),+; $after:literal) => {
        Sql::differing(
            of_customer!(concat!($($before),+), " in (", ")", $after),
            // As an array it is known to be short.
            of_customer!(concat!($($before),+), " = any(array(", "))", $after),
        )
    };
    ($before:expr, $among:literal, $end:literal, $after:literal) => {
        concat!(
            $before,
            $among,
            "select id from subscription where source_id = $1 and customer_id = $2
             union select subscription_id from dependant where source_id = $1 and customer_id = $2",
            $end,
            $after
        )
    };
}

statements! {
    INSERT = Sql::same(concat!(
        "insert into subscription (source_id, type_id, customer_id, valid_from, valid_to, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $6) returning ", columns!()
    ));
    BY_ID = Sql::same(concat!("select ", columns!(), " from subscription where id = $2 and source_id is not distinct from $1"));
    LINK = Sql::same(concat!(
        "update subscription set customer_id = $3, version = version + 1, updated_at = $4
         where id = $2 and source_id is not distinct from $1 and customer_id is null and cancelled_at is null and valid_to > $4
         returning ", columns!()
    ));
    CUSTOMER_OF = Sql::same("select customer_id from subscription where id = $2 and source_id is not distinct from $1");
    LOCK = lock!("select id from subscription where id = $2 and source_id is not distinct from $1");
    RENEW = Sql::same(concat!(
        "update subscription set valid_to = $3, version = version + 1, updated_at = $4
         where id = $2 and source_id is not distinct from $1 and cancelled_at is null and valid_to > $4
         returning ", columns!()
    ));
    CANCEL = Sql::same(concat!(
        "update subscription set cancelled_at = $3, version = version + 1, updated_at = $3
         where id = $2 and source_id is not distinct from $1 and cancelled_at is null returning ", columns!()
    ));
    // One look into an index for what is the customer's own and one for what it shares.
    OF_CUSTOMER = of_customer!("select ", columns!(), " from subscription where source_id = $1 and id"; " order by id");
    DEPENDANTS_OF_CUSTOMER = of_customer!(
        "select subscription_id, customer.id from dependant join customer on customer.id = customer_id
         where dependant.source_id = $1 and subscription_id"; " and deleted_at is null order by customer.id"
    );
    LOCK_OF_CUSTOMER = Sql::differing(
        of_customer!("select id from subscription where source_id = $1 and id", " in (", ")", " order by id"),
        of_customer!(
            "select id from subscription where source_id = $1 and id", " = any(array(", "))",
            " order by id for no key update"
        ),
    );
    // Those that are cancelled or have lapsed show who shares them too.
    LEAVE_SHARED = Sql::same(concat!(
        "update subscription set version = version + 1, updated_at = $3
         where source_id = $1 and id in
            (select subscription_id from dependant where source_id = $1 and customer_id = $2)
         returning ", columns!()
    ));
    CANCEL_OF_CUSTOMER = Sql::same(concat!(
        "update subscription set cancelled_at = $3, version = version + 1, updated_at = $3
         where source_id = $1 and customer_id = $2 and cancelled_at is null and valid_to > $3 returning ", columns!()
    ));
    IN_THE_WAY = Sql::same(
        "select id from subscription
         where source_id = $1 and customer_id = $2 and id <> $3 and cancelled_at is null
           and ((valid_from < $5 and valid_to > $4) or (valid_from <= $6 and valid_to > $6)) limit 1",
    );
    DEPENDANTS = Sql::same(
        "select customer.id from dependant join customer on customer.id = customer_id
         where dependant.source_id = $1 and subscription_id = $2 and deleted_at is null order by customer.id",
    );
    DROP_DEPENDANTS = Sql::same("delete from dependant where source_id = $1 and subscription_id = $2");
    ADD_DEPENDANT = Sql::same(
        "insert into dependant (source_id, subscription_id, customer_id)
         select $1, $2, id from customer where source_id = $1 and id = $3 and deleted_at is null",
    );
}

record! {
    struct Row {
        id: SubscriptionId,
        type_id: SubscriptionTypeId,
        customer_id: Option<CustomerId>,
        valid_from: Moment,
        valid_to: Moment,
        cancelled_at: Option<Moment>,
        version: i64,
        created_at: Moment,
        updated_at: Moment,
    }
}

record! {
    struct Id { id: SubscriptionId }
}

record! {
    struct Owner { customer_id: Option<CustomerId> }
}

record! {
    struct Dependant { id: CustomerId }
}

record! {
    struct Share { subscription_id: SubscriptionId, id: CustomerId }
}

/// A subscription to be made.
#[derive(Debug, Clone, Copy)]
pub struct NewSubscription {
    /// Its kind, which must be the source's.
    pub type_id: SubscriptionTypeId,
    /// Whose it is, if anybody's yet.
    pub customer: Option<CustomerId>,
    /// From when it entitles, and until when.
    pub span: (Moment, Moment),
}

impl<M: Mode> View<M> {
    /// One subscription.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn subscription(&mut self, id: SubscriptionId) -> Result<Subscription> {
        let row = self.conn.optional::<Row>(BY_ID, &[&self.source, &id]).await?.ok_or(Error::NotFound)?;
        self.shared(row).await
    }

    /// Whose a subscription is, if anybody's.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn customer_of_subscription(&mut self, id: SubscriptionId) -> Result<Option<CustomerId>> {
        let row = self.conn.optional::<Owner>(CUSTOMER_OF, &[&self.source, &id]).await?;
        row.map(|row| row.customer_id).ok_or(Error::NotFound)
    }

    /// Every subscription a customer has, had or shares, oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn subscriptions_of(&mut self, customer: CustomerId) -> Result<Vec<Subscription>> {
        let rows = self.conn.all::<Row>(OF_CUSTOMER, &[&self.source, &customer]).await?;
        let params: Params<'_> = &[&self.source, &customer];
        let mut shares = by_subscription(self.conn.all::<Share>(DEPENDANTS_OF_CUSTOMER, params).await?);
        Ok(rows
            .into_iter()
            .map(|row| (shares.remove(&row.id), row))
            .map(|(with, row)| row.with(with.unwrap_or_default()))
            .collect())
    }

    /// Whether a customer has another subscription that is active now or at some time in the span.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn is_subscribed(
        &mut self,
        customer: CustomerId,
        but: Option<SubscriptionId>,
        (from, to): (Moment, Moment),
        now: Moment,
    ) -> Result<bool> {
        let but = but.unwrap_or(SubscriptionId(0));
        let params: Params<'_> = &[&self.source, &customer, &but, &from, &to, &now];
        Ok(self.conn.optional::<Id>(IN_THE_WAY, params).await?.is_some())
    }

    async fn shared(&mut self, row: Row) -> Result<Subscription> {
        let dependants = self.conn.all::<Dependant>(DEPENDANTS, &[&self.source, &row.id]).await?;
        Ok(row.with(dependants.into_iter().map(|row| row.id).collect()))
    }
}

impl Tx {
    /// Makes a subscription.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn add_subscription(&mut self, new: &NewSubscription, now: Moment) -> Result<Subscription> {
        let (from, to) = new.span;
        let params: Params<'_> = &[&self.source, &new.type_id, &new.customer, &from, &to, &now];
        let row = self.conn.one::<Row>(INSERT, params).await?;
        self.mode.changes.record("subscription", row.id);
        Ok(row.with(Vec::new()))
    }

    /// Gives a free subscription to a customer.
    ///
    /// # Errors
    /// [`Error::SubscriptionUnavailable`] when it is not the source's, taken, cancelled or lapsed.
    pub async fn link_subscription(
        &mut self,
        id: SubscriptionId,
        customer: CustomerId,
        now: Moment,
    ) -> Result<Subscription> {
        let row = self.conn.optional::<Row>(LINK, &[&self.source, &id, &customer, &now]).await?;
        self.mode.changes.record("subscription", id);
        self.shared(row.ok_or(Error::SubscriptionUnavailable)?).await
    }

    /// Holds a subscription until the end of this transaction, so that two changes do not mix.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn lock_subscription(&mut self, id: SubscriptionId) -> Result<()> {
        let held = self.conn.optional::<Id>(LOCK, &[&self.source, &id]).await?;
        held.map(|held| debug_assert_eq!(held.id, id)).ok_or(Error::NotFound)
    }

    /// Sets until when a subscription runs.
    ///
    /// # Errors
    /// [`Error::SubscriptionEnded`] when it is cancelled or has lapsed.
    pub async fn renew_subscription(
        &mut self,
        id: SubscriptionId,
        valid_to: Moment,
        now: Moment,
    ) -> Result<Subscription> {
        let row = self.conn.optional::<Row>(RENEW, &[&self.source, &id, &valid_to, &now]).await?;
        self.mode.changes.record("subscription", id);
        self.shared(row.ok_or(Error::SubscriptionEnded)?).await
    }

    /// Cancels a subscription, and gives it as it is then, without those who share it; nothing if it was before.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn cancel_subscription(
        &mut self,
        id: SubscriptionId,
        now: Moment,
    ) -> Result<Option<Subscription>> {
        let row = self.conn.optional::<Row>(CANCEL, &[&self.source, &id, &now]).await?;
        Ok(self.changed(row).pop())
    }

    /// Holds every subscription a customer has, had or shares, until the end of this transaction.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn lock_subscriptions_of(&mut self, customer: CustomerId) -> Result<()> {
        self.conn.all::<Id>(LOCK_OF_CUSTOMER, &[&self.source, &customer]).await.map(drop)?;
        Ok(())
    }

    /// Counts a change of each subscription that a customer shared until it was deleted just now, since those
    /// who share it are shown with it; gives them, without those who share them, as they are then.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn leave_shared_subscriptions(
        &mut self,
        dependant: CustomerId,
        now: Moment,
    ) -> Result<Vec<Subscription>> {
        let rows = self.conn.all::<Row>(LEAVE_SHARED, &[&self.source, &dependant, &now]).await?;
        Ok(self.changed(rows))
    }

    /// Cancels what a customer still has of subscriptions, and gives them as they are then, without those who share them.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn cancel_subscriptions_of(
        &mut self,
        customer: CustomerId,
        now: Moment,
    ) -> Result<Vec<Subscription>> {
        let rows = self.conn.all::<Row>(CANCEL_OF_CUSTOMER, &[&self.source, &customer, &now]).await?;
        Ok(self.changed(rows))
    }

    /// What was changed, without those who share it, told to the audit.
    fn changed(&mut self, rows: impl IntoIterator<Item = Row>) -> Vec<Subscription> {
        let told = rows.into_iter().inspect(|row| self.mode.changes.record("subscription", row.id));
        told.map(|row| row.with(Vec::new())).collect()
    }

    /// Replaces the whole set of those who share a subscription.
    ///
    /// # Errors
    /// [`Error::UnknownDependant`] when one of them is no customer of the source.
    pub async fn set_dependants(&mut self, id: SubscriptionId, dependants: &[CustomerId]) -> Result<()> {
        self.conn.execute(DROP_DEPENDANTS, &[&self.source, &id]).await?;
        self.mode.changes.record("subscription", id);
        for dependant in dependants {
            if self.conn.execute(ADD_DEPENDANT, &[&self.source, &id, dependant]).await? == 0 {
                return Err(Error::UnknownDependant);
            }
        }
        Ok(())
    }
}

/// Those who share each subscription.
fn by_subscription(shares: Vec<Share>) -> HashMap<SubscriptionId, Vec<CustomerId>> {
    let mut all: HashMap<SubscriptionId, Vec<CustomerId>> = HashMap::new();
    for share in shares {
        all.entry(share.subscription_id).or_default().push(share.id);
    }
    all
}

impl Row {
    fn with(self, dependants: Vec<CustomerId>) -> Subscription {
        Subscription {
            id: self.id,
            type_id: self.type_id,
            customer: self.customer_id,
            dependants,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            cancelled_at: self.cancelled_at,
            version: self.version,
            created_at: self.created_at,
            updated_at: self.updated_at,
        }
    }
}
