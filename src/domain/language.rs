//! The languages that pages are served in, and which of them a visitor is spoken to in.

/// Calls a macro with every language that is served: its name in code, its BCP 47 tag, its name in
/// itself, its direction, and whether a native reader has read its words (`read` or `unread`).
///
/// Another language is a line here and a file in `locales/` of the tag's name.
macro_rules! languages {
    ($make:ident) => {
        $make! {
            English "en" "English" LeftToRight read,
            Afrikaans "af" "Afrikaans" LeftToRight unread,
            Zulu "zu" "isiZulu" LeftToRight unread,
            Xhosa "xh" "isiXhosa" LeftToRight unread,
            Sotho "st" "Sesotho" LeftToRight unread,
            French "fr" "Français" LeftToRight unread,
            Portuguese "pt" "Português" LeftToRight unread,
            Arabic "ar" "العربية" RightToLeft unread,
        }
    };
}

macro_rules! make {
    ($($language:ident $tag:literal $name:literal $direction:ident $read:ident),+ $(,)?) => {
        string_enum! {
            /// A language that pages are served in, by its BCP 47 tag.
            pub enum Language {
                $(#[doc = $name] $language = $tag),+
            }
        }

        impl Language {
            /// What its readers call it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$language => $name),+ }
            }

            /// In which direction it is written.
            #[must_use]
            pub const fn direction(self) -> Direction {
                match self { $(Self::$language => Direction::$direction),+ }
            }

            /// Whether a native reader has read its words. One that nobody has read is offered only by
            /// a source that lists it.
            #[must_use]
            pub const fn is_read(self) -> bool {
                match self { $(Self::$language => make!($read)),+ }
            }
        }
    };
    (read) => { true };
    (unread) => { false };
}

pub(crate) use languages;

use crate::domain::string_enum::string_enum;

languages!(make);

/// The direction in which a language is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// As English.
    LeftToRight,
    /// As Arabic.
    RightToLeft,
}

impl Direction {
    /// What HTML's `dir` attribute says.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

/// What is known of the languages that a visitor wants, the surest first.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wishes<'a> {
    /// What the person chose.
    pub chosen: Option<Language>,
    /// What the tenant said of this person: a BCP 47 tag.
    pub locale: Option<&'a str>,
    /// What the browser says: an `Accept-Language` header.
    pub accepted: &'a str,
}

/// The languages that may be spoken, and which one when nothing speaks for another.
#[derive(Debug, Clone, Copy)]
pub struct Offer<'a> {
    /// Those that may be chosen, in the order in which they are shown.
    pub languages: &'a [Language],
    /// The one that is spoken when no other is wanted.
    pub default: Language,
}

impl Offer<'_> {
    /// The language to speak: what the person chose, else the session's locale, else what the browser likes
    /// best, else the default; always one of those offered.
    #[must_use]
    pub fn negotiate(&self, wishes: &Wishes<'_>) -> Language {
        let wanted = wishes.chosen.into_iter().chain(wishes.locale.and_then(Language::of_tag));
        let offered = |language: &Language| self.languages.contains(language);
        wanted
            .filter(offered)
            .chain(accepted(wishes.accepted, self))
            .chain(Some(self.default).filter(offered))
            .chain(self.languages.iter().copied())
            .next()
            .unwrap_or(self.default)
    }
}

impl Language {
    /// The language of a BCP 47 tag such as `zu-ZA`, by its primary subtag alone (RFC 4647, 3.4).
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        Self::parse(&primary.to_ascii_lowercase())
    }
}

/// The language that an `Accept-Language` header likes best among those offered (RFC 9110, 12.5.4): by its
/// `q`, those of the same in the order in which they stand. `*` is the default.
fn accepted(header: &str, offer: &Offer<'_>) -> Option<Language> {
    let ranges = header.split(',').filter_map(|range| {
        let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
        let language = if tag.trim() == "*" { Some(offer.default) } else { Language::of_tag(tag) };
        Some((quality(parameters)?, language.filter(|language| offer.languages.contains(language))?))
    });
    // The first of the greatest: `max_by_key` would take the last.
    ranges
        .fold(None, |best: Option<(u16, Language)>, range| match best {
            Some(best) if best.0 >= range.0 => Some(best),
            _ => Some(range),
        })
        .map(|(_, language)| language)
}

