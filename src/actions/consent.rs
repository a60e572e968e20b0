//! Consents of a customer: read, withdrawn.

use super::transaction;
use crate::app::App;
use crate::domain::ids::{CustomerId, SourceId};
use crate::domain::tenant::consent::{ConsentEntry, DecidedBy, Decision, NewConsent, covered};
use crate::domain::webhook::event::Event;
use crate::error::{Error, Result};
use crate::store::About;

/// The ledger of a customer, deleted and erased ones included; the newest entry first.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn list(app: &App, source: SourceId, customer: CustomerId) -> Result<Vec<ConsentEntry>> {
    let mut reader = app.store.read(source);
    reader.expect_any_customer(customer).await?;
    reader.consents(customer).await
}

/// Withdraws the consent of a purpose, which erases what it covered, where it covered anything; where it was withdrawn already, nothing happens.
///
/// # Errors
/// [`Error::NotFound`] when there is no such customer, or none was given for this purpose.
pub async fn withdraw(app: &App, source: SourceId, customer: CustomerId, purpose: &str) -> Result<()> {
    transaction::run(app, source, |mut tx, now| async move {
        tx.forget_responses_about(customer).await?;
        tx.lock_customer(customer).await?;
        let consents = tx.consents(customer).await?;
        let last = consents.iter().find(|entry| entry.purpose == purpose).ok_or(Error::NotFound)?;
        if last.decision == Decision::Withdrawn {
            return Ok((tx, ()));
        }
        let mut known = tx.customer(customer).await?;
        let covered = covered(purpose);
        if let Some(section) = covered {
            let fields: Vec<_> = known.profile.fields().filter(|field| field.section == section).collect();
            for field in fields {
                known.profile.set(field, None);
            }
            tx.forget_profiles_on_their_way(customer).await?;
            tx.update_customer(&known, now).await?;
            (known.version, known.updated_at) = (known.version + 1, now);
        }
        let withdrawn = NewConsent {
            customer,
            purpose,
            decision: Decision::Withdrawn,
            by: DecidedBy::Tenant,
            text_version: &last.text_version,
            session: None,
            at: now,
        };
        tx.add_consent(&withdrawn, known.version, now).await?;
        if covered.is_some() {
            // What was on its way with the old profile is replaced by this.
            tx.record(Event::CustomerUpdated, About::Customer(&known), now).await?;
        }
        Ok((tx, ()))
    })
    .await
}
