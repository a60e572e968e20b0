//! Words for people: a key and a language become a sentence. The words live in `locales/`.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::LazyLock;

use aws_lc_rs::digest::{SHA256, digest};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use time::{Date, UtcOffset};

use crate::domain::hex::hex;
use crate::domain::language::{Direction, Language, languages};
use crate::domain::moment::Moment;
use crate::domain::profile::validation::{Code, FieldError};
use crate::domain::profile::{Field, Section, Together};

#[cfg(test)]
mod tests;

mod agreement;
mod args;
mod months;

pub use self::agreement::{AgreementText, AgreementTexts};
pub use self::args::Arg;

macro_rules! catalogs {
    ($($language:ident $tag:literal $name:literal $direction:ident $read:ident),+ $(,)?) => {
        /// The words of each language, read when they are first asked for, once.
        static CATALOGS: [LazyLock<Catalog>; Language::ALL.len()] = [
            $(LazyLock::new(|| {
                Catalog::read(Language::$language, |bundle| {
                    // A function of its own for each, because Fluent tells it no language.
                    bundle.set_formatter(Some(|value, _| args::formatted(value, Language::$language)));
                })
            })),+
        ];

        /// The file of a language.
        const fn text(language: Language) -> &'static str {
            match language {
                $(Language::$language => {
                    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/locales/", $tag, ".ftl"))
                })+
            }
        }
    };
}

languages!(catalogs);

/// The words of one language. Made once; shared by all requests.
pub struct Catalog {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

/// The text that a person agrees to before medical answers are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// The first 16 hexadecimal digits of SHA-256 over the language, a line feed and the text: what
    /// is stored as the answer, so that it says exactly which words were agreed to.
    pub version: String,
    /// The text itself, one paragraph.
    pub text: String,
}

