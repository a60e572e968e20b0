//! The sections of a customer's profile, each a row sealed by itself. They are read and written with the customer
//! (`customers`).

use super::unreadable;
use crate::domain::hex::hex;
use crate::domain::ids::{CustomerId, SourceId};
use crate::domain::profile::Section;
use crate::domain::profile::answers::Answers;
use crate::error::{Error, Result};
use crate::store::sealing;
use crate::vault::{AssociatedData, Vault};

/// The sections of a customer as they come in one parameter: `[["personal", "0a1b…"], …]`.
macro_rules! parts {
    (sqlite $json:literal) => {
        concat!("json_each(", $json, ") as part")
    };
    (postgres $json:literal) => {
        concat!("jsonb_array_elements(cast(", $json, " as jsonb)) as part (value)")
    };
}

/// Writes the sections of a customer in the place of what was there: source, customer, the sections; revision.
macro_rules! put_sections {
    (sqlite $row:literal, $json:literal, $revision:literal) => {
        put_sections!($row, "unhex(part.value ->> 1)", $revision, parts!(sqlite $json), " where true")
    };
    (postgres $row:literal, $json:literal, $revision:literal) => {
        put_sections!(
            $row, "decode(part.value ->> 1, 'hex')", $revision, concat!("changed, ", parts!(postgres $json)), ""
        )
    };
    ($row:literal, $sealed:literal, $revision:literal, $from:expr, $where:literal) => {
        concat!(
            "insert into customer_section (source_id, customer_id, section, sealed, revision)
             select ", $row, ", part.value ->> 0, ", $sealed, ", ", $revision, " from ", $from, $where, "
             on conflict (customer_id, section) do update set sealed = excluded.sealed, revision = excluded.revision"
        )
    };
}

/// Removes the sections of customer `$2` that `$7` has not.
macro_rules! drop_sections {
    ($from:expr) => {
        concat!(
            "delete from customer_section where source_id = $1 and customer_id = $2
             and section not in (select part.value ->> 0 from ",
            $from,
            ")"
        )
    };
}
pub(super) use {drop_sections, parts, put_sections};

/// The profile of a customer from one text of names and sealed bytes in hexadecimal digits.
pub(super) fn open(
    vault: &Vault,
    source: SourceId,
    id: CustomerId,
    sections: Option<&str>,
) -> Result<Answers> {
    let (record, mut profile) = (id.0.to_be_bytes(), Answers::default());
    let broken = || unreadable::row(source, "customer", &id.to_string(), "its sections are no pairs");
    let mut words = sections.unwrap_or_default().split_ascii_whitespace();
    while let Some(name) = words.next() {
        let sealed = words.next().and_then(read_hex).ok_or_else(broken)?;
        // A section of a newer version is none of this one's.
        if let Some(section) = Section::parse(name) {
            profile.extend(sealing::open(vault, &associated_data(source, &record, section), &sealed)?);
        }
    }
    Ok(profile)
}

/// The sections that anything is known of, as [`parts!`] has them.
pub(super) fn seal(vault: &Vault, source: SourceId, id: CustomerId, profile: &Answers) -> Result<String> {
    let (record, mut sections) = (id.0.to_be_bytes(), Vec::new());
    for section in Section::ALL {
        let answers = profile.of(*section);
        if !answers.is_empty() {
            let sealed = sealing::seal(vault, &associated_data(source, &record, *section), &answers)?;
            sections.push([section.as_str().to_owned(), hex(&sealed)]);
        }
    }
    serde_json::to_string(&sections).map_err(|error| Error::Broken(error.to_string()))
}

/// Bytes from hexadecimal digits of either case.
fn read_hex(digits: &str) -> Option<Vec<u8>> {
    let value = |digit: &u8| char::from(*digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
    let pair = |pair: &[u8]| Some(value(pair.first()?)? << 4 | value(pair.get(1)?)?);
    digits.as_bytes().chunks(2).map(pair).collect()
}

fn associated_data(source: SourceId, record: &[u8; 8], section: Section) -> AssociatedData<'_> {
    AssociatedData { source, kind: "customer", record, field: section.as_str() }
}
