//! The tenant's face: its names, colour, contacts and words on every page of its people, and of nobody else's.

use serde_json::{Value, json};

use super::preview;
use crate::harness::{Guest, Page};

fn face() -> Value {
    json!({
        "displayName": "Acme Armed Response & Söhne", "shortName": "Acme", "emergencyNumber": "084 124",
        "accentColour": "#8a1c5a", "privacyUrl": "https://acme.example/privacy", "termsUrl": "https://acme.example/terms",
        "support": { "phone": "011 765 4321", "email": "help+us@acme.example", "url": "https://acme.example/help" },
        "texts": { "en": { "confirmation": "We call you within a day.\nKeep your phone on.", "returnButton": "Back to <Acme>" } },
    })
}

const LINKS: [&str; 5] = [
    "tel:+27117654321",
    "mailto:help+us@acme.example",
    "https://acme.example/help",
    "https://acme.example/privacy",
    "https://acme.example/terms",
];

/// Holds that a page has the whole face, by its stylesheet and its links in their order.
#[track_caller]
fn wears(page: &Page, what: &str) {
    let styles = page.attributes("link[rel=stylesheet]", "href");
    let files = if what == "start" { 2 } else { 3 };
    assert!(styles.len() == files && styles[files - 1].ends_with("/accent-8a1c5a.css"), "{what}: {styles:?}");
    assert_eq!(page.attributes("footer a", "href"), LINKS, "{what}");
    let text = page.text();
    assert!(
        text.contains("This form does not call for help. In an emergency call 084 124."),
        "{what}: {text}"
    );
    assert_eq!(page.texts(".tenant").len(), 1, "{what}");
    assert!(!text.contains("Source name"), "{what}: {text}");
}

both! {
    async fn every_page_wears_the_tenants_face(world) {
        let tenant = world.tenant("Source name").await;
        tenant.put("/signup-form", &face()).await.expect(200);
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let start = guest.get(&invited.link).await.expect(200);
        wears(&start, "start");
        assert!(start.heading().contains("Acme Armed Response & Söhne"), "{}", start.heading());
        let elsewhere = Guest::new(&world.base);
        let mut path = guest.start(&invited).await;
        wears(&elsewhere.get(&invited.link).await.expect(200), "elsewhere");
        for inputs in [&[("name", "Thandi"), ("surname", "Mokoena"), ("mobile", "0821234567")][..],
            &[("hasVehicle", "no")], &[], &[]] {
            let page = guest.get(&path).await.expect(200);
            wears(&page, &path);
            assert_eq!(page.texts(".tenant"), ["Acme"]);
            path = guest.answer(&path, inputs).await;
        }
        let check = guest.get(&path).await.expect(200);
        wears(&check, "check");
        wears(&guest.get(&format!("/s/{}/cancel", invited.id)).await.expect(200), "cancel");
        guest.submit(&check, &[], "finish").await.location();
        let done = guest.get(&format!("/s/{}/done", invited.id)).await.expect(200);
        wears(&done, "done");
        assert!(done.text().contains("What happens next We call you within a day. Keep your phone on."), "{}", done.text());
        assert_eq!(done.texts("main a.button"), ["Back to <Acme>"]);
        // A change meets new sessions only.
        tenant.put("/signup-form", &json!({})).await.expect(200);
        wears(&guest.get(&format!("/s/{}/done", invited.id)).await.expect(200), "after a change");
        let other = guest.get(&tenant.invite().await.link).await.expect(200);
        assert_eq!(other.attributes("link[rel=stylesheet]", "href").len(), 1);
        assert!(other.attributes("footer a", "href").is_empty());
        assert!(other.text().contains("This form does not call for help.") && !other.text().contains("In an emergency call"));
    }

    async fn the_short_name_stands_everywhere_but_on_the_start_page_and_in_the_footer(world) {
        let tenant = world.tenant("Source name").await;
        tenant.put("/signup-form", &face()).await.expect(200);
        let guest = Guest::new(&world.base);
        let mut full = Vec::new();
        for page in preview::pages(&guest, &preview::preview(&tenant).await).await {
            let said = [page.texts("title, header, main"), page.attributes("[aria-label]", "aria-label")].concat().concat();
            assert!(!said.contains("Source name"), "{}", page.url);
            assert!(page.title().matches("Acme").count() < 2, "{}: {}", page.url, page.title());
            assert_eq!(page.texts("footer").concat().contains("Armed Response"), !page.texts("footer h2 + p").is_empty());
            if said.contains("Armed Response") {
                full.push(page.url.rsplit('/').next().unwrap_or_default().to_owned());
            } else {
                assert_eq!(page.texts(".tenant"), ["Acme"], "{}", page.url);
            }
        }
        assert_eq!(full, ["start", "start-prefilled"]);
    }

    async fn the_stylesheet_of_a_colour_is_kept_for_ever(world) {
        let tenant = world.tenant("Acme").await;
        tenant.put("/signup-form", &face()).await.expect(200);
        let guest = Guest::new(&world.base);
        let page = guest.get(&tenant.invite().await.link).await.expect(200);
        let href = page.attributes("link[rel=stylesheet]", "href")[1].clone();
        let style = reqwest::get(guest.url(&href)).await.expect("an answer");
        assert_eq!(style.status(), 200);
        let header = |name: &str| style.headers()[name].to_str().expect("text").to_owned();
        assert_eq!(header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(header("content-type"), "text/css; charset=utf-8");
        let text = style.text().await.expect("a stylesheet");
        assert!(text.contains("--accent:#8a1c5a") && text.contains("prefers-color-scheme:dark") && text.len() < 600, "{text}");
        // Only colours that a form can have.
        for other in ["accent-ffdd00.css", "accent-8A1C5A.css", "accent-8a1c5.css", "accent-.css", "accent-8a1c5a"] {
            let gone = reqwest::get(guest.url(&href.replace("accent-8a1c5a.css", other))).await.expect("an answer");
            assert_eq!(gone.status(), 404, "{other}");
        }
        let policy = page.header("content-security-policy").expect("a policy");
        assert!(policy.contains("style-src 'self';") && !policy.contains("unsafe"), "{policy}");
    }
}
