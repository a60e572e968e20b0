//! The language of a page: decided here for every page, also where no session is known.

use axum::response::Response;

use super::{RECOGNISED, cookie};
use crate::app::App;
use crate::domain::form::Form;
use crate::domain::language::{Language, Offer};
use crate::domain::profile::form_input::FormInput;
use crate::domain::signup::SignupState;
use crate::http::{ProblemCode, Rejection, VisitorLanguage};

/// The languages that the pages of this form may be in.
pub fn offer(form: &Form) -> Offer<'_> {
    Offer { languages: &form.locales, default: form.default_locale }
}

/// The language of a session's page. To the browser that holds the session (`mine`) it is the session's, on any
/// device alike; any other may have chosen one of its own.
pub fn of_session(visitor: &VisitorLanguage, signup: &SignupState, mine: bool) -> Language {
    let (here, session, details) = (visitor.chosen, signup.language(), signup.details());
    let chosen = if mine { session.or(here) } else { here.or(session) };
    offer(&details.form).negotiate(&visitor.wishes(chosen, details.invitation.locale.as_deref()))
}

/// The language that a form of ours names, which must be one on offer.
pub fn chosen(posted: &FormInput, form: &Form) -> Result<Language, Rejection> {
    let named = Language::parse(posted.get("locale"));
    let refused = || Rejection::new(ProblemCode::InvalidRequest, "Choose one of the languages of the page.");
    named.filter(|language| offer(form).languages.contains(language)).ok_or_else(refused)
}

/// Has the browser remember a language, unless pages that know no session are in it anyway.
pub fn remember(app: &App, response: Response, visitor: &VisitorLanguage, language: Language) -> Response {
    if of_nobody(visitor) == language {
        return response;
    }
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
