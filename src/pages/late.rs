//! A step that was posted when its session was over: what was typed is shown, and taken along into a signup that this
//! browser has started since.
//!
//! Nothing of it is stored meanwhile: the page itself holds what was typed, and posts it.

use std::collections::HashMap;

use axum::http::HeaderMap;
use serde_json::Value;
use tower_sessions::Session;

use super::owner::{done, outcome};
use super::presession::Presession;
use super::response::{PageResult, redirect};
use super::view::{Along, Notice, Switch, TooLate, Typed};
use super::{cookie, csrf, lost};
use crate::actions::signup::person;
use crate::app::App;
use crate::domain::language::Language;
use crate::domain::signup::filter::StepFilter;
use crate::domain::signup::{Ended, Outcome, Signup, SignupState};
use crate::domain::tenant::source::Source;
use crate::error::Error;
use crate::http::VisitorLanguage;

/// The button that takes along what was typed.
const BUTTON: &str = "along";

/// So many of a browser's signups are looked at, the latest first.
const MOST: usize = 5;

/// A session that had ended when somebody posted.
pub(super) struct Late<'a> {
    source: &'a Source,
    ended: &'a Signup<Ended>,
    /// Whether it is the browser that held it.
    mine: bool,
    /// The language of the page, and how another one is chosen there.
    spoken: (Language, &'a Switch),
    /// What was posted, where it was a step.
    typed: Option<Typed<'a>>,
}

impl<'a> Late<'a> {
    /// A step, or whatever else, that was posted to this session by a browser that held it (`mine`) or not.
    pub fn of(
        (source, ended, mine): (&'a Source, &'a Signup<Ended>, bool),
        spoken: (Language, &'a Switch),
        typed: Option<Typed<'a>>,
    ) -> Self {
        Self { source, ended, mine, spoken, typed }
    }

    /// The outcome; with what was typed, where time alone has ended the session.
    pub fn page(&self, app: &App, headers: &HeaderMap, notice: Option<Notice>) -> PageResult {
        let id = self.ended.details.id;
        let Some(typed) = self.typed() else { return redirect(&done(id)) };
        let (known, is_fresh) = Presession::of_or_fresh(app, headers);
        let (action, token) = (format!("/s/{id}/resume"), csrf::token(app, &lost::proof(id, &known)));
        // Only what was typed here: another site's text is nobody's.
        let along =
            csrf::browser_agrees(app, headers).then_some(Along { action: &action, token: &token, notice });
        let late = TooLate { typed, along };
        let response = outcome(self.source, self.ended, self.mine, self.spoken, Some(late))?;
        Ok(if is_fresh && along.is_some() { known.give(app, response) } else { response })
    }

    /// Where the button was pressed: what was typed as a draft of the same step in the latest signup with this tenant that
    /// the browser holds.
    pub async fn answer(
        &self,
        app: &App,
        session: &Session,
        browser: Option<&HashMap<String, Value>>,
        (visitor, headers): (&VisitorLanguage, &HeaderMap),
    ) -> PageResult {
        let id = self.ended.details.id;
        let Some((section, form)) = self.typed().filter(|(_, form)| form.has(BUTTON)) else {
            return self.page(app, headers, None);
        };
        let known = Presession::of(app, headers);
        let proof = known.map(|known| lost::proof(id, &known));
        if !proof.is_some_and(|proof| csrf::holds(app, headers, &proof, form.get("token"))) {
            return self.page(app, headers, Some(Notice::Unconfirmed));
        }
        let others = cookie::held(browser).into_iter().filter(|other| *other != id);
        for other in others.take(MOST) {
            let loaded = match person::load(app, other, session.id(), StepFilter::None).await {
                Err(Error::NotFound) => continue,
                loaded => loaded?,
            };
            let SignupState::InProgress(signup) = loaded.signup else { continue };
            let source = loaded.source;
            let is_theirs = source.id == self.source.id && !source.is_disabled();
            let is_open = !signup.is_fixed() && signup.journey().has(section);
            let owner = signup.state.owner;
            if is_theirs && is_open && cookie::fingerprint(app, browser, other) == Some(owner) {
                // Without what its old page said besides, such as its revision.
                let typed = form.of(&signup.details.form, section);
                let typed = Some((section, &typed));
                return Box::pin(lost::bring_back(app, other, (source, owner), visitor, typed)).await;
            }
        }
        self.page(app, headers, Some(Notice::NoneSince))
    }

    /// What was typed, where it is any use to show it.
    fn typed(&self) -> Option<Typed<'a>> {
        let (section, form) = self.typed.filter(|_| self.ended.state.outcome == Outcome::Expired)?;
        let asked = form.of(&self.ended.details.form, section);
        let is_empty = asked.shown_pairs().all(|(_, value)| value.trim().is_empty());
        (!is_empty).then_some((section, form))
    }
}
