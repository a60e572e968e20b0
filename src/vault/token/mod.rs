//! Access tokens: JSON Web Tokens that this service alone issues and verifies.
//!
//! That leaves nothing to negotiate: one algorithm, one type, and a key id that only ever is
//! looked up in our own ring.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};

use super::key::Key;
use super::{Vault, VaultError};
use crate::domain::moment::Moment;

/// The `typ` of RFC 9068: a token made for another purpose is none for access.
const TYPE: &str = "at+jwt";

/// The most bytes of a token that are looked at.
const LONGEST: usize = 4096;

/// By how many seconds the clocks of two of our machines may differ.
const LEEWAY: i64 = 30;

/// What an access token says; all of it is required, in exactly these types.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// Who issued it: the service's own address.
    pub iss: String,
    /// What it is for.
    pub aud: String,
    /// The client it was issued to.
    pub sub: String,
    /// The source that client acts for.
    pub src: i64,
    /// When it was issued, in seconds since 1970.
    pub iat: i64,
    /// When it ends to be valid, in seconds since 1970.
    pub exp: i64,
    /// When it begins to be valid, in seconds since 1970.
    pub nbf: i64,
    /// Its own id.
    pub jti: String,
}

/// What a token must say to be accepted here.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    /// The only issuer.
    pub iss: &'a str,
    /// The only audience.
    pub aud: &'a str,
}

/// The signing keys, set up for use.
pub(super) struct Tokens {
    /// The one that signs, first, and those that only verify.
    keys: Vec<TokenKey>,
    validation: Validation,
}

struct TokenKey {
    id: String,
    encoding: EncodingKey,
    decoding: DecodingKey,
}

/// All that a header may say; `alg: none`, a key of its own or an address to fetch one from do
/// not get as far as a key.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OurHeader {
    typ: String,
    alg: String,
    kid: String,
}

impl Tokens {
    pub fn new(keys: &[(u32, &Key)]) -> Self {
        let keys = keys.iter().map(|(id, key)| TokenKey {
            id: id.to_string(),
            encoding: EncodingKey::from_secret(key.reveal()),
            decoding: DecodingKey::from_secret(key.reveal()),
        });
        // The library compares times with the system's clock: we do, below, with the clock given.
        let mut validation = Validation::new(Algorithm::HS256);
        validation.required_spec_claims.clear();
        validation.validate_exp = false;
        validation.validate_aud = false;
        Self { keys: keys.collect(), validation }
    }

    /// The key that a token names, if the rest of its header is as we write it.
    fn key(&self, token: &str) -> Option<&TokenKey> {
        let (header, _) = token.split_once('.')?;
        let header = URL_SAFE_NO_PAD.decode(header).ok()?;
        let header: OurHeader = serde_json::from_slice(&header).ok()?;
        if header.typ != TYPE || header.alg != "HS256" {
            return None;
        }
        self.keys.iter().find(|key| key.id == header.kid)
    }
}

impl Vault {
    /// Issues an access token.
    ///
    /// # Panics
    /// When the claims cannot be written as JSON, which these always can.
    #[must_use]
    pub fn sign_token(&self, claims: &Claims) -> String {
        let key = &self.tokens.keys[0];
        let mut header = Header::new(Algorithm::HS256);
        header.typ = Some(TYPE.to_owned());
        header.kid = Some(key.id.clone());
        let Ok(token) = encode(&header, claims, &key.encoding) else {
            panic!("the claims of an access token cannot be written")
        };
        token
    }

    /// Reads an access token that is one of ours and valid now.
    ///
    /// # Errors
    /// [`VaultError::Token`]; the reason is for the log, not for whoever sent the token.
    pub fn verify_token(
        &self,
        token: &str,
        expected: Expected<'_>,
        now: Moment,
    ) -> Result<Claims, VaultError> {
        if token.len() > LONGEST {
            return Err(VaultError::Token("too long"));
        }
        let key = self.tokens.key(token).ok_or(VaultError::Token("not of our kind"))?;
        let claims = decode::<Claims>(token, &key.decoding, &self.tokens.validation)
            .map_err(|_| VaultError::Token("not signed by us"))?
            .claims;
        let now = now.seconds();
        let soon = now.saturating_add(LEEWAY);
        let faults = [
            (claims.iss != expected.iss, "another issuer"),
            (claims.aud != expected.aud, "another audience"),
            (claims.exp <= now, "expired"),
            (claims.nbf > soon, "not valid yet"),
            (claims.iat > soon, "issued in the future"),
        ];
        match faults.into_iter().find(|(fault, _)| *fault) {
            Some((_, reason)) => Err(VaultError::Token(reason)),
            None => Ok(claims),
        }
    }
}

#[cfg(test)]
mod tests;
