//! The files that pages load, as a browser is sent them: small where it can read that, and always the same.

use std::io::Read;

use aws_lc_rs::digest::{SHA384, digest};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::preview::{pages, preview};
use crate::harness::{Engine, Guest, World};

/// How much the start page and all that it loads, the tenant's logo aside, and any other page may weigh, in bytes.
const FIRST_VIEW: usize = 8000;
const LATER_PAGE: usize = 10_000;

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
    let mut plain = Vec::new();
    match coding.as_deref() {
        Some("br") => brotli::BrotliDecompress(&mut &*sent, &mut plain).expect("brotli"),
        Some("gzip") => {
            flate2::read::GzDecoder::new(&*sent).read_to_end(&mut plain).expect("gzip");
        }
        other => {
            assert_eq!(other, None, "{path} {accept}");
            plain.extend_from_slice(&sent);
        }
    }
    (coding, plain)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_come_in_the_coding_that_the_browser_prefers_and_are_the_same() {
    let world = World::on(Engine::Sqlite).await;
    let guest = Guest::new(&world.base);
    let page = guest.get("/nothing").await;
    let script = page.attribute("script", "src").expect("a script");
    let files = [
        page.attribute("link[rel=stylesheet]", "href").expect("a stylesheet"),
        page.attribute("link[rel=icon]", "href").expect("an icon"),
        script.clone(),
    ];
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
                let hash = format!("sha384-{}", STANDARD.encode(digest(&SHA384, &decoded)));
                assert_eq!(page.attribute("script", "integrity"), Some(hash), "{accept}");
            }
        }
        let head = guest.client().head(guest.url(path)).header("accept-encoding", "br");
        let head = head.send().await.expect("an answer");
        assert_eq!(head.headers()["content-encoding"], "br");
        assert!(head.headers().contains_key("content-length"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_are_light() {
    let world = World::on(Engine::Sqlite).await;
    let (tenant, guest) = (world.tenant("Acme").await, Guest::new(&world.base));
    let start = guest.get(&tenant.invite().await.link).await.expect(200);
    let mut weight = start.html.len();
    for path in [start.attributes("head link", "href"), start.attributes("script", "src")].concat() {
        let request = guest.client().get(guest.url(&path)).header("accept-encoding", "br");
        weight += request.send().await.expect("an answer").bytes().await.expect("a body").len();
    }
    assert!(weight <= FIRST_VIEW, "the first view weighs {weight} bytes");
    for page in pages(&guest, &preview(&tenant).await).await {
        assert!(page.html.len() <= LATER_PAGE, "{} weighs {} bytes", page.url, page.html.len());
    }
}
