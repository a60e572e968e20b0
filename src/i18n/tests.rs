//! The words: every one is there in every language, and none for nothing.

mod languages;
mod reading;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use fluent_bundle::FluentResource;
use time::UtcOffset;

use super::{Arg, Catalog, text};
use crate::domain::form::Purpose;
use crate::domain::language::Language;
use crate::domain::moment::Moment;
use crate::domain::profile::phone::Digits;
use crate::domain::profile::validation::{Code, FieldError};
use crate::domain::profile::{Field, Kind, PROFILE, Section};
use crate::pages::view::{STATUSES, choice_key};

const CODES: [Code; 18] = [
    Code::Required,
    Code::OneRequired,
    Code::TooLong(200),
    Code::TooFewDigits(Digits { typed: 7, needed: 10 }),
    Code::TooManyDigits(Digits { typed: 12, needed: 10 }),
    Code::Unreadable,
    Code::Characters,
    Code::Format,
    Code::NoSuchDate,
    Code::Future,
    Code::TooEarly,
    Code::DayMissing,
    Code::MonthMissing,
    Code::YearMissing,
    Code::Choice,
    Code::Repeated,
    Code::Type,
    Code::Changed,
];

/// What a section may have words for.
const SECTION_PARTS: [&str; 6] = ["title", "asked", "lead", "more", "together", "consent-text"];

fn catalog() -> &'static Catalog {
    Catalog::of(Language::English)
}

/// The keys that the language has.
fn catalogue_keys() -> BTreeSet<String> {
    let ids = text(Language::English)
        .lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_alphabetic()));
    ids.filter_map(|line| Some(line.split_once('=')?.0.trim().to_owned())).collect()
}

/// The keys that the field table makes, whether or not the language has them.
fn made_for(field: &Field) -> Vec<String> {
    let tails = [
        "label",
        "suggestions",
        "hint",
        "check",
        "no",
        "yes",
        "forget",
        "own",
        "own-label",
        "given",
        "day",
        "month",
        "year",
    ];
    let mut keys: Vec<_> = tails.iter().map(|tail| format!("{}-{tail}", field.name)).collect();
    keys.extend(CODES.iter().map(|code| format!("{}-{}", field.name, code.as_str())));
    if let Kind::Choice(words) | Kind::ChoiceOrText(words, _) = field.kind {
        keys.extend(words.iter().chain(&["unknown"]).map(|word| choice_key(field, word)));
    }
    keys
}

/// All keys that are made by a rule.
fn made() -> BTreeSet<String> {
    let mut keys: BTreeSet<_> = PROFILE.iter().flat_map(made_for).collect();
    keys.extend(CODES.iter().map(|code| format!("error-{}", code.as_str())));
    keys.extend(
        STATUSES.iter().flat_map(|status| ["title", "text"].map(|part| format!("problem-{status}-{part}"))),
    );
    keys.extend(
        Section::ALL
            .iter()
            .flat_map(|section| SECTION_PARTS.iter().map(move |part| format!("{section}-{part}"))),
    );
    keys.extend((1..=7).map(|day| format!("weekday-{day}")));
    keys.extend((1..=12).flat_map(|month| [format!("month-{month}"), format!("month-{month}-typed")]));
    keys.extend(
        Purpose::ALL.iter().flat_map(|purpose| ["text", "required"].map(|part| format!("{purpose}-{part}"))),
    );
    keys.insert("zone-120".to_owned());
    keys
}

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            files(&entry, into);
        } else if !entry.ends_with("tests.rs") && !folder.ends_with("tests") {
            into.push(entry);
        }
    }
}

/// The sources and templates, without white space.
fn sources() -> String {
    let mut paths = Vec::new();
    for folder in ["src", "templates"] {
        files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut paths);
    }
    let texts = paths.iter().map(|path| fs::read_to_string(path).expect("a text"));
    texts.flat_map(|text| text.chars().filter(|c| !c.is_whitespace()).collect::<Vec<_>>()).collect()
}

#[test]
fn the_language_is_read_whole() {
    let resource = FluentResource::try_new(text(Language::English).to_owned()).expect("no syntax errors");
    assert_eq!(
        resource.entries().filter(|entry| format!("{entry:?}").starts_with("Message")).count(),
        catalogue_keys().len(),
        "a key twice"
    );
}

/// Whether the field can be wrong so: digits are counted in phone numbers, characters in all else.
fn can_be(field: &Field, code: Code) -> bool {
    match code {
        Code::TooFewDigits(_) | Code::TooManyDigits(_) => field.kind == Kind::Phone,
        Code::TooLong(_) => field.kind != Kind::Phone,
        _ => true,
    }
}

#[test]
fn every_field_has_its_name_and_every_mistake_its_words() {
    for field in &PROFILE {
        assert!(catalog().find(&format!("{}-label", field.name), &[]).is_some(), "{}", field.name);
        for code in CODES.into_iter().filter(|code| can_be(field, *code)) {
            let said = catalog().error(&FieldError { field, code });
            assert!(!said.is_empty() && !said.contains('{'), "{} {code:?}: {said}", field.name);
            let lower = said.to_lowercase();
            assert!(
                !["please", "sorry", "invalid", "forbidden"].iter().any(|word| lower.contains(word)),
                "{said}"
            );
        }
    }
}

