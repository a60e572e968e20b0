//! What a person typed on one step, before and after it is checked.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};
use time::{Date, Month};

use crate::domain::form::{Ask, Form, Need};
use crate::domain::profile::answers::{Answers, NO, NOT_NOW, YES};
use crate::domain::profile::date::MonthNames;
use crate::domain::profile::normalize;
use crate::domain::profile::rules;
use crate::domain::profile::validation::{self, Code, Context, FieldError};
use crate::domain::profile::{Field, Kind, Section};

mod choice;
#[cfg(test)]
mod tests;

pub use self::choice::{HERE, THERE, choice};

/// The raw text of a form's inputs by name. `Debug` tells the names only.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormInput {
    inputs: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    repeated: BTreeSet<String>,
    /// Whether it was left without being sent, so that nobody is told yet what is wrong with it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    unsent: bool,
}

impl FormInput {
    /// Takes the inputs of a form post; of one that came twice the last, and that it did.
    #[must_use]
    pub fn new(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut typed = Self::default();
        for (name, value) in pairs {
            if typed.inputs.insert(name.clone(), value).is_some() {
                typed.repeated.insert(name);
            }
        }
        typed
    }

    /// Takes the inputs of a form post, and the names of those that came more than once.
    #[must_use]
    pub fn posted(inputs: BTreeMap<String, String>, repeated: BTreeSet<String>) -> Self {
        Self { inputs, repeated, unsent: false }
    }

    /// The same as it is kept when the step is left without being sent.
    #[must_use]
    pub fn unsent(self) -> Self {
        Self { unsent: true, ..self }
    }

    /// Whether the step was left without being sent.
    #[must_use]
    pub fn is_unsent(&self) -> bool {
        self.unsent
    }

    /// The same without consent to other words than these, as a page shows it: they are not agreed to yet.
    #[must_use]
    pub fn consenting_to(mut self, section: Section, version: &str) -> Self {
        for field in section.form_fields().filter(|field| field.kind == Kind::Consent) {
            if ![version, NOT_NOW].contains(&self.get(field.name)) {
                self.inputs.remove(field.name);
            }
        }
        self
    }

    /// Whether the person has asked for an input in the place of this field's text.
    #[must_use]
    pub fn is_opened(&self, field: &Field) -> bool {
        self.get(OPENED).split_whitespace().any(|name| name == field.name)
    }

    /// The same with an input in the place of this field's text.
    #[must_use]
    pub fn opening(mut self, field: &Field) -> Self {
        if !self.is_opened(field) {
            let opened = format!("{} {}", self.get(OPENED), field.name);
            self.inputs.insert(OPENED.to_owned(), opened.trim().to_owned());
        }
        self
    }

    /// Whether the person calls the text of this field wrong, where that was asked.
    #[must_use]
    pub fn disputes(&self, field: &Field) -> Option<bool> {
        let input = wrong(field);
        self.has(&input).then(|| self.get(&input) == DISPUTED)
    }

    /// The same for a person who calls the texts of these fields wrong.
    #[must_use]
    pub fn disputing(mut self, fields: impl IntoIterator<Item = &'static Field>) -> Self {
        self.inputs.extend(fields.into_iter().map(|field| (wrong(field), DISPUTED.to_owned())));
        self
    }

    /// What was typed into this input; nothing when it was not on the form.
    #[must_use]
    pub fn get(&self, input: &str) -> &str {
        self.inputs.get(input).map_or("", String::as_str)
    }

    /// Whether the input was on the form.
    #[must_use]
    pub fn has(&self, input: &str) -> bool {
        self.inputs.contains_key(input)
    }

    /// The same as it can be shown again: without the characters that no page may hold.
    #[must_use]
    pub fn shown(&self, input: &str) -> String {
        normalize::shown(self.get(input))
    }

    /// All inputs, as they can be shown again.
    pub fn shown_pairs(&self) -> impl Iterator<Item = (String, String)> {
        self.inputs.iter().map(|(name, value)| (name.clone(), normalize::shown(value)))
    }

