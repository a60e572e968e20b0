//! A posted form, as it came.

use axum::extract::Request;

use crate::domain::profile::form_input::FormInput;
use crate::http::{self, Parameters, ProblemCode, Rejection};

/// Reads a form post. Bytes that are no UTF-8 become U+FFFD, which no field accepts, so that the
/// person sees at which field it happened.
pub async fn read_form(request: Request) -> Result<FormInput, Rejection> {
    let media =
        request.headers().get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let fits = media
        .split(';')
        .next()
        .is_some_and(|media| media.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded"));
    let body = http::read_body(request).await?;
    if !fits {
        return Err(Rejection::new(ProblemCode::UnsupportedMediaType, "Send the form of the page."));
    }
    let (inputs, repeated) = Parameters::parse(&body)?.into_parts();
    Ok(FormInput::posted(inputs, repeated))
}
