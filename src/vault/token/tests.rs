//! Forged, damaged and outdated access tokens: none is accepted.

use jsonwebtoken::crypto;
use serde_json::{Value, json};

use super::*;
use crate::vault::{KeyKind, KeyRing};

const NOW: &str = "2026-11-23T08:00:00Z";
const EXPECTED: Expected<'_> = Expected { iss: "https://enrol.example", aud: "enrol-api" };

fn now() -> Moment {
    Moment::parse(NOW).expect("a time")
}

fn claims() -> Claims {
    let seconds = now().seconds();
    Claims {
        iss: EXPECTED.iss.to_owned(),
        aud: EXPECTED.aud.to_owned(),
        sub: "client".to_owned(),
        src: 7,
        iat: seconds,
        exp: seconds + 3600,
        nbf: seconds,
        jti: "one".to_owned(),
    }
}

fn vault() -> Vault {
    Vault::new(&KeyRing::generate(now())).expect("a vault")
}

fn verify(vault: &Vault, token: &str) -> Result<Claims, VaultError> {
    vault.verify_token(token, EXPECTED, now())
}

/// A token with any header and claims, rightly signed with the vault's own key.
fn signed(vault: &Vault, header: &Value, claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let message = format!("{}.{}", part(header), part(claims));
    let key = &vault.tokens.keys[0].encoding;
    let signature = crypto::sign(message.as_bytes(), key, Algorithm::HS256).expect("a signature");
    format!("{message}.{signature}")
}

fn header() -> Value {
    json!({"typ": "at+jwt", "alg": "HS256", "kid": "1"})
}

fn with(mut object: Value, name: &str, value: Value) -> Value {
    object[name] = value;
    object
}

fn without(mut object: Value, name: &str) -> Value {
    object.as_object_mut().expect("an object").remove(name);
    object
}

#[test]
fn ours_is_accepted_until_it_expires() {
    let vault = vault();
    let token = vault.sign_token(&claims());
    assert_eq!(verify(&vault, &token), Ok(claims()));
    let claims = serde_json::to_value(claims()).expect("JSON");
    assert!(verify(&vault, &signed(&vault, &header(), &claims)).is_ok(), "the table's own base");
    for (seconds, accepted) in [(-31, false), (-30, true), (3599, true), (3600, false)] {
        let then = now().plus_seconds(seconds).expect("a time");
        let outcome = vault.verify_token(&token, EXPECTED, then);
        assert_eq!(outcome.is_ok(), accepted, "{seconds} seconds from its issue: {outcome:?}");
    }
}

#[test]
fn no_other_header_is_accepted() {
    let vault = vault();
    let claims = serde_json::to_value(claims()).expect("JSON");
    let mut headers = vec![json!({}), json!([]), json!("HS256")];
    for name in ["typ", "alg", "kid"] {
        headers.push(without(header(), name));
        headers.push(with(header(), name, Value::Null));
    }
    for alg in ["none", "None", "nOnE", "NONE", "", "hs256", "HS384", "HS512", "RS256", "ES256"] {
        headers.push(with(header(), "alg", json!(alg)));
    }
    let long = "1".repeat(2000);
    for kid in ["", "0", "2", "01", "+1", "1 ", "1\0", "\0", "../1", "/dev/null", "1' or 1", &long] {
        headers.push(with(header(), "kid", json!(kid)));
    }
    headers.push(with(header(), "kid", json!(1)));
    headers.push(with(header(), "typ", json!("JWT")));
    let others = ["jku", "x5u", "x5c", "x5t", "jwk", "crit", "b64", "zip", "enc", "cty", "epk"];
    headers.extend(others.map(|name| with(header(), name, json!("https://evil.example"))));
    headers.push(with(header(), "jwk", json!({"kty": "oct", "k": "AAAA"})));
    headers.push(with(header(), "crit", json!(["exp"])));
    for header in headers {
        let token = signed(&vault, &header, &claims);
        assert!(verify(&vault, &token).is_err(), "{header}");
        let (message, _) = token.rsplit_once('.').expect("a signature");
        assert!(verify(&vault, &format!("{message}.")).is_err(), "unsigned: {header}");
    }
    let twice = r#"{"typ":"at+jwt","alg":"none","alg":"HS256","kid":"1"}"#;
    let token = vault.sign_token(&self::claims());
    let (_, rest) = token.split_once('.').expect("a header");
    assert!(verify(&vault, &format!("{}.{rest}", URL_SAFE_NO_PAD.encode(twice))).is_err());
}

