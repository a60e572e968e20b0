//! Reads the members of a JSON object and collects every error on the way.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::field_code::FieldCode;
use super::messages;
use super::problem::{FieldError, Problem};
use crate::domain::moment::Moment;
use crate::domain::profile::Field;
use crate::domain::profile::normalize;
use crate::domain::profile::validation::Code;

/// So many errors are listed in what a caller can send any number of: unknown names, elements of
/// arrays, pairs of its own. The others are counted. Every wrong member that we know is listed.
const MOST_LISTED: usize = 20;

/// The longest name of a caller's own that an answer repeats, in characters.
const LONGEST_NAME: usize = 100;

/// The errors of one request.
#[derive(Debug, Default)]
pub struct FieldErrors {
    wrong: RefCell<Vec<FieldError>>,
    /// How many errors there are in what is sent in any number.
    unbounded: Cell<usize>,
}

impl FieldErrors {
    /// Notes an error in a member that we know: there are only so many.
    pub fn add(&self, pointer: String, code: FieldCode, detail: impl Into<String>) {
        let field = pointer.rsplit('/').next().unwrap_or_default().to_owned();
        self.wrong.borrow_mut().push(FieldError {
            pointer,
            field,
            code,
            detail: detail.into(),
            suggestion: None,
        });
    }

    /// Notes an error in one of what a caller can send any number of.
    fn add_unbounded(&self, pointer: String, code: FieldCode, detail: impl Into<String>) {
        let before = self.unbounded.get();
        self.unbounded.set(before + 1);
        if before < MOST_LISTED {
            self.add(pointer, code, detail);
        }
    }

    /// Notes an error in a member of the object at `object` whose name is the caller's own. A long name is
    /// not repeated: the pointer is then that of the object.
    pub fn add_named(&self, object: &str, name: &str, code: FieldCode, detail: impl Into<String>) {
        let short = name.chars().nth(LONGEST_NAME).is_none();
        let pointer = if short { pointer_in(object, name) } else { object.to_owned() };
        self.add_unbounded(pointer, code, detail);
    }

    /// Ends the reading: all errors, or none.
    pub fn check(self) -> Result<(), Problem> {
        let wrong = self.wrong.into_inner();
        let omitted = self.unbounded.get().saturating_sub(MOST_LISTED);
        if wrong.is_empty() { Ok(()) } else { Err(Problem::invalid(wrong, omitted)) }
    }
}

/// One object of the body, and where it is.
#[derive(Debug)]
pub struct BodyReader<'a> {
    object: &'a Map<String, Value>,
    pointer: String,
    errors: &'a FieldErrors,
    seen: RefCell<BTreeSet<&'static str>>,
}

impl<'a> BodyReader<'a> {
    /// Reads the whole body.
    pub fn new(object: &'a Map<String, Value>, errors: &'a FieldErrors) -> Self {
        Self { object, pointer: String::new(), errors, seen: RefCell::default() }
    }

    /// Where a member of this object is.
    pub fn pointer(&self, member: &str) -> String {
        pointer_in(&self.pointer, member)
    }

    /// Notes an error in a member.
    pub fn error(&self, member: &str, code: FieldCode, detail: impl Into<String>) {
        self.errors.add(self.pointer(member), code, detail);
    }

    /// Notes an error in an element of an array.
    pub fn error_at(&self, array: &str, at: usize, code: FieldCode, detail: impl Into<String>) {
        self.errors.add_unbounded(format!("{}/{at}", self.pointer(array)), code, detail);
    }

    /// Notes an error in a member whose name is the caller's own. A long name is not repeated: the
    /// pointer is then that of this object.
    pub fn error_named(&self, name: &str, code: FieldCode, detail: impl Into<String>) {
        self.errors.add_named(&self.pointer, name, code, detail);
    }

    /// Notes an error at a pointer within this object.
    pub fn error_within(&self, pointer: &str, code: FieldCode, detail: impl Into<String>) {
        self.errors.add(format!("{}{pointer}", self.pointer), code, detail);
    }

