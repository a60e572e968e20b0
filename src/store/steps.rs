//! The steps of a session while it is live.

use super::db::{Sql, record};
use super::sealing;
use super::{Tx, statements};
use crate::domain::ids::{SignupId, SourceId};
use crate::domain::moment::Moment;
use crate::domain::profile::Section;
use crate::domain::step::{Entry, Step};
use crate::error::Result;
use crate::vault::Label;

statements! {
    ONE = Sql::same(
        "select section, revision, sealed_entry, updated_at from signup_step
         where source_id = $1 and signup_id = $2 and section = $3",
    );
    ALL = Sql::same(
        "select section, revision, sealed_entry, updated_at from signup_step where source_id = $1 and signup_id = $2",
    );
    SAVE = Sql::same(
        "insert into signup_step (source_id, signup_id, section, revision, sealed_entry, updated_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (signup_id, section) do update
         set revision = excluded.revision, sealed_entry = excluded.sealed_entry, updated_at = excluded.updated_at",
    );
    FORGET = Sql::same("delete from signup_step where source_id = $1 and signup_id = $2");
}

record! {
    struct Row {
        section: String,
        revision: i64,
        sealed_entry: Vec<u8>,
        updated_at: Moment,
    }
}

impl Tx {
    /// One step, if anything of it was saved.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn step(&mut self, id: SignupId, section: Section) -> Result<Option<Step>> {
        let row = self.conn.optional::<Row>(ONE, &[&self.source, &id, &section]).await?;
        row.map(|row| self.open_step(id, section, &row)).transpose()
    }

    /// Every step of which anything was saved, in no order.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn steps(&mut self, id: SignupId) -> Result<Vec<Step>> {
        let rows = self.conn.all::<Row>(ALL, &[&self.source, &id]).await?;
        // A section of a newer version is no page of this one.
        let known = rows.iter().filter_map(|row| Some((Section::from_word(&row.section)?, row)));
        known.map(|(section, row)| self.open_step(id, section, row)).collect()
    }

    /// Saves a step, in the place of what was there.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn save_step(&mut self, id: SignupId, step: &Step) -> Result<()> {
        let sealed = sealing::seal(&self.vault, &label(self.source, &id, step.section), &step.entry)?;
        let params: super::db::Params<'_> =
            &[&self.source, &id, &step.section, &step.revision, &sealed, &step.saved_at];
        self.conn.execute(SAVE, params).await?;
        Ok(())
    }

    /// Forgets every step.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn forget_steps(&mut self, id: SignupId) -> Result<()> {
        self.conn.execute(FORGET, &[&self.source, &id]).await?;
        Ok(())
    }

    fn open_step(&self, id: SignupId, section: Section, row: &Row) -> Result<Step> {
        let entry: Entry = sealing::open(&self.vault, &label(self.source, &id, section), &row.sealed_entry)?;
        Ok(Step { section, revision: row.revision, entry, saved_at: row.updated_at })
    }
}

fn label(source: SourceId, id: &SignupId, section: Section) -> Label<'_> {
    Label { source, kind: "signup_step", record: id.0.as_bytes(), field: section.as_str() }
}
