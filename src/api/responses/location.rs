//! Responses about fixed locations.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::ids::{CustomerId, LocationId, SourceId};
use crate::domain::moment::Moment;
use crate::domain::tenant::location;

/// A fixed location.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Location<'a> {
    /// Its id.
    id: LocationId,
    /// You, as Enrol knows you.
    customer_source_id: SourceId,
    /// The customer it is linked to.
    customer_id: Option<CustomerId>,
    /// Your own id for it.
    external_reference_id: &'a str,
    /// What people call it.
    location_identifier: &'a str,
    /// Degrees north.
    latitude: &'a str,
    /// Degrees east.
    longitude: &'a str,
    /// The kind of place in your own numbers.
    callout_location_type_id: Option<i64>,
    /// What it is, in words.
    location_description: Option<&'a str>,
    /// What responders should know about it.
    location_additional_information: Option<&'a str>,
    /// Its address on one line.
    formatted_address: Option<&'a str>,
    /// Its three words.
    w3w: Option<&'a str>,
    /// When it was made.
    created_at: Moment,
    /// When it last changed.
    updated_at: Moment,
}

impl<'a> From<&'a location::Location> for Location<'a> {
    fn from(location: &'a location::Location) -> Self {
        let place = &location.place;
        Self {
            id: location.id,
            customer_source_id: location.source,
            customer_id: location.customer,
            external_reference_id: &place.reference,
            location_identifier: &place.identifier,
            latitude: &place.latitude,
            longitude: &place.longitude,
            callout_location_type_id: place.callout_type,
            location_description: place.description.as_deref(),
            location_additional_information: place.additional.as_deref(),
            formatted_address: place.address.as_deref(),
            w3w: place.w3w.as_deref(),
            created_at: location.created_at,
            updated_at: location.updated_at,
        }
    }
}

/// A page of fixed locations, newest first.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Locations<'a> {
    /// The locations.
    pub predefined_locations: Vec<Location<'a>>,
    /// The `cursor` of the next page; `null` on the last.
    pub next_cursor: Option<String>,
}
