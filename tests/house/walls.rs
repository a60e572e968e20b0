//! Which room may use which: every path of every file, in whatever form it is written.

use std::collections::BTreeSet;
use std::path::Path;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::{collect, read, root};

/// Every room, and what it may use besides itself and outside libraries.
const ROOMS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("cause", &[]),
    ("place", &[]),
    ("error", &["domain"]),
    ("config", &[]),
    ("metrics", &[]),
    ("telemetry", &["metrics"]),
    ("i18n", &["domain"]),
    ("vault", &["domain"]),
    ("store", &["cause", "domain", "error", "metrics", "place", "telemetry", "vault"]),
    ("app", &["config", "domain", "error", "metrics", "store", "vault"]),
    ("actions", &["app", "domain", "error", "store", "vault"]),
    ("http", &["cause", "config", "domain", "metrics", "place", "telemetry"]),
    ("api", &["actions", "app", "cause", "domain", "error", "http", "vault"]),
    ("pages", &["actions", "app", "domain", "error", "http", "i18n", "vault"]),
    ("worker", &["actions", "app", "domain", "error", "metrics", "store", "telemetry", "vault"]),
    ("server", &["api", "app", "domain", "http", "metrics", "pages", "store", "telemetry", "worker"]),
    ("cli", &["config"]),
    ("logs", &["config"]),
    (
        "commands",
        &[
            "actions",
            "api",
            "app",
            "cause",
            "cli",
            "config",
            "domain",
            "error",
            "http",
            "logs",
            "server",
            "store",
            "telemetry",
            "vault",
        ],
    ),
    ("main", &["cli", "commands", "config", "logs"]),
];

