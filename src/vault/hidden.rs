//! Values that must not be seen, and where new ones come from.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroize;

/// A value that is neither printed nor serialized, and wiped from memory when it is dropped.
#[derive(Clone)]
pub struct Hidden<T: Zeroize>(T);

impl<T: Zeroize> Hidden<T> {
    /// Hides a value.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself: the one way to it, easy to look for.
    #[must_use]
    pub fn reveal(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize> From<T> for Hidden<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T: Zeroize> Drop for Hidden<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<T: Zeroize> fmt::Debug for Hidden<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[hidden]")
    }
}

/// Bytes from the system's generator for secrets.
///
/// # Panics
/// When the system has none: there is nothing safe to go on with.
#[must_use]
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    assert!(aws_lc_rs::rand::fill(&mut bytes).is_ok(), "the system gives no random bytes");
    bytes
}

/// A new secret of 256 random bits: 43 characters that need no escaping in a URL.
#[must_use]
pub fn secret() -> Hidden<String> {
    let bytes = Hidden::new(random::<32>());
    Hidden::new(URL_SAFE_NO_PAD.encode(bytes.reveal()))
}
