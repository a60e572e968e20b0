//! Responses about consents, and about all that is held of a person.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Location, Session, Subscription};
use crate::actions::export;
use crate::domain::ids::SignupId;
use crate::domain::moment::Moment;
use crate::domain::tenant::consent::{self, DecidedBy, Decision};
use crate::domain::tenant::representation::WholeCustomer;

/// An entry of the ledger of consents; the newest of a purpose says whether it holds.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConsentEntry<'a> {
    /// What it is for.
    purpose: &'a str,
    /// What was decided.
    decision: Decision,
    /// The exact words that it is about.
    text: &'a str,
    /// What tells these words from any others.
    text_version: &'a str,
    /// The language of the words.
    locale: &'a str,
    /// Who decided.
    by: DecidedBy,
    /// The session on whose form it was decided; `null` once that session is erased.
    session_id: Option<SignupId>,
    /// When it was decided.
    at: Moment,
}

impl<'a> From<&'a consent::ConsentEntry> for ConsentEntry<'a> {
    fn from(entry: &'a consent::ConsentEntry) -> Self {
        Self {
            purpose: &entry.purpose,
            decision: entry.decision,
            text: &entry.text,
            text_version: &entry.text_version,
            locale: &entry.locale,
            by: entry.by,
            session_id: entry.session,
            at: entry.at,
        }
    }
}

/// Everything that is held of a person, for the person.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Export<'a> {
    /// The profile.
    customer: WholeCustomer<'a>,
    /// When the customer was deleted; `null` while it is not.
    deleted_at: Option<Moment>,
    /// What the person agreed to, and withdrew; newest first.
    consents: Vec<ConsentEntry<'a>>,
    /// What the person has, had or shares.
    subscriptions: Vec<Subscription>,
    /// The places that are linked to the person.
    locations: Vec<Location<'a>>,
    /// The sessions by which the person signed up.
    sessions: Vec<Session<'a>>,
}

impl<'a> From<&'a export::Export> for Export<'a> {
    fn from(held: &'a export::Export) -> Self {
        Self {
            customer: (&held.customer).into(),
            deleted_at: held.deleted_at,
            consents: held.consents.iter().map(Into::into).collect(),
            subscriptions: held.subscriptions.iter().map(Into::into).collect(),
            locations: held.locations.iter().map(Into::into).collect(),
            sessions: held.sessions.iter().map(|signup| Session::new(signup, None)).collect(),
        }
    }
}
