//! What every page says to the browser around its words, and what no page gives away.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use crate::harness::{Guest, Invited, Page, Tenant, World};

/// Every page that a journey can show, with what `form-action` must list besides ourselves.
async fn every_page(world: &World, tenant: &Tenant, back: &str, target: &str) -> Vec<(Page, String)> {
    let own = "'self'".to_owned();
    let with_target = format!("'self'{target}");
    let invited = invite(tenant, back).await;
    let guest = Guest::with_headers(&world.base, &[("accept-encoding", "gzip, br, zstd, deflate")]);
    let mut pages = vec![(guest.get(&invited.link).await, own.clone())];
    let mut path = guest.start(&invited).await;
    pages.push((Guest::new(&world.base).get(&invited.link).await, own.clone()));
    pages.push((Guest::new(&world.base).get(&path).await, own.clone()));
    let personal = [("name", "Thandi"), ("surname", "Mokoena"), ("mobile", "0821234567")];
    for inputs in [personal.as_slice(), &[("hasVehicle", "no")], &[], &[]] {
        let page = guest.get(&path).await;
        pages.push((guest.submit(&page, &[("token", "x")], "continue").await.expect(403), own.clone()));
        pages.push((
            guest
                .submit(
                    &page,
                    &[("name", "\u{7}"), ("hasVehicle", "x"), ("bloodtype", "x"), ("nextOfKinName", "x")],
                    "continue",
                )
                .await
                .expect(422),
            own.clone(),
        ));
        pages.push((guest.get(&path).await, own.clone()));
        let page = guest.get(&path).await;
        let inputs = [inputs, &[("bloodtype", ""), ("nextOfKinName", "")]].concat();
        path = guest.submit(&page, &inputs, "continue").await.location();
    }
    let check = guest.get(&path).await;
    let ask = guest.get(&format!("/s/{}/cancel", invited.id)).await;
    pages.push((guest.submit(&check, &[("token", "x")], "finish").await.expect(403), with_target.clone()));
    pages.push((guest.submit(&check, &[("revision", "x")], "finish").await.expect(422), with_target.clone()));
    pages.push((guest.submit(&ask, &[("token", "x")], "cancel").await.expect(403), with_target.clone()));
    let taken = invite(tenant, back).await;
    let other = Guest::new(&world.base);
    let late = other.reach_check(&taken, "0821234567").await;
    pages.extend([(check.clone(), with_target.clone()), (ask, with_target.clone())]);
    guest.submit(&check, &[], "finish").await.location();
    let refused = Guest::with_cookie(&world.base, "other=1");
    let start = refused.get(&invite(tenant, back).await.link).await;
    pages.push((refused.submit(&start, &[], "").await.expect(403), own.clone()));
    pages.push((other.submit(&late, &[], "finish").await.expect(422), with_target));
    pages.push((guest.get(&format!("/s/{}/done", invited.id)).await, own.clone()));
    pages.push((guest.get(&invited.link).await, own));
    for missing in ["/signup/x", "/s/x/personal", "/nothing"] {
        pages.push((guest.get(missing).await, "'none'".to_owned()));
    }
    pages.push((guest.post_raw(&path, "text/plain", "x").await, "'none'".to_owned()));
    pages
}

async fn invite(tenant: &Tenant, back: &str) -> Invited {
    tenant.invite_with(json!({ "returnUrl": back })).await
}

/// The hash of the script that the page loads (W3C Subresource Integrity).
async fn integrity(guest: &Guest, page: &Page) -> String {
    let script = guest.get(&page.attribute("script", "src").expect("a script")).await.expect(200);
    format!("sha256-{}", STANDARD.encode(digest(&SHA256, script.html.as_bytes())))
}

fn directive<'a>(policy: &'a str, name: &str) -> Option<&'a str> {
    policy.split(';').map(str::trim).find_map(|part| part.strip_prefix(name)?.strip_prefix(' '))
}

