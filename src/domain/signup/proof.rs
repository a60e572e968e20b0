//! The proof of the mobile in a session: where it is asked for, how it comes, and how it goes.

use super::verification::proved_field;
use super::{InProgress, Signup, SignupDetails, Transition};
use crate::domain::fingerprint::Fingerprint;
use crate::domain::profile::Section;
use crate::domain::signup::flow::Flow;

impl SignupDetails {
    /// The step after which the person proves the mobile number, where the session asks for that.
    #[must_use]
    pub fn proof_after(&self) -> Option<Section> {
        let proved = proved_field().filter(|_| self.invitation.flows.contains(&Flow::Auth));
        proved.map(|field| field.section)
    }
}

impl Signup<InProgress> {
    /// The same for a person who answers this mobile number: a proof of another one goes.
    #[must_use]
    pub fn answering(mut self, mobile: &Fingerprint) -> Self {
        self.state.proved = self.state.proved.filter(|proved| proved == mobile);
        self
    }

    /// The person has proved to have this mobile number.
    #[must_use]
    pub fn prove(self, mobile: Fingerprint) -> Transition<InProgress> {
        self.revised(|state| state.proved = Some(mobile))
    }

    /// A code was sent to prove a number, or a wrong one was entered. It is a change too, so that of many at the same time
    /// each meets the counts that those before it have left.
    #[must_use]
    pub fn attempt_proof(self) -> Transition<InProgress> {
        self.revised(|_| {})
    }
}
