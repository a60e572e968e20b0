//! Every page is HTML as the standard has it, in every language: the Nu HTML checker has nothing to say.

use enrol::domain::language::Language;
use image::ImageFormat;
use serde_json::json;

use super::preview::{self, preview};
use crate::api::logo;
use crate::harness::{Engine, Guest, Markup, Page, World};

/// What is not right on each step, so that its page says so.
const WRONG: [&[(&str, &str)]; 4] = [
    &[("name", ""), ("mobile", "12"), ("dateOfBirth-month", "Smarch"), ("email", "<b>\"&'")],
    &[("hasVehicle", "yes")],
    &[("allergies", "Penicillin")],
    &[("nextOfKinName", "Sipho")],
];
const RIGHT: [&[(&str, &str)]; 4] = [
    &[("name", "Thandi"), ("surname", "Mokoena"), ("email", ""), ("dateOfBirth-month", "")],
    &[("hasVehicle", "no")],
    &[("allergies", "")],
    &[("nextOfKinName", "")],
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_in_every_language_is_valid() {
    let world = World::on(Engine::Sqlite).await;
    let tenant = world.tenant("Acme & Sons").await;
    world.speak(&tenant, Language::ALL).await;
    let pages = Markup::new();
    for (one, language) in Language::ALL.iter().enumerate() {
        let mobile = format!("+2782123456{one}");
        let body = json!({
            "returnUrl": "https://tenant.example/app",
            "cancelUrl": "https://tenant.example/app",
            "locale": language,
        });
        let (first, second) = (tenant.invite_with(body.clone()).await, tenant.invite_with(body).await);
        let guest = Guest::new(&world.base);
        let keep = |name: &str, page: &Page| pages.add(&format!("{language}-{name}"), page);

        keep("start", &guest.get(&first.link).await.expect(200));
        let mut path = guest.start(&first).await;
        for (step, (wrong, right)) in WRONG.into_iter().zip(RIGHT).enumerate() {
            let page = guest.get(&path).await.expect(200);
            keep(&format!("step-{step}"), &page);
            let refused = guest.submit(&page, wrong, "continue").await.expect(422);
            keep(&format!("step-{step}-refused"), &refused);
            let mut right = right.to_vec();
            if step == 0 {
                right.push(("mobile", mobile.as_str()));
            }
            let saved = guest.submit(&refused, &right, "continue").await;
            assert_eq!(saved.status, 303, "step {step}: {:?}", saved.errors());
            path = saved.location();
        }
        let check = guest.get(&path).await.expect(200);
        keep("check", &check);
        keep("elsewhere", &Guest::new(&world.base).get(&first.link).await);
        keep("no-cookie", &Guest::new(&world.base).get(&path).await);
        guest.submit(&check, &[], "finish").await.location();
        keep("done", &guest.get(&first.link).await.expect(200));

        let check = guest.reach_check(&second, &mobile).await;
        keep("taken", &guest.submit(&check, &[], "finish").await.expect(422));
        let cancel = check.url.replace("check", "cancel");
        let page = guest.get(&cancel).await.expect(200);
        keep("cancel", &page);
        guest.submit(&page, &[], "").await.location();
        keep("cancelled", &guest.get(&second.link).await.expect(200));
    }
    let faced = world.tenant("Acme").await;
    let mut form = self::preview::form();
    form["locales"] = json!(Language::ALL);
    faced.put("/signup-form", &form).await.expect(200);
    logo::put(&faced, "image/png", &logo::picture(400, 120, 30, ImageFormat::Png)).await.expect(200);
    let shown = preview(&faced).await;
    pages.add("preview", &Guest::new(&world.base).get(&shown).await.expect(200));
    for page in self::preview::pages(&Guest::new(&world.base), &shown).await {
        let [name, language] = [0, 1].map(|at| page.url.rsplit('/').nth(at).expect("a name"));
        pages.add(&format!("preview-{language}-{name}"), &page);
    }
    let stranger = Guest::new(&world.base);
    pages.add("unknown-link", &stranger.get("/signup/unknown").await);
    pages.add("nowhere", &stranger.get("/nowhere").await);
    pages.add("docs", &stranger.get("/docs").await.expect(200));
    pages.add("docs-guide", &stranger.get("/docs/guide").await.expect(200));
    let faults = pages.faults();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn faults_are_found() {
    let world = World::on(Engine::Sqlite).await;
    let mut page = Guest::new(&world.base).get("/nowhere").await;
    page.html = page.html.replace("<h1>", "<h1 align=left><h1>");
    let pages = Markup::new();
    pages.add("broken", &page);
    let found = pages.faults().join("\n");
    assert!(found.contains("broken.html") && found.contains("align"), "{found}");
}
