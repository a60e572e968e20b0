//! Months by their names: whoever types one may do so in any language that is served.

use std::sync::LazyLock;

use time::Month;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Catalog;
use crate::domain::language::Language;
use crate::domain::profile::date::MonthNames;

/// A month's name in a language, folded.
struct Name {
    language: Language,
    month: Month,
    folded: String,
}

/// The names of all languages: that which is written, `month-1`, and what is typed besides, `month-1-typed`.
static NAMES: LazyLock<Vec<Name>> = LazyLock::new(|| {
    let months = || (1..=12).filter_map(|number| Month::try_from(number).ok());
    let all = Language::ALL.iter().flat_map(|language| months().map(|month| (*language, month)));
    all.flat_map(|(language, month)| names(language, month)).collect()
});

fn names(language: Language, month: Month) -> Vec<Name> {
    let (catalog, number) = (Catalog::of(language), u8::from(month));
    let written = catalog.get(&format!("month-{number}"));
    let typed = catalog.get(&format!("month-{number}-typed"));
    let texts = std::iter::once(&*written).chain(typed.split(','));
    texts.map(|text| Name { language, month, folded: folded(text) }).collect()
}

/// The least that must be typed of a name.
const SHORTEST: usize = 3;

impl MonthNames for Catalog {
    fn month(&self, typed: &str) -> Option<Month> {
        let typed = folded(typed);
        let own = |name: &Name| name.language == self.language;
        let whole = |name: &Name| name.folded == typed;
        let begun = |name: &Name| typed.chars().count() >= SHORTEST && name.folded.starts_with(&typed);
        only(|name| own(name) && whole(name))
            .or_else(|| only(whole))
            .or_else(|| only(|name| own(name) && begun(name)))
            .or_else(|| only(begun))
    }
}

/// The month that all names of this kind are of; none where they are of several.
fn only(is_meant: impl Fn(&Name) -> bool) -> Option<Month> {
    let mut months = NAMES.iter().filter(|name| is_meant(name)).map(|name| name.month);
    let first = months.next()?;
    months.all(|month| month == first).then_some(first)
}

/// Without what differs from one keyboard to the next: case, marks, full stops and spaces.
fn folded(text: &str) -> String {
    let plain = text.nfkd().filter(|c| !is_combining_mark(*c) && *c != '.' && !c.is_whitespace());
    plain.collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use time::Month;

    use super::NAMES;
    use crate::domain::language::Language;
    use crate::domain::profile::date::MonthNames;
    use crate::i18n::Catalog;

    #[test]
    fn a_month_is_understood_in_every_language_on_a_page_of_any() {
        for language in Language::ALL {
            for (typed, month) in [
                ("March", Month::March),
                ("mar.", Month::March),
                ("Februarie", Month::February),
                ("FEB", Month::February),
                ("Mei", Month::May),
                ("uNhlolanja", Month::February),
                ("Septhemba", Month::September),
                ("EyoMnga", Month::December),
                ("Matshi", Month::March),
                ("Phupjane", Month::June),
                ("Pudungwana", Month::November),
                ("février", Month::February),
                ("fevrier", Month::February),
                ("aout", Month::August),
                ("Março", Month::March),
                ("out.", Month::October),
                ("أبريل", Month::April),
                ("ابريل", Month::April),
                ("كانون الثاني", Month::January),
            ] {
                assert_eq!(Catalog::of(*language).month(typed), Some(month), "{typed} in {language}");
            }
            for typed in ["", "ma", "ju", "mmm", "Thursday", "phu", "."] {
                assert_eq!(Catalog::of(*language).month(typed), None, "{typed} in {language}");
            }
        }
    }

    #[test]
    fn every_month_is_understood_as_it_is_written() {
        for name in NAMES.iter() {
            let found = Catalog::of(name.language).month(&name.folded);
            assert_eq!(found, Some(name.month), "{} in {}", name.folded, name.language);
        }
    }

    #[test]
    fn what_begins_two_months_is_none_of_them() {
        let english = Catalog::of(Language::English);
        assert_eq!(english.month("jun"), Some(Month::June));
        assert_eq!(english.month("sept"), Some(Month::September));
        assert_eq!(Catalog::of(Language::French).month("jui"), None);
    }
}
