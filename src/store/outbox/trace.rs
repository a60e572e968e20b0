//! The trace that a webhook is a part of, kept with its body: as its first member, which is taken out before it is sent.
//!
//! So an older server beside this one, which does not take it out, sends a member more, and nothing worse.

use zeroize::Zeroizing;

/// What stands before it …
const BEFORE: &[u8] = b"{\"traceparent\":\"";

/// … and behind it, where the body goes on.
const BEHIND: &[u8] = b"\",";

/// The body, a JSON object with members, with its trace.
pub(super) fn put(traceparent: &str, body: &[u8]) -> Zeroizing<Vec<u8>> {
    let members = body.strip_prefix(b"{").unwrap_or(body);
    Zeroizing::new([BEFORE, traceparent.as_bytes(), BEHIND, members].concat())
}

/// The trace, if there is one, and the body without it.
pub(super) fn take(mut body: Zeroizing<Vec<u8>>) -> (Option<String>, Zeroizing<Vec<u8>>) {
    let found = body.strip_prefix(BEFORE).and_then(|rest| {
        let end = rest.windows(BEHIND.len()).position(|here| here == BEHIND)?;
        String::from_utf8(rest[..end].to_vec()).ok()
    });
    if let Some(traceparent) = &found {
        body.drain(1..BEFORE.len() + traceparent.len() + BEHIND.len());
    }
    (found, body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_is_taken_and_an_object_either_way() {
        let body = b"{\"message\":\"TEST\",\"revision\":1}";
        let traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        let both = put(traceparent, body);
        let read: serde_json::Value = serde_json::from_slice(&both).expect("JSON");
        assert_eq!((&read["traceparent"], &read["message"]), (&traceparent.into(), &"TEST".into()));
        assert_eq!(take(both), (Some(traceparent.to_owned()), Zeroizing::new(body.to_vec())));
        assert_eq!(take(Zeroizing::new(body.to_vec())), (None, Zeroizing::new(body.to_vec())));
    }
}
