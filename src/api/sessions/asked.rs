//! What a tenant asks for when it opens a session, read and checked.

use std::collections::BTreeMap;

use unic_langid::LanguageIdentifier;
use url::Url;
use validator::{Validate, ValidationErrorsKind};

use crate::actions::session::Asked;
use crate::api::caller::Sent;
use crate::api::field_code::FieldCode;
use crate::api::problem::Problem;
use crate::api::reader::{Faults, Reader};
use crate::api::{profile, subscriptions};
use crate::domain::address::{self, Unfit};
use crate::domain::answers::Answers;
use crate::domain::check::{self, Code, Context};
use crate::domain::invitation::{Invitation, SiteDetails};
use crate::domain::profile::{Place, field};
use crate::domain::rules;

/// A week, in seconds (contract, section 2).
const USUAL_LIFE: i64 = 604_800;

/// The plain members with their limits (contract, section 2).
#[derive(Validate)]
struct Envelope {
    #[validate(length(max = 255, message = "must have 255 characters or fewer"))]
    customer_reference_id: Option<String>,
    #[validate(length(max = 512, message = "must have 512 characters or fewer"))]
    state: Option<String>,
    #[validate(length(max = 35, message = "must have 35 characters or fewer"))]
    locale: Option<String>,
    #[validate(range(
        min = 300,
        max = 1_814_400,
        message = "must be from 300 to 1814400, in seconds, such as 86400 for a day"
    ))]
    expires_in: Option<i64>,
}

/// Reads the body; every mistake at once.
pub fn read(sent: &Sent, context: &Context<'_>) -> Result<Asked, Problem> {
    let faults = Faults::default();
    let reader = Reader::new(&sent.object, &faults);
    let return_url = return_url(&reader, &sent.bare.caller.source.return_urls);
    let email = email(&reader);
    let envelope = envelope(&reader);
    let site = site(&reader, sent.strict);
    let given = given(&reader, sent.strict, context);
    let fixed = fixed(&reader, &given);
    let wanted = subscriptions::read_wanted(&reader, sent.strict);
    flows(&reader);
    let metadata = metadata(&reader);
    reader.finish(sent.strict);
    faults.check()?;
    // Without mistakes there is a return address.
    let return_url = return_url
        .ok_or_else(|| Problem::wrong("/returnUrl", FieldCode::Required, "returnUrl is required."))?;
    let invitation = Invitation {
        return_url,
        email,
        reference: envelope.customer_reference_id,
        site,
        given,
        fixed,
        locale: envelope.locale,
        state: envelope.state,
        metadata,
    };
    Ok(Asked { invitation, wanted, expires_in: envelope.expires_in.unwrap_or(USUAL_LIFE) })
}

fn return_url(reader: &Reader<'_>, registered: &[String]) -> Option<Url> {
    const NAME: &str = "returnUrl";
    // Not cleaned: an address that needs cleaning is refused.
    let Some(text) = reader.value(NAME) else {
        let detail = "returnUrl is required: an address below one of your registered return URLs, such as \
                      https://app.example/signup/done.";
        reader.fault(NAME, FieldCode::Required, detail);
        return None;
    };
    let Some(text) = text.as_str() else {
        reader.fault_code(NAME, Code::Type);
        return None;
    };
    let fault = match address::allowed(text, registered) {
        Ok(url) => return Some(url),
        Err(fault) => fault,
    };
    let detail = match fault {
        Unfit::Malformed => {
            "returnUrl must be an absolute address of at most 2048 characters in plain spelling, such as \
             https://app.example/signup/done."
        }
        Unfit::Extras => "returnUrl must not have a user name or a password.",
        Unfit::Reserved => {
            "returnUrl must not have the parameters that we add to it: status, error_code, signupSessionId, \
             customerId, siteId, state."
        }
        Unfit::Insecure | Unfit::Unregistered => {
            "returnUrl must begin with one of your registered return URLs: the same scheme, host, port and \
             whole segments of the path."
        }
    };
    reader.fault(NAME, FieldCode::InvalidReturnUrl, detail);
    None
}

fn email(reader: &Reader<'_>) -> Option<String> {
    let text = reader.line("email")?;
    match check::email(text) {
        Ok(email) => Some(email),
        Err(code) => {
            if let Some(field) = field("email") {
                reader.fault_field("email", field, code);
            }
            None
        }
    }
}

