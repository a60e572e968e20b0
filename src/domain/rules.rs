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
            clear(answers, |field| field.section == Section::Vehicle && field.place == Place::Everywhere);
            Vec::new()
        }
        Some(_) if described => Vec::new(),
        Some(_) => mistake("vehicleMake", Code::Required),
    }
}

/// Nothing about health is kept without consent, no consent where there is nothing to keep, and no
/// scheme for whoever has none.
fn medical(answers: &mut Answers) -> Vec<Mistake> {
    if answers.get("hasMedicalAid") == Some(NO) {
        clear(answers, |field| field.name.starts_with("medicalAid"));
    }
    let told = answers.fields().any(|field| field.place == Place::Everywhere);
    if !told {
        clear(answers, |field| field.kind == Kind::Consent);
    }
    let agreed = answers.get("medicalConsent").is_some();
    if told && !agreed { mistake("medicalConsent", Code::Required) } else { Vec::new() }
}

fn clear(answers: &mut Answers, which: impl Fn(&Field) -> bool) {
    let cleared: Vec<_> = answers.fields().filter(|field| which(field)).collect();
    for field in cleared {
        answers.set(field, None);
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
