//! Every page that a person can come to, in every state that looks different.
//!
//! A page that is added to the views is added here too: a test of the house holds that no view is left out.

use super::parts::{
    SAMPLE_CODE, again_page, check_page, number, pause_page, paused_page, payment_page, stale, start_page,
    step_page, taken_page,
};
use super::sample::Sample;
use super::verify::{self, VerifyState, verify_page};
use crate::domain::form::{Form, Purpose};
use crate::domain::profile::Section;
use crate::domain::profile::form_input::FormInput;
use crate::domain::signup::journey::{Journey, Progress, Stop};
use crate::domain::signup::resume::ResumeCode;
use crate::domain::signup::verification::proved_field;
use crate::pages::view::{
    self, Along, BringBack, CancelPage, CheckPage, Clear, CodeError, ElsewherePage, Ending, Frame,
    NoAccessPage, Notice, OutcomePage, Page, PaymentPage, ShownCode, StepPage, TickFault, TooLate,
};

/// A page in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PageState {
    Start,
    StartPrefilled,
    Elsewhere,
    CodeMalformed,
    CodeWrong,
    CodeLocked,
    CodeWait,
    Again,
    Cookies,
    PausedStart,
    Step(Section),
    Wrong(Section),
    Filled(Section),
    Stale(Section),
    Noticed(Section, Notice),
    TooLong(Section),
    Verify(VerifyState),
    Later,
    LaterCode,
    LaterKnown,
    Paused,
    Check,
    CheckShown,
    CheckChanged,
    CheckUnticked,
    CheckRetold,
    Taken,
    TakenNoMore,
    Cancel,
    CheckPay,
    PaymentAwaited,
    PaymentPaid,
    PaymentRefused,
    CancelPaid,
    Unpaid,
    ElsewherePays,
    Done,
    DoneApps,
    Cancelled,
    Failed,
    Expired,
    ExpiredRefresh,
    ExpiredTyped,
    ExpiredAlone,
    Lost,
    LostTyped,
    Moved,
    Cleared,
}

/// What may have to be told first on a step.
pub(super) const NOTICES: [(Notice, &str); 3] =
    [(Notice::Unconfirmed, "unconfirmed"), (Notice::Unsaved, "unsaved"), (Notice::Paused, "paused")];

impl PageState {
    /// All of a form, in the order in which a person may meet them.
    pub(super) fn all(form: &Form) -> Vec<Self> {
        let mut all = vec![Self::Start, Self::StartPrefilled, Self::Elsewhere, Self::CodeMalformed];
        all.extend([
            Self::CodeWrong,
            Self::CodeLocked,
            Self::CodeWait,
            Self::Again,
            Self::Cookies,
            Self::PausedStart,
        ]);
        for section in &form.sections {
            all.extend([Self::Step(*section), Self::Wrong(*section)]);
        }
        if let Some(section) = form.sections.first() {
            all.extend([Self::Filled(*section), Self::Stale(*section)]);
            all.extend(NOTICES.map(|(notice, _)| Self::Noticed(*section, notice)));
            all.push(Self::TooLong(*section));
        }
        all.extend(verify::ALL.map(Self::Verify));
        all.extend([
            Self::LaterCode,
            Self::Later,
            Self::LaterKnown,
            Self::Paused,
            Self::Check,
            Self::CheckShown,
            Self::CheckChanged,
            Self::CheckUnticked,
            Self::CheckRetold,
            Self::Taken,
            Self::TakenNoMore,
            Self::Cancel,
        ]);
        all.extend([Self::CheckPay, Self::PaymentAwaited, Self::PaymentPaid, Self::PaymentRefused]);
        all.extend([Self::CancelPaid, Self::Unpaid, Self::ElsewherePays]);
        all.extend([Self::Done, Self::DoneApps, Self::Cancelled, Self::Failed]);
        all.extend([Self::Expired, Self::ExpiredRefresh, Self::ExpiredTyped, Self::ExpiredAlone]);
        all.extend([Self::Lost, Self::LostTyped, Self::Moved, Self::Cleared]);
        all
    }

    /// Whether this form has it: on some steps nothing can be wrong, and not every tenant has an app.
    pub(super) fn exists(self, sample: &Sample<'_>) -> bool {
        match self {
            Self::Wrong(section) => sample.wrong(section).is_some(),
            Self::DoneApps => !sample.form.app_links.is_empty(),
            Self::CheckUnticked | Self::CheckRetold => sample.form.agreements().any(Purpose::is_needed),
            _ => true,
        }
    }

