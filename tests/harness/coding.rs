//! Bodies in a content coding (RFC 9110, section 8.4.1).

use std::io::Read;

/// A body that came in this coding, as it was before.
pub fn decoded(coding: Option<&str>, body: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    let mut read: Box<dyn Read> = match coding {
        Some("br") => Box::new(brotli::Decompressor::new(body, 4096)),
        Some("gzip") => Box::new(flate2::read::GzDecoder::new(body)),
        Some(other) => panic!("nobody asked for {other}"),
        None => Box::new(body),
    };
    read.read_to_end(&mut plain).expect("a whole body");
    plain
}
