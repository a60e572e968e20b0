//! A form as a tenant sends it, read and checked; for the API and for the shell.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use url::Url;

use crate::api::body_reader::{BodyReader, FieldErrors};
use crate::api::field_code::FieldCode;
use crate::api::problem::Problem;
use crate::domain::form::check::{Mistake, Rule};
use crate::domain::form::{AppLinks, Form, Need, Needs, Purpose, Retention, Support, Texts};
use crate::domain::language::Language;
use crate::domain::profile::validation::{self, Code};
use crate::domain::profile::{Section, normalize, phone};
use crate::domain::tenant::source::Source;

/// Reads a form, bare or as answers have it, within `form`; every error at once. What is not mentioned is as in
/// the built-in form.
pub fn read(object: &Map<String, Value>, strict: bool, source: &Source) -> Result<Form, Problem> {
    let errors = FieldErrors::default();
    let body = BodyReader::new(object, &errors);
    let within = object.get("form").filter(|form| form.is_object()).and_then(|_| body.object("form"));
    if within.is_some() {
        // An answer that is sent back has a message beside the form.
        body.member("message");
        body.finish(strict);
    }
    let reader = within.as_ref().unwrap_or(&body);
    let form = members(reader, strict, source);
    reader.finish(strict);
    for mistake in form.check() {
        add(reader, &mistake);
    }
    errors.check().map(|()| form)
}

fn members(reader: &BodyReader<'_>, strict: bool, source: &Source) -> Form {
    // What we say of a form and nobody can change may come back.
    for ours in ["version", "logo", "accentColourDark"] {
        reader.member(ours);
    }
    let usual = Form::default();
    let locales = words(reader, "locales", Language::parse, Language::ALL).unwrap_or(usual.locales);
    let default_locale = word(reader, "defaultLocale", Language::parse, Language::ALL);
    // English where it is on offer, else the first.
    let first = locales.first().copied().unwrap_or(usual.default_locale);
    let fallback = if locales.contains(&usual.default_locale) { usual.default_locale } else { first };
    Form {
        display_name: reader.line("displayName"),
        short_name: reader.line("shortName"),
        emergency_number: reader.line("emergencyNumber"),
        accent_colour: reader.line("accentColour").map(|colour| colour.to_ascii_lowercase()),
        support: support(reader, strict, source),
        privacy_url: url(reader, "privacyUrl"),
        terms_url: url(reader, "termsUrl"),
        default_locale: default_locale.unwrap_or(fallback),
        locales,
        sections: sections(reader).unwrap_or(usual.sections),
        fields: fields(reader, strict),
        consents: words(reader, "consents", Purpose::parse, Purpose::ALL).unwrap_or_default(),
        texts: texts(reader, strict),
        app_links: app_links(reader, strict),
        retention: retention(reader, strict),
        ..usual
    }
}

fn support(reader: &BodyReader<'_>, strict: bool, source: &Source) -> Support {
    let Some(inner) = reader.object("support") else { return Support::default() };
    let checked = |name: &'static str, check: &dyn Fn(String) -> Result<String, Code>| {
        let read = inner.line(name).map(check);
        read.and_then(|read| read.map_err(|code| inner.error_code(name, code)).ok())
    };
    let support = Support {
        phone: checked("phone", &|text| phone::e164(&text, source.region).map_err(Code::from)),
        email: checked("email", &validation::email),
        url: url(&inner, "url"),
    };
    inner.finish(strict);
    support
}

fn app_links(reader: &BodyReader<'_>, strict: bool) -> AppLinks {
    let Some(inner) = reader.object("appLinks") else { return AppLinks::default() };
    let links =
        AppLinks { ios: url(&inner, "ios"), android: url(&inner, "android"), web: url(&inner, "web") };
    inner.finish(strict);
    links
}

fn retention(reader: &BodyReader<'_>, strict: bool) -> Retention {
    let usual = Retention::default();
    let Some(inner) = reader.object("retention") else { return usual };
    // What is below 0 or beyond any limit is out of range as well.
    let days =
        |name, usual| inner.integer(name).map_or(usual, |days| u32::try_from(days).unwrap_or(u32::MAX));
    let retention = Retention {
        ended_sessions_days: days("endedSessionsDays", usual.ended_sessions_days),
        deleted_customers_days: days("deletedCustomersDays", usual.deleted_customers_days),
    };
    inner.finish(strict);
    retention
}

fn sections(reader: &BodyReader<'_>) -> Option<Vec<Section>> {
    let names: Vec<String> = Section::ALL.iter().map(|section| section.member()).collect();
    words(reader, "sections", Section::of_member, &names)
}

fn fields(reader: &BodyReader<'_>, strict: bool) -> Needs {
    let mut needs = Needs::default();
    let Some(inner) = reader.object("fields") else { return needs };
    for field in Needs::fields() {
        if let Some(need) = word(&inner, field.name, Need::parse, Need::ALL) {
            needs.set(field, need);
        }
    }
    inner.finish(strict);
    needs
}

