//! Previews: every page of a form with answers of nobody, marked, leading nowhere else, writing nothing.

use enrol::domain::language::Language;
use serde_json::{Value, json};

use crate::harness::{Guest, Page, Tenant, World, send};

const PREVIEW: &str = "/signup-form/preview";

/// The address of a new preview.
pub(crate) async fn preview(tenant: &Tenant) -> String {
    let made = tenant.post(PREVIEW, &json!({})).await.expect(201);
    made["url"].as_str().expect("an address").to_owned()
}

/// The pages that the list of a preview leads to.
pub(crate) async fn pages(guest: &Guest, url: &str) -> Vec<Page> {
    let mut pages = Vec::new();
    for path in guest.get(url).await.expect(200).attributes("main .pages a", "href") {
        pages.push(guest.get(&path).await.expect(200));
    }
    pages
}

/// The last part of a page's address.
fn name(page: &Page) -> &str {
    page.url.rsplit('/').next().unwrap_or_default()
}

/// A form with all that one can say but a colour and a logo.
pub(crate) fn form() -> Value {
    json!({
        "displayName": "Acme Armed Response", "shortName": "Acme", "emergencyNumber": "084 124",
        "support": { "phone": "011 765 4321", "email": "help@acme.example" }, "locales": ["en", "af"],
        "privacyUrl": "https://acme.example/privacy", "termsUrl": "https://acme.example/terms",
        "consents": ["terms", "nextOfKinTold", "marketing"], "texts": { "en": { "confirmation": "We call you." } },
        "appLinks": { "web": "https://acme.example/app" },
    })
}

async fn offered(world: &World) -> Tenant {
    let tenant = world.tenant("Acme").await;
    tenant.put("/signup-form", &form()).await.expect(200);
    tenant
}

