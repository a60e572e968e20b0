//! The rules of a step that concern more than one field.

use super::answers::{Answers, NO, YES};
use super::check::{Code, Mistake};
use super::profile::{Field, Kind, Place, Section, field};

/// Brings a section's answers into order and returns what is still wrong with them as a whole.
///
/// `fixed` are the answers that the tenant gave and the person may not change.
pub fn tidy(section: Section, answers: &mut Answers, fixed: &Answers) -> Vec<Mistake> {
    match section {
        Section::Personal => Vec::new(),
        Section::Vehicle => vehicle(answers, fixed),
        Section::Medical => medical(answers),
        Section::NextOfKin => next_of_kin(answers),
    }
}

/// "No vehicle" is one answer away and leaves nothing else; a vehicle that the tenant fixed exists.
fn vehicle(answers: &mut Answers, fixed: &Answers) -> Vec<Mistake> {
    let details = || Section::Vehicle.asked().filter(|field| field.place == Place::Everywhere);
    let described = details().any(|field| answers.get(field.name).is_some());
    if details().any(|field| fixed.get(field.name).is_some()) {
        answers.extend(yes("hasVehicle"));
    }
    match answers.get("hasVehicle") {
        None => mistake("hasVehicle", Code::Required),
        Some(NO) => {
            details().for_each(|field| answers.set(field, None));
            Vec::new()
        }
        Some(_) if described => Vec::new(),
        Some(_) => mistake("vehicleMake", Code::Required),
    }
}

/// Nothing about health is kept without consent, and no consent where there is nothing to keep.
fn medical(answers: &mut Answers) -> Vec<Mistake> {
    let told = answers.fields().any(|field| field.place == Place::Everywhere);
    match answers.get("medicalConsent") {
        None if told => mistake("medicalConsent", Code::Required),
        Some(_) if !told => {
            Section::Medical
                .asked()
                .filter(|field| field.kind == Kind::Consent)
                .for_each(|field| answers.set(field, None));
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Nobody can call a name, and a call to a number should ask for somebody.
fn next_of_kin(answers: &Answers) -> Vec<Mistake> {
    match (answers.get("nextOfKinName"), answers.get("nextOfKinNumber")) {
        (Some(_), None) => mistake("nextOfKinNumber", Code::Required),
        (None, Some(_)) => mistake("nextOfKinName", Code::Required),
        _ => Vec::new(),
    }
}

/// The answers that follow from what the tenant gave: a described vehicle is a vehicle.
#[must_use]
pub fn implied(given: &Answers) -> Answers {
    let described = given.of(Section::Vehicle);
    if described.is_empty() { Answers::default() } else { yes("hasVehicle") }
}

fn yes(name: &str) -> Answers {
    let mut answers = Answers::default();
    if let Some(field) = field(name) {
        answers.set(field, Some(YES.to_owned()));
    }
    answers
}

fn mistake(name: &str, code: Code) -> Vec<Mistake> {
    field(name).map(|field: &'static Field| Mistake { field, code }).into_iter().collect()
}
