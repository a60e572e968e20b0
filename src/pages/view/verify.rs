//! The page on which a person proves the mobile number by a code.

use askama::Template;
use time::UtcOffset;

use super::step::{Entry, caption, title};
use super::{Frame, Layout, Page};
use crate::domain::moment::Moment;
use crate::domain::signup::verification::{NotSent, Standing};
use crate::i18n::Arg;

/// What the page is rendered from.
#[derive(Debug, Clone, Copy)]
pub struct VerifyPage<'a> {
    /// The path of the signup, `/s/{id}`.
    pub base: &'a str,
    /// Proof that the post comes from this page.
    pub token: &'a str,
    /// Where the page stands on the way, and how many there are.
    pub place: Option<(usize, usize)>,
    /// The page that Back leads to.
    pub back: Option<&'a str>,
    /// The number, as people read it.
    pub number: &'a str,
    /// Where it is changed, unless the tenant has locked it.
    pub change: Option<&'a str>,
    /// What can be done with the code that was sent last.
    pub standing: Standing,
    /// When it was sent, if it was.
    pub sent_at: Option<Moment>,
    /// The clock on which that is told.
    pub utc_offset: UtcOffset,
    /// Whether it could not be sent yet.
    pub is_delayed: bool,
    /// How many more may be sent.
    pub left: i64,
    /// What was entered.
    pub typed: &'a str,
    /// Why that does not count, or why nothing was done.
    pub refused: Option<Refused>,
    /// The revision of the answers that the number is one of.
    pub revision: i64,
}

/// Why a post to the page did not do what it asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// What was entered has not the form of a code.
    Malformed,
    /// The code is wrong; so often another one may be entered.
    Wrong(i64),
    /// Too many wrong ones came from where the person is; how many seconds to wait.
    Waiting(u64),
    /// The code cannot be entered any more.
    Over,
    /// No code was sent.
    NotSent(NotSent),
    /// The number is another one by now.
    Changed,
    /// The post could not be shown to come from this person's page.
    Unconfirmed,
    /// The database was busy or away.
    Busy,
}

#[derive(Template)]
#[template(path = "verify.html")]
struct VerifyHtml<'a> {
    layout: Layout<'a>,
    back: Option<&'a str>,
    summary: Vec<Entry>,
    notice: Option<String>,
    caption: Option<String>,
    progress: Vec<bool>,
    lead: Option<String>,
    number: &'a str,
    /// Whether a code may be entered.
    is_open: bool,
    action: String,
    token: &'a str,
    revision: i64,
    typed: &'a str,
    error: Option<String>,
    left: Option<String>,
    no_more: Option<String>,
    /// What the button that has a code sent says to the server, and to people.
    send: &'static str,
    send_words: String,
    change: Option<&'a str>,
    locked: String,
    pause: String,
    cancel: String,
}

/// Renders the page: the number, the input for its code while there is one, and how another one is sent.
///
/// # Errors
/// When the template cannot be filled, which is an error of ours.
pub fn verify(frame: Frame<'_>, page: &VerifyPage<'_>) -> Page {
    let catalog = frame.catalog;
    let is_open = page.standing == Standing::Open;
    let error = page.refused.and_then(|refused| error(frame, refused));
    let notice = page.refused.filter(|_| error.is_none()).map(|refused| notice(frame, page, refused));
    let summary = error.iter().map(|text| Entry { href: "#code".to_owned(), text: text.clone() }).collect();
    let mut layout = frame.layout("");
    layout.title = title(frame, &catalog.get("verify-title"), page.place);
    VerifyHtml {
        layout: layout.refusing(error.is_some()).telling(notice.is_some()),
        back: page.back,
        summary,
        // What a notice says is not said again below.
        lead: Some(lead(frame, page)).filter(|_| is_open || notice.is_none()),
        notice,
        caption: page.place.map(|place| caption(frame, place)),
        progress: page.place.map(|(at, of)| (1..=of).map(|step| step <= at).collect()).unwrap_or_default(),
        number: page.number,
        is_open,
        action: format!("{}/verify", page.base),
        token: page.token,
        revision: page.revision,
        typed: page.typed,
        error,
        left: (page.left > 0).then(|| {
            let left = usize::try_from(page.left).unwrap_or_default();
            catalog.with("verify-left", &[("count", left.into())]).into_owned()
        }),
        no_more: (page.left <= 0).then(|| frame.say("verify-no-more")),
        send: if is_open { "send" } else { "first" },
        send_words: catalog
            .get(if page.standing == Standing::NoCode { "verify-send" } else { "verify-resend" })
            .into_owned(),
        change: page.change,
        locked: frame.say("verify-locked"),
        pause: format!("{}/pause", page.base),
        cancel: format!("{}/cancel", page.base),
    }
    .render()
}

/// How it stands with the code.
fn lead(frame: Frame<'_>, page: &VerifyPage<'_>) -> String {
    let catalog = frame.catalog;
    match (page.standing, page.sent_at) {
        (Standing::Open, _) if page.is_delayed => catalog.get("verify-delayed").into_owned(),
        (Standing::Open, Some(at)) => {
            catalog.with("verify-sent", &[("time", Arg::Time(at, page.utc_offset))]).into_owned()
        }
        (Standing::Late, _) => catalog.get("verify-late").into_owned(),
        (Standing::Spent, _) => catalog.get("verify-spent").into_owned(),
        (Standing::NoCode | Standing::Open, _) => catalog.get("verify-ask").into_owned(),
    }
}

/// What is wrong with what was entered, beside its input.
fn error(frame: Frame<'_>, refused: Refused) -> Option<String> {
    match refused {
        Refused::Malformed => Some(frame.catalog.get("verify-malformed").into_owned()),
        Refused::Waiting(_) => Some(frame.catalog.get("code-wait").into_owned()),
        Refused::Wrong(left @ 1..) => {
            let left = usize::try_from(left).unwrap_or_default();
            Some(frame.catalog.with("verify-wrong", &[("tries", left.into())]).into_owned())
        }
        _ => None,
    }
}

/// What must be told before anything else.
fn notice(frame: Frame<'_>, page: &VerifyPage<'_>, refused: Refused) -> String {
    let catalog = frame.catalog;
    let number = |number: u64| Arg::Number(usize::try_from(number).unwrap_or(usize::MAX));
    let notice = match refused {
        Refused::NotSent(NotSent::TooSoon(seconds)) => {
            catalog.with("verify-soon", &[("seconds", number(seconds))])
        }
        Refused::NotSent(NotSent::Crowded(seconds)) => {
            catalog.with("verify-crowded", &[("minutes", number(seconds.div_ceil(60)))])
        }
        Refused::NotSent(NotSent::NumberSpent) => catalog.get("verify-number-spent"),
        Refused::NotSent(NotSent::SessionSpent) => return frame.say("verify-no-more"),
        Refused::Changed => catalog.get("verify-changed"),
        Refused::Unconfirmed => catalog.get("code-unconfirmed"),
        Refused::Busy => catalog.get("verify-busy"),
        Refused::Wrong(_) | Refused::Waiting(_) | Refused::Over | Refused::Malformed => {
            return lead(frame, page);
        }
    };
    notice.into_owned()
}