both! {
    async fn every_page_is_there_in_each_language_marked_and_leads_nowhere_else(world) {
        let tenant = offered(&world).await;
        let guest = Guest::new(&world.base);
        let before = world.rows().await;
        let url = preview(&tenant).await;
        let index = guest.get(&url).await.expect(200);
        assert!(index.cookie().is_none() && index.header("x-robots-tag") == Some("noindex"));
        assert_eq!(index.texts("main h2"), ["English", "Afrikaans"]);
        let pages = pages(&guest, &url).await;
        for language in ["en", "af"] {
            let of: Vec<&str> =
                pages.iter().filter(|page| page.url.contains(&format!("/{language}/"))).map(name).collect();
            for state in ["start", "elsewhere", "personal", "personal-errors", "personal-stale", "vehicle-errors",
                "medical-errors", "next-of-kin-errors", "pause", "check", "taken", "cancel", "done", "cancelled", "failed", "expired",
                "lost", "paused"] {
                assert!(of.contains(&state), "{state} in {language}: {of:?}");
            }
        }
        let root = url.trim_start_matches(&world.base);
        for page in &pages {
            assert!(page.cookie().is_none(), "{}", page.url);
            assert_eq!(page.attributes("aside.preview a", "href"), [root], "{}", page.url);
            assert!(page.title().starts_with("Preview: ") || page.title().starts_with("Voorskou: "), "{}", page.title());
            let wears = page.attributes("footer a[href^='tel:']", "href");
            assert_eq!(wears, ["tel:+27117654321"], "{}", page.url);
            assert_eq!(name(page).ends_with("-errors"), !page.errors().is_empty(), "{}", page.url);
            let mut targets = page.attributes("form", "action");
            targets.extend(page.attributes("[formaction]", "formaction"));
            targets.extend(page.attributes("main a", "href"));
            for target in targets {
                let target = if target.contains(':') { target } else { page.resolved(&target).replace(&world.base, "") };
                let leads = [root, "tel:", "mailto:", "https://acme.example/"].iter().any(|way| target.starts_with(way));
                assert!(leads, "{} leads to {target}", page.url);
            }
            assert!(page.header("content-security-policy").is_some_and(|policy| policy.ends_with("form-action 'self'")));
        }
        assert_eq!(world.rows().await, before, "looking writes nothing");
    }

    async fn a_preview_shows_what_people_get(world) {
        let tenant = offered(&world).await;
        let guest = Guest::new(&world.base);
        let all = pages(&guest, &preview(&tenant).await).await;
        let shown = |name: &str| {
            all.iter().find(|page| page.url.ends_with(&format!("/en/{name}"))).unwrap_or_else(|| panic!("{name}"))
        };
        // The same views: what is asked, and how the pages are put together.
        let same = |real: &Page, name: &str| {
            let shown = shown(name);
            assert_eq!(real.heading(), shown.heading());
            for (selector, attribute) in [("main [name]", "name"), ("main *", "class"), ("header *", "class"), ("footer a", "href")] {
                let visible = |page: &Page| {
                    let mut all = page.attributes(selector, attribute);
                    all.retain(|value| !value.contains("field") && !value.contains("fold"));
                    all
                };
                assert_eq!(visible(real), visible(shown), "{name}: {selector}");
            }
        };
        let invited = tenant.invite().await;
        same(&guest.get(&invited.link).await.expect(200), "start");
        let mut path = guest.start(&invited).await;
        let inputs: [&[(&str, &str)]; 4] = [
            &[("name", "Thandi"), ("surname", "Mokoena"), ("mobile", "0821234567")], &[("hasVehicle", "no")], &[], &[],
        ];
        for inputs in inputs {
            let page = guest.get(&path).await.expect(200);
            same(&page, path.rsplit('/').next().expect("a step"));
            path = guest.answer(&path, inputs).await;
        }
        let check = guest.get(&path).await.expect(200);
        assert_eq!(check.heading(), shown("check").heading());
        assert!(shown("check").text().contains("+27 82 123 4567"), "with answers");
        let terms = check.attribute("#terms", "value").expect("a box");
        guest.submit(&check, &[("terms", &terms)], "finish").await.location();
        same(&guest.get(&format!("/s/{}/done", invited.id)).await.expect(200), "done");
    }

    async fn its_buttons_lead_within_it_and_what_is_typed_is_not_kept(world) {
        let tenant = offered(&world).await;
        let guest = Guest::new(&world.base);
        let url = preview(&tenant).await;
        let before = world.rows().await;
        let mut path = format!("{url}/en/start");
        let mut way = Vec::new();
        for button in ["", "continue", "continue", "back", "continue", "continue", "continue", "finish"] {
            let page = guest.get(&path).await.expect(200);
            path = guest.submit(&page, &[("name", "Secret")], button).await.location();
            way.push(path.rsplit('/').next().expect("a page").to_owned());
        }
        assert_eq!(way, ["personal", "vehicle", "medical", "vehicle", "medical", "next-of-kin", "check", "done"]);
        let page = guest.get(&format!("{url}/en/medical-errors")).await.expect(200);
        let other = guest.choose_language(&page, &[], Language::Afrikaans).await.location();
        assert!(other.ends_with("/af/medical-errors"), "{other}");
        for (page, next) in [("cancel", "cancelled"), ("taken", "failed")] {
            let page = guest.get(&format!("{url}/en/{page}")).await.expect(200);
            assert!(guest.submit(&page, &[], "leave").await.location().ends_with(next));
        }
        assert_eq!(world.rows().await, before);
    }

    async fn it_shows_one_version_for_an_hour_to_whoever_has_the_address(world) {
        let tenant = world.tenant("Acme").await;
        let guest = Guest::new(&world.base);
        let built_in = preview(&tenant).await;
        tenant.put("/signup-form", &form()).await.expect(200);
        let reply = tenant.post(PREVIEW, &json!({})).await;
        let url = reply.json["url"].as_str().expect("an address").to_owned();
        assert_eq!(reply.header("location"), Some(url.trim_start_matches(&world.base)));
        assert!(reply.json["expiresAt"].as_str().is_some_and(|until| until.ends_with("00Z") || until.ends_with('Z')));
        tenant.put("/signup-form", &json!({ "sections": ["personal"] })).await.expect(200);
        assert!(guest.get(&format!("{built_in}/en/start")).await.expect(200).text().contains("Sign up with Acme"));
        guest.get(&format!("{url}/af/vehicle")).await.expect(200);
        guest.get(&format!("{}/en/vehicle", preview(&tenant).await)).await.expect(404);

        // What nobody has made, and pages that there are not.
        let (base, token) = url.rsplit_once('/').expect("a token");
        let other = built_in.rsplit('/').next().expect("a token");
        for wrong in [
            format!("{base}/{}", "A".repeat(token.len())), format!("{base}/{}", &token[1..]), format!("{base}/x"),
            format!("{base}/{}{}", &token[..30], &other[30..]), format!("{url}/zu/start"), format!("{url}/en/none"),
            format!("{url}/xx/start"), format!("{base}/%ff"),
        ] {
            let page = guest.get(&wrong).await.expect(404);
            assert!(!page.html.contains("Acme"), "{wrong}");
        }
        world.pass(3500);
        guest.get(&url).await.expect(200);
        world.pass(100);
        for path in [url.clone(), format!("{url}/en/start")] {
            let page = guest.get(&path).await.expect(404);
            assert_eq!(page.heading(), "This page or link does not exist");
            assert!(!page.html.contains("Acme"));
        }
    }

    async fn making_one_is_idempotent_and_needs_a_token(world) {
        let tenant = offered(&world).await;
        let made = async || {
            let request = tenant.request(reqwest::Method::POST, PREVIEW).header("idempotency-key", "once");
            send(request.json(&json!({}))).await.expect(201)
        };
        let first = made().await;
        world.pass(60);
        assert_eq!(made().await, first);
        let bare = reqwest::Client::new().post(tenant.url(PREVIEW));
        send(bare).await.problem(401, "unauthorized");
    }
}