#[test]
fn no_room_uses_what_it_must_not() {
    let mut wrong = Vec::new();
    for (room, uses) in uses_of_all_files() {
        let (_, may) =
            ROOMS.iter().find(|(name, _)| *name == room).unwrap_or_else(|| panic!("{room}: list it"));
        for used in uses {
            let known = ROOMS.iter().any(|(name, _)| *name == used.room);
            if known && used.room != room && !may.contains(&used.room.as_str()) {
                wrong.push(format!("{} uses {}", used.file, used.room));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_room_is_on_the_list_and_every_permission_is_used() {
    let files = uses_of_all_files();
    let found: BTreeSet<String> = files.iter().map(|(room, _)| room.clone()).collect();
    let listed: BTreeSet<String> = ROOMS.iter().map(|(room, _)| (*room).to_owned()).collect();
    assert_eq!(found, listed, "the rooms of src/ and those of the list");
    let is_used = |room: &str, other: &str| {
        files.iter().filter(|(name, _)| name == room).any(|(_, uses)| uses.iter().any(|it| it.room == other))
    };
    let permissions = ROOMS.iter().flat_map(|(room, may)| may.iter().map(move |other| (*room, *other)));
    let needless: Vec<_> = permissions.filter(|(room, other)| !is_used(room, other)).collect();
    assert!(needless.is_empty(), "nobody needs these: {needless:#?}");
}

#[test]
fn no_room_passes_on_what_is_another_rooms() {
    let mut wrong = Vec::new();
    for (room, uses) in uses_of_all_files() {
        let passed_on = uses.iter().filter(|used| used.is_public && used.room != room);
        wrong.extend(passed_on.map(|used| format!("{}: pub use of {}", used.file, used.room)));
    }
    assert!(wrong.is_empty(), "name a thing by the room that it is in: {wrong:#?}");
}

#[test]
fn every_form_of_a_path_is_seen() {
    let text = r"
        use crate::store::{Tx, db};
        pub use crate::{api::Problem, pages::{self, view}};
        pub(crate) use super::super::worker;
        mod tests { fn f() { let x: super::super::super::vault::Key; let y = super::near(); } }
        macro_rules! m { () => { $crate::cli::run(crate::http::x) } }
        fn g() { println!(“”, ) }
    "
    .replace("println!(“”, )", "assert!(crate::actions::ok())");
    let uses = uses_of(&text, &["domain".to_owned(), "signup".to_owned()], "x.rs");
    let seen: Vec<(&str, bool)> = uses.iter().map(|used| (&*used.room, used.is_public)).collect();
    let expected = [
        ("store", false),
        ("api", true),
        ("pages", true),
        ("worker", true),
        ("vault", false),
        ("domain", false),
        ("cli", false),
        ("http", false),
        ("actions", false),
    ];
    assert_eq!(seen, expected);
}

/// One use of a room.
struct Use {
    file: String,
    room: String,
    /// Whether it is a `pub use`.
    is_public: bool,
}

/// The uses of every file below `src/` but `lib.rs` and tests, by the file's room.
fn uses_of_all_files() -> Vec<(String, Vec<Use>)> {
    let source = root().join("src");
    let mut files = Vec::new();
    collect(&source, "rs", &mut files);
    files
        .iter()
        .filter(|file| !file.ends_with("lib.rs") && !is_test(file))
        .map(|file| {
            let module = module_of(file.strip_prefix(&source).expect("below src"));
            (module[0].clone(), uses_of(&read(file), &module, &file.display().to_string()))
        })
        .collect()
}

/// A room's own tests may look around.
fn is_test(file: &Path) -> bool {
    file.components()
        .any(|part| matches!(part.as_os_str().to_str(), Some("tests" | "tests.rs" | "test_db.rs" | "growth")))
}

/// The module that a file is, from the crate's root.
fn module_of(file: &Path) -> Vec<String> {
    let file = file.with_extension("");
    let parts = file.iter().map(|part| part.to_string_lossy().into_owned());
    parts.filter(|part| part != "mod").collect()
}

fn uses_of(text: &str, module: &[String], file: &str) -> Vec<Use> {
    let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{file}: {error}"));
    let mut uses = Vec::new();
    walk(tokens, module, &mut |room, is_public| uses.push(Use { file: file.to_owned(), room, is_public }));
    uses
}

/// Calls `found` with the room of every path that begins with `crate`, `super` or the crate's name.
fn walk(tokens: TokenStream, module: &[String], found: &mut impl FnMut(String, bool)) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        let is_public = at > 0 && is_pub_use(&tokens[..at]);
        match word(&tokens[at]).as_deref() {
            Some("crate" | "enrol") if is_path(&tokens[at + 1..]) => {
                at = name(&tokens, at + 3, is_public, found);
            }
            Some("super") if is_path(&tokens[at + 1..]) => {
                let mut up = 0;
                while word(&tokens[at]).as_deref() == Some("super") && is_path(&tokens[at + 1..]) {
                    (up, at) = (up + 1, at + 3);
                }
                match module.len().checked_sub(up) {
                    Some(0) => at = name(&tokens, at, is_public, found),
                    _ => found(module[0].clone(), is_public),
                }
            }
            Some("mod") if matches!(tokens.get(at + 2), Some(TokenTree::Group(_))) => {
                let inner = [module, &[word(&tokens[at + 1]).unwrap_or_default()]].concat();
                if let Some(TokenTree::Group(group)) = tokens.get(at + 2) {
                    walk(group.stream(), &inner, found);
                }
                at += 3;
            }
            _ => {
                if let TokenTree::Group(group) = &tokens[at] {
                    walk(group.stream(), module, found);
                }
                at += 1;
            }
        }
    }
}

/// Tells the room named here, or each of those in braces; says where to go on.
fn name(tokens: &[TokenTree], at: usize, is_public: bool, found: &mut impl FnMut(String, bool)) -> usize {
    match tokens.get(at) {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
            for room in first_words(group) {
                found(room, is_public);
            }
            at + 1
        }
        Some(token) => {
            if let Some(room) = word(token) {
                found(room, is_public);
            }
            at + 1
        }
        None => at,
    }
}

/// The first word of each entry of `{a::b, c, d::{e, f}}`.
fn first_words(group: &Group) -> Vec<String> {
    let mut words = Vec::new();
    let mut begins = true;
    for token in group.stream() {
        if begins && let Some(first) = word(&token) {
            words.push(first);
        }
        begins = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ',');
    }
    words
}

fn word(token: &TokenTree) -> Option<String> {
    if let TokenTree::Ident(ident) = token { Some(ident.to_string()) } else { None }
}

fn is_path(tokens: &[TokenTree]) -> bool {
    let is_colon =
        |token: Option<&TokenTree>| matches!(token, Some(TokenTree::Punct(p)) if p.as_char() == ':');
    is_colon(tokens.first()) && is_colon(tokens.get(1))
}

/// Whether what comes before a path is `pub use` or `pub(…) use`.
fn is_pub_use(before: &[TokenTree]) -> bool {
    let [rest @ .., last] = before else { return false };
    if word(last).as_deref() != Some("use") {
        return false;
    }
    let rest = match rest {
        [rest @ .., TokenTree::Group(group)] if group.delimiter() == Delimiter::Parenthesis => rest,
        rest => rest,
    };
    rest.last().and_then(word).as_deref() == Some("pub")
}
