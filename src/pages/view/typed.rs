//! What was typed and could not be saved: to be read and copied, on whatever page says so.

use super::format::{breakable, format_input};
use crate::domain::profile::Section;
use crate::domain::profile::form_input::FormInput;
use crate::i18n::Catalog;

/// A step that was posted, and what was typed on it.
pub type Typed<'a> = (Section, &'a FormInput);

/// What was typed on a step, in words.
pub(super) struct TypedView {
    /// Each input that holds something.
    pub lines: Vec<Line>,
    /// The same as one text.
    pub text: String,
}

/// An input's label, and what was typed into it.
pub(super) struct Line {
    /// The label.
    pub label: String,
    /// What was typed, in parts between which it may be broken.
    pub value: Vec<String>,
}

impl TypedView {
    /// What was typed, if anything was.
    pub fn of(catalog: &Catalog, typed: Option<Typed<'_>>) -> Option<Self> {
        let (section, typed) = typed?;
        let line = |field| {
            let (label, value) = (catalog.label(field).into_owned(), format_input(catalog, field, typed));
            (!value.trim().is_empty()).then(|| Line { label, value: breakable(field, &value) })
        };
        let lines: Vec<Line> = section.form_fields().filter_map(line).collect();
        let said: Vec<String> =
            lines.iter().map(|line| format!("{}: {}", line.label, line.value.concat())).collect();
        (!lines.is_empty()).then(|| Self { lines, text: said.join("\n") })
    }
}
