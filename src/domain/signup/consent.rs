//! Consent: the exact text that a person agrees to.

/// A text that people agree to.
#[derive(Debug, Clone, Copy)]
pub struct ConsentText<'a> {
    /// What is agreed to, in one word.
    pub purpose: &'a str,
    /// The language of the words.
    pub locale: &'a str,
    /// What tells these words from any others.
    pub version: &'a str,
    /// The words themselves.
    pub wording: &'a str,
}
