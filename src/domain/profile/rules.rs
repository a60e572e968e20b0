//! The rules that concern more than one field, of a step and of a whole profile.
//!
//! | rule | pages | API |
//! |---|---|---|
//! | a "no" leaves nothing of what follows it: no medical aid, no scheme | [`check_section`] | [`settle`], [`settle_change`] |
//! | a vehicle is described by one detail at least | [`check_section`] | nothing to hold: `hasVehicle` is on the form only |
//! | health data needs the person's consent, and goes without it only when the person says so | [`check_section`] | the tenant's to have: no member of the contract says it |
//! | next of kin are a name and a number | [`check_section`] | not held: the contract lets either be absent or cleared |
//!
//! Which of them hold in a section is told by its [`Together`] and by what its rows follow.

use crate::domain::form::{Form, Need};
use crate::domain::profile::answers::{Answers, FORGET, NO, NOT_NOW, YES};
use crate::domain::profile::validation::{Code, FieldError};
use crate::domain::profile::{Field, Kind, Scope, Section, Together, gates};

/// Brings a section's answers into order and returns what is still wrong with them as a whole.
///
/// `locked` are the answers that the tenant gave and the person may not change.
pub fn check_section(
    form: &Form,
    section: Section,
    answers: &mut Answers,
    locked: &Answers,
) -> Vec<FieldError> {
    // What the tenant locked is so, and so is what it follows from.
    for gate in gates().filter(|gate| gate.section == section && is_followed(gate, locked)) {
        answers.set(gate, Some(YES.to_owned()));
    }
    settle(answers);
    let mut errors = needed_after_yes(form, section, answers);
    match section.together() {
        Together::Free => {}
        Together::OneDetail => errors.extend(one_detail(form, section, answers)),
        Together::Consented => errors.extend(consented(section, answers)),
        Together::AllOrNone => errors.extend(all_or_none(form, section, answers)),
    }
    errors
}

/// Whether anything that follows this question is answered.
fn is_followed(gate: &'static Field, answers: &Answers) -> bool {
    gate.followers().any(|field| answers.get(field.name).is_some())
}

/// What the form needs of those who said yes, or of all where the question is not asked.
fn needed_after_yes(form: &Form, section: Section, answers: &Answers) -> Vec<FieldError> {
    let asked = |gate: &str| form.fields(section).any(|field| field.name == gate);
    let applies = |field: &Field| field.follows.is_some_and(|gate| answers.says_yes(gate) || !asked(gate));
    let needed = form.asks(section).filter(|ask| ask.need == Need::Required && applies(ask.field));
    let missing = needed.filter(|ask| answers.get(ask.field.name).is_none());
    missing.map(|ask| FieldError { field: ask.field, code: Code::Required }).collect()
}

/// The question is answered, and a yes with at least one of the details that are asked.
fn one_detail(form: &Form, section: Section, answers: &Answers) -> Vec<FieldError> {
    let mut errors = Vec::new();
    for gate in gates().filter(|gate| gate.section == section) {
        let details = || gate.followers().filter(|field| form.fields.of(field) != Need::Hidden);
        match answers.get(gate.name) {
            None => errors.push(FieldError { field: gate, code: Code::Required }),
            Some(YES) if !is_followed(gate, answers) && !details().any(|field| is_needed(form, field)) => {
                errors.extend(details().next().map(|field| FieldError { field, code: Code::OneRequired }));
            }
            Some(_) => {}
        }
    }
    errors
}

/// Whether the form needs this one, whose lack is told already.
fn is_needed(form: &Form, field: &Field) -> bool {
    form.fields.of(field) == Need::Required
}

/// Nothing is kept without consent, and no consent where there is nothing to keep. Who does not consent and has told
/// something is asked what is to become of it; [`FORGET`] says so.
fn consented(section: Section, answers: &mut Answers) -> Vec<FieldError> {
    let told = answers.of(section).fields().any(|field| field.scope == Scope::FormAndApi);
    let consents = section.form_fields().filter(|field| field.kind == Kind::Consent);
    let mut errors = Vec::new();
    for field in consents {
        match answers.get(field.name) {
            Some(FORGET) => {
                section.form_fields().for_each(|field| answers.set(field, None));
                answers.set(field, Some(NOT_NOW.to_owned()));
            }
            Some(NOT_NOW) | None if told => errors.push(FieldError { field, code: Code::Required }),
            Some(NOT_NOW) | None => {}
            Some(_) if !told => answers.set(field, None),
            Some(_) => {}
        }
    }
    errors
}

/// Of those that are asked all are answered, or none. A box beside them says nothing where there are none.
fn all_or_none(form: &Form, section: Section, answers: &mut Answers) -> Vec<FieldError> {
    let asked = || form.fields(section).filter(|field| field.kind != Kind::Tick);
    if !asked().any(|field| answers.get(field.name).is_some()) {
        let ticks = section.form_fields().filter(|field| field.kind == Kind::Tick);
        ticks.for_each(|field| answers.set(field, None));
        return Vec::new();
    }
    let missing = asked().filter(|field| answers.get(field.name).is_none());
    missing.map(|field| FieldError { field, code: Code::Required }).collect()
}