    /// Only what belongs to the fields that the form asks in this section.
    #[must_use]
    pub fn of(&self, form: &Form, section: Section) -> Self {
        self.open(form, section, &Answers::default())
    }

    /// The same without those that are locked.
    #[must_use]
    pub fn open(&self, form: &Form, section: Section, locked: &Answers) -> Self {
        let open = form.fields(section).filter(|field| locked.get(field.name).is_none());
        let names: BTreeSet<String> = open.flat_map(inputs).chain([OPENED.to_owned()]).collect();
        let inputs = self.inputs.iter().filter(|(name, _)| names.contains(*name));
        Self {
            inputs: inputs.map(|(name, value)| (name.clone(), value.clone())).collect(),
            repeated: self.repeated.intersection(&names).cloned().collect(),
            unsent: self.unsent,
        }
    }

    /// The inputs of a field as they are shown again, without those that are not there.
    pub fn shown_inputs(&self, field: &'static Field) -> impl Iterator<Item = (String, String)> {
        inputs(field).filter(|input| self.has(input)).map(|input| {
            let shown = self.shown(&input);
            (input, shown)
        })
    }

    /// Whether both say the same in every input; one that is not there is empty.
    #[must_use]
    pub fn same_text(&self, other: &Self) -> bool {
        self.inputs
            .keys()
            .chain(other.inputs.keys())
            .all(|input| self.get(input).trim() == other.get(input).trim())
    }

    /// What the inputs of a section hold when its saved answers are shown again.
    #[must_use]
    pub fn from_answers(section: Section, answers: &Answers) -> Self {
        let answered = section.form_fields().filter_map(|field| Some((field, answers.get(field.name)?)));
        Self::new(answered.flat_map(|(field, value)| written(field, value)))
    }

    /// Checks every input that the form asks for in the section; fields in `locked` are not read from what was
    /// posted at all.
    ///
    /// # Errors
    /// Every error, in the order of the fields.
    pub fn read(
        &self,
        form: &Form,
        section: Section,
        locked: &Answers,
        context: &Context<'_>,
    ) -> Result<Answers, Vec<FieldError>> {
        let mut answers = locked.of(section);
        let mut errors = Vec::new();
        for Ask { field, need } in form.asks(section).filter(|ask| locked.get(ask.field.name).is_none()) {
            match self.read_field(field, context) {
                // What follows a question is needed where that is answered with yes, which is seen below.
                Ok(None) if need == Need::Required && field.follows.is_none() => {
                    errors.push(FieldError { field, code: Code::Required });
                }
                Ok(value) => answers.set(field, value),
                Err(code) => errors.push(FieldError { field, code }),
            }
        }
        if errors.is_empty() {
            errors = rules::check_section(form, section, &mut answers, locked);
        }
        if errors.is_empty() { Ok(answers) } else { Err(errors) }
    }

    fn read_field(&self, field: &'static Field, context: &Context<'_>) -> Result<Option<String>, Code> {
        if inputs(field).any(|input| self.repeated.contains(&input)) {
            return Err(Code::Repeated);
        }
        match field.kind {
            Kind::Date => self.read_date(field, context),
            Kind::ChoiceOrText(..) if self.get(field.name) == OWN => {
                let own = validation::value(field, self.get(&other_text(field)), context)?;
                own.ok_or(Code::Required).map(Some)
            }
            Kind::YesNo => validation::value(field, yes_or_no(self.get(field.name)), context),
            _ => validation::value(field, self.get(field.name), context),
        }
    }

