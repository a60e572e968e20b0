//! `enrol funnel`: how people get on with a source's form, as bars.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::json;
use time::Date;

use super::source::{done, known};
use crate::actions::funnel;
use crate::app::App;
use crate::cli::{CommandError, FunnelOf, Output};
use crate::domain::funnel::{CHECK, Counted, MOST_DAYS, Place, START, Span, StepNumbers};
use crate::domain::profile::date;

/// The longest bar, in characters.
const WIDEST: i64 = 40;

pub(super) async fn run(app: &App, of: FunnelOf) -> Result<(), CommandError> {
    let source = known(app, of.source).await?;
    let (from, to) = (day("--from", of.from.as_deref())?, day("--to", of.to.as_deref())?);
    let span = Span::new(from, to, app.now().utc().date()).ok_or_else(|| {
        CommandError(format!("--from must not be later than --to, and both within {MOST_DAYS} days"))
    })?;
    let rows = funnel::read(app, source, span).await?;
    // Whatever the day and the version of the form.
    let mut steps: BTreeMap<Place, StepNumbers> = BTreeMap::new();
    for row in &rows {
        steps.entry(Place::of(&row.step)).or_default().add(row);
    }
    if steps.is_empty() && !of.output.json {
        println!("Nothing was counted from {} to {}.", date::iso(span.from), date::iso(span.to));
        return Ok(());
    }
    let widest = steps.iter().map(|(place, numbers)| came(place, numbers)).max().unwrap_or_default();
    for (place, numbers) in &steps {
        print(place, numbers, widest, of.output);
    }
    Ok(())
}

fn print(place: &Place, numbers: &StepNumbers, widest: i64, output: Output) {
    let number = |counted| numbers.of(counted);
    let refused: Vec<_> = numbers
        .refused
        .iter()
        .map(|((field, code), count)| json!({ "field": field, "code": code, "count": count }))
        .collect();
    let median = numbers.median_seconds();
    let object = json!({
        "step": place.step(), "opened": number(Counted::Opened), "started": number(Counted::Started),
        "shown": number(Counted::Shown), "refused": refused, "saved": number(Counted::Saved),
        "finished": number(Counted::Finished), "left": number(Counted::Left), "medianSeconds": median,
    });
    let told =
        [Counted::Opened, Counted::Started, Counted::Shown, Counted::Saved, Counted::Finished, Counted::Left];
    let told = told.into_iter().filter(|counted| number(*counted) > 0);
    let mut words: Vec<String> = told.map(|counted| format!("{counted} {}", number(counted))).collect();
    words.extend(median.map(|seconds| format!("half within {seconds} s")));
    let length = came(place, numbers) * WIDEST / widest.max(1);
    let bar = "█".repeat(usize::try_from(length).unwrap_or_default());
    let mut lines = format!("{:<12} {bar}\n{:<12} {}", place.step(), "", words.join(", "));
    for ((field, code), count) in &numbers.refused {
        // Writing to a String cannot fail.
        let _ = write!(lines, "\n{:<12} refused {count}: {field} {code}", "");
    }
    done(output, &object, &lines);
}

/// How many came past a step: what its bar shows.
fn came(place: &Place, numbers: &StepNumbers) -> i64 {
    numbers.of(match place.step() {
        START => Counted::Started,
        CHECK => Counted::Finished,
        _ => Counted::Saved,
    })
}

fn day(name: &str, text: Option<&str>) -> Result<Option<Date>, CommandError> {
    let wrong = || CommandError(format!("{name} must be a day, such as 2026-11-23"));
    text.map(|text| date::parse_iso(text).ok_or_else(wrong)).transpose()
}
