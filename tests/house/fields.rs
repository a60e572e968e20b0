//! A field is told once: whoever adds one touches the field table and the words. Where a field is named besides, it is
//! because of what that field alone means, and the list says what.

use std::collections::{BTreeMap, BTreeSet};

use enrol::domain::profile::PROFILE;
use proc_macro2::{TokenStream, TokenTree};

use super::read;
use super::sections::{FIELD_TABLE, files, is_own_tests, name_of};

/// Which files name which fields, and why.
const NAMING: [(&str, &[&str], &str); 14] = [
    ("src/actions/signup/payment.rs", &["mobile"], "it is unique in a source"),
    ("src/actions/signup/person/finish.rs", &["mobile"], "it is unique in a source"),
    ("src/api/customers.rs", &["mobile"], "customers are found by it"),
    ("src/api/openapi/examples.rs", EXAMPLES, "examples"),
    ("src/api/openapi/operations.rs", &["mobile"], "customers are found by it"),
    ("src/api/routes.rs", &["mobile"], "customers are found by it"),
    ("src/commands/demo.rs", EXAMPLES, "the demo's answers"),
    ("src/domain/form/mod.rs", &["nextOfKinTold"], "the purpose of its box"),
    ("src/domain/signup/verification.rs", &["mobile"], "it is proved by a code"),
    ("src/pages/check.rs", &["mobile", "nextOfKinNumber"], "whether they are the same is asked"),
    ("src/pages/preview/parts.rs", &["mobile"], "it is proved by a code"),
    ("src/pages/view/outcome.rs", &["mobile"], "one that is taken can be corrected"),
    ("src/store/customers/mod.rs", &["mobile"], "it is unique in a source"),
    ("src/store/sealing.rs", &["mobile"], "its fingerprint has a name"),
];

/// Examples name what they like.
const EXAMPLES: &[&str] = &["*"];

/// Names that other things have as well: a source, a session, a location.
const SHARED: [&str; 3] = ["name", "email", "externalReferenceId"];

#[test]
fn who_names_a_field_has_a_reason() {
    let fields: BTreeSet<&str> =
        PROFILE.iter().map(|field| field.name).filter(|name| !SHARED.contains(name)).collect();
    let mut naming: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for file in files(&["src"], &["rs"]).iter().filter(|file| name_of(file) != FIELD_TABLE) {
        let mut literals = Vec::new();
        texts(read(file).parse().expect("Rust"), &mut literals);
        let named = fields.iter().copied().filter(|name| literals.iter().any(|text| text == name));
        let named: BTreeSet<&str> = named.collect();
        if !named.is_empty() {
            naming.insert(name_of(file), named);
        }
    }
    let known: BTreeMap<&str, &[&str]> = NAMING.iter().map(|(file, fields, _)| (*file, *fields)).collect();
    let mut wrong = Vec::new();
    for (file, named) in &naming {
        let may = known.get(file.as_str()).copied().unwrap_or_default();
        let new = named.iter().filter(|name| may != EXAMPLES && !may.contains(name));
        wrong.extend(new.map(|name| format!("{file} names {name}: ask the field table instead")));
    }
    for (file, fields) in &known {
        let named = naming.get(*file).cloned().unwrap_or_default();
        let idle = fields.iter().filter(|name| **fields != *EXAMPLES && !named.contains(*name));
        wrong.extend(idle.map(|name| format!("{file} no longer names {name}")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// All texts in code but for a file's own tests.
fn texts(tokens: TokenStream, into: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        if is_own_tests(&tokens[at..]) {
            at += 5;
            continue;
        }
        match &tokens[at] {
            TokenTree::Group(group) => texts(group.stream(), into),
            TokenTree::Literal(literal) => into.push(literal.to_string().trim_matches('"').to_owned()),
            _ => {}
        }
        at += 1;
    }
}
