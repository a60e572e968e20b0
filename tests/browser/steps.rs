//! How the later steps and the check page look.

use super::look::Look;
use super::{ENOUGH, Office, reach_check};
use crate::browser::entry::SPOIL;
use crate::harness::{Engine, Person, World};

const VEHICLE: &str = "Your vehicle";
const MEDICAL: &str = "Medical information";
const KIN: &str = "Your next of kin";
const CHECK: &str = "Check your answers";

const ILL: &[(&str, &str)] = &[
    ("medicalConsent", "on"),
    ("medicalConditions", "Asthma, worse in spring\nHigh blood pressure"),
    ("medications", "Salbutamol 100 µg, when needed"),
    ("allergies", "Penicillin"),
    ("bloodtype", "O-"),
    ("hasMedicalAid", "yes"),
    ("familyDoctorPhoneNumber", "12"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn later_steps_look_right() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let person = Person::new().await;
    let mut look = Look::new(&person);

    person.start(&office.invite().await).await;
    person.autofill(ENOUGH[0]).await;
    person.press("Continue").await;
    look.at("vehicle", VEHICLE).await;
    person.press("Continue").await;
    look.at("vehicle-errors", VEHICLE).await;
    person.autofill(&[("hasVehicle", "yes")]).await;
    look.at("vehicle-yes", VEHICLE).await;
    person.press("Continue").await;
    look.at("vehicle-yes-errors", VEHICLE).await;
    person.autofill(&[("vehicleMake", "Toyota"), ("vehicleLicensePlate", "CA 123-456")]).await;
    person.press("Continue").await;
    look.at("medical", MEDICAL).await;
    person.autofill(ILL).await;
    look.at("medical-filled", MEDICAL).await;
    person.press("Continue").await;
    look.at("medical-errors", MEDICAL).await;
    person.autofill(&[("familyDoctorPhoneNumber", ""), ("medicalConsent", "no")]).await;
    person.press("Continue").await;
    look.at("medical-consent-errors", MEDICAL).await;
    person.autofill(&[("medicalConsent", "on")]).await;
    person.press("Continue").await;
    look.at("next-of-kin", KIN).await;
    person.autofill(&[("nextOfKinName", "Zoë Mokoena")]).await;
    person.press("Continue").await;
    look.at("next-of-kin-errors", KIN).await;
    person.autofill(&[("nextOfKinNumber", "083 765 4321")]).await;
    person.press("Continue").await;
    look.at("check-full", CHECK).await;
    person.press("Show: Medical information").await;
    look.at("check-shown", CHECK).await;
    look.finds_nothing();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_check_looks_right() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let person = Person::new().await;
    let mut look = Look::new(&person);

    let base = reach_check(&person, &office.invite().await).await;
    look.at("check", CHECK).await;
    person.run::<()>(SPOIL).await;
    person.press("Finish signing up").await;
    look.at("check-unconfirmed", CHECK).await;

    person.press("Change: About you").await;
    look.at("personal-from-check", "About you").await;
    person.autofill(&[("name", "Thandiwe")]).await;
    person.press("Save and check your answers").await;
    person.press("Add: Your next of kin").await;
    person.autofill(&[("nextOfKinName", "Myself"), ("nextOfKinNumber", "0821234567")]).await;
    person.press("Save and check your answers").await;
    look.at("check-own-number", CHECK).await;
    person.run::<()>("document.querySelector('[name=revision]').value = '1'").await;
    person.press("Finish signing up").await;
    look.at("check-changed", CHECK).await;

    person.press("Cancel this signup").await;
    look.at("cancel", "Do you want to cancel this signup?").await;
    person.run::<()>(SPOIL).await;
    person.press("Yes, cancel this signup").await;
    look.at("cancel-unconfirmed", "Do you want to cancel this signup?").await;
    assert_eq!(person.url().await, format!("{base}/cancel"));
    look.finds_nothing();
}
