//! Reads the members of a JSON object and collects every mistake on the way.

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::problem::{Problem, Wrong};
use crate::domain::check::Code;
use crate::domain::clean;
use crate::domain::moment::Moment;
use crate::domain::phone::Digits;

/// The mistakes of one request.
#[derive(Debug, Default)]
pub struct Faults(RefCell<Vec<Wrong>>);

impl Faults {
    /// Notes a mistake.
    pub fn add(&self, pointer: String, code: &'static str, detail: impl Into<String>) {
        let field = pointer.rsplit('/').next().unwrap_or_default().to_owned();
        self.0.borrow_mut().push(Wrong { pointer, field, code, detail: detail.into() });
    }

    /// Ends the reading: all mistakes, or none.
    pub fn check(self) -> Result<(), Problem> {
        let wrong = self.0.into_inner();
        if wrong.is_empty() { Ok(()) } else { Err(Problem::invalid(wrong)) }
    }
}

/// One object of the body, and where it is.
#[derive(Debug)]
pub struct Reader<'a> {
    object: &'a Map<String, Value>,
    pointer: String,
    faults: &'a Faults,
    seen: RefCell<BTreeSet<&'static str>>,
}

impl<'a> Reader<'a> {
    /// Reads the whole body.
    pub fn new(object: &'a Map<String, Value>, faults: &'a Faults) -> Self {
        Self { object, pointer: String::new(), faults, seen: RefCell::default() }
    }

    /// Where a member of this object is.
    pub fn pointer(&self, member: &str) -> String {
        format!("{}/{}", self.pointer, member.replace('~', "~0").replace('/', "~1"))
    }

    /// Notes a mistake in a member.
    pub fn fault(&self, member: &str, code: &'static str, detail: impl Into<String>) {
        self.faults.add(self.pointer(member), code, detail);
    }

    /// Notes a mistake inside a member, given as a path below this object.
    pub fn fault_at(&self, path: &str, code: &'static str, detail: impl Into<String>) {
        self.faults.add(format!("{}/{path}", self.pointer), code, detail);
    }

    /// Notes a mistake that the field checks found.
    pub fn fault_code(&self, member: &str, code: Code) {
        self.fault(member, code.as_str(), sentence(member, code));
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
            self.fault_code(name, Code::Type);
            return None;
        };
        match clean::line(text) {
            Ok(line) => Some(line).filter(|line| !line.is_empty()),
            Err(unclean) => {
                self.fault_code(name, unclean.into());
                None
            }
        }
    }

    /// A whole number.
    pub fn integer(&self, name: &'static str) -> Option<i64> {
        let value = self.value(name)?.as_i64();
        if value.is_none() {
            self.fault(name, "type", format!("{name} must be a whole number."));
        }
        value
    }

    /// Yes or no.
    pub fn boolean(&self, name: &'static str) -> Option<bool> {
        let value = self.value(name)?.as_bool();
        if value.is_none() {
            self.fault_code(name, Code::Type);
        }
        value
    }

    /// A time or a date.
    pub fn moment(&self, name: &'static str) -> Option<Moment> {
        let value = self.value(name)?.as_str().and_then(Moment::parse);
        if value.is_none() {
            self.fault(
                name,
                "format",
                format!("{name} must be a time such as 2026-11-23T08:00:00Z, or a date."),
            );
        }
        value
    }

    /// An array.
    pub fn array(&self, name: &'static str) -> Option<&'a Vec<Value>> {
        let value = self.value(name)?.as_array();
        if value.is_none() {
            self.fault(name, "type", format!("{name} must be an array."));
        }
        value
    }

    /// An object inside this one.
    pub fn object(&self, name: &'static str) -> Option<Reader<'a>> {
        let Some(object) = self.value(name)?.as_object() else {
            self.fault(name, "type", format!("{name} must be an object."));
            return None;
        };
        Some(Reader { object, pointer: self.pointer(name), faults: self.faults, seen: RefCell::default() })
    }

    /// Every member, for objects whose names are the caller's own.
    pub fn members(&self) -> &'a Map<String, Value> {
        self.object
    }

    /// Refuses what was not read, by name, when the caller asked for strictness.
    pub fn finish(&self, strict: bool) {
        let seen = self.seen.borrow();
        for name in self.object.keys().filter(|name| strict && !seen.contains(name.as_str())) {
            self.fault(name, "unknown_member", "There is no such member here.");
        }
    }
}

/// A mistake as a sentence for developers.
fn sentence(name: &str, code: Code) -> String {
    match code {
        Code::Required => format!("{name} is required."),
        Code::TooLong(most) => format!("{name} must have {most} characters or fewer."),
        Code::TooFewDigits(Digits { typed, needed }) => {
            format!("{name} is too short: it has {typed} of the {needed} digits it needs.")
        }
        Code::TooManyDigits(Digits { typed, needed }) => {
            format!("{name} is too long: it has {typed} digits and needs only {needed}.")
        }
        Code::Unreadable | Code::Characters => {
            format!("{name} must not have control, direction or stacked combining characters.")
        }
        Code::Format => format!("{name} is not of the form that it must have."),
        Code::NoSuchDate | Code::DayMissing | Code::MonthMissing | Code::YearMissing => {
            format!("{name} must be a date such as 1985-03-07.")
        }
        Code::Future => format!("{name} must not lie in the future."),
        Code::TooEarly => format!("{name} must be 1900-01-01 or later."),
        Code::Choice => format!("{name} must be one of the values that the documentation lists."),
        Code::Repeated => format!("{name} must be given once."),
        Code::Type => format!("{name} is not of the JSON type that it must have."),
        Code::Changed => format!("{name} has changed."),
    }
}
