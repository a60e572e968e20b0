//! The answer to a head that could not be read: rendered by the same layers as every other, then written
//! by hand, since hyper has given the connection up.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use http_body_util::{BodyExt, Collected};
use tokio::io::AsyncWriteExt;
use tower::ServiceExt;

use super::stream::GuardedStream;
use super::{ProblemCode, Rejection};

const MALFORMED: Rejection =
    Rejection::new(ProblemCode::MalformedHead, "The request's first line or its headers are not HTTP/1.1.");
const TOO_LARGE: Rejection = Rejection::new(
    ProblemCode::HeadTooLarge,
    "The request's headers are larger than 32 KiB, or more than 100.",
);

/// Answers in hyper's place what it would have answered by itself, if anything.
pub(super) async fn answer(stream: &mut GuardedStream, router: Router) {
    let Some((rejection, date)) = held_back(&stream.held) else { return };
    let mut request = Request::new(Body::empty());
    request.extensions_mut().insert(rejection);
    // A router does not fail.
    let Ok(response) = router.oneshot(request).await;
    let (parts, body) = response.into_parts();
    // A rejection's body is in memory.
    let body = body.collect().await.map(Collected::to_bytes).unwrap_or_default();
    let head = head(&Response::from_parts(parts, ()), body.len(), &date);
    // Whoever has gone does not hear it.
    let _ = stream.stream.write_all(&[&head, body.as_ref()].concat()).await;
}

/// The rejection that stands for hyper's own answer, and the date that it had.
fn held_back(held: &[u8]) -> Option<(Rejection, String)> {
    let text = std::str::from_utf8(held).ok()?;
    let status = text.strip_prefix("HTTP/1.1 ").or_else(|| text.strip_prefix("HTTP/1.0 "))?.get(..3)?;
    let date = text.lines().find_map(|line| line.strip_prefix("date: ")).unwrap_or_default();
    // 414 among them: a target that long does not fit into a head.
    let rejection = if status == "400" { MALFORMED } else { TOO_LARGE };
    Some((rejection, date.to_owned()))
}

fn head(response: &Response<()>, length: usize, date: &str) -> Vec<u8> {
    let status = response.status();
    let reason = status.canonical_reason().unwrap_or_default();
    let mut head = format!("HTTP/1.1 {} {reason}\r\n", status.as_u16()).into_bytes();
    let framing = ["connection", "content-length", "date", "transfer-encoding"];
    for (name, value) in response.headers().iter().filter(|(name, _)| !framing.contains(&name.as_str())) {
        head.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    let last = format!("content-length: {length}\r\nconnection: close\r\ndate: {date}\r\n\r\n");
    head.extend(last.into_bytes());
    head
}
