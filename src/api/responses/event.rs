//! Responses about events.

use schemars::JsonSchema;
use serde::Serialize;

use crate::actions::feed::FeedPage;
use crate::domain::ids::{CustomerId, SignupId, SubscriptionId};
use crate::domain::moment::Moment;
use crate::domain::profile::Section;
use crate::domain::webhook::event::{self, FeedEvent};

/// A page of the feed of events, oldest first.
#[derive(Serialize, JsonSchema)]
pub struct Events<'a> {
    /// The events.
    events: Vec<Event<'a>>,
    /// The `after` of the next request, also where there is nothing more yet: you have seen all when it stays the same.
    next: String,
}

/// Something that happened: what, to which record, when. What the record is now, you read.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Event<'a> {
    /// Its id.
    id: i64,
    /// What happened.
    #[schemars(with = "event::Event")]
    event: &'a str,
    /// The customer that it is about.
    customer_id: Option<CustomerId>,
    /// The subscription that it is about.
    subscription_id: Option<SubscriptionId>,
    /// The session that it is about.
    session_id: Option<SignupId>,
    /// The step that was saved, of `SIGNUP_STEP_SAVED`.
    #[schemars(with = "Option<Section>")]
    step: Option<&'a str>,
    /// Of two events about one record, the one with the higher revision is the later.
    revision: i64,
    /// When it happened.
    occurred_at: Moment,
}

impl<'a> From<&'a FeedPage> for Events<'a> {
    fn from(page: &'a FeedPage) -> Self {
        Self { events: page.events.iter().map(Into::into).collect(), next: page.next.to_string() }
    }
}

impl<'a> From<&'a FeedEvent> for Event<'a> {
    fn from(event: &'a FeedEvent) -> Self {
        Self {
            id: event.id,
            event: &event.kind,
            customer_id: event.customer,
            subscription_id: event.subscription,
            session_id: event.session,
            step: event.step.as_deref(),
            revision: event.revision,
            occurred_at: event.happened_at,
        }
    }
}
