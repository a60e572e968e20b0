//! Access tokens: AURA's way, and that of RFC 6749.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::body_reader::{BodyReader, FieldErrors};
use super::extract::read_object;
use super::idempotent_response;
use super::problem::Problem;
use super::query::Query;
use super::rate_limit::RateLimit;
use super::responses::{Bearer, OauthToken, Token};
use crate::actions::access;
use crate::app::App;
use crate::domain::profile::validation::Code;
use crate::domain::tenant::rate_limit::RateLimitStatus;
use crate::error::{Error, Result as ActionResult};
use crate::http::{self, ClientAddress, Parameters};

/// `{clientId, clientSecret}` for `{accessToken, tokenType, expiresIn}`.
pub async fn aura(
    State(app): State<App>,
    from: ClientAddress,
    request: Request,
) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    Query::of(&parts)?;
    let (object, _) = read_object(Request::from_parts(parts, body)).await?;
    let (client_id, client_secret) = credentials(&object)?;
    let token = issue(&app, from, &client_id, &client_secret).await?;
    let (access_token, expires_in) = (token.value.reveal(), token.expires_in);
    Ok(idempotent_response::ok(&Token { access_token, token_type: Bearer::Bearer, expires_in }))
}

/// Exchanges credentials for a token, until a client was wrong too often at this address: then not even the right
/// secret is looked at, there, for a while. Right ones are not counted.
async fn issue(
    app: &App,
    from: ClientAddress,
    client_id: &str,
    client_secret: &str,
) -> ActionResult<access::Token> {
    let (failures, key) = (&app.rate_limits.token_failures, (client_id, from));
    failures.check(&key)?;
    let issued = access::issue_token(app, client_id, client_secret).await;
    if matches!(issued, Err(Error::Unauthorised)) {
        failures.count(&key);
    }
    issued
}

fn credentials(object: &Map<String, Value>) -> Result<(String, String), Problem> {
    let errors = FieldErrors::default();
    let reader = BodyReader::new(object, &errors);
    let read = |name| {
        let value = reader.line(name);
        if reader.value(name).is_none() || value.as_deref() == Some("") {
            reader.error_code(name, Code::Required);
        }
        value.unwrap_or_default()
    };
    let credentials = (read("clientId"), read("clientSecret"));
    errors.check()?;
    Ok(credentials)
}

/// Client credentials (RFC 6749, section 4.4), with Basic or body authentication.
pub async fn rfc6749(State(app): State<App>, from: ClientAddress, request: Request) -> Response {
    let basic = request.headers().contains_key(header::AUTHORIZATION);
    match exchange(&app, from, request).await {
        Ok(token) => {
            let (access_token, expires_in) = (token.value.reveal(), token.expires_in);
            idempotent_response::ok(&OauthToken { access_token, token_type: Bearer::Bearer, expires_in })
        }
        Err(refused) => refused.answer(basic),
    }
}

/// The errors of RFC 6749, section 5.2, and ours.
enum Refused {
    InvalidRequest(&'static str),
    InvalidClient,
    UnsupportedGrant,
    /// Too often wrong.
    TooMany(RateLimitStatus),
    Other(Problem),
}

impl Refused {
    fn answer(self, basic: bool) -> Response {
        let body = |error: &str, why: &str| Json(json!({ "error": error, "error_description": why }));
        match self {
            Self::InvalidRequest(why) => {
                (StatusCode::BAD_REQUEST, body("invalid_request", why)).into_response()
            }
            Self::UnsupportedGrant => {
                let why = "grant_type must be client_credentials";
                (StatusCode::BAD_REQUEST, body("unsupported_grant_type", why)).into_response()
            }
            Self::InvalidClient => {
                let challenge = if basic { "Basic realm=\"enrol\", Bearer" } else { "Bearer" };
                let headers = [(header::WWW_AUTHENTICATE, challenge)];
                let why = "the client id or the secret is not known";
                (StatusCode::UNAUTHORIZED, headers, body("invalid_client", why)).into_response()
            }
            Self::TooMany(room) => {
                // The word that is registered for it at this endpoint (RFC 8628, section 3.5).
                let headers = (RateLimit::left(room), [(header::RETRY_AFTER, room.full_in.to_string())]);
                let why = "too many wrong secrets: try again after as many seconds as Retry-After says";
                (StatusCode::TOO_MANY_REQUESTS, headers, body("slow_down", why)).into_response()
            }
            Self::Other(problem) => problem.into_response(),
        }
    }
}

async fn exchange(app: &App, from: ClientAddress, request: Request) -> Result<access::Token, Refused> {
    let from_header = basic(request.headers())?;
    if request.uri().query().is_some() {
        return Err(Refused::InvalidRequest("parameters belong into the body, never into the address"));
    }
    let form = form(request).await?;
    // A parameter without a value is as if it were not there (RFC 6749, section 3.2).
    let get = |name: &str| form.get(name).filter(|value| !value.is_empty());
    match get("grant_type") {
        None => return Err(Refused::InvalidRequest("grant_type is missing")),
        Some("client_credentials") => {}
        Some(_) => return Err(Refused::UnsupportedGrant),
    }
    let (client_id, client_secret) = match (from_header, get("client_id"), get("client_secret")) {
        (Some(_), _, Some(_)) => {
            return Err(Refused::InvalidRequest("authenticate once: by header or in the body"));
        }
        (Some(credentials), _, None) => credentials,
        (None, Some(id), Some(secret)) => (id.to_owned(), secret.to_owned()),
        (None, _, _) => return Err(Refused::InvalidClient),
    };
    issue(app, from, &client_id, &client_secret).await.map_err(|error| match error {
        Error::Unauthorised => Refused::InvalidClient,
        Error::TooMany(room) => Refused::TooMany(room),
        other => Refused::Other(other.into()),
    })
}

/// Reads the form; a parameter that is there twice is an error (RFC 6749, section 3.2).
async fn form(request: Request) -> Result<Parameters, Refused> {
    let media =
        request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let fits =
        media.split(';').next().is_some_and(|media| media.trim() == "application/x-www-form-urlencoded");
    let body = http::read_body(request).await.map_err(|rejection| Refused::Other(rejection.into()))?;
    if !fits {
        return Err(Refused::InvalidRequest("send a form: application/x-www-form-urlencoded"));
    }
    let form = Parameters::parse(&body).map_err(|_| Refused::InvalidRequest("too many parameters"))?;
    if form.any_repeated() { Err(Refused::InvalidRequest("a parameter is there twice")) } else { Ok(form) }
}

/// Credentials by header, each half form-encoded first (RFC 6749, section 2.3.1).
fn basic(headers: &HeaderMap) -> Result<Option<(String, String)>, Refused> {
    let Some(value) = headers.get(header::AUTHORIZATION) else { return Ok(None) };
    let read = || {
        let (scheme, encoded) = value.to_str().ok()?.split_once(' ')?;
        let text = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
        let (id, secret) = text.split_once(':')?;
        let decode = |half: &str| {
            url::form_urlencoded::parse(half.as_bytes()).next().map(|(half, _)| half.into_owned())
        };
        scheme.eq_ignore_ascii_case("basic").then(|| Some((decode(id)?, decode(secret)?)))?
    };
    read().map(Some).ok_or(Refused::InvalidClient)
}
