//! What of a session stays the same from the first day to the last.

use std::sync::Arc;

use crate::domain::form::Form;
use crate::domain::ids::SignupId;
use crate::domain::moment::Moment;
use crate::domain::profile::Section;
use crate::domain::signup::invitation::Invitation;
use crate::domain::signup::journey::{Journey, Progress};
use crate::domain::tenant::subscription::SubscriptionRequest;

/// What stays the same from the first day of a session to the last.
#[derive(Debug, Clone)]
pub struct SignupDetails {
    /// Its id.
    pub id: SignupId,
    /// What the tenant said.
    pub invitation: Invitation,
    /// The form that it began with; a later version changes nothing for it.
    pub form: Arc<Form>,
    /// The subscription to activate or to link on finishing.
    pub wanted: Option<SubscriptionRequest>,
    /// When it was made.
    pub created_at: Moment,
    /// Until when it can be finished.
    pub expires_at: Moment,
}

impl SignupDetails {
    /// The sections that are asked, in order: those of the form, or fewer where the tenant asks for fewer.
    #[must_use]
    pub fn sections(&self) -> Vec<Section> {
        let chosen = &self.invitation.sections;
        let is_asked = |section: &Section| chosen.is_empty() || chosen.contains(section);
        self.form.sections.iter().copied().filter(is_asked).collect()
    }

    /// Those of them in which there is nothing left to ask.
    #[must_use]
    pub fn settled(&self) -> Vec<Section> {
        let is_settled = |section: &Section| self.invitation.is_settled(&self.form, *section);
        self.sections().into_iter().filter(is_settled).collect()
    }

    /// Those of them in which there is.
    #[must_use]
    pub fn asked(&self) -> Vec<Section> {
        let is_settled = |section: &Section| self.invitation.is_settled(&self.form, *section);
        self.sections().into_iter().filter(|section| !is_settled(section)).collect()
    }

    /// The way through them for who has come so far.
    #[must_use]
    pub fn journey(&self, progress: Progress) -> Journey {
        Journey::new(self.sections(), progress).skipping(self.settled())
    }

    /// How far everybody has come from the start: what is settled needs no answer.
    pub(super) fn beginning(&self) -> Progress {
        self.settled().into_iter().fold(Progress::default(), Progress::with)
    }
}
