//! Inputs as people fill them.

use time::Month;
use time::macros::date;

use super::{FormInput, input_at_fault};
use crate::domain::form::Form;
use crate::domain::profile::Section;
use crate::domain::profile::answers::Answers;
use crate::domain::profile::date::MonthNames;
use crate::domain::profile::phone::Region;
use crate::domain::profile::validation::{Code, Context, FieldError, NoTexts};

fn read(section: Section, inputs: &[(&str, &str)]) -> Result<Answers, Vec<FieldError>> {
    let region = Region::from_code("ZA").expect("a region");
    let (today, months) = (date!(2026 - 11 - 23), &English);
    let context = Context { region, today, consent: "v1", months, texts: &NoTexts };
    let pairs = inputs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    FormInput::new(pairs).read(&Form::default(), section, &Answers::default(), &context)
}

/// The words of one month in one language.
#[derive(Debug)]
struct English;

impl MonthNames for English {
    fn month(&self, typed: &str) -> Option<Month> {
        matches!(typed, "March" | "mar.").then_some(Month::March)
    }
}

fn born(day: &str, month: &str, year: &str) -> Result<Option<String>, (Code, String)> {
    let name = [("name", "A"), ("surname", "B"), ("mobile", "0821234567")];
    let date = [("dateOfBirth-day", day), ("dateOfBirth-month", month), ("dateOfBirth-year", year)];
    let answers = read(Section::Personal, &[name.as_slice(), &date].concat());
    let fault = |errors: Vec<FieldError>| (errors[0].code, input_at_fault(&errors[0]));
    answers.map(|answers| answers.get("dateOfBirth").map(str::to_owned)).map_err(fault)
}

#[test]
fn a_date_is_read_as_people_write_it() {
    for (day, month, year) in
        [("7", "3", "1985"), ("07", "03", "1985"), ("7", "March", "1985"), ("٧", "mar.", "１９８５")]
    {
        assert_eq!(born(day, month, year), Ok(Some("1985-03-07".to_owned())), "{day} {month} {year}");
    }
    assert_eq!(born("", " ", ""), Ok(None));
}

#[test]
fn the_part_of_the_date_that_is_wrong_is_named() {
    for (typed, code, input) in [
        (("", "3", "1985"), Code::DayMissing, "dateOfBirth-day"),
        (("7", "", "1985"), Code::MonthMissing, "dateOfBirth-month"),
        (("7", "3", ""), Code::YearMissing, "dateOfBirth-year"),
        (("7", "3", "85"), Code::YearMissing, "dateOfBirth-year"),
        (("30", "2", "1985"), Code::NoSuchDate, "dateOfBirth-day"),
        (("7", "Marchember", "1985"), Code::NoSuchDate, "dateOfBirth-day"),
        (("1", "1", "2030"), Code::Future, "dateOfBirth-day"),
    ] {
        assert_eq!(born(typed.0, typed.1, typed.2), Err((code, input.to_owned())), "{typed:?}");
    }
}

#[test]
fn a_repeated_input_is_refused_and_all_mistakes_come_at_once() {
    let errors =
        read(Section::Personal, &[("name", "A"), ("name", "B"), ("mobile", "x")]).expect_err("refused");
    let codes: Vec<_> = errors.iter().map(|error| (error.field.name, error.code)).collect();
    assert_eq!(codes, [("name", Code::Repeated), ("surname", Code::Required), ("mobile", Code::Format)]);
}

#[test]
fn saved_answers_fill_the_same_inputs_again() {
    let inputs = [
        ("name", "A"),
        ("surname", "B"),
        ("mobile", "+27 82 123 4567"),
        ("dateOfBirth-day", "7"),
        ("dateOfBirth-month", "3"),
        ("dateOfBirth-year", "1985"),
        ("gender", "own"),
        ("gender-own", "agender"),
    ];
    let answers = read(Section::Personal, &inputs).expect("accepted");
    let again = FormInput::from_answers(Section::Personal, &answers);
    for (name, value) in inputs {
        assert_eq!(again.get(name), value);
    }
}
