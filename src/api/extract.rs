//! Who calls, and what: extractors that are proofs.

use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use serde_json::{Map, Value};

use super::field_code::FieldCode;
use super::json::{self, Unreadable};
use super::problem::Problem;
use super::query::Query;
use crate::actions::access::{self, VerifiedToken};
use crate::actions::idempotency;
use crate::app::App;
use crate::cause::{self, Who};
use crate::domain::profile::date::NoMonthNames;
use crate::domain::profile::validation::{Context, NoTexts, latest_today};
use crate::domain::tenant::source::Source;
use crate::error::Error;
use crate::http::{self, ProblemCode};

/// The longest idempotency key, in characters (contract, section 2).
const LONGEST_KEY: usize = 255;

/// A tenant whose token was checked, and what its query says.
#[derive(Debug)]
pub struct Caller {
    /// The tenant.
    pub source: Source,
    /// The query, which has nothing but what the call reads.
    pub query: Query,
}

impl Caller {
    /// What the field checks must know for this tenant.
    pub fn context(&self, app: &App) -> Context<'static> {
        Context {
            region: self.source.region,
            today: latest_today(app.now()),
            consent: "",
            months: &NoMonthNames,
            texts: &NoTexts,
        }
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let token = verified(parts, app)?;
        let source = access::source_of_token(app, &token).await.map_err(refused)?;
        // Whoever has no token learns nothing about parameters.
        Ok(Self { source, query: Query::of(parts)? })
    }
}

/// Somebody whose token was checked, for a call without parameters that reads the source together with what is
/// asked for: the action has to find that the token [admits](VerifiedToken::admits) it.
#[derive(Debug)]
pub struct Bearer(pub VerifiedToken);

impl FromRequestParts<App> for Bearer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let token = verified(parts, app)?;
        if let Err(problem) = Query::of(parts) {
            access::source_of_token(app, &token).await.map_err(refused)?;
            return Err(problem);
        }
        Ok(Self(token))
    }
}

fn verified(parts: &Parts, app: &App) -> Result<VerifiedToken, Problem> {
    let token = access::verify_token(app, bearer(&parts.headers)?).map_err(refused)?;
    cause::is(|| Who::Tenant(token.client_id().to_owned()));
    Ok(token)
}

/// What whoever sent a token is told of the error that it has led to.
pub fn refused(error: Error) -> Problem {
    match error {
        Error::Unauthorised => Problem::unauthorised(
            "The access token is not good, or no longer. Take a new one from the token address.",
            "Bearer error=\"invalid_token\"",
        ),
        other => other.into(),
    }
}

fn bearer(headers: &HeaderMap) -> Result<&str, Problem> {
    let missing = || Problem::unauthorised("Send an access token: Authorization: Bearer TOKEN.", "Bearer");
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let (first, second) = (values.next(), values.next());
    let value =
        first.filter(|_| second.is_none()).and_then(|value| value.to_str().ok()).ok_or_else(missing)?;
    let (scheme, token) = value.split_once(' ').ok_or_else(missing)?;
    if scheme.eq_ignore_ascii_case("bearer") { Ok(token.trim()) } else { Err(missing()) }
}

/// The id in a path; what is no text is nobody's.
#[derive(Debug)]
pub struct PathId(pub String);

impl FromRequestParts<App> for PathId {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let path = Path::<String>::from_request_parts(parts, app).await;
        path.map(|Path(id)| Self(id)).map_err(|_| Error::NotFound.into())
    }
}

/// An id and a word behind it in a path; what is no text is nobody's.
#[derive(Debug)]
pub struct PathIdAndWord(pub String, pub String);

impl FromRequestParts<App> for PathIdAndWord {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let path = Path::<(String, String)>::from_request_parts(parts, app).await;
        path.map(|Path((id, word))| Self(id, word)).map_err(|_| Error::NotFound.into())
    }
}

/// A tenant's request that creates something without saying more; a body says nothing.
#[derive(Debug)]
pub struct NoBody {
    /// Who sent it.
    pub caller: Caller,
    /// What makes it the same request when it comes again.
    pub request: idempotency::Request,
}

