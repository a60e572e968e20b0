//! A step as the person left it.

use serde::{Deserialize, Serialize};

use super::answers::Answers;
use super::moment::Moment;
use super::profile::Section;
use super::typed::Typed;

/// What a step holds: answers that passed their checks, or what was typed so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// Checked answers.
    Answered(Answers),
    /// Typed text that is not an answer yet; kept so that nothing is lost.
    Draft(Typed),
}

/// A stored step.
#[derive(Debug, Clone)]
pub struct Step {
    /// Which.
    pub section: Section,
    /// How often it was saved; a form names the revision that it showed.
    pub revision: i64,
    /// What it holds.
    pub entry: Entry,
    /// When it was saved.
    pub saved_at: Moment,
}

impl Step {
    /// What the inputs show of it.
    #[must_use]
    pub fn typed(&self) -> Typed {
        match &self.entry {
            Entry::Answered(answers) => Typed::from_answers(self.section, answers),
            Entry::Draft(typed) => typed.clone(),
        }
    }
}
