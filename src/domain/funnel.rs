//! The funnel: how people get on with a form, in numbers alone. Nothing of a person is counted, nor who it was.

use std::collections::BTreeMap;

use time::{Date, Duration, OffsetDateTime};

use crate::domain::ids::SourceId;
use crate::domain::moment::Moment;
use crate::domain::profile::Section;
use crate::domain::signup::verification::proved_field;
use crate::domain::string_enum::string_enum;

string_enum! {
    /// What is counted.
    pub enum Counted {
        /// The start page of a link that was not used yet was shown.
        Opened = "opened",
        /// Somebody pressed Start.
        Started = "started",
        /// The page of the step was shown.
        Shown = "shown",
        /// The step was sent and refused; the detail says for which field and why.
        Refused = "refused",
        /// The step was sent and taken.
        Saved = "saved",
        /// It took so long from the page to its answers; the detail is the class of the time.
        Took = "took",
        /// Somebody was signed up.
        Finished = "finished",
        /// Somebody who had started was not, and had come as far as this step.
        Left = "left",
    }
}

/// The step of the start page.
pub const START: &str = "start";

/// The step of the page where the mobile is proved.
pub const VERIFY: &str = "verify";

/// The step of the page of checks.
pub const CHECK: &str = "check";

/// Something that is counted, on a day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Count {
    /// Whose people.
    pub source: SourceId,
    /// The day, in days since 1970 (UTC).
    pub day: i64,
    /// The version of the form that they see.
    pub form_version: i64,
    /// Where they are.
    pub step: &'static str,
    /// What is counted.
    pub counted: Counted,
    /// Of a refusal the field and the code with a space between, of a time its class; else empty.
    pub detail: String,
}

/// The day of a moment, in days since 1970 (UTC).
#[must_use]
pub fn day_of(at: Moment) -> i64 {
    at.seconds().div_euclid(86_400)
}

/// So many days are told of when nobody says how many.
pub const USUAL_DAYS: i64 = 30;

/// So many days are told of at most: a year.
pub const MOST_DAYS: i64 = 366;

/// Days that are told of, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first.
    pub from: Date,
    /// The last.
    pub to: Date,
}

impl Span {
    /// From one day to another, in the place of which today and [`USUAL_DAYS`] stand; nothing where that is upside down or
    /// more than [`MOST_DAYS`].
    #[must_use]
    pub fn new(from: Option<Date>, to: Option<Date>, today: Date) -> Option<Self> {
        let to = to.unwrap_or(today);
        let from = from.or_else(|| to.checked_sub(Duration::days(USUAL_DAYS - 1)))?;
        (0..MOST_DAYS).contains(&(to - from).whole_days()).then_some(Self { from, to })
    }

    /// The same in days since 1970.
    #[must_use]
    pub fn days(self) -> (i64, i64) {
        let day =
            |date: Date| i64::from(date.to_julian_day() - OffsetDateTime::UNIX_EPOCH.date().to_julian_day());
        (day(self.from), day(self.to))
    }
}

/// The date of a day in days since 1970.
#[must_use]
pub fn date_of(day: i64) -> Option<Date> {
    OffsetDateTime::from_unix_timestamp(day.checked_mul(86_400)?).ok().map(OffsetDateTime::date)
}

/// A number as it was written down.
#[derive(Debug, Clone)]
pub struct Counting {
    /// The day.
    pub day: i64,
    /// The version of the form.
    pub form_version: i64,
    /// The step.
    pub step: String,
    /// What is counted; another version of the program may count more.
    pub counted: String,
    /// What [`Count::detail`] says.
    pub detail: String,
    /// How often.
    pub number: i64,
}

/// What is known of a step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StepNumbers {
    /// How often each was counted, but for refusals and times.
    numbers: BTreeMap<Counted, i64>,
    /// How often it was refused, by field and code.
    pub refused: BTreeMap<(String, String), i64>,
    /// How often it took so long, by class.
    took: BTreeMap<usize, i64>,
}

impl StepNumbers {
    /// Adds a number that was written down.
    pub fn add(&mut self, counting: &Counting) {
        match Counted::parse(&counting.counted) {
            Some(Counted::Refused) => {
                let (field, code) = counting.detail.split_once(' ').unwrap_or((&counting.detail, ""));
                *self.refused.entry((field.to_owned(), code.to_owned())).or_default() += counting.number;
            }
            Some(Counted::Took) => {
                let class = counting.detail.parse().unwrap_or_default();
                *self.took.entry(class).or_default() += counting.number;
            }
            Some(counted) => *self.numbers.entry(counted).or_default() += counting.number,
            None => {}
        }
    }

    /// How often this was counted.
    #[must_use]
    pub fn of(&self, counted: Counted) -> i64 {
        self.numbers.get(&counted).copied().unwrap_or_default()
    }

