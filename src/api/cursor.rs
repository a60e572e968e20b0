//! Cursors of lists: where the next page begins, sealed so that only its owner can say.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::body_reader::FieldErrors;
use super::field_code::FieldCode;
use super::query::Query;
use crate::app::App;
use crate::domain::ids::SourceId;
use crate::vault::AssociatedData;

/// The id behind which the page begins; an error when it is no cursor that we gave to this source for
/// this list.
pub fn after<T: std::str::FromStr>(
    app: &App,
    source: SourceId,
    list: &'static str,
    query: &Query,
    errors: &FieldErrors,
) -> Option<T> {
    let text = query.get("cursor")?;
    let open = || {
        let sealed = URL_SAFE_NO_PAD.decode(text).ok()?;
        let plain = app.vault.open(&associated_data(source, list), &sealed).ok()?;
        std::str::from_utf8(&plain).ok()?.parse().ok()
    };
    let id = open();
    if id.is_none() {
        let detail = "cursor must be the nextCursor of an earlier answer to you, unchanged.";
        errors.add("/cursor".to_owned(), FieldCode::UnknownCursor, detail);
    }
    id
}

/// Cuts the one record too many, by which it is known that there is more, and says where to go on.
pub fn page<T>(
    app: &App,
    source: SourceId,
    list: &'static str,
    records: &mut Vec<T>,
    limit: i64,
    id: impl Fn(&T) -> String,
) -> Option<String> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    if records.len() <= limit {
        return None;
    }
    records.truncate(limit);
    records.last().map(|end| seal(app, source, list, &id(end)))
}

/// The cursor of the page that begins behind this id.
pub fn seal(app: &App, source: SourceId, list: &'static str, id: &str) -> String {
    URL_SAFE_NO_PAD.encode(app.vault.seal(&associated_data(source, list), id.as_bytes()))
}

fn associated_data(source: SourceId, list: &'static str) -> AssociatedData<'static> {
    AssociatedData { source, kind: "cursor", record: b"", field: list }
}