fn envelope(reader: &Reader<'_>) -> Envelope {
    let envelope = Envelope {
        customer_reference_id: reader.line("customerReferenceId"),
        state: reader.line("state"),
        locale: reader.line("locale"),
        expires_in: reader.integer("expiresIn"),
    };
    if let Some(locale) = &envelope.locale
        && locale.parse::<LanguageIdentifier>().is_err()
    {
        reader.fault("locale", FieldCode::Format, "locale must be a language tag such as en or zu-ZA.");
    }
    if let Err(errors) = envelope.validate() {
        for (field, kind) in errors.into_errors() {
            let ValidationErrorsKind::Field(errors) = kind else { continue };
            let (name, code) = match field.as_ref() {
                "customer_reference_id" => ("customerReferenceId", FieldCode::TooLong),
                "expires_in" => ("expiresIn", FieldCode::OutOfRange),
                "state" => ("state", FieldCode::TooLong),
                _ => ("locale", FieldCode::TooLong),
            };
            let why = errors.into_iter().find_map(|error| error.message).unwrap_or_default();
            reader.fault(name, code, format!("{name} {why}."));
        }
    }
    envelope
}

fn site(reader: &Reader<'_>, strict: bool) -> Option<SiteDetails> {
    let inner = reader.object("siteDetails")?;
    let read = |name: &'static str| {
        let text = inner.line(name);
        if text.as_ref().is_some_and(|text| text.chars().count() > 255) {
            inner.fault_code(name, Code::TooLong(255));
        }
        text
    };
    let site = SiteDetails { site_name: read("siteName"), site_reference_id: read("siteReferenceId") };
    inner.finish(strict);
    Some(site)
}

fn given(reader: &Reader<'_>, strict: bool, context: &Context<'_>) -> Answers {
    let mut given = Answers::default();
    if let Some(inner) = reader.object("customer") {
        for (field, value) in profile::read(&inner, context) {
            given.set(field, value);
        }
        inner.finish(strict);
    }
    rules::settle(&mut given);
    given
}

/// What the person may not change; the names must be of answers that are given and asked for.
fn fixed(reader: &Reader<'_>, given: &Answers) -> Answers {
    let mut fixed = Answers::default();
    for (at, name) in reader.array("locked").into_iter().flatten().enumerate() {
        let known = name.as_str().and_then(field).filter(|field| field.place == Place::Everywhere);
        match known.and_then(|field| Some((field, given.get(field.name)?))) {
            Some((field, value)) => fixed.set(field, Some(value.to_owned())),
            None => reader.fault_at(
                "locked",
                at,
                FieldCode::NotGiven,
                "locked must name fields of the form that customer gives, such as [\"mobile\"].",
            ),
        }
    }
    fixed
}

/// There are no flows beside the form yet, and a tenant that counts on one must learn it now.
fn flows(reader: &Reader<'_>) {
    for at in 0..reader.array("flows").map_or(0, Vec::len) {
        reader.fault_at(
            "flows",
            at,
            FieldCode::UnknownFlow,
            "There is no such flow here: leave flows empty.",
        );
    }
}

fn metadata(reader: &Reader<'_>) -> BTreeMap<String, String> {
    let Some(inner) = reader.object("metadata") else { return BTreeMap::new() };
    if inner.members().len() > 20 {
        reader.fault("metadata", FieldCode::TooMany, "metadata must have 20 pairs or fewer.");
        return BTreeMap::new();
    }
    let mut pairs = BTreeMap::new();
    for (name, value) in inner.members() {
        let text = value.as_str().filter(|text| text.chars().count() <= 500 && name.chars().count() <= 40);
        let clean = text.and_then(|text| crate::domain::clean::text(text).ok());
        match (clean, crate::domain::clean::line(name)) {
            (Some(text), Ok(name)) => drop(pairs.insert(name, text)),
            _ => {
                inner.fault_named(
                    name,
                    FieldCode::Format,
                    "metadata must be JSON strings of 500 characters or fewer under names of 40 or fewer, such \
                     as {\"campaign\": \"autumn\"}.",
                );
            }
        }
    }
    pairs
}
