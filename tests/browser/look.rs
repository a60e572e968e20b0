//! Looks at a page as it is: light and dark, on a narrow phone and on a desk; axe-core looks too.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use crate::harness::{Landing, Person, variable};

/// Runs axe-core with all that it holds by default, and the size of targets; tells what is wrong where. Of what is right
/// it need not say where that is, which takes it time.
const AXE: &str = "const how = { rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] };
  return axe.run(document, how).then((found) =>
  found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id} at ${node.target}: ${node.failureSummary}`)))";

/// How far something sticks out sideways.
const OVERFLOW: &str = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";

/// Where the last words of a page end, in CSS pixels: its body is as high as the window at least.
pub(super) const HEIGHT: &str =
    "const last = document.querySelector('footer').lastElementChild.getBoundingClientRect();
  return Math.ceil(last.bottom + scrollY)";

const SCHEMES: [&str; 2] = ["light", "dark"];
const SIZES: [(&str, u32, u32); 2] = [("phone", 320, 640), ("desk", 1280, 800)];

/// Collects what is wrong with the pages that it looked at.
pub(super) struct Look<'a> {
    person: &'a Person,
    axe: String,
    directory: PathBuf,
    /// Whether pictures are kept of what it looks at.
    pub(super) keeps_pictures: bool,
    wrong: Vec<String>,
}

impl<'a> Look<'a> {
    pub(super) fn new(person: &'a Person) -> Self {
        let axe = fs::read_to_string(variable("ENROL_TEST_AXE")).expect("axe-core");
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots");
        fs::create_dir_all(&directory).expect("a directory for screenshots");
        Self { person, axe, directory, keeps_pictures: true, wrong: Vec::new() }
    }

    /// Looks at the page that is open, which must have this heading.
    pub(super) async fn at(&mut self, name: &str, heading: &str) {
        assert_eq!(self.person.heading().await, heading, "{name}");
        self.person.driver.execute(&self.axe, Vec::new()).await.expect("axe-core in the page");
        for (size, width, height) in SIZES {
            self.person.resize(width, height, 1).await;
            for scheme in SCHEMES {
                self.person.prefer(scheme).await;
                self.once(&format!("{name}-{size}-{scheme}")).await;
            }
        }
    }

    async fn once(&mut self, name: &str) {
        let overflow: i64 = self.person.run(OVERFLOW).await;
        if overflow > 0 {
            self.wrong.push(format!("{name}: {overflow} px too wide"));
        }
        let found: Vec<String> = self.person.run(AXE).await;
        self.wrong.extend(found.into_iter().map(|found| format!("{name}: {found}")));
        if self.keeps_pictures {
            self.keep(name).await;
        }
    }

    /// Keeps a picture of the whole page.
    pub(super) async fn keep(&self, name: &str) {
        let picture = picture(self.person, true).await;
        fs::write(self.directory.join(format!("{name}.png")), picture).expect("a picture");
    }

    /// Holds that nothing was wrong.
    #[track_caller]
    pub(super) fn finds_nothing(self) {
        assert!(self.wrong.is_empty(), "{} faults:\n{}", self.wrong.len(), self.wrong.join("\n"));
    }
}

/// The page as a PNG: all of it, or what is in the window.
pub(super) async fn picture(person: &Person, whole: bool) -> Vec<u8> {
    let shot =
        person.tell("Page.captureScreenshot", json!({ "format": "png", "captureBeyondViewport": whole }));
    let data = shot.await["data"].as_str().expect("a picture").to_owned();
    STANDARD.decode(data).expect("base64")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn faults_are_found() {
    let person = Person::new().await;
    let landing = Landing::new().await;
    let mut look = Look::new(&person);
    person.open(&landing.url("/")).await;
    person
        .run::<()>(
            "document.querySelector('h1').innerHTML = \
        '<img src=x>Welcome back<div style=\"width: 2000px; color: #999; background: #888\">faint</div>'",
        )
        .await;
    look.at("faults", "Welcome back\nfaint").await;
    let found = look.wrong.join(" ");
    for fault in ["px too wide", "image-alt", "color-contrast"] {
        assert!(found.contains(fault), "{fault}: {found}");
    }
}
