//! Answers in words for people.

use crate::domain::profile::answers::{Answers, FORGET, NOT_NOW, YES};
use crate::domain::profile::date;
use crate::domain::profile::form_input::{FormInput, OWN, date_parts, other_text};
use crate::domain::profile::phone;
use crate::domain::profile::{Field, Kind};
use crate::i18n::Catalog;

/// The key of a choice's words: `bloodtype-A-positive`, `gender-rather-not-say`.
#[must_use]
pub fn choice_key(field: &Field, choice: &str) -> String {
    let choice = choice.replace('-', "-negative").replace('+', "-positive").replace(' ', "-");
    format!("{}-{choice}", field.name)
}

/// A saved answer in words; `None` when there is none.
pub(super) fn format_answer(catalog: &Catalog, field: &Field, answers: &Answers) -> Option<String> {
    let value = answers.get(field.name)?;
    Some(match field.kind {
        Kind::Phone => phone::spaced(value),
        Kind::Date => date::parse_iso(value).map_or_else(|| value.to_owned(), |date| catalog.date(date)),
        Kind::YesNo => yes_or_no(catalog, value == YES),
        Kind::Choice(_) | Kind::ChoiceOrText(..) => chosen(catalog, field, value),
        Kind::Consent => decided(catalog, field, value),
        Kind::Tick => yes_or_no(catalog, true),
        Kind::Line(_) | Kind::Text(_) | Kind::Email | Kind::Plate(_) => value.to_owned(),
    })
}

/// What was typed into a field's inputs, in words; empty when nothing was.
pub(super) fn format_input(catalog: &Catalog, field: &Field, typed: &FormInput) -> String {
    let value = typed.shown(field.name);
    match field.kind {
        Kind::Date => {
            let parts = date_parts(field).map(|part| typed.shown(&part));
            parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
        }
        Kind::ChoiceOrText(..) if value == OWN => typed.shown(&other_text(field)),
        Kind::YesNo if matches!(value.as_str(), "yes" | "no") => yes_or_no(catalog, value == "yes"),
        Kind::Choice(_) | Kind::ChoiceOrText(..) if !value.is_empty() => chosen(catalog, field, &value),
        Kind::Consent if !value.is_empty() => decided(catalog, field, &value),
        Kind::Tick if !value.is_empty() => yes_or_no(catalog, true),
        _ => value,
    }
}

/// Where a value may be broken, but for its spaces: an address after its signs.
pub(super) fn breakable(field: &Field, value: &str) -> Vec<String> {
    match field.kind {
        Kind::Email => value.split_inclusive(['@', '.']).map(str::to_owned).collect(),
        _ => vec![value.to_owned()],
    }
}

/// Whether somebody agrees.
fn decided(catalog: &Catalog, field: &Field, value: &str) -> String {
    let word = if [NOT_NOW, FORGET].contains(&value) { "no" } else { "given" };
    catalog.get(&format!("{}-{word}", field.name)).into_owned()
}

fn yes_or_no(catalog: &Catalog, yes: bool) -> String {
    catalog.get(if yes { "choice-yes" } else { "choice-no" }).into_owned()
}

fn chosen(catalog: &Catalog, field: &Field, value: &str) -> String {
    let known = match field.kind {
        Kind::Choice(choices) => choices.contains(&value) || value == crate::domain::profile::answers::UNSURE,
        Kind::ChoiceOrText(choices, _) => choices.contains(&value),
        _ => false,
    };
    if known { catalog.get(&choice_key(field, value)).into_owned() } else { value.to_owned() }
}
