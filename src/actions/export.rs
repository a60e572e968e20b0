//! Export: everything that is held of a person, for the person.

use crate::app::App;
use crate::domain::ids::{CustomerId, SourceId};
use crate::domain::moment::Moment;
use crate::domain::signup::SignupState;
use crate::domain::tenant::consent::ConsentEntry;
use crate::domain::tenant::customer::Customer;
use crate::domain::tenant::location::Location;
use crate::domain::tenant::subscription::Subscription;
use crate::error::Result;

/// What is held of a person.
#[derive(Debug)]
pub struct Export {
    /// The profile.
    pub customer: Customer,
    /// When it was deleted, if it was: it is held until it is erased.
    pub deleted_at: Option<Moment>,
    /// The ledger of consents, the newest entry first.
    pub consents: Vec<ConsentEntry>,
    /// What the person has, had or shares.
    pub subscriptions: Vec<Subscription>,
    /// The places that are linked to the person.
    pub locations: Vec<Location>,
    /// The sessions that the customer came of.
    pub sessions: Vec<SignupState>,
}

/// Everything that is held of a customer that is not erased.
///
/// # Errors
/// [`crate::error::Error::NotFound`].
pub async fn read(app: &App, source: SourceId, id: CustomerId) -> Result<Export> {
    let mut reader = app.store.read(source);
    let (customer, deleted_at) = reader.customer_or_deleted(id).await?;
    let (mut locations, mut sessions) = (Vec::new(), Vec::new());
    for location in &customer.locations {
        locations.push(reader.location(*location).await?);
    }
    for session in reader.signups_of(id).await? {
        sessions.push(reader.signup(session, app.now()).await?);
    }
    Ok(Export {
        consents: reader.consents(id).await?,
        subscriptions: reader.subscriptions_of(id).await?,
        customer,
        deleted_at,
        locations,
        sessions,
    })
}
