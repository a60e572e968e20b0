//! How easily the words are read: short sentences, plain words. Measured in English, which the others follow.

use super::{catalogue_keys, text};
use crate::domain::language::Language;

/// The words of each message as a person reads them, with something short in each gap.
fn messages() -> Vec<(String, String)> {
    let mut messages: Vec<(String, String)> = Vec::new();
    for line in text(Language::English).lines().filter(|line| !line.starts_with('#')) {
        match line.split_once(" = ") {
            Some((key, words)) if catalogue_keys().contains(key) => {
                messages.push((key.to_owned(), words.to_owned()));
            }
            // Of the forms of a word the one of most numbers is read.
            _ => {
                if let (Some((_, message)), Some(words)) =
                    (messages.last_mut(), line.trim().strip_prefix("*[other] "))
                {
                    let before = message.split("{ $").filter(|part| !part.contains("->")).collect::<Vec<_>>();
                    *message = format!("{}{words}", before.join("Acme"));
                }
            }
        }
    }
    for (_, message) in &mut messages {
        while let Some((before, rest)) = message.split_once('{') {
            let after = rest.split_once('}').map_or("", |(_, after)| after);
            *message = format!("{before}Acme{after}");
        }
    }
    messages
}

fn sentences(text: &str) -> Vec<&str> {
    let ends = [". ", "? ", "! "];
    let mut found = vec![text];
    for end in ends {
        found = found.into_iter().flat_map(|part| part.split(end)).collect();
    }
    found.retain(|sentence| !sentence.trim().is_empty());
    found
}

/// How many syllables a word is spoken in, by its groups of vowels: as near as a rule comes.
fn syllables(word: &str) -> usize {
    let word: String = word.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
    let vowel = |letter: char| "aeiouy".contains(letter);
    let letters: Vec<char> = word.chars().collect();
    let begins = |at: usize| vowel(letters[at]) && (at == 0 || !vowel(letters[at - 1]));
    let groups = (0..letters.len()).filter(|at| begins(*at)).count();
    let silent = word.ends_with('e') && !word.ends_with("le")
        || word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded");
    (groups - usize::from(silent && groups > 1)).max(1)
}

/// The grade of a school in which it is read (Flesch and Kincaid).
#[expect(clippy::cast_precision_loss, reason = "a few words")]
fn grade(text: &str) -> f64 {
    let words: Vec<&str> = text.split_whitespace().collect();
    let spoken: usize = words.iter().map(|word| syllables(word)).sum();
    let (words, sentences) = (words.len() as f64, sentences(text).len() as f64);
    0.39 * words / sentences + 11.8 * spoken as f64 / words - 15.59
}

#[test]
fn no_sentence_is_long() {
    let messages = messages();
    let sentences =
        messages.iter().flat_map(|(key, text)| sentences(text).into_iter().map(move |one| (key, one)));
    let long: Vec<_> = sentences.filter(|(_, sentence)| sentence.split_whitespace().count() > 20).collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn consent_is_read_by_everybody_and_names_the_tenant() {
    let consent = super::catalog().consent("Acme").text;
    assert!(grade(&consent) <= 8.0, "{}", grade(&consent));
    assert!(consent.contains("Acme keeps"), "{consent}");
}

#[test]
fn half_of_the_words_are_for_the_sixth_grade() {
    let mut grades: Vec<f64> = messages()
        .iter()
        .filter(|(_, text)| text.split_whitespace().count() >= 5)
        .map(|(_, text)| grade(text))
        .collect();
    grades.sort_by(f64::total_cmp);
    assert!(grades.len() > 100, "{}", grades.len());
    assert!(grades[grades.len() / 2] <= 6.0, "{}", grades[grades.len() / 2]);
}

#[test]
fn a_hard_text_is_told_from_an_easy_one() {
    assert!(grade("We keep it. Tell us, and we delete it.") < 3.0);
    let hard = "Organisations unilaterally reserving discretionary authority regarding individual information necessitate administrative consultation.";
    assert!(grade(hard) > 12.0, "{}", grade(hard));
}
