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
    /// Text that was kept while it was being typed, and never sent.
    Typing(Box<Typing>),
}

/// What a page's script keeps of a step while a person types on it. What was answered before still counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typing {
    /// What is typed.
    pub typed: FormInput,
    /// On which page; its own saves never make that page stale.
    pub page: String,
    /// Grows with what is typed there: requests may overtake each other.
    pub order: i64,
    /// The answers that count until the step is sent.
    pub before: Option<Answered>,
}

/// Answers that count, with the revision and the time in which they were given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// The answers.
    pub answers: Answers,
    /// The revision of the step then.
    pub revision: i64,
    /// When.
    pub saved_at: Moment,
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
            StepContent::Typing(typing) => typing.typed.clone(),
        }
    }

    /// The answers in it that count.
    #[must_use]
    pub fn answered(&self) -> Option<Answered> {
        match &self.entry {
            StepContent::Answered(answers) => {
                Some(Answered { answers: answers.clone(), revision: self.revision, saved_at: self.saved_at })
            }
            StepContent::Draft(_) => None,
            StepContent::Typing(typing) => typing.before.clone(),
        }
    }

    /// What was typed since it was answered or left, and never sent.
    #[must_use]
    pub fn typing(&self) -> Option<&Typing> {
        if let StepContent::Typing(typing) = &self.entry { Some(typing) } else { None }
    }

    /// Whether a page that showed this revision knows what the step holds: nothing was saved since, but by the
    /// page itself while the person typed.
    #[must_use]
    pub fn is_known_to(&self, page: &str, revision: i64) -> bool {
        self.revision == revision || self.typing().is_some_and(|typing| typing.page == page)
    }
}