    /// Where the button of this word leads; `None` is the list of all pages.
    #[expect(clippy::too_many_lines, reason = "a table")]
    pub(super) fn next(self, form: &Form, action: &str) -> Option<Self> {
        let journey = Journey::new(form.sections.clone(), Progress::default());
        match self {
            Self::Start
            | Self::StartPrefilled
            | Self::Again
            | Self::LostTyped
            | Self::ExpiredTyped
            | Self::ExpiredAlone => journey.steps().first().copied().map(Self::Step),
            Self::Step(section)
            | Self::Wrong(section)
            | Self::Filled(section)
            | Self::Stale(section)
            | Self::Noticed(section, _) => {
                let (before, after) = (journey.before(section), journey.after(section));
                Some(match action {
                    "back" => before.map_or(Self::Start, Self::Step),
                    "pause" => Self::LaterCode,
                    "cancel" => Self::Cancel,
                    _ => Self::of(after),
                })
            }
            Self::Verify(_) if action == "check" => {
                let proved = proved_field().map(|field| journey.after(field.section));
                Some(proved.map_or(Self::Check, Self::of))
            }
            Self::Verify(_) => Some(Self::Verify(verify::OPEN)),
            Self::ElsewherePays
            | Self::Elsewhere
            | Self::CodeMalformed
            | Self::CodeWrong
            | Self::CodeLocked
            | Self::CodeWait => Some(Self::Check),
            Self::Later | Self::LaterCode | Self::LaterKnown => Some(Self::LaterCode),
            // The page of a number that is taken posts there too.
            Self::Check | Self::CheckShown | Self::CheckChanged | Self::CheckUnticked | Self::CheckRetold => {
                Some(match action {
                    "leave" => Self::Failed,
                    "back" => journey.last().map_or(Self::Start, Self::Step),
                    "pause" => Self::LaterCode,
                    "cancel" => Self::Cancel,
                    "check" => Self::Check,
                    word => match word.split(['?', '/']).next().and_then(Section::parse) {
                        Some(_) if word.ends_with("/shown") => Self::CheckShown,
                        section => section.map_or(Self::Done, Self::Step),
                    },
                })
            }
            Self::CheckPay => Some(Self::PaymentAwaited),
            Self::Cancel | Self::CancelPaid => Some(Self::Cancelled),
            Self::Cleared => Some(Self::Cleared),
            _ => None,
        }
    }

    fn of(stop: Stop) -> Self {
        match stop {
            Stop::Step(section) => Self::Step(section),
            Stop::Verification => Self::Verify(verify::OPEN),
            Stop::Check => Self::Check,
        }
    }

