//! This device forgets a signup: what others may use is left without a way in.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use tower_sessions::Session;
use tower_sessions::cookie::time::Duration;

use super::access::{PageName, address_of};
use super::extract::PathParams;
use super::form::read_form;
use super::owner::{done, frame, subject};
use super::response::{PageResult, page, redirect};
use super::{cookie, csrf, language, presession, view};
use crate::actions::signup::person;
use crate::app::App;
use crate::domain::signup::filter::StepFilter;
use crate::http::VisitorLanguage;

/// Has the browser drop what it keeps of our pages, in its memory too (W3C Clear Site Data). Not all cookies: that
/// would be those of every host of the same domain.
const DROP_PAGES: (HeaderName, HeaderValue) =
    (HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\""));

/// Says that this device is cleared; to the browser that holds the session, where that stands.
pub async fn show(
    State(app): State<App>,
    session: Session,
    PathParams(id): PathParams<String>,
    visitor: VisitorLanguage,
) -> PageResult {
    let (id, _) = address_of(&id, PageName::Done.as_str())?;
    let loaded = person::load(&app, id, session.id(), StepFilter::None).await?;
    let known = cookie::fingerprint(&app, loaded.browser?.as_ref(), id);
    if known.is_some() && known == loaded.signup.owner() {
        return redirect(&done(id));
    }
    let language = language::of_session(&visitor, &loaded.signup, false);
    let frame = frame(&loaded.source, &loaded.signup.details().form, language, None);
    page(StatusCode::OK, view::cleared(frame), None)
}

/// Forgets that this browser holds the session. What was typed stays with the session until that is over.
pub async fn clear(
    State(app): State<App>,
    session: Session,
    PathParams(id): PathParams<String>,
    headers: HeaderMap,
    request: Request,
) -> PageResult {
    let (id, _) = address_of(&id, PageName::Done.as_str())?;
    let form = read_form(request).await?;
    let loaded = person::load(&app, id, session.id(), StepFilter::None).await?;
    let known = cookie::fingerprint(&app, loaded.browser?.as_ref(), id);
    if let Some(owner) = known.filter(|known| Some(*known) == loaded.signup.owner()) {
        if !csrf::holds(&app, &headers, &subject(owner), form.get("token")) {
            return redirect(&done(id));
        }
        cookie::forget(&session, id).await?;
    }
    let mut response = cookie::forget_pages(&app, redirect(&format!("/s/{id}/clear"))?);
    for name in [presession::NAME, VisitorLanguage::COOKIE] {
        response = cookie::set_cookie(&app, response, name, "", Some(Duration::ZERO));
    }
    let (name, value) = DROP_PAGES;
    response.headers_mut().insert(name, value);
    Ok(response)
}
