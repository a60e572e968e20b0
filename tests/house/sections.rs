//! A section is told once: whoever adds one touches the field table and the words, and nothing else.

use std::path::{Path, PathBuf};

use enrol::domain::profile::{Kind, PROFILE, Section, gates};
use proc_macro2::{TokenStream, TokenTree};

use super::{collect, read, root};

/// The only file that may name a section.
pub(super) const FIELD_TABLE: &str = "src/domain/profile/mod.rs";

#[test]
fn only_the_field_table_and_the_words_name_a_section() {
    let mut naming = Vec::new();
    for file in files(&["src"], &["rs"]) {
        let tokens: TokenStream = read(&file).parse().expect("Rust");
        if names_in(tokens) {
            naming.push(name_of(&file));
        }
    }
    assert_eq!(naming, [FIELD_TABLE], "ask the form or the field table instead");
}

#[test]
fn neither_templates_nor_static_files_name_a_section_or_what_steers_one() {
    let steering = gates().chain(PROFILE.iter().filter(|field| field.kind == Kind::Consent));
    let words: Vec<String> = Section::ALL
        .iter()
        .map(|section| section.as_str().to_owned())
        .chain(steering.map(|field| field.name.to_owned()))
        .collect();
    let mut wrong = Vec::new();
    for file in files(&["templates", "static"], &["html", "css", "js", "svg"]) {
        let text = read(&file);
        let found = words.iter().filter(|word| has_word(&text, word));
        wrong.extend(found.map(|word| format!("{}: {word}", name_of(&file))));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_name_is_seen_in_whatever_form_it_is_written() {
    for text in [
        "let a = Section::Medical;",
        r#"f("next-of-kin")"#,
        r#"m!(x, "vehicle-title")"#,
        r#"g("sealed_medical")"#,
    ] {
        assert!(names_in(text.parse().expect("Rust")), "{text}");
    }
    for text in [
        "Section::ALL",
        "Sensitivity::Medical",
        r#"f("personal data")"#,
        "#[cfg(test)] mod tests { Section::Vehicle }",
    ] {
        assert!(!names_in(text.parse().expect("Rust")), "{text}");
    }
}

/// Whether code names a section: as a variant, or as a text that is its word, begins with it as a key of the words
/// does, or ends with it as a column would. A file's own tests may.
fn names_in(tokens: TokenStream) -> bool {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        if is_own_tests(&tokens[at..]) {
            at += 5;
            continue;
        }
        let named = match &tokens[at] {
            TokenTree::Group(group) => names_in(group.stream()),
            TokenTree::Literal(literal) => names_in_text(&literal.to_string()),
            TokenTree::Ident(ident) if ident == "Section" => tokens.get(at + 3).is_some_and(is_variant),
            _ => false,
        };
        if named {
            return true;
        }
        at += 1;
    }
    false
}

/// `#[cfg(test)] mod name { … }`.
pub(super) fn is_own_tests(tokens: &[TokenTree]) -> bool {
    let [TokenTree::Punct(mark), TokenTree::Group(cfg), TokenTree::Ident(word), ..] = tokens else {
        return false;
    };
    mark.as_char() == '#' && cfg.to_string().replace(' ', "") == "[cfg(test)]" && word == "mod"
}

fn is_variant(token: &TokenTree) -> bool {
    Section::ALL.iter().any(|section| format!("{section:?}") == token.to_string())
}

fn names_in_text(literal: &str) -> bool {
    let text = literal.trim_start_matches(['b', 'r', '#']).trim_matches(['"', '#']);
    Section::ALL.iter().any(|section| {
        let word = section.as_str();
        let column = format!("sealed_{}", word.replace('-', "_"));
        text == word || text.starts_with(&format!("{word}-")) || text.contains(&column)
    })
}

fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let is_part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !is_part(text[..at].chars().next_back()) && !is_part(text[at + word.len()..].chars().next())
    })
}

/// The files below these directories but for files of tests and the words.
pub(super) fn files(directories: &[&str], extensions: &[&str]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for directory in directories {
        for extension in extensions {
            collect(&root().join(directory), extension, &mut files);
        }
    }
    files.retain(|file| {
        !file.components().any(|part| {
            matches!(part.as_os_str().to_str(), Some("tests" | "tests.rs" | "test_db.rs" | "growth"))
        })
    });
    files.sort();
    files
}

pub(super) fn name_of(file: &Path) -> String {
    file.strip_prefix(root()).expect("a file of ours").display().to_string()
}
