//! The checks of the field table: from what was typed or sent to the one spelling that is stored.

use time::Date;
use unicode_normalization::UnicodeNormalization;
use validator::ValidateEmail;

use crate::domain::moment::Moment;
use crate::domain::profile::answers::{FORGET, NO, NOT_NOW, UNSURE, YES};
use crate::domain::profile::date::{self, MonthNames};
use crate::domain::profile::normalize::{self, InvalidText};
use crate::domain::profile::phone::{self, Digits, InvalidNumber, Region};
use crate::domain::profile::{Field, Kind};

/// The longest e-mail address that can be delivered to (RFC 5321, section 4.5.3.1.3).
pub const LONGEST_EMAIL: usize = 254;

/// Nobody alive was born before this year.
pub const EARLIEST_YEAR: i32 = 1900;

/// What the checks must know besides the value.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Whose national numbers are read.
    pub region: Region,
    /// The latest date that is today somewhere on earth, so that no newborn is from the future.
    pub today: Date,
    /// The version of the medical consent text now in force, in the reader's language.
    pub consent: &'a str,
    /// Who reads the months that are typed by name.
    pub months: &'a dyn MonthNames,
    /// Who knows the texts that boxes stand beside.
    pub texts: &'a dyn Texts,
}

/// Who knows the texts that people agree to by ticking a box.
pub trait Texts: std::fmt::Debug + Send + Sync {
    /// Whether this version is that of the text of a purpose now, in any language.
    fn has(&self, purpose: &str, version: &str) -> bool;
}

/// Where no text is agreed to.
#[derive(Debug, Clone, Copy)]
pub struct NoTexts;

impl Texts for NoTexts {
    fn has(&self, _: &str, _: &str) -> bool {
        false
    }
}

/// The date where it is today first (UTC+14), so that nobody born today is born tomorrow.
#[must_use]
pub fn latest_today(now: Moment) -> Date {
    (now.utc() + time::Duration::hours(14)).date()
}

/// Why a value was refused; the word is the stable code of the contract and the tail of the
/// message's key in `locales/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// A value is needed and there is none.
    Required,
    /// A value is needed here or in one of the fields beside, and there is none.
    OneRequired,
    /// Longer than so many characters.
    TooLong(usize),
    /// A phone number with too few digits.
    TooFewDigits(Digits),
    /// A phone number with too many digits.
    TooManyDigits(Digits),
    /// Bytes that are not UTF-8.
    Unreadable,
    /// Control or direction characters, or a pile of marks.
    Characters,
    /// Not of the form that the field needs.
    Format,
    /// No such date.
    NoSuchDate,
    /// A date that is yet to come.
    Future,
    /// A date before 1900.
    TooEarly,
    /// The day of the date is missing.
    DayMissing,
    /// The month of the date is missing.
    MonthMissing,
    /// The year of the date is missing or has not four digits.
    YearMissing,
    /// Not one of the words on offer.
    Choice,
    /// Sent more than once.
    Repeated,
    /// Not of the JSON type that the field needs.
    Type,
    /// The consent text has changed since it was shown.
    Changed,
}

impl Code {
    /// The code's stable word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::OneRequired => "one_required",
            Self::TooFewDigits(_) => "too_short",
            // Of a phone number, which has no other limit.
            Self::TooLong(_) | Self::TooManyDigits(_) => "too_long",
            Self::Unreadable => "unreadable",
            Self::Characters => "characters",
            Self::Format => "format",
            Self::NoSuchDate => "no_such_date",
            Self::Future => "future",
            Self::TooEarly => "too_early",
            Self::DayMissing => "day_missing",
            Self::MonthMissing => "month_missing",
            Self::YearMissing => "year_missing",
            Self::Choice => "choice",
            Self::Repeated => "repeated",
            Self::Type => "type",
            Self::Changed => "changed",
        }
    }
}

impl From<InvalidNumber> for Code {
    fn from(unfit: InvalidNumber) -> Self {
        match unfit {
            InvalidNumber::Malformed => Self::Format,
            InvalidNumber::TooShort(digits) => Self::TooFewDigits(digits),
            InvalidNumber::TooLong(digits) => Self::TooManyDigits(digits),
        }
    }
}

impl From<InvalidText> for Code {
    fn from(unclean: InvalidText) -> Self {
        match unclean {
            InvalidText::Unreadable => Self::Unreadable,
            InvalidText::Control | InvalidText::Marks => Self::Characters,
        }
    }
}

/// A field whose value was refused, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field.
    pub field: &'static Field,
    /// Why.
    pub code: Code,
}

/// Checks one value and returns it as it is stored; `None` when nothing was said.
///
/// # Errors
/// [`Code`] tells why the value cannot be taken.
pub fn value(field: &Field, raw: &str, context: &Context<'_>) -> Result<Option<String>, Code> {
    let cleaned =
        if matches!(field.kind, Kind::Text(_)) { normalize::text(raw) } else { normalize::line(raw) }?;
    if cleaned.is_empty() {
        return Ok(None);
    }
    match field.kind {
        Kind::Line(most) | Kind::Text(most) => within(cleaned, most),
        Kind::Email => email(cleaned),
        Kind::Phone => phone::e164(&cleaned, context.region).map_err(Code::from),
        Kind::Date => born(date::parse_birth(&cleaned).ok_or(Code::Format)?, context.today),
        Kind::YesNo => one_of(cleaned, &[YES, NO]),
        Kind::Choice(choices) => blood_like(cleaned, choices),
        Kind::ChoiceOrText(choices, most) => other_text(cleaned, choices, most),
        Kind::Plate(most) => plate(&cleaned, most),
        Kind::Consent if [context.consent, NOT_NOW, FORGET].contains(&cleaned.as_str()) => Ok(cleaned),
        Kind::Tick if context.texts.has(field.name, &cleaned) => Ok(cleaned),
        Kind::Consent | Kind::Tick => Err(Code::Changed),
    }
    .map(Some)
}

