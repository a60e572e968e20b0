//! How a form is read back: a word that this version does not know is passed over.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serializer};
use serde_json::Value;

use super::{Form, Need, Needs, Texts};
use crate::domain::language::Language;
use crate::domain::profile::{Section, field};

/// The words of a list that are known.
///
/// # Errors
/// When it is no list.
pub(in crate::domain) fn words<'de, D, T>(from: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: for<'a> Deserialize<'a>,
{
    let list = Vec::<Value>::deserialize(from)?;
    Ok(list.into_iter().filter_map(|word| serde_json::from_value(word).ok()).collect())
}

/// The language, or the built-in form's.
pub(super) fn word<'de, D: Deserializer<'de>>(from: D) -> Result<Language, D::Error> {
    let word = Value::deserialize(from)?;
    Ok(serde_json::from_value(word).unwrap_or(Form::built_in().default_locale))
}

/// The sections by their names as members.
pub(super) fn write_sections<S: Serializer>(sections: &[Section], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(sections.iter().map(|section| section.member()))
}

/// The sections that are known.
pub(super) fn sections<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Section>, D::Error> {
    let names = Vec::<String>::deserialize(from)?;
    Ok(names.iter().filter_map(|name| Section::of_member(name)).collect())
}

/// The texts in the languages that are known.
pub(super) fn texts<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<Language, Texts>, D::Error> {
    let texts = BTreeMap::<String, Texts>::deserialize(from)?;
    Ok(texts.into_iter().filter_map(|(tag, texts)| Some((Language::parse(&tag)?, texts))).collect())
}

impl<'de> Deserialize<'de> for Needs {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let stored = BTreeMap::<String, String>::deserialize(from)?;
        let known = stored.iter().filter_map(|(name, need)| Some((field(name)?, Need::parse(need)?)));
        let mut needs = Self::default();
        for (field, need) in known {
            needs.set(field, need);
        }
        Ok(needs)
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::form::{Form, Need};
    use crate::domain::profile::{Section, field};

    #[test]
    fn a_form_is_read_as_it_was_written() {
        let mut form = Form { sections: vec![Section::Personal, Section::NextOfKin], ..Form::default() };
        form.display_name = Some("Acme".to_owned());
        form.fields.set(field("gender").expect("a field"), Need::Hidden);
        let text = serde_json::to_string(&form).expect("JSON");
        let read: Form = serde_json::from_str(&text).expect("a form");
        assert_eq!(serde_json::to_string(&read).expect("JSON"), text);
        assert_eq!(read.sections, form.sections);
        assert!(read.fields(Section::Personal).all(|field| field.name != "gender"));
    }

    #[test]
    fn what_a_newer_version_wrote_is_passed_over() {
        let text = r#"{"sections": ["personal", "pets"], "fields": {"petName": "required", "email": "wished",
            "gender": "hidden"}, "locales": ["en", "tlh"], "defaultLocale": "tlh", "consents": ["pets"],
            "texts": {"tlh": {"confirmation": "Qapla'"}}, "pets": {}}"#;
        let read: Form = serde_json::from_str(text).expect("a form");
        assert_eq!(read.sections, [Section::Personal]);
        assert_eq!(read.fields.of(field("gender").expect("a field")), Need::Hidden);
        assert_eq!(read.fields.of(field("email").expect("a field")), Need::Optional);
        assert_eq!(read.locales, [read.default_locale]);
        assert!(read.consents.is_empty() && read.texts.is_empty());
    }
}
