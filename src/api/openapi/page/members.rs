//! A schema as rows: each member with its type, its limits and what it means.

use serde_json::Value;

/// Text of which some runs are code, as between backticks.
#[derive(Clone, Default)]
pub struct Text(pub Vec<(bool, String)>);

impl Text {
    /// Reads backticks.
    pub fn new(text: &str) -> Self {
        Self(text.split('`').enumerate().map(|(at, run)| (at % 2 == 1, run.to_owned())).collect())
    }
}

/// More words than this have a table of their own.
const MOST_WORDS: usize = 12;

/// One member of an object, or one parameter.
#[derive(Clone)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// Its type, in words.
    pub kind: String,
    /// Whether it must be there.
    pub required: bool,
    /// What it is.
    pub text: Text,
    /// Its limits, in words.
    pub limits: String,
    /// The words that it may be, if there are few.
    pub words: Vec<String>,
    /// The name of the schema that it refers to, where that has members of its own.
    pub schema: Option<String>,
}

/// The members of an object's schema.
pub fn of(document: &Value, schema: &Value) -> Vec<Member> {
    let (_, schema) = resolve(document, schema);
    let schema = if schema["items"].is_object() { resolve(document, &schema["items"]).1 } else { schema };
    let required = |name: &str| {
        schema["required"].as_array().is_some_and(|names| names.iter().any(|known| known == name))
    };
    let properties = schema["properties"].as_object().into_iter().flatten();
    properties.map(|(name, schema)| member(document, name, schema, required(name))).collect()
}

/// A member or a parameter of this name and schema.
pub fn member(document: &Value, name: &str, schema: &Value, required: bool) -> Member {
    let (reference, resolved) = resolve(document, schema);
    let description = schema["description"].as_str().or_else(|| resolved["description"].as_str());
    let words = resolved["enum"].as_array().or_else(|| resolved["items"]["enum"].as_array());
    let words = words.filter(|words| words.len() <= MOST_WORDS).into_iter().flatten();
    let words = words.filter_map(Value::as_str).map(str::to_owned).collect();
    let inner = reference.or_else(|| resolve(document, &resolved["items"]).0);
    Member {
        name: name.to_owned(),
        kind: kind(document, schema),
        required,
        text: Text::new(description.unwrap_or_default()),
        limits: limits(resolved),
        words,
        schema: inner,
    }
}

/// The schema behind a reference, also behind "or null", and its name if it has one.
fn resolve<'a>(document: &'a Value, schema: &'a Value) -> (Option<String>, &'a Value) {
    let options = schema["anyOf"].as_array().map(Vec::as_slice).unwrap_or_default();
    let target = match options {
        [only, null] if null["type"] == "null" => only,
        _ => schema,
    };
    match target["$ref"].as_str() {
        Some(path) => {
            let name = path.rsplit('/').next().unwrap_or_default().to_owned();
            let found = document.pointer(path.trim_start_matches('#')).unwrap_or(&Value::Null);
            (Some(name), found)
        }
        None => (None, target),
    }
}

fn kind(document: &Value, schema: &Value) -> String {
    let (reference, resolved) = resolve(document, schema);
    let null = if schema["anyOf"].is_array() && reference.is_some() { " or null" } else { "" };
    let one = |word: &str| match word {
        "array" => match kind(document, &resolved["items"]).as_str() {
            "" => "array".to_owned(),
            items => format!("array of {items}"),
        },
        other => other.to_owned(),
    };
    let words = match &resolved["type"] {
        Value::String(word) => one(word),
        Value::Array(words) => {
            words.iter().filter_map(Value::as_str).map(one).collect::<Vec<_>>().join(" or ")
        }
        _ if resolved["const"].is_string() => "string".to_owned(),
        _ if resolved["anyOf"].is_array() => "object".to_owned(),
        _ => String::new(),
    };
    let format = resolved["format"].as_str().map(|format| format!(" ({format})")).unwrap_or_default();
    format!("{words}{format}{null}")
}

fn limits(schema: &Value) -> String {
    let number = |name: &str| schema[name].as_i64();
    let mut limits = Vec::new();
    match (number("minimum"), number("maximum")) {
        (Some(least), Some(most)) => limits.push(format!("{least} to {most}")),
        (Some(least), None) if least > 1 => limits.push(format!("at least {least}")),
        _ => {}
    }
    limits.extend(number("maxLength").map(|most| format!("at most {most} characters")));
    limits.extend(
        number("maxItems")
            .map(|most| if most == 0 { "always empty".to_owned() } else { format!("at most {most}") }),
    );
    limits.extend(
        schema
            .get("default")
            .filter(|default| !default.is_null())
            .map(|default| format!("{default} unless said")),
    );
    limits.join(", ")
}
