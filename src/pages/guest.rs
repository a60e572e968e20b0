//! The person of a session: recognised by the browser's claim, led to the page that is next.

use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode};
use serde::Deserialize;
use tower_sessions::Session;

use super::answer::{Answer, Fault, nothing_here, page, to};
use super::view::{self, Ending, Frame, LostPage, OutcomePage};
use super::{browser, csrf, review, step};
use crate::actions::guest::Holder;
use crate::actions::{ConsentText, access, guest};
use crate::app::App;
use crate::domain::address;
use crate::domain::check::Context;
use crate::domain::ids::SignupId;
use crate::domain::invitation::Invitation;
use crate::domain::profile::Section;
use crate::domain::signup::{AnySignup, Ended, InProgress, Outcome, Signup};
use crate::domain::source::Source;
use crate::domain::typed::Typed;
use crate::http::{self, Refusal};
use crate::text::Words;

/// A person in the middle of a session, in the browser that holds it.
#[derive(Debug)]
pub struct Guest {
    /// The tenant.
    pub source: Source,
    /// The session.
    pub signup: Signup<InProgress>,
    /// By what the browser was recognised.
    pub holder: Holder,
}

/// What a page's address may ask for.
#[derive(Debug, Default, Deserialize)]
pub struct Ask {
    /// `check` when the person came from the check page and goes back there.
    #[serde(rename = "return")]
    pub back_to: Option<String>,
}

/// A page of a session, as its path names it.
enum PageName {
    Step(Section),
    Check,
    Cancel,
    Done,
}

/// Shows a page of a session.
pub async fn show(
    State(app): State<App>,
    session: Session,
    Path((id, name)): Path<(String, String)>,
    Query(ask): Query<Ask>,
) -> Answer {
    let (id, name) = address_of(&id, &name)?;
    let guest = match visit(&app, &session, id, None).await? {
        Visit::Guest(guest) => guest,
        Visit::Ended(source, ended, mine) => {
            return if matches!(name, PageName::Done) {
                outcome(&app, &source, &ended, mine)
            } else {
                to(&done(id))
            };
        }
        Visit::Stranger(answer) => return Ok(answer),
    };
    match name {
        PageName::Step(section) => {
            step::show(&app, &guest, section, ask.back_to.as_deref() == Some("check")).await
        }
        PageName::Check => review::show(&app, &guest, StatusCode::OK, None).await,
        PageName::Cancel => review::ask_cancel(&app, &guest, StatusCode::OK),
        PageName::Done => to(&way_on(&guest.signup)),
    }
}

/// Takes what was posted to a page of a session.
pub async fn post(
    State(app): State<App>,
    session: Session,
    Path((id, name)): Path<(String, String)>,
    headers: HeaderMap,
    request: Request,
) -> Answer {
    let (id, name) = address_of(&id, &name)?;
    let form = read_form(request).await?;
    let posted = if let PageName::Step(section) = name { Some((section, &form)) } else { None };
    let guest = match visit(&app, &session, id, posted).await? {
        Visit::Guest(guest) => guest,
        // A second click on the last button: the same way back to the tenant.
        Visit::Ended(_, ended, true) if matches!(name, PageName::Check | PageName::Cancel) => {
            return home(&ended);
        }
        Visit::Ended(..) => return to(&done(id)),
        Visit::Stranger(answer) => return Ok(answer),
    };
    let confirmed = csrf::holds(&app, &headers, &guest.subject(), form.get("token"));
    match name {
        PageName::Step(section) => {
            step::post(&app, &guest, section, &form, confirmed, csrf::browser_agrees(&app, &headers)).await
        }
        PageName::Check => review::post(&app, &session, &guest, &form, confirmed).await,
        PageName::Cancel => review::cancel(&app, &session, &guest, confirmed).await,
        PageName::Done => to(&way_on(&guest.signup)),
    }
}

/// Who comes to a session's page.
enum Visit {
    /// The person whose session it is.
    Guest(Box<Guest>),
    /// Anyone, after its end; whether it is the browser that held it.
    Ended(Source, Box<Signup<Ended>>, bool),
    /// A browser that does not hold it: what it is told.
    Stranger(axum::response::Response),
}

async fn visit(
    app: &App,
    session: &Session,
    id: SignupId,
    posted: Option<(Section, &Typed)>,
) -> Result<Visit, Fault> {
    let (source, signup) = guest::by_id(app, id).await?;
    let source = access::find_source(app, source).await?;
    let holder = browser::holder(app, session, id).await?;
    match signup {
        AnySignup::InProgress(signup) if holder == Some(signup.state.holder) => {
            let holder = signup.state.holder;
            Ok(Visit::Guest(Box::new(Guest { source, signup, holder })))
        }
        AnySignup::Ended(ended) => {
            let mine = holder.is_some() && holder == ended.state.holder;
            Ok(Visit::Ended(source, Box::new(ended), mine))
        }
        AnySignup::InProgress(_) | AnySignup::Pending(_) => {
            // Nothing of the session is shown, but what this browser typed just now is its own.
            let lost = LostPage { tenant: None, words: Words::of([]), typed: posted };
            Ok(Visit::Stranger(page(StatusCode::UNAUTHORIZED, view::lost(&lost), None)?))
        }
    }
}