/// Checks a date of birth and returns it as it is stored.
///
/// # Errors
/// [`Code::Future`] or [`Code::TooEarly`].
pub fn born(date: Date, today: Date) -> Result<String, Code> {
    if date > today {
        Err(Code::Future)
    } else if date.year() < EARLIEST_YEAR {
        Err(Code::TooEarly)
    } else {
        Ok(date::iso(date))
    }
}

fn within(text: String, most: usize) -> Result<String, Code> {
    if text.chars().count() > most { Err(Code::TooLong(most)) } else { Ok(text) }
}

/// An address as browsers accept it (HTML, "valid e-mail address").
///
/// # Errors
/// [`Code::TooLong`] or [`Code::Format`].
pub fn email(text: String) -> Result<String, Code> {
    let text = within(text, LONGEST_EMAIL)?;
    // The browsers' rule also takes `me@home`, which no mail reaches from outside.
    let named = text.rsplit_once('@').is_some_and(|(_, host)| host.contains('.'));
    if named && text.validate_email() { Ok(text) } else { Err(Code::Format) }
}

fn one_of(text: String, choices: &[&str]) -> Result<String, Code> {
    if choices.contains(&text.as_str()) { Ok(text) } else { Err(Code::Choice) }
}

fn blood_like(text: String, choices: &[&str]) -> Result<String, Code> {
    if text == UNSURE {
        return Ok(text);
    }
    // People type a lower-case letter or the typographic minus.
    one_of(text.to_uppercase().replace('\u{2212}', "-"), choices)
}

fn other_text(text: String, choices: &[&str], most: usize) -> Result<String, Code> {
    let known = choices.iter().find(|word| word.eq_ignore_ascii_case(&text));
    known.map_or_else(|| within(text, most), |word| Ok((*word).to_owned()))
}

/// Capitals of any script, without spaces and dashes; whatever else a plate shows stays.
fn plate(text: &str, most: usize) -> Result<String, Code> {
    let kept = text.chars().filter(|c| {
        !c.is_whitespace() && !matches!(c, '-' | '.' | '_' | '·' | '\u{2010}'..='\u{2015}' | '\u{2212}')
    });
    let plate: String = kept.flat_map(char::to_uppercase).nfkc().collect();
    if plate.is_empty() { Err(Code::Format) } else { within(plate, most) }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::{Code, Context, value};
    use crate::domain::profile::date::NoMonthNames;
    use crate::domain::profile::field;
    use crate::domain::profile::phone::{Digits, Region};

    fn check(name: &str, raw: &str) -> Result<Option<String>, Code> {
        let region = Region::from_code("ZA").expect("a region");
        let context = Context {
            region,
            today: date!(2026 - 11 - 23),
            consent: "v1",
            months: &NoMonthNames,
            texts: &super::NoTexts,
        };
        value(field(name).expect("a field"), raw, &context)
    }

    #[test]
    fn every_kind_has_one_spelling() {
        for (name, raw, kept) in [
            ("name", " O'Brien ", "O'Brien"),
            ("mobile", "082 123 4567", "+27821234567"),
            ("email", "me@home.example", "me@home.example"),
            ("dateOfBirth", "1985-02-28", "1985-02-28"),
            ("gender", "Female", "female"),
            ("gender", "genderfluid", "genderfluid"),
            ("bloodtype", "ab−", "AB-"),
            ("vehicleLicensePlate", "ca 123-456", "CA123456"),
            ("medicalConditions", "asthma\r\nasthma pump", "asthma\nasthma pump"),
            ("hasMedicalAid", "true", "true"),
            ("medicalConsent", "v1", "v1"),
        ] {
            assert_eq!(check(name, raw), Ok(Some(kept.to_owned())), "{name}");
            assert_eq!(check(name, "  "), Ok(None), "{name} left blank");
        }
    }

    #[test]
    fn every_refusal_has_its_own_code() {
        let long = "x".repeat(201);
        for (name, raw, code) in [
            ("name", long.as_str(), Code::TooLong(200)),
            ("name", "a\0", Code::Characters),
            ("name", "a\u{FFFD}", Code::Unreadable),
            ("mobile", "082", Code::TooFewDigits(Digits { typed: 3, needed: 10 })),
            ("mobile", "082 123 45678", Code::TooManyDigits(Digits { typed: 11, needed: 10 })),
            ("mobile", "+44 12", Code::Format),
            ("email", "me@home", Code::Format),
            ("email", "me", Code::Format),
            ("dateOfBirth", "1985-02-30", Code::Format),
            ("dateOfBirth", "2027-01-01", Code::Future),
            ("dateOfBirth", "1899-12-31", Code::TooEarly),
            ("bloodtype", "C+", Code::Choice),
            ("hasMedicalAid", "yes", Code::Choice),
            ("vehicleLicensePlate", "- -", Code::Format),
            ("medicalConsent", "v0", Code::Changed),
        ] {
            assert_eq!(check(name, raw), Err(code), "{name}");
        }
        assert_eq!(check("name", &"李".repeat(200)), Ok(Some("李".repeat(200))));
    }
}
