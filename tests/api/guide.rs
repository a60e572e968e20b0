//! The guide for tenants tells what the code tells.

use std::fmt::Write;

use enrol::api::FieldCode;
use enrol::http::ProblemCode;

const GUIDE: &str = include_str!("../../docs/api.md");

#[test]
fn the_guides_table_of_codes_is_that_of_the_code() {
    let mut table = "| status | code | when |\n|---|---|---|\n".to_owned();
    for code in ProblemCode::ALL {
        let status = code.status().as_u16();
        writeln!(table, "| {status} | `{code}` | {} |", code.meaning()).expect("a string");
    }
    assert!(GUIDE.contains(&format!("\n\n{table}\n")), "docs/api.md must have this table:\n{table}");
}

#[test]
fn the_guides_table_of_codes_of_members_is_that_of_the_code() {
    let mut table = "| code in `errors` | when |\n|---|---|\n".to_owned();
    for code in FieldCode::ALL {
        writeln!(table, "| `{code}` | {} |", code.meaning()).expect("a string");
    }
    assert!(GUIDE.contains(&format!("\n\n{table}\n")), "docs/api.md must have this table:\n{table}");
}