    /// In how many seconds half of the people answered it, as near as the classes tell.
    #[must_use]
    pub fn median_seconds(&self) -> Option<i64> {
        let all: i64 = self.took.values().sum();
        let mut before = 0;
        for (class, number) in &self.took {
            // The middle one stands so far within its class, whose times are taken to be spread evenly.
            let (doubled, needed) = (2 * before, all);
            if doubled + 2 * number >= needed {
                let (from, to) = bounds(*class);
                return Some(from + (to - from) * (needed - doubled) / (2 * number));
            }
            before += number;
        }
        None
    }
}

/// What is known of each step of a form on a day, from the first to the last.
#[must_use]
pub fn lines(rows: &[Counting]) -> BTreeMap<(i64, i64, Place), StepNumbers> {
    let mut lines: BTreeMap<_, StepNumbers> = BTreeMap::new();
    for row in rows {
        lines.entry((row.day, row.form_version, Place::of(&row.step))).or_default().add(row);
    }
    lines
}

/// A step by where it stands on the way.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place(usize, String);

impl Place {
    /// That of a step.
    #[must_use]
    pub fn of(step: &str) -> Self {
        let at = match step {
            START => 0,
            VERIFY => proved_field().map_or(0, |field| 2 * field.section as usize + 2),
            CHECK => usize::MAX,
            step => Section::parse(step).map_or(usize::MAX - 1, |section| 2 * section as usize + 1),
        };
        Self(at, step.to_owned())
    }

    /// The step.
    #[must_use]
    pub fn step(&self) -> &str {
        &self.1
    }
}

/// Where the classes of times end, in seconds; the last one has no end.
const CLASSES: [i64; 16] = [2, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600, 1200, 1800, 3600];

/// The class of a time.
#[must_use]
pub fn class_of(seconds: u64) -> usize {
    let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
    CLASSES.iter().position(|end| seconds < *end).unwrap_or(CLASSES.len())
}

fn bounds(class: usize) -> (i64, i64) {
    let last = CLASSES[CLASSES.len() - 1];
    let from = class.checked_sub(1).map_or(0, |before| CLASSES.get(before).copied().unwrap_or(last));
    (from, CLASSES.get(class).copied().unwrap_or(last))
}

#[cfg(test)]
mod tests {
    use time::Date;
    use time::macros::date;

    use super::{
        CHECK, Counted, Counting, Place, START, Span, StepNumbers, VERIFY, class_of, date_of, lines,
    };

    fn counting(step: &str, counted: Counted, detail: &str, number: i64) -> Counting {
        let (step, counted, detail) = (step.to_owned(), counted.as_str().to_owned(), detail.to_owned());
        Counting { day: 1, form_version: 0, step, counted, detail, number }
    }

    #[test]
    fn half_of_the_people_are_faster_than_the_median() {
        let median = |times: &[u64]| {
            let mut numbers = StepNumbers::default();
            for seconds in times {
                numbers.add(&counting("vehicle", Counted::Took, &class_of(*seconds).to_string(), 1));
            }
            numbers.median_seconds()
        };
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[40; 9]), Some(37));
        assert_eq!(median(&[1, 25, 25, 25, 5000]), Some(25));
        assert_eq!(median(&[5000, 9000, 86_400]), Some(3600));
    }

    #[test]
    fn steps_stand_in_the_order_of_the_way() {
        let rows = [CHECK, "later", "next-of-kin", "vehicle", VERIFY, "personal", START]
            .map(|step| counting(step, Counted::Left, "", 2));
        let steps: Vec<_> = lines(&rows).into_keys().map(|(_, _, place)| place.step().to_owned()).collect();
        assert_eq!(steps, [START, "personal", VERIFY, "vehicle", "next-of-kin", "later", CHECK]);
        assert!(Place::of(START) < Place::of(CHECK));
    }

    #[test]
    fn a_span_is_a_year_at_most() {
        let today = date!(2026 - 11 - 28);
        let days = |from, to| Span::new(from, to, today).map(Span::days);
        assert_eq!(days(None, None), Some((20_756, 20_785)));
        assert_eq!(date_of(20_785), Some(today));
        assert_eq!(days(Some(today), Some(today)), Some((20_785, 20_785)));
        assert!(days(Some(date!(2025 - 11 - 28)), None).is_some());
        assert_eq!(days(Some(date!(2025 - 11 - 27)), None), None);
        assert_eq!(days(Some(date!(2026 - 11 - 29)), None), None);
        assert_eq!(days(None, Some(Date::MIN)), None);
    }

    #[test]
    fn a_refusal_is_told_by_field_and_code() {
        let mut numbers = StepNumbers::default();
        for detail in ["mobile format", "mobile format", "name required"] {
            numbers.add(&counting("personal", Counted::Refused, detail, 2));
        }
        let refused: Vec<_> = numbers.refused.into_iter().collect();
        let key = |field: &str, code: &str| (field.to_owned(), code.to_owned());
        assert_eq!(refused, [(key("mobile", "format"), 4), (key("name", "required"), 2)]);
        numbers = StepNumbers::default();
        numbers.add(&Counting { counted: "more".to_owned(), ..counting(START, Counted::Opened, "", 1) });
        assert_eq!(numbers, StepNumbers::default(), "what a newer version counts is passed over");
    }
}
