//! The few files that the pages load: two stylesheets, a script in each language and one that waits, a picture; built into the
//! program and named by their content, so that a browser keeps them for ever.

use std::future::{Ready, ready};
use std::sync::{LazyLock, OnceLock};

use aws_lc_rs::digest::{SHA256, digest};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use super::view::stylesheet;
use crate::domain::form::colour;
use crate::domain::hex::hex;
use crate::domain::language::Language;
use crate::http::{ContentCoding, Precompressed};
use crate::i18n::Catalog;

/// The path that [`serve`] answers.
pub const ROUTE: &str = "/static/{hash}/{name}";

/// What the name of a colour's stylesheet begins with.
const ACCENT: &str = "accent-";

struct Asset {
    name: String,
    file: Precompressed,
    integrity: OnceLock<String>,
}

impl Asset {
    fn new(name: &str, kind: &'static str, text: String) -> Self {
        Self { name: name.to_owned(), file: Precompressed::new(kind, text), integrity: OnceLock::new() }
    }

    fn integrity(&'static self) -> &'static str {
        self.integrity
            .get_or_init(|| format!("sha256-{}", STANDARD.encode(digest(&SHA256, self.file.bytes()))))
    }
}

const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const WAIT: &str = "wait.js";
const PICTURE: &str = "image/svg+xml";

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let style = |name, source| Asset::new(name, STYLE, lean_style(source));
    let scripts = Language::ALL
        .iter()
        .map(|language| Asset::new(&script_name(*language), SCRIPT, script_in(*language)));
    [
        style("enrol.css", include_str!("../../static/enrol.css")),
        style("form.css", include_str!("../../static/form.css")),
        Asset::new(WAIT, SCRIPT, lean_script(include_str!("../../static/wait.js"))),
        Asset::new("enrol.svg", PICTURE, include_str!("../../static/enrol.svg").to_owned()),
    ]
    .into_iter()
    .chain(scripts)
    .collect()
});

fn asset(name: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.name == name)
}

fn script_name(language: Language) -> String {
    format!("enrol-{language}.js")
}

/// The script with what it says in a language, so that no page has to carry that.
fn script_in(language: Language) -> String {
    let catalog = Catalog::of(language);
    let words = [
        ("kept", "draft-kept"),
        ("retrying", "draft-retrying"),
        ("waiting", "draft-waiting"),
        ("elsewhere", "draft-elsewhere"),
        ("stopped", "draft-stopped"),
        ("large", "draft-large"),
    ];
    let words: Map<String, Value> =
        words.into_iter().map(|(name, key)| (name.to_owned(), catalog.get(key).into())).collect();
    let words = Value::Object(words);
    lean_script(&format!("const words = {words};\n{}", include_str!("../../static/enrol.js")))
}

/// The hash of all files together: they belong together, and so they change together.
static HASH: LazyLock<String> = LazyLock::new(|| {
    let all: Vec<u8> = ASSETS.iter().flat_map(|asset| asset.file.bytes()).copied().collect();
    hex(&digest(&SHA256, &all).as_ref()[..4])
});

/// A stylesheet of ours without comments, on one line, and without the blanks around what separates. No string of ours has
/// a line's end or such a separator in it, or looks like a comment.
fn lean_style(source: &str) -> String {
    let mut parts = source.split("/*");
    let told = parts.next().unwrap_or_default().to_owned();
    let bare = parts.filter_map(|part| part.split_once("*/")).fold(told, |bare, (_, after)| bare + after);
    let line = lines(&bare).fold(String::new(), |lean, line| {
        let apart = lean.is_empty() || lean.ends_with(['{', '}', ';', ',']);
        lean + if apart { "" } else { " " } + line
    });
    line.replace(": ", ":").replace(", ", ",").replace(" {", "{").replace(" > ", ">").replace(";}", "}")
}

