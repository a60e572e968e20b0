//! Previews of a form: an address that shows every page of it to whoever has it, for an hour.
//!
//! The address says whose form it is, in which version and until when, and carries a proof of that: nothing has to be
//! written down for it, and none can be made up. What it shows has no answers of anybody.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::idempotency::{Answered, IdempotentCall, Subject};
use crate::app::App;
use crate::domain::form::Form;
use crate::domain::ids::{FormId, SourceId};
use crate::domain::moment::Moment;
use crate::domain::tenant::source::Source;
use crate::domain::tenant::stored_response::StoredResponse;
use crate::error::{Error, Result};
use crate::vault::same;

/// How long an address works, in seconds (contract, section 4).
const LIFE: i64 = 3600;

/// How many bytes an address says: whose form, which, until when.
const SAID: usize = 24;

/// A form that somebody may look at for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preview {
    source: SourceId,
    /// The version; none is the built-in form.
    form: Option<FormId>,
    /// Until when.
    pub until: Moment,
}

impl Subject for Preview {}

/// What is shown.
#[derive(Debug)]
pub struct Previewed {
    /// The tenant.
    pub source: Source,
    /// The form.
    pub form: Arc<Form>,
    /// Until when.
    pub until: Moment,
}

impl Preview {
    /// A preview of the form that new sessions of a source begin with, from now on.
    ///
    /// # Errors
    /// [`Error::Broken`] at the end of time.
    pub fn of(app: &App, source: &Source) -> Result<Self> {
        let until =
            app.now().plus_seconds(LIFE).ok_or_else(|| Error::Broken("no time is left".to_owned()))?;
        // In whole seconds, as the address says it.
        let until = Moment::from_micros(until.seconds() * 1_000_000).unwrap_or(until);
        Ok(Self { source: source.id, form: source.form, until })
    }

    /// The path of its pages.
    #[must_use]
    pub fn path(&self, app: &App) -> String {
        let said = self.said();
        let bytes = [&said[..], app.vault.fingerprint(PURPOSE, None, &said).as_slice()].concat();
        format!("/preview/{}", URL_SAFE_NO_PAD.encode(bytes))
    }

    fn said(&self) -> Vec<u8> {
        let numbers = [self.source.0, self.form.map_or(0, |form| form.0), self.until.seconds()];
        numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
    }

    /// What an address says, if it is one of ours and still works.
    fn read(app: &App, token: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (said, proof) = bytes.split_at_checked(SAID)?;
        if !same(proof, app.vault.fingerprint(PURPOSE, None, said).as_slice()) {
            return None;
        }
        let number = |at: usize| said.get(at..at + 8)?.try_into().ok().map(i64::from_be_bytes);
        let (source, form, until) = (number(0)?, number(8)?, number(16)?);
        let until = Moment::from_micros(until.checked_mul(1_000_000)?)?;
        let form = (form != 0).then_some(FormId(form));
        (app.now() < until).then_some(Self { source: SourceId(source), form, until })
    }
}

/// What the proof is of.
const PURPOSE: &str = "preview";

/// Makes a preview for a tenant; `reply` makes the response of it.
///
/// # Errors
/// [`Error::KeyReused`].
pub async fn make(
    call: IdempotentCall<'_>,
    source: &Source,
    reply: impl Fn(&Preview) -> StoredResponse,
) -> Result<Answered<Preview>> {
    let preview = Preview::of(call.app, source)?;
    call.run(|tx, _| async move { Ok((tx, preview)) }, reply).await
}

/// What the address of a preview shows.
///
/// # Errors
/// [`Error::NotFound`] when it is none of ours, or no longer works.
pub async fn open(app: &App, token: &str) -> Result<Previewed> {
    let preview = Preview::read(app, token).ok_or(Error::NotFound)?;
    let source = app.store.system().source(preview.source).await?.ok_or(Error::NotFound)?;
    let form = app.store.read(source.id).form(preview.form).await?;
    Ok(Previewed { source, form, until: preview.until })
}
