//! Every call of the tenant API, told once: the router serves this table, the document describes it.

use axum::http::Method;
use axum::routing::{MethodRouter, delete, get, post, put};
use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::notifiers::{self, deliveries};
use super::openapi::flows::PaymentWord;
use super::openapi::form::NewForm;
use super::openapi::requests::{
    CustomerChange, LocationChange, NewCustomer, NewLocation, NewNotifier, NewSession, NewSubscription,
    SubscriptionChange,
};
use super::responses::{
    ConsentEntry, CustomerAnswer, Customers, Deliveries, DeliveryAnswer, Events, Export, FormAnswer, Funnel,
    Location, Locations, Message, NotifierAnswer, PreviewAnswer, Session, Sessions, Source, Subscription,
    SubscriptionChanged, SubscriptionType, Subscriptions,
};
use super::{customers, events, forms, locations, privacy, signups, source, subscriptions};
use crate::app::App;
use crate::domain::form::logo::MediaType;
use crate::domain::string_enum::string_enum;

/// How a type's schema is got.
pub type Shape = fn(&mut SchemaGenerator) -> Schema;

/// The schema of this type, by reference where it has a name.
pub fn shape<T: JsonSchema + ?Sized>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

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
    /// The group it belongs to.
    pub group: Group,
    /// What it does, in a sentence.
    pub summary: &'static str,
    /// The shape of its body, if it takes one.
    pub body: Option<Shape>,
    /// The media types of its body, if it takes one that is no JSON.
    pub media: &'static [MediaType],
    /// The status and the shape of its answer.
    pub answer: (u16, Shape),
    /// The parameters that it reads from the query.
    pub query: &'static [&'static str],
    /// What it may refuse besides what any call may.
    pub rejections: &'static [u16],
    /// Whether its answers tell what is left of its limit.
    pub tells_room: bool,
}

string_enum! {
    /// The groups of calls, in the order in which they are told; the meaning is what the document says.
    pub enum Group {
        /// A token comes first: it says who you are, and goes along with every other call.
        Tokens = "Tokens",
        /// Open a session, send the person its link, read what became of it.
        Sessions = "Signup sessions",
        /// The protected people: made by finished sessions, or by you.
        Customers = "Customers",
        /// What entitles a customer to response. Active while now lies in `[validFrom, validTo)` and
        /// `CancelledDate` is null.
        Subscriptions = "Subscriptions",
        /// Managed sites, linked to customers or not.
        Locations = "Fixed locations",
        /// What your signup form asks, and how it looks. A session keeps the form that it began with.
        Form = "Signup form",
        /// Where your events are sent, and what became of each.
        Notifiers = "Notifiers",
    }
}

impl About {
    /// A call that only reads.
    pub const READ: Self = Self {
        id: "",
        group: Group::Tokens,
        summary: "",
        body: None,
        media: &[],
        answer: (200, shape::<Message>),
        query: &[],
        rejections: &[],
        tells_room: false,
    };
}

const TOKENS: About = About { group: Group::Tokens, ..About::READ };
const SESSIONS: About = About { group: Group::Sessions, ..About::READ };
const CUSTOMERS: About = About { group: Group::Customers, ..About::READ };
const SUBSCRIPTIONS: About = About { group: Group::Subscriptions, ..About::READ };
const LOCATIONS: About = About { group: Group::Locations, ..About::READ };
const FORM: About = About { group: Group::Form, ..About::READ };
const NOTIFIERS: About = About { group: Group::Notifiers, ..About::READ };

