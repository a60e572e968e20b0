//! The order of the steps, and which of them may be visited.

use crate::domain::profile::Section;

/// The steps in order; the check page follows the last.
pub const STEPS: &[Section] = Section::ALL;

/// Which steps are answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress(u8);

impl Progress {
    /// With this step answered as well.
    #[must_use]
    pub fn with(self, section: Section) -> Self {
        Self(self.0 | bit(section))
    }

    /// With this step open again.
    #[must_use]
    pub fn without(self, section: Section) -> Self {
        Self(self.0 & !bit(section))
    }

    /// Whether this step is answered.
    #[must_use]
    pub fn has(self, section: Section) -> bool {
        self.0 & bit(section) != 0
    }

    /// The first step that is not answered; `None` when the check page is next.
    #[must_use]
    pub fn first_unanswered(self) -> Option<Section> {
        STEPS.iter().copied().find(|section| !self.has(*section))
    }

    /// Whether a person may open this step: every answered one, and the first that is not.
    #[must_use]
    pub fn may_visit(self, section: Section) -> bool {
        self.has(section) || self.first_unanswered() == Some(section)
    }

    /// The answered steps, in order.
    pub fn answered(self) -> impl Iterator<Item = Section> {
        STEPS.iter().copied().filter(move |section| self.has(*section))
    }

    /// As one number, for the store.
    #[must_use]
    pub fn bits(self) -> i64 {
        i64::from(self.0)
    }

    /// From the number of [`Self::bits`]; a step that there is no longer is forgotten.
    #[must_use]
    pub fn from_bits(bits: i64) -> Self {
        STEPS
            .iter()
            .filter(|section| bits & i64::from(bit(**section)) != 0)
            .fold(Self::default(), |all, section| all.with(*section))
    }
}

/// The step before this one, if any.
#[must_use]
pub fn before(section: Section) -> Option<Section> {
    let at = STEPS.iter().position(|step| *step == section)?;
    STEPS.get(at.checked_sub(1)?).copied()
}

/// The step after this one; `None` when the check page is next.
#[must_use]
pub fn after(section: Section) -> Option<Section> {
    let at = STEPS.iter().position(|step| *step == section)?;
    STEPS.get(at + 1).copied()
}

/// Where the section stands among the steps, counted from one.
#[must_use]
pub fn number(section: Section) -> usize {
    STEPS.iter().position(|step| *step == section).map_or(1, |at| at + 1)
}

fn bit(section: Section) -> u8 {
    match section {
        Section::Personal => 1,
        Section::Vehicle => 2,
        Section::Medical => 4,
        Section::NextOfKin => 8,
    }
}

#[cfg(test)]
mod tests {
    use super::{Progress, STEPS};
    use crate::domain::profile::Section;

    #[test]
    fn a_later_step_waits_for_the_first_gap() {
        let mut progress = Progress::default();
        for (at, section) in STEPS.iter().enumerate() {
            assert_eq!(progress.first_unanswered(), Some(*section));
            assert!(STEPS.iter().skip(at + 1).all(|later| !progress.may_visit(*later)));
            progress = progress.with(*section);
            assert_eq!(Progress::from_bits(progress.bits()), progress);
        }
        assert_eq!(progress.first_unanswered(), None);
        assert_eq!(progress.without(Section::Vehicle).first_unanswered(), Some(Section::Vehicle));
    }
}
