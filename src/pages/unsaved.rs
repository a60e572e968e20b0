//! A step that was posted while the database could not even say whose it is.

use super::response::{PageResult, busy};
use super::step::{is_from_check, revision_of};
use super::view::{self, Notice, StepPage};
use crate::domain::form::Form;
use crate::domain::ids::SignupId;
use crate::domain::language::Language;
use crate::domain::profile::answers::{FORGET, NOT_NOW};
use crate::domain::profile::form_input::FormInput;
use crate::domain::profile::{Kind, Section};
use crate::domain::signup::invitation::Invitation;
use crate::i18n::{AgreementTexts, Catalog};

/// The step with all that was typed: the token is the one that came along. Only where the browser does not say that the post came from elsewhere, because nothing else is known of it.
pub fn step(id: SignupId, section: Section, form: &FormInput, language: Language) -> PageResult {
    let (catalog, nothing) = (Catalog::of(language), Invitation::default());
    let mut consent = catalog.consent(&catalog.get("tenant-unknown"));
    // Who has agreed has agreed to the words that were on the page, whose they are is only not known here.
    if let Some(version) = agreed_to(section, form) {
        consent.version = version;
    }
    let step = StepPage {
        base: &format!("/s/{id}"),
        form: &Form::built_in(),
        journey: None,
        section,
        typed: form,
        invitation: &nothing,
        errors: &[],
        stale: None,
        notice: Some(Notice::Unsaved),
        // A choice between two texts that cannot be shown here is to be made again.
        revision: if form.has_choices() { UNKNOWN } else { revision_of(form) },
        order: None,
        token: &form.shown("token"),
        from_check: is_from_check(form),
        consent: &consent,
        texts: &AgreementTexts::default(),
    };
    busy(view::unsaved(catalog, &step))
}

/// The version of the words that were agreed to on a posted form.
fn agreed_to(section: Section, form: &FormInput) -> Option<String> {
    let consent = section.form_fields().find(|field| field.kind == Kind::Consent)?;
    let said = form.shown(consent.name);
    Some(said).filter(|said| !["", NOT_NOW, FORGET].contains(&said.as_str()))
}

/// A revision that no step has.
const UNKNOWN: i64 = -1;
