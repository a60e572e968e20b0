//! Previews of a form: each of its pages in each state and language, drawn by the same views as a person's, with
//! made-up answers and a mark. Nothing is read of a session and nothing is written: posts only lead on.

mod names;
mod parts;
mod sample;
mod state;
mod verify;

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;

use self::sample::Sample;
use self::state::PageState;
use super::extract::PathParams;
use super::form::read_form;
use super::language;
use super::owner::{clock_of, frame};
use super::response::{PageResult, nothing_here, page, redirect};
use super::view::{self, PreviewPage, PreviewPages, Switch};
use crate::actions::preview::{self, Previewed};
use crate::app::App;
use crate::domain::language::Language;
use crate::http::VisitorLanguage;

/// The paths of a preview.
pub const ROUTES: [&str; 3] =
    ["/preview/{token}", "/preview/{token}/{language}/{page}", "/preview/{token}/{language}/{page}/shown"];

/// Lists all pages.
pub async fn index(
    State(app): State<App>,
    PathParams(token): PathParams<String>,
    visitor: VisitorLanguage,
) -> PageResult {
    let shown = preview::open(&app, &token).await?;
    let offer = language::offer(&shown.form);
    let language = offer.negotiate(&visitor.wishes(None, None));
    let base = format!("/preview/{token}");
    let pages = |language: Language| {
        let sample = Sample::new(&app, &shown, language);
        let address = |state: PageState| format!("{base}/{language}/{}", state.path());
        let pages = PageState::all(&shown.form).into_iter().filter(|state| state.exists(&sample));
        pages.map(|state| (address(state), state.name(&sample))).collect()
    };
    let languages = offer.languages.iter();
    let list = PreviewPage {
        languages: languages
            .map(|language| PreviewPages { language: *language, pages: pages(*language) })
            .collect(),
        until: shown.until,
        utc_offset: clock_of(&shown.source),
    };
    let frame = view::Frame { preview: Some(&base), ..frame(&shown.source, &shown.form, language, None) };
    page(StatusCode::OK, view::preview(frame, &list), None)
}

/// Shows a page in one of its states.
pub async fn show(
    State(app): State<App>,
    PathParams((token, language, name)): PathParams<(String, String, String)>,
) -> PageResult {
    let (shown, language, state) = address_of(&app, &token, &language, &name).await?;
    let (all, base) = (format!("/preview/{token}"), format!("/preview/{token}/{language}"));
    let switch = Switch {
        languages: language::offer(&shown.form).languages.to_vec(),
        action: format!("{base}/{name}"),
        token: String::new(),
    };
    let sample = Sample::new(&app, &shown, language);
    let frame =
        view::Frame { preview: Some(&all), ..frame(&shown.source, &shown.form, language, Some(&switch)) };
    page(StatusCode::OK, state.draw(&sample, frame, &base), None)
}

/// Shows what is covered on the page of checks.
pub async fn uncover(PathParams((token, language, _)): PathParams<(String, String, String)>) -> PageResult {
    redirect(&format!("/preview/{token}/{language}/{}", PageState::CheckShown.path()))
}

/// Leads on as the page would; what is typed is not looked at.
pub async fn lead_on(
    State(app): State<App>,
    PathParams((token, language, name)): PathParams<(String, String, String)>,
    request: Request,
) -> PageResult {
    let form = read_form(request).await?;
    let (shown, mut language, state) = address_of(&app, &token, &language, &name).await?;
    let chosen = Language::parse(form.get("locale")).filter(|chosen| shown.form.locales.contains(chosen));
    let next = if let Some(chosen) = chosen {
        language = chosen;
        Some(state)
    } else {
        // The button for another page of the same form has another name.
        let word = if form.get("action").is_empty() { form.get("change") } else { form.get("action") };
        state.next(&shown.form, word)
    };
    match next {
        Some(next) => redirect(&format!("/preview/{token}/{language}/{}", next.path())),
        None => redirect(&format!("/preview/{token}")),
    }
}

async fn address_of(
    app: &App,
    token: &str,
    language: &str,
    name: &str,
) -> Result<(Previewed, Language, PageState), super::response::PageError> {
    let shown = preview::open(app, token).await?;
    let language = Language::parse(language).filter(|language| shown.form.locales.contains(language));
    let state = PageState::all(&Arc::clone(&shown.form)).into_iter().find(|state| state.path() == name);
    let (language, state) = language.zip(state).ok_or_else(nothing_here)?;
    Ok((shown, language, state))
}
