//! The OpenAPI document is whole: arrays say of what, references lead somewhere, examples are of their schemas.

use enrol::api::FieldCode;
use enrol::http::ProblemCode;
use jsonschema::Validator;
use serde_json::{Value, json};

use super::document::{of, resolve};
use crate::harness::{Engine, World};

/// Holds that a value is of a schema of the document.
#[track_caller]
pub(super) fn conforms(document: &Value, schema: &Value, value: &Value) {
    let mut root = schema.clone();
    root["components"] = document["components"].clone();
    let validator: Validator =
        jsonschema::options().should_validate_formats(true).build(&root).expect("a schema");
    let wrong: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Every value in the document with where it is.
fn walk<'a>(value: &'a Value, path: &str, visit: &mut dyn FnMut(&str, &'a Value)) {
    visit(path, value);
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, inner)| walk(inner, &format!("{path}/{name}"), visit));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, inner)| walk(inner, &format!("{path}/{at}"), visit));
        }
        _ => {}
    }
}

fn is(schema: &Value, kind: &str) -> bool {
    schema["type"] == kind
        || schema["type"].as_array().is_some_and(|kinds| kinds.iter().any(|known| known == kind))
}

#[tokio::test]
async fn every_array_says_of_what_and_every_id_how_long() {
    let world = World::on(Engine::Sqlite).await;
    let document = of(&world.tenant("Acme").await).await;
    let (mut wrong, mut arrays, mut ids) = (Vec::new(), 0, 0);
    walk(&document, "", &mut |path, value| {
        // Examples are no schemas.
        if path.contains("/examples/") || path.contains("/example/") {
            return;
        }
        if is(value, "array") {
            arrays += 1;
            if !value["items"].is_object() {
                wrong.push(format!("{path} has no items"));
            }
        }
        let name = path.rsplit('/').next().unwrap_or_default();
        let name = if value["name"].is_string() { value["name"].as_str().unwrap_or_default() } else { name };
        let schema = if value["schema"].is_object() { &value["schema"] } else { value };
        let schema = if schema["items"].is_object() { &schema["items"] } else { schema };
        if (name == "id" || name.ends_with("Id") || name.ends_with("Ids")) && is(schema, "integer") {
            ids += 1;
            if schema["format"] != "int64" {
                wrong.push(format!("{path} is no int64"));
            }
        }
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(arrays > 15 && ids > 40, "{arrays} arrays, {ids} ids");
}

#[tokio::test]
async fn every_reference_leads_somewhere_and_every_schema_is_referred_to() {
    let world = World::on(Engine::Sqlite).await;
    let document = of(&world.tenant("Acme").await).await;
    let mut referred = Vec::new();
    walk(&document, "", &mut |path, value| {
        if let Some(target) = value["$ref"].as_str() {
            let target = target.strip_prefix('#').expect("a reference within the document");
            assert!(document.pointer(target).is_some(), "{path} refers to {target}");
            referred.push(target.to_owned());
        }
    });
    for (kind, components) in document["components"].as_object().expect("components") {
        let named = components.as_object().expect("components").keys().filter(|_| kind != "securitySchemes");
        for name in named {
            let path = format!("/components/{kind}/{name}");
            assert!(referred.contains(&path), "{path} is of no use");
        }
    }
}

#[tokio::test]
async fn every_example_is_of_its_schema() {
    let world = World::on(Engine::Sqlite).await;
    let document = of(&world.tenant("Acme").await).await;
    let mut tried = 0;
    walk(&document, "", &mut |path, value| {
        // An example within an example is a member of that name.
        if path.contains("/examples/") || path.contains("/example/") {
            return;
        }
        for example in value["examples"].as_array().into_iter().flatten() {
            conforms(&document, value, example);
            tried += 1;
        }
        if !value["example"].is_null() {
            conforms(&document, &value["schema"], &value["example"]);
            tried += 1;
        }
    });
    assert!(tried > 50, "{tried}");
}

#[tokio::test]
async fn every_code_is_in_an_enum() {
    let world = World::on(Engine::Sqlite).await;
    let document = of(&world.tenant("Acme").await).await;
    let problem = &document["components"]["schemas"]["Problem"]["properties"];
    let codes: Vec<&str> = ProblemCode::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(problem["code"]["enum"], json!(codes));
    let wrong = resolve(&document, &problem["errors"]["items"]);
    let codes: Vec<&str> = FieldCode::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(wrong["properties"]["code"]["enum"], json!(codes));
}
