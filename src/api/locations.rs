//! Fixed locations over JSON.

use axum::extract::State;
use axum::response::Response;

use super::body_reader::{BodyReader, FieldErrors};
use super::cursor;
use super::etag::{IfMatch, tagged};
use super::extract::{Caller, JsonBody, PathId};
use super::field_code::FieldCode;
use super::ids::{customer_id, location_id};
use super::problem::Problem;
use super::responses::{Location, Locations, Message};
use super::{BASE, idempotent_response};
use crate::actions::location;
use crate::app::App;
use crate::domain::ids::CustomerId;
use crate::domain::profile::validation::Code;
use crate::domain::tenant::location::{LocationFilter, Place, degrees};

/// The name under which the cursors of this list are sealed.
const LIST: &str = "locations";

/// Makes a location → 201.
pub async fn create(State(app): State<App>, sent: JsonBody) -> Result<Response, Problem> {
    let (mut customer, mut place) = (None, Place::default());
    for edit in read_edits(&sent, true)? {
        edit(&mut customer, &mut place);
    }
    let made = location::create(sent.bare.idempotent(&app), customer, &place, |made| {
        idempotent_response::created(format!("{BASE}/predefinedLocations/{}", made.id), &Location::from(made))
    });
    Ok(idempotent_response::send(made.await?.reply))
}

/// One location.
pub async fn read(State(app): State<App>, caller: Caller, PathId(id): PathId) -> Result<Response, Problem> {
    let location = location::read(&app, caller.source.id, location_id(&id)?).await?;
    Ok(tagged(location.version, &Location::from(&location)))
}

/// Changes what is mentioned, in the version that `If-Match` names.
pub async fn update(
    State(app): State<App>,
    PathId(id): PathId,
    condition: IfMatch,
    sent: JsonBody,
) -> Result<Response, Problem> {
    let edits = read_edits(&sent, false)?;
    let (source, id) = (sent.bare.caller.source.id, location_id(&id)?);
    let may = |version| condition.allows(version);
    let changed = location::update(&app, source, id, may, |location| {
        for edit in &edits {
            edit(&mut location.customer, &mut location.place);
        }
    });
    let location = changed.await?;
    Ok(tagged(location.version, &Location::from(&location)))
}

/// Removes a location.
pub async fn delete(State(app): State<App>, caller: Caller, PathId(id): PathId) -> Result<Response, Problem> {
    location::delete(&app, caller.source.id, location_id(&id)?).await?;
    Ok(idempotent_response::ok(&Message { message: "Location deleted." }))
}

/// Locations, newest first.
pub async fn list(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    let (query, source, errors) = (&caller.query, caller.source.id, FieldErrors::default());
    let (limit, before) = (query.limit(&errors), cursor::after(&app, source, LIST, query, &errors));
    let customer = query.id(&errors, "customerId", customer_id);
    let reference = query.line(&errors, "externalReferenceId");
    errors.check()?;
    let which = LocationFilter { customer, reference: reference.as_deref(), before, limit: limit + 1 };
    let mut locations = location::list(&app, source, &which).await?;
    let next_cursor =
        cursor::page(&app, source, LIST, &mut locations, limit, |location| location.id.to_string());
    let predefined_locations = locations.iter().map(Into::into).collect();
    Ok(idempotent_response::ok(&Locations { predefined_locations, next_cursor }))
}

/// One thing that a request says of a location.
type Edit = Box<dyn Fn(&mut Option<CustomerId>, &mut Place) + Send + Sync>;

/// A text that a location must have, what it says, and how it is read.
type Needed = (&'static str, &'static str, fn(&mut Place) -> &mut String, Read);

/// Reads a text.
type Read = fn(&BodyReader<'_>, &'static str) -> Option<String>;

/// A text that it may have, of at most so many characters.
type Other = (&'static str, fn(&mut Place) -> &mut Option<String>, usize);

const NEEDED: [Needed; 4] = [
    ("externalReferenceId", "your own id of the place, such as S-1001", |place| &mut place.reference, line),
    ("locationIdentifier", "what people call it, such as Main gate", |place| &mut place.identifier, line),
    (
        "latitude",
        "degrees north, such as -33.9249",
        |place| &mut place.latitude,
        |reader, name| angle(reader, name, 90.0),
    ),
    (
        "longitude",
        "degrees east, such as 18.4241",
        |place| &mut place.longitude,
        |reader, name| angle(reader, name, 180.0),
    ),
];

const OTHERS: [Other; 4] = [
    ("locationDescription", |place| &mut place.description, 2000),
    ("locationAdditionalInformation", |place| &mut place.additional, 2000),
    ("formattedAddress", |place| &mut place.address, 500),
    ("w3w", |place| &mut place.w3w, 100),
];

/// Reads what a request says; `whole` when it must say all that a location needs.
fn read_edits(sent: &JsonBody, whole: bool) -> Result<Vec<Edit>, Problem> {
    let errors = FieldErrors::default();
    let reader = BodyReader::new(&sent.object, &errors);
    let mut edits: Vec<Edit> = Vec::new();
    for (name, what, field, read) in NEEDED {
        if let Some(text) = needed(&reader, name, what, whole, read) {
            edits.push(Box::new(move |_, place| field(place).clone_from(&text)));
        }
    }
    for (name, field, most) in OTHERS.into_iter().filter(|(name, ..)| reader.member(name).is_some()) {
        let text = within(&reader, name, most);
        edits.push(Box::new(move |_, place| field(place).clone_from(&text)));
    }
    if reader.member("customerId").is_some() {
        let id = reader.integer("customerId").map(CustomerId);
        edits.push(Box::new(move |customer, _| *customer = id));
    }
    if reader.member("calloutLocationTypeId").is_some() {
        let id = reader.integer("calloutLocationTypeId");
        edits.push(Box::new(move |_, place| place.callout_type = id));
    }
    reader.finish(sent.strict);
    errors.check()?;
    Ok(edits)
}

fn needed(
    reader: &BodyReader<'_>,
    name: &'static str,
    what: &str,
    whole: bool,
    read: Read,
) -> Option<String> {
    let blank = reader
        .member(name)
        .is_some_and(|value| value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty()));
    if blank || (whole && reader.member(name).is_none()) {
        reader.error(name, FieldCode::Required, format!("{name} is required: {what}."));
        return None;
    }
    read(reader, name)
}

fn line(reader: &BodyReader<'_>, name: &'static str) -> Option<String> {
    within(reader, name, 255)
}

fn within(reader: &BodyReader<'_>, name: &'static str, most: usize) -> Option<String> {
    let text = reader.line(name)?;
    if text.chars().count() > most {
        reader.error_code(name, Code::TooLong(most));
    }
    Some(text)
}

/// Degrees as a string or as a number.
fn angle(reader: &BodyReader<'_>, name: &'static str, most: f64) -> Option<String> {
    let value = reader.value(name)?;
    let text = value.as_str().map(str::to_owned).or_else(|| value.is_number().then(|| value.to_string()));
    let angle = text.and_then(|text| degrees(&text, most));
    if angle.is_none() {
        reader.error(
            name,
            FieldCode::OutOfRange,
            format!("{name} must be degrees from -{most} to {most} in plain decimals, such as -33.9249."),
        );
    }
    angle
}
