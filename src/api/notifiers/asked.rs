//! What a tenant asks for when it registers a notifier, read and checked.

use std::collections::BTreeMap;

use url::Url;

use crate::actions::notifier::Asked;
use crate::api::caller::Sent;
use crate::api::field_code::FieldCode;
use crate::api::problem::Problem;
use crate::api::reader::{Faults, Reader};
use crate::domain::check::Code;
use crate::domain::destination::{self, DestinationPolicy, Unfit};
use crate::domain::event::Event;
use crate::domain::notifier::{Headers, MOST_HEADERS, Method, UnfitHeader, fit_header};

/// Reads the body; every mistake at once.
pub fn read(sent: &Sent, policy: DestinationPolicy<'_>) -> Result<Asked, Problem> {
    let faults = Faults::default();
    let reader = Reader::new(&sent.object, &faults);
    let url = url(&reader, policy);
    let events = events(&reader);
    let headers = headers(&reader);
    if reader.line("method").is_some_and(|method| Method::from_word(&method).is_none()) {
        reader.fault("method", FieldCode::Choice, "method must be webhook.");
    }
    let include_profile = reader.boolean("includeProfile").unwrap_or(false);
    reader.finish(sent.strict);
    faults.check()?;
    // Without mistakes there is an address.
    let url = url.ok_or_else(|| Problem::wrong("/url", FieldCode::Required, "url is required."))?;
    Ok(Asked { url, headers, events, include_profile })
}

fn url(reader: &Reader<'_>, policy: DestinationPolicy<'_>) -> Option<Url> {
    const NAME: &str = "url";
    // Not cleaned: an address that needs cleaning is refused.
    let Some(value) = reader.value(NAME) else {
        reader.fault_code(NAME, Code::Required);
        return None;
    };
    let Some(text) = value.as_str() else {
        reader.fault_code(NAME, Code::Type);
        return None;
    };
    let (code, detail) = match destination::fit(text, policy) {
        Ok(url) => return Some(url),
        Err(Unfit::Malformed) => (
            FieldCode::InvalidUrl,
            "url must be an absolute https address in plain spelling, such as https://app.example/events.",
        ),
        Err(Unfit::Extras) => {
            (FieldCode::InvalidUrl, "url must not have a user name, a password or a fragment.")
        }
        Err(Unfit::Insecure) => (FieldCode::InsecureUrl, "url must begin with https://."),
        Err(Unfit::Private) => (FieldCode::PrivateUrl, "url must be an address on the public internet."),
        Err(Unfit::Port) => {
            let ports: Vec<String> = policy.ports.iter().map(u16::to_string).collect();
            let detail = format!("url must have one of these ports: {}.", ports.join(", "));
            reader.fault(NAME, FieldCode::PortNotAllowed, detail);
            return None;
        }
    };
    reader.fault(NAME, code, detail);
    None
}

fn events(reader: &Reader<'_>) -> Vec<Event> {
    const NAME: &str = "events";
    let Some(given) = reader.array(NAME) else {
        if reader.value(NAME).is_none() {
            reader.fault(NAME, FieldCode::Required, there_are());
        }
        return Vec::new();
    };
    if given.is_empty() {
        reader.fault(NAME, FieldCode::Required, there_are());
    }
    let mut events = Vec::new();
    for (at, word) in given.iter().enumerate() {
        match word.as_str().and_then(Event::notifiable) {
            Some(event) if events.contains(&event) => {}
            Some(event) => events.push(event),
            None => reader.fault_at(NAME, at, FieldCode::UnknownEvent, there_are()),
        }
    }
    events
}

/// Which events there are. What was sent is not repeated: the pointer shows it.
fn there_are() -> String {
    let known =
        Event::ALL.iter().map(|event| event.as_str()).filter(|word| Event::notifiable(word).is_some());
    format!("events must name events that there are: {}.", known.collect::<Vec<_>>().join(", "))
}

fn headers(reader: &Reader<'_>) -> Headers {
    const NAME: &str = "headers";
    let Some(inner) = reader.object(NAME) else { return Headers::default() };
    if inner.members().len() > MOST_HEADERS {
        reader.fault(NAME, FieldCode::TooMany, format!("headers must be {MOST_HEADERS} or fewer."));
        return Headers::default();
    }
    let mut headers = BTreeMap::new();
    for (name, value) in inner.members() {
        let Some(value) = value.as_str() else {
            inner.fault_named(name, FieldCode::Type, "A header's value must be a JSON string, in quotes.");
            continue;
        };
        let (code, detail) = match fit_header(name, value) {
            Ok(()) if headers.keys().any(|known: &String| known.eq_ignore_ascii_case(name)) => {
                (FieldCode::Repeated, "A header must be given once.")
            }
            Ok(()) => {
                headers.insert(name.clone(), value.to_owned());
                continue;
            }
            Err(UnfitHeader::Name) => (
                FieldCode::InvalidHeader,
                "This is no header's name: letters, digits and dashes, such as X-Tenant.",
            ),
            Err(UnfitHeader::Ours) => (
                FieldCode::ReservedHeader,
                "This header belongs to the letter or the connection: leave it out.",
            ),
            Err(UnfitHeader::Value) => {
                (FieldCode::InvalidHeader, "A header's value must be 2000 visible ASCII characters or fewer.")
            }
        };
        inner.fault_named(name, code, detail);
    }
    Headers(headers)
}
