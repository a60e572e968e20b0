//! The schemas of the document, gathered from the types of answers, requests and webhooks.

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::examples;
use crate::api::routes::Shape;

/// Collects schemas under their names while the document is made.
pub struct Schemas {
    read: SchemaGenerator,
    written: SchemaGenerator,
}

impl Schemas {
    /// None yet.
    pub fn new() -> Self {
        let settings = || {
            let settings = SchemaSettings::draft2020_12().with(|settings| {
                settings.definitions_path = "/components/schemas".into();
                settings.meta_schema = None;
            });
            settings.with_transform(RecursiveTransform(plain_number))
        };
        Self {
            read: settings().for_deserialize().into_generator(),
            written: settings().for_serialize().into_generator(),
        }
    }

    /// The schema of a request's body.
    pub fn of_request(&mut self, shape: Shape) -> Value {
        shape(&mut self.read).to_value()
    }

    /// The schema of what we send.
    pub fn of_answer(&mut self, shape: Shape) -> Value {
        shape(&mut self.written).to_value()
    }

    /// The schema of what we send, itself rather than a reference to it.
    pub fn whole<T: JsonSchema>(&mut self) -> Value {
        let mut schema = T::json_schema(&mut self.written);
        RecursiveTransform(plain_number).transform(&mut schema);
        schema.to_value()
    }

    /// Every schema that has a name, with its example.
    pub fn named(mut self) -> Map<String, Value> {
        let mut named = self.read.take_definitions(true);
        named.extend(self.written.take_definitions(true));
        for (name, example) in examples::all() {
            if let Some(schema) = named.get_mut(name) {
                schema["examples"] = json!([example]);
            }
        }
        named.sort_keys();
        named
    }
}

/// Drops formats such as `uint16`, which are Rust's and no registered ones, and the maximum that comes with them.
fn plain_number(schema: &mut Schema) {
    let unsigned = |format: &Value| format.as_str().is_some_and(|format| format.starts_with("uint"));
    if schema.get("format").is_some_and(unsigned) {
        schema.remove("format");
        schema.remove("maximum");
    }
}
