//! Consents: to which exact words, by whom, when.
//!
//! Nothing reads them yet, nor writes `withdrawn_at`: they are the proof for whoever asks, and are for the calls
//! that list and withdraw them (contract, section 6).

use super::db::{Params, Sql};
use super::{Tx, statements};
use crate::domain::ids::{CustomerId, SignupId};
use crate::domain::moment::Moment;
use crate::error::Result;

statements! {
    INSERT = Sql::same(
        "insert into consent (source_id, customer_id, signup_id, purpose, text_version, given_at)
         values ($1, $2, $3, $4, $5, $6)",
    );
}

/// Keeps the exact words, from the first time that somebody agrees to them: their version, purpose, language,
/// the words, now; where `$from` has a row.
macro_rules! keep_text {
    ($row:literal, $from:literal) => {
        concat!(
            "insert into consent_text (version, purpose, locale, wording, first_used_at) select ",
            $row,
            $from,
            " on conflict (version) do nothing"
        )
    };
}
pub(super) use keep_text;

impl Tx {
    /// Writes down that the customer of a session agreed, at the time it did.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn add_consent(
        &mut self,
        customer: CustomerId,
        signup: SignupId,
        purpose: &str,
        version: &str,
        given_at: Moment,
    ) -> Result<()> {
        let params: Params<'_> = &[&self.source, &customer, &signup, &purpose, &version, &given_at];
        self.conn.execute(INSERT, params).await?;
        Ok(())
    }
}
