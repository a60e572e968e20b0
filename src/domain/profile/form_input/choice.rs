//! Where a step was saved elsewhere: which of two texts of a field the person keeps.

use super::{FormInput, inputs};
use crate::domain::profile::{Field, Section};

/// What the names of the inputs begin with that say which of two texts is kept.
const KEEP: &str = "keep-";

/// Which of two texts of a field is kept: the one that was saved.
pub const THERE: &str = "there";

/// Or the one that was typed.
pub const HERE: &str = "here";

/// The input that says which of two texts of a field is kept.
#[must_use]
pub fn choice(field: &Field) -> String {
    format!("{KEEP}{}", field.name)
}

impl FormInput {
    /// Whether it says of any field which of two texts is to be kept.
    #[must_use]
    pub fn has_choices(&self) -> bool {
        self.inputs.keys().any(|input| input.starts_with(KEEP))
    }

    /// The same with the inputs of `there` for each field of the section of which those were chosen.
    #[must_use]
    pub fn chosen(&self, section: Section, there: &Self) -> Self {
        let mut chosen = self.clone();
        for input in section.form_fields().filter(|field| self.get(&choice(field)) == THERE).flat_map(inputs)
        {
            chosen.repeated.remove(&input);
            match there.inputs.get(&input) {
                Some(value) => chosen.inputs.insert(input, value.clone()),
                None => chosen.inputs.remove(&input),
            };
        }
        chosen.inputs.retain(|input, _| !input.starts_with(KEEP));
        chosen
    }
}
