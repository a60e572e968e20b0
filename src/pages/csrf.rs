//! Whether a post comes from our own page: the browser's word first, then a token that only that
//! page had.

use axum::http::{HeaderMap, header};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::app::App;
use crate::vault::{random, same};

/// How much of a fingerprint is the proof in a token, in bytes: 128 bits, which nobody guesses (RFC 2104, section 5).
const PROOF: usize = 16;

/// A token for a page that this subject alone is shown, masked afresh each time, so that equal
/// pages never look equal (BREACH).
pub fn token(app: &App, subject: &[u8]) -> String {
    let mask = random::<PROOF>();
    let masked = mask.iter().zip(proof(app, subject)).map(|(mask, proof)| mask ^ proof);
    let bytes: Vec<u8> = mask.iter().copied().chain(masked).collect();
    URL_SAFE_NO_PAD.encode(bytes)
}

/// By what a token tells the page that it was made for from all others: the beginning of its mask.
pub fn page_of(token: &str) -> &str {
    token.get(..16).unwrap_or(token)
}

/// Whether the post is its own page's.
///
/// `Sec-Fetch-Site` decides where there is one, else `Origin`; a null or missing `Origin` decides
/// nothing. The token must be right in any case.
pub fn holds(app: &App, headers: &HeaderMap, subject: &[u8], token: &str) -> bool {
    browser_agrees(app, headers) && token_holds(app, subject, token)
}

/// Whether the browser says that the post comes from our own pages, or says nothing.
pub fn browser_agrees(app: &App, headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).map(|value: &axum::http::HeaderValue| value.to_str().unwrap_or("?"));
    let origin = text(header::ORIGIN.as_str()).filter(|origin| *origin != "null");
    let own_origin = origin.is_none_or(|origin| origin == app.settings.origin());
    let own_site = text("sec-fetch-site").is_none_or(|site| site == "same-origin");
    own_origin && own_site
}

fn token_holds(app: &App, subject: &[u8], token: &str) -> bool {
    let Ok(bytes) = URL_SAFE_NO_PAD.decode(token) else { return false };
    if bytes.len() != 2 * PROOF {
        return false;
    }
    let (mask, masked) = bytes.split_at(PROOF);
    let shown: Vec<u8> = mask.iter().zip(masked).map(|(mask, masked)| mask ^ masked).collect();
    same(&shown, &proof(app, subject))
}

/// What a token proves that its page had.
fn proof(app: &App, subject: &[u8]) -> [u8; PROOF] {
    let fingerprint = app.vault.fingerprint("csrf", None, subject);
    let mut proof = [0; PROOF];
    proof.iter_mut().zip(fingerprint.as_slice()).for_each(|(proof, byte)| *proof = *byte);
    proof
}
