//! What a tenant asks for when it opens a session, read and checked.

use std::collections::BTreeMap;
use std::sync::Arc;

use unic_langid::LanguageIdentifier;
use validator::{Validate, ValidationErrorsKind};

use super::payment;
use crate::actions::signup::tenant::NewSignup;
use crate::api::body_reader::{BodyReader, FieldErrors};
use crate::api::extract::JsonBody;
use crate::api::field_code::FieldCode;
use crate::api::problem::Problem;
use crate::api::{profile, subscriptions};
use crate::domain::form::Form;
use crate::domain::profile::answers::Answers;
use crate::domain::profile::rules;
use crate::domain::profile::validation::{self, Code, Context};
use crate::domain::profile::{Section, field};
use crate::domain::signup::flow::Flow;
use crate::domain::signup::invitation::{Invitation, SiteDetails};
use crate::domain::signup::prefill::{Level, Levels, Misfit};
use crate::domain::signup::return_url::{self, InvalidUrl, ReturnUrl};

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

/// Reads the body; every error at once. `sends_texts` is whether this server can send text messages.
pub fn read(
    sent: &JsonBody,
    context: &Context<'_>,
    form: Arc<Form>,
    sends_texts: bool,
) -> Result<NewSignup, Problem> {
    let errors = FieldErrors::default();
    let reader = BodyReader::new(&sent.object, &errors);
    let registered = &sent.bare.caller.source.return_urls;
    let return_url = return_url(&reader, registered);
    let refresh_url = address(&reader, "refreshUrl", registered);
    let email = email(&reader);
    let envelope = envelope(&reader);
    let site = site(&reader, sent.strict);
    let prefilled = given(&reader, sent.strict, context);
    let levels = levels(&reader, &prefilled);
    let wanted = subscriptions::read_wanted(&reader, sent.strict);
    let flows = flows(&reader, sends_texts, &form);
    let payment_url = payment::url(&reader, sent.strict, &flows, &sent.bare.caller.source.payment_urls);
    let sections = sections(&reader, &form);
    let metadata = metadata(&reader);
    reader.finish(sent.strict);
    errors.check()?;
    // Without errors there is a return address.
    let return_url = return_url
        .ok_or_else(|| Problem::wrong("/returnUrl", FieldCode::Required, "returnUrl is required."))?;
    let invitation = Invitation {
        return_url: Some(return_url),
        refresh_url,
        payment_url,
        email,
        reference: envelope.customer_reference_id,
        site,
        prefilled,
        locked: levels.locked,
        confirm: levels.confirm,
        sections,
        flows,
        locale: envelope.locale,
        state: envelope.state,
        metadata,
    };
    Ok(NewSignup { invitation, wanted, form, expires_in: envelope.expires_in.unwrap_or(USUAL_LIFE) })
}

fn return_url(reader: &BodyReader<'_>, registered: &[String]) -> Option<ReturnUrl> {
    const NAME: &str = "returnUrl";
    if reader.value(NAME).is_none() {
        let detail = "returnUrl is required: an address below one of your registered return URLs, such as \
                      https://app.example/signup/done.";
        reader.error(NAME, FieldCode::Required, detail);
    }
    address(reader, NAME, registered)
}

/// An address where people are sent; not cleaned: one that needs cleaning is refused.
fn address(reader: &BodyReader<'_>, name: &'static str, registered: &[String]) -> Option<ReturnUrl> {
    let Some(text) = reader.value(name)?.as_str() else {
        reader.error_code(name, Code::Type);
        return None;
    };
    let error = match return_url::allowed(text, registered) {
        Ok(url) => return Some(url),
        Err(error) => error,
    };
    let detail = match error {
        InvalidUrl::Malformed => {
            "must be an absolute address of at most 2048 characters in plain spelling, such as \
             https://app.example/signup/done."
        }
        InvalidUrl::Extras => "must not have a user name or a password.",
        InvalidUrl::Reserved => {
            "must not have the parameters that we add to it: status, error_code, signupSessionId, \
             customerId, siteId, state."
        }
        InvalidUrl::Insecure | InvalidUrl::Unregistered => {
            "must begin with one of your registered return URLs: the same scheme, host, port and \
             whole segments of the path."
        }
    };
    reader.error(name, FieldCode::InvalidReturnUrl, format!("{name} {detail}"));
    None
}

fn email(reader: &BodyReader<'_>) -> Option<String> {
    let text = reader.line("email")?;
    match validation::email(text) {
        Ok(email) => Some(email),
        Err(code) => {
            if let Some(field) = field("email") {
                reader.error_field("email", field, code);
            }
            None
        }
    }
}

fn envelope(reader: &BodyReader<'_>) -> Envelope {
    let envelope = Envelope {
        customer_reference_id: reader.line("customerReferenceId"),
        state: reader.line("state"),
        locale: reader.line("locale"),
        expires_in: reader.integer("expiresIn"),
    };
    if let Some(locale) = &envelope.locale
        && locale.parse::<LanguageIdentifier>().is_err()
    {
        reader.error("locale", FieldCode::Format, "locale must be a language tag such as en or zu-ZA.");
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
            reader.error(name, code, format!("{name} {why}."));
        }
    }
    envelope
}

fn site(reader: &BodyReader<'_>, strict: bool) -> Option<SiteDetails> {
    let inner = reader.object("siteDetails")?;
    let read = |name: &'static str| {
        let text = inner.line(name);
        if text.as_ref().is_some_and(|text| text.chars().count() > 255) {
            inner.error_code(name, Code::TooLong(255));
        }
        text
    };
    let site = SiteDetails { site_name: read("siteName"), site_reference_id: read("siteReferenceId") };
    inner.finish(strict);
    Some(site)
}

