//! Letters: what a notifier is told of an event. Ids and references; a profile only when the tenant
//! has asked for it.

use serde_json::{Map, Value, json};

use super::answers::YES;
use super::customer::Customer;
use super::event::Event;
use super::ids::{CustomerId, NotifierId, SourceId};
use super::moment::Moment;
use super::profile::{Field, Kind, spoken};
use super::signup::{AnySignup, Outcome};
use super::subscription::Subscription;

/// What a letter is about, as it is in the transaction that writes the letter.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'a> {
    /// A customer: its ids and its reference.
    Customer(&'a Customer),
    /// A customer with its whole profile.
    Profile(&'a Customer),
    /// A customer whose profile does not open: its ids.
    UnreadableCustomer(SourceId, CustomerId),
    /// A subscription.
    Subscription(&'a Subscription),
    /// A session.
    Session(&'a AnySignup),
    /// The notifier itself, of a letter that only tries the way.
    Notifier(NotifierId),
}

impl Subject<'_> {
    fn named(self) -> (&'static str, Value) {
        match self {
            Self::Customer(customer) => ("customer", references(customer)),
            Self::Profile(customer) => ("customer", whole(customer)),
            Self::UnreadableCustomer(source, id) => ("customer", Value::Object(ids(source, id))),
            Self::Subscription(subscription) => ("subscription", terms(subscription)),
            Self::Session(signup) => ("session", session(signup)),
            Self::Notifier(id) => ("notifier", json!({ "id": id })),
        }
    }
}

/// The body of a letter (contract, section 2). A receiver that sees two letters about one thing
/// goes by the higher `revision`: letters may arrive late, twice and in any order.
#[must_use]
pub fn write(event: Event, subject: Subject<'_>, revision: i64, occurred_at: Moment) -> String {
    let (name, subject) = subject.named();
    json!({ "message": event, name: subject, "revision": revision, "occurredAt": occurred_at }).to_string()
}

/// A customer as the contract shows it: every member, `null` where there is nothing.
#[must_use]
pub fn whole(customer: &Customer) -> Value {
    let mut object = ids(customer.source, customer.id);
    for field in spoken() {
        object.insert(field.name.to_owned(), value(field, customer.profile.get(field.name)));
    }
    let locations: Vec<i64> = customer.locations.iter().map(|location| location.0).collect();
    object.insert("fixedLocationIds".to_owned(), locations.into());
    object.insert("createdAt".to_owned(), customer.created_at.to_string().into());
    object.insert("updatedAt".to_owned(), customer.updated_at.to_string().into());
    Value::Object(object)
}

fn references(customer: &Customer) -> Value {
    const REFERENCE: &str = "externalReferenceId";
    let mut object = ids(customer.source, customer.id);
    object.insert(REFERENCE.to_owned(), customer.profile.get(REFERENCE).into());
    Value::Object(object)
}

fn ids(source: SourceId, id: CustomerId) -> Map<String, Value> {
    let ids = [("id", id.0), ("customerId", id.0), ("customerSourceId", source.0)];
    ids.into_iter().map(|(name, id)| (name.to_owned(), id.into())).collect()
}

fn value(field: &Field, value: Option<&str>) -> Value {
    match (field.kind, value) {
        (_, None) => Value::Null,
        (Kind::YesNo, Some(value)) => Value::Bool(value == YES),
        (_, Some(value)) => value.into(),
    }
}

fn terms(subscription: &Subscription) -> Value {
    json!({
        "id": subscription.id,
        "subscriptionTypeId": subscription.type_id,
        "customerId": subscription.customer,
        "validFrom": subscription.valid_from,
        "validTo": subscription.valid_to,
        "CancelledDate": subscription.cancelled_at,
        "createdAt": subscription.created_at,
        "updatedAt": subscription.updated_at,
    })
}

/// Without the address, the answers and the tenant's own notes: the tenant reads those.
fn session(signup: &AnySignup) -> Value {
    let facts = signup.facts();
    let ended = match signup {
        AnySignup::Ended(ended) => Some(&ended.state),
        AnySignup::Pending(_) | AnySignup::InProgress(_) => None,
    };
    let outcome = ended.map(|state| state.outcome);
    let (customer, subscription, site) = match outcome {
        Some(Outcome::Completed { customer, subscription, site }) => (Some(customer), subscription, site),
        _ => (None, None, None),
    };
    json!({
        "sessionId": facts.id,
        "id": facts.id,
        "status": signup.status(),
        "customerId": customer,
        "customerReferenceId": facts.invitation.reference,
        "subscriptionId": subscription,
        "siteId": site,
        "errorCode": outcome.and_then(|outcome| outcome.failure()),
        "createdAt": facts.created_at,
        "expiresAt": facts.expires_at,
        "completedAt": customer.and(ended.map(|state| state.ended_at)),
    })
}
