//! Subscriptions: their types, and those of a customer.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::caller::{Caller, Id, Sent};
use super::condition::{IfMatch, tagged};
use super::field_code::FieldCode;
use super::ids::{customer_id, subscription_id};
use super::limit::RateLimit;
use super::problem::Problem;
use super::reader::{Faults, Reader};
use super::responses::{Message, Subscription, SubscriptionChanged, SubscriptionType};
use super::{BASE, reply};
use crate::actions::subscription::{self, Asked};
use crate::app::App;
use crate::domain::ids::{CustomerId, SubscriptionId, SubscriptionTypeId};
use crate::domain::moment::Moment;
use crate::domain::subscription::{Terms, Wanted};
use crate::error::Error;

/// The kinds that the source offers.
pub async fn types(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    let types = subscription::types(&app, caller.source.id).await?;
    Ok(reply::ok(&types.iter().map(SubscriptionType::from).collect::<Vec<_>>()))
}

/// Every subscription a customer has, had or shares; says how many reads are left.
pub async fn of_customer(State(app): State<App>, caller: Caller, Id(id): Id) -> Result<Response, Problem> {
    let (room, subscriptions) = subscription::of_customer(&app, caller.source.id, customer_id(&id)?).await?;
    let subscriptions: Vec<_> = subscriptions.iter().map(Subscription::from).collect();
    Ok((RateLimit::left(room), reply::ok(&subscriptions)).into_response())
}

/// Makes a subscription → 201.
pub async fn create(State(app): State<App>, sent: Sent) -> Result<Response, Problem> {
    let asked = read_new(&sent)?;
    let made = subscription::create(sent.bare.once(&app), &asked, |made| {
        reply::created(format!("{BASE}/subscriptions/{}", made.id), &Subscription::from(made))
    });
    Ok(reply::send(made.await.map_err(bare)?.reply))
}

/// One subscription, with those who share it.
pub async fn read(State(app): State<App>, caller: Caller, Id(id): Id) -> Result<Response, Problem> {
    let subscription = subscription::read(&app, caller.source.id, subscription_id(&id)?).await?;
    Ok(tagged(subscription.version, &Subscription::from(&subscription)))
}

/// Renews a subscription, replaces those who share it, in the version that `If-Match` names.
pub async fn update(
    State(app): State<App>,
    Id(id): Id,
    condition: IfMatch,
    sent: Sent,
) -> Result<Response, Problem> {
    let (valid_to, dependants) = read_changes(&sent)?;
    let (source, id) = (sent.bare.caller.source.id, subscription_id(&id)?);
    let may = |version| condition.allows(version);
    let changed =
        subscription::change(&app, source, id, valid_to, dependants.as_deref(), may).await.map_err(bare)?;
    Ok(tagged(changed.version, &SubscriptionChanged::from(Subscription::from(&changed))))
}

/// Cancels a subscription.
pub async fn cancel(State(app): State<App>, caller: Caller, Id(id): Id) -> Result<Response, Problem> {
    subscription::cancel(&app, caller.source.id, subscription_id(&id)?).await?;
    Ok(reply::ok(&Message { message: "Subscription cancelled." }))
}

/// Reads which subscription is wanted: a new one, or one that exists, never both.
pub fn read_wanted(reader: &Reader<'_>, strict: bool) -> Option<Wanted> {
    let new = reader.object("subscription");
    let existing = reader.integer("subscriptionId");
    if new.is_some() && existing.is_some() {
        reader.fault(
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
    terms.map(Wanted::New).or_else(|| existing.map(|id| Wanted::Existing(SubscriptionId(id))))
}

fn read_new(sent: &Sent) -> Result<Asked, Problem> {
    let faults = Faults::default();
    let reader = Reader::new(&sent.object, &faults);
    let customer = reader.integer("customerId").map(CustomerId);
    let terms = read_terms(&reader);
    let dependants = read_dependants(&reader).unwrap_or_default();
    reader.finish(sent.strict);
    faults.check()?;
    let required = || Problem::wrong("/subscriptionTypeId", FieldCode::Required, TYPE_REQUIRED);
    Ok(Asked { customer, terms: terms.ok_or_else(required)?, dependants })
}

fn read_changes(sent: &Sent) -> Result<(Option<Moment>, Option<Vec<CustomerId>>), Problem> {
    let faults = Faults::default();
    let reader = Reader::new(&sent.object, &faults);
    let (valid_to, dependants) = (reader.moment("validTo"), read_dependants(&reader));
    if reader.value("validTo").is_none() && dependants.is_none() {
        reader.fault(
            "validTo",
            FieldCode::Required,
            "validTo is required, such as 2027-11-23T00:00:00Z, unless dependantCustomerIds is there.",
        );
    }
    reader.finish(sent.strict);
    faults.check()?;
    Ok((valid_to, dependants))
}

fn read_terms(reader: &Reader<'_>) -> Option<Terms> {
    let type_id = reader.integer("subscriptionTypeId");
    if reader.value("subscriptionTypeId").is_none() {
        reader.fault("subscriptionTypeId", FieldCode::Required, TYPE_REQUIRED);
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
fn read_dependants(reader: &Reader<'_>) -> Option<Vec<CustomerId>> {
    const NAME: &str = "dependantCustomerIds";
    let ids = reader.array(NAME)?;
    if ids.len() > MOST_DEPENDANTS {
        reader.fault(NAME, FieldCode::TooMany, format!("{NAME} must be {MOST_DEPENDANTS} ids or fewer."));
        return None;
    }
    let (mut dependants, mut seen) = (Vec::new(), BTreeSet::new());
    for (at, id) in ids.iter().enumerate() {
        match id.as_i64() {
            Some(id) if seen.insert(id) => dependants.push(CustomerId(id)),
            Some(_) => {}
            None => reader.fault_at(
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
