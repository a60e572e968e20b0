//! The steps of a session while it is live. They are read with it (`signups/load`), or in a transaction that is checked
//! by its version, and written with its moves (`signups/change`), so they are always those of its version.

use super::db::{Sql, record};
use super::{Mode, View, sealing, statements};
use crate::domain::ids::{SignupId, SourceId};
use crate::domain::moment::Moment;
use crate::domain::profile::Section;
use crate::domain::signup::step::{SavedStep, StepContent};
use crate::error::Result;
use crate::vault::{AssociatedData, Vault};

/// Saves a step in the place of what was there: source, session, section, revision, sealed entry, now; where
/// `$from` has a row.
macro_rules! save_step {
    ($row:literal, $from:literal) => {
        concat!(
            "insert into signup_step (source_id, signup_id, section, revision, sealed_entry, updated_at) select ",
            $row, $from,
            " on conflict (signup_id, section) do update set revision = excluded.revision,
                sealed_entry = excluded.sealed_entry, updated_at = excluded.updated_at"
        )
    };
}
pub(super) use save_step;

statements! {
    OF_SIGNUP = Sql::same(
        "select section, revision, sealed_entry, updated_at as saved_at from signup_step
         where signup_id = $2 and source_id is not distinct from $1",
    );
}

record! {
    struct Row { section: String, revision: i64, sealed_entry: Vec<u8>, saved_at: Moment }
}

impl<M: Mode> View<M> {
    /// The steps of a session, in no order; a section of a newer version is no step of this one.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn steps(&mut self, id: SignupId) -> Result<Vec<SavedStep>> {
        let rows = self.conn.all::<Row>(OF_SIGNUP, &[&self.source, &id]).await?;
        let columns = rows.into_iter().filter_map(|row| {
            let Row { section, revision, sealed_entry, saved_at } = row;
            Some(Columns { section: Section::parse(&section)?, revision, sealed_entry, saved_at })
        });
        columns.map(|columns| columns.open(&self.vault, self.source, id)).collect()
    }
}

/// A step as a row has it.
pub(super) struct Columns {
    pub section: Section,
    pub revision: i64,
    pub sealed_entry: Vec<u8>,
    pub saved_at: Moment,
}

impl Columns {
    /// A step as the row of a session of this source will have it.
    pub fn seal(vault: &Vault, source: SourceId, id: SignupId, step: &SavedStep) -> Result<Self> {
        let sealed_entry = sealing::seal(vault, &associated_data(source, &id, step.section), &step.entry)?;
        Ok(Self { section: step.section, revision: step.revision, sealed_entry, saved_at: step.saved_at })
    }

    /// The step of a session of this source.
    pub fn open(self, vault: &Vault, source: SourceId, id: SignupId) -> Result<SavedStep> {
        let Self { section, revision, sealed_entry, saved_at } = self;
        let entry: StepContent = sealing::open(vault, &associated_data(source, &id, section), &sealed_entry)?;
        Ok(SavedStep { section, revision, entry, saved_at })
    }
}

fn associated_data(source: SourceId, id: &SignupId, section: Section) -> AssociatedData<'_> {
    AssociatedData { source, kind: "signup_step", record: id.0.as_bytes(), field: section.as_str() }
}
