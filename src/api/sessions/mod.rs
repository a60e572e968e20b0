//! Signup sessions over JSON.

mod asked;

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use serde_json::{Value, json};

use super::caller::{Bearer, Caller, Id, Sent, refused};
use super::cursor;
use super::problem::Problem;
use super::reader::Faults;
use super::{BASE, reply};
use crate::actions::session::{self, Opened};
use crate::actions::{Concern, SignupsWhich};
use crate::app::App;
use crate::domain::ids::SignupId;
use crate::domain::signup::{AnySignup, Outcome, Status};
use crate::domain::subscription::Wanted;
use crate::domain::{journey, profile::Section};
use crate::error::Error;

/// The name under which the cursors of this list are sealed.
const LIST: &str = "sessions";

/// Opens a session → 201 with its link.
pub async fn create(State(app): State<App>, sent: Sent) -> Result<Response, Problem> {
    let asked = asked::read(&sent, &sent.caller.context(&app))?;
    let opened = session::open(sent.once(&app), &asked, |Opened { signup, secret }| {
        let location = format!("{BASE}/customer-signup/sessions/{}", signup.facts().id);
        reply::created(location, &write(signup, Some(&link(&app, secret.reveal()))))
    });
    Ok(reply::send(opened.await?.reply))
}

/// One session: the source of truth.
pub async fn read(State(app): State<App>, Bearer(token): Bearer, Id(id): Id) -> Result<Json<Value>, Problem> {
    let signup = session::read_by_token(&app, &token, session_id(&id).ok()).await.map_err(refused)?;
    Ok(Json(write(&signup, None)))
}

/// Sessions, newest first.
pub async fn list(State(app): State<App>, caller: Caller) -> Result<Json<Value>, Problem> {
    let (query, source, faults) = (&caller.query, caller.source.id, Faults::default());
    let (limit, before) = (query.limit(&faults), cursor::after(&app, source, LIST, query, &faults));
    let status = query.word(&faults, "status", Status::ALL, Status::as_str);
    let (reference, email) = (query.line(&faults, "customerReferenceId"), query.line(&faults, "email"));
    if query.get("customerReferenceId").is_some() && query.get("email").is_some() {
        faults.add("/email".to_owned(), "exclusive", "Give customerReferenceId or email, not both.");
    }
    faults.check()?;
    let about = reference.as_deref().map(Concern::Reference).or(email.as_deref().map(Concern::Email));
    let which = SignupsWhich { status, about, before, limit: limit + 1 };
    let mut signups = session::list(&app, source, &which).await?;
    let next = cursor::page(&app, source, LIST, &mut signups, limit, |signup| signup.facts().id.to_string());
    let sessions: Vec<Value> = signups.iter().map(|signup| write(signup, None)).collect();
    Ok(Json(json!({ "sessions": sessions, "nextCursor": next })))
}

/// Ends a session.
pub async fn cancel(State(app): State<App>, caller: Caller, Id(id): Id) -> Result<Json<Value>, Problem> {
    let signup = session::cancel(&app, caller.source.id, session_id(&id)?).await?;
    Ok(Json(write(&signup, None)))
}

/// Gives a session a new link; the old one stops working.
pub async fn renew_link(State(app): State<App>, caller: Caller, Id(id): Id) -> Result<Json<Value>, Problem> {
    let Opened { signup, secret } = session::renew_link(&app, caller.source.id, session_id(&id)?).await?;
    Ok(Json(write(&signup, Some(&link(&app, secret.reveal())))))
}

/// A session as the contract shows it, with its link when that is known.
fn write(signup: &AnySignup, link: Option<&str>) -> Value {
    let (facts, ends) = (signup.facts(), Ends::of(signup));
    let invitation = &facts.invitation;
    let existing = match facts.wanted {
        Some(Wanted::Existing(id)) => Some(id),
        Some(Wanted::New(_)) | None => None,
    };
    json!({
        "sessionId": facts.id,
        "id": facts.id,
        "status": signup.status(),
        "customerId": ends.customer,
        "customerReferenceId": invitation.reference,
        "email": invitation.email,
        "returnUrl": link,
        "url": link,
        "tenantReturnUrl": invitation.return_url,
        "flows": [],
        "siteDetails": invitation.site,
        "subscriptionId": ends.subscription.or(existing),
        "siteId": ends.site,
        "errorCode": ends.failure,
        "progress": { "answered": ends.answered, "total": journey::STEPS.len() },
        "createdAt": facts.created_at,
        "expiresAt": facts.expires_at,
        "startedAt": ends.started_at,
        "completedAt": ends.completed_at,
        "metadata": invitation.metadata,
    })
}

/// What only some states know.
#[derive(Default)]
struct Ends {
    customer: Option<crate::domain::ids::CustomerId>,
    subscription: Option<crate::domain::ids::SubscriptionId>,
    site: Option<crate::domain::ids::LocationId>,
    failure: Option<crate::domain::signup::Failure>,
    answered: Vec<Section>,
    started_at: Option<crate::domain::moment::Moment>,
    completed_at: Option<crate::domain::moment::Moment>,
}

impl Ends {
    fn of(signup: &AnySignup) -> Self {
        match signup {
            AnySignup::Pending(_) => Self::default(),
            AnySignup::InProgress(signup) => Self {
                answered: signup.state.progress.answered().collect(),
                started_at: Some(signup.state.started_at),
                ..Self::default()
            },
            AnySignup::Ended(signup) => {
                let state = &signup.state;
                let ends = Self {
                    answered: state.progress.answered().collect(),
                    started_at: state.started_at,
                    failure: state.outcome.failure(),
                    ..Self::default()
                };
                match state.outcome {
                    Outcome::Completed { customer, subscription, site } => Self {
                        customer: Some(customer),
                        subscription,
                        site,
                        completed_at: Some(state.ended_at),
                        ..ends
                    },
                    Outcome::Cancelled | Outcome::Failed(_) | Outcome::Expired => ends,
                }
            }
        }
    }
}

fn link(app: &App, secret: &str) -> String {
    format!("{}/signup/{secret}", app.settings.origin())
}

/// The id in a path; what is no id is nobody's.
fn session_id(text: &str) -> Result<SignupId, Error> {
    text.parse().map_err(|_| Error::NotFound)
}
