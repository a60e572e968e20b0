//! The profile as JSON, both ways, from the field table.

use serde_json::Value;

use super::reader::Reader;
use crate::actions::customer::Changes;
use crate::domain::answers::{Answers, NO, YES};
use crate::domain::check::{self, Code, Context};
use crate::domain::customer::Customer;
use crate::domain::letter;
use crate::domain::profile::{Field, Kind, spoken};

/// Reads the members that are there: a value, or `null` to clear.
pub fn read(reader: &Reader<'_>, context: &Context<'_>) -> Changes {
    let mut changes = Vec::new();
    for field in spoken() {
        let Some((member, value)) = find(reader, field) else { continue };
        match read_value(field, value, context) {
            Ok(None) if field.required => reader.fault_code(member, Code::Required),
            Ok(value) => changes.push((field, value)),
            Err(code) => reader.fault_code(member, code),
        }
    }
    changes
}

/// Reads a whole new profile: every required member must be there.
pub fn read_whole(reader: &Reader<'_>, context: &Context<'_>) -> Answers {
    for field in spoken().filter(|field| field.required && find(reader, field).is_none()) {
        reader.fault_code(field.name, Code::Required);
    }
    let mut answers = Answers::default();
    for (field, value) in read(reader, context) {
        answers.set(field, value);
    }
    answers
}

/// The member by its name or by its second spelling.
fn find<'a>(reader: &Reader<'a>, field: &'static Field) -> Option<(&'static str, &'a Value)> {
    let by = |name: &'static str| reader.member(name).map(|value| (name, value));
    let second = field.also.and_then(by);
    by(field.name).or(second)
}

fn read_value(field: &Field, value: &Value, context: &Context<'_>) -> Result<Option<String>, Code> {
    match (field.kind, value) {
        (_, Value::Null) => Ok(None),
        (Kind::YesNo, Value::Bool(yes)) => Ok(Some(if *yes { YES } else { NO }.to_owned())),
        (Kind::YesNo, _) => Err(Code::Type),
        (_, Value::String(text)) => check::value(field, text, context),
        _ => Err(Code::Type),
    }
}

/// A customer as the contract shows it.
pub fn write(customer: &Customer) -> Value {
    letter::whole(customer)
}
