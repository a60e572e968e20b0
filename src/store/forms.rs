//! Forms of sources: versions that are only ever added.
//!
//! One is immutable, so those that are in use are kept in memory: a page knows the form of its session by id, and
//! only the first one asks for it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::db::{Conn, Params, Sql, record};
use super::{Mode, System, Tx, View, lock, statements, unreadable};
use crate::domain::form::Form;
use crate::domain::form::logo::Picture;
use crate::domain::ids::{FormId, SourceId};
use crate::domain::moment::Moment;
use crate::error::{Error, Result};

statements! {
    BY_ID = Sql::same("select version, definition from form where id = $2 and source_id = $1");
    INSERT = Sql::same(
        "insert into form (source_id, version, definition, created_at) values ($1, $2, $3, $4)
         on conflict (source_id, version) do nothing returning id",
    );
    // One who replaces the form waits for the other.
    LOCK = lock!("select form_id from source where id = $1");
    // Two who keep the same picture keep it once.
    KEEP_LOGO = Sql::same(
        "insert into logo (hash, png, created_at) values ($1, $2, $3) on conflict (hash) do nothing",
    );
    LOGO = Sql::same("select png from logo where hash = $1");
    MAKE_CURRENT = Sql::same("update source set form_id = $2 where id = $1");
}

record! {
    struct Row { version: i64, definition: String }
}

record! {
    struct Id { id: FormId }
}

record! {
    struct Current { form_id: Option<FormId> }
}

record! {
    struct Png { png: Vec<u8> }
}

/// So many forms are kept in memory; at a few kilobytes each.
const MOST_KEPT: usize = 2000;

/// Forms by whose they are and their id.
type Forms = HashMap<(SourceId, FormId), Arc<Form>>;

/// The forms that were read.
#[derive(Debug, Default)]
pub(super) struct KnownForms(Mutex<Forms>);

impl KnownForms {
    /// The form of this id; without one, the built-in form.
    pub(super) async fn get(
        &self,
        conn: &mut Conn,
        source: SourceId,
        id: Option<FormId>,
    ) -> Result<Arc<Form>> {
        let Some(id) = id else { return Ok(Form::built_in()) };
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&(source, id)).cloned();
        if let Some(form) = known {
            return Ok(form);
        }
        let strange = |cause: &str| unreadable::row(source, "form", &id.to_string(), cause);
        let row = conn.optional::<Row>(BY_ID, &[&source, &id]).await?;
        let row = row.ok_or_else(|| strange("there is no such form"))?;
        let form: Form =
            serde_json::from_str(&row.definition).map_err(|_| strange("its definition is no form"))?;
        let form = Arc::new(Form { id: Some(id), version: row.version, ..form });
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST_KEPT {
            // Those in use come back at one statement each.
            known.clear();
        }
        known.insert((source, id), form.clone());
        Ok(form)
    }
}

impl<M: Mode> View<M> {
    /// The form of this id; without one, the built-in form.
    ///
    /// # Errors
    /// [`Error::Unreadable`] when there is none such.
    pub async fn form(&mut self, id: Option<FormId>) -> Result<Arc<Form>> {
        self.shared.forms.get(&mut self.conn, self.source, id).await
    }
}

impl<M: Mode> System<M> {
    /// The form of this id of this source; without one, the built-in form.
    ///
    /// # Errors
    /// [`Error::Unreadable`] when there is none such.
    pub async fn form(&mut self, source: SourceId, id: Option<FormId>) -> Result<Arc<Form>> {
        self.shared.forms.get(&mut self.conn, source, id).await
    }

    /// The picture of a logo, by the hash of its file; whose it is does not matter.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn logo(&mut self, hash: &str) -> Result<Option<Vec<u8>>> {
        let row = self.conn.optional::<Png>(LOGO, &[&hash]).await?;
        Ok(row.map(|row| row.png))
    }
}

impl Tx {
    /// Keeps the picture of a logo.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn keep_logo(&mut self, picture: &Picture, now: Moment) -> Result<()> {
        self.conn.execute(KEEP_LOGO, &[&picture.logo.hash, &picture.png, &now]).await?;
        Ok(())
    }

    /// The id of the source's form, which nobody else replaces until the end of this transaction.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn lock_form(&mut self) -> Result<Option<FormId>> {
        let row = self.conn.optional::<Current>(LOCK, &[&self.source]).await?;
        row.map(|row| row.form_id).ok_or(Error::NotFound)
    }

    /// Makes this the form of the source, in the version that it names.
    ///
    /// # Errors
    /// [`Error::Stale`] when another one has got that version since.
    pub async fn add_form(&mut self, form: &Form, now: Moment) -> Result<FormId> {
        let definition = serde_json::to_string(form).map_err(|error| Error::Broken(error.to_string()))?;
        let params: Params<'_> = &[&self.source, &form.version, &definition, &now];
        let added = self.conn.optional::<Id>(INSERT, params).await?.ok_or(Error::Stale)?;
        self.conn.execute(MAKE_CURRENT, &[&self.source, &Some(added.id)]).await?;
        self.mode.changes.record("form", form.version);
        Ok(added.id)
    }
}
