//! Phone numbers: typed any way, kept as E.164 (ITU-T), found by one spelling.

use phonenumber::{Mode, country};

use super::clean::ascii_digits;

/// A country whose way of writing national numbers a source uses, such as `ZA`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region(country::Id);

impl Region {
    /// The region that an ISO 3166 code in capitals names, if the number plan knows it.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        code.parse().ok().map(Self)
    }
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
/// `None` when it is no number, is too short or too long for its country, or its country has no
/// such numbers.
#[must_use]
pub fn e164(raw: &str, region: Region) -> Option<String> {
    let plain = plain(raw)?;
    // A number that names its country must not be read by the home plan: that plan's trunk zero
    // would be cut from numbers that own theirs (`+39 06…`, `+225 07…`).
    let home = (!plain.starts_with('+')).then_some(region.0);
    let number = phonenumber::parse(home, &plain).ok().filter(|number| number.extension().is_none())?;
    let written = number.format().mode(Mode::E164).to_string();
    // The library's plans lag behind abroad (new ranges): there only the length that E.164 allows
    // is held against a number, at home the plan is.
    let abroad = number.country().id() != Some(region.0) && (8..=15).contains(&(written.len() - 1));
    (phonenumber::is_valid(&number) || abroad).then_some(written)
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

/// Drops the trunk zero of `+27 (0)82…`: a bracketed zero after the country code is read aloud
/// at home and left out abroad. Italy, whose zero belongs to the number, does not bracket it.
fn raw_trunk(raw: &str, digits: &str) -> Option<String> {
    let folded = ascii_digits(raw);
    let before = folded.split("(0)").next().filter(|before| before.len() < folded.len())?;
    let code = before.chars().filter(char::is_ascii_digit).collect::<String>();
    let code = code.strip_prefix("00").unwrap_or(&code);
    let rest = digits.strip_prefix(code)?.strip_prefix('0')?;
    (!code.is_empty()).then(|| format!("{code}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::{Region, e164, spaced};

    fn home() -> Region {
        Region::from_code("ZA").expect("a region")
    }

    #[test]
    fn every_usual_writing_is_one_number() {
        for typed in [
            "0821234567",
            "082 123 4567",
            "082-123-4567",
            "(082) 123 4567",
            "+27821234567",
            "+27 82 123 4567",
            "0027 82 123 4567",
            "+27 (0)82 123 4567",
            "0027(0)821234567",
            "(0)82 123 4567",
            "０８２１２３４５６７",
            "٠٨٢ ١٢٣ ٤٥٦٧",
            "+27‑82‑123‑4567",
            " 082.123.4567 ",
        ] {
            assert_eq!(e164(typed, home()).as_deref(), Some("+27821234567"), "{typed}");
        }
    }

    #[test]
    fn numbers_of_other_countries_are_read_by_their_code() {
        assert_eq!(e164("+44 7911 123456", home()).as_deref(), Some("+447911123456"));
        assert_eq!(e164("+39 06 698 12345", home()).as_deref(), Some("+390669812345"));
        assert_eq!(e164("+225 07 12 34 56 78", home()).as_deref(), Some("+2250712345678"));
        assert_eq!(e164("+44 (0)7911 123456", home()).as_deref(), Some("+447911123456"));
        assert_eq!(e164("+44 07911 123456", home()).as_deref(), Some("+447911123456"));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for typed in [
            "",
            "abc",
            "082",
            "08212345678901234",
            "O82 123 4567",
            "082 123 4567 x5",
            "+999 123",
            "++27821234567",
            "112",
        ] {
            assert_eq!(e164(typed, home()), None, "{typed}");
        }
    }

    #[test]
    fn a_number_is_shown_in_groups() {
        assert_eq!(spaced("+27821234567"), "+27 82 123 4567");
    }
}
