//! The person of a session: recognised by the browser's claim, and what pages for them are made with.

use axum::http::StatusCode;
use time::{Duration, UtcOffset};

use super::access::PageName;
use super::cookie;
use super::response::{PageResult, page, redirect};
use super::view::{self, Clear, Ending, Face, Frame, OutcomePage, Switch, TooLate};
use crate::actions::funnel;
use crate::actions::signup::person::Latest;
use crate::app::App;
use crate::domain::fingerprint::Fingerprint;
use crate::domain::form::Form;
use crate::domain::funnel::{Count, Counted};
use crate::domain::ids::SignupId;
use crate::domain::language::Language;
use crate::domain::profile::form_input::FormInput;
use crate::domain::profile::phone::Region;
use crate::domain::profile::validation::{Context, latest_today};
use crate::domain::profile::{Kind, Section};
use crate::domain::signup::consent::ConsentText;
use crate::domain::signup::flow::Flow;
use crate::domain::signup::journey::Stop;
use crate::domain::signup::return_url::ReturnUrl;
use crate::domain::signup::{Ended, FailureReason, InProgress, Outcome, Signup};
use crate::domain::tenant::source::{DEFAULT_REGION, Source};
use crate::i18n::{AgreementTexts, Catalog, Consent};

/// A person in the middle of a session, in the browser that holds it.
#[derive(Debug)]
pub struct SignupOwner {
    /// The tenant.
    pub source: Source,
    /// The session, with the steps of the page.
    pub latest: Latest,
    /// By what the browser was recognised.
    pub fingerprint: Fingerprint,
    /// The language that the person reads.
    pub language: Language,
    /// What the person is asked to agree to, in that language.
    pub consent: Consent,
    /// What boxes stand beside, in every language.
    pub texts: AgreementTexts,
    /// How another one is chosen on the page.
    pub switch: Switch,
}

impl SignupOwner {
    /// The person of a session in progress, who reads this language.
    pub fn new(source: Source, latest: Latest, language: Language, switch: Switch) -> Self {
        let fingerprint = latest.signup.state.owner;
        let form = &latest.signup.details.form;
        let (consent, texts) = (consent_of(&source, form, language), texts_of(&source, form));
        Self { source, latest, fingerprint, language, consent, texts, switch }
    }

    /// The path under which the session's pages are.
    pub fn base(&self) -> String {
        format!("/s/{}", self.latest.signup.details.id)
    }

    /// The path of a place on the way.
    pub fn path_of(&self, stop: Stop) -> String {
        path_of(self.latest.signup.details.id, stop)
    }

    /// What the session's tokens are made for.
    pub fn subject(&self) -> Vec<u8> {
        subject(self.fingerprint)
    }

    /// The page's token.
    pub fn token(&self) -> &str {
        &self.switch.token
    }

    /// What the page is made with.
    pub fn frame(&self) -> Frame<'_> {
        frame(&self.source, &self.latest.signup.details.form, self.language, Some(&self.switch))
    }

    /// The words of the person's language.
    pub fn catalog(&self) -> &'static Catalog {
        Catalog::of(self.language)
    }

    /// The same person who reads another language from now on.
    pub fn reading(self, language: Language) -> Self {
        let consent = consent_of(&self.source, &self.latest.signup.details.form, language);
        Self { language, consent, ..self }
    }

    /// What the field checks must know for this person.
    pub fn context(&self, app: &App) -> Context<'_> {
        let (region, today) = (self.source.region, latest_today(app.now()));
        Context { region, today, consent: &self.consent.version, months: self.catalog(), texts: &self.texts }
    }

    /// The text that was agreed to on a posted step, where one can be.
    pub fn consent_to(&self, section: Section, typed: &FormInput) -> Option<ConsentText<'_>> {
        let mut asking = section.form_fields().filter_map(|field| Some((field, field.purpose()?)));
        asking.find_map(|(field, purpose)| {
            if field.kind == Kind::Tick {
                return self.texts.find(purpose, typed.get(field.name));
            }
            let Consent { version, text } = &self.consent;
            Some(ConsentText { purpose, locale: self.catalog().locale(), version, wording: text })
        })
    }

    /// Counts something of a step.
    pub fn count(&self, app: &App, step: &'static str, counted: Counted) {
        app.store.counters().add(self.counting(app, step, counted));
    }

    /// Counts that the page of a step is shown.
    pub fn count_shown(&self, app: &App, step: &'static str) {
        self.count(app, step, Counted::Shown);
        app.store.counters().show(self.latest.signup.details.id, step, app.now());
    }

    /// Counts that a step was sent and taken, and how long that took.
    pub fn count_saved(&self, app: &App, step: &'static str) {
        let saved = self.counting(app, step, Counted::Saved);
        app.store.counters().took(self.latest.signup.details.id, &saved, app.now());
        app.store.counters().add(saved);
    }

    /// Counts that a step was sent and refused, for this field and for that reason.
    pub fn count_refused(&self, app: &App, step: &'static str, field: &str, code: &str) {
        let refused = self.counting(app, step, Counted::Refused);
        app.store.counters().add(Count { detail: format!("{field} {code}"), ..refused });
    }

    fn counting(&self, app: &App, step: &'static str, counted: Counted) -> Count {
        funnel::count(self.source.id, &self.latest.signup.details, (step, counted), app.now())
    }

    /// Where a form may lead that ends the session, besides ourselves.
    pub fn form_target(&self) -> Option<&str> {
        self.latest.signup.details.invitation.return_url.as_ref()?.form_target()
    }

    /// Where the last button may lead besides ourselves: back to the tenant, or to where the person pays.
    pub fn finish_targets(&self) -> Option<String> {
        let pays = self.latest.signup.details.invitation.payment_url.as_ref();
        let mut targets: Vec<&str> = pays.and_then(ReturnUrl::form_target).into_iter().collect();
        targets.extend(self.form_target().filter(|back| !targets.contains(back)));
        (!targets.is_empty()).then(|| targets.join(" "))
    }
}

