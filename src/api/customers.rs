//! Customers over JSON.

use axum::extract::State;
use axum::response::Response;

use super::body_reader::{BodyReader, FieldErrors};
use super::cursor;
use super::etag::{IfMatch, tagged};
use super::extract::{Caller, JsonBody, PathId};
use super::field_code::FieldCode;
use super::ids::customer_id;
use super::problem::Problem;
use super::responses::{CustomerAnswer, Customers, Message};
use super::{BASE, idempotent_response, profile, subscriptions};
use crate::actions::customer;
use crate::actions::customer::{Changes, Made};
use crate::app::App;
use crate::domain::moment::Moment;
use crate::domain::profile::answers::Answers;
use crate::domain::profile::phone;
use crate::domain::profile::validation::Context;
use crate::domain::tenant::customer::{ChangedAfter, Customer, CustomerFilter, CustomerLookup};
use crate::domain::tenant::source::Source;
use crate::domain::tenant::subscription::SubscriptionRequest;

/// The name under which the cursors of this list are sealed.
const LIST: &str = "customers";
/// The same for the order of changes.
const LIST_CHANGED: &str = "changed customers";

/// What the list can be asked by, one at a time.
const LOOKUPS: [&str; 3] = ["mobile", "externalReferenceId", "updatedSince"];

/// `{customer, subscription? | subscriptionId?}` → 201.
pub async fn create(State(app): State<App>, sent: JsonBody) -> Result<Response, Problem> {
    let (answers, wanted) = read_new(&sent, &sent.bare.caller.context(&app))?;
    let made =
        customer::create(sent.bare.idempotent(&app), &answers, wanted, |Made { customer, subscription }| {
            let body = CustomerAnswer::new("Customer created.", customer);
            let body = body.with(subscription.as_ref().map(Into::into));
            idempotent_response::created(format!("{BASE}/customers/{}", customer.id), &body)
        });
    Ok(idempotent_response::send(made.await?.reply))
}

/// One customer.
pub async fn read(State(app): State<App>, caller: Caller, PathId(id): PathId) -> Result<Response, Problem> {
    let customer = customer::read(&app, caller.source.id, customer_id(&id)?).await?;
    Ok(tagged(customer.version, &CustomerAnswer::new("Customer found.", &customer)))
}

/// Changes what is mentioned, in the version that `If-Match` names.
pub async fn update(
    State(app): State<App>,
    PathId(id): PathId,
    condition: IfMatch,
    sent: JsonBody,
) -> Result<Response, Problem> {
    let changes = read_changes(&sent, &sent.bare.caller.context(&app))?;
    let (source, id) = (sent.bare.caller.source.id, customer_id(&id)?);
    let customer = customer::update(&app, source, id, &changes, |version| condition.allows(version)).await?;
    Ok(tagged(customer.version, &CustomerAnswer::new("Customer updated.", &customer)))
}

/// Deletes softly; the body, if any, says nothing.
pub async fn delete(State(app): State<App>, caller: Caller, PathId(id): PathId) -> Result<Response, Problem> {
    customer::delete(&app, caller.source.id, customer_id(&id)?).await?;
    Ok(idempotent_response::ok(&Message { message: "Customer deleted." }))
}

/// Customers, newest first, or by when they changed where that is asked for.
pub async fn list(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    let (query, source, errors) = (&caller.query, &caller.source, FieldErrors::default());
    let given: Vec<&str> = LOOKUPS.into_iter().filter(|name| query.get(name).is_some()).collect();
    if let [one, _, ..] = given[..] {
        let detail = format!("Give one of {}, not {}.", LOOKUPS.join(", "), given.join(" and "));
        errors.add(format!("/{one}"), FieldCode::Exclusive, detail);
    }
    if let Some(since) = query.moment(&errors, "updatedSince") {
        return list_changed(&app, &caller, errors, since).await;
    }
    let (limit, before) = (query.limit(&errors), cursor::after(&app, source.id, LIST, query, &errors));
    let mobile = query.get("mobile").and_then(|typed| find_mobile(typed, source, &errors));
    let reference = query.line(&errors, "externalReferenceId");
    errors.check()?;
    let by =
        mobile.as_deref().map(CustomerLookup::Mobile).or(reference.as_deref().map(CustomerLookup::Reference));
    let which = CustomerFilter { by, before, limit: limit + 1 };
    let mut customers = customer::list(&app, source.id, &which).await?;
    let next_cursor =
        cursor::page(&app, source.id, LIST, &mut customers, limit, |customer| customer.id.to_string());
    let customers = customers.iter().map(Into::into).collect();
    Ok(idempotent_response::ok(&Customers { customers, next_cursor }))
}

/// Customers by when they last changed, oldest change first: a copy of them elsewhere catches up by it.
async fn list_changed(
    app: &App,
    caller: &Caller,
    errors: FieldErrors,
    since: Moment,
) -> Result<Response, Problem> {
    let (query, source) = (&caller.query, caller.source.id);
    let (limit, after) = (query.limit(&errors), cursor::after(app, source, LIST_CHANGED, query, &errors));
    errors.check()?;
    let after = after.unwrap_or(ChangedAfter::since(since));
    let mut customers = customer::list_changed(app, source, after, limit + 1).await?;
    let place = |customer: &Customer| ChangedAfter { at: customer.updated_at, id: customer.id }.to_string();
    let next_cursor = cursor::page(app, source, LIST_CHANGED, &mut customers, limit, place);
    let customers = customers.iter().map(Into::into).collect();
    Ok(idempotent_response::ok(&Customers { customers, next_cursor }))
}

/// A mobile to look for, as it is stored.
fn find_mobile(typed: &str, source: &Source, errors: &FieldErrors) -> Option<String> {
    // A plus sign that was not escaped arrives as a space.
    let mobile = phone::e164(typed, source.region)
        .or_else(|_| phone::e164(&format!("+{}", typed.trim()), source.region))
        .ok();
    if mobile.is_none() {
        let detail = "mobile must be a phone number with its country code, such as %2B27821234567.";
        errors.add("/mobile".to_owned(), FieldCode::Format, detail);
    }
    mobile
}

fn read_new(
    sent: &JsonBody,
    context: &Context<'_>,
) -> Result<(Answers, Option<SubscriptionRequest>), Problem> {
    let errors = FieldErrors::default();
    let reader = BodyReader::new(&sent.object, &errors);
    let answers = within_customer(&reader, sent.strict, |inner| profile::read_whole(inner, context));
    let wanted = subscriptions::read_wanted(&reader, sent.strict);
    reader.finish(sent.strict);
    errors.check()?;
    Ok((answers, wanted))
}

fn read_changes(sent: &JsonBody, context: &Context<'_>) -> Result<Changes, Problem> {
    let errors = FieldErrors::default();
    let reader = BodyReader::new(&sent.object, &errors);
    let changes = within_customer(&reader, sent.strict, |inner| profile::read(inner, context));
    reader.finish(sent.strict);
    errors.check()?;
    Ok(changes)
}

/// Reads the member `customer`, which must be there.
fn within_customer<T: Default>(
    reader: &BodyReader<'_>,
    strict: bool,
    read: impl Fn(&BodyReader<'_>) -> T,
) -> T {
    if reader.value("customer").is_none() {
        reader.error("customer", FieldCode::Required, "customer is required: the profile of the person.");
    }
    let Some(inner) = reader.object("customer") else { return T::default() };
    let read = read(&inner);
    inner.finish(strict);
    read
}
