//! Where a step was saved elsewhere: what the person chose of two texts.

use std::borrow::Cow;

use super::csrf;
use super::owner::SignupOwner;
use super::step::revision_of;
use crate::domain::profile::Section;
use crate::domain::profile::form_input::FormInput;

/// What was posted with what the person chose where it was shown beside what was saved elsewhere; as it came where
/// that has changed again, so that both are shown anew.
pub fn chosen<'a>(owner: &SignupOwner, section: Section, form: &'a FormInput) -> Cow<'a, FormInput> {
    match owner.latest.step(section) {
        Some(step)
            if form.has_choices()
                && step.is_known_to(csrf::page_of(form.get("token")), revision_of(form)) =>
        {
            Cow::Owned(form.chosen(section, &step.typed()))
        }
        _ => Cow::Borrowed(form),
    }
}
