//! Content codings (RFC 9110, section 8.4.1): which of them a client wants, and what is made once and given to everybody.

use std::convert::Infallible;
use std::io::Write;
use std::sync::OnceLock;

use axum::body::Bytes;
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, HeaderValue, VARY};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

/// How a body is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContentCoding {
    /// `br` (RFC 7932).
    Brotli,
    /// `gzip` (RFC 1952).
    Gzip,
    /// Not at all.
    Identity,
}

impl ContentCoding {
    /// The smallest first.
    const ALL: [Self; 3] = [Self::Brotli, Self::Gzip, Self::Identity];

    /// The coding that a request prefers: the one with the greatest weight in `Accept-Encoding`, of several
    /// the smallest. Identity where it accepts nothing else, or no coding at all: every client can read that.
    #[must_use]
    pub fn preferred(request: &HeaderMap) -> Self {
        let values = request.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
        let accepted: Vec<_> = values.flat_map(|value| value.split(',')).filter_map(read_element).collect();
        let weight_of = |coding: Self| {
            let weight =
                |name: &str| accepted.iter().find(|(known, _)| known == name).map(|(_, weight)| *weight);
            let named = coding.names().iter().find_map(|name| weight(name));
            // What nobody mentions is not accepted, but for identity, which comes last then.
            named.or_else(|| weight("*").filter(|_| coding != Self::Identity)).unwrap_or(0)
        };
        let mut preferred = Self::Identity;
        for coding in Self::ALL.into_iter().rev() {
            // Of the same weight the later one, which is smaller.
            if weight_of(coding) > 0 && weight_of(coding) >= weight_of(preferred) {
                preferred = coding;
            }
        }
        preferred
    }

    /// What `Content-Encoding` says of it; nothing of identity.
    #[must_use]
    pub fn as_header(self) -> Option<&'static str> {
        (self != Self::Identity).then(|| self.names()[0])
    }

    /// Its names in `Accept-Encoding`; `x-gzip` is an old one that RFC 9110 keeps.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Brotli => &["br"],
            Self::Gzip => &["gzip", "x-gzip"],
            Self::Identity => &["identity"],
        }
    }
}

/// Above so many bytes the best that brotli can do takes longer than anybody should wait, even once.
const SMALL: usize = 64 * 1024;

/// What is made once and given to everybody, in each coding.
#[derive(Debug)]
pub struct Precompressed {
    kind: &'static str,
    bytes: Bytes,
    brotli: OnceLock<Bytes>,
    gzip: OnceLock<Bytes>,
}

impl Precompressed {
    /// These bytes of this kind (`Content-Type`).
    pub fn new(kind: &'static str, bytes: impl Into<Bytes>) -> Self {
        Self { kind, bytes: bytes.into(), brotli: OnceLock::new(), gzip: OnceLock::new() }
    }

    /// As they are.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// In this coding. They are compressed when they are first asked for so: that takes some milliseconds, once.
    #[must_use]
    pub fn coded(&self, coding: ContentCoding) -> Bytes {
        match coding {
            ContentCoding::Brotli => self.brotli.get_or_init(|| brotli(&self.bytes)).clone(),
            ContentCoding::Gzip => self.gzip.get_or_init(|| gzip(&self.bytes)).clone(),
            ContentCoding::Identity => self.bytes.clone(),
        }
    }

    /// As a response in this coding.
    #[must_use]
    pub fn respond(&self, coding: ContentCoding) -> Response {
        let headers = [(CONTENT_TYPE, self.kind), (VARY, "accept-encoding")];
        let mut response = (headers, self.coded(coding)).into_response();
        if let Some(coding) = coding.as_header() {
            response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
        }
        response
    }
}

fn brotli(bytes: &[u8]) -> Bytes {
    let quality = if bytes.len() > SMALL { 9 } else { 11 };
    let params = BrotliEncoderParams { size_hint: bytes.len(), quality, ..BrotliEncoderParams::default() };
    let mut small = Vec::new();
    // Neither reading from nor writing to memory fails; nor does it below.
    let _ = brotli::BrotliCompress(&mut &*bytes, &mut small, &params);
    small.into()
}

fn gzip(bytes: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default().into()
}

impl<S: Send + Sync> FromRequestParts<S> for ContentCoding {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::preferred(&parts.headers))
    }
}

/// Reads `br` or `gzip;q=0.8`: the name and its weight in thousandths. `None` when it is malformed.
fn read_element(element: &str) -> Option<(String, u16)> {
    let (name, parameters) = element.split_once(';').unwrap_or((element, ""));
    let name = name.trim().to_ascii_lowercase();
    let Some((key, value)) = parameters.split_once('=') else {
        return (!name.is_empty() && parameters.trim().is_empty()).then_some((name, 1000));
    };
    key.trim().eq_ignore_ascii_case("q").then_some(())?;
    Some((name, read_weight(value.trim())?))
}

/// Reads a weight such as `0.75` in thousandths (RFC 9110, section 12.4.2).
fn read_weight(text: &str) -> Option<u16> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    if decimals.len() > 3 || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match (whole, format!("{decimals:0<3}").parse().ok()?) {
        ("0", weight) => Some(weight),
        ("1", 0) => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::header::ACCEPT_ENCODING;
    use axum::http::{HeaderMap, HeaderValue};

    use super::ContentCoding::{self, Brotli, Gzip, Identity};

    fn preferred(values: &[&'static str]) -> ContentCoding {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(ACCEPT_ENCODING, HeaderValue::from_static(value));
        }
        ContentCoding::preferred(&headers)
    }

    #[test]
    fn the_weights_decide_and_then_the_size() {
        for (value, coding) in [
            ("gzip, deflate, br, zstd", Brotli),
            ("gzip, deflate", Gzip),
            ("GZIP", Gzip),
            ("x-gzip", Gzip),
            ("br;q=0.5, gzip;q=0.8", Gzip),
            ("br ; q=0.5 , gzip ; Q=0.499", Brotli),
            ("gzip;q=0.001", Gzip),
            ("br;q=0, gzip", Gzip),
            ("br;q=0.000, gzip;q=1.000", Gzip),
            ("*", Brotli),
            ("*;q=0.5, br;q=0", Gzip),
            ("gzip, *;q=0", Gzip),
            ("identity, gzip;q=0.5", Identity),
            ("identity;q=0.5, gzip;q=0.5", Gzip),
        ] {
            assert_eq!(preferred(&[value]), coding, "{value}");
        }
        assert_eq!(preferred(&["gzip;q=0.1", "br;q=0.2"]), Brotli, "a header may come in several lines");
    }

    #[test]
    fn without_a_coding_that_we_have_it_is_identity() {
        assert_eq!(preferred(&[]), Identity);
        for value in
            ["", " ", ",", "zstd", "identity", "identity;q=0", "*;q=0", "br;q=0, gzip;q=0", "gzip;q=0"]
        {
            assert_eq!(preferred(&[value]), Identity, "{value}");
        }
    }

    #[test]
    fn what_is_malformed_is_not_accepted() {
        for weight in ["", "2", "1.001", "-1", "nan", "0.1234", ".5", "0,5", "0.x", "+1"] {
            let value = HeaderValue::try_from(format!("br;q={weight}")).expect("a value");
            let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, value)]);
            assert_eq!(ContentCoding::preferred(&headers), Identity, "{weight}");
        }
        for value in ["br;v=1", "br;q", "br gzip", ";q=1"] {
            assert_eq!(preferred(&[value]), Identity, "{value}");
        }
        assert_eq!(preferred(&["br;q=x, gzip"]), Gzip);
    }
}
