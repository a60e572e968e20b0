//! The end of the journey: check, finish, or leave.

use axum::http::StatusCode;

use super::access::PageName;
use super::csrf;
use super::owner::{SignupOwner, done, next_page, redirect_to_tenant};
use super::pause;
use super::payment;
use super::response::{PageResult, page, redirect};
use super::view::{self, CancelPage, CheckPage, Notice, TakenPage, TickBox, TickFault};
use crate::actions::signup::person::{self, Checked, Finish, Latest, Ticked};
use crate::app::App;
use crate::domain::form::Purpose;
use crate::domain::funnel::{CHECK, Counted};
use crate::domain::profile::form_input::FormInput;
use crate::domain::profile::validation::Code;
use crate::domain::profile::{Section, phone, typo};
use crate::domain::signup::consent::{ConsentText, Told};
use crate::domain::signup::journey::Stop;
use crate::error;
use crate::http::ProblemCode;

/// What of the page is not always the same.
#[derive(Default, Clone, Copy)]
struct Shown<'a> {
    notice: Option<Notice>,
    uncovered: bool,
    /// The boxes as they were posted, where that is not what is saved.
    posted: Option<&'a FormInput>,
    /// Whether a box that must be ticked and is not is told of.
    refused: bool,
}

/// Shows all answers, once every step is answered.
pub fn show(app: &App, owner: &SignupOwner) -> PageResult {
    if owner.latest.signup.journey().next() == Stop::Check {
        owner.count(app, CHECK, Counted::Shown);
    }
    shown(owner, StatusCode::OK, &Shown::default())
}

/// The same with the answers that are covered else.
pub fn uncovered(owner: &SignupOwner) -> PageResult {
    shown(owner, StatusCode::OK, &Shown { uncovered: true, ..Shown::default() })
}

fn shown(owner: &SignupOwner, status: StatusCode, shown: &Shown<'_>) -> PageResult {
    let journey = owner.latest.signup.journey();
    if journey.next() != Stop::Check {
        return redirect(&next_page(&owner.latest.signup));
    }
    let (answers, revision) = (owner.latest.answers(), owner.latest.revision());
    let own = answers.get("mobile").is_some() && answers.get("mobile") == answers.get("nextOfKinNumber");
    let meant = answers.get("email").and_then(typo::probably_meant);
    let check = CheckPage {
        base: &owner.base(),
        form: &owner.latest.signup.details.form,
        journey: &journey,
        answers: &answers,
        invitation: &owner.latest.signup.details.invitation,
        disputed: &owner.latest.signup.state.disputed,
        uncovered: shown.uncovered,
        revision,
        token: owner.token(),
        own_number_as_next_of_kin: own,
        email_meant: meant.as_deref(),
        pays: owner.latest.signup.details.invitation.payment_url.is_some(),
        notice: shown.notice,
        unsent: owner.latest.unsent(),
        boxes: &boxes(owner, shown),
    };
    page(status, view::check(owner.frame(), &check), owner.finish_targets().as_deref())
}

/// The boxes of the page. One is ticked where the person ticked it, also beside the text of another language; not where
/// the tenant has another text by now.
fn boxes<'a>(owner: &'a SignupOwner, shown: &Shown<'_>) -> Vec<TickBox<'a>> {
    let signup = &owner.latest.signup;
    let tick = |purpose: Purpose| {
        let name = purpose.as_str();
        let version = match shown.posted {
            Some(posted) => posted.get(name),
            None => signup.state.agreements.version(name).unwrap_or_default(),
        };
        let is_ticked = owner.texts.find(name, version).is_some();
        let unticked = shown.refused && purpose.is_needed() && !is_ticked;
        let fault = match version {
            "" => unticked.then_some(TickFault::Unticked),
            _ => (!is_ticked).then_some(TickFault::Changed),
        };
        Some(TickBox { text: owner.texts.text(purpose, owner.language)?, is_ticked, fault })
    };
    signup.details.form.agreements().filter_map(tick).collect()
}

/// The texts whose boxes were ticked on a posted page; nothing where one is no longer what it was.
fn ticked<'a>(owner: &'a SignupOwner, form: &FormInput) -> Option<Vec<ConsentText<'a>>> {
    let posted = owner.latest.signup.details.form.agreements().map(Purpose::as_str);
    posted
        .filter(|purpose| !form.get(purpose).is_empty())
        .map(|purpose| owner.texts.find(purpose, form.get(purpose)))
        .collect()
}

/// Where a button of the page leads that does not finish, if it is one.
fn elsewhere(owner: &SignupOwner, form: &FormInput) -> Option<String> {
    let page = match (form.get("action"), form.get("change")) {
        ("back", _) => owner.latest.signup.journey().last().map_or("check", Section::as_str).to_owned(),
        ("pause", _) => PageName::Pause.as_str().to_owned(),
        ("cancel", _) => PageName::Cancel.as_str().to_owned(),
        (_, "") => return None,
        (_, change) => match change.split(['?', '/']).next().and_then(Section::parse) {
            Some(section) if change.ends_with("/shown") => format!("{section}/shown"),
            Some(section) => format!("{section}?return=check"),
            None => PageName::Check.as_str().to_owned(),
        },
    };
    Some(format!("{}/{page}", owner.base()))
}

/// Keeps the boxes as they are on a page that is left, and says what of the session to go on with; another answer where
/// it cannot be left so.
pub async fn keep_ticks(app: &App, owner: &SignupOwner, form: &FormInput) -> Result<Latest, PageResult> {
    // A page without boxes has nothing to keep.
    if owner.latest.signup.details.form.agreements().next().is_none() {
        return Ok(owner.latest.clone());
    }
    let Some(ticked) = ticked(owner, form) else {
        return Err(refused(owner, Shown { posted: Some(form), ..Shown::default() }));
    };
    match person::tick(app, owner.source.id, owner.latest.clone(), &ticked, None).await {
        Ok(Ticked::Kept(latest)) => Ok(*latest),
        Ok(Ticked::Ended(ended)) => Err(redirect(&done(ended.details.id))),
        Err(error) => Err(Err(error.into())),
    }
}