/// A weight in thousandths; nothing for 0, which says "not this one", and for what is no weight.
fn quality(parameters: &str) -> Option<u16> {
    let parameters = parameters.trim();
    if parameters.is_empty() {
        return Some(1000);
    }
    let (name, value) = parameters.split_once('=')?;
    let (whole, part) = value.trim().split_once('.').unwrap_or((value.trim(), ""));
    let fits = name.trim().eq_ignore_ascii_case("q") && part.len() <= 3;
    let thousandths: u16 = format!("{whole}{part:0<3}").parse().ok().filter(|_| fits)?;
    (1..=1000).contains(&thousandths).then_some(thousandths)
}

#[cfg(test)]
mod tests {
    use super::Language::{self, Afrikaans, Arabic, English, French, Zulu};
    use super::{Offer, Wishes, quality};

    const ALL: Offer<'_> = Offer { languages: Language::ALL, default: English };

    fn accepts(accepted: &str, offer: Offer<'_>) -> Language {
        offer.negotiate(&Wishes { accepted, ..Wishes::default() })
    }

    #[test]
    fn what_the_person_chose_goes_before_what_the_tenant_said_and_that_before_the_browser() {
        let wishes = Wishes { chosen: Some(Zulu), locale: Some("af-ZA"), accepted: "fr" };
        let few = Offer { languages: &[English, Afrikaans, French], ..ALL };
        assert_eq!(ALL.negotiate(&wishes), Zulu);
        assert_eq!(few.negotiate(&wishes), Afrikaans);
        assert_eq!(ALL.negotiate(&Wishes { chosen: None, ..wishes }), Afrikaans);
        assert_eq!(ALL.negotiate(&Wishes { chosen: None, locale: Some("de"), ..wishes }), French);
        assert_eq!(ALL.negotiate(&Wishes { chosen: None, locale: None, accepted: "de" }), English);
    }

    #[test]
    fn the_browser_is_heard_by_its_weights() {
        for (header, language) in [
            ("", English),
            ("zu", Zulu),
            ("zu-ZA,zu;q=0.9,en;q=0.8", Zulu),
            ("en;q=0.5, af;q=0.7, fr;q=0.7", Afrikaans),
            ("de-CH, fr-CH;q=0.3", French),
            ("AR-eg", Arabic),
            ("af;q=0, fr;q=0.1", French),
            ("zu;q=0", English),
            ("*;q=0.5, ar;q=0.1", English),
            ("*;q=0.1, ar;q=0.5", Arabic),
            ("af;q=2, zu;q=x, fr;q=, ar;level=1, xh;q=0.12345, fr;q=0.001", French),
            (",,;;==,q=1", English),
        ] {
            assert_eq!(accepts(header, ALL), language, "{header}");
        }
    }

    #[test]
    fn only_what_is_offered_is_spoken() {
        let few = Offer { languages: &[Zulu, Afrikaans], default: Afrikaans };
        assert_eq!(accepts("fr, en", few), Afrikaans);
        assert_eq!(accepts("fr, zu;q=0.1", few), Zulu);
        assert_eq!(accepts("fr", Offer { default: English, ..few }), Zulu);
        assert_eq!(accepts("fr", Offer { languages: &[], default: English }), English);
    }

    #[test]
    fn a_weight_is_read_as_the_rfc_writes_it() {
        for (text, weight) in [
            ("", Some(1000)),
            ("q=1", Some(1000)),
            (" Q = 0.25 ", Some(250)),
            ("q=1.000", Some(1000)),
            ("q=0.000", None),
            ("q=1.001", None),
            ("q=-1", None),
            ("q=0.1234", None),
            ("v=1", None),
        ] {
            assert_eq!(quality(text), weight, "{text}");
        }
    }

    #[test]
    fn a_language_is_known_by_its_tag() {
        for language in Language::ALL {
            assert_eq!(Language::of_tag(language.as_str()), Some(*language));
            assert!(!language.name().is_empty());
        }
        assert_eq!(Language::of_tag("zu_ZA"), Some(Zulu));
        assert_eq!(Language::of_tag("zulu"), None);
        assert_eq!(Arabic.direction().as_str(), "rtl");
    }
}
