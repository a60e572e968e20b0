//! The order of a session's steps and what stands between them, and which of them may be visited.

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

/// A place on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// A step.
    Step(Section),
    /// Where the person proves the mobile number.
    Verification,
    /// Where all answers are checked, after the last step.
    Check,
}

/// The proof that is asked for after a step, before anything that follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Proof {
    after: Section,
    is_given: bool,
}

/// The steps of a session in order, and how far the person has come; the check page follows the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journey {
    steps: Vec<Section>,
    /// Those that are only met by way of the check page: there is nothing left to ask in them.
    skipped: Vec<Section>,
    progress: Progress,
    proof: Option<Proof>,
}

impl Journey {
    /// Through these steps, of which those are answered.
    #[must_use]
    pub fn new(steps: Vec<Section>, progress: Progress) -> Self {
        Self { steps, skipped: Vec::new(), progress, proof: None }
    }

    /// The same, past these steps.
    #[must_use]
    pub fn skipping(self, skipped: Vec<Section>) -> Self {
        Self { skipped, ..self }
    }

    /// The same with a proof after this step, which is given or not yet.
    #[must_use]
    pub fn proving(self, after: Section, is_given: bool) -> Self {
        Self { proof: Some(Proof { after, is_given }), ..self }
    }

    /// The steps in order.
    #[must_use]
    pub fn steps(&self) -> &[Section] {
        &self.steps
    }

    /// The first place where something is left to do.
    #[must_use]
    pub fn next(&self) -> Stop {
        for step in self.steps.iter().copied() {
            if !self.progress.has(step) {
                return Stop::Step(step);
            }
            if self.waits_after(step) {
                return Stop::Verification;
            }
        }
        Stop::Check
    }

    /// Whether a person may open this step: every answered one, and the first that is not, but none behind a proof that is
    /// not given.
    #[must_use]
    pub fn may_visit(&self, section: Section) -> bool {
        let mut before = self.steps.iter().take_while(|step| **step != section);
        let is_open = !before.any(|step| self.waits_after(*step));
        self.has(section) && is_open && (self.progress.has(section) || self.next() == Stop::Step(section))
    }

