//! Signatures that a receiver can check (Standard Webhooks 1.0.0).

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::domain::webhook::notifier::{self, Secret};

/// The value of `webhook-signature`: one signature for each secret, the newest first.
///
/// `seconds` is the value of `webhook-timestamp`. A secret of another form signs nothing.
pub fn signatures<'a>(
    secrets: impl Iterator<Item = &'a Secret>,
    id: &str,
    seconds: i64,
    body: &[u8],
) -> String {
    let sign = |secret: &Secret| {
        let key = STANDARD.decode(secret.text.strip_prefix(notifier::SECRET_PREFIX)?).ok()?;
        let mut context = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, &key));
        context.update(format!("{id}.{seconds}.").as_bytes());
        context.update(body);
        Some(format!("v1,{}", STANDARD.encode(context.sign())))
    };
    secrets.filter_map(sign).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Secret, signatures};

    #[test]
    fn the_example_of_the_standard_is_signed_as_it_says() {
        let secret = Secret { text: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned(), until: None };
        let broken = Secret { text: "whsec_!".to_owned(), until: None };
        let signed = signatures(
            [&secret, &broken].into_iter(),
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            br#"{"test": 2432232314}"#,
        );
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
