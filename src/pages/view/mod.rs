//! Finished views: everything a template shows is decided and worded here.

mod blocks;
mod check;
mod control;
mod elsewhere;
mod face;
mod field;
mod format;
mod lost;
mod outcome;
mod pause;
mod paused;
mod payment;
mod preview;
mod start;
mod step;
#[cfg(test)]
mod tests;
mod too_long;
mod typed;
mod verify;

pub use check::{CheckPage, TickBox, TickFault, check};
pub use elsewhere::{AgainPage, CodeError, ElsewherePage, again, elsewhere};
pub use face::{Face, stylesheet};
pub use format::choice_key;
pub use lost::{BringBack, NoAccessPage, no_access, nowhere};
pub use outcome::{
    Along, CancelPage, Clear, Ending, OutcomePage, STATUSES, TakenPage, TooLate, cancel, cleared, outcome,
    problem, taken,
};
pub use pause::{PausePage, ShownCode, pause};
pub use paused::{PausedPage, cookies, paused};
pub use payment::{News, PaymentPage, payment};
pub use preview::{PreviewPage, PreviewPages, preview};
pub use start::{StartPage, start};
pub use step::{Stale, StepPage, step, unsaved};
pub use too_long::too_long;
pub use typed::Typed;
pub use verify::{Refused, VerifyPage, verify};

use self::face::{Contact, LogoView};
use super::assets::{self, Script};
use crate::domain::language::Language;
use crate::i18n::{Arg, Catalog};

/// A page as HTML, or why a template could not be filled.
pub type Page = Result<String, askama::Error>;

/// What every page of a signup is made with.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The tenant's name where it is said most often: the short one.
    pub tenant: &'a str,
    /// The tenant's face, where it is known whose page it is.
    pub face: Option<Face<'a>>,
    /// The words of the person's language.
    pub catalog: &'static Catalog,
    /// How another language is chosen, where it can be.
    pub switch: Option<&'a Switch>,
    /// The path of all pages of a preview, where this is one of them.
    pub preview: Option<&'a str>,
}

/// The switch between the languages of a page.
#[derive(Debug, Clone)]
pub struct Switch {
    /// Those on offer.
    pub languages: Vec<Language>,
    /// Where the choice is posted to.
    pub action: String,
    /// Proof that the post comes from this page.
    pub token: String,
}

/// Something that the person must be told before going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// The post could not be shown to come from this person's page; nothing was saved.
    Unconfirmed,
    /// The database was busy or away; nothing was saved.
    Unsaved,
    /// The source is disabled; nothing was saved.
    Paused,
    /// The answers changed since the page was shown.
    Changed,
    /// There is no signup into which what came too late could be taken along.
    NoneSince,
}

impl Notice {
    /// The key of its words.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Unconfirmed => "notice-unconfirmed",
            Self::Unsaved => "notice-unsaved",
            Self::Paused => "notice-paused",
            Self::Changed => "notice-changed",
            Self::NoneSince => "along-none",
        }
    }
}

impl<'a> Frame<'a> {
    /// The words of a key that names the tenant.
    fn say(&self, key: &str) -> String {
        self.catalog.with(key, &[("tenant", self.tenant.into())]).into_owned()
    }

    fn layout(&self, heading: &str) -> Layout<'a> {
        // A heading that names the tenant says it once.
        let title = if heading.contains(self.tenant) {
            heading.into()
        } else {
            self.catalog.with("title-of", &[("title", heading.into()), ("tenant", self.tenant.into())])
        };
        let Some(face) = self.face else {
            let help = self.say("help-tenant");
            return Layout {
                switch: self.switch,
                ..Layout::new(self.catalog, self.tenant, title.into_owned(), help)
            };
        };
        let help = self.catalog.with("help-tenant", &[("tenant", face.name.into())]).into_owned();
        Layout {
            logo: face.logo(),
            accent: face.form.accent_colour.as_deref().map(assets::accent_href),
            emergency: Some(face.emergency(self.catalog)),
            contacts: face.contacts(self.catalog),
            switch: self.switch,
            preview: self.preview,
            ..Layout::new(self.catalog, self.tenant, title.into_owned(), help)
        }
    }

    /// The same with the tenant's whole name, for the page that says who invites.
    fn in_full(self) -> Self {
        Self { tenant: self.face.map_or(self.tenant, |face| face.name), ..self }
    }
}

