//! The texts that boxes of a form stand beside: what a person agrees to by ticking one.

use url::Url;

use super::{Arg, Catalog, Consent};
use crate::domain::form::{Form, Purpose};
use crate::domain::language::Language;
use crate::domain::profile::validation::Texts;
use crate::domain::signup::consent::ConsentText;

/// The texts that people of a form are asked to agree to by boxes, in every language: whoever has ticked one in another
/// tab reads another language by now.
#[derive(Debug, Clone, Default)]
pub struct AgreementTexts(Vec<AgreementText>);

/// A text beside a box.
#[derive(Debug, Clone)]
pub struct AgreementText {
    /// What is agreed to.
    pub purpose: Purpose,
    /// The language of the words.
    pub language: Language,
    /// The sentence with where the tenant says more, exactly as it is shown.
    pub consent: Consent,
    /// The sentence.
    pub sentence: String,
    /// Where the tenant says more: what, and its address.
    pub links: Vec<(String, String)>,
}

impl AgreementTexts {
    /// The texts of a form, which name the tenant so.
    #[must_use]
    pub fn of(tenant: &str, form: &Form) -> Self {
        let in_all = |purpose: &Purpose| {
            let purpose = *purpose;
            Language::ALL.iter().map(move |language| AgreementText::of(tenant, form, purpose, *language))
        };
        Self(form.consents.iter().flat_map(in_all).collect())
    }

    /// The text of a purpose in a language, if the form asks it.
    #[must_use]
    pub fn text(&self, purpose: Purpose, language: Language) -> Option<&AgreementText> {
        self.0.iter().find(|text| text.purpose == purpose && text.language == language)
    }

    /// The text of a purpose of this version, in whatever language that is.
    #[must_use]
    pub fn find(&self, purpose: &str, version: &str) -> Option<ConsentText<'_>> {
        let is_it =
            |text: &&AgreementText| text.purpose.as_str() == purpose && text.consent.version == version;
        self.0.iter().find(is_it).map(AgreementText::as_consent)
    }
}

impl AgreementText {
    fn of(tenant: &str, form: &Form, purpose: Purpose, language: Language) -> Self {
        let catalog = Catalog::of(language);
        let sentence =
            catalog.with(&format!("{purpose}-text"), &[("tenant", Arg::Text(tenant))]).into_owned();
        let pages = [(&form.terms_url, "terms-page"), (&form.privacy_url, "privacy-page")];
        let link = |(url, key): (&Option<Url>, &str)| {
            url.as_ref().map(|url| (catalog.get(key).into_owned(), url.to_string()))
        };
        let links: Vec<_> =
            pages.into_iter().filter(|_| purpose == Purpose::Terms).filter_map(link).collect();
        let whole = links.iter().fold(sentence.clone(), |text, (page, url)| format!("{text} {page}: {url}"));
        Self { purpose, language, consent: Consent::of(catalog.locale(), &whole), sentence, links }
    }

    /// The same as it is agreed to.
    #[must_use]
    pub fn as_consent(&self) -> ConsentText<'_> {
        ConsentText {
            purpose: self.purpose.as_str(),
            locale: self.language.as_str(),
            version: &self.consent.version,
            wording: &self.consent.text,
        }
    }
}

impl Texts for AgreementTexts {
    fn has(&self, purpose: &str, version: &str) -> bool {
        self.find(purpose, version).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::AgreementTexts;
    use crate::domain::form::{Form, Purpose};
    use crate::domain::language::Language;

    #[test]
    fn each_text_names_the_tenant_and_is_found_by_its_version_in_any_language() {
        let (terms_url, consents) = ("https://acme.example/terms".parse().ok(), Purpose::ALL.to_vec());
        let form = Form { terms_url, consents, ..Form::default() };
        let (acme, other) = (AgreementTexts::of("Acme", &form), AgreementTexts::of("Other", &form));
        for purpose in Purpose::ALL {
            for language in Language::ALL {
                let text = acme.text(*purpose, *language).expect("a text");
                assert!(text.sentence.contains("Acme"), "{}", text.sentence);
                let named = text.consent.text.contains("https://acme.example/terms");
                assert_eq!(named, *purpose == Purpose::Terms);
                let found = acme.find(purpose.as_str(), &text.consent.version).expect("the same text");
                assert_eq!((found.locale, found.wording), (language.as_str(), &*text.consent.text));
                assert!(other.find(purpose.as_str(), &text.consent.version).is_none());
            }
        }
        assert!(AgreementTexts::of("Acme", &Form::default()).0.is_empty());
    }
}
