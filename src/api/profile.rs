//! Reads the profile from JSON by the field table.

use serde_json::Value;

use super::body_reader::BodyReader;
use super::field_code::FieldCode;
use crate::actions::customer::Changes;
use crate::domain::profile::answers::{Answers, NO, YES};
use crate::domain::profile::validation::{self, Code, Context};
use crate::domain::profile::{Field, Kind, api_fields};

/// Reads the members that are there: a value, or `null` to clear.
pub fn read(reader: &BodyReader<'_>, context: &Context<'_>) -> Changes {
    let mut changes = Vec::new();
    for field in api_fields() {
        let mut read = spellings(reader, field).filter_map(|(member, value)| {
            match read_value(field, value, context) {
                Ok(None) if field.required => reader.error_field(member, field, Code::Required),
                Ok(value) => return Some((member, value)),
                Err(code) => reader.error_field(member, field, code),
            }
            None
        });
        let (first, second) = (read.next(), read.next());
        if let (Some((one, value)), Some((other, another))) = (&first, &second)
            && value != another
        {
            let detail = format!("{one} and {other} differ: give one of them.");
            reader.error(other, FieldCode::Contradictory, detail);
        }
        changes.extend(first.map(|(_, value)| (field, value)));
    }
    changes
}

/// Reads a whole new profile: every required member must be there.
pub fn read_whole(reader: &BodyReader<'_>, context: &Context<'_>) -> Answers {
    for field in api_fields().filter(|field| field.required && spellings(reader, field).next().is_none()) {
        reader.error_field(field.name, field, Code::Required);
    }
    let mut answers = Answers::default();
    for (field, value) in read(reader, context) {
        answers.set(field, value);
    }
    answers
}

/// The member under each of its spellings that is there.
fn spellings<'a>(
    reader: &BodyReader<'a>,
    field: &'static Field,
) -> impl Iterator<Item = (&'static str, &'a Value)> {
    let found = [Some(field.name), field.also].map(|name| Some((name?, reader.member(name?)?)));
    found.into_iter().flatten()
}

fn read_value(field: &Field, value: &Value, context: &Context<'_>) -> Result<Option<String>, Code> {
    match (field.kind, value) {
        (_, Value::Null) => Ok(None),
        (Kind::YesNo, Value::Bool(yes)) => Ok(Some(if *yes { YES } else { NO }.to_owned())),
        (Kind::YesNo, _) => Err(Code::Type),
        (_, Value::String(text)) => validation::value(field, text, context),
        _ => Err(Code::Type),
    }
}
