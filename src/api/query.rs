//! The query of a call: only the parameters that the call's row in the table has, each once, none empty.

use axum::http::request::Parts;

use super::body_reader::FieldErrors;
use super::field_code::FieldCode;
use super::problem::Problem;
use crate::domain::moment::Moment;
use crate::domain::profile::normalize;
use crate::error::Error;
use crate::http::Parameters;

/// How many records a page of a list has when the caller says nothing.
const USUAL: i64 = 50;
/// How many it has at most.
const MOST: i64 = 100;

/// The parameters that a call reads, put beside its route (an extension of the request).
#[derive(Debug, Clone, Copy)]
pub struct Known(pub &'static [&'static str]);

/// The parameters of one request, of which the call knows each.
#[derive(Debug, Default)]
pub struct Query(Parameters);

impl Query {
    /// Reads the query of a request to a call whose [`Known`] parameters are in its extensions.
    ///
    /// # Errors
    /// 400 naming each parameter that the call does not have, that came twice or that is empty: a
    /// filter that is left out finds everybody, so a mistyped one must not be.
    pub fn of(parts: &Parts) -> Result<Self, Problem> {
        let parameters = Parameters::parse(parts.uri.query().unwrap_or_default().as_bytes())?;
        let known = parts.extensions.get::<Known>().map_or(&[][..], |known| known.0);
        let errors = FieldErrors::default();
        for name in parameters.names() {
            if !known.contains(&name) {
                unknown(&errors, name, known);
            } else if parameters.is_repeated(name) {
                errors.add(format!("/{name}"), FieldCode::Repeated, format!("{name} must be given once."));
            } else if parameters.get(name).is_some_and(|value| value.trim().is_empty()) {
                errors.add(
                    format!("/{name}"),
                    FieldCode::Empty,
                    format!("{name} must not be empty: leave it out instead."),
                );
            }
        }
        errors.check()?;
        Ok(Self(parameters))
    }

    /// A parameter that is there.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name)
    }

    /// A text in the one spelling in which such texts are kept.
    pub fn line(&self, errors: &FieldErrors, name: &str) -> Option<String> {
        match self.get(name).map(normalize::line)? {
            Ok(line) if !line.is_empty() => Some(line),
            _ => {
                let detail =
                    format!("{name} must be plain text, percent-encoded UTF-8 without control characters.");
                errors.add(format!("/{name}"), FieldCode::Characters, detail);
                None
            }
        }
    }

    /// One of a closed set of words.
    pub fn choice<T: Copy>(
        &self,
        errors: &FieldErrors,
        name: &str,
        all: &[T],
        spelling: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        let text = self.get(name)?;
        let found = all.iter().copied().find(|word| spelling(*word) == text);
        if found.is_none() {
            let choices: Vec<&str> = all.iter().map(|word| spelling(*word)).collect();
            errors.add(
                format!("/{name}"),
                FieldCode::Choice,
                format!("{name} must be one of {}.", choices.join(", ")),
            );
        }
        found
    }

    /// The id of a record, as [`super::ids`] reads it in a path.
    pub fn id<T>(
        &self,
        errors: &FieldErrors,
        name: &str,
        read: impl Fn(&str) -> Result<T, Error>,
    ) -> Option<T> {
        let id = read(self.get(name)?).ok();
        if id.is_none() {
            let detail = format!("{name} must be a whole number, such as 12.");
            errors.add(format!("/{name}"), FieldCode::Format, detail);
        }
        id
    }

    /// `true` or `false`.
    pub fn boolean(&self, errors: &FieldErrors, name: &str) -> Option<bool> {
        let all = [true, false];
        self.choice(errors, name, &all, |value| if value { "true" } else { "false" })
    }

    /// A point in time.
    pub fn moment(&self, errors: &FieldErrors, name: &str) -> Option<Moment> {
        let text = self.get(name)?;
        // A plus sign that was not escaped arrives as a space.
        let moment = Moment::parse(text).or_else(|| Moment::parse(&text.replace(' ', "+")));
        if moment.is_none() {
            let detail = format!("{name} must be a time, such as 2026-11-23T00:00:00Z.");
            errors.add(format!("/{name}"), FieldCode::Format, detail);
        }
        moment
    }

    /// How many records the caller wants.
    pub fn limit(&self, errors: &FieldErrors) -> i64 {
        let Some(text) = self.get("limit") else { return USUAL };
        text.parse().ok().filter(|limit| (1..=MOST).contains(limit)).unwrap_or_else(|| {
            errors.add(
                "/limit".to_owned(),
                FieldCode::OutOfRange,
                format!("limit must be a whole number from 1 to {MOST}, such as {USUAL}."),
            );
            USUAL
        })
    }
}

/// Names the parameter where its name is a plain word, and says which there are.
fn unknown(errors: &FieldErrors, name: &str, known: &[&str]) {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    let shown = if name.len() <= 40 && !name.is_empty() && name.bytes().all(plain) { name } else { "This" };
    let there = if known.is_empty() {
        "this address takes no parameters".to_owned()
    } else {
        format!("there are {}", known.join(", "))
    };
    errors.add_named(
        "",
        name,
        FieldCode::UnknownParameter,
        format!("{shown} is no parameter here: {there}."),
    );
}
