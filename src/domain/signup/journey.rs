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
    /// Those that are only met by way of the check page: there is nothing left to ask in them.
    skipped: Vec<Section>,
    progress: Progress,
}

impl Journey {
    /// Through these steps, of which those are answered.
    #[must_use]
    pub fn new(steps: Vec<Section>, progress: Progress) -> Self {
        Self { steps, skipped: Vec::new(), progress }
    }

    /// The same, past these steps.
    #[must_use]
    pub fn skipping(self, skipped: Vec<Section>) -> Self {
        Self { skipped, ..self }
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

    /// The step that the way leads through before this one, if any.
    #[must_use]
    pub fn before(&self, section: Section) -> Option<Section> {
        let before = self.steps.iter().take_while(|step| **step != section);
        before.filter(|step| self.asks(**step)).last().copied()
    }

    /// The step that the way leads through after this one; `None` when the check page is next.
    #[must_use]
    pub fn after(&self, section: Section) -> Option<Section> {
        self.steps.iter().skip_while(|step| **step != section).skip(1).find(|step| self.asks(**step)).copied()
    }

    /// The last step that the way leads through, if any.
    #[must_use]
    pub fn last(&self) -> Option<Section> {
        self.steps.iter().rfind(|step| self.asks(**step)).copied()
    }

    /// Where the step stands on the way, counted from one, and how many there are; nothing of one that is skipped.
    #[must_use]
    pub fn place(&self, section: Section) -> Option<(usize, usize)> {
        let asked: Vec<Section> = self.steps.iter().copied().filter(|step| self.asks(*step)).collect();
        Some((asked.iter().position(|step| *step == section)? + 1, asked.len()))
    }

    /// How many steps there are, those that are skipped included.
    #[must_use]
    pub fn total(&self) -> usize {
        self.steps.len()
    }

    fn asks(&self, section: Section) -> bool {
        !self.skipped.contains(&section)
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
        assert_eq!(journey.place(Section::Personal), Some((2, 2)));
        assert_eq!(journey.answered().collect::<Vec<_>>(), [Section::NextOfKin]);
    }

    #[test]
    fn what_needs_no_answer_is_passed_over_both_ways() {
        let answered = Progress::default().with(Section::Vehicle).with(Section::NextOfKin);
        let journey = Journey::new(Section::ALL.to_vec(), answered)
            .skipping(vec![Section::Vehicle, Section::NextOfKin]);
        assert_eq!(journey.after(Section::Personal), Some(Section::Medical));
        assert_eq!(journey.before(Section::Medical), Some(Section::Personal));
        assert_eq!((journey.after(Section::Medical), journey.last()), (None, Some(Section::Medical)));
        assert_eq!((journey.place(Section::Medical), journey.place(Section::Vehicle)), (Some((2, 2)), None));
        assert_eq!(journey.next(), Some(Section::Personal));
        assert!(journey.may_visit(Section::Vehicle), "by way of the check page");
    }
}