impl Guest {
    /// The path under which the session's pages are.
    pub fn base(&self) -> String {
        format!("/s/{}", self.signup.facts.id)
    }

    /// What the session's tokens are made for: this session in this browser.
    pub fn subject(&self) -> Vec<u8> {
        [b"guest/".as_slice(), &self.holder].concat()
    }

    /// A fresh token for a page.
    pub fn token(&self, app: &App) -> String {
        csrf::token(app, &self.subject())
    }

    /// What the page is made with.
    pub fn frame(&self) -> Frame<'_> {
        frame(&self.source, &self.signup.facts.invitation)
    }

    /// The words of the person's language.
    pub fn words(&self) -> &'static Words {
        words(&self.signup.facts.invitation)
    }

    /// What the field checks must know for this person.
    pub fn context(&self, app: &App) -> Context<'static> {
        // Where it is today first, so that nobody born today is born tomorrow.
        let today = (app.now().utc() + time::Duration::hours(14)).date();
        Context { region: self.source.region, today, consent: &self.words().consent().version }
    }

    /// The consent text that this person is shown.
    pub fn consent(&self) -> ConsentText<'static> {
        let words = self.words();
        let consent = words.consent();
        ConsentText {
            purpose: guest::MEDICAL,
            locale: words.locale(),
            version: &consent.version,
            wording: &consent.text,
        }
    }

    /// Where a form may lead that ends the session.
    pub fn form_target(&self) -> String {
        address::form_target(&self.signup.facts.invitation.return_url)
    }
}

/// What a page of this source and session is made with.
pub fn frame<'a>(source: &'a Source, invitation: &Invitation) -> Frame<'a> {
    Frame { tenant: &source.name, words: words(invitation) }
}

fn words(invitation: &Invitation) -> &'static Words {
    Words::of(invitation.locale.as_deref())
}

/// The page that is next: the first step that is not answered, or the check page.
pub fn way_on(signup: &Signup<InProgress>) -> String {
    let next = signup.state.progress.gap().map_or("check", Section::as_str);
    format!("/s/{}/{next}", signup.facts.id)
}

/// The path of a session's outcome.
pub fn done(id: SignupId) -> String {
    format!("/s/{id}/done")
}

/// Back to the tenant, with the outcome.
pub fn home(ended: &Signup<Ended>) -> Answer {
    to(address::with_outcome(&ended.facts.invitation.return_url, &ended.return_parameters()).as_str())
}

/// The page of a session that is over, with the way back for whoever held it.
pub fn outcome(_app: &App, source: &Source, ended: &Signup<Ended>, mine: bool) -> Answer {
    let back =
        mine.then(|| address::with_outcome(&ended.facts.invitation.return_url, &ended.return_parameters()));
    let ending = match ended.state.outcome {
        Outcome::Completed { .. } => Ending::Completed,
        Outcome::Cancelled => Ending::Cancelled,
        Outcome::Failed(_) => Ending::Failed,
        Outcome::Expired => Ending::Expired,
    };
    let outcome = OutcomePage { ending, return_url: back.as_ref().map(url::Url::as_str) };
    page(StatusCode::OK, view::outcome(frame(source, &ended.facts.invitation), &outcome), None)
}

/// Reads a form post. Bytes that are no UTF-8 become U+FFFD, which no field accepts, so that the
/// person sees at which field it happened.
pub async fn read_form(request: Request) -> Result<Typed, Refusal> {
    let media =
        request.headers().get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let fits = media
        .split(';')
        .next()
        .is_some_and(|media| media.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded"));
    let body = http::read_body(request).await?;
    if !fits {
        return Err(Refusal::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "unsupported_media_type",
            "Send the form of the page.",
        ));
    }
    Ok(Typed::new(url::form_urlencoded::parse(&body).into_owned()))
}

fn address_of(id: &str, name: &str) -> Result<(SignupId, PageName), Refusal> {
    let id = id.parse().map_err(|_| nothing_here())?;
    let name = match name {
        "check" => PageName::Check,
        "cancel" => PageName::Cancel,
        "done" => PageName::Done,
        name => PageName::Step(Section::from_word(name).ok_or_else(nothing_here)?),
    };
    Ok((id, name))
}
