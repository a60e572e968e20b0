//! Cursors and limits of lists: where the next page begins, sealed so that only its owner can say.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::problem::Problem;
use crate::app::App;
use crate::domain::clean;
use crate::domain::ids::SourceId;
use crate::error::Error;
use crate::vault::Label;

/// How many records a page has when the caller says nothing.
const USUAL: i64 = 50;
/// How many it has at most.
const MOST: i64 = 100;

/// The query of a list.
#[derive(Debug, Default)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads the query of a request.
    ///
    /// # Errors
    /// A parameter that is there twice.
    pub fn new(pairs: Vec<(String, String)>) -> Result<Self, Problem> {
        for (at, (name, _)) in pairs.iter().enumerate() {
            if pairs.iter().skip(at + 1).any(|(other, _)| other == name) {
                return Err(Problem::wrong(
                    &format!("/{name}"),
                    "repeated",
                    format!("{name} must be given once."),
                ));
            }
        }
        Ok(Self(pairs))
    }

    /// A parameter that is there and not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// A text in the one spelling in which such texts are kept.
    ///
    /// # Errors
    /// Characters that nothing kept has.
    pub fn line(&self, name: &str) -> Result<Option<String>, Problem> {
        let wrong =
            |_| Problem::wrong(&format!("/{name}"), "characters", format!("{name} has odd characters."));
        self.get(name).map(clean::line).transpose().map_err(wrong)
    }

    /// How many records the caller wants.
    ///
    /// # Errors
    /// Not a number from 1 to 100.
    pub fn limit(&self) -> Result<i64, Problem> {
        let Some(text) = self.get("limit") else { return Ok(USUAL) };
        text.parse().ok().filter(|limit| (1..=MOST).contains(limit)).ok_or_else(|| {
            Problem::wrong("/limit", "out_of_range", format!("limit must be a number from 1 to {MOST}."))
        })
    }

    /// The id behind which the page begins.
    ///
    /// # Errors
    /// [`Error::UnknownCursor`] when we did not give it to this source for this list.
    pub fn after<T: std::str::FromStr>(
        &self,
        app: &App,
        source: SourceId,
        list: &'static str,
    ) -> Result<Option<T>, Error> {
        let Some(text) = self.get("cursor") else { return Ok(None) };
        let open = || {
            let sealed = URL_SAFE_NO_PAD.decode(text).ok()?;
            let plain = app.vault.open(&label(source, list), &sealed).ok()?;
            std::str::from_utf8(&plain).ok()?.parse().ok()
        };
        open().map(Some).ok_or(Error::UnknownCursor)
    }
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
    let end = records.last().map(id)?;
    Some(URL_SAFE_NO_PAD.encode(app.vault.seal(&label(source, list), end.as_bytes())))
}

fn label(source: SourceId, list: &'static str) -> Label<'static> {
    Label { source, kind: "cursor", record: b"", field: list }
}
