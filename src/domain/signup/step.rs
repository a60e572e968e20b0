//! A step as the person left it.

use serde::{Deserialize, Serialize};

use crate::domain::moment::Moment;
use crate::domain::profile::Section;
use crate::domain::profile::answers::Answers;
use crate::domain::profile::form_input::FormInput;

/// What a step holds: answers that passed their checks, or what was typed so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepContent {
    /// Checked answers.
    Answered(Answers),
    /// Typed text that is not an answer yet; kept so that nothing is lost.
    Draft(FormInput),
}

/// A stored step.
#[derive(Debug, Clone)]
pub struct SavedStep {
    /// Which.
    pub section: Section,
    /// How often it was saved; a form names the revision that it showed.
    pub revision: i64,
    /// What it holds.
    pub entry: StepContent,
    /// When it was saved.
    pub saved_at: Moment,
}

impl SavedStep {
    /// What the inputs show of it.
    #[must_use]
    pub fn typed(&self) -> FormInput {
        match &self.entry {
            StepContent::Answered(answers) => FormInput::from_answers(self.section, answers),
            StepContent::Draft(typed) => typed.clone(),
        }
    }
}
