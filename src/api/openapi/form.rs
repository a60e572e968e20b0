//! The shape of a form as a tenant sends it. Only its schema is used, as with the other bodies.

#![expect(dead_code, reason = "the shapes are only described")]

use std::collections::BTreeMap;

use schemars::JsonSchema;

use crate::api::responses::{Logo, SectionName};
use crate::domain::form::{Needs, Purpose};
use crate::domain::language::Language;

/// A whole form: what is not mentioned is as in the built-in one. The answer of `GET` may come back as it is.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct NewForm {
    /// Your name to your people; that of your source, unless said.
    #[schemars(length(max = 80))]
    display_name: Option<String>,
    /// The same where there is little room.
    #[schemars(length(max = 30))]
    short_name: Option<String>,
    /// Whom to call in an emergency, as people dial it.
    #[schemars(length(max = 25), extend("examples" = ["10111"]))]
    emergency_number: Option<String>,
    /// The colour of buttons and links on the light page: 4.5:1 for text on it, 3:1 against the page.
    #[schemars(regex(pattern = r"^#[0-9a-fA-F]{6}$"), extend("examples" = ["#0b6157"]))]
    accent_colour: Option<String>,
    /// Whom people ask for help.
    support: Option<NewSupport>,
    /// Where you say how you deal with personal data; `https`.
    privacy_url: Option<String>,
    /// Where your terms are; `https`.
    terms_url: Option<String>,
    /// The languages on offer; English, unless said.
    #[schemars(length(min = 1), extend("uniqueItems" = true))]
    locales: Option<Vec<Language>>,
    /// The language where nothing else decides: one of `locales`.
    default_locale: Option<Language>,
    /// The sections that are asked, in order; `personal` is always one of them.
    #[schemars(with = "Option<Vec<SectionName>>", extend("uniqueItems" = true))]
    sections: Option<Vec<String>>,
    /// Whether each field is asked. No field about health can be required.
    fields: Option<Needs>,
    /// What people are asked to agree to, each by a box of its own that is never ticked for them, besides health
    /// information, which comes with that section: `terms` (nobody finishes without), `nextOfKinTold`, `marketing`.
    #[schemars(length(max = 0))]
    consents: Option<Vec<Purpose>>,
    /// Your own words, by language.
    texts: Option<BTreeMap<Language, NewTexts>>,
    /// Where your app is.
    app_links: Option<NewAppLinks>,
    /// How long what is over is kept.
    retention: Option<NewRetention>,
    /// As answers have it; it changes nothing.
    version: Option<i64>,
    /// As answers have it; it changes nothing: the logo has a call of its own.
    logo: Option<Logo>,
    /// As answers have it; it changes nothing.
    accent_colour_dark: Option<String>,
}

#[derive(JsonSchema)]
struct NewSupport {
    /// A phone number in any usual writing.
    phone: Option<String>,
    /// An e-mail address.
    #[schemars(length(max = 254))]
    email: Option<String>,
    /// A page; `https`.
    url: Option<String>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
struct NewTexts {
    /// What happens next, after finishing; plain text.
    #[schemars(length(max = 500))]
    confirmation: Option<String>,
    /// The button that leads back to you.
    #[schemars(length(max = 40))]
    return_button: Option<String>,
}

#[derive(JsonSchema)]
struct NewAppLinks {
    /// In Apple's store; `https`.
    ios: Option<String>,
    /// In Google's store; `https`.
    android: Option<String>,
    /// On the web; `https`.
    web: Option<String>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
struct NewRetention {
    /// What a session that ended holds of a person; 90 days, unless said.
    #[schemars(range(min = 1, max = 3650))]
    ended_sessions_days: Option<i64>,
    /// What a customer that was deleted holds; 30 days, unless said.
    #[schemars(range(min = 0, max = 365))]
    deleted_customers_days: Option<i64>,
}