impl Catalog {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        &CATALOGS[language as usize]
    }

    /// Which language it is.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The language, as the `lang` attribute says it.
    #[must_use]
    pub fn locale(&self) -> &'static str {
        self.language.as_str()
    }

    /// The direction in which the language is written, as the `dir` attribute says it.
    #[must_use]
    pub fn direction(&self) -> &'static str {
        self.language.direction().as_str()
    }

    /// The sentence of this key. The key itself when there is none, which a test rules out.
    #[must_use]
    pub fn get(&self, key: &str) -> Cow<'_, str> {
        self.with(key, &[])
    }

    /// The sentence of this key with its gaps filled.
    #[must_use]
    pub fn with(&self, key: &str, values: &[(&str, Arg<'_>)]) -> Cow<'_, str> {
        let found = self.find(key, values);
        debug_assert!(found.is_some(), "no words for {key}");
        found.unwrap_or_else(|| Cow::Owned(key.to_owned()))
    }

    /// The sentence of this key with its gaps filled, if the language has one.
    #[must_use]
    pub fn find(&self, key: &str, values: &[(&str, Arg<'_>)]) -> Option<Cow<'_, str>> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let args: FluentArgs<'_> = values.iter().map(|(name, value)| (*name, value.fluent(self))).collect();
        let written = self.bundle.format_pattern(pattern, Some(&args), &mut Vec::new());
        Some(Cow::Owned(written.into_owned()))
    }

    /// A field's name for people.
    #[must_use]
    pub fn label(&self, field: &Field) -> Cow<'_, str> {
        self.get(&format!("{}-label", field.name))
    }

    /// A field's name among answers: its short one, where it has one.
    #[must_use]
    pub fn short_label(&self, field: &Field) -> Cow<'_, str> {
        self.find(&format!("{}-check", field.name), &[]).unwrap_or_else(|| self.label(field))
    }

    /// What is wrong with a field and what to do: the field's own words, else those of the code.
    #[must_use]
    pub fn error(&self, error: &FieldError) -> String {
        let code = error.code.as_str();
        let label = self.label(error.field);
        let mut values = vec![("label", Arg::Text(&label))];
        match error.code {
            Code::TooLong(most) => values.push(("limit", most.into())),
            Code::TooFewDigits(digits) | Code::TooManyDigits(digits) => {
                let [typed, needed] = [digits.typed, digits.needed].map(Arg::Number);
                values.extend([("typed", typed), ("needed", needed)]);
            }
            _ => {}
        }
        let own = self.find(&format!("{}-{code}", error.field.name), &values);
        own.unwrap_or_else(|| self.with(&format!("error-{code}"), &values)).into_owned()
    }

    /// The text of consent now in force to agree with this tenant, and its version.
    #[must_use]
    pub fn consent(&self, tenant: &str) -> Consent {
        let consented = Section::ALL.iter().find(|section| section.together() == Together::Consented);
        let key = consented.map(|section| format!("{section}-consent-text")).unwrap_or_default();
        Consent::of(self.locale(), &self.with(&key, &[("tenant", Arg::Text(tenant))]))
    }

    /// A date in words: `28 February 1985`.
    #[must_use]
    pub fn date(&self, date: Date) -> String {
        let month = self.get(&format!("month-{}", u8::from(date.month())));
        let year = date.year().to_string();
        let values = [("day", date.day().into()), ("month", Arg::Text(&month)), ("year", Arg::Text(&year))];
        as_one(&self.with("date", &values))
    }

    /// A moment in words, on the clock of a place that is `offset` ahead of UTC:
    /// `Monday 30 November 2026 at 14:00, South African time`.
    #[must_use]
    pub fn moment(&self, moment: Moment, offset: UtcOffset) -> String {
        let there = moment.utc().to_offset(offset);
        let weekday = self.get(&format!("weekday-{}", there.weekday().number_from_monday()));
        let time = format!("{:02}:{:02}", there.hour(), there.minute());
        let zone = self.zone(offset);
        let (date, [weekday, time, zone]) =
            (Arg::Date(there.date()), [&*weekday, &*time, &*zone].map(Arg::Text));
        let values = [("weekday", weekday), ("date", date), ("time", time), ("zone", zone)];
        self.with("moment", &values).into_owned()
    }

    /// A moment in few words, on the clock of a place that is `offset` ahead of UTC: `Monday 30 November, 14:00`. That
    /// it is no clock that people have on their wall is said: `Monday 30 November, 12:00 UTC`.
    #[must_use]
    pub fn short_moment(&self, moment: Moment, offset: UtcOffset) -> String {
        let there = moment.utc().to_offset(offset);
        let weekday = self.get(&format!("weekday-{}", there.weekday().number_from_monday()));
        let month = self.get(&format!("month-{}", u8::from(there.month())));
        let values = [("day", there.day().into()), ("month", Arg::Text(&month))];
        let date = as_one(&self.with("day-month", &values));
        let time = self.time(moment, offset);
        let values = [("weekday", &*weekday), ("date", &*date), ("time", &*time)];
        self.with("moment-short", &values.map(|(name, text)| (name, Arg::Text(text)))).into_owned()
    }

    /// The time of day of a moment, on the clock of a place that is `offset` ahead of UTC: `14:00`, `12:00 UTC`.
    #[must_use]
    pub fn time(&self, moment: Moment, offset: UtcOffset) -> String {
        let there = moment.utc().to_offset(offset);
        let zone = if offset.is_utc() { format!(" {}", self.zone(offset)) } else { String::new() };
        format!("{:02}:{:02}{zone}", there.hour(), there.minute())
    }

    /// The name of a clock, or how far it is from UTC.
    fn zone(&self, offset: UtcOffset) -> String {
        if let Some(name) = self.find(&format!("zone-{}", offset.whole_minutes()), &[]) {
            return name.into_owned();
        }
        let (hours, minutes, _) = offset.as_hms();
        let mut zone = self.get("zone-utc").into_owned();
        // Writing to a String cannot fail.
        let _ = match (hours, minutes) {
            (0, 0) => Ok(()),
            (hours, 0) => write!(zone, "{hours:+}"),
            (hours, minutes) => write!(zone, "{hours:+}:{:02}", minutes.abs()),
        };
        zone
    }

    fn read(language: Language, prepare: fn(&mut FluentBundle<FluentResource>)) -> Self {
        // What cannot be read is left out; a test holds that there is no such thing.
        let resource = FluentResource::try_new(text(language).to_owned()).unwrap_or_else(|(read, _)| read);
        let mut bundle = FluentBundle::new_concurrent(vec![language.as_str().parse().unwrap_or_default()]);
        // A name or a number of the other direction must not turn the words around it (UAX #9, 2.5). Where
        // all is written left to right this changes nothing that is seen.
        bundle.set_use_isolating(language.direction() == Direction::RightToLeft);
        prepare(&mut bundle);
        bundle.add_resource_overriding(resource);
        Self { language, bundle }
    }
}

/// A date as one: its parts are words and digits of the same language, and are not kept apart from each other.
fn as_one(date: &str) -> String {
    date.replace(['\u{2068}', '\u{2069}'], "")
}

impl Consent {
    fn of(locale: &str, text: &str) -> Self {
        let hash = digest(&SHA256, format!("{locale}\n{text}").as_bytes());
        Self { version: hex(&hash.as_ref()[..8]), text: text.to_owned() }
    }
}

impl std::fmt::Debug for Catalog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Catalog").field(&self.language).finish()
    }
}
