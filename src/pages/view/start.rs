//! The first page that a link opens.

use askama::Template;
use time::UtcOffset;

use super::{Frame, Layout, Page};
use crate::domain::form::{Form, Need, Support};
use crate::domain::moment::Moment;
use crate::domain::profile::Section;
use crate::i18n::Arg;

/// What the start page is rendered from.
#[derive(Debug)]
pub struct StartPage<'a> {
    /// Until when the link works.
    pub expires_at: Moment,
    /// The clock on which that is told.
    pub utc_offset: UtcOffset,
    /// Proof that the post comes from this page.
    pub token: &'a str,
    /// Whether the tenant has filled in answers.
    pub prefilled_by_tenant: bool,
    /// Whether a code is sent to the mobile.
    pub sends_code: bool,
    /// What will be asked.
    pub form: &'a Form,
    /// In which sections.
    pub sections: &'a [Section],
    /// Whether it ends with a payment.
    pub pays: bool,
}

#[derive(Template)]
#[template(path = "start.html")]
struct StartHtml<'a> {
    layout: Layout<'a>,
    heading: String,
    time: String,
    mobile: String,
    ready: Option<String>,
    until: String,
    prefilled: Option<String>,
    pays: Option<String>,
    asked: Vec<String>,
    /// Who gets the answers, why, and for how long.
    privacy: [String; 3],
    privacy_url: Option<String>,
    token: &'a str,
}

/// Renders the start page: who invites, what will be asked, how long it takes, until when.
///
/// # Errors
/// When the template cannot be filled, which is an error of ours.
pub fn start(frame: Frame<'_>, page: &StartPage<'_>) -> Page {
    let frame = frame.in_full();
    let heading = frame.say("start-title");
    let mut layout = frame.layout(&heading);
    layout.is_first = layout.preview.is_none();
    if page.form.support != Support::default() {
        // Who it is stands above, and how they are reached right below: a sentence less on the page that has to be short.
        layout.help.clear();
    }
    StartHtml {
        layout,
        heading,
        time: frame
            .catalog
            .with("start-time", &[("minutes", page.form.minutes(page.sections).into())])
            .into_owned(),
        mobile: frame
            .catalog
            .get(if page.sends_code { "start-mobile-code" } else { "start-mobile" })
            .into_owned(),
        ready: ready(frame, page),
        until: {
            let until = Arg::ShortMoment(page.expires_at, page.utc_offset);
            frame.catalog.with("start-until", &[("until", until)]).into_owned()
        },
        prefilled: page.prefilled_by_tenant.then(|| frame.say("start-prefilled")),
        pays: page.pays.then(|| frame.say("start-pay")),
        asked: page.sections.iter().map(|section| frame.say(&format!("{section}-asked"))).collect(),
        privacy: ["start-privacy-who", "start-privacy-why", "start-privacy-how-long"]
            .map(|key| frame.say(key)),
        privacy_url: page.form.privacy_url.as_ref().map(ToString::to_string),
        token: page.token,
    }
    .render()
}

/// What this form needs of everybody besides a name and a mobile number.
fn ready(frame: Frame<'_>, page: &StartPage<'_>) -> Option<String> {
    let asks = page.sections.iter().flat_map(|section| page.form.asks(*section));
    let needed =
        asks.filter(|ask| ask.need == Need::Required && !ask.field.required && ask.field.follows.is_none());
    let names: Vec<_> = needed.map(|ask| frame.catalog.label(ask.field)).collect();
    let fields = names.join(&frame.catalog.get("list-comma"));
    let said = || frame.catalog.with("start-ready", &[("fields", Arg::Text(&fields))]).into_owned();
    (!names.is_empty()).then(said)
}
