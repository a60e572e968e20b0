//! The language of a page: decided here for every page, also where no session is known.

use axum::response::Response;

use super::{RECOGNISED, cookie};
use crate::app::App;
use crate::domain::language::{Language, Offer};
use crate::domain::signup::SignupState;
use crate::domain::tenant::source::Source;
use crate::http::VisitorLanguage;

/// The languages that the pages of a source's people may be in.
pub fn offer(_: &Source) -> Offer<'static> {
    Offer { languages: &[Language::English], default: Language::English }
}

/// The language of a session's page. To the browser that holds the session (`mine`) it is the session's, on any
/// device alike; any other may have chosen one of its own.
pub fn of_session(visitor: &VisitorLanguage, source: &Source, signup: &SignupState, mine: bool) -> Language {
    let (here, session) = (visitor.chosen, signup.language());
    let chosen = if mine { session.or(here) } else { here.or(session) };
    offer(source).negotiate(&visitor.wishes(chosen, signup.details().invitation.locale.as_deref()))
}

/// Has the browser remember a language, for pages that know no session.
pub fn remember(app: &App, response: Response, language: Language) -> Response {
    cookie::set_cookie(app, response, VisitorLanguage::COOKIE, language.as_str(), Some(RECOGNISED))
}

/// The language of a page that belongs to no session: of those that a native reader has read, and the one that
/// the person chose, where a source offered it.
pub fn of_nobody(visitor: &VisitorLanguage) -> Language {
    let known = |language: &Language| language.is_read() || visitor.chosen == Some(*language);
    let languages: Vec<Language> = Language::ALL.iter().copied().filter(known).collect();
    let offer = Offer { languages: &languages, default: Language::English };
    offer.negotiate(&visitor.wishes(visitor.chosen, None))
}
