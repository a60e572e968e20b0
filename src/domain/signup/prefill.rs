//! What a tenant filled in: how freely the person may change each answer, and which of them the person calls wrong.

use std::collections::BTreeMap;

use crate::domain::form::Form;
use crate::domain::profile::answers::{Answers, NO};
use crate::domain::profile::{Field, PROFILE, Scope, Section, field};
use crate::domain::string_enum::string_enum;

string_enum! {
    /// How freely a person may change an answer that the tenant filled in.
    pub enum Level {
        /// It is an input that holds the answer.
        Suggested = "suggested",
        /// It is text with a button that makes an input of it; going on says that it is right.
        Confirm = "confirm",
        /// It is text that cannot be changed; the person can say that it is wrong.
        Locked = "locked",
    }
}

/// What a level cannot be said of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misfit {
    /// The form does not ask it, or the tenant does not give it.
    NotGiven,
    /// Another level was said of it before.
    Contradictory,
}

/// The answers that a tenant gives at a level of their own; all others are [`Level::Suggested`].
#[derive(Debug, Default)]
pub struct Levels {
    said: BTreeMap<&'static str, Level>,
    /// Those at [`Level::Confirm`].
    pub confirm: Answers,
    /// Those at [`Level::Locked`].
    pub locked: Answers,
}

impl Levels {
    /// Says at which level the field of this name is given.
    ///
    /// # Errors
    /// [`Misfit`].
    pub fn set(&mut self, prefilled: &Answers, name: &str, level: Level) -> Result<(), Misfit> {
        let field = field(name).filter(|field| field.scope == Scope::FormAndApi).ok_or(Misfit::NotGiven)?;
        let value = prefilled.get(field.name).ok_or(Misfit::NotGiven)?;
        if *self.said.entry(field.name).or_insert(level) != level {
            return Err(Misfit::Contradictory);
        }
        match level {
            Level::Suggested => {}
            Level::Confirm => self.confirm.set(field, Some(value.to_owned())),
            Level::Locked => self.locked.set(field, Some(value.to_owned())),
        }
        Ok(())
    }
}

/// The level of a field among these answers, if the tenant has filled it in.
#[must_use]
pub fn level(field: &Field, prefilled: &Answers, confirm: &Answers, locked: &Answers) -> Option<Level> {
    let has = |answers: &Answers| answers.get(field.name).is_some();
    if has(locked) {
        Some(Level::Locked)
    } else if has(confirm) {
        Some(Level::Confirm)
    } else {
        has(prefilled).then_some(Level::Suggested)
    }
}

/// Whether nothing is left to ask in a section of this form: the tenant has filled in all of it, and nothing of it
/// as a mere suggestion. What only the person can say, such as consent, is always left.
pub(super) fn is_settled(form: &Form, section: Section, level: impl Fn(&Field) -> Option<Level>) -> bool {
    let given = |field: &Field| matches!(level(field), Some(Level::Confirm | Level::Locked));
    let settled = |field: &'static Field| given(field) || field.followers().any(given);
    form.fields(section).any(given) && form.fields(section).all(settled)
}

/// The question that a text instead of an input answers with no, so that what follows it is not asked.
#[must_use]
pub fn is_needless(field: &Field, given: &Answers) -> bool {
    field.follows.is_some_and(|gate| given.get(gate) == Some(NO))
}

/// The locked answers that the person calls wrong, in the order of the field table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Disputed(Vec<&'static Field>);

impl Disputed {
    /// Whether this one is.
    #[must_use]
    pub fn has(&self, field: &Field) -> bool {
        self.0.iter().any(|known| known.name == field.name)
    }

    /// The same with what `says` answers for the fields that it answers; the others stay.
    #[must_use]
    pub fn revised(&self, says: impl Fn(&Field) -> Option<bool>) -> Self {
        Self(PROFILE.iter().filter(|field| says(field).unwrap_or_else(|| self.has(field))).collect())
    }

    /// Those of a section.
    pub fn of(&self, section: Section) -> impl Iterator<Item = &'static Field> {
        self.0.iter().copied().filter(move |field| field.section == section)
    }

    /// Their names.
    #[must_use]
    pub fn names(&self) -> Vec<&'static str> {
        self.0.iter().map(|field| field.name).collect()
    }

    /// From their names with spaces between; one that the table no longer has is dropped.
    #[must_use]
    pub fn of_names(names: &str) -> Self {
        Self(names.split_whitespace().filter_map(field).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{Disputed, Level, Levels, Misfit};
    use crate::domain::profile::answers::Answers;
    use crate::domain::profile::field;

    #[test]
    fn a_level_is_said_once_and_of_what_is_given() {
        let mut prefilled = Answers::default();
        prefilled.set(field("name").expect("a field"), Some("A".to_owned()));
        prefilled.set(field("businessName").expect("a field"), Some("B".to_owned()));
        let mut levels = Levels::default();
        assert_eq!(levels.set(&prefilled, "name", Level::Locked), Ok(()));
        assert_eq!(levels.set(&prefilled, "name", Level::Locked), Ok(()));
        assert_eq!(levels.set(&prefilled, "name", Level::Confirm), Err(Misfit::Contradictory));
        for name in ["surname", "businessName", "hasVehicle", "nothing"] {
            assert_eq!(levels.set(&prefilled, name, Level::Confirm), Err(Misfit::NotGiven), "{name}");
        }
        assert_eq!(levels.locked.get("name"), Some("A"));
        assert!(levels.confirm.is_empty());
    }

    #[test]
    fn what_is_called_wrong_is_kept_by_name_in_the_tables_order() {
        let read = Disputed::of_names("mobile gone name");
        let same = read.revised(|_| None);
        assert_eq!(same.names(), ["name", "mobile"]);
        let revised = same.revised(|field| (field.name == "name").then_some(false));
        assert_eq!(revised.names(), ["mobile"]);
    }
}
