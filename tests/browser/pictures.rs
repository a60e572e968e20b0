//! The pages as a stranger in a hurry meets them: what a phone of 360 by 640 shows first. `docs/person.md` and the
//! README show the pictures.
//!
//! A run keeps them in `target/screenshots`; with `ENROL_WRITE_PICTURES` set, in `docs/screenshots` as well.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::json;

use super::look::{HEIGHT, picture};
use super::payment::turns_into;
use super::{ENOUGH, Office, reach_check};
use crate::api::logo;
use crate::harness::{Checkout, Engine, Gateway, Person, Tenant, World};

/// An answer to whatever is asked after the first step.
const REST: [&[(&str, &str)]; 3] = [
    &[
        ("hasVehicle", "yes"),
        ("vehicleMake", "Toyota"),
        ("vehicleModel", "Corolla"),
        ("vehicleColour", "White"),
    ],
    &[("medicalConsent", "on"), ("allergies", "Penicillin"), ("bloodtype", "O+")],
    &[("nextOfKinName", "Zoë Mokoena"), ("nextOfKinNumber", "083 765 4321")],
];

/// Keeps pictures, and how long the pages are.
struct Album {
    names: BTreeSet<String>,
    heights: Vec<(String, u32)>,
}

impl Album {
    /// Keeps what the window shows.
    async fn keep(&mut self, person: &Person, name: &str, scheme: &str) {
        person.prefer(scheme).await;
        let shown = picture(person, false).await;
        let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots");
        fs::create_dir_all(&kept).expect("a directory");
        fs::write(kept.join(format!("{name}.png")), &shown).expect("a picture");
        if env::var_os("ENROL_WRITE_PICTURES").is_some() {
            fs::write(documented().join(format!("{name}.png")), &shown).expect("a picture");
        }
        self.names.insert(format!("{name}.png"));
    }

    /// Keeps what a phone shows first of a page, and how long that page is.
    async fn first_view(&mut self, person: &Person, page: &str) {
        self.keep(person, &format!("person-{page}"), "light").await;
        self.heights.push((page.to_owned(), person.run(HEIGHT).await));
    }
}

fn documented() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/screenshots")
}

fn document(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("a document")
}

/// Gives a tenant a face, and an app.
async fn dress(tenant: &Tenant) {
    let form = json!({
        "displayName": "Acme Armed Response", "shortName": "Acme", "emergencyNumber": "084 124",
        "support": { "phone": "011 765 4321", "email": "help@acme.example" }, "accentColour": "#1d4f8c",
        "privacyUrl": "https://acme.example/privacy", "locales": ["en", "zu"],
        "texts": { "en": { "confirmation": "We call you within a day." } },
        "appLinks": { "ios": "https://apps.apple.com/app/acme", "web": "https://acme.example/app" },
    });
    tenant.put("/signup-form", &form).await.expect(200);
    let picture = include_bytes!("../../static/demo-logo.png");
    logo::put(tenant, "image/png", picture).await.expect(200);
}

/// Somebody who pays: the page waits, the payment is refused, then it succeeds and the apps are shown.
async fn pays(world: &World, office: &Office, person: &Person, album: &mut Album) {
    let back = office.landing.url("/back");
    let (checkout, shop) = Checkout::open(world, std::slice::from_ref(&back)).await;
    dress(&shop).await;
    let flows = json!({
        "returnUrl": back, "flows": ["payment", "download"], "payment": { "url": checkout.url() },
    });
    let invited = shop.invite_with(flows).await;
    reach_check(person, &invited).await;
    person.press("Go on to payment").await;
    person.press("Pay and tell nobody").await;
    for (page, heading, word) in [
        ("payment", "Your payment is not confirmed yet", "failed"),
        ("refused", "Your payment did not go through", "succeeded"),
    ] {
        turns_into(person, heading).await;
        album.first_view(person, page).await;
        shop.tell_payment(&invited, json!({ "status": word })).await.expect(200);
    }
    turns_into(person, "You are signed up").await;
    album.first_view(person, "apps").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_documents_show_what_a_small_phone_shows_first() {
    let gateway = Gateway::start().await;
    let world = World::on(Engine::Sqlite).await.texting(&gateway).await;
    let office = Office::open(&world).await;
    dress(&office.tenant).await;
    let [person, other] = Person::two().await;
    let mut album = Album { names: BTreeSet::new(), heights: Vec::new() };
    for phone in [&person, &other] {
        phone.resize(360, 640, 1).await;
    }
    let invited = office.invite().await;
    person.open(&invited.link).await;
    album.first_view(&person, "start").await;
    let base = person.start(&invited).await;
    album.first_view(&person, "personal").await;
    person.press("Continue").await;
    album.first_view(&person, "personal-errors").await;
    person.autofill(ENOUGH[0]).await;
    person.press("Continue").await;
    for (inputs, page) in REST.into_iter().zip(["vehicle", "medical", "next-of-kin"]) {
        assert_eq!(person.page().await, page);
        album.first_view(&person, page).await;
        person.autofill(inputs).await;
        person.press("Continue").await;
    }
    assert_eq!(person.page().await, "check");
    album.first_view(&person, "check").await;
    album.keep(&person, "person-check-dark", "dark").await;
    person.open(&format!("{base}/pause")).await;
    album.first_view(&person, "pause").await;
    other.open(&invited.link).await;
    album.first_view(&other, "elsewhere").await;
    let proving = office.invite_with(json!({ "flows": ["auth"] })).await;
    other.start(&proving).await;
    other.autofill(ENOUGH[0]).await;
    other.press("Continue").await;
    assert_eq!(other.page().await, "verify");
    album.first_view(&other, "verify").await;
    person.open(&format!("{base}/check")).await;
    person.press("Finish signing up").await;
    person.open(&format!("{base}/done")).await;
    album.first_view(&person, "done").await;
    pays(&world, &office, &other, &mut album).await;

    // The document says how long each page is: so many pixels or fewer.
    let text = document("docs/person.md");
    let most = |page: &str| -> u32 {
        let row =
            text.lines().find(|line| line.starts_with(&format!("| {page} |"))).expect("a row of the page");
        row.split('|').nth(3).and_then(|cell| cell.trim().parse().ok()).expect("a height")
    };
    let long: Vec<_> = album.heights.iter().filter(|(page, height)| *height > most(page)).collect();
    assert!(long.is_empty(), "higher than docs/person.md says: {long:?}");
    let shown =
        |name: &String| text.contains(&format!("(screenshots/{name})")) && documented().join(name).exists();
    let missing: Vec<_> = album.names.iter().filter(|name| !shown(name)).collect();
    assert!(
        missing.is_empty(),
        "ENROL_WRITE_PICTURES=1 scripts/test pictures; then show in docs/person.md {missing:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_readme_shows_a_step_and_the_check_page() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let person = Person::new().await;
    let mut album = Album { names: BTreeSet::new(), heights: Vec::new() };
    person.resize(390, 844, 2).await;
    person.start(&office.invite().await).await;
    person.autofill(ENOUGH[0]).await;
    person.autofill(&[("email", "thandi@example.com")]).await;
    album.keep(&person, "step-phone", "light").await;
    person.press("Continue").await;
    for inputs in REST {
        person.autofill(inputs).await;
        person.press("Continue").await;
    }
    album.keep(&person, "check-phone", "light").await;
    album.keep(&person, "check-phone-dark", "dark").await;
    let readme = document("README.md");
    for name in album.names {
        assert!(readme.contains(&format!("(docs/screenshots/{name})")), "{name}");
    }
}
