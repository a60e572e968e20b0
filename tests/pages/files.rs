//! The files that pages load, as a browser is sent them: small where it can read that, and always the same.

use std::collections::HashSet;

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use enrol::domain::language::Language;
use image::ImageFormat;
use serde_json::json;

use super::preview::{pages, preview};
use crate::api::logo;
use crate::harness::{Engine, Guest, Page, Tenant, World, decoded};

/// How much the start page with all that it loads may weigh, and any page after it, in bytes.
const LIGHT: (usize, usize) = (5000, 8000);
/// How much the pages after the start page load besides, once.
const LATER_FILES: usize = 3800;

/// A file's coding and its bytes once they are decoded.
async fn file(guest: &Guest, path: &str, accept: &str) -> (Option<String>, Vec<u8>) {
    let request = guest.client().get(guest.url(path)).header("accept-encoding", accept);
    let response = request.send().await.expect("an answer");
    assert_eq!(response.status(), 200, "{path}");
    let header = |name| response.headers().get(name).map(|value| value.to_str().expect("a text").to_owned());
    assert_eq!(header("vary").as_deref(), Some("accept-encoding"), "{path} {accept}");
    assert_eq!(header("cache-control").as_deref(), Some("public, max-age=31536000, immutable"), "{path}");
    let (coding, length) = (header("content-encoding"), header("content-length"));
    let sent = response.bytes().await.expect("a body");
    assert_eq!(length, Some(sent.len().to_string()), "{path} {accept}");
    let plain = decoded(coding.as_deref(), &sent);
    (coding, plain)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_come_in_the_coding_that_the_browser_prefers_and_are_the_same() {
    let world = World::on(Engine::Sqlite).await;
    let guest = Guest::new(&world.base);
    let page = guest.get("/nothing").await;
    let script = page.attribute("script", "src").expect("a script");
    let files = [page.attributes("head link", "href"), vec![script.clone()]].concat();
    assert_eq!(files.len(), 4, "an icon, two stylesheets, a script");
    for path in &files {
        let (coding, plain) = file(&guest, path, "identity").await;
        assert_eq!(coding, None);
        for (accept, expected) in [
            ("gzip, deflate, br, zstd", Some("br")),
            ("gzip, deflate", Some("gzip")),
            ("br;q=0.1, gzip;q=0.2", Some("gzip")),
            ("br;q=0, *;q=0.5", Some("gzip")),
            ("br;q=0, gzip;q=0", None),
            ("zstd", None),
            ("", None),
        ] {
            let (coding, decoded) = file(&guest, path, accept).await;
            assert_eq!(coding.as_deref(), expected, "{path} {accept}");
            assert!(decoded == plain, "{path} {accept}");
            if *path == script {
                let hash = format!("sha256-{}", STANDARD.encode(digest(&SHA256, &decoded)));
                assert_eq!(page.attribute("script", "integrity"), Some(hash), "{accept}");
            }
        }
        let head = guest.client().head(guest.url(path)).header("accept-encoding", "br");
        let head = head.send().await.expect("an answer");
        assert_eq!(head.headers()["content-encoding"], "br");
        assert!(head.headers().contains_key("content-length"), "{path}");
    }
}

/// A visitor whose browser keeps what it has loaded; and of each page what it weighs, alone and with what it is the
/// first to load.
struct Scales {
    guest: Guest,
    loaded: HashSet<String>,
    weights: Vec<Weight>,
}

struct Weight {
    page: String,
    alone: usize,
    files: usize,
}

impl Scales {
    fn new(base: &str) -> Self {
        Self { guest: Guest::new(base), loaded: HashSet::new(), weights: Vec::new() }
    }

    /// Weighs a page and the files that it is the first to need. A tenant's logo is the tenant's own, and left out.
    async fn weigh(&mut self, name: &str, page: &Page) {
        let mut files = 0;
        for path in [page.attributes("head link", "href"), page.attributes("script", "src")].concat() {
            if self.loaded.insert(path.clone()) {
                let request = self.guest.client().get(self.guest.url(&path)).header("accept-encoding", "br");
                files += request.send().await.expect("an answer").bytes().await.expect("a body").len();
            }
        }
        self.weights.push(Weight { page: name.to_owned(), alone: page.html.len(), files });
    }

    /// Weighs the page at an address.
    async fn open(&mut self, name: &str, path: &str) -> Page {
        let page = self.guest.get(path).await.expect(200);
        self.weigh(name, &page).await;
        page
    }
}

/// What is wrong on each step, and what is right.
const STEPS: [[&[(&str, &str)]; 2]; 4] = [
    [
        &[("name", ""), ("mobile", "12"), ("dateOfBirth-month", "Smarch"), ("email", "thandi")],
        &[
            ("name", "Thandi"),
            ("surname", "Mokoena"),
            ("mobile", "0821234567"),
            ("email", ""),
            ("dateOfBirth-month", ""),
        ],
    ],
    [&[("hasVehicle", "yes")], &[("vehicleMake", "Toyota"), ("vehicleColour", "White")]],
    [
        &[("allergies", "Penicillin"), ("familyDoctorPhoneNumber", "082 12")],
        &[("allergies", ""), ("familyDoctorPhoneNumber", "")],
    ],
    [&[("nextOfKinName", "Sipho Mokoena")], &[("nextOfKinNumber", "083 765 4321")]],
];

/// Goes the whole way in this language, and weighs each page on it.
async fn walk(base: &str, tenant: &Tenant, language: Language) -> Vec<Weight> {
    let mut scales = Scales::new(base);
    let body = json!({ "returnUrl": "https://tenant.example/app", "locale": language });
    let invited = tenant.invite_with(body).await;
    let start = scales.open("start", &invited.link).await;
    let mut path = scales.guest.submit(&start, &[], "").await.location();
    for [wrong, right] in STEPS {
        let name = path.rsplit('/').next().expect("a step").to_owned();
        let page = scales.open(&name, &path).await;
        let refused = scales.guest.submit(&page, wrong, "continue").await.expect(422);
        scales.weigh(&format!("{name}, refused"), &refused).await;
        path = scales.guest.submit(&refused, right, "continue").await.location();
    }
    let check = scales.open("check", &path).await;
    scales.open("pause", &path.replace("check", "pause")).await;
    scales.open("cancel", &path.replace("check", "cancel")).await;
    scales.guest.submit(&check, &[], "finish").await.location();
    scales.open("done", &path.replace("check", "done")).await;
    scales.weights
}

/// A face with all that a form can say, in every language.
fn face() -> serde_json::Value {
    json!({
        "displayName": "Acme Armed Response", "shortName": "Acme", "emergencyNumber": "084 124",
        "accentColour": "#1d4f8c", "support": { "phone": "011 765 4321", "email": "help@acme.example" },
        "privacyUrl": "https://acme.example/privacy", "termsUrl": "https://acme.example/terms",
        "texts": { "en": { "confirmation": "We call you within a day.", "returnButton": "Back to Acme" } },
        "locales": Language::ALL, "defaultLocale": "en",
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_are_light() {
    let world = World::on(Engine::Sqlite).await;
    let mut heavy = Vec::new();
    for language in Language::ALL {
        let plain = world.tenant("Acme").await;
        plain
            .put("/signup-form", &json!({ "locales": [language], "defaultLocale": language }))
            .await
            .expect(200);
        let faced = world.tenant("Acme").await;
        faced.put("/signup-form", &face()).await.expect(200);
        logo::put(&faced, "image/png", &logo::picture(400, 120, 30, ImageFormat::Png)).await.expect(200);
        for (face, tenant) in [("plain", plain), ("with a face", faced)] {
            for Weight { page, alone, files } in walk(&world.base, &tenant, *language).await {
                let is_light = match page.as_str() {
                    "start" => alone + files <= LIGHT.0,
                    _ => alone <= LIGHT.1 && files <= LATER_FILES,
                };
                println!("{language}, {face}: {page} {alone} + {files}");
                heavy.extend((!is_light).then(|| format!("{language}, {face}: {page} {alone} + {files}")));
            }
        }
    }
    assert!(heavy.is_empty(), "{heavy:#?}");
}

/// The pages of a preview in all their states as a person has them: without the mark, with addresses and tokens as long
/// as a session's. The start page is weighed above, with its files.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_are_light_in_every_state() {
    let world = World::on(Engine::Sqlite).await;
    let guest = Guest::new(&world.base);
    let mut heavy = Vec::new();
    for language in Language::ALL {
        let tenant = world.tenant("Acme").await;
        let mut form = face();
        form["consents"] = json!(["terms", "nextOfKinTold", "marketing"]);
        form["appLinks"] = json!({ "ios": "https://apps.apple.com/app/acme" });
        tenant.put("/signup-form", &form).await.expect(200);
        logo::put(&tenant, "image/png", &logo::picture(400, 120, 30, ImageFormat::Png)).await.expect(200);
        let invited = tenant.invite().await;
        let (path, token) = (format!("/s/{}", invited.id), guest.get(&invited.link).await.value("token"));
        let token = format!("name=\"token\" value=\"{}\"", token.expect("a token"));
        let url = preview(&tenant).await;
        let base = format!("{}/{language}", url.trim_start_matches(&world.base));
        for page in pages(&guest, &url).await.iter().filter(|page| page.url.contains(&base)) {
            let (before, rest) = page.html.split_once("<aside class=\"preview\"").expect("a mark");
            let (_, rest) = rest.split_once("</aside>").expect("its end");
            let name = page.url.rsplit('/').next().unwrap_or_default();
            // In a preview a state has an address of its own, which a language must keep.
            let own = format!(" formaction=\"{name}\"");
            let real =
                format!("{before}{rest}").replace(&own, "").replace(" data-off", "").replace(&base, &path);
            let weight = real.replace("name=\"token\" value=\"\"", &token).len();
            println!("{language}: {name} {weight}");
            heavy.extend((weight > LIGHT.1).then(|| format!("{language}: {name} {weight}")));
        }
    }
    assert!(heavy.is_empty(), "{heavy:#?}");
}
