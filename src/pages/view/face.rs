//! The tenant's face: what a source's form puts on every page of its people.

use std::fmt::Write as _;

use crate::domain::form::colour::{self, Shades};
use crate::domain::form::{Form, Texts};
use crate::domain::language::Language;
use crate::domain::profile::phone;
use crate::domain::tenant::source::Source;
use crate::i18n::{Arg, Catalog};

/// The names of a tenant, and its form.
#[derive(Debug, Clone, Copy)]
pub struct Face<'a> {
    /// The short name: on most pages.
    pub short: &'a str,
    /// The whole name: on the start page and in the footer.
    pub name: &'a str,
    /// What the rest follows from.
    pub form: &'a Form,
}

/// The picture at the top of a page, and its size in pixels.
pub(super) struct LogoView {
    pub src: String,
    pub width: u32,
    pub height: u32,
}

/// A link in the footer: where it leads, and its words.
pub(super) struct Contact {
    pub href: String,
    pub text: String,
}

impl Contact {
    /// Whether it is told in words of the page's language, and not by a number or an address.
    pub(super) fn is_words(&self) -> bool {
        self.href.starts_with("http")
    }
}

impl<'a> Face<'a> {
    /// That of a source to the people of a session that began with this form.
    #[must_use]
    pub fn of(source: &'a Source, form: &'a Form) -> Self {
        let name = form.display_name.as_deref().unwrap_or(&source.name);
        Self { short: form.short_name.as_deref().unwrap_or(name), name, form }
    }

    /// The tenant's logo, if it has one.
    pub(super) fn logo(self) -> Option<LogoView> {
        let logo = self.form.logo.as_ref()?;
        Some(LogoView { src: logo.path(), width: logo.width, height: logo.height })
    }

    /// That this form does not call for help, and whom to call.
    pub(super) fn emergency(self, catalog: &Catalog) -> String {
        let line = catalog.get("emergency").into_owned();
        match self.form.emergency_number.as_deref() {
            Some(number) => {
                format!("{line} {}", catalog.with("emergency-call", &[("number", number.into())]))
            }
            None => line,
        }
    }

    /// Whom to ask where a page leads no further: to be called or written to by one press.
    pub(super) fn helpers(self, catalog: &Catalog) -> Vec<Contact> {
        let support = &self.form.support;
        let tenant = ("tenant", self.short.into());
        let call = support.phone.as_ref().map(|phone| {
            let values = [tenant, ("number", Arg::Text(&phone::spaced(phone)))];
            Contact { href: format!("tel:{phone}"), text: catalog.with("call-tenant", &values).into_owned() }
        });
        let write = support.email.as_ref().map(|email| Contact {
            href: mail_to(email),
            text: catalog.with("mail-tenant", &[tenant]).into_owned(),
        });
        call.into_iter().chain(write).collect()
    }

    /// Whom to ask, and what the tenant says of itself: in the same place and order on each page (WCAG 3.2.6).
    pub(super) fn contacts(self, catalog: &Catalog) -> Vec<Contact> {
        let (form, support) = (self.form, &self.form.support);
        let link = |href: String, text: String| Contact { href, text };
        let page = |url: &Option<url::Url>, key| {
            url.as_ref().map(|url| link(url.to_string(), catalog.get(key).into_owned()))
        };
        [
            support.phone.as_ref().map(|phone| link(format!("tel:{phone}"), phone::spaced(phone))),
            support.email.as_ref().map(|email| link(mail_to(email), email.clone())),
            page(&support.url, "support-page"),
            page(&form.privacy_url, "privacy-page"),
            page(&form.terms_url, "terms-page"),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The tenant's own words in this language, else in the one where nothing else decides.
    pub(super) fn texts(self, language: Language) -> Option<(Language, &'a Texts)> {
        let texts = &self.form.texts;
        let of = |language| texts.get_key_value(&language).map(|(language, texts)| (*language, texts));
        of(language).or_else(|| of(self.form.default_locale))
    }
}

/// An address as a link: what has a meaning in addresses of links is escaped (RFC 6068, section 2).
fn mail_to(email: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"@.-_~+".contains(&byte);
    email.bytes().fold("mailto:".to_owned(), |mut href, byte| {
        // Writing to a String cannot fail.
        let _ = if plain(byte) { write!(href, "{}", char::from(byte)) } else { write!(href, "%{byte:02X}") };
        href
    })
}

/// The stylesheet of a colour: what differs from the built-in one, on the light page and on the dark.
#[must_use]
pub fn stylesheet(accent: &str) -> String {
    let shades = colour::shades(accent);
    // What the light page says is said to the dark one, too, unless that says otherwise.
    let [own_text, own_ink] =
        [shades.iter().any(|all| all.text != all.fill), shades[0].on_fill != colour::WHITE];
    let [light, dark] = shades.map(|Shades { fill, on_fill, deep, text, tint }| {
        let mut css = format!(":root{{--accent:{fill};--accent-deep:{deep};--tint:{tint}");
        // Writing to a String cannot fail.
        let _ = if own_text { write!(css, ";--accent-text:{text}") } else { Ok(()) };
        let _ = if own_ink { write!(css, ";--on-accent:{on_fill}") } else { Ok(()) };
        css + "}"
    });
    format!("{light}@media screen and (prefers-color-scheme:dark){{{dark}}}")
}

#[cfg(test)]
mod tests {
    use super::{mail_to, stylesheet};
    use crate::domain::form::colour::{DARK_INK, DARK_SHEET, INK, LIGHT_PAPER};

    #[test]
    fn the_colours_that_contrast_is_measured_with_are_those_of_the_pages() {
        let css = include_str!("../../../static/enrol.css");
        let (light, dark) = css.split_once("prefers-color-scheme: dark").expect("a dark scheme");
        for (scheme, name, colour) in [
            (light, "--paper", LIGHT_PAPER),
            (light, "--ink", INK),
            (dark, "--sheet", DARK_SHEET),
            (dark, "--on-accent", DARK_INK),
        ] {
            assert!(scheme.contains(&format!("{name}: {colour};")), "{name}");
        }
        for name in ["--accent", "--accent-deep", "--accent-text", "--on-accent", "--tint"] {
            assert!(css.contains(&format!("var({name})")), "{name}");
        }
        let usual = css.contains("--accent-text: var(--accent);") && light.contains("--on-accent: #fff;");
        assert!(usual, "what a colour's stylesheet leaves out");
        for (colour, own) in [
            ("#0b4f91", &["--accent", "--accent-deep", "--tint"][..]),
            ("#d07a00", &["--accent", "--accent-deep", "--tint", "--accent-text", "--on-accent"]),
        ] {
            let css = stylesheet(colour);
            for name in own {
                assert_eq!(css.matches(&format!("{name}:")).count(), 2, "{name} of {colour}");
            }
            assert_eq!(css.matches("--").count(), 2 * own.len(), "{css}");
        }
    }

    #[test]
    fn an_address_leads_to_nothing_but_a_letter() {
        assert_eq!(mail_to("help@a.example"), "mailto:help@a.example");
        assert_eq!(mail_to("a&cc=b?x@a.example"), "mailto:a%26cc%3Db%3Fx@a.example");
    }
}
