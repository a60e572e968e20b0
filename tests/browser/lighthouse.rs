//! Lighthouse looks at pages as on a middling phone: accessibility and good practice without a fault.
//!
//! Its figure for speed depends on what else the machine does, so that is printed and not asserted;
//! `docs/performance.md` has one of a quiet machine. The reports are in `target/lighthouse`.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::ENOUGH;
use crate::harness::{Engine, Guest, World, variable};

const FLAGS: &str = "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage";

/// Looks at an address with this cookie; returns the report.
fn look(name: &str, url: &str, cookie: &str, tries: u32) -> Value {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("lighthouse");
    fs::create_dir_all(&directory).expect("a directory for reports");
    let report = directory.join(format!("{name}.json"));
    let ran = Command::new("node")
        .args([&variable("ENROL_TEST_LIGHTHOUSE"), url, "--quiet", "--output=json", FLAGS])
        .arg("--only-categories=performance,accessibility,best-practices")
        .arg(format!("--extra-headers={}", json!({ "Cookie": cookie })))
        .arg(format!("--output-path={}", report.display()))
        .env("CHROME_PATH", variable("ENROL_TEST_CHROMIUM"))
        .output()
        .expect("node");
    let said = String::from_utf8_lossy(&ran.stderr);
    // On a busy machine its browser may be too slow for its own watch, which says nothing of the page.
    if tries > 1 && said.contains("Runtime error encountered") {
        return look(name, url, cookie, tries - 1);
    }
    assert!(ran.status.success(), "{name}: {said}");
    serde_json::from_slice(&fs::read(report).expect("a report")).expect("JSON")
}

/// The audits of a category that count and did not pass in full.
fn faults<'a>(report: &'a Value, category: &str) -> Vec<&'a str> {
    let audits = report["categories"][category]["auditRefs"].as_array().expect("audits");
    let counted = audits.iter().filter(|audit| audit["weight"].as_f64().is_some_and(|weight| weight > 0.0));
    let ids = counted.filter_map(|audit| audit["id"].as_str());
    ids.filter(|id| report["audits"][*id]["score"].as_f64().is_some_and(|score| score < 1.0)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_are_accessible_and_well_made() {
    let world = World::on(Engine::Sqlite).await;
    let tenant = world.tenant("Acme").await;
    let (guest, invited) = (Guest::new(&world.base), tenant.invite().await);
    let start = guest.get(&invited.link).await.expect(200);
    let started = guest.submit(&start, &[], "").await;
    let cookie = started.headers["set-cookie"].to_str().expect("a cookie");
    let cookie = cookie.split(';').next().expect("its name and value").to_owned();
    let personal = started.location();
    let vehicle = guest.answer(&personal, ENOUGH[0]).await;
    let medical = guest.answer(&vehicle, ENOUGH[1]).await;
    let pages = [
        ("start", &invited.link, ""),
        ("personal", &personal, cookie.as_str()),
        ("medical", &medical, cookie.as_str()),
    ];
    for (name, path, cookie) in pages {
        let url = guest.url(path);
        let report = tokio::task::block_in_place(|| look(name, &url, cookie, 5));
        assert_eq!(report["finalDisplayedUrl"], *url, "{name}: the page itself");
        for category in ["accessibility", "best-practices"] {
            assert_eq!(faults(&report, category), Vec::<&str>::new(), "{name}: {category}");
            assert_eq!(report["categories"][category]["score"], 1, "{name}: {category}");
        }
        println!("{name}: speed {}", report["categories"]["performance"]["score"]);
    }
}
