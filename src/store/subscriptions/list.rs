//! Lists of subscriptions: a page reads a page, whatever it is asked for.

use super::{Row, Share, by_subscription, columns};
use crate::domain::ids::{CustomerId, SubscriptionId};
use crate::domain::moment::Moment;
use crate::domain::tenant::subscription::{Subscription, SubscriptionFilter};
use crate::error::Result;
use crate::store::db::{Params, Sql};
use crate::store::{Mode, View, page, statements};

statements! {
    LIST = page!(concat!("select ", columns!(), " from subscription"), [], "");
    LIST_OF_CUSTOMER = page!(concat!("select ", columns!(), " from subscription"), ["customer_id" = "$4"], "");
    // Of the subscriptions whose ids are in a text, with commas between them.
    DEPENDANTS_OF_PAGE = Sql::differing(
        "select subscription_id, customer.id from dependant join customer on customer.id = customer_id
         where dependant.source_id = $1 and subscription_id in (select value from json_each('[' || $2 || ']'))
           and deleted_at is null order by customer.id",
        "select subscription_id, customer.id from dependant join customer on customer.id = customer_id
         where dependant.source_id = $1 and subscription_id = any(cast('{' || $2 || '}' as bigint[]))
           and deleted_at is null order by customer.id",
    );
}

/// So many subscriptions are looked at for a page at most.
const MOST_SEEN: usize = 2000;

impl<M: Mode> View<M> {
    /// Subscriptions, newest first, and where the next page begins, if there is one.
    ///
    /// Whether one is active follows from the time and is in no index. So that a page costs a page, at most
    /// [`MOST_SEEN`] are looked at for it: it may be short, or empty, although there is a next one.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn subscriptions(
        &mut self,
        filter: &SubscriptionFilter,
        now: Moment,
    ) -> Result<(Vec<Subscription>, Option<SubscriptionId>)> {
        let (customer, limit) = (filter.customer, filter.limit);
        let fits = |subscription: &Subscription| {
            filter.active.is_none_or(|active| subscription.is_active(now) == active)
        };
        // Without a cursor the page begins behind the greatest id there could be.
        let mut before = filter.before.unwrap_or(SubscriptionId(i64::MAX));
        let (mut found, mut seen, mut is_open) = (Vec::new(), 0, true);
        self.conn.set_long();
        while is_open && found.len() <= limit && seen < MOST_SEEN {
            let rows = self.subscription_rows(customer, before, limit).await?;
            is_open = rows.len() >= limit;
            seen += rows.len();
            before = rows.last().map_or(before, |row| row.id);
            found.extend(rows.into_iter().map(|row| row.with(Vec::new())).filter(fits));
        }
        let next = if found.len() > limit {
            found.truncate(limit);
            found.last().map(|last| last.id)
        } else {
            is_open.then_some(before)
        };
        self.add_dependants(&mut found).await?;
        Ok((found, next))
    }

    async fn subscription_rows(
        &mut self,
        customer: Option<CustomerId>,
        before: SubscriptionId,
        limit: usize,
    ) -> Result<Vec<Row>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        Ok(match customer {
            Some(customer) => {
                self.conn.all(LIST_OF_CUSTOMER, &[&self.source, &before, &limit, &customer]).await?
            }
            None => self.conn.all(LIST, &[&self.source, &before, &limit]).await?,
        })
    }

    async fn add_dependants(&mut self, subscriptions: &mut [Subscription]) -> Result<()> {
        let ids: Vec<String> = subscriptions.iter().map(|subscription| subscription.id.to_string()).collect();
        let params: Params<'_> = &[&self.source, &ids.join(",")];
        let mut shares = by_subscription(self.conn.all::<Share>(DEPENDANTS_OF_PAGE, params).await?);
        for subscription in subscriptions {
            subscription.dependants = shares.remove(&subscription.id).unwrap_or_default();
        }
        Ok(())
    }
}
