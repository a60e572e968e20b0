//! The page that waits for a payment.

use askama::Template;
use time::UtcOffset;

use super::face::Contact;
use super::{Frame, Layout, Page, assets};
use crate::domain::moment::Moment;
use crate::i18n::Arg;

/// What the page is rendered from.
#[derive(Debug, Clone, Copy)]
pub struct PaymentPage<'a> {
    /// The path of the signup, `/s/{id}`.
    pub base: &'a str,
    /// Whether the payment did not come about, so that it may be tried again.
    pub refused: bool,
    /// Whether the page that takes the money says that it is there.
    pub has_paid: bool,
    /// Whether the person comes to the page; not where the page looks for news.
    pub is_new: bool,
    /// Where the person pays.
    pub pay: &'a str,
    /// Until when that makes sense.
    pub expires_at: Moment,
    /// The clock on which that is told.
    pub utc_offset: UtcOffset,
    /// How the page gets the news, where it waits for any.
    pub news: Option<News<'a>>,
}

/// How a page gets news.
#[derive(Debug, Clone, Copy)]
pub struct News<'a> {
    /// The address that leads to them as soon as there are any.
    pub address: &'a str,
    /// After how many seconds it is looked at, without script.
    pub pause: u64,
}

#[derive(Template)]
#[template(path = "payment.html")]
struct PaymentHtml<'a> {
    layout: Layout<'a>,
    refused: bool,
    has_paid: bool,
    is_new: bool,
    lead: String,
    close: String,
    until: String,
    pay: &'a str,
    help: Vec<Contact>,
    news: Option<News<'a>>,
    cancel: String,
}

/// Renders the page: what is waited for, that nobody has to wait for it there, and the way to pay.
///
/// # Errors
/// When the template cannot be filled, which is an error of ours.
pub fn payment(frame: Frame<'_>, page: &PaymentPage<'_>) -> Page {
    let title = if page.refused { "payment-refused-title" } else { "payment-title" };
    let until = Arg::Moment(page.expires_at, page.utc_offset);
    let mut layout = frame.layout(&frame.catalog.get(title)).refusing(page.refused);
    layout.own_script = page.news.map(|_| assets::wait_script());
    PaymentHtml {
        layout,
        refused: page.refused,
        has_paid: page.has_paid,
        is_new: page.is_new,
        lead: frame.say(if page.refused { "payment-refused-lead" } else { "payment-lead" }),
        close: frame.say("payment-close"),
        until: frame.catalog.with("payment-until", &[("until", until)]).into_owned(),
        pay: page.pay,
        help: frame.face.map(|face| face.helpers(frame.catalog)).unwrap_or_default(),
        news: page.news,
        cancel: format!("{}/cancel", page.base),
    }
    .render()
}
