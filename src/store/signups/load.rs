//! What a page of a session is made of, in one statement: the session, its source, what the browser of a cookie
//! has started, the steps that the page shows, the code that was sent to its person, and the notifier that hears of what is
//! done there.

use std::collections::HashMap;

use serde_json::Value;
use tower_sessions::session::Id;

use super::columns;
use super::row::Row;
use crate::domain::fingerprint::Fingerprint;
use crate::domain::ids::{NotifierId, SignupId};
use crate::domain::moment::Moment;
use crate::domain::profile::Section;
use crate::domain::signup::SignupState;
use crate::domain::signup::filter::StepFilter;
use crate::domain::signup::step::SavedStep;
use crate::domain::signup::verification::LastCode;
use crate::domain::tenant::source::Source;
use crate::error::Result;
use crate::store::browsers::{self, Sealed};
use crate::store::db::{Joined, Param, Sql, record};
use crate::store::notifiers::{InterestRow, KnownNotifier};
use crate::store::sources::{Row as SourceRow, source_columns};
use crate::store::steps::Columns;
use crate::store::verifications::Columns as CodeColumns;
use crate::store::{Mode, System, statements};

/// A row for each step that is asked for by its name (`$3`), or for all by `*`; one row where there is none.
macro_rules! load {
    ($filter:literal) => {
        Sql::same(concat!(
            "select ", columns!(), ", ", source_columns!(), ",
                verification.mobile_fingerprint, verification.code_fingerprint, verification.sent as codes_sent,
                verification.tried as codes_tried, verification.expires_at as code_expires_at,
                verification.delivery_id as code_delivery_id, delivery.delivered_at as code_delivered_at,
                delivery.last_error as code_error,
                browser.sealed_data as browser_data, browser.expires_at as browser_expires_at,
                notifier.id as notifier_id, notifier.events, notifier.include_profile,
                signup_step.section, signup_step.revision, signup_step.sealed_entry, signup_step.updated_at as saved_at
             from signup join source on source.id = signup.source_id
             left join browser on browser.id_fingerprint = $2
             left join notifier on notifier.source_id = signup.source_id and notifier.removed_at is null
             left join verification on verification.signup_id = signup.id
             left join delivery on delivery.id = verification.delivery_id
             left join signup_step on signup_step.signup_id = signup.id and ($3 = '*' or signup_step.section = $3)
             where ", $filter
        ))
    };
}

statements! {
    BY_ID = load!("signup.id = $1");
    BY_SECRET = load!("signup.secret_fingerprint = $1");
}

record! {
    struct Beside {
        browser_data: Option<Vec<u8>>,
        browser_expires_at: Option<Moment>,
        notifier_id: Option<NotifierId>,
        events: Option<String>,
        include_profile: Option<bool>,
        section: Option<String>,
        revision: Option<i64>,
        sealed_entry: Option<Vec<u8>>,
        saved_at: Option<Moment>,
    }
}

type LoadedRow = Joined<Joined<Joined<Row, SourceRow>, CodeColumns>, Beside>;

/// A session with all that a page of it needs.
#[derive(Debug)]
pub struct LoadedSignup {
    /// Whose session it is.
    pub source: Source,
    /// The session.
    pub signup: SignupState,
    /// What the browser of the cookie remembers, or why that cannot be read.
    pub browser: Result<Option<HashMap<String, Value>>>,
    /// The steps that were asked for, as far as anything was saved, in no order.
    pub steps: Result<Vec<SavedStep>>,
    /// The last code that was sent to prove a number, if any.
    pub code: Option<LastCode>,
    /// The notifier, to be [known](crate::store::Tx::knowing) when the session is changed.
    pub notifier: KnownNotifier,
}

impl<M: Mode> System<M> {
    /// The session of an id in a path, as it is at `now`, with what goes with it; a record of a browser that has
    /// expired is none, unless the time is `doubtful`.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn load(
        &mut self,
        id: SignupId,
        cookie: Option<Id>,
        steps: StepFilter,
        time: (Moment, bool),
    ) -> Result<Option<LoadedSignup>> {
        self.read_signup(BY_ID, &id, cookie, steps, time).await
    }

    /// The same for the session that a link opens.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn load_by_link(
        &mut self,
        secret: &Fingerprint,
        cookie: Option<Id>,
        steps: StepFilter,
        time: (Moment, bool),
    ) -> Result<Option<LoadedSignup>> {
        self.read_signup(BY_SECRET, &secret.as_slice(), cookie, steps, time).await
    }

    async fn read_signup(
        &mut self,
        statement: Sql,
        filter: &dyn Param,
        cookie: Option<Id>,
        steps: StepFilter,
        (now, doubtful): (Moment, bool),
    ) -> Result<Option<LoadedSignup>> {
        let fingerprint = cookie.map(|id| browsers::fingerprint(&self.vault, id)).unwrap_or_default();
        let steps = match steps {
            StepFilter::None => "",
            StepFilter::One(section) => section.as_str(),
            StepFilter::All => "*",
        };
        let mut rows = self.conn.all::<LoadedRow>(statement, &[filter, &fingerprint, &steps]).await?;
        let Some(Joined(Joined(Joined(signup, source), code), first)) = rows.pop() else { return Ok(None) };
        let (source_id, id) = (signup.source_id, signup.id);
        let sealed = first.browser().filter(|sealed| doubtful || sealed.expires_at > now);
        let browser =
            sealed.map(|sealed| sealed.open(&self.vault, &fingerprint)).transpose().map(Option::flatten);
        let notifier = KnownNotifier(first.notifier());
        let steps = rows.into_iter().map(|Joined(_, beside)| beside).chain([first]).filter_map(Beside::step);
        let steps = steps.map(|step| step.open(&self.vault, source_id, id)).collect();
        let form = self.form(source_id, signup.form_id).await?;
        let (source, signup) = (source.try_into()?, signup.read(&self.vault, form)?.at(now));
        Ok(Some(LoadedSignup { source, signup, browser, steps, notifier, code: code.read()? }))
    }
}

impl Beside {
    fn browser(&self) -> Option<Sealed> {
        Some(Sealed { data: self.browser_data.clone()?, expires_at: self.browser_expires_at? })
    }

    fn notifier(&self) -> Option<InterestRow> {
        let events = self.events.clone()?;
        Some(InterestRow { id: self.notifier_id?, events, include_profile: self.include_profile? })
    }

    /// A section of a newer version is no page of this one.
    fn step(self) -> Option<Columns> {
        let section = Section::parse(&self.section?)?;
        let (revision, sealed_entry) = (self.revision?, self.sealed_entry?);
        Some(Columns { section, revision, sealed_entry, saved_at: self.saved_at? })
    }
}
