//! Holds the code to the map of the house, which room may use which, and to its style.

mod dependencies;
mod fields;
mod migrations;
mod previews;
mod sections;
mod walls;

use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn files_are_short_and_say_what_they_are_for() {
    let mut files = Vec::new();
    for directory in ["src", "tests", "benches"] {
        collect(&root().join(directory), "rs", &mut files);
    }
    let mut wrong = Vec::new();
    for file in files {
        let text = read(&file);
        if text.lines().count() > 350 {
            wrong.push(format!("{} has {} lines", file.display(), text.lines().count()));
        }
        if !text.starts_with("//! ") {
            wrong.push(format!("{} does not begin with //!", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn only_the_store_knows_sql() {
    let mut files = Vec::new();
    collect(&root().join("src"), "rs", &mut files);
    let inside = |file: &Path| file.starts_with(root().join("src/store"));
    let (store, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| inside(file));
    let knows = |file: &PathBuf| {
        ["sqlx", "rusqlite", "Sql::", "store::db::Conn"].iter().any(|word| read(file).contains(word))
    };
    let wrong: Vec<_> = others.into_iter().filter(knows).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(store.iter().any(knows), "the search finds nothing");
}

#[test]
fn doors_call_actions_which_alone_open_and_commit_transactions() {
    let knows = |file: &PathBuf| {
        let text: String = read(file).split_whitespace().collect();
        let words = [".store.read(", ".store.write(", ".store.system", ".commit(", "&mutTx", "transaction::"];
        words.iter().any(|word| text.contains(word))
    };
    let wrong: Vec<_> = ["api", "pages"].into_iter().flat_map(files_of).filter(knows).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(files_of("actions").iter().any(knows), "the search finds nothing");
}

#[test]
fn templates_escape_everything_and_bring_no_script_or_style_of_their_own() {
    let mut templates = Vec::new();
    collect(&root().join("templates"), "html", &mut templates);
    assert!(templates.len() > 10, "{templates:?}");
    let mut wrong = Vec::new();
    for file in templates {
        let text = read(&file).to_lowercase();
        let squeezed: String = text.split_whitespace().collect();
        for banned in
            ["|safe", "|escape(", "{%autoescape", "javascript:", "<style", "<iframe", "<base", "style="]
        {
            if squeezed.contains(banned) {
                wrong.push(format!("{}: {banned}", file.display()));
            }
        }
        // What follows a space and begins with "on" is a handler, such as onclick.
        let handler = |word: &str| {
            word.split_once('=').is_some_and(|(name, _)| {
                name.starts_with("on") && name.len() > 3 && name.bytes().all(|byte| byte.is_ascii_lowercase())
            })
        };
        wrong.extend(
            text.split_whitespace()
                .filter(|word| handler(word))
                .map(|word| format!("{}: {word}", file.display())),
        );
        for script in text.split("<script").skip(1) {
            if !script.starts_with(" src=\"{{") || !script.contains("></script>") {
                wrong.push(format!("{}: a script inside the page", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn pages_need_no_other_host() {
    let mut files = Vec::new();
    for directory in ["static", "templates", "locales"] {
        for extension in ["html", "css", "js", "svg", "ftl"] {
            collect(&root().join(directory), extension, &mut files);
        }
    }
    let mut wrong = Vec::new();
    for file in files {
        let text = read(&file);
        for scheme in ["http://", "https://", "@import", "url(//", "\"//"] {
            for rest in text.split(scheme).skip(1) {
                let host: String =
                    rest.chars().take_while(|c| c.is_ascii_alphanumeric() || ".-".contains(*c)).collect();
                // The name of SVG, which nobody fetches, and names that nobody can have.
                let known =
                    host == "www.w3.org" || host.ends_with(".example") || host.starts_with("example.");
                if !known {
                    wrong.push(format!("{}: {scheme}{host}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).expect("a file")
}

fn files_of(room: &str) -> Vec<PathBuf> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let file = source.join(format!("{room}.rs"));
    let mut files: Vec<PathBuf> = file.is_file().then_some(file).into_iter().collect();
    collect(&source.join(room), "rs", &mut files);
    assert!(!files.is_empty(), "there is no room {room}");
    files
}

fn collect(directory: &Path, wanted: &str, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, wanted, files);
        } else if path.extension().is_some_and(|extension| extension == wanted) {
            files.push(path);
        }
    }
}
