//! Checked answers: field by field, in the one spelling that is stored.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

use crate::domain::profile::{self, Field, Kind, PROFILE, Scope, Section};

/// Answers that passed their checks, by field. `Debug` tells which fields are answered, never how.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Answers(BTreeMap<&'static str, String>);

impl Answers {
    /// The answer to this field in its stored spelling.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&str> {
        self.0.get(field).map(String::as_str)
    }

    /// Whether the yes/no field was answered with yes.
    #[must_use]
    pub fn says_yes(&self, field: &str) -> bool {
        self.get(field) == Some(YES)
    }

    /// Records the answer, or removes it.
    pub fn set(&mut self, field: &'static Field, value: Option<String>) {
        match value {
            Some(value) => self.0.insert(field.name, value),
            None => self.0.remove(field.name),
        };
    }

    /// Takes over every answer of `other`.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Whether nothing is answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The answers of one section.
    #[must_use]
    pub fn of(&self, section: Section) -> Self {
        self.only(|field| field.section == section)
    }

    /// The answers that are part of a customer: without what only steers the form.
    #[must_use]
    pub fn profile(&self) -> Self {
        self.only(|field| field.scope != Scope::FormOnly && !is_unsure(field, self.get(field.name)))
    }

    /// The required fields that are not answered.
    pub fn missing(&self) -> impl Iterator<Item = &'static Field> {
        PROFILE.iter().filter(|field| field.required && self.get(field.name).is_none())
    }

    /// The answered fields, in the table's order.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> {
        PROFILE.iter().filter(|field| self.0.contains_key(field.name))
    }

    fn only(&self, keep: impl Fn(&Field) -> bool) -> Self {
        let kept = self.fields().filter(|field| keep(field));
        Self(kept.filter_map(|field| Some((field.name, self.get(field.name)?.to_owned()))).collect())
    }
}

/// How yes is stored.
pub const YES: &str = "true";
/// How no is stored.
pub const NO: &str = "false";
/// How a consent that is not given is kept, so that it is not asked as if for the first time.
pub const NOT_NOW: &str = "no";
/// The answer to a consent that also takes back all that would need it; it is not kept.
pub const FORGET: &str = "forget";
/// The choice that says one does not know: an answer on the form, no value of the customer.
pub const UNSURE: &str = "unknown";

fn is_unsure(field: &Field, value: Option<&str>) -> bool {
    matches!(field.kind, Kind::Choice(_)) && value == Some(UNSURE)
}

impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl<'de> Deserialize<'de> for Answers {
    /// Reads what was stored; a field that the table no longer has is dropped.
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let stored = BTreeMap::<String, String>::deserialize(from)?;
        let known = stored.into_iter().filter_map(|(name, value)| Some((profile::field(&name)?.name, value)));
        Ok(Self(known.collect()))
    }
}
