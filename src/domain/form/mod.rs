//! The form of a source: what it asks and how it looks to that source's people. A value, immutable once a session
//! has begun with it; a change makes the next version.

pub mod check;
pub mod colour;
pub mod logo;
pub mod stored;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};
use url::Url;

use self::logo::Logo;
use crate::domain::ids::FormId;
use crate::domain::language::Language;
use crate::domain::profile::{Field, Kind, PROFILE, Scope, Section, field};
use crate::domain::string_enum::string_enum;

string_enum! {
    /// Whether a field is asked, and whether an answer is needed.
    pub enum Need {
        /// It is asked, and must be answered.
        Required = "required",
        /// It is asked, and may be left empty.
        Optional = "optional",
        /// It is not asked.
        Hidden = "hidden",
    }
}

string_enum! {
    /// What else a form asks people to agree to.
    pub enum Purpose {
        /// The tenant's terms; without it nobody can finish.
        Terms = "terms",
        /// That the next of kin was told.
        NextOfKinTold = "nextOfKinTold",
        /// Being told of the tenant's offers.
        Marketing = "marketing",
    }
}

impl Purpose {
    /// The box of a step that asks it, where a step does.
    #[must_use]
    pub fn field(self) -> Option<&'static Field> {
        field(self.as_str())
    }

    /// Whether nobody can finish without it.
    #[must_use]
    pub fn is_needed(self) -> bool {
        self == Self::Terms
    }
}

/// A form (contract, section 4). It is kept as JSON by these names, of which unknown ones are passed over, so that
/// an older version beside a newer one reads what it knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Form {
    /// Its number among the forms of its source, from 1; 0 is the built-in one.
    #[serde(skip)]
    pub version: i64,
    /// Its id; the built-in one has none.
    #[serde(skip)]
    pub id: Option<FormId>,
    /// The tenant's name to its people, of at most 80 characters, unless it is that of the source.
    pub display_name: Option<String>,
    /// The same in at most 30 characters.
    pub short_name: Option<String>,
    /// Whom to call in an emergency, as people dial it.
    pub emergency_number: Option<String>,
    /// The picture at the top of each page.
    pub logo: Option<Logo>,
    /// The colour of buttons and links on the light page, as `#rrggbb`.
    pub accent_colour: Option<String>,
    /// Whom to ask for help.
    pub support: Support,
    /// Where the tenant says how it deals with personal data.
    pub privacy_url: Option<Url>,
    /// Where the tenant's terms are.
    pub terms_url: Option<Url>,
    /// The languages on offer, at least one.
    #[serde(deserialize_with = "stored::words")]
    pub locales: Vec<Language>,
    /// The language where nothing else decides; one of those on offer.
    #[serde(deserialize_with = "stored::word")]
    pub default_locale: Language,
    /// The sections that are asked, in order.
    #[serde(serialize_with = "stored::write_sections", deserialize_with = "stored::sections")]
    pub sections: Vec<Section>,
    /// Whether each field is asked.
    pub fields: Needs,
    /// What else people are asked to agree to.
    #[serde(deserialize_with = "stored::words")]
    pub consents: Vec<Purpose>,
    /// The tenant's own words, by language.
    #[serde(deserialize_with = "stored::texts")]
    pub texts: BTreeMap<Language, Texts>,
    /// Where the tenant's app is.
    pub app_links: AppLinks,
    /// How long what is over is kept.
    pub retention: Retention,
}

/// Whom people ask for help.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Support {
    /// A phone number, in E.164.
    pub phone: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
    /// A page.
    #[schemars(with = "Option<String>")]
    pub url: Option<Url>,
}

/// A tenant's own words in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Texts {
    /// What happens next, after finishing; plain text of at most 500 characters.
    pub confirmation: Option<String>,
    /// The words of the button that leads back to the tenant, at most 40 characters.
    pub return_button: Option<String>,
}

/// Where a tenant's app is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AppLinks {
    /// In Apple's store.
    #[schemars(with = "Option<String>")]
    pub ios: Option<Url>,
    /// In Google's store.
    #[schemars(with = "Option<String>")]
    pub android: Option<Url>,
    /// On the web.
    #[schemars(with = "Option<String>")]
    pub web: Option<Url>,
}

impl AppLinks {
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all().next().is_none()
    }

    /// Each with the key of its words.
    pub fn all(&self) -> impl Iterator<Item = (&'static str, &Url)> {
        let all =
            [("download-ios", &self.ios), ("download-android", &self.android), ("download-web", &self.web)];
        all.into_iter().filter_map(|(key, link)| Some((key, link.as_ref()?)))
    }
}

/// How long what is over is kept, in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Retention {
    /// What a session that ended holds of a person.
    #[schemars(range(min = 1, max = 3650))]
    pub ended_sessions_days: u32,
    /// What a customer that was deleted holds.
    #[schemars(range(min = 0, max = 365))]
    pub deleted_customers_days: u32,
}

