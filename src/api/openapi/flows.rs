//! The shapes of request bodies that flows bring along. As in `requests`, only their schemas are used.

#![expect(dead_code, reason = "the shapes are only described")]

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::domain::signup::flow::Flow;
use crate::domain::signup::payment::PaymentStatus;

/// A page of yours that takes the money.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct NewPayment {
    /// Its address; begins with one of your registered payment URLs.
    #[schemars(extend("examples" = ["https://pay.example/checkout/7"]))]
    url: String,
}

/// What became of a payment.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct PaymentWord {
    /// Whether the money is there.
    #[schemars(with = "Told")]
    status: PaymentStatus,
    /// Your own id for the payment.
    #[schemars(length(max = 255))]
    reference: Option<String>,
    /// With `failed`: whether it is not to be tried again, which ends the session; not, unless said.
    #[schemars(rename = "final")]
    is_final: Option<bool>,
}

struct Told;

impl JsonSchema for Told {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Told".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "enum": [PaymentStatus::Succeeded, PaymentStatus::Failed] })
    }
}

/// A flow that is served.
pub struct Served;

impl JsonSchema for Served {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Served".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "enum": Flow::SERVED })
    }
}