/// What the frame around every page shows.
struct Layout<'a> {
    catalog: &'static Catalog,
    /// Whose page it is, in a word.
    name: String,
    /// Whether it is known whose.
    is_tenants: bool,
    title: String,
    help: String,
    icon: String,
    /// The tenant's logo, which then stands for its name.
    logo: Option<LogoView>,
    /// The stylesheet of the tenant's colour.
    accent: Option<String>,
    /// That this form does not call for help.
    emergency: Option<String>,
    /// Whom to ask, and what the tenant says of itself.
    contacts: Vec<Contact>,
    switch: Option<&'a Switch>,
    /// The path of all pages of a preview, where this is one of them.
    preview: Option<&'a str>,
    /// Whether it is the page that a link opens: most people wait for it on a slow network, and it loads the least.
    is_first: bool,
    /// A script that it has beside that of all pages.
    own_script: Option<Script>,
    /// Whether the switch belongs to the form of a step, and so takes along what is typed there.
    is_step: bool,
}

impl Layout<'_> {
    fn new(catalog: &'static Catalog, name: &str, title: String, help: String) -> Self {
        let (logo, accent, emergency, contacts) = (None, None, None, Vec::new());
        let (switch, preview, own_script, is_first, is_step) = (None, None, None, false, false);
        Self {
            catalog,
            name: name.to_owned(),
            is_tenants: true,
            title,
            help,
            icon: assets::href("enrol.svg"),
            logo,
            accent,
            emergency,
            contacts,
            switch,
            preview,
            is_first,
            own_script,
            is_step,
        }
    }

    /// Its stylesheets, that of the tenant's colour last.
    fn styles(&self) -> Vec<String> {
        let form = (!self.is_first).then(|| assets::href("form.css"));
        [assets::href("enrol.css")].into_iter().chain(form).chain(self.accent.clone()).collect()
    }

    fn scripts(&self) -> Vec<Script> {
        let all = (!self.is_first).then(|| assets::script(self.catalog.language()));
        all.into_iter().chain(self.own_script.clone()).collect()
    }

    /// The title, which says of a preview that it is one.
    fn shown_title(&self) -> String {
        if self.preview.is_none() {
            return self.title.clone();
        }
        self.catalog.with("title-preview", &[("title", Arg::Text(&self.title))]).into_owned()
    }

    /// The languages that may be chosen in place of the page's own.
    fn others(&self) -> Vec<Language> {
        let languages = self.switch.map(|switch| switch.languages.as_slice()).unwrap_or_default();
        languages.iter().copied().filter(|language| *language != self.catalog.language()).collect()
    }

    /// Where a button for another language posts to: beside a step, as the step's form does.
    fn switch_action(&self) -> &str {
        let action = self.switch.map(|switch| switch.action.as_str()).unwrap_or_default();
        if self.is_step { action.rsplit('/').next().unwrap_or(action) } else { action }
    }

    /// The same with the title of a page that must tell something first.
    fn telling(mut self, tells: bool) -> Self {
        if tells {
            self.title = self.catalog.with("title-notice", &[("title", Arg::Text(&self.title))]).into_owned();
        }
        self
    }

    /// The same with the title of a page that refuses what was typed.
    fn refusing(mut self, refuses: bool) -> Self {
        if refuses {
            self.title = self.catalog.with("title-error", &[("title", Arg::Text(&self.title))]).into_owned();
        }
        self
    }
}
