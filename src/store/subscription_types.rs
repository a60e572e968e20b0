//! The kinds of subscription that a source offers.

use super::db::{Params, Sql, record};
use super::{Mode, Tx, View, statements};
use crate::domain::ids::SubscriptionTypeId;
use crate::domain::moment::Moment;
use crate::domain::tenant::subscription::{SubscriptionType, TypeChange};
use crate::error::{Error, Result};

statements! {
    ALL = Sql::same(
        "select id, name, description, is_family, months from subscription_type where source_id = $1 order by id",
    );
    ONE = Sql::same(
        "select id, name, description, is_family, months from subscription_type where id = $2 and source_id is not distinct from $1",
    );
    // Where another one of the source has the name, nothing.
    UPDATE = Sql::same(
        "update subscription_type set name = coalesce($3, name), description = coalesce($4, description), months = coalesce($5, months)
         where id = $2 and source_id is not distinct from $1
           and not exists (select 1 from subscription_type as other where other.source_id = $1 and other.name = $3 and other.id <> $2)
         returning id, name, description, is_family, months",
    );
    INSERT = Sql::same(
        "insert into subscription_type (source_id, name, description, is_family, months, created_at)
         values ($1, $2, $3, $4, $5, $6) on conflict (source_id, name) do nothing returning id",
    );
}

record! {
    struct Row {
        id: SubscriptionTypeId,
        name: String,
        description: String,
        is_family: bool,
        months: i64,
    }
}

record! {
    struct Id { id: SubscriptionTypeId }
}

impl<M: Mode> View<M> {
    /// The kinds that the source offers, oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn subscription_types(&mut self) -> Result<Vec<SubscriptionType>> {
        let rows = self.conn.all::<Row>(ALL, &[&self.source]).await?;
        Ok(rows.into_iter().map(SubscriptionType::from).collect())
    }

    /// One kind.
    ///
    /// # Errors
    /// [`Error::UnknownType`] when the source does not offer it.
    pub async fn subscription_type(&mut self, id: SubscriptionTypeId) -> Result<SubscriptionType> {
        let row = self.conn.optional::<Row>(ONE, &[&self.source, &id]).await?;
        row.map(SubscriptionType::from).ok_or(Error::UnknownType)
    }
}

impl Tx {
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
        let id = self.conn.optional::<Id>(INSERT, params).await?.map(|row| row.id);
        if let Some(id) = id {
            self.mode.changes.record("subscription type", id);
        }
        Ok(id)
    }

    /// Changes a kind that is there; `None` when the source has another one of this name.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn update_subscription_type(
        &mut self,
        id: SubscriptionTypeId,
        change: &TypeChange<'_>,
    ) -> Result<Option<SubscriptionType>> {
        let [name, description] = [change.name, change.description].map(|text| text.map(str::to_owned));
        let months = change.months.map(i64::from);
        let params: Params<'_> = &[&self.source, &id, &name, &description, &months];
        let changed = self.conn.optional::<Row>(UPDATE, params).await?;
        self.mode.changes.record("subscription type", id);
        Ok(changed.map(SubscriptionType::from))
    }
}

impl From<Row> for SubscriptionType {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            name: row.name,
            description: row.description,
            is_family: row.is_family,
            months: u32::try_from(row.months).unwrap_or_default(),
        }
    }
}
