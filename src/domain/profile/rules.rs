//! The rules that concern more than one field, of a step and of a whole profile.
//!
//! | rule | pages | API |
//! |---|---|---|
//! | who has no medical aid has no scheme, number or plan | [`tidy`] | [`settle`], [`settle_change`] |
//! | a vehicle is described, "no vehicle" leaves nothing | [`tidy`] | nothing to hold: `hasVehicle` is on the form only |
//! | health data needs the person's consent | [`tidy`] | the tenant's to have: no member of the contract says it |
//! | next of kin are a name and a number | [`tidy`] | not held: the contract lets either be absent or cleared |

use crate::domain::profile::answers::{Answers, NO, YES};
use crate::domain::profile::validation::{Code, FieldError};
use crate::domain::profile::{Field, Kind, Scope, Section, field};

/// Brings a section's answers into order and returns what is still wrong with them as a whole.
///
/// `locked` are the answers that the tenant gave and the person may not change.
pub fn check_section(section: Section, answers: &mut Answers, locked: &Answers) -> Vec<FieldError> {
    match section {
        Section::Personal => Vec::new(),
        Section::Vehicle => vehicle(answers, locked),
        Section::Medical => medical(answers, locked),
        Section::NextOfKin => next_of_kin(answers),
    }
}

/// "No vehicle" is one answer away and leaves nothing else; a vehicle that the tenant locked exists.
fn vehicle(answers: &mut Answers, locked: &Answers) -> Vec<FieldError> {
    let details = || Section::Vehicle.form_fields().filter(|field| field.scope == Scope::FormAndApi);
    let described = details().any(|field| answers.get(field.name).is_some());
    if details().any(|field| locked.get(field.name).is_some()) {
        answers.extend(yes("hasVehicle"));
    }
    match answers.get("hasVehicle") {
        None => error("hasVehicle", Code::Required),
        Some(NO) => {
            clear(answers, |field| field.section == Section::Vehicle && field.scope == Scope::FormAndApi);
            Vec::new()
        }
        Some(_) if described => Vec::new(),
        Some(_) => error("vehicleMake", Code::Required),
    }
}

/// Nothing about health is kept without consent, no consent where there is nothing to keep, and no
/// scheme for whoever has none; a scheme that the tenant locked exists.
fn medical(answers: &mut Answers, locked: &Answers) -> Vec<FieldError> {
    if locked.fields().any(is_of_medical_aid) {
        answers.extend(yes(HAS_MEDICAL_AID));
    }
    settle(answers);
    let told = answers.fields().any(|field| field.scope == Scope::FormAndApi);
    if !told {
        clear(answers, |field| field.kind == Kind::Consent);
    }
    let agreed = answers.get("medicalConsent").is_some();
    if told && !agreed { error("medicalConsent", Code::Required) } else { Vec::new() }
}

const HAS_MEDICAL_AID: &str = "hasMedicalAid";

/// Whether a field describes a medical aid.
fn is_of_medical_aid(field: &'static Field) -> bool {
    field.name.starts_with("medicalAid")
}

/// Brings a profile into order that is told at once, at either door: who has no medical aid has none of
/// its details.
pub fn settle(profile: &mut Answers) {
    if profile.get(HAS_MEDICAL_AID) == Some(NO) {
        clear(profile, is_of_medical_aid);
    }
}

/// Brings a profile into order that a change has just been made to. What was said last holds: a new "no"
/// clears the details of the medical aid, and new details after an old "no" make it a yes.
pub fn settle_change(profile: &mut Answers, changed: impl Fn(&'static Field) -> bool) {
    let said = field(HAS_MEDICAL_AID).is_some_and(&changed);
    let old_no = !said && profile.get(HAS_MEDICAL_AID) == Some(NO);
    if old_no && profile.fields().any(|field| is_of_medical_aid(field) && changed(field)) {
        profile.extend(yes(HAS_MEDICAL_AID));
    }
    settle(profile);
}

fn clear(answers: &mut Answers, which: impl Fn(&'static Field) -> bool) {
    let cleared: Vec<_> = answers.fields().filter(|field| which(field)).collect();
    for field in cleared {
        answers.set(field, None);
    }
}

/// Nobody can call a name, and a call to a number should ask for somebody.
fn next_of_kin(answers: &Answers) -> Vec<FieldError> {
    match (answers.get("nextOfKinName"), answers.get("nextOfKinNumber")) {
        (Some(_), None) => error("nextOfKinNumber", Code::Required),
        (None, Some(_)) => error("nextOfKinName", Code::Required),
        _ => Vec::new(),
    }
}

/// The answers that follow from what the tenant gave: a described vehicle is a vehicle.
#[must_use]
pub fn implied(prefilled: &Answers) -> Answers {
    let described = prefilled.of(Section::Vehicle);
    if described.is_empty() { Answers::default() } else { yes("hasVehicle") }
}

fn yes(name: &str) -> Answers {
    let mut answers = Answers::default();
    if let Some(field) = field(name) {
        answers.set(field, Some(YES.to_owned()));
    }
    answers
}

fn error(name: &str, code: Code) -> Vec<FieldError> {
    field(name).map(|field: &'static Field| FieldError { field, code }).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::{check_section, settle, settle_change};
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
    fn what_the_tenant_fixed_of_a_medical_aid_stays() {
        let locked = answers(&[("medicalAidScheme", "A")]);
        let mut said =
            answers(&[("medicalAidScheme", "A"), ("hasMedicalAid", "false"), ("medicalConsent", "v1")]);
        assert!(check_section(Section::Medical, &mut said, &locked).is_empty());
        assert_eq!(said.get("medicalAidScheme"), Some("A"));
        assert!(said.says_yes("hasMedicalAid"));
    }
}
