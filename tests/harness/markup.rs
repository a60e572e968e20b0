//! Has pages read by the Nu HTML checker, which knows the HTML standard rule by rule.

use std::fs;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use super::{Page, variable};

/// Pages to be read together, since the checker takes seconds to start.
pub struct Markup {
    directory: TempDir,
}

impl Markup {
    pub fn new() -> Self {
        Self { directory: tempfile::tempdir().expect("a directory") }
    }

    /// Keeps a page under a name that can be a file's.
    pub fn add(&self, name: &str, page: &Page) {
        assert!(page.html.trim_start().starts_with("<!doctype html>"), "{name} is a page: {}", page.status);
        let file = self.directory.path().join(format!("{name}.html"));
        assert!(!file.exists(), "{name} twice");
        fs::write(file, &page.html).expect("a file");
    }

    /// What the checker says of all of them, errors and warnings alike, each with the page and the place.
    pub fn faults(&self) -> Vec<String> {
        let checked = Command::new("java")
            .arg("-jar")
            .arg(variable("ENROL_TEST_NU"))
            .args(["--format", "json", "--exit-zero-always", "--stdout"])
            .arg(self.directory.path())
            .output()
            .expect("the Nu HTML checker");
        let told: Value = serde_json::from_slice(&checked.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&checked.stderr)));
        told["messages"].as_array().expect("messages").iter().map(fault).collect()
    }
}

fn fault(message: &Value) -> String {
    let text = |name: &str| message[name].as_str().unwrap_or_default();
    let page = text("url").rsplit('/').next().unwrap_or_default();
    format!("{page}:{}: {} [{}]", message["lastLine"], text("message"), text("extract"))
}
