//! The order of a session's steps, and which of them may be visited.

use crate::domain::profile::Section;

/// Which steps are answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress(i64);

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

    /// As one number, for the store.
    #[must_use]
    pub fn bits(self) -> i64 {
        self.0
    }

    /// From the number of [`Self::bits`]; a step that there is no longer is forgotten.
    #[must_use]
    pub fn from_bits(bits: i64) -> Self {
        Self(bits & Section::ALL.iter().map(|section| bit(*section)).sum::<i64>())
    }
}

/// The bit of a step: that of its place among all sections, whatever a form makes of their order.
fn bit(section: Section) -> i64 {
    1 << (section as u8)
}

/// The steps of a session in order, and how far the person has come; the check page follows the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journey {
    steps: Vec<Section>,
    progress: Progress,
}

impl Journey {
    /// Through these steps, of which those are answered.
    #[must_use]
    pub fn new(steps: Vec<Section>, progress: Progress) -> Self {
        Self { steps, progress }
    }

    /// The steps in order.
    #[must_use]
    pub fn steps(&self) -> &[Section] {
        &self.steps
    }

    /// The first step that is not answered; `None` when the check page is next.
    #[must_use]
    pub fn next(&self) -> Option<Section> {
        self.steps.iter().copied().find(|section| !self.progress.has(*section))
    }

    /// Whether a person may open this step: every answered one, and the first that is not.
    #[must_use]
    pub fn may_visit(&self, section: Section) -> bool {
        self.has(section) && (self.progress.has(section) || self.next() == Some(section))
    }

    /// Whether it leads through this step at all.
    #[must_use]
    pub fn has(&self, section: Section) -> bool {
        self.steps.contains(&section)
    }

    /// The answered steps, in order.
    pub fn answered(&self) -> impl Iterator<Item = Section> {
        self.steps.iter().copied().filter(|section| self.progress.has(*section))
    }

    /// The step before this one, if any.
    #[must_use]
    pub fn before(&self, section: Section) -> Option<Section> {
        self.steps.get(self.at(section)?.checked_sub(1)?).copied()
    }

    /// The step after this one; `None` when the check page is next.
    #[must_use]
    pub fn after(&self, section: Section) -> Option<Section> {
        self.steps.get(self.at(section)? + 1).copied()
    }

    /// Where the step stands, counted from one.
    #[must_use]
    pub fn number(&self, section: Section) -> usize {
        self.at(section).map_or(1, |at| at + 1)
    }

    /// How many steps there are.
    #[must_use]
    pub fn total(&self) -> usize {
        self.steps.len()
    }

    fn at(&self, section: Section) -> Option<usize> {
        self.steps.iter().position(|step| *step == section)
    }
}

#[cfg(test)]
mod tests {
    use super::{Journey, Progress};
    use crate::domain::profile::Section;

    #[test]
    fn a_later_step_waits_for_the_first_gap() {
        let mut progress = Progress::default();
        for (at, section) in Section::ALL.iter().enumerate() {
            let journey = Journey::new(Section::ALL.to_vec(), progress);
            assert_eq!(journey.next(), Some(*section));
            assert!(Section::ALL.iter().skip(at + 1).all(|later| !journey.may_visit(*later)));
            progress = progress.with(*section);
            assert_eq!(Progress::from_bits(progress.bits()), progress);
        }
        assert_eq!(Journey::new(Section::ALL.to_vec(), progress).next(), None);
        let journey = Journey::new(Section::ALL.to_vec(), progress.without(Section::Vehicle));
        assert_eq!(journey.next(), Some(Section::Vehicle));
    }

    #[test]
    fn a_form_may_leave_steps_out_and_order_them() {
        let steps = vec![Section::NextOfKin, Section::Personal];
        let journey =
            Journey::new(steps, Progress::default().with(Section::NextOfKin).with(Section::Medical));
        assert_eq!(journey.next(), Some(Section::Personal));
        assert!(!journey.may_visit(Section::Medical), "it is not asked");
        assert_eq!(
            (journey.before(Section::Personal), journey.after(Section::Personal)),
            (Some(Section::NextOfKin), None)
        );
        assert_eq!((journey.number(Section::Personal), journey.total()), (2, 2));
        assert_eq!(journey.answered().collect::<Vec<_>>(), [Section::NextOfKin]);
    }
}