    /// Draws it by the view of the real page; its links and forms lead below `base`.
    #[expect(clippy::too_many_lines, reason = "a table")]
    pub(super) fn draw(self, sample: &Sample<'_>, frame: Frame<'_>, base: &str) -> Page {
        let step = |section| step_page(sample, base, section);
        let (clear, all) = (Clear { base, token: "" }, base.rsplit_once('/').map(|(all, _)| all));
        let ended = OutcomePage {
            ending: Ending::Expired,
            return_url: all,
            refresh_url: None,
            reference: None,
            apps: None,
            clear: Some(clear),
            late: None,
        };
        let over = |ending, reference| view::outcome(frame, &OutcomePage { ending, reference, ..ended });
        let expired = |refresh_url| view::outcome(frame, &OutcomePage { refresh_url, ..ended });
        let typed = sample.form.sections.first().map(|section| (*section, sample.right(*section)));
        let again = format!("{base}/again");
        let code = |again, error| {
            view::elsewhere(frame, &ElsewherePage { again, token: "", typed: &FormInput::default(), error })
        };
        let boxes = sample.boxes(match self {
            Self::CheckUnticked => Some(TickFault::Unticked),
            Self::CheckRetold => Some(TickFault::Changed),
            _ => None,
        });
        let check = |notice| check_page(sample, base, notice, &boxes);
        let later = |code| view::pause(frame, &pause_page(sample, base, &format!("{base}/check"), code));
        match self {
            Self::Start => view::start(frame, &start_page(sample, false)),
            Self::StartPrefilled => view::start(frame, &start_page(sample, true)),
            Self::Elsewhere => code(Some(&again), None),
            Self::CodeMalformed => code(Some(&again), Some(CodeError::Malformed)),
            Self::CodeWrong => code(Some(&again), Some(CodeError::Wrong { tries_left: 3 })),
            Self::CodeLocked => code(Some(&again), Some(CodeError::Wrong { tries_left: 0 })),
            Self::CodeWait => code(Some(&again), Some(CodeError::Wait { seconds: 60 })),
            Self::Again => view::again(frame, &again_page(sample, &format!("{base}/elsewhere"))),
            Self::Cookies => view::cookies(frame),
            Self::PausedStart => view::paused(frame, &paused_page(sample, false)),
            Self::Later => later(ShownCode::None),
            Self::LaterCode => later(ResumeCode::read(SAMPLE_CODE).map_or(ShownCode::None, ShownCode::New)),
            Self::LaterKnown => later(ShownCode::Known),
            Self::Paused => view::paused(frame, &paused_page(sample, true)),
            Self::Step(section) => view::step(frame, &step(section)),
            Self::Wrong(section) => match sample.wrong(section) {
                Some((typed, errors)) => {
                    view::step(frame, &StepPage { typed: &typed, errors: &errors, ..step(section) })
                }
                None => view::step(frame, &step(section)),
            },
            Self::Filled(section) => {
                view::step(frame, &StepPage { invitation: &sample.filled, ..step(section) })
            }
            Self::Stale(section) => {
                let typed = FormInput::default();
                view::step(
                    frame,
                    &StepPage { typed: &typed, stale: Some(stale(sample, section)), ..step(section) },
                )
            }
            Self::Noticed(section, notice) => {
                view::step(frame, &StepPage { notice: Some(notice), ..step(section) })
            }
            Self::TooLong(section) => view::too_long(frame, section, &format!("{base}/{section}")),
            Self::Verify(state) => {
                let step = proved_field().map_or("", |field| field.section.as_str());
                let (number, step) = (number(sample), format!("{base}/{step}"));
                view::verify(frame, &verify_page(sample, base, (&number, &step), state))
            }
            Self::Check | Self::CheckUnticked | Self::CheckRetold => view::check(frame, &check(None)),
            Self::CheckShown => view::check(frame, &CheckPage { uncovered: true, ..check(None) }),
            Self::CheckChanged => view::check(frame, &check(Some(Notice::Changed))),
            Self::Taken => view::taken(frame, &taken_page(&number(sample), base, true)),
            Self::TakenNoMore => view::taken(frame, &taken_page(&number(sample), base, false)),
            Self::Cancel => view::cancel(frame, &CancelPage { base, token: "", pays: false }),
            Self::CheckPay => view::check(frame, &CheckPage { pays: true, ..check(None) }),
            Self::PaymentAwaited | Self::PaymentPaid | Self::PaymentRefused => {
                let (refused, has_paid) = (self == Self::PaymentRefused, self == Self::PaymentPaid);
                view::payment(frame, &PaymentPage { refused, has_paid, ..payment_page(sample, base) })
            }
            Self::CancelPaid => view::cancel(frame, &CancelPage { base, token: "", pays: true }),
            Self::Unpaid => over(Ending::Unpaid, None),
            Self::ElsewherePays => code(None, None),
            Self::Done => over(Ending::Completed, Some("1001")),
            Self::DoneApps => {
                let (ending, reference) = (Ending::Completed, Some("1001"));
                let apps = Some(&sample.form.app_links);
                view::outcome(frame, &OutcomePage { ending, reference, apps, ..ended })
            }
            Self::Cancelled => over(Ending::Cancelled, None),
            Self::Failed => over(Ending::Failed, None),
            Self::Expired => expired(None),
            Self::ExpiredRefresh => expired(all),
            Self::ExpiredTyped | Self::ExpiredAlone => {
                let notice = (self == Self::ExpiredAlone).then_some(Notice::NoneSince);
                let action = format!("{base}/{}", self.path());
                let along = Some(Along { action: &action, token: "", notice });
                let late = typed.map(|typed| TooLate { typed, along });
                view::outcome(frame, &OutcomePage { late, refresh_url: all, ..ended })
            }
            Self::Lost => {
                view::no_access(&NoAccessPage { frame, moved: false, typed: None, bring_back: None })
            }
            Self::LostTyped => {
                let action = format!("{base}/lost-typed");
                let back = BringBack { action: &action, token: "", error: None };
                view::no_access(&NoAccessPage { frame, moved: false, typed, bring_back: Some(back) })
            }
            Self::Moved => {
                view::no_access(&NoAccessPage { frame, moved: true, typed: None, bring_back: None })
            }
            Self::Cleared => view::cleared(frame),
        }
    }
}
