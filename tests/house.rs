//! Holds the code to the map of the house: which room may use which.

use std::fs;
use std::path::{Path, PathBuf};

/// What each room may use besides itself and outside libraries.
const ROOMS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("text", &["domain"]),
    ("vault", &["domain"]),
    ("error", &[]),
    ("store", &["domain", "error", "vault"]),
    ("config", &[]),
    ("app", &["config", "domain", "store", "vault"]),
    ("actions", &["app", "domain", "error", "store", "vault"]),
    ("http", &["config"]),
    ("api", &["actions", "app", "domain", "error", "http", "vault"]),
    ("pages", &["actions", "app", "domain", "error", "http", "text", "vault"]),
    ("worker", &["actions", "app", "error"]),
    ("server", &["api", "app", "domain", "http", "pages", "worker"]),
    ("cli", &["config"]),
    ("logs", &["config"]),
];

#[test]
fn no_room_uses_what_it_must_not() {
    let mut wrong = Vec::new();
    for (room, may) in ROOMS {
        // A room's own tests may look around.
        for file in files_of(room).into_iter().filter(|file| !file.ends_with("tests.rs")) {
            let text = fs::read_to_string(&file).expect("a source file");
            for used in text.split("crate::").skip(1).map(first_word) {
                let known = ROOMS.iter().any(|(name, _)| *name == used);
                if known && used != *room && !may.contains(&used.as_str()) {
                    wrong.push(format!("{} uses {used}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn files_of(room: &str) -> Vec<PathBuf> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let file = source.join(format!("{room}.rs"));
    let mut files: Vec<PathBuf> = file.is_file().then_some(file).into_iter().collect();
    collect(&source.join(room), &mut files);
    assert!(!files.is_empty(), "there is no room {room}");
    files
}

fn collect(directory: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect()
}
