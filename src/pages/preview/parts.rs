//! What the pages of a preview are rendered from: a session that nobody has, at a fitting point.

use super::sample::Sample;
use crate::domain::profile::Section;
use crate::domain::profile::phone;
use crate::pages::owner::clock_of;
use crate::pages::view::{
    AgainPage, CheckPage, Notice, PausePage, PausedPage, PaymentPage, ShownCode, Stale, StartPage, StepPage,
    TakenPage, TickBox,
};

pub(super) fn start_page<'a>(sample: &'a Sample<'_>, prefilled_by_tenant: bool) -> StartPage<'a> {
    StartPage {
        expires_at: sample.expires_at,
        utc_offset: clock_of(sample.source),
        token: "",
        prefilled_by_tenant,
        sends_code: false,
        form: sample.form,
        sections: sample.journey.steps(),
        pays: false,
    }
}

/// A code that nobody has.
pub(super) const SAMPLE_CODE: &str = "CFGH-2345";

pub(super) fn pause_page<'a>(
    sample: &Sample<'_>,
    base: &'a str,
    carry_on: &'a str,
    code: ShownCode,
) -> PausePage<'a> {
    let (expires_at, utc_offset) = (sample.expires_at, clock_of(sample.source));
    PausePage { base, token: "", expires_at, utc_offset, carry_on, code }
}

pub(super) fn again_page<'a>(sample: &Sample<'_>, link: &'a str) -> AgainPage<'a> {
    let (expires_at, used_at) = (sample.expires_at, Some(sample.now));
    AgainPage { expires_at, used_at, utc_offset: clock_of(sample.source), link, token: "" }
}

pub(super) fn paused_page(sample: &Sample<'_>, started: bool) -> PausedPage {
    PausedPage { expires_at: sample.expires_at, utc_offset: clock_of(sample.source), started }
}

pub(super) fn step_page<'a>(sample: &'a Sample<'_>, base: &'a str, section: Section) -> StepPage<'a> {
    StepPage {
        base,
        form: sample.form,
        journey: Some(&sample.journey),
        section,
        typed: sample.right(section),
        invitation: &sample.invitation,
        errors: &[],
        stale: None,
        notice: None,
        revision: 0,
        order: None,
        token: "",
        from_check: false,
        consent: &sample.consent,
        texts: &sample.texts,
    }
}

/// What was saved of a step meanwhile.
pub(super) fn stale<'a>(sample: &'a Sample<'_>, section: Section) -> Stale<'a> {
    Stale { saved: sample.right(section), at: sample.expires_at, utc_offset: clock_of(sample.source) }
}

pub(super) fn check_page<'a>(
    sample: &'a Sample<'_>,
    base: &'a str,
    notice: Option<Notice>,
    boxes: &'a [TickBox<'a>],
) -> CheckPage<'a> {
    CheckPage {
        base,
        form: sample.form,
        journey: &sample.journey,
        answers: &sample.answers,
        invitation: &sample.invitation,
        disputed: &sample.undisputed,
        uncovered: false,
        revision: 0,
        token: "",
        own_number_as_next_of_kin: false,
        email_meant: None,
        pays: false,
        notice,
        unsent: None,
        boxes,
    }
}

pub(super) fn payment_page<'a>(sample: &Sample<'_>, base: &'a str) -> PaymentPage<'a> {
    PaymentPage {
        base,
        refused: false,
        has_paid: false,
        is_new: true,
        pay: "#",
        expires_at: sample.expires_at,
        utc_offset: clock_of(sample.source),
        news: None,
    }
}

pub(super) fn taken_page<'a>(number: &'a str, base: &'a str, may_correct: bool) -> TakenPage<'a> {
    TakenPage { base, token: "", number, may_correct }
}

/// The number that is asked for, as people read it.
pub(super) fn number(sample: &Sample<'_>) -> String {
    sample.answers.get("mobile").map(phone::spaced).unwrap_or_default()
}