fn texts(reader: &BodyReader<'_>, strict: bool) -> BTreeMap<Language, Texts> {
    let mut all = BTreeMap::new();
    let Some(inner) = reader.object("texts") else { return all };
    for language in Language::ALL {
        let Some(words) = inner.object(language.as_str()) else { continue };
        let confirmation = lines(&words, "confirmation");
        let texts = Texts { confirmation, return_button: words.line("returnButton") };
        words.finish(strict);
        if texts != Texts::default() {
            all.insert(*language, texts);
        }
    }
    inner.finish(strict);
    all
}

/// A text of several lines, cleaned; empty is as absent.
fn lines(reader: &BodyReader<'_>, name: &'static str) -> Option<String> {
    let Some(text) = reader.value(name)?.as_str() else {
        reader.error_code(name, Code::Type);
        return None;
    };
    let cleaned = normalize::text(text).map_err(|unclean| reader.error_code(name, unclean.into())).ok()?;
    Some(cleaned).filter(|text| !text.is_empty())
}

fn url(reader: &BodyReader<'_>, name: &'static str) -> Option<Url> {
    let url = reader.line(name)?.parse().ok();
    if url.is_none() {
        reader.error(
            name,
            FieldCode::InvalidUrl,
            format!("{name} must be an https address, such as https://app.example/help."),
        );
    }
    url
}

fn word<T>(
    reader: &BodyReader<'_>,
    name: &'static str,
    parse: impl Fn(&str) -> Option<T>,
    all: &[impl ToString],
) -> Option<T> {
    let found = reader.value(name)?.as_str().and_then(parse);
    if found.is_none() {
        reader.error(name, FieldCode::Choice, format!("{name} must be one of {}.", listed(all)));
    }
    found
}

/// The words of a list; `None` where there is no list.
fn words<T>(
    reader: &BodyReader<'_>,
    name: &'static str,
    parse: impl Fn(&str) -> Option<T>,
    all: &[impl ToString],
) -> Option<Vec<T>> {
    let list = reader.array(name)?;
    let mut found = Vec::new();
    for (at, word) in list.iter().enumerate() {
        match word.as_str().and_then(&parse) {
            Some(word) => found.push(word),
            None => {
                reader.error_at(
                    name,
                    at,
                    FieldCode::Choice,
                    format!("{name} must be some of {}.", listed(all)),
                );
            }
        }
    }
    // A list of unknown words is no list of nothing.
    (!found.is_empty() || list.is_empty()).then_some(found)
}

fn listed(all: &[impl ToString]) -> String {
    all.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// A broken rule as an error, in words for developers.
#[expect(clippy::too_many_lines, reason = "a table")]
fn add(reader: &BodyReader<'_>, mistake: &Mistake) {
    let name = mistake.pointer.split('/').nth(1).unwrap_or_default();
    let last = mistake.pointer.rsplit('/').next().unwrap_or_default();
    let (code, detail) = match &mistake.rule {
        Rule::TooLong(most) => (FieldCode::TooLong, format!("{last} must have {most} characters or fewer.")),
        Rule::Dialled => (FieldCode::Format, format!("{name} must be a number to dial, such as 10111.")),
        Rule::Colour => (FieldCode::Format, format!("{name} must be six digits, such as #0b6157.")),
        Rule::LowContrast(nearest) => {
            let detail = format!(
                "{name} must have a contrast of 4.5 with text on it and 3 with the page; the nearest that has is {nearest}."
            );
            return reader.suggest(&mistake.pointer, FieldCode::LowContrast, detail, nearest);
        }
        Rule::Https => (
            FieldCode::InsecureUrl,
            format!(
                "{last} must begin with https://, without user name or password, in 2048 characters or fewer."
            ),
        ),
        Rule::Empty => (FieldCode::Empty, format!("{name} must name one at least.")),
        Rule::Repeated => (FieldCode::Repeated, format!("{name} must name each once.")),
        Rule::NeededSection(section) => (
            FieldCode::Required,
            format!("{name} must have {}: nobody can be signed up without it.", section.member()),
        ),
        Rule::NotOffered => (FieldCode::Contradictory, format!("{name} must be one of locales.")),
        Rule::AlwaysRequired => (
            FieldCode::AlwaysRequired,
            format!("{last} must be required: nobody can be signed up without it."),
        ),
        Rule::NeverRequired => (
            FieldCode::NeverRequired,
            format!("{last} must be optional or hidden: health data is given by choice."),
        ),
        Rule::NothingAsked(section) => (
            FieldCode::Contradictory,
            format!(
                "{name} hides all of {}: leave that out of sections, or ask for something of it.",
                section.member()
            ),
        ),
        Rule::Days(from, to) => {
            (FieldCode::OutOfRange, format!("{last} must be from {from} to {to}, in days."))
        }
        Rule::NotAsked(section) => (
            FieldCode::Contradictory,
            format!("{name} asks for something of {}: name that in sections too.", section.member()),
        ),
    };
    reader.error_within(&mistake.pointer, code, detail);
}
