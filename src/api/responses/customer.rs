//! Responses about customers.

use schemars::JsonSchema;
use serde::Serialize;

use super::Subscription;
use crate::domain::tenant::customer;
use crate::domain::tenant::representation::WholeCustomer;

/// A customer, and the subscription that was made or linked with it.
#[derive(Serialize, JsonSchema)]
pub struct CustomerAnswer<'a> {
    /// What was done, in a sentence.
    message: &'static str,
    /// The customer.
    customer: WholeCustomer<'a>,
    /// The subscription that was made or linked with the customer.
    #[schemars(with = "Subscription")]
    #[serde(skip_serializing_if = "Option::is_none")]
    subscription: Option<Subscription>,
}

impl<'a> CustomerAnswer<'a> {
    /// The answer about this customer.
    pub fn new(message: &'static str, customer: &'a customer::Customer) -> Self {
        Self { message, customer: customer.into(), subscription: None }
    }

    /// With the subscription that came with it.
    pub fn with(self, subscription: Option<Subscription>) -> Self {
        Self { subscription, ..self }
    }
}

/// A page of customers, newest first.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Customers<'a> {
    /// The customers.
    pub customers: Vec<WholeCustomer<'a>>,
    /// The `cursor` of the next page; `null` on the last.
    pub next_cursor: Option<String>,
}
