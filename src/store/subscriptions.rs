//! Subscriptions and their types.

use super::db::{Params, Sql, record};
use super::{Tx, statements};
use crate::domain::ids::{CustomerId, SubscriptionId, SubscriptionTypeId};
use crate::domain::moment::Moment;
use crate::domain::subscription::{Subscription, SubscriptionType};
use crate::error::{Error, Result};

/// The columns of a [`Row`].
macro_rules! columns {
    () => {
        "id, type_id, customer_id, valid_from, valid_to, cancelled_at, created_at, updated_at"
    };
}

statements! {
    TYPES = Sql::same(
        "select id, name, description, is_family, months from subscription_type where source_id = $1 order by id",
    );
    TYPE = Sql::same(
        "select id, name, description, is_family, months from subscription_type where source_id = $1 and id = $2",
    );
    ADD_TYPE = Sql::same(
        "insert into subscription_type (source_id, name, description, is_family, months, created_at)
         values ($1, $2, $3, $4, $5, $6) on conflict (source_id, name) do nothing returning id",
    );
    INSERT = Sql::same(concat!(
        "insert into subscription (source_id, type_id, customer_id, valid_from, valid_to, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $6) returning ", columns!()
    ));
    BY_ID = Sql::same(concat!("select ", columns!(), " from subscription where source_id = $1 and id = $2"));
    LINK = Sql::same(concat!(
        "update subscription set customer_id = $3, updated_at = $4
         where source_id = $1 and id = $2 and customer_id is null and cancelled_at is null and valid_to > $4
         returning ", columns!()
    ));
    OF_CUSTOMER = Sql::same(concat!(
        "select ", columns!(), " from subscription where source_id = $1 and customer_id = $2 order by id"
    ));
    CANCEL_OF_CUSTOMER = Sql::same(
        "update subscription set cancelled_at = $3, updated_at = $3
         where source_id = $1 and customer_id = $2 and cancelled_at is null and valid_to > $3 returning id",
    );
}

record! {
    struct TypeRow {
        id: SubscriptionTypeId,
        name: String,
        description: String,
        is_family: bool,
        months: i64,
    }
}

record! {
    struct Row {
        id: SubscriptionId,
        type_id: SubscriptionTypeId,
        customer_id: Option<CustomerId>,
        valid_from: Moment,
        valid_to: Moment,
        cancelled_at: Option<Moment>,
        created_at: Moment,
        updated_at: Moment,
    }
}

record! {
    struct TypeId { id: SubscriptionTypeId }
}

record! {
    struct Id { id: SubscriptionId }
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

impl Tx {
    /// The kinds that the source offers, oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn subscription_types(&mut self) -> Result<Vec<SubscriptionType>> {
        let rows = self.conn.all::<TypeRow>(TYPES, &[&self.source]).await?;
        Ok(rows.into_iter().map(SubscriptionType::from).collect())
    }

    /// One kind.
    ///
    /// # Errors
    /// [`Error::UnknownType`] when the source does not offer it.
    pub async fn subscription_type(&mut self, id: SubscriptionTypeId) -> Result<SubscriptionType> {
        let row = self.conn.optional::<TypeRow>(TYPE, &[&self.source, &id]).await?;
        row.map(SubscriptionType::from).ok_or(Error::UnknownType)
    }

    /// Offers one more kind; `None` when the source has one of this name.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn add_subscription_type(
        &mut self,
        name: &str,
        description: &str,
        is_family: bool,
        months: u32,
        now: Moment,
    ) -> Result<Option<SubscriptionTypeId>> {
        let params: Params<'_> = &[&self.source, &name, &description, &is_family, &i64::from(months), &now];
        Ok(self.conn.optional::<TypeId>(ADD_TYPE, params).await?.map(|row| row.id))
    }

    /// Makes a subscription.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn add_subscription(&mut self, new: &NewSubscription, now: Moment) -> Result<Subscription> {
        let (from, to) = new.span;
        let params: Params<'_> = &[&self.source, &new.type_id, &new.customer, &from, &to, &now];
        Ok(self.conn.one::<Row>(INSERT, params).await?.into())
    }

    /// One subscription.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn subscription(&mut self, id: SubscriptionId) -> Result<Subscription> {
        let row = self.conn.optional::<Row>(BY_ID, &[&self.source, &id]).await?;
        row.map(Subscription::from).ok_or(Error::NotFound)
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
        row.map(Subscription::from).ok_or(Error::SubscriptionUnavailable)
    }

    /// Every subscription a customer has or had, oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn subscriptions_of(&mut self, customer: CustomerId) -> Result<Vec<Subscription>> {
        let rows = self.conn.all::<Row>(OF_CUSTOMER, &[&self.source, &customer]).await?;
        Ok(rows.into_iter().map(Subscription::from).collect())
    }

    /// Cancels what a customer still has of subscriptions, and says which those were.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn cancel_subscriptions_of(
        &mut self,
        customer: CustomerId,
        now: Moment,
    ) -> Result<Vec<SubscriptionId>> {
        let rows = self.conn.all::<Id>(CANCEL_OF_CUSTOMER, &[&self.source, &customer, &now]).await?;
        Ok(rows.into_iter().map(|row| row.id).collect())
    }
}

impl From<TypeRow> for SubscriptionType {
    fn from(row: TypeRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            description: row.description,
            is_family: row.is_family,
            months: u32::try_from(row.months).unwrap_or_default(),
        }
    }
}

impl From<Row> for Subscription {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            type_id: row.type_id,
            customer: row.customer_id,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            cancelled_at: row.cancelled_at,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}
