//! Request checks: what every request must look like before a door sees it.

use axum::extract::Request;
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, HOST};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, Uri};

use super::body::{BodyLimit, limited};
use super::gate::TellsItself;
use super::{Limits, ProblemCode, Rejection};
use crate::config::Settings;

const URI_BYTES: usize = 8 * 1024;
const HEADERS: usize = 64;

/// Health checks come from machines that know an address, not our name.
const NAMELESS: [&str; 2] = ["/healthz", "/readyz"];

/// Whether it is a monitor that asks, by what it asks for.
pub(super) fn is_asked_by_monitors(uri: &Uri) -> bool {
    NAMELESS.contains(&uri.path())
}

const URI_TOO_LONG: Rejection =
    Rejection::new(ProblemCode::UriTooLong, "The request's address is longer than 8192 characters.");
const TOO_MANY_HEADERS: Rejection =
    Rejection::new(ProblemCode::TooManyHeaders, "The request has more than 64 headers.");
const ENCODED: Rejection =
    Rejection::new(ProblemCode::EncodedBody, "Send the request's body as it is: without a Content-Encoding.");
const NOT_ONE_HOST: Rejection =
    Rejection::new(ProblemCode::BadHost, "The request must name its host exactly once.");
const FOREIGN_HOST: Rejection =
    Rejection::new(ProblemCode::ForeignHost, "This server does not answer for the host that was asked for.");

/// What requests are measured against.
pub(super) struct RequestChecks {
    hosts: Vec<String>,
    limits: Limits,
}

impl RequestChecks {
    pub(super) fn new(settings: &Settings, limits: Limits) -> Self {
        let ours = settings.public_url.authority().to_owned();
        // The url crate drops the scheme's own port; a proxy may spell it out.
        let port = settings.public_url.port_or_known_default().unwrap_or_default();
        let spelt = format!("{}:{port}", settings.public_url.host_str().unwrap_or_default());
        let hosts = settings.hosts.iter().cloned().chain([ours, spelt]).collect();
        Self { hosts, limits }
    }

    /// Lets a request in, its body limited, or refuses it.
    pub(super) fn admit(&self, request: Request) -> Result<Request, Rejection> {
        // What could not even be read was refused before it came here.
        if let Some(rejection) = request.extensions().get::<Rejection>() {
            return Err(*rejection);
        }
        self.check(&request)?;
        Ok(limited(request, &self.limits))
    }

    fn check(&self, request: &Request) -> Result<(), Rejection> {
        let (uri, headers) = (request.uri(), request.headers());
        if uri.path_and_query().is_some_and(|target| target.as_str().len() > URI_BYTES) {
            return Err(URI_TOO_LONG);
        }
        if headers.len() > HEADERS {
            return Err(TOO_MANY_HEADERS);
        }
        if !is_asked_by_monitors(uri) {
            self.check_host(uri, headers)?;
        }
        if headers.contains_key(CONTENT_ENCODING) {
            return Err(ENCODED);
        }
        // Told before the body is sent, to clients that wait for "100 Continue".
        let length = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok());
        let length = length.and_then(|length| length.parse::<usize>().ok()).unwrap_or(0);
        let limit = BodyLimit::of(uri.path(), &self.limits);
        // A handler that tells such things by itself finds it out as it reads.
        let is_told = request.extensions().get::<TellsItself>().is_some();
        if length > limit.bytes && !is_told { Err(limit.refusal) } else { Ok(()) }
    }

    /// One `Host`, ours, and no other in the request line.
    fn check_host(&self, uri: &Uri, headers: &HeaderMap) -> Result<(), Rejection> {
        let mut named = headers.get_all(HOST).iter();
        let (Some(host), None) = (named.next(), named.next()) else {
            return Err(NOT_ONE_HOST);
        };
        let ours = |host: &str| self.hosts.iter().any(|our| our.eq_ignore_ascii_case(host));
        let line = uri.authority().map(Authority::as_str);
        if host.to_str().is_ok_and(ours) && line.is_none_or(ours) {
            return Ok(());
        }
        // Not the host itself: strangers write it.
        tracing::warn!(
            "421: the host that was asked for is neither that of ENROL_PUBLIC_URL nor one of ENROL_HOSTS; does the \
             proxy pass Host on unchanged, with its port?"
        );
        Err(FOREIGN_HOST)
    }
}
