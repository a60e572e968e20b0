//! Every call of the tenant API, told once: the router serves this table, the document describes it.

use axum::http::Method;
use axum::routing::{MethodRouter, delete, get, post, put};

use super::notifiers::{self, deliveries};
use super::{customers, locations, sessions, subscriptions};
use crate::app::App;

/// One call.
pub struct Call {
    /// Its method.
    pub method: Method,
    /// Its path below the base.
    pub path: &'static str,
    /// What serves it.
    pub serve: MethodRouter<App>,
    /// What the document says of it.
    pub about: About,
}

/// What the document says of a call.
#[derive(Debug, Clone, Copy)]
pub struct About {
    /// Its name for machines.
    pub id: &'static str,
    /// What it does, in a sentence.
    pub summary: &'static str,
    /// The schema of its body, if it takes one.
    pub body: Option<&'static str>,
    /// The status and the schema of its answer.
    pub answer: (u16, &'static str),
    /// The parameters that it reads from the query.
    pub query: &'static [&'static str],
    /// What it may refuse besides what any call may.
    pub refusals: &'static [u16],
}

/// A call that only reads.
const READ: About = About { id: "", summary: "", body: None, answer: (200, ""), query: &[], refusals: &[] };

/// Every call below the base, but for the token.
#[rustfmt::skip]
pub fn calls() -> Vec<Call> {
    let call = |method, path, serve, about| Call { method, path, serve, about };
    vec![
        call(Method::POST, "/customer-signup/sessions", post(sessions::create),
            About { id: "openSession", summary: "Opens a signup session; the link is in this answer only.", body: Some("NewSession"), answer: (201, "Session"), refusals: &[409, 422], ..READ }),
        call(Method::GET, "/customer-signup/sessions", get(sessions::list),
            About { id: "listSessions", summary: "Lists sessions, newest first.", answer: (200, "Sessions"), query: &["status", "customerReferenceId", "email", "limit", "cursor"], ..READ }),
        call(Method::GET, "/customer-signup/sessions/{sessionId}", get(sessions::read),
            About { id: "readSession", summary: "Reads a session: the source of truth.", answer: (200, "Session"), ..READ }),
        call(Method::POST, "/customer-signup/sessions/{sessionId}/cancel", post(sessions::cancel),
            About { id: "cancelSession", summary: "Ends a session.", answer: (200, "Session"), refusals: &[409], ..READ }),
        call(Method::POST, "/customer-signup/sessions/{sessionId}/link", post(sessions::renew_link),
            About { id: "renewLink", summary: "Makes a new link; the old one stops working.", answer: (200, "Session"), refusals: &[409], ..READ }),

        call(Method::POST, "/customers", post(customers::create),
            About { id: "createCustomer", summary: "Makes a customer, with a subscription when one is named.", body: Some("NewCustomer"), answer: (201, "CustomerAnswer"), refusals: &[409, 422], ..READ }),
        call(Method::GET, "/customers", get(customers::list),
            About { id: "listCustomers", summary: "Lists customers, newest first.", answer: (200, "Customers"), query: &["mobile", "externalReferenceId", "limit", "cursor"], ..READ }),
        call(Method::GET, "/customers/{customerId}", get(customers::read),
            About { id: "readCustomer", summary: "Reads a customer.", answer: (200, "CustomerAnswer"), ..READ }),
        call(Method::PUT, "/customers/{customerId}", put(customers::update),
            About { id: "updateCustomer", summary: "Changes what is mentioned; null clears.", body: Some("CustomerChange"), answer: (200, "CustomerAnswer"), refusals: &[409, 412], ..READ }),
        call(Method::POST, "/customers/{customerId}/delete", post(customers::delete),
            About { id: "deleteCustomer", summary: "Deletes a customer for good and frees the mobile.", answer: (200, "Message"), ..READ }),
        call(Method::GET, "/customers/{customerId}/subscriptions", get(subscriptions::of_customer),
            About { id: "listSubscriptionsOfCustomer", summary: "Lists what a customer has, had or shares; 50 requests in 10 seconds.", answer: (200, "Subscriptions"), refusals: &[429], ..READ }),

        call(Method::GET, "/subscriptions/subscriptionTypes", get(subscriptions::types),
            About { id: "listSubscriptionTypes", summary: "Lists the kinds of subscription.", answer: (200, "SubscriptionTypes"), ..READ }),
        call(Method::POST, "/subscriptions", post(subscriptions::create),
            About { id: "createSubscription", summary: "Makes a subscription, for a customer or for nobody yet.", body: Some("NewSubscription"), answer: (201, "Subscription"), refusals: &[409, 422], ..READ }),
        call(Method::GET, "/subscriptions/{subscriptionId}", get(subscriptions::read),
            About { id: "readSubscription", summary: "Reads a subscription with those who share it.", answer: (200, "Subscription"), ..READ }),
        call(Method::PUT, "/subscriptions/{subscriptionId}", put(subscriptions::update),
            About { id: "renewSubscription", summary: "Renews a subscription, replaces those who share it.", body: Some("SubscriptionChange"), answer: (200, "SubscriptionChanged"), refusals: &[409, 412], ..READ }),
        call(Method::DELETE, "/subscriptions/{subscriptionId}", delete(subscriptions::cancel),
            About { id: "cancelSubscription", summary: "Cancels a subscription for good.", answer: (200, "Message"), ..READ }),

        call(Method::POST, "/predefinedLocations", post(locations::create),
            About { id: "createLocation", summary: "Makes a fixed location.", body: Some("NewLocation"), answer: (201, "Location"), refusals: &[409, 422], ..READ }),
        call(Method::GET, "/predefinedLocations", get(locations::list),
            About { id: "listLocations", summary: "Lists fixed locations, newest first.", answer: (200, "Locations"), query: &["limit", "cursor"], ..READ }),
        call(Method::GET, "/predefinedLocations/{locationId}", get(locations::read),
            About { id: "readLocation", summary: "Reads a fixed location.", answer: (200, "Location"), ..READ }),
        call(Method::PUT, "/predefinedLocations/{locationId}", put(locations::update),
            About { id: "updateLocation", summary: "Changes what is mentioned; null clears.", body: Some("LocationChange"), answer: (200, "Location"), refusals: &[409, 412], ..READ }),
        call(Method::DELETE, "/predefinedLocations/{locationId}", delete(locations::delete),
            About { id: "deleteLocation", summary: "Removes a fixed location.", answer: (200, "Message"), ..READ }),

        call(Method::POST, "/notifiers", post(notifiers::create),
            About { id: "registerNotifier", summary: "Registers where events are sent, in place of what was; the secret is in this answer only.", body: Some("NewNotifier"), answer: (201, "NotifierAnswer"), refusals: &[422], ..READ }),
        call(Method::GET, "/notifiers", get(notifiers::read),
            About { id: "readNotifier", summary: "Reads the notifier.", answer: (200, "NotifierAnswer"), refusals: &[404], ..READ }),
        call(Method::DELETE, "/notifiers", delete(notifiers::remove),
            About { id: "removeNotifier", summary: "Ends the notifier.", answer: (200, "Message"), refusals: &[404], ..READ }),
        call(Method::POST, "/notifiers/secret", post(notifiers::rotate_secret),
            About { id: "rotateNotifierSecret", summary: "Makes a second secret; for 24 hours both sign.", answer: (201, "NotifierAnswer"), refusals: &[404, 409, 422], ..READ }),
        call(Method::POST, "/notifiers/test", post(notifiers::test),
            About { id: "testNotifier", summary: "Queues a letter that only tries the way.", answer: (202, "DeliveryAnswer"), refusals: &[400, 404, 409, 422, 429], ..READ }),
        call(Method::GET, "/notifiers/deliveries", get(deliveries::list),
            About { id: "listDeliveries", summary: "Lists deliveries, newest first.", answer: (200, "Deliveries"), query: &["status", "limit", "cursor"], ..READ }),
        call(Method::GET, "/notifiers/deliveries/{deliveryId}", get(deliveries::read),
            About { id: "readDelivery", summary: "Reads a delivery.", answer: (200, "DeliveryAnswer"), ..READ }),
        call(Method::POST, "/notifiers/deliveries/{deliveryId}/resend", post(deliveries::resend),
            About { id: "resendDelivery", summary: "Makes a delivery due again.", answer: (200, "DeliveryAnswer"), refusals: &[409], ..READ }),
    ]
}
