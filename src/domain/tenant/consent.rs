//! Consents of a customer: a ledger of what was decided, to which exact words, by whom and when.

use crate::domain::ids::{CustomerId, SignupId};
use crate::domain::moment::Moment;
use crate::domain::profile::{Kind, Section};
use crate::domain::string_enum::string_enum;

string_enum! {
    /// What was decided.
    pub enum Decision {
        /// It is agreed to.
        Given = "given",
        /// It is agreed to no longer.
        Withdrawn = "withdrawn",
    }
}

string_enum! {
    /// Who decided, or told of it.
    pub enum DecidedBy {
        /// The person, on the form.
        Person = "person",
        /// The tenant, for the person.
        Tenant = "tenant",
    }
}

/// A decision to be entered.
#[derive(Debug, Clone, Copy)]
pub struct NewConsent<'a> {
    /// Whose consent it is.
    pub customer: CustomerId,
    /// What it is for, in one word.
    pub purpose: &'a str,
    /// What was decided.
    pub decision: Decision,
    /// By whom.
    pub by: DecidedBy,
    /// The version of the words that it is about.
    pub text_version: &'a str,
    /// The session on whose form it was decided, if it was.
    pub session: Option<SignupId>,
    /// When.
    pub at: Moment,
}

/// An entry of the ledger, with the words that it is about.
#[derive(Debug, Clone)]
pub struct ConsentEntry {
    /// What it is for, in one word.
    pub purpose: String,
    /// What was decided.
    pub decision: Decision,
    /// By whom.
    pub by: DecidedBy,
    /// The words themselves.
    pub text: String,
    /// What tells these words from any others.
    pub text_version: String,
    /// The language of the words (BCP 47).
    pub locale: String,
    /// The session on whose form it was decided; none once that session is erased.
    pub session: Option<SignupId>,
    /// When.
    pub at: Moment,
}

/// The section that is kept only for as long as the consent of this purpose holds.
#[must_use]
pub fn covered(purpose: &str) -> Option<Section> {
    let asks = |section: &Section| section.form_fields().any(|field| field.kind == Kind::Consent);
    Section::parse(purpose).filter(asks)
}

#[cfg(test)]
mod tests {
    use super::covered;
    use crate::domain::profile::Section;

    #[test]
    fn a_consent_covers_the_section_that_asks_for_it() {
        let covering: Vec<_> = Section::ALL.iter().filter_map(|section| covered(section.as_str())).collect();
        assert_eq!(covering.len(), 1, "{covering:?}");
        assert_eq!(covered("marketing"), None);
    }
}
