//! Consent: the exact texts that a person agrees to, and what was agreed to on a session's form.

use crate::domain::moment::Moment;

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

/// Something that a person agreed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// What is agreed to, in one word.
    pub purpose: String,
    /// The version of the words.
    pub version: String,
    /// When.
    pub at: Moment,
}

/// What a person agreed to on a session's form: while it goes on, by the boxes of the page of checks as they were left
/// there; once it is completed, all that counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agreements(pub Vec<Agreement>);

impl Agreements {
    /// The version of the words of this purpose that are agreed to.
    #[must_use]
    pub fn version(&self, purpose: &str) -> Option<&str> {
        self.0.iter().find(|known| known.purpose == purpose).map(|known| &*known.version)
    }

    /// What holds when exactly these texts are agreed to at `now`: what was before stays as old as it is.
    #[must_use]
    pub fn revised(&self, texts: &[ConsentText<'_>], now: Moment) -> Self {
        let agreed = |text: &ConsentText<'_>| {
            let same = |known: &&Agreement| known.purpose == text.purpose && known.version == text.version;
            self.0.iter().find(same).cloned().unwrap_or_else(|| Agreement {
                purpose: text.purpose.to_owned(),
                version: text.version.to_owned(),
                at: now,
            })
        };
        Self(texts.iter().map(agreed).collect())
    }

    /// As one line for the store: words with colons between their parts and spaces between them.
    #[must_use]
    pub fn written(&self) -> String {
        let word = |known: &Agreement| format!("{}:{}:{}", known.purpose, known.version, known.at.micros());
        self.0.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    /// From what [`Self::written`] wrote; what does not fit is passed over.
    #[must_use]
    pub fn of_written(line: &str) -> Self {
        let read = |word: &str| {
            let mut parts = word.split(':');
            let (purpose, version) = (parts.next()?.to_owned(), parts.next()?.to_owned());
            let at = Moment::from_micros(parts.next()?.parse().ok()?)?;
            Some(Agreement { purpose, version, at })
        };
        Self(line.split_whitespace().filter_map(read).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{Agreements, ConsentText};
    use crate::domain::moment::Moment;

    fn text(version: &'static str) -> ConsentText<'static> {
        ConsentText { purpose: "terms", locale: "en", version, wording: "I agree." }
    }

    #[test]
    fn what_was_agreed_to_before_stays_as_old_as_it_is() {
        let [then, now] = ["2026-11-28", "2026-11-29"].map(|day| Moment::parse(day).expect("a day"));
        let agreed = Agreements::default().revised(&[text("a")], then);
        assert_eq!(agreed.revised(&[text("a")], now), agreed);
        assert_eq!(agreed.revised(&[text("b")], now).0[0].at, now);
        assert_eq!(agreed.revised(&[], now), Agreements::default());
        assert_eq!(Agreements::of_written(&agreed.written()), agreed);
        assert_eq!(Agreements::of_written("terms:a marketing:b:later x:y:1").0.len(), 1);
        assert_eq!((agreed.version("terms"), agreed.version("marketing")), (Some("a"), None));
    }
}
