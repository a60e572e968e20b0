//! Answers in words for people.

use crate::domain::answers::{Answers, YES};
use crate::domain::date;
use crate::domain::phone;
use crate::domain::profile::{Field, Kind};
use crate::domain::typed::{OWN, Typed, date_parts, own_words};
use crate::text::Words;

/// The key of a choice's words: `bloodtype-A-positive`, `gender-rather-not-say`.
#[must_use]
pub fn choice_key(field: &Field, choice: &str) -> String {
    let choice = choice.replace('-', "-negative").replace('+', "-positive").replace(' ', "-");
    format!("{}-{choice}", field.name)
}

/// A saved answer in words; `None` when there is none.
pub(super) fn told(words: &Words, field: &Field, answers: &Answers) -> Option<String> {
    let value = answers.get(field.name)?;
    Some(match field.kind {
        Kind::Phone => phone::spaced(value),
        Kind::Date => date::parse_iso(value).map_or_else(|| value.to_owned(), |date| words.date(date)),
        Kind::YesNo => yes_or_no(words, value == YES),
        Kind::Choice(_) | Kind::OwnWords(..) => chosen(words, field, value),
        Kind::Consent => words.get("medicalConsent-given").into_owned(),
        Kind::Line(_) | Kind::Text(_) | Kind::Email | Kind::Plate(_) => value.to_owned(),
    })
}

/// What was typed into a field's inputs, in words; empty when nothing was.
pub(super) fn said(words: &Words, field: &Field, typed: &Typed) -> String {
    let value = typed.shown(field.name);
    match field.kind {
        Kind::Date => {
            let parts = date_parts(field).map(|part| typed.shown(&part));
            parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
        }
        Kind::OwnWords(..) if value == OWN => typed.shown(&own_words(field)),
        Kind::YesNo if matches!(value.as_str(), "yes" | "no") => yes_or_no(words, value == "yes"),
        Kind::Choice(_) | Kind::OwnWords(..) if !value.is_empty() => chosen(words, field, &value),
        Kind::Consent if !value.is_empty() => words.get("medicalConsent-given").into_owned(),
        _ => value,
    }
}

fn yes_or_no(words: &Words, yes: bool) -> String {
    words.get(if yes { "choice-yes" } else { "choice-no" }).into_owned()
}

fn chosen(words: &Words, field: &Field, value: &str) -> String {
    let known = match field.kind {
        Kind::Choice(choices) => choices.contains(&value) || value == crate::domain::answers::UNSURE,
        Kind::OwnWords(choices, _) => choices.contains(&value),
        _ => false,
    };
    if known { words.get(&choice_key(field, value)).into_owned() } else { value.to_owned() }
}
