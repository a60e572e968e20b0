//! Words that are longer than a narrow phone is wide, with nowhere to break: they wrap, and nothing sticks out.

use serde_json::json;

use super::Office;
use crate::harness::{Engine, Guest, Person, World};
use crate::pages::preview::{pages, preview};

/// What sticks out sideways: the page itself, or anything on it.
const OUT: &str = "const width = document.documentElement.clientWidth;
  const out = [...document.querySelectorAll('body *')].filter((at) => {
    const box = at.getBoundingClientRect();
    return box.width > 1 && (box.right > width + 0.5 || box.left < -0.5);
  }).map((at) => `${at.localName}.${at.className} ${at.textContent.slice(0, 40)}`);
  return document.documentElement.scrollWidth > width ? ['the page', ...out] : out";

/// So many letters without a space between them.
fn word(letters: usize) -> String {
    "Wm".repeat(letters / 2)
}

fn address() -> String {
    format!("{}@{}.{}.example", word(60), word(60), word(60))
}

/// A tenant whose every name and word is as long as may be.
async fn wordy(world: &World) -> Office {
    let office = Office::open(world).await;
    let form = json!({
        "displayName": word(80), "shortName": word(30), "emergencyNumber": "084 124",
        "support": { "phone": "011 765 4321", "email": address(), "url": format!("https://acme.example/{}", word(200)) },
        "texts": { "en": { "confirmation": word(500), "returnButton": word(40) } },
    });
    office.tenant.put("/signup-form", &form).await.expect(200);
    office
}

struct Narrow<'a> {
    person: &'a Person,
    out: Vec<String>,
}

impl Narrow<'_> {
    async fn look(&mut self, page: &str) {
        let found: Vec<String> = self.person.run(OUT).await;
        self.out.extend(found.into_iter().map(|found| format!("{page}: {found}")));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn overlong_words_wrap_on_a_narrow_phone() {
    let world = World::on(Engine::Sqlite).await;
    let office = wordy(&world).await;
    let [person, other] = Person::two().await;
    for phone in [&person, &other] {
        phone.resize(320, 640, 1).await;
    }
    let mut narrow = Narrow { person: &person, out: Vec::new() };
    let (long, line, text) = (word(200), word(100), word(600));
    let known = json!({
        "customerReferenceId": word(254),
        "customer": { "name": long, "surname": long, "email": address(), "vehicleMake": line },
        "prefill": { "name": "confirm", "surname": "locked", "email": "suggested", "vehicleMake": "suggested" },
    });
    let invited = office.invite_with(known).await;
    person.open(&invited.link).await;
    narrow.look("start").await;
    let base = person.start(&invited).await;
    narrow.look("personal").await;
    person.press("Continue").await;
    narrow.look("personal, refused").await;
    person.autofill(&[("mobile", "082 123 4567"), ("gender", "own"), ("gender-own", &word(50))]).await;
    person.press("Continue").await;
    let steps: [(&str, &[(&str, &str)]); 3] = [
        ("vehicle", &[("hasVehicle", "yes"), ("vehicleModel", &line), ("vehicleColour", &line)]),
        (
            "medical",
            &[
                ("medicalConsent", "on"),
                ("medicalConditions", &text),
                ("medications", &text),
                ("allergies", &text),
                ("medicalOther", &text),
                ("hasMedicalAid", "yes"),
                ("medicalAidScheme", &line),
                ("medicalAidNumber", &line),
                ("medicalAidPlan", &line),
                ("familyDoctorName", &long),
            ],
        ),
        ("next-of-kin", &[("nextOfKinName", &long), ("nextOfKinNumber", "083 765 4321")]),
    ];
    for (page, inputs) in steps {
        assert_eq!(person.page().await, page);
        person.autofill(inputs).await;
        narrow.look(page).await;
        person.press("Continue").await;
    }
    assert_eq!(person.page().await, "check");
    narrow.look("check").await;
    person.open(&format!("{base}/medical/shown")).await;
    narrow.look("check, shown").await;

    // The same step is saved elsewhere meanwhile; then access is lost.
    person.open(&format!("{base}/vehicle")).await;
    person
        .run::<()>(
            "const form = new FormData(document.querySelector('#step'));
            form.set('vehicleModel', 'Mm'.repeat(50));
            return fetch('', { method: 'POST', body: new URLSearchParams(form) }).then(() => {})",
        )
        .await;
    person.autofill(&[("vehicleColour", &word(90))]).await;
    person.press("Continue").await;
    assert!(person.count(".both").await > 0, "both texts, to choose one");
    narrow.look("vehicle, stale").await;
    person.driver.delete_all_cookies().await.expect("no cookies");
    person.press("Continue").await;
    assert!(person.count("#typed").await > 0, "what was typed, to copy");
    narrow.look("lost").await;
    narrow.person = &other;
    other.open(&invited.link).await;
    narrow.look("elsewhere").await;

    // The rest as a preview shows it, with the tenant's own words.
    for page in pages(&Guest::new(&world.base), &preview(&office.tenant).await).await {
        other.open(&page.url).await;
        narrow.look(page.url.rsplit('/').next().unwrap_or_default()).await;
    }
    assert!(narrow.out.is_empty(), "{:#?}", narrow.out);
}
