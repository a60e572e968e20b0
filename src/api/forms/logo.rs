//! The logo of a form: a picture as the body.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request, State};
use axum::http::header;
use axum::response::Response;

use super::answer;
use crate::actions::form;
use crate::api::etag::{IfMatch, tagged};
use crate::api::extract::Caller;
use crate::api::problem::Problem;
use crate::app::App;
use crate::domain::form::logo::{Fault, LONGEST_SIDE, MOST_BYTES, MediaType};
use crate::domain::tenant::source::Source;
use crate::http::{self, BodyLimit, ProblemCode, Rejection};

/// How large a picture may be.
pub const LIMIT: BodyLimit = BodyLimit {
    path: "/panic-api/v2/signup-form/logo",
    bytes: MOST_BYTES,
    refusal: Rejection::new(
        ProblemCode::BodyTooLarge,
        "The picture is larger than 256 KiB: send a smaller one.",
    ),
};

/// A tenant's request with a picture.
#[derive(Debug)]
pub struct PictureBody {
    source: Source,
    media: MediaType,
    file: Bytes,
}

impl FromRequest<App> for PictureBody {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let Caller { source, .. } = Caller::from_request_parts(&mut parts, app).await?;
        let said = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let essence = said.and_then(|media| media.split(';').next()).unwrap_or_default();
        let media = MediaType::parse(&essence.trim().to_ascii_lowercase());
        let file = http::read_body(Request::from_parts(parts, body)).await?;
        let media = media.ok_or_else(|| {
            Problem::new(
                ProblemCode::UnsupportedMediaType,
                "Send a PNG, JPEG or WebP picture, and say which: Content-Type: image/png, image/jpeg or image/webp.",
            )
        })?;
        Ok(Self { source, media, file })
    }
}

/// Makes a picture the logo, in the version of the form that `If-Match` names; open sessions keep theirs.
pub async fn set(State(app): State<App>, condition: IfMatch, sent: PictureBody) -> Result<Response, Problem> {
    let picture = form::fit_logo(Some(sent.media), sent.file).await?.map_err(refused)?;
    let allows = |version| condition.allows(version);
    let form = form::set_logo(&app, sent.source.id, Some(&picture), allows).await?;
    Ok(tagged(form.version, &answer("Logo set.", &form, &app)))
}

/// Removes the logo, in the version of the form that `If-Match` names; open sessions keep theirs.
pub async fn remove(State(app): State<App>, condition: IfMatch, caller: Caller) -> Result<Response, Problem> {
    let form = form::set_logo(&app, caller.source.id, None, |version| condition.allows(version)).await?;
    Ok(tagged(form.version, &answer("Logo removed.", &form, &app)))
}

/// What is wrong with a picture, and what to do.
pub fn refused(fault: Fault) -> Problem {
    Problem::new(ProblemCode::InvalidPicture, words(fault))
}

/// The same in a sentence.
#[must_use]
pub fn words(fault: Fault) -> String {
    match fault {
        Fault::Unknown => "This is no PNG, JPEG or WebP picture: save it as one of these.".to_owned(),
        Fault::Other(media) => format!("This is {media}, not what Content-Type says: say what it is."),
        Fault::TooLarge => {
            format!("The picture is too large: make it at most {LONGEST_SIDE} pixels wide and high.")
        }
        Fault::Animated => "The picture moves: send one that stands still.".to_owned(),
        Fault::Broken => "The picture is broken or ends early: save it anew and send all of it.".to_owned(),
    }
}