    /// Whether a proof is asked for after this step that is not given.
    fn waits_after(&self, section: Section) -> bool {
        self.proof.is_some_and(|proof| proof.after == section && !proof.is_given)
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

    /// Where the way leads after this step.
    #[must_use]
    pub fn after(&self, section: Section) -> Stop {
        if self.waits_after(section) {
            return Stop::Verification;
        }
        let mut after = self.steps.iter().skip_while(|step| **step != section).skip(1);
        after.find(|step| self.asks(**step)).map_or(Stop::Check, |step| Stop::Step(*step))
    }

    /// The last step that the way leads through, if any.
    #[must_use]
    pub fn last(&self) -> Option<Section> {
        self.steps.iter().rfind(|step| self.asks(**step)).copied()
    }

    /// Where the step or the proof stands on the way, counted from one, and how many there are of both together; nothing of
    /// one that is skipped.
    #[must_use]
    pub fn place(&self, stop: Stop) -> Option<(usize, usize)> {
        let stops = self.stops();
        Some((stops.iter().position(|known| *known == stop)? + 1, stops.len()))
    }

    /// How many steps the way leads through, and the proof with them.
    #[must_use]
    pub fn length(&self) -> usize {
        self.stops().len()
    }

    fn stops(&self) -> Vec<Stop> {
        let mut stops = Vec::new();
        for step in self.steps.iter().copied() {
            stops.extend(self.asks(step).then_some(Stop::Step(step)));
            stops.extend(self.proof.filter(|proof| proof.after == step).map(|_| Stop::Verification));
        }
        stops
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
    use super::{Journey, Progress, Stop};
    use crate::domain::profile::Section;

    #[test]
    fn a_later_step_waits_for_the_first_gap() {
        let mut progress = Progress::default();
        for (at, section) in Section::ALL.iter().enumerate() {
            let journey = Journey::new(Section::ALL.to_vec(), progress);
            assert_eq!(journey.next(), Stop::Step(*section));
            assert!(Section::ALL.iter().skip(at + 1).all(|later| !journey.may_visit(*later)));
            progress = progress.with(*section);
            assert_eq!(Progress::from_bits(progress.bits()), progress);
        }
        assert_eq!(Journey::new(Section::ALL.to_vec(), progress).next(), Stop::Check);
        let journey = Journey::new(Section::ALL.to_vec(), progress.without(Section::Vehicle));
        assert_eq!(journey.next(), Stop::Step(Section::Vehicle));
    }

    #[test]
    fn a_form_may_leave_steps_out_and_order_them() {
        let steps = vec![Section::NextOfKin, Section::Personal];
        let journey =
            Journey::new(steps, Progress::default().with(Section::NextOfKin).with(Section::Medical));
        assert_eq!(journey.next(), Stop::Step(Section::Personal));
        assert!(!journey.may_visit(Section::Medical), "it is not asked");
        assert_eq!(
            (journey.before(Section::Personal), journey.after(Section::Personal)),
            (Some(Section::NextOfKin), Stop::Check)
        );
        assert_eq!(journey.place(Stop::Step(Section::Personal)), Some((2, 2)));
        assert_eq!(journey.answered().collect::<Vec<_>>(), [Section::NextOfKin]);
    }

    #[test]
    fn what_needs_no_answer_is_passed_over_both_ways() {
        let answered = Progress::default().with(Section::Vehicle).with(Section::NextOfKin);
        let journey = Journey::new(Section::ALL.to_vec(), answered)
            .skipping(vec![Section::Vehicle, Section::NextOfKin]);
        assert_eq!(journey.after(Section::Personal), Stop::Step(Section::Medical));
        assert_eq!(journey.before(Section::Medical), Some(Section::Personal));
        assert_eq!((journey.after(Section::Medical), journey.last()), (Stop::Check, Some(Section::Medical)));
        let place = |section| journey.place(Stop::Step(section));
        assert_eq!((place(Section::Medical), place(Section::Vehicle)), (Some((2, 2)), None));
        assert_eq!(journey.next(), Stop::Step(Section::Personal));
        assert!(journey.may_visit(Section::Vehicle), "by way of the check page");
    }

    #[test]
    fn nothing_behind_a_proof_is_open_before_it_is_given() {
        let steps = vec![Section::Vehicle, Section::Personal, Section::Medical];
        let journey = |progress: Progress, is_given| {
            Journey::new(steps.clone(), progress).proving(Section::Personal, is_given)
        };
        let nothing = Progress::default();
        assert_eq!(journey(nothing, false).next(), Stop::Step(Section::Vehicle));
        assert_eq!(journey(nothing.with(Section::Vehicle), false).next(), Stop::Step(Section::Personal));
        let answered = nothing.with(Section::Vehicle).with(Section::Personal);
        let all = answered.with(Section::Medical);
        for progress in [answered, all] {
            let journey = journey(progress, false);
            assert_eq!(
                (journey.next(), journey.after(Section::Personal)),
                (Stop::Verification, Stop::Verification)
            );
            assert!(journey.may_visit(Section::Vehicle) && journey.may_visit(Section::Personal));
            assert!(!journey.may_visit(Section::Medical));
        }
        assert_eq!(journey(answered, true).next(), Stop::Step(Section::Medical));
        assert_eq!(journey(answered, true).after(Section::Personal), Stop::Step(Section::Medical));
        assert_eq!(journey(all, true).next(), Stop::Check);
        let skipping = journey(answered, false).skipping(vec![Section::Personal]);
        let places = [Stop::Step(Section::Vehicle), Stop::Verification, Stop::Step(Section::Medical)];
        assert_eq!(places.map(|stop| skipping.place(stop)), [Some((1, 3)), Some((2, 3)), Some((3, 3))]);
        assert_eq!(journey(answered, true).place(Stop::Verification), Some((3, 4)));
        assert_eq!(Journey::new(steps.clone(), answered).place(Stop::Verification), None);
    }
}
