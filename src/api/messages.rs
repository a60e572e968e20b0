//! What is wrong with a member, in words for developers: what it must be, with an example, never its value.

use crate::domain::profile::phone::Digits;
use crate::domain::profile::validation::Code;
use crate::domain::profile::{Field, Kind};

/// An error in a member that has no row in the field table.
pub fn plain(name: &str, code: Code) -> String {
    match code {
        Code::Required => format!("{name} is required."),
        Code::Type => format!("{name} must be a JSON string, in quotes."),
        other => common(name, other).unwrap_or_else(|| format!("{name} is not of the form it must have.")),
    }
}

/// An error in a field of the profile; `name` is the spelling that was sent.
pub fn of_field(name: &str, field: &Field, code: Code) -> String {
    let must_be = must_be(field);
    match code {
        Code::Required => format!("{name} is required: {must_be}."),
        Code::Type => format!("{name} must be {must_be}, as {}.", json_type(field)),
        Code::Future => format!("{name} must not lie in the future: {must_be}."),
        Code::TooEarly => format!("{name} must be 1900-01-01 or later: {must_be}."),
        other => common(name, other).unwrap_or_else(|| format!("{name} must be {must_be}.")),
    }
}

/// What is said of any member alike; `None` when it depends on what the member must be.
fn common(name: &str, code: Code) -> Option<String> {
    match code {
        Code::TooLong(most) => Some(format!("{name} must have {most} characters or fewer.")),
        Code::TooFewDigits(Digits { typed, needed }) => {
            Some(format!("{name} is too short: it has {typed} of the {needed} digits it needs."))
        }
        Code::TooManyDigits(Digits { typed, needed }) => {
            Some(format!("{name} is too long: it has {typed} digits and needs only {needed}."))
        }
        Code::Unreadable => {
            Some(format!("{name} has characters that were lost on the way: send it in UTF-8."))
        }
        Code::Characters => Some(format!(
            "{name} must not have control or direction characters, nor more than three combining marks on a \
             letter: leave them out."
        )),
        Code::Repeated => Some(format!("{name} must be given once.")),
        Code::Changed => Some(format!("{name} has changed.")),
        _ => None,
    }
}

/// What a field must be, with an example.
fn must_be(field: &Field) -> String {
    let example = field.example;
    match field.kind {
        Kind::Line(most) => format!("one line of 1 to {most} characters, such as {example}"),
        Kind::Text(most) => format!("a text of at most {most} characters, such as {example}"),
        Kind::Email => format!("an e-mail address, such as {example}"),
        Kind::Phone => {
            format!("a phone number with its country code, such as {example}, or as it is dialled at home")
        }
        Kind::Date => format!("YYYY-MM-DD, such as {example}"),
        Kind::YesNo => "true or false".to_owned(),
        Kind::Choice(choices) => format!("one of {}", choices.join(", ")),
        Kind::ChoiceOrText(choices, most) => {
            format!("{}, or own words of at most {most} characters", choices.join(", "))
        }
        Kind::Plate(most) => {
            format!("a licence plate of 1 to {most} characters besides spaces and dashes, such as {example}")
        }
        Kind::Consent | Kind::Tick => "the version of the text that was agreed to".to_owned(),
    }
}

fn json_type(field: &Field) -> &'static str {
    if field.kind == Kind::YesNo { "a JSON boolean, without quotes" } else { "a JSON string, in quotes" }
}

#[cfg(test)]
mod tests {
    use super::of_field;
    use crate::domain::profile::date::NoMonthNames;
    use crate::domain::profile::phone::Region;
    use crate::domain::profile::validation::{self, Code, Context};
    use crate::domain::profile::{Kind, api_fields, field};

    #[test]
    fn every_field_says_what_it_must_be() {
        let said = |name: &str, code| of_field(name, field(name).unwrap(), code);
        assert_eq!(said("dateOfBirth", Code::Format), "dateOfBirth must be YYYY-MM-DD, such as 1988-03-07.");
        assert_eq!(
            said("hasMedicalAid", Code::Type),
            "hasMedicalAid must be true or false, as a JSON boolean, without quotes."
        );
        assert!(said("bloodtype", Code::Choice).contains("A+, A-, B+"));
        let region = Region::from_code("ZA").unwrap();
        let context = Context {
            region,
            today: time::macros::date!(2026 - 11 - 23),
            consent: "",
            months: &NoMonthNames,
            texts: &crate::domain::profile::validation::NoTexts,
        };
        for field in api_fields() {
            for code in
                [Code::Required, Code::Type, Code::Format, Code::Choice, Code::TooLong(9), Code::Future]
            {
                let text = of_field(field.name, field, code);
                assert!(text.starts_with(field.name) && text.ends_with('.') && text.len() < 200, "{text}");
            }
            // An example that would be refused teaches nothing.
            let fits = validation::value(field, field.example, &context);
            let needs = !matches!(field.kind, Kind::YesNo | Kind::Choice(_) | Kind::ChoiceOrText(..));
            assert!(!needs || matches!(fits, Ok(Some(_))), "{}: {fits:?}", field.name);
        }
    }
}
