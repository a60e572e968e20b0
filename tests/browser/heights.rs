//! How long the pages are on a phone, and what a narrow one and a reader's own colours make of them.

use serde_json::json;

use super::look::HEIGHT;
use super::{ENOUGH, Office};
use crate::harness::{Engine, Person, World};

/// Whether the three inputs of a date stand in one line.
const ONE_LINE: &str =
    "const tops = [...document.querySelectorAll('.date input')].map((input) => input.offsetTop);
  return tops.length === 3 && tops.every((top) => top === tops[0])";

/// Everything that is asked after the first step.
const ALL: [&[(&str, &str)]; 3] = [
    &[
        ("hasVehicle", "yes"),
        ("vehicleMake", "Toyota"),
        ("vehicleModel", "Corolla"),
        ("vehicleColour", "White"),
        ("vehicleLicensePlate", "CA 123-456"),
    ],
    &[
        ("medicalConsent", "on"),
        ("medicalConditions", "Asthma"),
        ("medications", "Salbutamol"),
        ("allergies", "Penicillin"),
        ("medicalOther", "Wears contact lenses"),
        ("bloodtype", "O+"),
        ("hasMedicalAid", "yes"),
        ("medicalAidScheme", "Discovery"),
        ("medicalAidNumber", "123456789"),
        ("medicalAidPlan", "Core"),
        ("familyDoctorName", "Dr Naidoo"),
        ("familyDoctorPhoneNumber", "011 765 4321"),
    ],
    &[("nextOfKinName", "Sipho Mokoena"), ("nextOfKinNumber", "083 765 4321")],
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_is_long_on_a_phone() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let person = Person::new().await;
    person.resize(390, 844, 1).await;
    let invited = office.invite().await;
    person.open(&invited.link).await;
    let mut heights = vec![("start", person.run::<u32>(HEIGHT).await, 760)];
    person.start(&invited).await;
    person.autofill(ENOUGH[0]).await;
    let own = [
        ("email", "thandi@mail.example"),
        ("dateOfBirth-day", "7"),
        ("dateOfBirth-month", "3"),
        ("dateOfBirth-year", "1988"),
        ("gender", "female"),
    ];
    person.autofill(&own).await;
    person.press("Continue").await;
    for (inputs, (page, most)) in
        ALL.into_iter().zip([("vehicle", 1400), ("medical", 1700), ("next-of-kin", 1200)])
    {
        assert_eq!(person.page().await, page);
        heights.push((page, person.run(HEIGHT).await, most));
        person.autofill(inputs).await;
        if page == "medical" {
            // With a yes the long answers are there; what few have stays behind its fold.
            heights.push(("medical, shared", person.run(HEIGHT).await, 2200));
        }
        person.press("Continue").await;
    }
    assert_eq!(person.page().await, "check");
    heights.push(("check", person.run(HEIGHT).await, 2000));
    let long: Vec<_> = heights.iter().filter(|(_, height, most)| height > most).collect();
    assert!(long.is_empty(), "{long:?} of {heights:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_date_stays_in_one_line_on_a_narrow_phone() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let person = Person::new().await;
    person.resize(320, 640, 1).await;
    person.start(&office.invite().await).await;
    assert!(person.run::<bool>(ONE_LINE).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_main_button_stands_out_in_a_readers_own_colours() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let person = Person::new().await;
    let base = person.start(&office.invite().await).await;
    let features = json!({ "features": [{ "name": "forced-colors", "value": "active" }] });
    person.tell("Emulation.setEmulatedMedia", features).await;
    let colour = |button: &str| {
        format!("return getComputedStyle(document.querySelector('main {button}')).backgroundColor")
    };
    person.open(&format!("{base}/personal")).await;
    let main: String = person.run(&colour(".button:not(.quiet, .warn)")).await;
    person.open(&format!("{base}/cancel")).await;
    let quiet: String = person.run(&colour(".button:is(.quiet, .warn)")).await;
    assert_ne!(main, quiet);
}
