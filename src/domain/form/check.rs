//! The limits of a form (contract, section 4), in one place for whoever sends one; all mistakes at once.

use url::Url;

use super::{Form, Need, Needs, colour};
use crate::domain::language::Language;
use crate::domain::profile::{Scope, Section, Sensitivity};

/// The longest name, short name, text and button, in characters.
const LONGEST: [usize; 4] = [80, 30, 500, 40];
/// The longest address that a form may lead to.
const LONGEST_URL: usize = 2048;
/// For how many days what an ended session holds may be kept.
const SESSION_DAYS: (u32, u32) = (1, 3650);
/// For how many days what a deleted customer held may be kept.
const CUSTOMER_DAYS: (u32, u32) = (0, 365);

/// What is wrong with one member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Where it is, as a JSON pointer within the form (RFC 6901).
    pub pointer: String,
    /// Which rule it breaks.
    pub rule: Rule,
}

/// A rule of forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// At most so many characters.
    TooLong(usize),
    /// A number that people can dial.
    Dialled,
    /// A colour is written `#rrggbb`.
    Colour,
    /// A colour can be read and stands out; this is the nearest that does.
    LowContrast(String),
    /// An address is `https`, of at most 2048 characters, without a user name or a password.
    Https,
    /// There is one at least.
    Empty,
    /// Each is there once.
    Repeated,
    /// This section is there.
    NeededSection(Section),
    /// The default is one of those on offer.
    NotOffered,
    /// The field is always needed.
    AlwaysRequired,
    /// A field about health is never needed.
    NeverRequired,
    /// A section that is asked asks for something.
    NothingAsked(Section),
    /// From so many days to so many.
    Days(u32, u32),
    /// The step that asks it is not asked.
    NotAsked(Section),
}

impl Form {
    /// All that is wrong with it.
    #[must_use]
    pub fn check(&self) -> Vec<Mistake> {
        let mut found = Found::default();
        self.check_face(&mut found);
        self.check_languages(&mut found);
        self.check_questions(&mut found);
        let days = self.retention;
        found.days("/retention/endedSessionsDays", days.ended_sessions_days, SESSION_DAYS);
        found.days("/retention/deletedCustomersDays", days.deleted_customers_days, CUSTOMER_DAYS);
        found.0
    }

    fn check_face(&self, found: &mut Found) {
        let [name, short, ..] = LONGEST;
        found.length("/displayName", self.display_name.as_ref(), name);
        found.length("/shortName", self.short_name.as_ref(), short);
        found.when(
            "/emergencyNumber",
            self.emergency_number.as_ref().is_some_and(|text| !is_dialled(text)),
            Rule::Dialled,
        );
        if let Some(accent) = &self.accent_colour {
            if colour::normalized(accent).is_none() {
                found.add("/accentColour", Rule::Colour);
            } else {
                let near = colour::nearest(accent);
                found.when("/accentColour", near != *accent, Rule::LowContrast(near));
            }
        }
        for (pointer, url) in [
            ("/support/url", &self.support.url),
            ("/privacyUrl", &self.privacy_url),
            ("/termsUrl", &self.terms_url),
            ("/appLinks/ios", &self.app_links.ios),
            ("/appLinks/android", &self.app_links.android),
            ("/appLinks/web", &self.app_links.web),
        ] {
            found.when(pointer, url.as_ref().is_some_and(|url| !is_plain_https(url)), Rule::Https);
        }
    }

    fn check_languages(&self, found: &mut Found) {
        found.when("/locales", self.locales.is_empty(), Rule::Empty);
        found.repeated("/locales", &self.locales);
        let offered = self.locales.contains(&self.default_locale);
        found.when("/defaultLocale", !offered && !self.locales.is_empty(), Rule::NotOffered);
        let [.., text, button] = LONGEST;
        for (language, texts) in &self.texts {
            let at = |member: &str| format!("/texts/{}/{member}", Language::as_str(*language));
            found.length(&at("confirmation"), texts.confirmation.as_ref(), text);
            found.length(&at("returnButton"), texts.return_button.as_ref(), button);
        }
    }

    fn check_questions(&self, found: &mut Found) {
        found.repeated("/sections", &self.sections);
        for section in Section::ALL.iter().filter(|section| section.is_needed()) {
            found.when("/sections", !self.sections.contains(section), Rule::NeededSection(*section));
        }
        for field in Needs::fields() {
            let (pointer, need) = (format!("/fields/{}", field.name), self.fields.of(field));
            found.when(&pointer, field.required && need != Need::Required, Rule::AlwaysRequired);
            let about_health = field.sensitivity == Sensitivity::Medical;
            found.when(&pointer, about_health && need == Need::Required, Rule::NeverRequired);
        }
        for section in &self.sections {
            let asks = self.fields(*section).any(|field| field.scope == Scope::FormAndApi);
            found.when("/fields", !asks, Rule::NothingAsked(*section));
        }
        found.repeated("/consents", &self.consents);
        for (at, purpose) in self.consents.iter().enumerate() {
            let asking = purpose.field().map(|field| field.section);
            if let Some(section) = asking.filter(|section| !self.sections.contains(section)) {
                found.add(&format!("/consents/{at}"), Rule::NotAsked(section));
            }
        }
    }
}

#[derive(Default)]
struct Found(Vec<Mistake>);

impl Found {
    fn add(&mut self, pointer: &str, rule: Rule) {
        self.0.push(Mistake { pointer: pointer.to_owned(), rule });
    }

