//! Every language says what English says: the same keys with the same gaps, and every refusal with the words of
//! its label.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fluent_bundle::FluentResource;

use super::{CODES, can_be};
use crate::domain::language::Language;
use crate::domain::profile::validation::{Code, FieldError};
use crate::domain::profile::{Kind, PROFILE};
use crate::i18n::{Catalog, text};
use crate::pages::view::choice_key;

/// Each key of a language with its gaps.
fn gaps(language: Language) -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let mut gaps: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    let mut key = "";
    for line in text(language).lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with(|first: char| first.is_ascii_alphabetic()) {
            key = line.split_once('=').expect("a message").0.trim();
            assert!(gaps.insert(key, BTreeSet::new()).is_none(), "{language}: {key} is there twice");
        }
        let names = line.split('$').skip(1).map(|rest| {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
            &rest[..end]
        });
        gaps.entry(key).or_default().extend(names);
    }
    gaps
}

#[test]
fn every_language_has_the_same_keys_with_the_same_gaps() {
    let english = gaps(Language::English);
    for language in Language::ALL {
        assert!(FluentResource::try_new(text(*language).to_owned()).is_ok(), "{language}: not to be read");
        let gaps = gaps(*language);
        let differ = |key: &&&str| gaps.get(**key) != english.get(**key);
        let wrong: BTreeSet<_> = gaps.keys().chain(english.keys()).filter(differ).collect();
        assert!(wrong.is_empty(), "{language}: missing, unused, or with other gaps: {wrong:?}");
    }
}

#[test]
fn a_file_says_whose_it_is_and_whether_a_native_reader_has_read_it() {
    for language in Language::ALL {
        let mut lines = text(*language).lines();
        let read = if language.is_read() { "yes" } else { "no" };
        assert_eq!(lines.next(), Some(&*format!("# {}", language.name())));
        assert_eq!(lines.next(), Some(&*format!("# Read by a native reader: {read}")), "{language}");
    }
    let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("locales")).expect("the words");
    assert_eq!(files.count(), Language::ALL.len(), "a file that is no language");
}

/// The part of a label that other words must have, however they bend it: the first two thirds of its longest word.
fn stem(label: &str) -> String {
    let words = label.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    let longest = words.max_by_key(|word| word.chars().count()).expect("a word");
    let most = longest.chars().count();
    longest.chars().take((most * 2 / 3).max(3)).collect()
}

#[test]
fn every_refusal_in_every_language_has_the_words_of_its_label() {
    for language in Language::ALL {
        let catalog = Catalog::of(*language);
        for field in &PROFILE {
            let stem = stem(&catalog.label(field));
            for code in CODES.into_iter().filter(|code| can_be(field, *code)) {
                let said = catalog.error(&FieldError { field, code });
                assert!(said.to_lowercase().contains(&stem), "{language}: {said:?} without {stem:?}");
                assert!(!said.contains(['{', '$']), "{language}: {said}");
            }
        }
    }
}

#[test]
fn every_choice_has_its_words_in_every_language() {
    for field in &PROFILE {
        if let Kind::Choice(choices) | Kind::ChoiceOrText(choices, _) = field.kind {
            for (language, choice) in
                Language::ALL.iter().flat_map(|language| choices.iter().map(move |choice| (language, choice)))
            {
                let key = choice_key(field, choice);
                assert!(Catalog::of(*language).find(&key, &[]).is_some(), "{language}: {key}");
            }
        }
    }
}

#[test]
fn words_agree_with_their_number_by_the_rules_of_the_language() {
    let surname = crate::domain::profile::field("surname").expect("a field");
    let said = |language, most| {
        Catalog::of(language).error(&FieldError { field: surname, code: Code::TooLong(most) })
    };
    assert!(said(Language::English, 1).contains("1 character or"));
    assert!(said(Language::English, 2).contains("2 characters or"));
    assert!(said(Language::French, 0).contains("0 caractère au"));
    assert!(said(Language::Portuguese, 1).contains("1 carácter"));
    assert!(said(Language::Zulu, 1).contains("nohlamvu"));
    for (most, word) in [(1, "حرف واحد"), (2, "حرفين"), (3, "أحرف"), (11, "حرفًا"), (100, "حرف")]
    {
        assert!(said(Language::Arabic, most).contains(word), "{most}");
    }
    for (language, limit) in [
        (Language::English, "2\u{A0}000"),
        (Language::French, "2\u{202F}000"),
        (Language::Arabic, "2\u{A0}000"),
    ] {
        assert!(said(language, 2000).contains(limit), "{language}: {}", said(language, 2000));
    }
}
