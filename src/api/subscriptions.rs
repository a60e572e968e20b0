//! Subscriptions: their types, and those of a customer.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::body_reader::{BodyReader, FieldErrors};
use super::cursor;
use super::etag::{IfMatch, tagged};
use super::extract::{Caller, JsonBody, PathId};
use super::field_code::FieldCode;
use super::ids::{customer_id, subscription_id};
use super::problem::Problem;
use super::rate_limit::RateLimit;
use super::responses::{Message, Subscription, SubscriptionChanged, SubscriptionType, Subscriptions};
use super::{BASE, idempotent_response};
use crate::actions::subscription::{self, NewSubscriptionRequest};
use crate::app::App;
use crate::domain::ids::{CustomerId, SubscriptionId, SubscriptionTypeId};
use crate::domain::moment::Moment;
use crate::domain::tenant::subscription::{SubscriptionFilter, SubscriptionRequest, Terms};
use crate::error::Error;

/// The name under which the cursors of this list are sealed.
const LIST: &str = "subscriptions";

/// The kinds that the source offers.
pub async fn types(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    let types = subscription::types(&app, caller.source.id).await?;
    Ok(idempotent_response::ok(&types.iter().map(SubscriptionType::from).collect::<Vec<_>>()))
}

/// Every subscription a customer has, had or shares; says how many reads are left.
pub async fn of_customer(
    State(app): State<App>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<Response, Problem> {
    let (room, subscriptions) = subscription::of_customer(&app, caller.source.id, customer_id(&id)?).await?;
    let subscriptions: Vec<_> = subscriptions.iter().map(Subscription::from).collect();
    Ok((RateLimit::left(room), idempotent_response::ok(&subscriptions)).into_response())
}

/// Subscriptions, newest first.
pub async fn list(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    let (query, source, errors) = (&caller.query, caller.source.id, FieldErrors::default());
    let (limit, before) = (query.limit(&errors), cursor::after(&app, source, LIST, query, &errors));
    let customer = query.id(&errors, "customerId", customer_id);
    let active = query.boolean(&errors, "active");
    errors.check()?;
    let limit = usize::try_from(limit).unwrap_or_default();
    let which = SubscriptionFilter { customer, active, before, limit };
    let (subscriptions, next) = subscription::list(&app, source, &which).await?;
    let next_cursor = next.map(|id| cursor::seal(&app, source, LIST, &id.to_string()));
    let subscriptions = subscriptions.iter().map(Into::into).collect();
    Ok(idempotent_response::ok(&Subscriptions { subscriptions, next_cursor }))
}

/// Makes a subscription → 201.
pub async fn create(State(app): State<App>, sent: JsonBody) -> Result<Response, Problem> {
    let request = read_new(&sent)?;
    let made = subscription::create(sent.bare.idempotent(&app), &request, |made| {
        idempotent_response::created(format!("{BASE}/subscriptions/{}", made.id), &Subscription::from(made))
    });
    Ok(idempotent_response::send(made.await.map_err(bare)?.reply))
}

/// One subscription, with those who share it.
pub async fn read(State(app): State<App>, caller: Caller, PathId(id): PathId) -> Result<Response, Problem> {
    let subscription = subscription::read(&app, caller.source.id, subscription_id(&id)?).await?;
    Ok(tagged(subscription.version, &Subscription::from(&subscription)))
}

/// Renews a subscription, replaces those who share it, in the version that `If-Match` names.
pub async fn update(
    State(app): State<App>,
    PathId(id): PathId,
    condition: IfMatch,
    sent: JsonBody,
) -> Result<Response, Problem> {
    let (valid_to, dependants) = read_changes(&sent)?;
    let (source, id) = (sent.bare.caller.source.id, subscription_id(&id)?);
    let may = |version| condition.allows(version);
    let changed =
        subscription::change(&app, source, id, valid_to, dependants.as_deref(), may).await.map_err(bare)?;
    Ok(tagged(changed.version, &SubscriptionChanged::from(Subscription::from(&changed))))
}

/// Cancels a subscription.
pub async fn cancel(State(app): State<App>, caller: Caller, PathId(id): PathId) -> Result<Response, Problem> {
    subscription::cancel(&app, caller.source.id, subscription_id(&id)?).await?;
    Ok(idempotent_response::ok(&Message { message: "Subscription cancelled." }))
}

/// Reads which subscription is wanted: a new one, or one that exists, never both.
pub fn read_wanted(reader: &BodyReader<'_>, strict: bool) -> Option<SubscriptionRequest> {
    let new = reader.object("subscription");
    let existing = reader.integer("subscriptionId");
    if new.is_some() && existing.is_some() {
        reader.error(
            "subscriptionId",
            FieldCode::Exclusive,
            "Give either subscription or subscriptionId, not both.",
        );
    }
    let terms = new.and_then(|new| {
        let terms = read_terms(&new);
        new.finish(strict);
        terms
    });
    terms
        .map(SubscriptionRequest::New)
        .or_else(|| existing.map(|id| SubscriptionRequest::Existing(SubscriptionId(id))))
}

fn read_new(sent: &JsonBody) -> Result<NewSubscriptionRequest, Problem> {
    let errors = FieldErrors::default();
    let reader = BodyReader::new(&sent.object, &errors);
    let customer = reader.integer("customerId").map(CustomerId);
    let terms = read_terms(&reader);
    let dependants = read_dependants(&reader).unwrap_or_default();
    reader.finish(sent.strict);
    errors.check()?;
    let required = || Problem::wrong("/subscriptionTypeId", FieldCode::Required, TYPE_REQUIRED);
    Ok(NewSubscriptionRequest { customer, terms: terms.ok_or_else(required)?, dependants })
}

fn read_changes(sent: &JsonBody) -> Result<(Option<Moment>, Option<Vec<CustomerId>>), Problem> {
    let errors = FieldErrors::default();
    let reader = BodyReader::new(&sent.object, &errors);
    let (valid_to, dependants) = (reader.moment("validTo"), read_dependants(&reader));
    if reader.value("validTo").is_none() && dependants.is_none() {
        reader.error(
            "validTo",
            FieldCode::Required,
            "validTo is required, such as 2027-11-23T00:00:00Z, unless dependantCustomerIds is there.",
        );
    }
    reader.finish(sent.strict);
    errors.check()?;
    Ok((valid_to, dependants))
}

fn read_terms(reader: &BodyReader<'_>) -> Option<Terms> {
    let type_id = reader.integer("subscriptionTypeId");
    if reader.value("subscriptionTypeId").is_none() {
        reader.error("subscriptionTypeId", FieldCode::Required, TYPE_REQUIRED);
    }
    let (valid_from, valid_to) = (reader.moment("validFrom"), reader.moment("validTo"));
    Some(Terms { type_id: SubscriptionTypeId(type_id?), valid_from, valid_to })
}

/// What is said where the type is missing.
const TYPE_REQUIRED: &str =
    "subscriptionTypeId is required: the id of one of your subscription types, such as 1.";

/// More than any family: each one is looked up.
const MOST_DEPENDANTS: usize = 200;

/// Customers by id, each once.
fn read_dependants(reader: &BodyReader<'_>) -> Option<Vec<CustomerId>> {
    const NAME: &str = "dependantCustomerIds";
    let ids = reader.array(NAME)?;
    if ids.len() > MOST_DEPENDANTS {
        reader.error(NAME, FieldCode::TooMany, format!("{NAME} must be {MOST_DEPENDANTS} ids or fewer."));
        return None;
    }
    let (mut dependants, mut seen) = (Vec::new(), BTreeSet::new());
    for (at, id) in ids.iter().enumerate() {
        match id.as_i64() {
            Some(id) if seen.insert(id) => dependants.push(CustomerId(id)),
            Some(_) => {}
            None => reader.error_at(
                NAME,
                at,
                FieldCode::Type,
                "A customer's id is a whole number, without quotes.",
            ),
        }
    }
    Some(dependants)
}

/// Here the terms are the body itself, not its member `subscription`.
fn bare(error: Error) -> Problem {
    Problem::from(error).outside("/subscription")
}
