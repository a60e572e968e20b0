//! The logo of a form: a picture in, another one out, and nothing of the file besides.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use reqwest::header::{CONTENT_TYPE, IF_MATCH};
use reqwest::{Method, Response};
use serde_json::json;

use crate::harness::{Guest, Reply, Tenant, World, send};

const LOGO: &str = "/signup-form/logo";

/// A picture of this size and shade as a file.
pub(crate) fn picture(width: u32, height: u32, shade: u8, format: ImageFormat) -> Vec<u8> {
    let picture = RgbaImage::from_pixel(width, height, Rgba([shade, 60, 90, 255]));
    let mut file = Vec::new();
    let picture = DynamicImage::from(picture).into_rgb8();
    picture.write_to(&mut Cursor::new(&mut file), format).expect("a file");
    file
}

/// Sends a file as this media type.
pub(crate) async fn put(tenant: &Tenant, media: &str, file: &[u8]) -> Reply {
    send(tenant.request(Method::PUT, LOGO).header(CONTENT_TYPE, media).body(file.to_vec())).await
}

/// What is at the address of a logo.
async fn fetch(url: &str) -> Response {
    reqwest::get(url).await.expect("an answer")
}

async fn version(tenant: &Tenant) -> i64 {
    tenant.get("/signup-form").await.expect(200)["form"]["version"].as_i64().expect("a number")
}

/// The addresses of the pictures in the header of the start page.
async fn shown(world: &World, tenant: &Tenant) -> Vec<String> {
    let page = Guest::new(&world.base).get(&tenant.invite().await.link).await.expect(200);
    page.attributes("header img", "src")
}

