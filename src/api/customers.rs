//! Customers over JSON.

use axum::extract::State;
use axum::response::Response;

use super::caller::{Caller, Id, Sent};
use super::condition::{IfMatch, tagged};
use super::cursor;
use super::field_code::FieldCode;
use super::ids::customer_id;
use super::problem::Problem;
use super::reader::{Faults, Reader};
use super::responses::{CustomerAnswer, Customers, Message};
use super::{BASE, profile, reply, subscriptions};
use crate::actions::customer::{Changes, Made};
use crate::actions::{CustomersWhich, Found, customer};
use crate::app::App;
use crate::domain::answers::Answers;
use crate::domain::check::Context;
use crate::domain::phone;
use crate::domain::source::Source;
use crate::domain::subscription::Wanted;

/// The name under which the cursors of this list are sealed.
const LIST: &str = "customers";

/// `{customer, subscription? | subscriptionId?}` → 201.
pub async fn create(State(app): State<App>, sent: Sent) -> Result<Response, Problem> {
    let (answers, wanted) = read_new(&sent, &sent.bare.caller.context(&app))?;
    let made = customer::create(sent.bare.once(&app), &answers, wanted, |Made { customer, subscription }| {
        let body = CustomerAnswer::new("Customer created.", customer);
        let body = body.with(subscription.as_ref().map(Into::into));
        reply::created(format!("{BASE}/customers/{}", customer.id), &body)
    });
    Ok(reply::send(made.await?.reply))
}

/// One customer.
pub async fn read(State(app): State<App>, caller: Caller, Id(id): Id) -> Result<Response, Problem> {
    let customer = customer::read(&app, caller.source.id, customer_id(&id)?).await?;
    Ok(tagged(customer.version, &CustomerAnswer::new("Customer found.", &customer)))
}

/// Changes what is mentioned, in the version that `If-Match` names.
pub async fn update(
    State(app): State<App>,
    Id(id): Id,
    condition: IfMatch,
    sent: Sent,
) -> Result<Response, Problem> {
    let changes = read_changes(&sent, &sent.bare.caller.context(&app))?;
    let (source, id) = (sent.bare.caller.source.id, customer_id(&id)?);
    let customer = customer::update(&app, source, id, &changes, |version| condition.allows(version)).await?;
    Ok(tagged(customer.version, &CustomerAnswer::new("Customer updated.", &customer)))
}

/// Deletes softly; the body, if any, says nothing.
pub async fn delete(State(app): State<App>, caller: Caller, Id(id): Id) -> Result<Response, Problem> {
    customer::delete(&app, caller.source.id, customer_id(&id)?).await?;
    Ok(reply::ok(&Message { message: "Customer deleted." }))
}

/// Customers, newest first.
pub async fn list(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    let (query, source, faults) = (&caller.query, &caller.source, Faults::default());
    let (limit, before) = (query.limit(&faults), cursor::after(&app, source.id, LIST, query, &faults));
    let mobile = query.get("mobile").and_then(|typed| find_mobile(typed, source, &faults));
    let reference = query.line(&faults, "externalReferenceId");
    if query.get("mobile").is_some() && query.get("externalReferenceId").is_some() {
        faults.add(
            "/mobile".to_owned(),
            FieldCode::Exclusive,
            "Give mobile or externalReferenceId, not both.",
        );
    }
    faults.check()?;
    let by = mobile.as_deref().map(Found::Mobile).or(reference.as_deref().map(Found::Reference));
    let which = CustomersWhich { by, before, limit: limit + 1 };
    let mut customers = customer::list(&app, source.id, &which).await?;
    let next_cursor =
        cursor::page(&app, source.id, LIST, &mut customers, limit, |customer| customer.id.to_string());
    let customers = customers.iter().map(Into::into).collect();
    Ok(reply::ok(&Customers { customers, next_cursor }))
}

/// A mobile to look for, as it is stored.
fn find_mobile(typed: &str, source: &Source, faults: &Faults) -> Option<String> {
    // A plus sign that was not escaped arrives as a space.
    let mobile = phone::e164(typed, source.region)
        .or_else(|_| phone::e164(&format!("+{}", typed.trim()), source.region))
        .ok();
    if mobile.is_none() {
        let detail = "mobile must be a phone number with its country code, such as %2B27821234567.";
        faults.add("/mobile".to_owned(), FieldCode::Format, detail);
    }
    mobile
}

fn read_new(sent: &Sent, context: &Context<'_>) -> Result<(Answers, Option<Wanted>), Problem> {
    let faults = Faults::default();
    let reader = Reader::new(&sent.object, &faults);
    let answers = within_customer(&reader, sent.strict, |inner| profile::read_whole(inner, context));
    let wanted = subscriptions::read_wanted(&reader, sent.strict);
    reader.finish(sent.strict);
    faults.check()?;
    Ok((answers, wanted))
}

fn read_changes(sent: &Sent, context: &Context<'_>) -> Result<Changes, Problem> {
    let faults = Faults::default();
    let reader = Reader::new(&sent.object, &faults);
    let changes = within_customer(&reader, sent.strict, |inner| profile::read(inner, context));
    reader.finish(sent.strict);
    faults.check()?;
    Ok(changes)
}

/// Reads the member `customer`, which must be there.
fn within_customer<T: Default>(reader: &Reader<'_>, strict: bool, read: impl Fn(&Reader<'_>) -> T) -> T {
    if reader.value("customer").is_none() {
        reader.fault("customer", FieldCode::Required, "customer is required: the profile of the person.");
    }
    let Some(inner) = reader.object("customer") else { return T::default() };
    let read = read(&inner);
    inner.finish(strict);
    read
}