    fn when(&mut self, pointer: &str, wrong: bool, rule: Rule) {
        if wrong {
            self.add(pointer, rule);
        }
    }

    fn length(&mut self, pointer: &str, text: Option<&String>, most: usize) {
        self.when(pointer, text.is_some_and(|text| text.chars().count() > most), Rule::TooLong(most));
    }

    fn days(&mut self, pointer: &str, days: u32, (least, most): (u32, u32)) {
        self.when(pointer, !(least..=most).contains(&days), Rule::Days(least, most));
    }

    fn repeated<T: PartialEq>(&mut self, pointer: &str, list: &[T]) {
        let mut words = list.iter().enumerate();
        let again = words.any(|(at, word)| list.iter().take(at).any(|earlier| earlier == word));
        self.when(pointer, again, Rule::Repeated);
    }
}

/// Digits as people read them out, such as `10111`, `084 124` or `+27 11 123 4567`.
fn is_dialled(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let plain = text
        .chars()
        .enumerate()
        .all(|(at, c)| c.is_ascii_digit() || matches!(c, ' ' | '-') || (c == '+' && at == 0));
    plain && (2..=15).contains(&digits) && text.chars().count() <= 25
}

fn is_plain_https(url: &Url) -> bool {
    let bare = url.username().is_empty() && url.password().is_none();
    url.scheme() == "https" && bare && url.as_str().len() <= LONGEST_URL
}

#[cfg(test)]
mod tests {
    use super::{Mistake, Rule};
    use crate::domain::form::{Form, Need, Purpose, Retention};
    use crate::domain::language::Language;
    use crate::domain::profile::{Section, field};

    type Change = fn(&mut Form);

    fn changed(change: impl FnOnce(&mut Form)) -> Vec<Mistake> {
        let mut form = Form::default();
        change(&mut form);
        form.check()
    }

    #[test]
    fn the_built_in_form_breaks_no_rule() {
        assert_eq!(Form::default().check(), []);
    }

    #[test]
    fn each_rule_is_held_where_it_is_broken() {
        let rules: [(&str, Rule, Change); 14] = [
            ("/displayName", Rule::TooLong(80), |form| form.display_name = Some("x".repeat(81))),
            ("/shortName", Rule::TooLong(30), |form| form.short_name = Some("é".repeat(31))),
            ("/emergencyNumber", Rule::Dialled, |form| form.emergency_number = Some("call me".to_owned())),
            ("/accentColour", Rule::Colour, |form| form.accent_colour = Some("red".to_owned())),
            ("/privacyUrl", Rule::Https, |form| form.privacy_url = "http://a.example/".parse().ok()),
            ("/termsUrl", Rule::Https, |form| form.terms_url = "https://a:b@a.example/".parse().ok()),
            ("/locales", Rule::Empty, |form| form.locales.clear()),
            ("/locales", Rule::Repeated, |form| form.locales.push(Language::English)),
            ("/defaultLocale", Rule::NotOffered, |form| form.default_locale = Language::Zulu),
            ("/sections", Rule::NeededSection(Section::Personal), |form| {
                form.sections.retain(|section| *section != Section::Personal);
            }),
            ("/fields/mobile", Rule::AlwaysRequired, |form| set(form, &["mobile"], Need::Hidden)),
            ("/fields/allergies", Rule::NeverRequired, |form| set(form, &["allergies"], Need::Required)),
            ("/consents", Rule::Repeated, |form| form.consents = vec![Purpose::Terms, Purpose::Terms]),
            ("/retention/endedSessionsDays", Rule::Days(1, 3650), |form| {
                form.retention = Retention { ended_sessions_days: 0, deleted_customers_days: 0 };
            }),
        ];
        for (pointer, rule, change) in rules {
            assert_eq!(changed(change), [Mistake { pointer: pointer.to_owned(), rule }], "{pointer}");
        }
        let hidden = ["nextOfKinName", "nextOfKinNumber"];
        let nothing = Mistake { pointer: "/fields".to_owned(), rule: Rule::NothingAsked(Section::NextOfKin) };
        assert_eq!(changed(|form| set(form, &hidden, Need::Hidden)), [nothing]);
        assert_eq!(
            changed(|form| {
                set(form, &hidden, Need::Hidden);
                form.sections.pop();
            }),
            []
        );
    }

    fn set(form: &mut Form, names: &[&str], need: Need) {
        for name in names {
            form.fields.set(field(name).expect("a field"), need);
        }
    }

    #[test]
    fn numbers_are_dialled_as_people_write_them() {
        for number in ["112", "10111", "084 124", "+27 11 123-4567"] {
            assert_eq!(changed(|form| form.emergency_number = Some(number.to_owned())), [], "{number}");
        }
        for number in ["1", "+", "11 12 +1", "1234567890123456", "tel:112"] {
            assert_eq!(changed(|form| form.emergency_number = Some(number.to_owned())).len(), 1, "{number}");
        }
    }

    #[test]
    fn a_colour_that_cannot_be_read_is_told_with_one_that_can() {
        let found = changed(|form| form.accent_colour = Some("#ffdd00".to_owned()));
        let [Mistake { rule: Rule::LowContrast(suggestion), .. }] = found.as_slice() else {
            panic!("{found:?}")
        };
        assert_eq!(changed(|form| form.accent_colour = Some(suggestion.clone())), []);
    }
}