both! {
    async fn a_picture_becomes_the_logo_of_new_sessions(world) {
        let tenant = world.tenant("Acme Armed Response").await;
        tenant.put("/signup-form", &json!({ "shortName": "Acme" })).await.expect(200);
        let (before, guest) = (tenant.invite().await, Guest::new(&world.base));
        let sent = picture(960, 200, 20, ImageFormat::Jpeg);
        let reply = put(&tenant, "Image/JPEG; charset=x", &sent).await;
        assert_eq!(reply.header("etag"), Some("\"2\""));
        let form = reply.expect(200)["form"].clone();
        assert_eq!((&form["version"], &form["shortName"]), (&json!(2), &json!("Acme")));
        assert_eq!((&form["logo"]["width"], &form["logo"]["height"]), (&json!(480), &json!(100)));
        assert_eq!(tenant.get("/signup-form").await.expect(200)["form"], form);

        let url = form["logo"]["url"].as_str().expect("an address");
        assert!(url.starts_with(&format!("{}/logo/", world.base)), "{url}");
        let served = fetch(url).await;
        let header = |name: &str| served.headers()[name].to_str().expect("text").to_owned();
        assert_eq!((served.status().as_u16(), &*header("content-type")), (200, "image/png"));
        assert_eq!(header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert!(header("content-security-policy").starts_with("default-src 'none'"));
        let kept = image::load_from_memory_with_format(&served.bytes().await.expect("a file"), ImageFormat::Png);
        let kept = kept.expect("a PNG").into_rgb8();
        assert_eq!(kept.dimensions(), (480, 100));
        assert!(kept.pixels().all(|pixel| pixel.0[0].abs_diff(20) < 8), "the same picture");

        let page = guest.get(&tenant.invite().await.link).await.expect(200);
        assert_eq!(page.attributes("header img", "src"), [url.trim_start_matches(&world.base)]);
        assert_eq!(page.attributes("header img", "alt"), ["Acme Armed Response"]);
        assert_eq!((page.attributes("header img", "width"), page.attributes("header img", "height")),
            (vec!["480".to_owned()], vec!["100".to_owned()]));
        let old = guest.get(&guest.start(&before).await).await.expect(200);
        assert!(old.attributes("header img", "src").is_empty(), "a session keeps what it began with");
        assert_eq!(old.texts(".tenant"), ["Acme"]);
    }

    async fn a_logo_is_changed_in_versions_and_stays_when_the_form_is_replaced(world) {
        let tenant = world.tenant("Acme").await;
        let file = picture(48, 16, 20, ImageFormat::WebP);
        let first = put(&tenant, "image/webp", &file).await.expect(200)["form"].clone();
        // The same again is no change.
        assert_eq!(put(&tenant, "image/webp", &file).await.expect(200)["form"], first);
        let other = picture(48, 16, 200, ImageFormat::WebP);
        let stale = tenant.request(Method::PUT, LOGO).header(CONTENT_TYPE, "image/webp").header(IF_MATCH, "\"0\"");
        send(stale.body(other.clone())).await.problem(412, "changed");
        send(tenant.request(Method::DELETE, LOGO).header(IF_MATCH, "\"7\"")).await.problem(412, "changed");
        assert_eq!(version(&tenant).await, 1);

        let second = tenant.put("/signup-form", &json!({ "shortName": "A" })).await.expect(200)["form"].clone();
        assert_eq!((&second["logo"], &second["version"]), (&first["logo"], &json!(2)));
        let invited = tenant.invite().await;
        let third = put(&tenant, "image/webp", &other).await.expect(200)["form"].clone();
        assert!(third["logo"]["url"] != first["logo"]["url"] && third["shortName"] == "A");
        let gone = tenant.delete(LOGO).await;
        assert_eq!(gone.header("etag"), Some("\"4\""));
        assert_eq!(gone.expect(200)["form"]["logo"], json!(null));
        assert_eq!(tenant.delete(LOGO).await.expect(200)["form"]["version"], 4, "there is none any more");
        assert!(shown(&world, &tenant).await.is_empty());
        // Whoever began with it still has it.
        let guest = Guest::new(&world.base);
        let page = guest.get(&guest.start(&invited).await).await.expect(200);
        let src = page.attributes("header img", "src").remove(0);
        assert_eq!(fetch(&guest.url(&src)).await.status(), 200);
    }

    async fn one_tenants_logo_is_not_anothers_to_change(world) {
        let (acme, other) = (world.tenant("Acme").await, world.tenant("Other").await);
        let file = picture(48, 16, 20, ImageFormat::Png);
        let ours = put(&acme, "image/png", &file).await.expect(200)["form"]["logo"].clone();
        assert!(shown(&world, &other).await.is_empty());
        // Two with the same picture: one goes, the other stays.
        assert_eq!(put(&other, "image/png", &file).await.expect(200)["form"]["logo"], ours);
        other.delete(LOGO).await.expect(200);
        assert_eq!(shown(&world, &acme).await.len(), 1);
        let url = ours["url"].as_str().expect("an address");
        assert_eq!(fetch(url).await.status(), 200);
        for wrong in ["", "x.png", "00000000000000000000000000000000.png", "%2e%2e.png"] {
            let (base, _) = url.rsplit_once('/').expect("a path");
            assert_eq!(fetch(&format!("{base}/{wrong}")).await.status(), 404, "{wrong}");
        }
        assert_eq!(fetch(url.strip_suffix(".png").expect("a name")).await.status(), 404);
        for method in [Method::PUT, Method::DELETE] {
            let bare = reqwest::Client::new().request(method, acme.url(LOGO)).header(CONTENT_TYPE, "image/png");
            send(bare.body(file.clone())).await.problem(401, "unauthorized");
        }
        assert_eq!(version(&acme).await, 1);
    }

    async fn what_is_no_logo_is_refused_with_what_to_do(world) {
        let tenant = world.tenant("Acme").await;
        let png = picture(48, 16, 20, ImageFormat::Png);
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
        for media in ["image/svg+xml", "image/gif", "application/json", "text/html", "image/*"] {
            let reply = put(&tenant, media, &png).await;
            let problem = reply.problem(415, "unsupported_media_type");
            assert!(problem["detail"].as_str().is_some_and(|text| text.contains("image/webp")), "{media}");
        }
        let silent = send(tenant.request(Method::PUT, LOGO).body(png.clone())).await;
        silent.problem(415, "unsupported_media_type");
        for (media, file, words) in [
            ("image/png", &svg[..], "save it as one of these"),
            ("image/png", b"", "save it as one of these"),
            ("image/png", b"{}", "save it as one of these"),
            ("image/jpeg", &png, "This is image/png"),
            ("image/png", &png[..png.len() / 2], "broken"),
            ("image/png", &picture(2001, 4, 20, ImageFormat::Png), "at most 2000 pixels"),
        ] {
            let reply = put(&tenant, media, file).await;
            let problem = reply.problem(400, "invalid_picture");
            assert!(problem["detail"].as_str().is_some_and(|text| text.contains(words)), "{}", reply.text);
        }
        // 256 KiB fit, with whatever stands behind the picture, and not a byte more; other calls take less.
        let mut large = png.clone();
        large.resize(256 * 1024, 0);
        put(&tenant, "image/png", &large).await.expect(200);
        large.push(0);
        put(&tenant, "image/png", &large).await.problem(413, "body_too_large");
        let request = tenant.request(Method::PUT, &format!("{LOGO}/")).header(CONTENT_TYPE, "image/png");
        let reply = send(request.body(large.clone())).await;
        assert!(reply.problem(413, "body_too_large")["detail"].as_str().is_some_and(|text| text.contains("256 KiB")));
        let form = tenant.request(Method::PUT, "/signup-form").header(CONTENT_TYPE, "application/json");
        send(form.body(large)).await.problem(413, "body_too_large");
        assert_eq!(version(&tenant).await, 1, "nothing of what was refused is kept");
    }

    async fn many_logos_at_once_take_turns(world) {
        let tenant = world.tenant("Acme").await;
        let tasks: Vec<_> = (0..6_u8)
            .map(|at| {
                let (tenant, file) = (tenant.clone(), picture(600, 200, at * 40, ImageFormat::Png));
                tokio::spawn(async move { put(&tenant, "image/png", &file).await.expect(200)["form"]["version"].clone() })
            })
            .collect();
        let mut versions = Vec::new();
        for task in tasks {
            versions.push(task.await.expect("an answer").as_i64().expect("a number"));
        }
        versions.sort_unstable();
        assert_eq!(versions, [1, 2, 3, 4, 5, 6]);
    }
}
