//! What a tenant asks for when it registers a notifier, read and checked.

use std::collections::BTreeMap;

use url::Url;

use crate::actions::notifier::NewNotifier;
use crate::api::body_reader::{BodyReader, FieldErrors};
use crate::api::extract::JsonBody;
use crate::api::field_code::FieldCode;
use crate::api::problem::Problem;
use crate::domain::profile::validation::Code;
use crate::domain::webhook::event::Event;
use crate::domain::webhook::notifier::{Headers, InvalidHeader, MOST_HEADERS, Method, check_header};
use crate::domain::webhook::target_url::{self, DestinationPolicy, InvalidUrl};

/// Reads the body; every error at once.
pub fn read(sent: &JsonBody, policy: DestinationPolicy<'_>) -> Result<NewNotifier, Problem> {
    let errors = FieldErrors::default();
    let reader = BodyReader::new(&sent.object, &errors);
    let url = url(&reader, policy);
    let events = events(&reader);
    let headers = headers(&reader);
    if reader.line("method").is_some_and(|method| Method::parse(&method).is_none()) {
        reader.error("method", FieldCode::Choice, "method must be webhook.");
    }
    let include_profile = reader.boolean("includeProfile").unwrap_or(false);
    reader.finish(sent.strict);
    errors.check()?;
    // Without errors there is an address.
    let url = url.ok_or_else(|| Problem::wrong("/url", FieldCode::Required, "url is required."))?;
    Ok(NewNotifier { url, headers, events, include_profile })
}

fn url(reader: &BodyReader<'_>, policy: DestinationPolicy<'_>) -> Option<Url> {
    const NAME: &str = "url";
    // Not cleaned: an address that needs cleaning is refused.
    let Some(value) = reader.value(NAME) else {
        reader.error_code(NAME, Code::Required);
        return None;
    };
    let Some(text) = value.as_str() else {
        reader.error_code(NAME, Code::Type);
        return None;
    };
    let (code, detail) = match target_url::check(text, policy) {
        Ok(url) => return Some(url),
        Err(InvalidUrl::Malformed) => (
            FieldCode::InvalidUrl,
            "url must be an absolute https address in plain spelling, such as https://app.example/events.",
        ),
        Err(InvalidUrl::Extras) => {
            (FieldCode::InvalidUrl, "url must not have a user name, a password or a fragment.")
        }
        Err(InvalidUrl::Insecure) => (FieldCode::InsecureUrl, "url must begin with https://."),
        Err(InvalidUrl::Private) => (FieldCode::PrivateUrl, "url must be an address on the public internet."),
        Err(InvalidUrl::Port) => {
            let ports: Vec<String> = policy.ports.iter().map(u16::to_string).collect();
            let detail = format!("url must have one of these ports: {}.", ports.join(", "));
            reader.error(NAME, FieldCode::PortNotAllowed, detail);
            return None;
        }
    };
    reader.error(NAME, code, detail);
    None
}

fn events(reader: &BodyReader<'_>) -> Vec<Event> {
    const NAME: &str = "events";
    let Some(names) = reader.array(NAME) else {
        if reader.value(NAME).is_none() {
            reader.error(NAME, FieldCode::Required, there_are());
        }
        return Vec::new();
    };
    if names.is_empty() {
        reader.error(NAME, FieldCode::Required, there_are());
    }
    let mut events = Vec::new();
    for (at, text) in names.iter().enumerate() {
        match text.as_str().and_then(Event::notifiable) {
            Some(event) if events.contains(&event) => {}
            Some(event) => events.push(event),
            None => reader.error_at(NAME, at, FieldCode::UnknownEvent, there_are()),
        }
    }
    events
}

/// Which events there are. What was sent is not repeated: the pointer shows it.
fn there_are() -> String {
    format!("events must name events that there are: {}.", Event::notifiable_words())
}

fn headers(reader: &BodyReader<'_>) -> Headers {
    const NAME: &str = "headers";
    let Some(inner) = reader.object(NAME) else { return Headers::default() };
    if inner.members().len() > MOST_HEADERS {
        reader.error(NAME, FieldCode::TooMany, format!("headers must be {MOST_HEADERS} or fewer."));
        return Headers::default();
    }
    let mut headers = BTreeMap::new();
    for (name, value) in inner.members() {
        let Some(value) = value.as_str() else {
            inner.error_named(name, FieldCode::Type, "A header's value must be a JSON string, in quotes.");
            continue;
        };
        let (code, detail) = match check_header(name, value) {
            Ok(()) if headers.keys().any(|known: &String| known.eq_ignore_ascii_case(name)) => {
                (FieldCode::Repeated, "A header must be given once.")
            }
            Ok(()) => {
                headers.insert(name.clone(), value.to_owned());
                continue;
            }
            Err(InvalidHeader::Name) => (
                FieldCode::InvalidHeader,
                "This is no header's name: letters, digits and dashes, such as X-Tenant.",
            ),
            Err(InvalidHeader::Ours) => (
                FieldCode::ReservedHeader,
                "This header belongs to the delivery or the connection: leave it out.",
            ),
            Err(InvalidHeader::Value) => {
                (FieldCode::InvalidHeader, "A header's value must be 2000 visible ASCII characters or fewer.")
            }
        };
        inner.error_named(name, code, detail);
    }
    Headers(headers)
}
