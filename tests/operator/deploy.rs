//! What `deploy/` has: a service that may do little, and files that name what is there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy").join(name)
}

/// The exposure that `systemd-analyze` finds, from 0 (safe) to 10.
#[test]
fn the_service_of_systemd_may_do_little() {
    let rated = Command::new("systemd-analyze")
        .args(["security", "--offline=true", "--no-pager", "--threshold=20"])
        .arg(file("enrol.service"))
        .output()
        .expect("systemd-analyze");
    let told = String::from_utf8_lossy(&rated.stdout);
    assert!(rated.status.success(), "more than 2.0: {told}");
    assert!(told.contains("Overall exposure level"), "{told}");
}

/// What is copied into the build is there, and nothing that the build needs is forgotten.
#[test]
fn the_container_is_built_of_what_the_program_is_made_of() {
    let text = fs::read_to_string(file("Containerfile")).expect("a file");
    let copied: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("COPY ").filter(|rest| !rest.starts_with("--")))
        .flat_map(|rest| rest.split(' ').filter(|name| *name != "./"))
        .collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in &copied {
        assert!(root.join(name).exists(), "{name} is not there");
    }
    for entry in fs::read_dir(root).expect("the project").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_source = ["locales", "migrations", "src", "static", "templates"].contains(&name.as_str());
        assert!(!is_source || copied.contains(&name.as_str()), "{name} is not copied");
    }
}

/// Every setting that a file of `deploy/` gives is one.
#[tokio::test]
async fn the_settings_in_the_files_are_settings() {
    let program = crate::harness::Program::bare();
    let known = program.run(&["serve", "--help"]).await.expect(0).out;
    let mut seen = 0;
    for name in ["Containerfile", "compose.yaml", "enrol.service", "kubernetes/enrol.yaml"] {
        let text = fs::read_to_string(file(name)).expect("a file");
        let words = text.split(|letter: char| !(letter.is_ascii_uppercase() || letter == '_'));
        for setting in words.filter(|word| word.starts_with("ENROL_")) {
            assert!(known.contains(setting), "{setting} in {name} is no setting");
            seen += 1;
        }
    }
    assert!(seen > 8, "{seen}");
}
