//! What a request says of the languages that its visitor reads, whatever it asks for.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};

use crate::domain::language::{Language, Wishes};

/// What this browser chose last, and what it accepts.
#[derive(Debug, Clone, Default)]
pub struct VisitorLanguage {
    /// The language of the cookie: that in which this browser pressed Start, or that it chose since.
    pub chosen: Option<Language>,
    accepted: Option<HeaderValue>,
}

impl VisitorLanguage {
    /// The name of the cookie, without the prefix that it has over https.
    pub const COOKIE: &str = "enrol-language";

    /// What the headers of a request say.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        let sent = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut ours = sent.flat_map(|value| value.split(';')).filter_map(|cookie| {
            let (name, value) = cookie.trim().split_once('=')?;
            (name.strip_prefix("__Host-").unwrap_or(name) == Self::COOKIE).then_some(value)
        });
        let chosen = ours.find_map(Language::parse);
        Self { chosen, accepted: headers.get(header::ACCEPT_LANGUAGE).cloned() }
    }

    /// All that is known of a visitor's languages, where the person chose `chosen` and the tenant said
    /// `locale`.
    #[must_use]
    pub fn wishes<'a>(&'a self, chosen: Option<Language>, locale: Option<&'a str>) -> Wishes<'a> {
        let accepted = self.accepted.as_ref().and_then(|value| value.to_str().ok()).unwrap_or_default();
        Wishes { chosen, locale, accepted }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for VisitorLanguage {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;
    use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};

    use super::VisitorLanguage;
    use crate::domain::language::Language;

    #[test]
    fn the_cookie_is_found_among_others_and_what_it_cannot_say_is_nothing() {
        for (cookie, chosen) in [
            ("enrol-language=zu", Some(Language::Zulu)),
            ("a=b; __Host-enrol-language=ar;c=d", Some(Language::Arabic)),
            ("xenrol-language=zu; enrol-language", None),
            ("enrol-language=klingon", None),
            ("enrol-language=; enrol-language=fr", Some(Language::French)),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(COOKIE, cookie.parse().expect("a header"));
            headers.insert(ACCEPT_LANGUAGE, "af".parse().expect("a header"));
            let said = VisitorLanguage::of(&headers);
            assert_eq!(said.chosen, chosen, "{cookie}");
            assert_eq!(said.wishes(None, None).accepted, "af");
        }
    }
}
