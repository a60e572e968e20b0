//! What fills the gaps of a message, by its kind: so that words can agree with a number, and a number, a date
//! and a time are written as the language writes them.

use fluent_bundle::FluentValue;
use fluent_bundle::types::FluentNumber;
use time::{Date, UtcOffset};

use super::Catalog;
use crate::domain::language::Language;
use crate::domain::moment::Moment;

/// What fills a gap.
#[derive(Debug, Clone, Copy)]
pub enum Arg<'a> {
    /// Text as it is: a name, or what somebody typed.
    Text(&'a str),
    /// A number: the words around it can agree with it (CLDR's plural rules).
    Number(usize),
    /// A date in words.
    Date(Date),
    /// A moment in words, on a clock that is so far ahead of UTC.
    Moment(Moment, UtcOffset),
    /// The same in few words: without the year.
    ShortMoment(Moment, UtcOffset),
    /// The time of day of a moment.
    Time(Moment, UtcOffset),
}

impl Arg<'_> {
    /// The same as Fluent takes it.
    pub(super) fn fluent(&self, catalog: &Catalog) -> FluentValue<'_> {
        match *self {
            Self::Text(text) => FluentValue::from(text),
            Self::Number(number) => FluentValue::from(number),
            Self::Date(date) => FluentValue::from(catalog.date(date)),
            Self::Moment(moment, offset) => FluentValue::from(catalog.moment(moment, offset)),
            Self::ShortMoment(moment, offset) => FluentValue::from(catalog.short_moment(moment, offset)),
            Self::Time(moment, offset) => FluentValue::from(catalog.time(moment, offset)),
        }
    }
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Arg<'_> {
    fn from(number: usize) -> Self {
        Self::Number(number)
    }
}

impl From<u8> for Arg<'_> {
    fn from(number: u8) -> Self {
        Self::Number(number.into())
    }
}

/// Writes a number in the groups of a language; all else is left to Fluent.
pub(super) fn formatted(value: &FluentValue<'_>, language: Language) -> Option<String> {
    let FluentValue::Number(FluentNumber { value, .. }) = value else { return None };
    Some(grouped(&value.to_string(), &Catalog::of(language).get("number-group")))
}

/// `1234567` in groups, from the right.
fn grouped(digits: &str, between: &str) -> String {
    let mut text = String::with_capacity(digits.len() + 2 * between.len());
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push_str(between);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn digits_stand_in_groups_of_three() {
        for (digits, text) in [("7", "7"), ("200", "200"), ("2000", "2 000"), ("1234567", "1 234 567")] {
            assert_eq!(grouped(digits, " "), text);
        }
    }
}