    /// Three inputs, each as people write it: `7`, `07`, `March`, `mar`, digits of any script.
    fn read_date(&self, field: &Field, context: &Context<'_>) -> Result<Option<String>, Code> {
        let parts = date_parts(field).map(|input| normalize::line(self.get(&input)));
        let [day, month, year] = parts;
        let (day, month, year) = (
            normalize::ascii_digits(&day?),
            normalize::ascii_digits(&month?),
            normalize::ascii_digits(&year?),
        );
        if day.is_empty() && month.is_empty() && year.is_empty() {
            return Ok(None);
        }
        let missing = [(&day, Code::DayMissing), (&month, Code::MonthMissing), (&year, Code::YearMissing)];
        if let Some((_, code)) = missing.into_iter().find(|(part, _)| part.is_empty()) {
            return Err(code);
        }
        if year.len() != 4 {
            return Err(Code::YearMissing);
        }
        let month = month_of(&month, context.months).ok_or(Code::NoSuchDate)?;
        let day = day.parse().map_err(|_| Code::NoSuchDate)?;
        let year = year.parse().map_err(|_| Code::NoSuchDate)?;
        let date = Date::from_calendar_date(year, month, day).map_err(|_| Code::NoSuchDate)?;
        validation::born(date, context.today).map(Some)
    }
}

impl fmt::Debug for FormInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.inputs.keys()).finish()
    }
}

/// The input that names the fields whose text the person wants to change, with spaces between.
pub const OPENED: &str = "opened";

/// The value of the box that says that a text is wrong.
pub const DISPUTED: &str = "yes";

/// The box that says that a field's text is wrong.
#[must_use]
pub fn wrong(field: &Field) -> String {
    format!("{}-wrong", field.name)
}

/// The first input of a field.
#[must_use]
pub fn first_input(field: &Field) -> String {
    let [day, ..] = date_parts(field);
    if field.kind == Kind::Date { day } else { field.name.to_owned() }
}

/// The radio value that says: in my own words.
pub const OWN: &str = "own";

/// The input that takes a field's own words.
#[must_use]
pub fn other_text(field: &Field) -> String {
    format!("{}-own", field.name)
}

/// The three inputs of a date: day, month, year.
#[must_use]
pub fn date_parts(field: &Field) -> [String; 3] {
    ["day", "month", "year"].map(|part| format!("{}-{part}", field.name))
}

/// The input that an error's link leads to: the first wrong part of a date, else the field's own.
#[must_use]
pub fn input_at_fault(error: &FieldError) -> String {
    let [day, month, year] = date_parts(error.field);
    match (error.field.kind, error.code) {
        (Kind::Date, Code::MonthMissing) => month,
        (Kind::Date, Code::YearMissing) => year,
        (Kind::Date, _) => day,
        (Kind::ChoiceOrText(..), Code::Required | Code::TooLong(_) | Code::Characters) => {
            other_text(error.field)
        }
        _ => error.field.name.to_owned(),
    }
}

/// The names of the inputs that a field is made of.
pub fn inputs(field: &'static Field) -> impl Iterator<Item = String> {
    let names = match field.kind {
        Kind::Date => date_parts(field).to_vec(),
        Kind::ChoiceOrText(..) => vec![field.name.to_owned(), other_text(field)],
        _ => vec![field.name.to_owned()],
    };
    names.into_iter()
}

/// A stored answer as the inputs show it.
fn written(field: &'static Field, value: &str) -> Vec<(String, String)> {
    match field.kind {
        Kind::Date => {
            let mut parts = value.split('-').map(|part| part.trim_start_matches('0').to_owned());
            let (year, month, day) = (parts.next(), parts.next(), parts.next());
            date_parts(field).into_iter().zip([day, month, year].map(Option::unwrap_or_default)).collect()
        }
        Kind::ChoiceOrText(choices, _) if !choices.contains(&value) => {
            vec![(field.name.to_owned(), OWN.to_owned()), (other_text(field), value.to_owned())]
        }
        Kind::YesNo => vec![(field.name.to_owned(), if value == YES { "yes" } else { "no" }.to_owned())],
        Kind::Phone => vec![(field.name.to_owned(), crate::domain::profile::phone::spaced(value))],
        _ => vec![(field.name.to_owned(), value.to_owned())],
    }
}

fn yes_or_no(word: &str) -> &str {
    match word {
        "yes" => YES,
        "no" => NO,
        other => other,
    }
}

/// A month by its number or by its name.
fn month_of(text: &str, names: &dyn MonthNames) -> Option<Month> {
    match text.parse::<u8>() {
        Ok(number) => Month::try_from(number).ok(),
        Err(_) => names.month(text),
    }
}
