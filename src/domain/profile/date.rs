//! Calendar dates as people and machines write them.

use std::fmt;

use time::format_description::well_known::Rfc3339;
use time::{Date, Month, OffsetDateTime, Time};

/// Who knows months by their names: the words of people's languages are not in this room.
pub trait MonthNames: fmt::Debug + Sync {
    /// The month of this name, or of a usual short form of it; none for what may be several.
    fn month(&self, typed: &str) -> Option<Month>;
}

/// Where dates are written in digits alone.
#[derive(Debug)]
pub struct NoMonthNames;

impl MonthNames for NoMonthNames {
    fn month(&self, _: &str) -> Option<Month> {
        None
    }
}

/// Reads `YYYY-MM-DD` and nothing else.
#[must_use]
pub fn parse_iso(text: &str) -> Option<Date> {
    let shaped = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    if !shaped {
        return None;
    }
    let month = Month::try_from(text[5..7].parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(text[..4].parse().ok()?, month, text[8..].parse().ok()?).ok()
}

/// Reads an RFC 3339 time; one without an offset is in UTC, as clients write it whose type has none.
#[must_use]
pub fn parse_time(text: &str) -> Option<OffsetDateTime> {
    let with_offset = OffsetDateTime::parse(text, &Rfc3339);
    with_offset.or_else(|_| OffsetDateTime::parse(&format!("{text}Z"), &Rfc3339)).ok()
}

/// Reads a date of birth as backends send it: `YYYY-MM-DD`, also with a midnight behind it, such as
/// `1988-03-07T00:00:00`, as clients whose type is a date with a time send it. Another time of day is
/// refused: it may have been moved to UTC on the way, and then be of the day before.
#[must_use]
pub fn parse_birth(text: &str) -> Option<Date> {
    let midnight = || parse_time(text).filter(|at| at.time() == Time::MIDNIGHT).map(OffsetDateTime::date);
    parse_iso(text).or_else(midnight)
}

/// Writes `YYYY-MM-DD`.
#[must_use]
pub fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::parse_birth;

    #[test]
    fn a_date_of_birth_may_have_a_midnight_and_no_other_time() {
        for text in [
            "1988-03-07",
            "1988-03-07T00:00:00",
            "1988-03-07T00:00:00Z",
            "1988-03-07T00:00:00.0000000",
            "1988-03-07T00:00:00+02:00",
        ] {
            assert_eq!(parse_birth(text), Some(date!(1988 - 03 - 07)), "{text}");
        }
        for text in [
            "1988-03-06T22:00:00Z",
            "1988-03-07T00:00:00.5",
            "1988-03-07T",
            "1988-03-07T00:00:00ZZ",
            "1988-02-30T00:00:00",
            "07/03/1988",
            "1988-3-7",
        ] {
            assert_eq!(parse_birth(text), None, "{text}");
        }
    }
}