both! {
    async fn every_page_says_what_it_may_and_is_kept_nowhere(world) {
        for (at, (back, target)) in [
            ("https://tenant.example/app/x?y=1", " https://tenant.example"),
            ("http://127.0.0.1:9/back", " http://127.0.0.1:9"),
            // An app is opened by a link.
            ("acme-app://return", ""),
        ]
        .into_iter()
        .enumerate()
        {
            let tenant = world.tenant(&format!("Tenant {at}")).await;
            let guest = Guest::new(&world.base);
            for (page, form_action) in every_page(&world, &tenant, back, target).await {
                let case = format!("{} {}", page.status, page.url);
                let policy = page.header("content-security-policy").expect("a policy");
                assert!(!policy.contains("unsafe") && !policy.contains('*'), "{case}: {policy}");
                assert_eq!(directive(policy, "default-src"), Some("'none'"), "{case}");
                assert_eq!(directive(policy, "script-src"), Some("'self'"), "{case}");
                assert_eq!(directive(policy, "frame-ancestors"), Some("'none'"), "{case}");
                assert_eq!(directive(policy, "base-uri"), Some("'none'"), "{case}");
                assert_eq!(directive(policy, "form-action"), Some(form_action.as_str()), "{case}");
                for (name, value) in [
                    ("x-content-type-options", "nosniff"),
                    ("referrer-policy", "same-origin"),
                    ("cache-control", "no-store"),
                    ("x-frame-options", "DENY"),
                    ("cross-origin-opener-policy", "same-origin"),
                    ("content-type", "text/html; charset=utf-8"),
                ] {
                    let all: Vec<_> = page.headers.get_all(name).iter().collect();
                    assert_eq!(all, [value], "{case}: {name}");
                }
                // The page that a link opens has none.
                if let Some(script) = page.attribute("script", "integrity") {
                    assert_eq!(script, integrity(&guest, &page).await, "{case}");
                }
                assert_eq!(page.header("content-encoding"), None, "{case}");
                assert_eq!(page.header("x-robots-tag"), Some("noindex"), "{case}");
                for inline in ["style=", "onclick", "<style", "javascript:"] {
                    assert!(!page.html.contains(inline), "{case}: {inline}");
                }
            }
        }
    }

    async fn redirects_and_cookies_are_kept_nowhere_either(world) {
        let tenant = world.tenant("Acme").await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let start = guest.get(&invited.link).await;
        let started = guest.submit(&start, &[], "").await.expect(303);
        let ask = guest.get(&format!("/s/{}/cancel", invited.id)).await;
        let left = guest.submit(&ask, &[], "cancel").await.expect(303);
        for answer in [started, left] {
            assert!(answer.cookie().is_some());
            assert_eq!(answer.header("cache-control"), Some("no-store"));
            assert_eq!(answer.header("referrer-policy"), Some("same-origin"));
            assert_eq!(answer.html, "");
        }
    }

    async fn the_links_secret_is_on_no_page_and_in_no_later_address(world) {
        let tenant = world.tenant("Acme").await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let secret = invited.link.rsplit('/').next().expect("a secret").to_owned();
        assert_eq!(secret.len(), 43, "256 bits");
        let mut seen = vec![guest.get(&invited.link).await];
        seen.push(guest.submit(&seen[0], &[], "").await);
        seen.push(Guest::new(&world.base).get(&invited.link).await);
        let personal = [("name", "A"), ("surname", "B"), ("mobile", "0821234567")];
        let mut path = seen[1].location();
        for inputs in [personal.as_slice(), &[("hasVehicle", "no")], &[], &[]] {
            let page = guest.get(&path).await.expect(200);
            let next = guest.submit(&page, inputs, "continue").await;
            path = next.location();
            seen.extend([page, next]);
        }
        let check = guest.get(&path).await;
        seen.push(guest.submit(&check, &[], "finish").await);
        seen.extend([
            check,
            guest.get(&invited.link).await,
            guest.get(&format!("/s/{}/done", invited.id)).await,
        ]);
        for page in &seen {
            assert!(!page.html.contains(&secret), "{}", page.url);
            for (name, value) in &page.headers {
                assert!(!value.to_str().expect("a text").contains(&secret), "{}: {name}", page.url);
            }
            let personal = ["Thandi", "821234567", "%2B27"];
            assert!(page.status != 303 || personal.iter().all(|part| !page.location().contains(part)));
        }
        for row in world.dump().await {
            assert!(!row.contains(&secret), "{row}");
        }
    }

    async fn a_token_never_looks_the_same_and_is_always_good(world) {
        let tenant = world.tenant("Acme").await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let vehicle = guest.reach(&invited, "vehicle", "0821234567").await;
        let again = guest.get(&vehicle.url).await;
        assert_ne!(vehicle.value("token"), again.value("token"));
        for (page, make) in [(&again, "Toyota"), (&guest.get(&vehicle.url).await, "Volvo")] {
            let current = guest.get(&vehicle.url).await.value("revision").expect("a revision");
            let typed = [("hasVehicle", "yes"), ("vehicleMake", make), ("revision", &current)];
            guest.submit(page, &typed, "continue").await.expect(303);
        }
    }
}
