//! The shapes of request bodies. Only their schemas are used: bodies are read member by member, so that
//! every error is told at once. Tests hold both to the same members and the same limits.

#![expect(dead_code, reason = "the shapes are only described")]

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::json;

use super::flows::{NewPayment, Served};
use crate::api::responses::SectionName;
use crate::domain::ids::{CustomerId, SubscriptionId, SubscriptionTypeId};
use crate::domain::profile::api_fields;
use crate::domain::signup::flow::Flow;
use crate::domain::signup::prefill::Level;
use crate::domain::tenant::representation::members;
use crate::domain::webhook::event::Event;
use crate::domain::webhook::notifier::Method;

/// What you were given when your source was made.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Credentials {
    /// The public half.
    client_id: String,
    /// The secret half.
    client_secret: String,
}

/// What opens a signup session.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct NewSession {
    /// Where the browser goes at the end; begins with one of your registered return URLs.
    #[schemars(extend("examples" = ["https://app.example/signup/done"]))]
    return_url: String,
    /// Where somebody whose link has expired gets a new one; begins with one of your registered return URLs.
    #[schemars(extend("examples" = ["https://app.example/signup/done/new-link"]))]
    refresh_url: Option<String>,
    /// The address that the session concerns; the form shows it.
    #[schemars(length(max = 254))]
    email: Option<String>,
    /// Your own id for the customer.
    #[schemars(length(max = 255))]
    customer_reference_id: Option<String>,
    /// The site that the session concerns.
    site_details: Option<NewSiteDetails>,
    /// What you know of the person already; it fills the form.
    customer: Option<ProfileChange>,
    /// How freely the person may change members of `customer`: by their names; those that are not here are `suggested`.
    prefill: Option<BTreeMap<String, Level>>,
    /// Names of members of `customer` at the level `locked`: a shorthand for `prefill`.
    locked: Option<Vec<String>>,
    /// A subscription to make on finishing; never beside `subscriptionId`.
    subscription: Option<Terms>,
    /// A subscription that exists, to link on finishing; never beside `subscription`.
    subscription_id: Option<SubscriptionId>,
    /// What comes beside the form, in whatever order you name it; nothing, unless said.
    #[schemars(with = "Option<Vec<Served>>", extend("uniqueItems" = true))]
    flows: Option<Vec<Flow>>,
    /// Where the person pays; needed with the flow `payment`, and only there.
    payment: Option<NewPayment>,
    /// The sections to ask: some of those of your form, in its order. All of them, unless said.
    #[schemars(with = "Option<Vec<SectionName>>", length(min = 1), extend("uniqueItems" = true))]
    sections: Option<Vec<String>>,
    /// The language of the pages, such as `en`.
    #[schemars(length(max = 35))]
    locale: Option<String>,
    // No `default` in schemas: client generators take such a member for one that must be there.
    /// For how many seconds the session can be finished; a week (604800), unless said.
    #[schemars(range(min = 300, max = 1_814_400))]
    expires_in: Option<i64>,
    /// Comes back with the browser as it is.
    #[schemars(length(max = 512))]
    state: Option<String>,
    /// Your own notes: at most 20 pairs, names of at most 40 characters.
    #[schemars(with = "Option<Metadata>")]
    metadata: Option<BTreeMap<String, String>>,
}

/// The site that a session concerns.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
struct NewSiteDetails {
    /// What people call it.
    #[schemars(length(max = 255))]
    site_name: Option<String>,
    /// Your own id for it; one of a location that nobody has links that location to the new customer.
    #[schemars(length(max = 255))]
    site_reference_id: Option<String>,
}

struct Metadata;

impl JsonSchema for Metadata {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Metadata".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "maxProperties": 20,
            "additionalProperties": { "type": "string", "maxLength": 500 },
        })
    }
}

/// A subscription to make.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Terms {
    /// One of your subscription types.
    subscription_type_id: SubscriptionTypeId,
    /// From when it entitles: a time (RFC 3339), or a date, which means its midnight in UTC. Now, unless said.
    valid_from: Option<String>,
    /// Until when, as `validFrom`. As many months later as its type says, unless said.
    valid_to: Option<String>,
}

