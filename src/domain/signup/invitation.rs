//! What a tenant says when it opens a session: kept as it was said, for as long as the session is.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::form::{Form, stored};
use crate::domain::profile::answers::Answers;
use crate::domain::profile::rules;
use crate::domain::profile::{Field, Scope, Section, field};
use crate::domain::signup::flow::Flow;
use crate::domain::signup::prefill::{self, Level};
use crate::domain::signup::return_url::ReturnUrl;

/// The tenant's part of a signup session; the default is what is left of it when the session was erased. `Debug` shows
/// nothing of it.
///
/// The store seals it as JSON, so a member that is renamed keeps its old name as an alias.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Invitation {
    /// Where the browser goes at the end; nowhere once the session is erased.
    pub return_url: Option<ReturnUrl>,
    /// Where somebody whose link has expired gets a new one.
    #[serde(default)]
    pub refresh_url: Option<ReturnUrl>,
    /// Where the person is sent to pay.
    #[serde(default)]
    pub payment_url: Option<ReturnUrl>,
    /// The address it concerns.
    pub email: Option<String>,
    /// The tenant's own id for the customer.
    pub reference: Option<String>,
    /// The site it concerns.
    pub site: Option<SiteDetails>,
    /// Profile answers the tenant already has.
    #[serde(default, alias = "given")]
    pub prefilled: Answers,
    /// Those of them that the person may not change.
    #[serde(default, alias = "fixed")]
    pub locked: Answers,
    /// Those of them that are shown as text until the person wants to change them.
    #[serde(default)]
    pub confirm: Answers,
    /// The sections to ask, where they are fewer than those of the form; else none.
    #[serde(default, deserialize_with = "stored::words")]
    pub sections: Vec<Section>,
    /// What it has beside the form, each once, in the order of the way.
    #[serde(default, deserialize_with = "stored::words")]
    pub flows: Vec<Flow>,
    /// The language asked for.
    pub locale: Option<String>,
    /// Echoed on return.
    pub state: Option<String>,
    /// The tenant's own notes.
    #[serde(default)]
    pub metadata: BTreeMap<String, String>,
}

/// The site that a session concerns.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SiteDetails {
    /// What people call it.
    pub site_name: Option<String>,
    /// The tenant's own id for it.
    pub site_reference_id: Option<String>,
}

impl Invitation {
    /// What a new customer starts with: the tenant's answers, its reference, and the address.
    ///
    /// An answer on the form replaces what is given here, unless it is locked.
    #[must_use]
    pub fn initial_answers(&self) -> Answers {
        let mut known = Answers::default();
        if let Some(field) = field("email") {
            // What the tenant said once is not asked again (WCAG 3.3.7).
            known.set(field, self.email.clone());
        }
        known.extend(self.prefilled.clone());
        known.extend(rules::implied(&self.prefilled));
        known
    }

    /// How freely the person may change this answer, if the tenant has filled it in.
    #[must_use]
    pub fn level(&self, field: &Field) -> Option<Level> {
        prefill::level(field, &self.prefilled, &self.confirm, &self.locked)
    }

    /// The levels of all that the tenant has filled in and the form could ask, by field.
    #[must_use]
    pub fn levels(&self) -> BTreeMap<&'static str, Level> {
        let asked = self.prefilled.fields().filter(|field| field.scope == Scope::FormAndApi);
        asked.filter_map(|field| Some((field.name, self.level(field)?))).collect()
    }

    /// Whether the tenant has said all there is to ask in this section, so that it is passed over and only checked.
    #[must_use]
    pub fn is_settled(&self, form: &Form, section: Section) -> bool {
        // Of most sessions nothing is, which is quickly seen.
        let is_any_given = !self.confirm.is_empty() || !self.locked.is_empty();
        is_any_given && prefill::is_settled(form, section, |field| self.level(field))
    }
}

impl fmt::Debug for Invitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Invitation").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::Invitation;

    #[test]
    fn what_was_sealed_under_earlier_names_is_read() {
        let sealed =
            r#"{"return_url": "https://tenant.example/", "given": {"name": "A"}, "fixed": {"name": "A"}}"#;
        let read: Invitation = serde_json::from_str(sealed).expect("an invitation");
        assert_eq!(read.prefilled.get("name"), Some("A"));
        assert_eq!(read.locked.get("name"), Some("A"));
        assert!(read.confirm.is_empty());
    }
}
