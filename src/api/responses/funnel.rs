//! Responses about how people get on with a form.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::funnel::{Counted, Counting, Place, Span, StepNumbers, date_of, lines};
use crate::domain::profile::date;

/// How people got on with the form, in numbers alone.
#[derive(Serialize, JsonSchema)]
pub struct Funnel {
    /// The first day that is told of (UTC).
    from: String,
    /// The last day that is told of (UTC).
    to: String,
    /// A line for each step on each day with each version of the form, of which anything was counted.
    funnel: Vec<FunnelLine>,
}

/// What happened at a step, on a day, with a version of the form.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct FunnelLine {
    /// The day (UTC).
    day: String,
    /// The version of the form.
    form_version: i64,
    /// The step: `start`, one of the form's sections as in a session's `progress`, `verify` where the mobile is proved, `check`.
    step: String,
    /// How often the start page was shown of a link that was not used yet; programs that look at links open it too.
    opened: i64,
    /// How many pressed Start.
    started: i64,
    /// How often the page of the step was shown.
    shown: i64,
    /// How often the step was sent and refused, for which field and why.
    refused: Vec<Refused>,
    /// How often the step was sent and taken.
    saved: i64,
    /// How many were signed up.
    finished: i64,
    /// How many had started, had come as far as this step and left: they asked for nothing for half an hour, or
    /// their signup ended before that without a customer. Each session once; whoever comes back is counted on as well.
    left: i64,
    /// In how many seconds half of the people answered the step, as near as classes of times tell; `null` where that is
    /// not known.
    median_seconds: Option<i64>,
}

/// Refusals of one kind.
#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct Refused {
    /// The field.
    field: String,
    /// Why.
    code: String,
    /// How often.
    count: i64,
}

impl Funnel {
    /// What was counted from one day to another.
    pub fn new(span: Span, rows: &[Counting]) -> Self {
        let line = |((day, form_version, place), numbers): ((i64, i64, Place), StepNumbers)| {
            let of = |counted| numbers.of(counted);
            FunnelLine {
                day: date_of(day).map(date::iso).unwrap_or_default(),
                form_version,
                step: place.step().to_owned(),
                opened: of(Counted::Opened),
                started: of(Counted::Started),
                shown: of(Counted::Shown),
                saved: of(Counted::Saved),
                finished: of(Counted::Finished),
                left: of(Counted::Left),
                median_seconds: numbers.median_seconds(),
                refused: refused(numbers),
            }
        };
        let funnel = lines(rows).into_iter().map(line).collect();
        Self { from: date::iso(span.from), to: date::iso(span.to), funnel }
    }
}

fn refused(numbers: StepNumbers) -> Vec<Refused> {
    let told = |((field, code), count)| Refused { field, code, count };
    numbers.refused.into_iter().map(told).collect()
}
