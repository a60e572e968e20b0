//! Fixed locations over JSON.

use axum::Json;
use axum::extract::{Path, Query as RawQuery, State};
use axum::response::Response;
use serde_json::{Value, json};

use super::caller::{Caller, Sent};
use super::cursor::{self, Query};
use super::customers::number;
use super::problem::Problem;
use super::reader::{Faults, Reader};
use super::{BASE, reply};
use crate::actions::once::Once;
use crate::actions::{location, once};
use crate::app::App;
use crate::domain::check::Code;
use crate::domain::ids::{CustomerId, LocationId};
use crate::domain::location::{Location, Place, degrees};
use crate::error::Error;

/// The name under which the cursors of this list are sealed.
const LIST: &str = "locations";

/// Makes a location → 201.
pub async fn create(State(app): State<App>, sent: Sent) -> Result<Response, Problem> {
    let change = Change::read(&sent, true)?;
    let mut work = match once::begin(&app, sent.caller.source.id, &sent.once).await? {
        Once::Again(kept) => return Ok(reply::again(kept)),
        Once::First(work) => work,
    };
    let (now, mut place) = (work.now, Place::default());
    let customer = change.customer.flatten();
    change.apply(&mut place);
    let location = location::create(&mut work.tx, customer, place, now).await?;
    let at = format!("{BASE}/predefinedLocations/{}", location.id);
    reply::created(work, Some(at), &write(&location)).await
}

/// One location.
pub async fn read(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Value>, Problem> {
    Ok(Json(write(&location::read(&app, caller.source.id, location_id(&id)?).await?)))
}

/// Changes what is mentioned.
pub async fn update(
    State(app): State<App>,
    Path(id): Path<String>,
    sent: Sent,
) -> Result<Json<Value>, Problem> {
    let change = Change::read(&sent, false)?;
    let changed = location::update(&app, sent.caller.source.id, location_id(&id)?, |location| {
        if let Some(customer) = change.customer {
            location.customer = customer;
        }
        change.apply(&mut location.place);
    });
    Ok(Json(write(&changed.await?)))
}

/// Removes a location.
pub async fn delete(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Value>, Problem> {
    location::delete(&app, caller.source.id, location_id(&id)?).await?;
    Ok(Json(json!({ "message": "Location deleted." })))
}

/// Locations, newest first.
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    RawQuery(pairs): RawQuery<Vec<(String, String)>>,
) -> Result<Json<Value>, Problem> {
    let (query, source) = (Query::new(pairs)?, caller.source.id);
    let limit = query.limit()?;
    let before = query.after(&app, source, LIST)?;
    let mut locations = location::list(&app, source, before, limit + 1).await?;
    let next = cursor::page(&app, source, LIST, &mut locations, limit, |location| location.id.to_string());
    let locations: Vec<Value> = locations.iter().map(write).collect();
    Ok(Json(json!({ "predefinedLocations": locations, "nextCursor": next })))
}

/// What a request says of a location; `None` where it says nothing, `Some(None)` where it clears.
struct Change {
    customer: Option<Option<CustomerId>>,
    callout_type: Option<Option<i64>>,
    needed: [(fn(&mut Place) -> &mut String, Option<String>); 4],
    others: [(fn(&mut Place) -> &mut Option<String>, Option<Option<String>>); 4],
}

impl Change {
    fn read(sent: &Sent, whole: bool) -> Result<Self, Problem> {
        let faults = Faults::default();
        let reader = Reader::new(&sent.object, &faults);
        let change = Self {
            customer: reader.member("customerId").map(|_| reader.integer("customerId").map(CustomerId)),
            callout_type: reader
                .member("calloutLocationTypeId")
                .map(|_| reader.integer("calloutLocationTypeId")),
            needed: [
                (|place| &mut place.reference, needed(&reader, "externalReferenceId", whole, line)),
                (|place| &mut place.identifier, needed(&reader, "locationIdentifier", whole, line)),
                (
                    |place| &mut place.latitude,
                    needed(&reader, "latitude", whole, |reader, name| angle(reader, name, 90.0)),
                ),
                (
                    |place| &mut place.longitude,
                    needed(&reader, "longitude", whole, |reader, name| angle(reader, name, 180.0)),
                ),
            ],
            others: [
                (|place| &mut place.description, other(&reader, "locationDescription", 2000)),
                (|place| &mut place.additional, other(&reader, "locationAdditionalInformation", 2000)),
                (|place| &mut place.address, other(&reader, "formattedAddress", 500)),
                (|place| &mut place.w3w, other(&reader, "w3w", 100)),
            ],
        };
        reader.finish(sent.strict);
        faults.check()?;
        Ok(change)
    }

    fn apply(self, place: &mut Place) {
        for (field, value) in self.needed {
            if let Some(value) = value {
                *field(place) = value;
            }
        }
        for (field, value) in self.others {
            if let Some(value) = value {
                *field(place) = value;
            }
        }
        if let Some(kind) = self.callout_type {
            place.callout_type = kind;
        }
    }
}

fn needed(
    reader: &Reader<'_>,
    name: &'static str,
    whole: bool,
    read: impl Fn(&Reader<'_>, &'static str) -> Option<String>,
) -> Option<String> {
    let blank = reader
        .member(name)
        .is_some_and(|value| value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty()));
    if blank || (whole && reader.member(name).is_none()) {
        reader.fault_code(name, Code::Required);
        return None;
    }
    read(reader, name)
}

fn other(reader: &Reader<'_>, name: &'static str, most: usize) -> Option<Option<String>> {
    reader.member(name).map(|_| within(reader, name, most))
}

fn line(reader: &Reader<'_>, name: &'static str) -> Option<String> {
    within(reader, name, 255)
}

fn within(reader: &Reader<'_>, name: &'static str, most: usize) -> Option<String> {
    let text = reader.line(name)?;
    if text.chars().count() > most {
        reader.fault_code(name, Code::TooLong(most));
    }
    Some(text)
}

/// Degrees as a string or as a number.
fn angle(reader: &Reader<'_>, name: &'static str, most: f64) -> Option<String> {
    let value = reader.value(name)?;
    let text = value.as_str().map(str::to_owned).or_else(|| value.is_number().then(|| value.to_string()));
    let angle = text.and_then(|text| degrees(&text, most));
    if angle.is_none() {
        reader.fault(
            name,
            "out_of_range",
            format!("{name} must be degrees from -{most} to {most}, in plain decimals."),
        );
    }
    angle
}

fn write(location: &Location) -> Value {
    let place = &location.place;
    json!({
        "id": location.id,
        "customerSourceId": location.source,
        "customerId": location.customer,
        "externalReferenceId": place.reference,
        "locationIdentifier": place.identifier,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "calloutLocationTypeId": place.callout_type,
        "locationDescription": place.description,
        "locationAdditionalInformation": place.additional,
        "formattedAddress": place.address,
        "w3w": place.w3w,
        "createdAt": location.created_at,
        "updatedAt": location.updated_at,
    })
}

fn location_id(text: &str) -> Result<LocationId, Error> {
    number(text).map(LocationId)
}
