//! Responses about the form of a source.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;

use crate::domain::form::{self, AppLinks, Needs, Purpose, Retention, Support, Texts, colour};
use crate::domain::language::Language;
use crate::domain::moment::Moment;
use crate::domain::profile::Section;

/// A form, and what was done with it.
#[derive(Serialize, JsonSchema)]
pub struct FormAnswer<'a> {
    /// What was done, in a sentence.
    pub message: &'static str,
    /// The form.
    pub form: Form<'a>,
}

/// A source's form: what it asks and how it looks.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Form<'a> {
    /// Its number among your forms: 0 is the built-in one.
    version: i64,
    /// Your name to your people; that of your source, unless said.
    display_name: Option<&'a str>,
    /// The same where there is little room; that of your source, unless said.
    short_name: Option<&'a str>,
    /// Whom to call in an emergency.
    emergency_number: Option<&'a str>,
    /// The picture at the top of each page, as it was made of yours.
    logo: Option<Logo>,
    /// The colour of buttons and links on the light page.
    accent_colour: Option<&'a str>,
    /// The colour for the dark page that follows from it.
    accent_colour_dark: Option<String>,
    /// Whom people ask for help.
    support: &'a Support,
    /// Where you say how you deal with personal data.
    privacy_url: Option<&'a str>,
    /// Where your terms are.
    terms_url: Option<&'a str>,
    /// The languages on offer.
    locales: &'a [Language],
    /// The language where nothing else decides.
    default_locale: Language,
    /// The sections that are asked, in order.
    #[schemars(with = "Vec<SectionName>")]
    sections: Vec<String>,
    /// Whether each field is asked.
    fields: &'a Needs,
    /// What else people are asked to agree to.
    consents: &'a [Purpose],
    /// Your own words, by language.
    texts: &'a BTreeMap<Language, Texts>,
    /// Where your app is.
    app_links: &'a AppLinks,
    /// How long what is over is kept.
    retention: Retention,
}

/// Where a form can be looked at.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PreviewAnswer {
    /// The address that lists all pages; whoever has it sees them.
    pub url: String,
    /// Until when it works.
    pub expires_at: Moment,
}

/// A form's logo.
#[derive(Serialize, JsonSchema)]
pub struct Logo {
    /// Where it is, for everybody who knows the address.
    url: String,
    /// Its width in pixels.
    #[schemars(range(min = 1, max = 480))]
    width: u32,
    /// Its height in pixels.
    #[schemars(range(min = 1, max = 160))]
    height: u32,
}

impl<'a> Form<'a> {
    /// The form as a server at this origin tells it.
    pub fn of(form: &'a form::Form, origin: &str) -> Self {
        Self {
            version: form.version,
            display_name: form.display_name.as_deref(),
            short_name: form.short_name.as_deref(),
            emergency_number: form.emergency_number.as_deref(),
            logo: form.logo.as_ref().map(|logo| Logo {
                url: format!("{origin}{}", logo.path()),
                width: logo.width,
                height: logo.height,
            }),
            accent_colour: form.accent_colour.as_deref(),
            accent_colour_dark: form.accent_colour.as_deref().map(colour::dark),
            support: &form.support,
            privacy_url: form.privacy_url.as_ref().map(url::Url::as_str),
            terms_url: form.terms_url.as_ref().map(url::Url::as_str),
            locales: &form.locales,
            default_locale: form.default_locale,
            sections: form.sections.iter().map(|section| section.member()).collect(),
            fields: &form.fields,
            consents: &form.consents,
            texts: &form.texts,
            app_links: &form.app_links,
            retention: form.retention,
        }
    }
}

/// A section by its name as a member, in schemas.
pub struct SectionName;

impl JsonSchema for SectionName {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "SectionName".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<String> = Section::ALL.iter().map(|section| section.member()).collect();
        json_schema!({ "type": "string", "enum": names })
    }
}