/// What makes a customer.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct NewCustomer {
    /// The profile of the person.
    customer: Profile,
    /// A subscription to make with the customer; never beside `subscriptionId`.
    subscription: Option<Terms>,
    /// A subscription that exists and is nobody's, to link; never beside `subscription`.
    subscription_id: Option<SubscriptionId>,
}

/// What changes a customer.
#[derive(JsonSchema)]
pub struct CustomerChange {
    /// What is to change: absent members stay, `null` clears.
    customer: ProfileChange,
}

struct Profile;

impl JsonSchema for Profile {
    fn schema_name() -> Cow<'static, str> {
        "Profile".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let required: Vec<&str> =
            api_fields().filter(|field| field.required).map(|field| field.name).collect();
        json_schema!({
            "description": "A person's profile.",
            "type": "object",
            "properties": members(),
            "required": required,
        })
    }
}

struct ProfileChange;

impl JsonSchema for ProfileChange {
    fn schema_name() -> Cow<'static, str> {
        "ProfileChange".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let mut members = members();
        for field in api_fields().filter(|field| field.required) {
            members[field.name]["minLength"] = json!(1);
        }
        let what = "Some of a person's profile. Of a customer, `null` clears a member that is not required.";
        json_schema!({ "description": what, "type": "object", "properties": members })
    }
}

/// What makes a subscription.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct NewSubscription {
    /// Whose it is; nobody's yet, unless said.
    customer_id: Option<CustomerId>,
    #[schemars(flatten)]
    terms: Terms,
    /// The customers who share it; for family types only.
    #[schemars(length(max = 200))]
    dependant_customer_ids: Option<Vec<CustomerId>>,
}

/// What changes a subscription: at least one of the two.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct SubscriptionChange {
    /// Its new end: a time (RFC 3339), or a date, which means its midnight in UTC.
    valid_to: Option<String>,
    /// Replaces all who share it; for family types only.
    #[schemars(length(max = 200))]
    dependant_customer_ids: Option<Vec<CustomerId>>,
}

/// What makes a fixed location.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct NewLocation {
    /// Your own id for it, unique among yours.
    #[schemars(length(min = 1, max = 255))]
    external_reference_id: String,
    /// What people call it.
    #[schemars(length(min = 1, max = 255))]
    location_identifier: String,
    /// Degrees north, in plain decimals.
    latitude: Degrees,
    /// Degrees east, in plain decimals.
    longitude: Degrees,
    /// The customer to link it to.
    customer_id: Option<CustomerId>,
    /// The kind of place in your own numbers.
    callout_location_type_id: Option<i64>,
    /// What it is, in words.
    #[schemars(length(max = 2000))]
    location_description: Option<String>,
    /// What responders should know about it.
    #[schemars(length(max = 2000))]
    location_additional_information: Option<String>,
    /// Its address on one line.
    #[schemars(length(max = 500))]
    formatted_address: Option<String>,
    /// Its three words.
    #[schemars(length(max = 100))]
    w3w: Option<String>,
}

struct Degrees;

impl JsonSchema for Degrees {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Degrees".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "number"] })
    }
}

/// A location's members, none of which must be there.
pub struct LocationChange;

impl JsonSchema for LocationChange {
    fn schema_name() -> Cow<'static, str> {
        "LocationChange".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = NewLocation::json_schema(generator);
        schema.remove("required");
        schema.insert("description".to_owned(), "What changes a fixed location: absent members stay.".into());
        schema
    }
}

/// Where you want your events sent.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct NewNotifier {
    /// Where webhooks are posted: `https`, on the public internet.
    #[schemars(extend("examples" = ["https://app.example/enrol-events"]))]
    url: String,
    /// The events that you want to be told of.
    #[schemars(with = "Vec<Notifiable>", length(min = 1))]
    events: Vec<Event>,
    /// How; there is no other way.
    method: Option<Method>,
    /// Headers that each webhook carries besides: at most 20.
    headers: Option<BTreeMap<String, String>>,
    /// Whether webhooks about customers carry the whole profile, medical members included; not, unless said.
    include_profile: Option<bool>,
}

struct Notifiable;

impl JsonSchema for Notifiable {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Notifiable".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let events: Vec<Event> = Event::all_notifiable().collect();
        json_schema!({ "type": "string", "enum": events })
    }
}