impl Default for Retention {
    fn default() -> Self {
        Self { ended_sessions_days: 90, deleted_customers_days: 30 }
    }
}

/// Whether each field is asked; what is not mentioned is as the field table says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Needs(BTreeMap<&'static str, Need>);

/// A field as a form asks it.
#[derive(Debug, Clone, Copy)]
pub struct Ask {
    /// The field.
    pub field: &'static Field,
    /// Whether an answer is needed; never [`Need::Hidden`].
    pub need: Need,
}

impl Ask {
    /// Whether it may be left empty, which its label says. What only steers the form is answered by going on.
    #[must_use]
    pub fn is_optional(self) -> bool {
        self.need == Need::Optional && self.field.scope != Scope::FormOnly
    }
}

/// The built-in form.
static DEFAULT: LazyLock<Arc<Form>> = LazyLock::new(Arc::default);

impl Default for Form {
    fn default() -> Self {
        Self {
            version: 0,
            id: None,
            display_name: None,
            short_name: None,
            emergency_number: None,
            logo: None,
            accent_colour: None,
            support: Support::default(),
            privacy_url: None,
            terms_url: None,
            locales: vec![Language::English],
            default_locale: Language::English,
            sections: Section::ALL.to_vec(),
            fields: Needs::default(),
            consents: Vec::new(),
            texts: BTreeMap::new(),
            app_links: AppLinks::default(),
            retention: Retention::default(),
        }
    }
}

impl Form {
    /// The built-in form: that of a source that has none of its own.
    #[must_use]
    pub fn built_in() -> Arc<Self> {
        DEFAULT.clone()
    }

    /// What is asked in a section, in order.
    pub fn asks(&self, section: Section) -> impl Iterator<Item = Ask> {
        let asks = section.form_fields().map(|field| Ask { field, need: self.fields.of(field) });
        let is_named = |field: &Field| self.consents.iter().any(|purpose| purpose.as_str() == field.name);
        asks.filter(move |ask| {
            ask.need != Need::Hidden && (ask.field.kind != Kind::Tick || is_named(ask.field))
        })
    }

    /// What people are asked to agree to on the page of checks, in order: all that no step asks.
    pub fn agreements(&self) -> impl Iterator<Item = Purpose> {
        let asked = |purpose: &Purpose| purpose.field().is_none() && self.consents.contains(purpose);
        Purpose::ALL.iter().copied().filter(asked)
    }

    /// About how many minutes these sections take, the pages around them included.
    ///
    /// Reckoned, not measured: half of what may be left out is answered, a line takes 8 seconds, a choice 4, a long
    /// answer 15, and a page 10 to be read.
    #[must_use]
    pub fn minutes(&self, sections: &[Section]) -> usize {
        let half_seconds = |ask: Ask| {
            let seconds = match ask.field.kind {
                Kind::YesNo | Kind::Choice(_) | Kind::ChoiceOrText(..) | Kind::Consent | Kind::Tick => 4,
                Kind::Text(_) => 15,
                Kind::Line(_) | Kind::Email | Kind::Phone | Kind::Date | Kind::Plate(_) => 8,
            };
            if ask.is_optional() { seconds } else { 2 * seconds }
        };
        let asks = sections.iter().flat_map(|section| self.asks(*section));
        let answering = asks.map(half_seconds).sum::<usize>() / 2;
        let reading = 10 * (sections.len() + 1);
        (answering + reading).div_ceil(60)
    }

    /// The fields that are asked in a section, in order.
    pub fn fields(&self, section: Section) -> impl Iterator<Item = &'static Field> {
        self.asks(section).map(|ask| ask.field)
    }
}

impl Needs {
    /// Whether this field is asked.
    #[must_use]
    pub fn of(&self, field: &Field) -> Need {
        let usual = if field.required { Need::Required } else { Need::Optional };
        self.0.get(field.name).copied().unwrap_or(usual)
    }

    /// Says whether a field is asked.
    pub fn set(&mut self, field: &'static Field, need: Need) {
        self.0.insert(field.name, need);
    }

    /// The fields that a form can say something of, in order.
    pub fn fields() -> impl Iterator<Item = &'static Field> {
        PROFILE.iter().filter(|field| field.scope == Scope::FormAndApi)
    }
}

impl Serialize for Needs {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        for field in Self::fields() {
            map.serialize_entry(field.name, &self.of(field))?;
        }
        map.end()
    }
}

impl JsonSchema for Needs {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Needs".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let member = |field: &Field| {
            let words: Vec<Need> = if field.required { vec![Need::Required] } else { Need::ALL.to_vec() };
            (field.name.to_owned(), serde_json::json!({ "type": "string", "enum": words }))
        };
        let members: serde_json::Map<_, _> = Self::fields().map(member).collect();
        json_schema!({ "type": "object", "properties": members })
    }
}
