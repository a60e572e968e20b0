//! Ids in paths: whole numbers in their one spelling. What is no id is nobody's.

use crate::domain::ids::{CustomerId, LocationId, SubscriptionId};
use crate::error::Error;

/// The id of a customer.
pub fn customer_id(text: &str) -> Result<CustomerId, Error> {
    number(text).map(CustomerId)
}

/// The id of a subscription.
pub fn subscription_id(text: &str) -> Result<SubscriptionId, Error> {
    number(text).map(SubscriptionId)
}

/// The id of a fixed location.
pub fn location_id(text: &str) -> Result<LocationId, Error> {
    number(text).map(LocationId)
}

fn number(text: &str) -> Result<i64, Error> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    text.parse().ok().filter(|_| plain).ok_or(Error::NotFound)
}