    /// The same, with what would be right.
    pub fn suggest(&self, pointer: &str, code: FieldCode, detail: impl Into<String>, suggestion: &str) {
        self.error_within(pointer, code, detail);
        if let Some(last) = self.errors.wrong.borrow_mut().last_mut() {
            last.suggestion = Some(suggestion.to_owned());
        }
    }

    /// Notes an error in a member that is no field of the profile.
    pub fn error_code(&self, member: &str, code: Code) {
        self.error(member, code.into(), messages::plain(member, code));
    }

    /// Notes an error in a field of the profile, under the name by which it was sent.
    pub fn error_field(&self, member: &str, field: &Field, code: Code) {
        self.error(member, code.into(), messages::of_field(member, field, code));
    }

    /// The member, unless it is absent; `null` is a value here.
    pub fn member(&self, name: &'static str) -> Option<&'a Value> {
        self.seen.borrow_mut().insert(name);
        self.object.get(name)
    }

    /// The member, unless it is absent or `null`.
    pub fn value(&self, name: &'static str) -> Option<&'a Value> {
        self.member(name).filter(|value| !value.is_null())
    }

    /// A text of one line, cleaned; empty is as absent.
    pub fn line(&self, name: &'static str) -> Option<String> {
        let Some(text) = self.value(name)?.as_str() else {
            self.error_code(name, Code::Type);
            return None;
        };
        match normalize::line(text) {
            Ok(line) => Some(line).filter(|line| !line.is_empty()),
            Err(unclean) => {
                self.error_code(name, unclean.into());
                None
            }
        }
    }

    /// A whole number.
    pub fn integer(&self, name: &'static str) -> Option<i64> {
        let value = self.value(name)?.as_i64();
        if value.is_none() {
            self.error(
                name,
                FieldCode::Type,
                format!("{name} must be a whole number, such as 42, without quotes."),
            );
        }
        value
    }

    /// Yes or no.
    pub fn boolean(&self, name: &'static str) -> Option<bool> {
        let value = self.value(name)?.as_bool();
        if value.is_none() {
            self.error(name, FieldCode::Type, format!("{name} must be true or false, without quotes."));
        }
        value
    }

    /// A time or a date; a time without an offset is in UTC.
    pub fn moment(&self, name: &'static str) -> Option<Moment> {
        let value = self.value(name)?.as_str().and_then(Moment::parse);
        if value.is_none() {
            self.error(
                name,
                FieldCode::Format,
                format!(
                    "{name} must be a time, such as 2026-11-23T08:00:00Z, or a date, such as 2026-11-23."
                ),
            );
        }
        value
    }

    /// An array.
    pub fn array(&self, name: &'static str) -> Option<&'a Vec<Value>> {
        let value = self.value(name)?.as_array();
        if value.is_none() {
            self.error(name, FieldCode::Type, format!("{name} must be an array, in square brackets."));
        }
        value
    }

    /// An object inside this one.
    pub fn object(&self, name: &'static str) -> Option<BodyReader<'a>> {
        let Some(object) = self.value(name)?.as_object() else {
            self.error(name, FieldCode::Type, format!("{name} must be an object, in curly brackets."));
            return None;
        };
        Some(BodyReader {
            object,
            pointer: self.pointer(name),
            errors: self.errors,
            seen: RefCell::default(),
        })
    }

    /// Every member, for objects whose names are the caller's own.
    pub fn members(&self) -> &'a Map<String, Value> {
        self.object
    }

    /// Refuses what was not read, by name, when the caller asked for strictness.
    pub fn finish(&self, strict: bool) {
        let seen = self.seen.borrow();
        for name in self.object.keys().filter(|name| strict && !seen.contains(name.as_str())) {
            self.error_named(name, FieldCode::UnknownMember, "There is no such member here: leave it out.");
        }
    }
}

/// Where a member of the object at `object` is (RFC 6901).
fn pointer_in(object: &str, member: &str) -> String {
    format!("{object}/{}", member.replace('~', "~0").replace('/', "~1"))
}
