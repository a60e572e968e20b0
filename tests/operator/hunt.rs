//! Looks for values in bytes, in every form in which they may have got there.

use std::collections::HashMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

use crate::harness::{Outside, Program, postgres_program};

/// Shorter forms are met by chance.
const SHORTEST: usize = 6;

/// The values that are looked for.
#[derive(Default)]
pub struct Hunt {
    /// Forms, by their first three bytes, each with what it is a form of.
    forms: HashMap<[u8; 3], Vec<(Vec<u8>, String)>>,
}

impl Hunt {
    /// Looks for a text too.
    pub fn text(&mut self, text: &str) {
        let escaped = |text: String| text.trim_matches('"').to_owned();
        let json = escaped(serde_json::to_string(text).expect("JSON"));
        let spelt: String =
            text.encode_utf16().fold(String::new(), |all, unit| match char::from_u32(unit.into()) {
                Some(c) if c.is_ascii() => all + c.to_string().as_str(),
                _ => all + format!("\\u{unit:04x}").as_str(),
            });
        let form: String = url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
        let forms = [
            text.to_owned(),
            text.to_lowercase(),
            text.to_uppercase(),
            json,
            spelt,
            escaped(format!("{text:?}")),
            form.replace('+', "%20"),
            form.to_lowercase(),
            form,
        ];
        for form in forms {
            self.form(form.as_bytes(), text);
        }
        self.bytes(text.as_bytes(), text);
    }

    /// Looks for a secret too: its text, and the bytes that it stands for.
    pub fn secret(&mut self, secret: &str) {
        self.text(secret);
        if let Ok(bytes) = URL_SAFE_NO_PAD.decode(secret) {
            self.form(&bytes, secret);
            self.bytes(&bytes, secret);
            // How tower-sessions thinks of a cookie.
            if let Ok(id) = <[u8; 16]>::try_from(bytes) {
                self.form(i128::from_le_bytes(id).to_string().as_bytes(), secret);
            }
        }
    }

    /// Looks for bytes as text in hex, in Base64 and as `Debug` writes them.
    fn bytes(&mut self, bytes: &[u8], value: &str) {
        let hex = bytes.iter().fold(String::new(), |mut all, byte| {
            write!(all, "{byte:02x}").expect("a string takes all");
            all
        });
        let list = format!("{bytes:?}");
        for form in [&hex.to_uppercase(), &hex, list.trim_matches(['[', ']'])] {
            self.form(form.as_bytes(), value);
        }
        // In the middle of other bytes, its Base64 depends on how many are in front of it.
        for before in 0..3 {
            let whole = [&vec![0; before][..], bytes].concat();
            let sure = (before * 8).div_ceil(6)..whole.len() * 8 / 6;
            for engine in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
                self.form(&engine.encode(&whole).as_bytes()[sure.clone()], value);
            }
        }
    }

    fn form(&mut self, form: &[u8], value: &str) {
        if form.len() >= SHORTEST {
            let forms = self.forms.entry([form[0], form[1], form[2]]).or_default();
            forms.push((form.to_vec(), value.to_owned()));
        }
    }

    /// The values that are there, each with its surroundings.
    pub fn found(&self, place: &str, bytes: &[u8]) -> Vec<String> {
        // A table of first bytes, since most places are told apart by them.
        let slot =
            |first: &[u8]| usize::from(first[0]) << 16 | usize::from(first[1]) << 8 | usize::from(first[2]);
        let mut known = vec![false; 1 << 24];
        self.forms.keys().for_each(|first| known[slot(first)] = true);
        let mut found = Vec::new();
        for (at, first) in bytes.windows(3).enumerate() {
            if !known[slot(first)] {
                continue;
            }
            for (form, value) in &self.forms[first] {
                if bytes[at..].starts_with(form) {
                    let around = &bytes[at.saturating_sub(120)..bytes.len().min(at + form.len() + 40)];
                    found.push(format!("{place}: {value}: …{}…", String::from_utf8_lossy(around)));
                }
            }
        }
        found
    }
}

/// What is found in everything that the program leaves behind, but for what it prints on request: the rows, the files of the
/// database, what `pg_dump` makes of it, and logs.
pub async fn look(hunt: &Hunt, program: &Program, outside: &mut Outside) -> Vec<String> {
    let mut found = hunt.found("rows", outside.dump().await.as_bytes());
    let mut files = files_of(program.directory.path());
    files.retain(|(name, file)| name.starts_with("enrol.db") || file.extension() == Some("err".as_ref()));
    if let Outside::Postgres(_) = outside {
        let (dump, url) = (program.file("look.dump"), program.setting("ENROL_DATABASE_URL"));
        postgres_program("pg_dump", &["--file", &dump.display().to_string(), "--dbname", url]);
        files.push(("pg_dump".to_owned(), dump));
        // What is in memory alone is in the files then.
        outside.run("checkpoint").await;
        let directory = "select current_setting('data_directory') || '/base/' || oid::text from pg_database
                         where datname = current_database()";
        files.extend(files_of(Path::new(&outside.texts(directory).await.concat())));
    }
    for (name, file) in files {
        found.extend(hunt.found(&name, &fs::read(file).expect("a file")));
    }
    found
}

/// The files of a directory, by their names.
fn files_of(directory: &Path) -> Vec<(String, PathBuf)> {
    let files = fs::read_dir(directory).expect("a directory").flatten();
    files.map(|file| (file.file_name().to_string_lossy().into_owned(), file.path())).collect()
}

#[test]
fn what_is_there_is_found_in_every_form() {
    let value = "q9mark7x \"é\" +&";
    let mut hunt = Hunt::default();
    hunt.text(value);
    let within = |text: &str| !hunt.found("here", format!("before{text}behind").as_bytes()).is_empty();
    for form in [
        value,
        "Q9MARK7X \"É\" +&",
        "q9mark7x \\\"é\\\" +&",
        "q9mark7x \"\\u00e9\" +&",
        "q9mark7x+%22%C3%A9%22+%2B%26",
        "q9mark7x%20%22%C3%A9%22%20%2B%26",
        "71396d61726b37782022c3a922202b26",
        "113, 57, 109, 97, 114, 107, 55, 120, 32, 34, 195, 169, 34, 32, 43, 38",
    ] {
        assert!(within(form), "{form}");
    }
    for around in ["", "a", "ab", "abc"] {
        assert!(within(&STANDARD_NO_PAD.encode(format!("{around}{value}{around}"))), "{around}");
    }
    assert!(!within("q9mark7"));

    let secret = URL_SAFE_NO_PAD.encode([7_u8; 16]);
    hunt.secret(&secret);
    assert_eq!(hunt.found("here", &[7; 16]).len(), 1);
    assert_eq!(hunt.found("here", i128::from_le_bytes([7; 16]).to_string().as_bytes()).len(), 1);
    assert!(!hunt.found("here", format!("id {}", "07".repeat(16)).as_bytes()).is_empty());
}
