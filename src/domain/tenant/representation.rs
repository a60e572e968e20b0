//! A customer as JSON, in answers and in webhooks; its profile and that profile's schema come from
//! the field table.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use crate::domain::ids::{CustomerId, LocationId, SourceId};
use crate::domain::moment::Moment;
use crate::domain::profile::answers::{Answers, YES};
use crate::domain::profile::validation::LONGEST_EMAIL;
use crate::domain::profile::{Field, Kind, api_fields};
use crate::domain::tenant::customer::Customer;

/// A customer with its whole profile: every member, `null` where there is nothing.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Customer")]
pub struct WholeCustomer<'a> {
    #[serde(flatten)]
    ids: CustomerIds,
    #[serde(flatten)]
    profile: Profile<'a>,
    /// The fixed locations that are linked to the customer.
    fixed_location_ids: &'a [LocationId],
    /// When the customer was made.
    created_at: Moment,
    /// When the customer last changed.
    updated_at: Moment,
}

impl<'a> From<&'a Customer> for WholeCustomer<'a> {
    fn from(customer: &'a Customer) -> Self {
        Self {
            ids: customer.into(),
            profile: Profile(&customer.profile),
            fixed_location_ids: &customer.locations,
            created_at: customer.created_at,
            updated_at: customer.updated_at,
        }
    }
}

/// A customer by its ids and your reference, without anything personal.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CustomerReferences<'a> {
    #[serde(flatten)]
    ids: CustomerIds,
    /// Your own id for the customer.
    external_reference_id: Option<&'a str>,
}

impl<'a> From<&'a Customer> for CustomerReferences<'a> {
    fn from(customer: &'a Customer) -> Self {
        Self { ids: customer.into(), external_reference_id: customer.profile.get("externalReferenceId") }
    }
}

/// A customer by its ids.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CustomerIds {
    /// The customer's id.
    id: CustomerId,
    /// The same.
    customer_id: CustomerId,
    /// You, as Enrol knows you.
    customer_source_id: SourceId,
}

impl CustomerIds {
    /// The ids of this customer of the source.
    #[must_use]
    pub fn new(source: SourceId, id: CustomerId) -> Self {
        Self { id, customer_id: id, customer_source_id: source }
    }
}

impl From<&Customer> for CustomerIds {
    fn from(customer: &Customer) -> Self {
        Self::new(customer.source, customer.id)
    }
}

/// The fields that the API speaks of, in the table's order.
struct Profile<'a>(&'a Answers);

impl Serialize for Profile<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        for field in api_fields() {
            match (field.kind, self.0.get(field.name)) {
                (Kind::YesNo, value) => map.serialize_entry(field.name, &value.map(|value| value == YES))?,
                (_, value) => map.serialize_entry(field.name, &value)?,
            }
        }
        map.end()
    }
}

impl JsonSchema for Profile<'_> {
    fn schema_name() -> Cow<'static, str> {
        "WrittenProfile".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<&str> = api_fields().map(|field| field.name).collect();
        json_schema!({ "type": "object", "properties": members(), "required": names })
    }
}

/// The schema of every field of the profile by its name.
#[must_use]
pub fn members() -> Map<String, Value> {
    api_fields().map(|field| (field.name.to_owned(), member(field))).collect()
}

/// A field of the table as a schema.
fn member(field: &Field) -> Value {
    let kind = if field.required { json!("string") } else { json!(["string", "null"]) };
    match field.kind {
        Kind::Line(most) | Kind::Text(most) => json!({ "type": kind, "maxLength": most }),
        Kind::ChoiceOrText(words, most) => json!({ "type": kind, "maxLength": most, "examples": words }),
        Kind::Plate(most) => {
            json!({ "type": kind, "description": format!("At most {most} characters, capitals without separators.") })
        }
        Kind::Email => {
            json!({ "type": kind, "maxLength": LONGEST_EMAIL, "description": "An e-mail address." })
        }
        Kind::Phone => {
            json!({ "type": kind, "description": "Any usual writing in, E.164 out.", "examples": ["+27821234567"] })
        }
        Kind::Date => {
            json!({ "type": kind, "description": "YYYY-MM-DD, from 1900 to today.", "examples": ["1985-02-28"] })
        }
        Kind::YesNo => json!({ "type": ["boolean", "null"] }),
        Kind::Choice(words) => {
            json!({ "type": ["string", "null"], "description": format!("One of {}.", words.join(", ")) })
        }
        Kind::Consent | Kind::Tick => json!({ "type": ["string", "null"] }),
    }
}