fn given(reader: &BodyReader<'_>, strict: bool, context: &Context<'_>) -> Answers {
    let mut prefilled = Answers::default();
    if let Some(inner) = reader.object("customer") {
        for (field, value) in profile::read(&inner, context) {
            prefilled.set(field, value);
        }
        inner.finish(strict);
    }
    rules::settle(&mut prefilled);
    prefilled
}

/// How freely the person may change what is given: `locked` names what stays, `prefill` has a level for each field.
fn levels(reader: &BodyReader<'_>, prefilled: &Answers) -> Levels {
    const NAMES: &str = "must name fields of the form that customer gives, such as";
    let mut levels = Levels::default();
    for (at, name) in reader.array("locked").into_iter().flatten().enumerate() {
        let name = name.as_str().unwrap_or_default();
        if levels.set(prefilled, name, Level::Locked).is_err() {
            reader.error_at("locked", at, FieldCode::NotGiven, format!("locked {NAMES} [\"mobile\"]."));
        }
    }
    let Some(inner) = reader.object("prefill") else { return levels };
    for (name, word) in inner.members() {
        let Some(level) = word.as_str().and_then(Level::parse) else {
            let words = Level::ALL.iter().map(|level| level.as_str()).collect::<Vec<_>>().join(", ");
            let code = if word.is_string() { FieldCode::Choice } else { FieldCode::Type };
            inner.error_named(
                name,
                code,
                format!("The level of a field must be one of these words: {words}."),
            );
            continue;
        };
        let (code, detail) = match levels.set(prefilled, name, level) {
            Ok(()) => continue,
            Err(Misfit::NotGiven) => {
                (FieldCode::NotGiven, format!("prefill {NAMES} {{\"mobile\": \"confirm\"}}."))
            }
            Err(Misfit::Contradictory) => {
                let detail = "A field that locked names must have the level locked here, or be left out.";
                (FieldCode::Contradictory, detail.to_owned())
            }
        };
        inner.error_named(name, code, detail);
    }
    levels
}

/// Which sections to ask: some of the form's, and those that no customer can do without.
fn sections(reader: &BodyReader<'_>, form: &Form) -> Vec<Section> {
    const NAME: &str = "sections";
    let mut sections = Vec::new();
    let Some(names) = reader.array(NAME) else { return sections };
    for (at, name) in names.iter().enumerate() {
        match name.as_str().and_then(Section::of_member).filter(|section| form.sections.contains(section)) {
            Some(section) if sections.contains(&section) => {
                reader.error_at(NAME, at, FieldCode::Repeated, "sections must name a section once.");
            }
            Some(section) => sections.push(section),
            None => {
                let known: Vec<_> = form.sections.iter().map(|section| section.member()).collect();
                let detail = format!("sections must name sections of your form: {}.", known.join(", "));
                reader.error_at(NAME, at, FieldCode::Choice, detail);
            }
        }
    }
    for missing in form.sections.iter().filter(|section| section.is_needed() && !sections.contains(section)) {
        let detail = format!("sections must have {}: nobody can be signed up without it.", missing.member());
        reader.error(NAME, FieldCode::Required, detail);
    }
    sections
}

/// What the session has beside the form: each of those that are served once, in any order.
fn flows(reader: &BodyReader<'_>, sends_texts: bool, form: &Form) -> Vec<Flow> {
    const NAME: &str = "flows";
    let mut flows = Vec::new();
    for (at, name) in reader.array(NAME).into_iter().flatten().enumerate() {
        match name.as_str().and_then(Flow::parse).filter(|flow| Flow::SERVED.contains(flow)) {
            Some(flow) if flows.contains(&flow) => {
                reader.error_at(NAME, at, FieldCode::Repeated, "flows must name a flow once.");
            }
            Some(Flow::Auth) if !sends_texts => {
                let detail = "auth sends text messages, and this server has nobody to send them by: its operator must \
                              set ENROL_SMS_URL.";
                reader.error_at(NAME, at, FieldCode::SmsUnavailable, detail);
            }
            Some(Flow::Download) if form.app_links.is_empty() => {
                let detail = "download needs appLinks in your form: there is nothing to show yet.";
                reader.error_at(NAME, at, FieldCode::NoAppLinks, detail);
            }
            Some(flow) => flows.push(flow),
            None => reader.error_at(NAME, at, FieldCode::UnknownFlow, unknown_flow()),
        }
    }
    flows.sort_unstable();
    flows
}

fn unknown_flow() -> String {
    if Flow::SERVED.is_empty() {
        return "There is no such flow here: leave flows empty.".to_owned();
    }
    let served: Vec<_> = Flow::SERVED.iter().map(|flow| flow.as_str()).collect();
    format!("There is no such flow here; flows may name: {}.", served.join(", "))
}

fn metadata(reader: &BodyReader<'_>) -> BTreeMap<String, String> {
    let Some(inner) = reader.object("metadata") else { return BTreeMap::new() };
    if inner.members().len() > 20 {
        reader.error("metadata", FieldCode::TooMany, "metadata must have 20 pairs or fewer.");
        return BTreeMap::new();
    }
    let mut pairs = BTreeMap::new();
    for (name, value) in inner.members() {
        let text = value.as_str().filter(|text| text.chars().count() <= 500 && name.chars().count() <= 40);
        let clean = text.and_then(|text| crate::domain::profile::normalize::text(text).ok());
        match (clean, crate::domain::profile::normalize::line(name)) {
            (Some(text), Ok(name)) => drop(pairs.insert(name, text)),
            _ => {
                inner.error_named(
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