/// What people of a source are asked to agree to.
pub fn consent_of(source: &Source, form: &Form, language: Language) -> Consent {
    Catalog::of(language).consent(Face::of(source, form).short)
}

/// What boxes of a form of a source stand beside.
pub fn texts_of(source: &Source, form: &Form) -> AgreementTexts {
    AgreementTexts::of(Face::of(source, form).short, form)
}

/// What the tokens of a session are made for: this session in the browser of this fingerprint.
pub fn subject(fingerprint: Fingerprint) -> Vec<u8> {
    [b"guest/".as_slice(), fingerprint.as_slice()].concat()
}

/// What a page of this source is made with, for a session that began with this form, in this language.
pub fn frame<'a>(
    source: &'a Source,
    form: &'a Form,
    language: Language,
    switch: Option<&'a Switch>,
) -> Frame<'a> {
    let face = Face::of(source, form);
    Frame { tenant: face.short, face: Some(face), catalog: Catalog::of(language), switch, preview: None }
}

/// The page that is next: the first place where something is left to do; where the payment is awaited, the page that waits
/// for it.
pub fn next_page(signup: &Signup<InProgress>) -> String {
    if signup.is_fixed() {
        return format!("/s/{}/{}", signup.details.id, PageName::Payment.as_str());
    }
    path_of(signup.details.id, signup.journey().next())
}

/// The path of a place on the way.
fn path_of(id: SignupId, stop: Stop) -> String {
    let name = match stop {
        Stop::Step(section) => PageName::Step(section),
        Stop::Verification => PageName::Verify,
        Stop::Check => PageName::Check,
    };
    format!("/s/{id}/{}", name.as_str())
}

/// The path of a session's outcome.
pub fn done(id: SignupId) -> String {
    format!("/s/{id}/done")
}

/// Back to the tenant, with the outcome.
///
/// To an app only by the button of our own page: a redirect that no app follows would leave the person on
/// the page before, which says that they are not signed up. Nor at once past the apps that the person is to be shown.
pub fn redirect_to_tenant(app: &App, ended: &Signup<Ended>) -> PageResult {
    let back = ended.details.invitation.return_url.as_ref().filter(|back| back.is_web() && !downloads(ended));
    let next = match back {
        Some(back) => redirect(&back.with_parameters(&ended.return_parameters())),
        None => redirect(&done(ended.details.id)),
    };
    next.map(|response| cookie::forget_pages(app, response))
}

/// Whether whoever signed up is shown the tenant's apps.
fn downloads(ended: &Signup<Ended>) -> bool {
    let completed = matches!(ended.state.outcome, Outcome::Completed { .. });
    completed && ended.details.invitation.flows.contains(&Flow::Download)
}

/// The page of a session that is over, with the way back for the browser that held it (`mine`), and with what it
/// typed too late; nobody is sent to a source that is disabled.
pub fn outcome(
    source: &Source,
    ended: &Signup<Ended>,
    mine: bool,
    (language, switch): (Language, &Switch),
    late: Option<TooLate<'_>>,
) -> PageResult {
    let back = ended.details.invitation.return_url.as_ref().filter(|_| mine && !source.is_disabled());
    let back = back.map(|back| back.with_parameters(&ended.return_parameters()));
    let refresh = ended.details.invitation.refresh_url.as_ref().filter(|_| !source.is_disabled());
    let refresh = refresh.map(|refresh| refresh.with_parameters(&ended.refresh_parameters()));
    let ending = match ended.state.outcome {
        Outcome::Completed { .. } => Ending::Completed,
        Outcome::Cancelled => Ending::Cancelled,
        Outcome::Failed(Some(FailureReason::PaymentFailed)) => Ending::Unpaid,
        Outcome::Failed(_) => Ending::Failed,
        Outcome::Expired => Ending::Expired,
    };
    let base = format!("/s/{}", ended.details.id);
    let reference = match (&ended.state.outcome, &ended.details.invitation.reference) {
        (Outcome::Completed { .. }, Some(theirs)) => Some(theirs.clone()),
        (Outcome::Completed { customer, .. }, None) => Some(customer.to_string()),
        _ => None,
    };
    let outcome = OutcomePage {
        ending,
        return_url: back.as_deref(),
        refresh_url: refresh.as_deref(),
        reference: reference.as_deref().filter(|_| mine),
        apps: Some(&ended.details.form.app_links).filter(|_| downloads(ended)),
        clear: (mine && !switch.token.is_empty()).then_some(Clear { base: &base, token: &switch.token }),
        late,
    };
    // Choosing another language would lose what is shown here, and nowhere else.
    let frame = frame(source, &ended.details.form, language, Some(switch).filter(|_| late.is_none()));
    let status = if late.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page(status, view::outcome(frame, &outcome), None)
}

/// The clock that people of the source read: that of its region where it has one, else UTC.
pub fn clock_of(source: &Source) -> UtcOffset {
    const SOUTHERN_AFRICA: Duration = Duration::hours(2);
    let home = Region::from_code(DEFAULT_REGION);
    if Some(source.region) == home {
        UtcOffset::from_whole_seconds(i32::try_from(SOUTHERN_AFRICA.whole_seconds()).unwrap_or_default())
            .unwrap_or(UtcOffset::UTC)
    } else {
        UtcOffset::UTC
    }
}