#[test]
fn every_choice_has_its_words() {
    for field in &PROFILE {
        if let Kind::Choice(choices) | Kind::ChoiceOrText(choices, _) = field.kind {
            for choice in choices {
                assert!(catalog().find(&choice_key(field, choice), &[]).is_some(), "{} {choice}", field.name);
            }
        }
    }
}

#[test]
fn every_key_is_used() {
    let (sources, made) = (sources(), made());
    let unused: Vec<_> = catalogue_keys()
        .into_iter()
        .filter(|key| !made.contains(key) && !sources.contains(&format!("\"{key}\"")))
        .collect();
    assert_eq!(unused, Vec::<String>::new());
}

#[test]
fn every_key_that_is_used_exists() {
    let (sources, catalogue_keys) = (sources(), catalogue_keys());
    for call in ["catalog.get(\"", "catalog.with(\""] {
        for rest in sources.split(call).skip(1) {
            let key = rest.split('"').next().expect("a key");
            assert!(catalogue_keys.contains(key), "{key}");
        }
    }
}

#[test]
fn gaps_are_filled_without_marks() {
    assert_eq!(catalog().with("return-to", &[("tenant", "O'Brien & 李".into())]), "Return to O'Brien & 李");
    let field = crate::domain::profile::field("surname").expect("a field");
    let said = catalog().error(&FieldError { field, code: Code::TooLong(200) });
    assert_eq!(said, "“Surname” must be 200 characters or fewer");
}

#[test]
fn a_moment_is_told_on_the_clock_of_the_place() {
    let at = Moment::parse("2026-11-30T22:05:00Z").expect("a moment");
    for ((hours, minutes), said) in [
        ((2, 0), "Tuesday 1 December 2026 at 00:05, South African time"),
        ((0, 0), "Monday 30 November 2026 at 22:05, UTC"),
        ((5, 30), "Tuesday 1 December 2026 at 03:35, UTC+5:30"),
        ((-3, 0), "Monday 30 November 2026 at 19:05, UTC-3"),
    ] {
        let offset = UtcOffset::from_hms(hours, minutes, 0).expect("an offset");
        assert_eq!(catalog().moment(at, offset), said);
    }
}

#[test]
fn a_moment_is_told_in_few_words() {
    let at = Moment::parse("2026-11-30T22:05:00Z").expect("a moment");
    let offset = UtcOffset::from_hms(2, 0, 0).expect("an offset");
    for (language, said) in [
        (Language::English, "Tuesday 1 December, 00:05"),
        (Language::French, "mardi 1er décembre, 00:05"),
        (Language::Portuguese, "terça-feira, 1 de dezembro, 00:05"),
    ] {
        assert_eq!(Catalog::of(language).short_moment(at, offset), said);
    }
    assert_eq!(catalog().short_moment(at, UtcOffset::UTC), "Monday 30 November, 22:05 UTC");
}

#[test]
fn consent_is_known_by_its_exact_words() {
    let consent = catalog().consent("Acme");
    assert_eq!(consent.version.len(), 16);
    assert!(consent.text.contains("Acme"), "{}", consent.text);
    assert_eq!(consent, super::Consent::of("en", &consent.text));
    assert_ne!(consent.version, super::Consent::of("en", &format!("{}.", consent.text)).version);
    assert_ne!(consent.version, super::Consent::of("af", &consent.text).version);
    assert_ne!(consent.version, catalog().consent("Other").version);
}

#[test]
fn a_date_is_written_as_its_language_writes_it() {
    for (language, said) in [
        (Language::English, "Tuesday 1 December 2026 at 00:05, South African time"),
        (Language::Afrikaans, "Dinsdag 1 Desember 2026 om 00:05, Suid-Afrikaanse tyd"),
        (Language::Zulu, "uLwesibili 1 Disemba 2026 ngo-00:05, isikhathi saseNingizimu Afrika"),
        (Language::French, "mardi 1er décembre 2026 à 00:05, heure d’Afrique du Sud"),
        (Language::Portuguese, "terça-feira, 1 de dezembro de 2026, às 00:05, hora da África do Sul"),
    ] {
        let at = Moment::parse("2026-11-30T22:05:00Z").expect("a moment");
        let offset = UtcOffset::from_hms(2, 0, 0).expect("an offset");
        assert_eq!(Catalog::of(language).moment(at, offset), said);
    }
}

#[test]
fn where_all_is_written_right_to_left_a_gap_is_kept_apart() {
    let said = Catalog::of(Language::Arabic)
        .with("date", &[("day", Arg::Number(1)), ("month", "Mai".into()), ("year", "2026".into())]);
    assert_eq!(said, "\u{2068}1\u{2069} \u{2068}Mai\u{2069} \u{2068}2026\u{2069}");
}