/// Every call below the base, but for the token.
#[rustfmt::skip]
#[expect(clippy::too_many_lines, reason = "a table")]
pub fn calls() -> Vec<Call> {
    let call = |method, path, serve, about| Call { method, path, serve, about };
    vec![
        call(Method::GET, "/source", get(source::read),
            About { id: "readSource", summary: "Reads who you are: whose token it is.", answer: (200, shape::<Source<'_>>), ..TOKENS }),

        call(Method::POST, "/customer-signup/sessions", post(signups::create),
            About { id: "openSession", summary: "Opens a signup session; the link is in this answer only.", body: Some(shape::<NewSession>), answer: (201, shape::<Session>), rejections: &[409, 422, 429], tells_room: true, ..SESSIONS }),
        call(Method::GET, "/customer-signup/sessions", get(signups::list),
            About { id: "listSessions", summary: "Lists sessions, newest first.", answer: (200, shape::<Sessions>), query: &["status", "customerReferenceId", "email", "limit", "cursor"], ..SESSIONS }),
        call(Method::GET, "/customer-signup/sessions/{sessionId}", get(signups::read),
            About { id: "readSession", summary: "Reads a session: the source of truth.", answer: (200, shape::<Session>), ..SESSIONS }),
        call(Method::POST, "/customer-signup/sessions/{sessionId}/cancel", post(signups::cancel),
            About { id: "cancelSession", summary: "Ends a session.", answer: (200, shape::<Session>), rejections: &[409], ..SESSIONS }),
        call(Method::POST, "/customer-signup/sessions/{sessionId}/link", post(signups::renew_link),
            About { id: "renewLink", summary: "Makes a new link; the old one stops working.", answer: (200, shape::<Session>), rejections: &[409], ..SESSIONS }),
        call(Method::POST, "/customer-signup/sessions/{sessionId}/payment", post(signups::tell_payment),
            About { id: "tellPayment", summary: "Tells what became of the payment that a session awaits; the word that it succeeded finishes the signup.", body: Some(shape::<PaymentWord>), answer: (200, shape::<Session>), rejections: &[409, 422], ..SESSIONS }),

        call(Method::POST, "/customers", post(customers::create),
            About { id: "createCustomer", summary: "Makes a customer, with a subscription when one is named.", body: Some(shape::<NewCustomer>), answer: (201, shape::<CustomerAnswer>), rejections: &[409, 422], ..CUSTOMERS }),
        call(Method::GET, "/customers", get(customers::list),
            About { id: "listCustomers", summary: "Lists customers, newest first; those updated since a time by when they changed, oldest change first.", answer: (200, shape::<Customers>), query: &["mobile", "externalReferenceId", "updatedSince", "limit", "cursor"], ..CUSTOMERS }),
        call(Method::GET, "/customers/{customerId}", get(customers::read),
            About { id: "readCustomer", summary: "Reads a customer.", answer: (200, shape::<CustomerAnswer>), ..CUSTOMERS }),
        call(Method::PUT, "/customers/{customerId}", put(customers::update),
            About { id: "updateCustomer", summary: "Changes what is mentioned; null clears.", body: Some(shape::<CustomerChange>), answer: (200, shape::<CustomerAnswer>), rejections: &[409, 412], ..CUSTOMERS }),
        call(Method::POST, "/customers/{customerId}/delete", post(customers::delete),
            About { id: "deleteCustomer", summary: "Deletes a customer for good and frees the mobile.", answer: (200, shape::<Message>), ..CUSTOMERS }),

        call(Method::GET, "/customers/{customerId}/consents", get(privacy::consents),
            About { id: "listConsents", summary: "Lists what a customer agreed to and withdrew, newest first; also of one who is deleted or erased.", answer: (200, shape::<[ConsentEntry<'_>]>), ..CUSTOMERS }),
        call(Method::POST, "/customers/{customerId}/consents/{purpose}/withdraw", post(privacy::withdraw),
            About { id: "withdrawConsent", summary: "Withdraws a consent; what it covered is erased.", answer: (200, shape::<Message>), rejections: &[409], ..CUSTOMERS }),
        call(Method::GET, "/customers/{customerId}/export", get(privacy::export),
            About { id: "exportCustomer", summary: "Reads everything that is held of a customer, for the person.", answer: (200, shape::<Export<'_>>), ..CUSTOMERS }),
        call(Method::POST, "/customers/{customerId}/erase", post(privacy::erase),
            About { id: "eraseCustomer", summary: "Erases what is held of a customer, deleted or not.", answer: (200, shape::<Message>), ..CUSTOMERS }),

        call(Method::GET, "/subscriptions/subscriptionTypes", get(subscriptions::types),
            About { id: "listSubscriptionTypes", summary: "Lists the kinds of subscription.", answer: (200, shape::<[SubscriptionType<'_>]>), ..SUBSCRIPTIONS }),
        call(Method::POST, "/subscriptions", post(subscriptions::create),
            About { id: "createSubscription", summary: "Makes a subscription, for a customer or for nobody yet.", body: Some(shape::<NewSubscription>), answer: (201, shape::<Subscription>), rejections: &[409, 422], ..SUBSCRIPTIONS }),
        call(Method::GET, "/subscriptions", get(subscriptions::list),
            About { id: "listSubscriptions", summary: "Lists subscriptions, newest first.", answer: (200, shape::<Subscriptions>), query: &["customerId", "active", "limit", "cursor"], ..SUBSCRIPTIONS }),
        call(Method::GET, "/subscriptions/{subscriptionId}", get(subscriptions::read),
            About { id: "readSubscription", summary: "Reads a subscription with those who share it.", answer: (200, shape::<Subscription>), ..SUBSCRIPTIONS }),
        call(Method::PUT, "/subscriptions/{subscriptionId}", put(subscriptions::update),
            About { id: "renewSubscription", summary: "Renews a subscription, replaces those who share it.", body: Some(shape::<SubscriptionChange>), answer: (200, shape::<SubscriptionChanged>), rejections: &[409, 412], ..SUBSCRIPTIONS }),
        call(Method::DELETE, "/subscriptions/{subscriptionId}", delete(subscriptions::cancel),
            About { id: "cancelSubscription", summary: "Cancels a subscription for good.", answer: (200, shape::<Message>), ..SUBSCRIPTIONS }),
        call(Method::GET, "/customers/{customerId}/subscriptions", get(subscriptions::of_customer),
            About { id: "listSubscriptionsOfCustomer", summary: "Lists what a customer has, had or shares; 50 requests in 10 seconds.", answer: (200, shape::<[Subscription]>), rejections: &[429], tells_room: true, ..SUBSCRIPTIONS }),

        call(Method::POST, "/predefinedLocations", post(locations::create),
            About { id: "createLocation", summary: "Makes a fixed location.", body: Some(shape::<NewLocation>), answer: (201, shape::<Location>), rejections: &[409, 422], ..LOCATIONS }),
        call(Method::GET, "/predefinedLocations", get(locations::list),
            About { id: "listLocations", summary: "Lists fixed locations, newest first.", answer: (200, shape::<Locations>), query: &["customerId", "externalReferenceId", "limit", "cursor"], ..LOCATIONS }),
        call(Method::GET, "/predefinedLocations/{locationId}", get(locations::read),
            About { id: "readLocation", summary: "Reads a fixed location.", answer: (200, shape::<Location>), ..LOCATIONS }),
        call(Method::PUT, "/predefinedLocations/{locationId}", put(locations::update),
            About { id: "updateLocation", summary: "Changes what is mentioned; null clears.", body: Some(shape::<LocationChange>), answer: (200, shape::<Location>), rejections: &[409, 412], ..LOCATIONS }),
        call(Method::DELETE, "/predefinedLocations/{locationId}", delete(locations::delete),
            About { id: "deleteLocation", summary: "Removes a fixed location.", answer: (200, shape::<Message>), ..LOCATIONS }),

        call(Method::GET, "/signup-form", get(forms::read),
            About { id: "readForm", summary: "Reads the form that new sessions begin with.", answer: (200, shape::<FormAnswer<'_>>), ..FORM }),
        call(Method::PUT, "/signup-form", put(forms::replace),
            About { id: "replaceForm", summary: "Replaces the form whole; open sessions keep theirs.", body: Some(shape::<NewForm>), answer: (200, shape::<FormAnswer<'_>>), rejections: &[412], ..FORM }),
        call(Method::PUT, "/signup-form/logo", put(forms::logo::set),
            About { id: "setLogo", summary: "Makes a picture the logo at the top of each page; open sessions keep theirs.", media: MediaType::ALL, answer: (200, shape::<FormAnswer<'_>>), rejections: &[412], ..FORM }),
        call(Method::DELETE, "/signup-form/logo", delete(forms::logo::remove),
            About { id: "removeLogo", summary: "Removes the logo; open sessions keep theirs.", answer: (200, shape::<FormAnswer<'_>>), rejections: &[412], ..FORM }),
        call(Method::POST, "/signup-form/preview", post(forms::preview),
            About { id: "previewForm", summary: "Makes an address that shows every page of the form with made-up answers, for an hour.", answer: (201, shape::<PreviewAnswer>), rejections: &[422], ..FORM }),
        call(Method::GET, "/signup-form/funnel", get(forms::funnel::read),
            About { id: "readFunnel", summary: "Reads how people got on with the form, step by step, in numbers alone; the last 30 days, unless said.", answer: (200, shape::<Funnel>), query: &["from", "to"], ..FORM }),

        call(Method::GET, "/events", get(events::list),
            About { id: "listEvents", summary: "Lists what happened in the last 30 days, oldest first: for whoever missed deliveries, or takes none.", answer: (200, shape::<Events<'_>>), query: &["after", "types", "limit"], ..NOTIFIERS }),
        call(Method::POST, "/notifiers", post(notifiers::create),
            About { id: "registerNotifier", summary: "Registers where events are sent, in place of what was; the secret is in this answer only.", body: Some(shape::<NewNotifier>), answer: (201, shape::<NotifierAnswer>), rejections: &[422], ..NOTIFIERS }),
        call(Method::GET, "/notifiers", get(notifiers::read),
            About { id: "readNotifier", summary: "Reads the notifier.", answer: (200, shape::<NotifierAnswer>), rejections: &[404], ..NOTIFIERS }),
        call(Method::DELETE, "/notifiers", delete(notifiers::remove),
            About { id: "removeNotifier", summary: "Ends the notifier.", answer: (200, shape::<Message>), rejections: &[404], ..NOTIFIERS }),
        call(Method::POST, "/notifiers/secret", post(notifiers::rotate_secret),
            About { id: "rotateNotifierSecret", summary: "Makes a second secret; for 24 hours both sign.", answer: (201, shape::<NotifierAnswer>), rejections: &[404, 409, 422], ..NOTIFIERS }),
        call(Method::POST, "/notifiers/test", post(notifiers::test),
            About { id: "testNotifier", summary: "Queues a test delivery.", answer: (202, shape::<DeliveryAnswer<'_>>), rejections: &[400, 404, 409, 422, 429], tells_room: true, ..NOTIFIERS }),
        call(Method::GET, "/notifiers/deliveries", get(deliveries::list),
            About { id: "listDeliveries", summary: "Lists deliveries, newest first.", answer: (200, shape::<Deliveries<'_>>), query: &["status", "limit", "cursor"], ..NOTIFIERS }),
        call(Method::GET, "/notifiers/deliveries/{deliveryId}", get(deliveries::read),
            About { id: "readDelivery", summary: "Reads a delivery.", answer: (200, shape::<DeliveryAnswer<'_>>), ..NOTIFIERS }),
        call(Method::POST, "/notifiers/deliveries/{deliveryId}/resend", post(deliveries::resend),
            About { id: "resendDelivery", summary: "Makes a delivery due again.", answer: (200, shape::<DeliveryAnswer<'_>>), rejections: &[409], ..NOTIFIERS }),
    ]
}
