//! The few files that the pages load: one stylesheet, one script, one picture, built into the
//! program and named by their content, so that a browser keeps them for ever.

use std::future::{Ready, ready};
use std::sync::LazyLock;

use aws_lc_rs::digest::{SHA256, SHA384, digest};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::text::hex;

/// The path that [`serve`] answers.
pub const ROUTE: &str = "/static/{hash}/{name}";

const SCRIPT: &str = "enrol.js";

struct Asset {
    name: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
}

static ASSETS: [Asset; 3] = [
    Asset {
        name: "enrol.css",
        kind: "text/css; charset=utf-8",
        bytes: include_bytes!("../../static/enrol.css"),
    },
    Asset {
        name: SCRIPT,
        kind: "text/javascript; charset=utf-8",
        bytes: include_bytes!("../../static/enrol.js"),
    },
    Asset { name: "enrol.svg", kind: "image/svg+xml", bytes: include_bytes!("../../static/enrol.svg") },
];

/// The hash of all files together: they belong together, and so they change together.
static HASH: LazyLock<String> = LazyLock::new(|| {
    let all: Vec<u8> = ASSETS.iter().flat_map(|asset| asset.bytes).copied().collect();
    hex(&digest(&SHA256, &all).as_ref()[..8])
});

/// The path of a file, such as `/static/0123456789abcdef/enrol.css`.
#[must_use]
pub fn href(name: &str) -> String {
    format!("/static/{}/{name}", *HASH)
}

/// What the script's `integrity` attribute says (W3C Subresource Integrity). A page that is given the script
/// of another version, during an update, does without: no page needs it. The stylesheet has none, because
/// the one of another version is better than none.
#[must_use]
pub fn script_integrity() -> &'static str {
    static SAID: LazyLock<String> = LazyLock::new(|| {
        let script = ASSETS.iter().find(|asset| asset.name == SCRIPT).map_or(&[][..], |asset| asset.bytes);
        format!("sha384-{}", STANDARD.encode(digest(&SHA384, script)))
    });
    &SAID
}

/// Answers with the file, to be kept for a year; 404 when there is no such file.
///
/// A page of another version, still open or from a server not yet renewed, asks by another hash: it
/// is given the file as it is now, but not to keep.
pub fn serve(Path((hash, name)): Path<(String, String)>) -> Ready<Response> {
    ready(answer(&hash, &name))
}

fn answer(hash: &str, name: &str) -> Response {
    let Some(asset) = ASSETS.iter().find(|asset| asset.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let keep = if hash == *HASH { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = [(CONTENT_TYPE, asset.kind), (CACHE_CONTROL, keep)];
    (headers, asset.bytes).into_response()
}

#[cfg(test)]
mod tests {
    use axum::extract::Path;

    use super::{ASSETS, href, serve};

    async fn ask(path: &str) -> (u16, String) {
        let mut parts = path.trim_start_matches("/static/").split('/').map(str::to_owned);
        let (hash, name) = (parts.next().expect("a hash"), parts.next().expect("a name"));
        let answer = serve(Path((hash, name))).await;
        let keep =
            answer.headers().get("cache-control").map(|value| value.to_str().expect("a text").to_owned());
        (answer.status().as_u16(), keep.unwrap_or_default())
    }

    #[tokio::test]
    async fn files_are_kept_by_their_content_only() {
        for asset in &ASSETS {
            assert_eq!(ask(&href(asset.name)).await, (200, "public, max-age=31536000, immutable".to_owned()));
            assert_eq!(ask(&format!("/static/0/{}", asset.name)).await, (200, "no-cache".to_owned()));
        }
        assert_eq!(ask("/static/0/Cargo.toml").await.0, 404);
    }
}
