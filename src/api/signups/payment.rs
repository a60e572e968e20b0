//! Payments: where a session's person pays, and what the tenant tells of it, read and checked.

use crate::api::body_reader::{BodyReader, FieldErrors};
use crate::api::extract::JsonBody;
use crate::api::field_code::FieldCode;
use crate::api::problem::Problem;
use crate::domain::profile::validation::Code;
use crate::domain::signup::flow::Flow;
use crate::domain::signup::payment::{PaymentStatus, PaymentWord};
use crate::domain::signup::return_url::{self, InvalidUrl, ReturnUrl};

/// The longest id of a tenant's own, in characters.
const LONGEST_REFERENCE: usize = 255;

/// Where people pay, for a session in which they do.
pub fn url(
    reader: &BodyReader<'_>,
    strict: bool,
    flows: &[Flow],
    registered: &[String],
) -> Option<ReturnUrl> {
    const NAME: &str = "url";
    let (inner, is_paid) = (reader.object("payment"), flows.contains(&Flow::Payment));
    if let Some(inner) = &inner
        && !is_paid
    {
        let detail = "payment is for sessions whose flows have payment: name it there, or leave payment out.";
        reader.error("payment", FieldCode::Contradictory, detail);
        inner.member(NAME);
        inner.finish(strict);
        return None;
    }
    if is_paid && inner.as_ref().is_none_or(|inner| inner.value(NAME).is_none()) {
        let detail = "payment.url is required where flows have payment: an address below one of your registered \
                      payment URLs, such as https://pay.example/checkout/7.";
        reader.error_within("/payment/url", FieldCode::Required, detail);
    }
    let inner = inner?;
    let text = inner.value(NAME).map(|value| value.as_str());
    inner.finish(strict);
    let Some(text) = text? else {
        inner.error_code(NAME, Code::Type);
        return None;
    };
    let unfit = match return_url::allowed_to_pay(text, registered) {
        Ok(url) => return Some(url),
        Err(unfit) => unfit,
    };
    inner.error(NAME, FieldCode::InvalidPaymentUrl, format!("payment.url {}", why(unfit)));
    None
}

fn why(unfit: InvalidUrl) -> &'static str {
    match unfit {
        InvalidUrl::Malformed => {
            "must be an absolute address of at most 2048 characters in plain spelling, such as \
             https://pay.example/checkout/7."
        }
        InvalidUrl::Extras => "must not have a user name or a password.",
        InvalidUrl::Reserved => {
            "must not have the parameters that we add to it: signupSessionId, paymentReturnUrl."
        }
        InvalidUrl::Insecure | InvalidUrl::Unregistered => {
            "must begin with one of your registered payment URLs: the same scheme, host, port and whole \
             segments of the path. Your operator registers them."
        }
    }
}

/// Reads what is told; every error at once.
pub fn read(sent: &JsonBody) -> Result<PaymentWord, Problem> {
    let errors = FieldErrors::default();
    let reader = BodyReader::new(&sent.object, &errors);
    let succeeded = succeeded(&reader);
    let reference = reader.line("reference");
    if reference.as_ref().is_some_and(|text| text.chars().count() > LONGEST_REFERENCE) {
        reader.error_code("reference", Code::TooLong(LONGEST_REFERENCE));
    }
    let is_final = reader.boolean("final").unwrap_or_default();
    if is_final && succeeded == Some(true) {
        let detail = "final is for a payment that failed and is not to be tried again.";
        reader.error("final", FieldCode::Contradictory, detail);
    }
    reader.finish(sent.strict);
    errors.check()?;
    // Without errors there is a status.
    let succeeded =
        succeeded.ok_or_else(|| Problem::wrong("/status", FieldCode::Required, "status is required."))?;
    Ok(PaymentWord { succeeded, reference, is_final })
}

fn succeeded(reader: &BodyReader<'_>) -> Option<bool> {
    const NAME: &str = "status";
    let Some(value) = reader.value(NAME) else {
        reader.error(NAME, FieldCode::Required, "status is required: succeeded or failed.");
        return None;
    };
    match value.as_str().map(PaymentStatus::parse) {
        Some(Some(PaymentStatus::Succeeded)) => return Some(true),
        Some(Some(PaymentStatus::Failed)) => return Some(false),
        Some(Some(PaymentStatus::Awaited) | None) => {
            reader.error(NAME, FieldCode::Choice, "status must be succeeded or failed.");
        }
        None => reader.error_code(NAME, Code::Type),
    }
    None
}
