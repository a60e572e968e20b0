//! Phone numbers: typed any way, kept as E.164 (ITU-T), found by one spelling.

mod plan;
#[cfg(test)]
mod tests;

use phonenumber::metadata::DATABASE;
use phonenumber::{Mode, PhoneNumber, country};

use self::plan::Plan;
use crate::domain::profile::normalize::ascii_digits;

/// A country whose way of writing national numbers a source uses, such as `ZA`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region(country::Id);

impl Region {
    /// The region that an ISO 3166 code in capitals names, if there is a number plan of it.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Plan::of(code)?;
        code.parse().ok().map(Self)
    }

    /// Its ISO 3166 code.
    #[must_use]
    pub fn code(&self) -> &str {
        self.0.as_ref()
    }

    fn plan(self) -> Option<&'static Plan> {
        Plan::of(self.0.as_ref())
    }
}

/// Why what was typed is not taken as a phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvalidNumber {
    /// It is no number, or its country has none that begins so.
    Malformed,
    /// Digits are missing.
    TooShort(Digits),
    /// There are digits too many.
    TooLong(Digits),
}

/// How many digits a number has and should have, both counted as the person wrote it: with a leading
/// zero or a country code where one was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digits {
    /// How many were typed.
    pub typed: usize,
    /// How many are needed: the fewest that will do when there are too few, else the most.
    pub needed: usize,
}

/// The longest text that is read as a number, in bytes: 15 digits of four bytes each, and separators.
const LONGEST_WRITING: usize = 200;

/// Loads the number plans, which takes a while the first time: a server does it before anyone waits.
pub fn load_plans() {
    let _ = phonenumber::parse(None, "+27821234567");
}

/// Reads a number in any usual writing and returns it as E.164: `082 123 4567`, `+27 82…`,
/// `0027…`, `+27 (0)82…`, with any digits and any dashes.
///
/// A number of the region itself must have a length and a shape that the region's plan has; one of
/// another country is held against no more than the length that E.164 allows, because the library's
/// plans lag behind (new ranges).
///
/// # Errors
/// [`InvalidNumber`] tells why it is none.
pub fn e164(raw: &str, region: Region) -> Result<String, InvalidNumber> {
    let plain = plain(raw).ok_or(InvalidNumber::Malformed)?;
    // A number that names its country must not be read by the home plan: that plan's trunk zero
    // would be cut from numbers that own theirs (`+39 06…`, `+225 07…`).
    let home = (!plain.starts_with('+')).then_some(region.0);
    let number = phonenumber::parse(home, &plain).ok().filter(|number| number.extension().is_none());
    number
        .and_then(|number| fitting(&number, region))
        .ok_or_else(|| misfit(&plain, ascii_digits(raw).bytes().filter(u8::is_ascii_digit).count(), region))
}

/// The number as it is kept, when the plans allow it.
fn fitting(number: &PhoneNumber, region: Region) -> Option<String> {
    let written = number.format().mode(Mode::E164).to_string();
    let national = written.strip_prefix(&format!("+{}", number.code().value()))?;
    let plan = region.plan()?;
    let fits = if number.code().value() == plan.calling_code() {
        // Some countries share a calling code: a neighbour's numbers are taken by the neighbour's plan.
        let neighbour = number.country().id().and_then(|id| Plan::of(id.as_ref()));
        plan.has(national) || neighbour.is_some_and(|plan| plan.has(national))
    } else {
        phonenumber::is_valid(number) || (8..=15).contains(&(written.len() - 1))
    };
    fits.then_some(written)
}

/// What is wrong with a number that no plan allows. Only of the region's own numbers it is known how
/// long they should be.
fn misfit(number: &str, typed: usize, region: Region) -> InvalidNumber {
    let Some(plan) = region.plan() else { return InvalidNumber::Malformed };
    let code = format!("+{}", plan.calling_code());
    let national = if number.starts_with('+') { number.strip_prefix(&code) } else { Some(number) };
    let national = national.map(|national| plan.without_trunk_prefix(national));
    match national.and_then(|national| Some((national.len(), plan.lengths_of(national)?))) {
        Some((length, (least, _))) if length < least => {
            InvalidNumber::TooShort(Digits { typed, needed: typed + least - length })
        }
        Some((length, (_, most))) if length > most => {
            InvalidNumber::TooLong(Digits { typed, needed: typed + most - length })
        }
        _ => InvalidNumber::Malformed,
    }
}

/// The number as people of its country read it, with spaces: `+27 82 123 4567`.
#[must_use]
pub fn spaced(e164: &str) -> String {
    phonenumber::parse(None, e164)
        .map_or_else(|_| e164.to_owned(), |number| number.format().mode(Mode::International).to_string())
}

/// Digits, with `+` in front when the number says its country; `None` when a character has no place
/// in a number. Letters are refused: a mistyped `O` must not become a digit.
fn plain(raw: &str) -> Option<String> {
    // Longer than any writing of a number; what reads numbers need not be quick with more.
    if raw.len() > LONGEST_WRITING {
        return None;
    }
    let mut digits = String::new();
    let mut international = false;
    for c in ascii_digits(raw).chars() {
        match c {
            '0'..='9' => digits.push(c),
            '+' if digits.is_empty() && !international => international = true,
            '-' | '.' | '/' | '(' | ')' | '[' | ']' | '\u{2010}'..='\u{2015}' | '\u{2212}' => {}
            c if c.is_whitespace()
                || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}') =>
                {}
            _ => return None,
        }
    }
    if !international && let Some(rest) = digits.strip_prefix("00") {
        international = true;
        digits = String::from(rest);
    }
    if international && let Some(rest) = raw_trunk(raw, &digits) {
        digits = rest;
    }
    Some(if international { format!("+{digits}") } else { digits })
}

/// Drops the trunk zero of `+27 (0)82…`: a bracketed zero right behind the country code is read aloud
/// at home and left out abroad. Italy, whose zero belongs to the number, does not bracket it.
fn raw_trunk(raw: &str, digits: &str) -> Option<String> {
    let folded = ascii_digits(raw);
    let before = folded.split("(0)").next().filter(|before| before.len() < folded.len())?;
    let code = before.chars().filter(char::is_ascii_digit).collect::<String>();
    let code = code.strip_prefix("00").unwrap_or(&code);
    let rest = digits.strip_prefix(code)?.strip_prefix('0')?;
    DATABASE.region(&code.parse::<u16>().ok()?)?;
    Some(format!("{code}{rest}"))
}