/// Keeps the boxes as the page's script sends them, and says how that went as for a step.
pub async fn keep_typed(app: &App, owner: &SignupOwner, form: &FormInput) -> error::Result<StatusCode> {
    if owner.latest.signup.is_fixed() {
        return Ok(StatusCode::GONE);
    }
    let Some(ticked) = ticked(owner, form) else { return Ok(StatusCode::CONFLICT) };
    let page = csrf::page_of(form.get("token")).to_owned();
    let told = Told { page, order: form.get("order").parse().unwrap_or_default() };
    Ok(match person::tick(app, owner.source.id, owner.latest.clone(), &ticked, Some(&told)).await? {
        Ticked::Kept(_) => StatusCode::NO_CONTENT,
        Ticked::Ended(_) => StatusCode::GONE,
    })
}

/// The page with what it could not be left with.
fn refused(owner: &SignupOwner, what: Shown<'_>) -> PageResult {
    shown(owner, StatusCode::UNPROCESSABLE_ENTITY, &what)
}

/// Finishes, or goes back to the tenant without having signed up, or leads elsewhere with the boxes as they are.
pub async fn post(app: &App, owner: &SignupOwner, form: &FormInput, confirmed: bool) -> PageResult {
    let is_fixed = owner.latest.signup.is_fixed();
    if is_fixed && (!confirmed || form.get("action") == "leave") {
        return redirect(&next_page(&owner.latest.signup));
    }
    if !confirmed {
        let what = Shown { notice: Some(Notice::Unconfirmed), posted: Some(form), ..Shown::default() };
        return shown(owner, StatusCode::FORBIDDEN, &what);
    }
    if form.get("action") == "leave" && !owner.latest.signup.state.refused_mobiles.is_empty() {
        let ended = person::give_up(app, owner.source.id, owner.latest.clone()).await?;
        return redirect_to_tenant(app, &ended);
    }
    if let Some(elsewhere) = elsewhere(owner, form) {
        return match keep_ticks(app, owner, form).await {
            Ok(latest) if form.get("action") == "pause" => pause::make_code(app, owner, latest).await,
            Ok(_) => redirect(&elsewhere),
            Err(answer) => answer,
        };
    }
    finish(app, owner, form).await
}

/// Finishes with the boxes as they are posted; tells why where that cannot be.
async fn finish(app: &App, owner: &SignupOwner, form: &FormInput) -> PageResult {
    let Some(ticked) = ticked(owner, form) else {
        owner.count_refused(app, CHECK, "consents", Code::Changed.as_str());
        return refused(owner, Shown { posted: Some(form), refused: true, ..Shown::default() });
    };
    let checked = Checked { revision: form.get("revision").parse().unwrap_or(-1), ticked: &ticked };
    match person::finish(app, owner.source.id, owner.latest.clone(), checked, &owner.context(app)).await? {
        Finish::Ended(ended) => redirect_to_tenant(app, &ended),
        Finish::Pay(signup) => payment::redirect_to_pay(app, &signup),
        Finish::Incomplete(Stop::Step(section)) => {
            redirect(&format!("{}/{section}?return=check", owner.base()))
        }
        Finish::Incomplete(before) => redirect(&owner.path_of(before)),
        Finish::Changed(latest) => {
            refused(&at(owner, *latest), Shown { notice: Some(Notice::Changed), ..Shown::default() })
        }
        Finish::Unagreed(latest) => {
            owner.count_refused(app, CHECK, Purpose::Terms.as_str(), Code::Required.as_str());
            refused(&at(owner, *latest), Shown { refused: true, ..Shown::default() })
        }
        Finish::Taken { may_correct } => {
            owner.count_refused(app, CHECK, "mobile", ProblemCode::DuplicateMobile.as_str());
            taken(owner, may_correct)
        }
    }
}

/// The same person with what the session is by now.
fn at(owner: &SignupOwner, latest: Latest) -> SignupOwner {
    let (source, language, switch) = (owner.source.clone(), owner.language, owner.switch.clone());
    SignupOwner::new(source, latest, language, switch)
}

fn taken(owner: &SignupOwner, may_correct: bool) -> PageResult {
    let answers = owner.latest.answers();
    let taken = TakenPage {
        number: &answers.get("mobile").map(phone::spaced).unwrap_or_default(),
        base: &owner.base(),
        token: owner.token(),
        // What the tenant locked is not the person's to correct.
        may_correct: may_correct && owner.latest.signup.details.invitation.locked.get("mobile").is_none(),
    };
    page(StatusCode::UNPROCESSABLE_ENTITY, view::taken(owner.frame(), &taken), owner.form_target())
}

/// Asks whether to cancel.
pub fn ask_cancel(owner: &SignupOwner, status: StatusCode) -> PageResult {
    let pays = owner.latest.signup.is_fixed();
    let cancel = CancelPage { base: &owner.base(), token: owner.token(), pays };
    page(status, view::cancel(owner.frame(), &cancel), owner.form_target())
}

/// Cancels.
pub async fn cancel(app: &App, owner: &SignupOwner, confirmed: bool) -> PageResult {
    if !confirmed {
        return ask_cancel(owner, StatusCode::FORBIDDEN);
    }
    let ended = person::cancel(app, owner.source.id, owner.latest.clone()).await?;
    redirect_to_tenant(app, &ended)
}