impl NoBody {
    /// This request, on its way to an action.
    pub fn idempotent<'a>(&'a self, app: &'a App) -> idempotency::IdempotentCall<'a> {
        idempotency::IdempotentCall { app, source: self.caller.source.id, request: &self.request }
    }
}

impl FromRequestParts<App> for NoBody {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let caller = Caller::from_request_parts(parts, app).await?;
        let key = idempotency_key(&parts.headers)?;
        let text = format!("{} {}\n", parts.method, parts.uri.path().trim_end_matches('/'));
        Ok(Self { caller, request: idempotency::Request { key, text } })
    }
}

/// A tenant's request with a JSON object.
#[derive(Debug)]
pub struct JsonBody {
    /// Who sent it, and what makes it the same request when it comes again: its body too.
    pub bare: NoBody,
    /// The object.
    pub object: Map<String, Value>,
    /// Whether unknown members are refused (`Prefer: handling=strict`, RFC 7240).
    pub strict: bool,
}

impl FromRequest<App> for JsonBody {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let mut bare = NoBody::from_request_parts(&mut parts, app).await?;
        let strict = prefers_strict(&parts.headers);
        let (object, text) = read_object(Request::from_parts(parts, body)).await?;
        bare.request.text += &text;
        Ok(Self { bare, object, strict })
    }
}

/// Reads a body that must be a JSON object, with its text.
pub async fn read_object(request: Request) -> Result<(Map<String, Value>, String), Problem> {
    let json = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(is_json);
    let bytes = http::read_body(request).await?;
    // A byte-order mark is no part of the text (RFC 8259, section 8.1, lets a parser ignore it).
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    if !json {
        return Err(Problem::new(
            ProblemCode::UnsupportedMediaType,
            "Send JSON and say so: Content-Type: application/json.",
        ));
    }
    let malformed = |detail: String| Problem::new(ProblemCode::MalformedJson, detail);
    match json::parse(bytes) {
        // A parsed text is UTF-8, so nothing is lost here.
        Ok(Value::Object(object)) => Ok((object, String::from_utf8_lossy(bytes).into_owned())),
        Ok(_) => Err(malformed("The body must be a JSON object.".to_owned())),
        Err(Unreadable::Repeated(name)) => {
            let name: String = name.chars().filter(char::is_ascii_alphanumeric).take(40).collect();
            let detail = format!("The member {name} is given twice in one object: give it once.");
            Err(Problem::wrong(&format!("/{name}"), FieldCode::Repeated, detail))
        }
        Err(Unreadable::TooDeep) => Err(malformed("The body is nested too deeply.".to_owned())),
        Err(Unreadable::TooMany) => Err(Problem::new(
            ProblemCode::TooManyValues,
            format!("The body has more than {} members and elements of arrays.", json::MOST_VALUES),
        )),
        Err(Unreadable::Malformed { line, column }) => {
            Err(malformed(format!("The body is not JSON in UTF-8: see line {line}, column {column}.")))
        }
    }
}

fn is_json(media: &str) -> bool {
    let essence = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}

fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let mut values = headers.get_all("idempotency-key").iter();
    let Some(value) = values.next() else { return Ok(None) };
    let plain = |key: &&str| (1..=LONGEST_KEY).contains(&key.len()) && !key.contains('\t');
    let key = value.to_str().ok().filter(plain).filter(|_| values.next().is_none());
    key.map(|key| Some(key.to_owned())).ok_or_else(|| {
        Problem::new(
            ProblemCode::InvalidIdempotencyKey,
            "Idempotency-Key must be there once, with 1 to 255 visible ASCII characters.",
        )
    })
}

fn prefers_strict(headers: &HeaderMap) -> bool {
    let preferences = headers.get_all("prefer").iter().filter_map(|value| value.to_str().ok());
    preferences
        .flat_map(|value| value.split([',', ';']))
        .any(|preference| preference.trim().replace('"', "").eq_ignore_ascii_case("handling=strict"))
}
