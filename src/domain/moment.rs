//! A point in time, exact to the microsecond: what both databases can keep and JSON can say.

use std::borrow::Cow;
use std::time::Duration;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::format_description::well_known::Rfc3339;
use time::{Date, Month, OffsetDateTime, UtcOffset};

/// A UTC time, truncated to microseconds when it is made, so that what is read back equals what
/// was written on either engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(OffsetDateTime);

impl Moment {
    /// The beginning of 1970.
    pub const EPOCH: Self = Self(OffsetDateTime::UNIX_EPOCH);

    /// The moment that many microseconds after 1970; `None` outside the years that RFC 3339 can say.
    #[must_use]
    pub fn from_micros(micros: i64) -> Option<Self> {
        let at = OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1000).ok()?;
        (1..=9999).contains(&at.year()).then_some(Self(at))
    }

    /// Microseconds since 1970.
    #[must_use]
    pub fn micros(self) -> i64 {
        i64::try_from(self.0.unix_timestamp_nanos() / 1000).unwrap_or(i64::MAX)
    }

    /// Whole seconds since 1970.
    #[must_use]
    pub fn seconds(self) -> i64 {
        self.0.unix_timestamp()
    }

    /// The same instant as `time` writes it.
    #[must_use]
    pub fn utc(self) -> OffsetDateTime {
        self.0
    }

    /// Reads RFC 3339 with any offset or none, which means UTC, or a bare date, which means its midnight
    /// in UTC.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(at) = crate::domain::profile::date::parse_time(text) {
            return Self::try_from(at).ok();
        }
        let date = crate::domain::profile::date::parse_iso(text)?;
        Self::try_from(date.midnight().assume_utc()).ok()
    }

    /// The moment `months` calendar months later, on the last day of a shorter month (31 January
    /// plus one month is 28 or 29 February). `None` past the year 9999.
    #[must_use]
    pub fn plus_months(self, months: u32) -> Option<Self> {
        let date = self.0.date();
        let total = i64::from(date.year()) * 12 + i64::from(u8::from(date.month())) - 1 + i64::from(months);
        let year = i32::try_from(total.div_euclid(12)).ok().filter(|year| *year <= 9999)?;
        let month = Month::try_from(u8::try_from(total.rem_euclid(12) + 1).ok()?).ok()?;
        let day = date.day().min(month.length(year));
        let date = Date::from_calendar_date(year, month, day).ok()?;
        Some(Self(self.0.replace_date(date)))
    }

    /// The moment `seconds` later. `None` past the year 9999.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Option<Self> {
        Self::from_micros(self.micros().checked_add(seconds.checked_mul(1_000_000)?)?)
    }

    /// The beginning of its second.
    #[must_use]
    pub fn whole_second(self) -> Self {
        Self::from_micros(self.seconds() * 1_000_000).unwrap_or(self)
    }

    /// How long from `earlier` until this moment; nothing when it lies before.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(u64::try_from(self.micros() - earlier.micros()).unwrap_or(0))
    }
}

/// A time outside the years 1 to 9999 was given.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the time lies outside the years 1 to 9999")]
pub struct OutOfRange;

impl TryFrom<OffsetDateTime> for Moment {
    type Error = OutOfRange;

    fn try_from(at: OffsetDateTime) -> Result<Self, OutOfRange> {
        let micros = at.to_offset(UtcOffset::UTC).unix_timestamp_nanos().div_euclid(1000);
        i64::try_from(micros).ok().and_then(Self::from_micros).ok_or(OutOfRange)
    }
}

impl std::fmt::Display for Moment {
    /// RFC 3339 in UTC, as the contract writes times.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.format(&Rfc3339).map_err(|_| std::fmt::Error)?)
    }
}

impl JsonSchema for Moment {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Moment".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date-time" })
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not an RFC 3339 time"))
    }
}

#[cfg(test)]
mod tests {
    use super::Moment;

    fn at(text: &str) -> Moment {
        Moment::parse(text).expect("a time")
    }

    #[test]
    fn months_end_on_the_last_day_there_is() {
        for (start, months, end) in [
            ("2026-01-31T08:00:00Z", 1, "2026-02-28T08:00:00Z"),
            ("2028-01-31T08:00:00Z", 1, "2028-02-29T08:00:00Z"),
            ("2026-11-23T00:00:00Z", 12, "2027-11-23T00:00:00Z"),
            ("2026-12-01T00:00:00Z", 1, "2027-01-01T00:00:00Z"),
        ] {
            assert_eq!(at(start).plus_months(months), Some(at(end)), "{start} + {months}");
        }
    }

    #[test]
    fn an_offset_a_fraction_and_a_bare_date_are_read() {
        assert_eq!(at("2026-11-23T02:00:00.1234567+02:00").to_string(), "2026-11-23T00:00:00.123456Z");
        assert_eq!(at("2026-11-23").to_string(), "2026-11-23T00:00:00Z");
        assert_eq!(at("2026-11-23T08:00:00.5").to_string(), "2026-11-23T08:00:00.5Z");
        assert_eq!(Moment::parse("23 November"), None);
    }
}