#[test]
fn no_other_claims_are_accepted() {
    let vault = vault();
    let good = serde_json::to_value(claims()).expect("JSON");
    let seconds = now().seconds();
    let mut refused = vec![json!({}), json!([]), json!(1)];
    for name in ["iss", "aud", "sub", "src", "iat", "exp", "nbf", "jti"] {
        refused.push(without(good.clone(), name));
        for value in [json!(null), json!([]), json!({}), json!(true)] {
            refused.push(with(good.clone(), name, value));
        }
    }
    for name in ["exp", "iat", "nbf"] {
        let far = [json!("1795420800"), json!(1_795_420_800.5), json!(1e300), json!(u64::MAX)];
        refused.extend(far.map(|value| with(good.clone(), name, value)));
    }
    for (name, value) in [
        ("exp", json!(-1)),
        ("exp", json!(0)),
        ("exp", json!(seconds)),
        ("exp", json!(i64::MIN)),
        ("nbf", json!(seconds + 31)),
        ("nbf", json!(i64::MAX)),
        ("iat", json!(seconds + 31)),
        ("iss", json!("https://enrol.example/")),
        ("iss", json!([EXPECTED.iss])),
        ("iss", json!("")),
        ("aud", json!("other")),
        ("aud", json!([EXPECTED.aud])),
        ("src", json!("7")),
        ("src", json!(7.0)),
        ("sub", json!(7)),
    ] {
        refused.push(with(good.clone(), name, value));
    }
    for claims in refused {
        let token = signed(&vault, &header(), &claims);
        assert!(verify(&vault, &token).is_err(), "{claims}");
    }
}

#[test]
fn no_damaged_token_is_accepted() {
    let vault = vault();
    let token = vault.sign_token(&claims());
    for end in 0..token.len() {
        assert!(verify(&vault, &token[..end]).is_err(), "cut to {end}");
    }
    for at in 0..token.len() {
        for bit in 0..7 {
            let mut bytes = token.clone().into_bytes();
            bytes[at] ^= 1 << bit;
            let flipped = String::from_utf8(bytes).expect("ASCII");
            assert!(verify(&vault, &flipped).is_err(), "bit {bit} of byte {at}");
        }
    }
    let long = format!("{token}{}", "A".repeat(LONGEST));
    let odd = ["", ".", "..", "...", "a.b.c", "\0", "é.é.é", &long];
    for odd in odd.into_iter().map(str::to_owned).chain([
        format!("{token}."),
        format!(".{token}"),
        format!("{token}.{token}"),
        format!("{token}="),
        format!(" {token}"),
        format!("{token}\n"),
        token.replacen('.', "..", 1),
    ]) {
        assert!(verify(&vault, &odd).is_err(), "{odd:.60}");
    }
    assert!(verify(&self::vault(), &token).is_err(), "signed with another vault's key 1");
}

#[test]
fn a_token_outlives_the_rotation_but_not_the_removal_of_its_key() {
    let mut ring = KeyRing::generate(now());
    let old = Vault::new(&ring).expect("a vault").sign_token(&claims());
    let id = ring.add(KeyKind::Signing, now()).expect("an id");
    ring.activate(KeyKind::Signing, id).expect("a key");
    let rotated = Vault::new(&ring).expect("a vault");
    assert!(verify(&rotated, &old).is_ok());
    let new = rotated.sign_token(&claims());
    ring.remove(KeyKind::Signing, 1).expect("retired");
    let pruned = Vault::new(&ring).expect("a vault");
    assert!(verify(&pruned, &old).is_err());
    assert!(verify(&pruned, &new).is_ok());
}