/// Brings answers into order that are told at once, at either door: after a "no" there is nothing of what
/// follows the question.
pub fn settle(answers: &mut Answers) {
    for gate in gates() {
        if answers.get(gate.name) == Some(NO) {
            gate.followers().for_each(|field| answers.set(field, None));
        }
    }
}

/// Brings a profile into order that a change has just been made to. What was said last holds: a new "no"
/// clears what follows it, and new details after an old "no" make it a yes.
pub fn settle_change(profile: &mut Answers, changed: impl Fn(&'static Field) -> bool) {
    for gate in gates() {
        let old_no = profile.get(gate.name) == Some(NO) && !changed(gate);
        let told = |field: &'static Field| profile.get(field.name).is_some() && changed(field);
        if old_no && gate.followers().any(told) {
            profile.set(gate, Some(YES.to_owned()));
        }
    }
    settle(profile);
}

/// The answers that follow from what the tenant gave and are asked on the form only: a described vehicle is a
/// vehicle.
#[must_use]
pub fn implied(prefilled: &Answers) -> Answers {
    let mut implied = Answers::default();
    if prefilled.is_empty() {
        return implied;
    }
    for gate in gates().filter(|gate| gate.scope == Scope::FormOnly && is_followed(gate, prefilled)) {
        implied.set(gate, Some(YES.to_owned()));
    }
    implied
}

#[cfg(test)]
mod tests {
    use super::{check_section, settle, settle_change};
    use crate::domain::form::Form;
    use crate::domain::profile::answers::Answers;
    use crate::domain::profile::{Section, field};

    fn answers(pairs: &[(&str, &str)]) -> Answers {
        let mut answers = Answers::default();
        for (name, value) in pairs {
            answers.set(field(name).expect("a field"), Some((*value).to_owned()));
        }
        answers
    }

    #[test]
    fn who_has_no_medical_aid_has_none_of_its_details() {
        let no = ("hasMedicalAid", "false");
        let mut told = answers(&[no, ("medicalAidScheme", "A"), ("allergies", "bees")]);
        settle(&mut told);
        assert_eq!(told, answers(&[no, ("allergies", "bees")]));
        let mut told = answers(&[("medicalAidScheme", "A")]);
        settle(&mut told);
        assert_eq!(told, answers(&[("medicalAidScheme", "A")]));
    }

    #[test]
    fn of_a_change_what_was_said_last_holds() {
        let (yes, no) = (("hasMedicalAid", "true"), ("hasMedicalAid", "false"));
        let scheme = ("medicalAidScheme", "A");
        for (merged, changed, settled) in [
            (&[no, scheme][..], "hasMedicalAid", &[no][..]),
            (&[no, scheme], "medicalAidScheme", &[yes, scheme]),
            (&[no], "medicalAidScheme", &[no]),
            (&[scheme], "medicalAidScheme", &[scheme]),
            (&[yes, scheme], "surname", &[yes, scheme]),
        ] {
            let mut profile = answers(merged);
            settle_change(&mut profile, |field| field.name == changed);
            assert_eq!(profile, answers(settled), "{merged:?} {changed}");
        }
    }

    #[test]
    fn who_does_not_consent_is_asked_before_anything_goes() {
        let check = |said: &[(&str, &str)]| {
            let mut said = answers(said);
            let errors = check_section(&Form::default(), Section::Medical, &mut said, &Answers::default());
            (said, errors.len())
        };
        let (told, no) = (("allergies", "bees"), ("medicalConsent", "no"));
        assert_eq!(check(&[told]).1, 1);
        assert_eq!(check(&[told, no]), (answers(&[told, no]), 1), "nothing goes silently");
        assert_eq!(check(&[told, ("medicalConsent", "forget")]), (answers(&[no]), 0));
        assert_eq!(check(&[no]), (answers(&[no]), 0));
        assert_eq!(check(&[("medicalConsent", "v1")]), (answers(&[]), 0));
        assert_eq!(check(&[told, ("medicalConsent", "v1")]), (answers(&[told, ("medicalConsent", "v1")]), 0));
    }

    #[test]
    fn what_the_tenant_fixed_of_a_medical_aid_stays() {
        let locked = answers(&[("medicalAidScheme", "A")]);
        let mut said =
            answers(&[("medicalAidScheme", "A"), ("hasMedicalAid", "false"), ("medicalConsent", "v1")]);
        assert!(check_section(&Form::default(), Section::Medical, &mut said, &locked).is_empty());
        assert_eq!(said.get("medicalAidScheme"), Some("A"));
        assert!(said.says_yes("hasMedicalAid"));
    }
}