/// A script of ours without the lines that are comments, and without what stands before and after the others; in a block
/// of its own, because a page's scripts would else share their names.
fn lean_script(source: &str) -> String {
    let lines = lines(source).filter(|line| !line.starts_with("//"));
    ["{", "\n"].into_iter().chain(lines.flat_map(|line| [line, "\n"])).chain(["}", "\n"]).collect()
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// The path of a file, such as `/static/01234567/enrol.css`.
#[must_use]
pub fn href(name: &str) -> String {
    format!("/static/{}/{name}", *HASH)
}

/// The path of the stylesheet of a tenant's colour, such as `/static/01234567/accent-0b6157.css`: its content
/// follows from the colour in its name, so that nothing has to be kept or looked up.
#[must_use]
pub fn accent_href(accent: &str) -> String {
    href(&format!("{ACCENT}{}.css", accent.trim_start_matches('#')))
}

/// The colour that a stylesheet is named for, if it is one that a form can have.
fn accent_of(name: &str) -> Option<String> {
    let digits = name.strip_prefix(ACCENT)?.strip_suffix(".css")?;
    let colour = format!("#{digits}");
    (colour::normalized(&colour)? == colour && colour::nearest(&colour) == colour).then_some(colour)
}

/// A script as a page names it.
#[derive(Debug, Clone)]
pub struct Script {
    /// Its path.
    pub src: String,
    /// What its `integrity` attribute says (W3C Subresource Integrity). A page that is given the script of another
    /// version, during an update, does without: no page needs it. The stylesheet has none, because the one of
    /// another version is better than none.
    pub integrity: &'static str,
}

/// The script of the pages in a language.
#[must_use]
pub fn script(language: Language) -> Script {
    let name = script_name(language);
    Script { src: href(&name), integrity: asset(&name).map_or("", Asset::integrity) }
}

/// The script that only the page has besides that waits for a payment.
#[must_use]
pub fn wait_script() -> Script {
    Script { src: href(WAIT), integrity: asset(WAIT).map_or("", Asset::integrity) }
}

/// Answers with the file, in the coding that the client prefers, to be kept for a year; 404 when there is
/// no such file.
///
/// A page of another version, still open or from a server not yet renewed, asks by another hash: it
/// is given the file as it is now, but not to keep.
pub fn serve(Path((hash, name)): Path<(String, String)>, coding: ContentCoding) -> Ready<Response> {
    ready(answer(&hash, &name, coding))
}

fn answer(hash: &str, name: &str, coding: ContentCoding) -> Response {
    let keep = if hash == *HASH { "public, max-age=31536000, immutable" } else { "no-cache" };
    if let Some(accent) = accent_of(name) {
        // Smaller than what compressing would save in headers.
        let headers = [(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, keep)];
        return (headers, stylesheet(&accent)).into_response();
    }
    let Some(asset) = asset(name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    ([(CACHE_CONTROL, keep)], asset.file.respond(coding)).into_response()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use axum::body::to_bytes;
    use axum::extract::Path;
    use axum::http::HeaderName;
    use axum::response::Response;

    use super::{ASSETS, Asset, href, lean_script, lean_style, serve};
    use crate::http::ContentCoding::{self, Brotli, Gzip, Identity};

    async fn ask(path: &str, coding: ContentCoding) -> Response {
        let mut parts = path.trim_start_matches("/static/").split('/').map(str::to_owned);
        let (hash, name) = (parts.next().expect("a hash"), parts.next().expect("a name"));
        serve(Path((hash, name)), coding).await
    }

    fn header<'a>(response: &'a Response, name: &'static str) -> Option<&'a str> {
        let value = response.headers().get(HeaderName::from_static(name));
        value.map(|value| value.to_str().expect("a text"))
    }

    /// A file's body as it is sent in a coding, with what the answer says of it.
    async fn body(asset: &'static Asset, coding: ContentCoding) -> (Option<String>, Vec<u8>) {
        let response = ask(&href(&asset.name), coding).await;
        assert_eq!(response.status(), 200, "{coding:?}");
        assert_eq!(header(&response, "vary"), Some("accept-encoding"), "{coding:?}");
        let coding = header(&response, "content-encoding").map(str::to_owned);
        (coding, to_bytes(response.into_body(), usize::MAX).await.expect("a body").to_vec())
    }

    #[tokio::test]
    async fn files_are_kept_by_their_content_only() {
        for asset in ASSETS.iter() {
            for coding in [Brotli, Gzip, Identity] {
                let fresh = ask(&href(&asset.name), coding).await;
                assert_eq!(header(&fresh, "cache-control"), Some("public, max-age=31536000, immutable"));
                let other = ask(&format!("/static/0/{}", asset.name), coding).await;
                assert_eq!(header(&other, "cache-control"), Some("no-cache"));
            }
        }
        assert_eq!(ask("/static/0/Cargo.toml", Brotli).await.status(), 404);
    }

    #[tokio::test]
    async fn what_is_compressed_is_the_same_file_and_smaller() {
        for asset in ASSETS.iter() {
            let (coding, brotli) = body(asset, Brotli).await;
            assert_eq!(coding.as_deref(), Some("br"));
            let mut plain = Vec::new();
            brotli::BrotliDecompress(&mut &*brotli, &mut plain).expect("brotli");
            assert_eq!(plain, asset.file.bytes(), "{}", asset.name);

            let (coding, gzip) = body(asset, Gzip).await;
            assert_eq!(coding.as_deref(), Some("gzip"));
            let mut plain = Vec::new();
            flate2::read::GzDecoder::new(&*gzip).read_to_end(&mut plain).expect("gzip");
            assert_eq!(plain, asset.file.bytes(), "{}", asset.name);

            assert!(brotli.len() < gzip.len() && gzip.len() < asset.file.bytes().len(), "{}", asset.name);
            assert_eq!(body(asset, Identity).await, (None, asset.file.bytes().to_vec()));
        }
    }

    #[test]
    fn what_only_writers_read_is_left_out() {
        let style = "/* About\n   it. */\n\n:root {\n  --a: #fff;\n}\n\n/* b */\na,\nb > c {\n  font: 1rem/1 \"D E\",\n    sans;\n  grid:\n    a;\n}\n";
        assert_eq!(lean_style(style), ":root{--a:#fff}a,b>c{font:1rem/1 \"D E\",sans;grid:a}");
        let script = "// About it.\n\nconst a = () => {\n  // Why.\n  go(\"https://a\");\n};\n";
        assert_eq!(lean_script(script), "{\nconst a = () => {\ngo(\"https://a\");\n};\n}\n");
    }

    #[test]
    fn a_file_is_compressed_once() {
        for asset in ASSETS.iter() {
            for coding in [Brotli, Gzip] {
                assert!(
                    asset.file.coded(coding).as_ptr() == asset.file.coded(coding).as_ptr(),
                    "{} {coding:?}",
                    asset.name
                );
            }
        }
    }
}
