//! The link: a start page that changes nothing, and Start, which claims the session.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use time::{Duration, UtcOffset};
use tower_sessions::Session;

use super::answer::{Answer, page, to};
use super::asked::Named;
use super::form::read_form;
use super::guest::{frame, outcome, way_on};
use super::{browser, csrf, view};
use crate::actions::{access, guest};
use crate::app::App;
use crate::domain::signup::AnySignup;
use crate::domain::source::Source;
use crate::vault::secret;

/// Shows who invites, what will be asked, how long it takes and until when. Changes nothing,
/// however often and by whatever it is opened.
pub async fn show(State(app): State<App>, session: Session, Named(link): Named<String>) -> Answer {
    let (source, signup) = open(&app, &link).await?;
    match &signup {
        AnySignup::Ended(ended) => outcome(&source, ended, true),
        AnySignup::InProgress(started) => {
            let mine = browser::holder(&app, &session, started.facts.id).await? == Some(started.state.holder);
            if mine { to(&way_on(started)) } else { entry_page(&app, &source, &link, &signup) }
        }
        AnySignup::Pending(_) => entry_page(&app, &source, &link, &signup),
    }
}

/// Claims the session for this browser, then leads on to a path without the secret.
pub async fn start(
    State(app): State<App>,
    session: Session,
    Named(link): Named<String>,
    headers: HeaderMap,
    request: Request,
) -> Answer {
    let (source, signup) = open(&app, &link).await?;
    let form = read_form(request).await?;
    let id = signup.facts().id;
    let claim = form.get("claim");
    if !csrf::holds(&app, &headers, &subject(&link, claim), form.get("token")) {
        // Nothing was typed that could be lost: the page again, with a fresh token.
        let mut again = entry_page(&app, &source, &link, &signup)?;
        *again.status_mut() = StatusCode::FORBIDDEN;
        return Ok(again);
    }
    let holder = browser::print(&app, id, claim);
    match guest::start(&app, source.id, id, holder, form.get("restart") == "yes").await? {
        guest::Start::Ended(ended) => outcome(&source, &ended, true),
        guest::Start::Elsewhere(started) => entry_page(&app, &source, &link, &AnySignup::InProgress(started)),
        guest::Start::Mine(started) => {
            browser::remember(&session, id, claim).await?;
            to(&way_on(&started))
        }
    }
}

async fn open(app: &App, link: &str) -> crate::error::Result<(Source, AnySignup)> {
    let (source, signup) = guest::by_link(app, link).await?;
    Ok((access::open(source)?, signup))
}

/// The start page; or, when another browser has started, the page that says so.
fn entry_page(app: &App, source: &Source, link: &str, signup: &AnySignup) -> Answer {
    let claim = secret();
    let token = csrf::token(app, &subject(link, claim.reveal()));
    let facts = signup.facts();
    let start = view::StartPage {
        expires_at: facts.expires_at,
        utc_offset: clock_of(source),
        token: &token,
        claim: claim.reveal(),
        prefilled_by_tenant: !facts.invitation.given.is_empty(),
    };
    let frame = frame(source, &facts.invitation);
    match signup {
        AnySignup::InProgress(_) => page(StatusCode::OK, view::elsewhere(frame, &start), None),
        AnySignup::Pending(_) | AnySignup::Ended(_) => page(StatusCode::OK, view::start(frame, &start), None),
    }
}

/// A claim is only good with the link that its page was opened by.
fn subject(link: &str, claim: &str) -> Vec<u8> {
    format!("start/{link}/{claim}").into_bytes()
}

/// The clock that people of the source read: that of its region where it has one, else UTC.
fn clock_of(source: &Source) -> UtcOffset {
    const SOUTHERN_AFRICA: Duration = Duration::hours(2);
    let home = crate::domain::phone::Region::from_code(crate::domain::source::DEFAULT_REGION);
    if Some(source.region) == home {
        UtcOffset::from_whole_seconds(i32::try_from(SOUTHERN_AFRICA.whole_seconds()).unwrap_or_default())
            .unwrap_or(UtcOffset::UTC)
    } else {
        UtcOffset::UTC
    }
}
