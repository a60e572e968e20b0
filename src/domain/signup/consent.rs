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
pub struct Agreements {
    /// Each of them.
    pub given: Vec<Agreement>,
    /// What the page's script told last, while the session goes on.
    pub told: Option<Told>,
}

/// A request of the script of a page of checks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Which page.
    pub page: String,
    /// Grows with what is ticked there: requests may overtake each other.
    pub order: i64,
}

impl Agreements {
    /// Whether the same page has told something later.
    #[must_use]
    pub fn is_later_than(&self, told: &Told) -> bool {
        self.told.as_ref().is_some_and(|known| known.page == told.page && known.order > told.order)
    }

    /// The version of the words of this purpose that are agreed to.
    #[must_use]
    pub fn version(&self, purpose: &str) -> Option<&str> {
        self.given.iter().find(|known| known.purpose == purpose).map(|known| &*known.version)
    }

    /// What holds when exactly these texts are agreed to at `now`: what was before stays as old as it is. By a button of the
    /// page, or as its script has `told`.
    #[must_use]
    pub fn revised(&self, texts: &[ConsentText<'_>], told: Option<Told>, now: Moment) -> Self {
        let agreed = |text: &ConsentText<'_>| {
            let same = |known: &&Agreement| known.purpose == text.purpose && known.version == text.version;
            self.given.iter().find(same).cloned().unwrap_or_else(|| Agreement {
                purpose: text.purpose.to_owned(),
                version: text.version.to_owned(),
                at: now,
            })
        };
        Self { given: texts.iter().map(agreed).collect(), told: told.or_else(|| self.told.clone()) }
    }

    /// As one line for the store: words with colons between their parts and spaces between them.
    #[must_use]
    pub fn written(&self) -> String {
        let word = |known: &Agreement| format!("{}:{}:{}", known.purpose, known.version, known.at.micros());
        let told = self.told.iter().map(|told| format!("{}:{}", told.page, told.order));
        self.given.iter().map(word).chain(told).collect::<Vec<_>>().join(" ")
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
        let told = |word: &str| {
            let (page, order) = word.split_once(':')?;
            Some(Told { page: page.to_owned(), order: order.parse().ok()? })
        };
        let words = || line.split_whitespace();
        Self { given: words().filter_map(read).collect(), told: words().find_map(told) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Agreements, ConsentText, Told};
    use crate::domain::moment::Moment;

    fn text(version: &'static str) -> ConsentText<'static> {
        ConsentText { purpose: "terms", locale: "en", version, wording: "I agree." }
    }

    #[test]
    fn what_was_agreed_to_before_stays_as_old_as_it_is() {
        let [then, now] = ["2026-11-28", "2026-11-29"].map(|day| Moment::parse(day).expect("a day"));
        let agreed = Agreements::default().revised(&[text("a")], None, then);
        assert_eq!(agreed.revised(&[text("a")], None, now), agreed);
        assert_eq!(agreed.revised(&[text("b")], None, now).given[0].at, now);
        assert_eq!(agreed.revised(&[], None, now), Agreements::default());
        assert_eq!(Agreements::of_written(&agreed.written()), agreed);
        assert_eq!(Agreements::of_written("terms:a marketing:b:later x:y:1").given.len(), 1);
        assert_eq!((agreed.version("terms"), agreed.version("marketing")), (Some("a"), None));
    }

    #[test]
    fn of_the_requests_of_one_page_the_latest_counts() {
        let now = Moment::parse("2026-11-28").expect("a day");
        let told = |page: &str, order| Told { page: page.to_owned(), order };
        let known = Agreements::default().revised(&[text("a")], Some(told("one", 5)), now);
        assert_eq!(Agreements::of_written(&known.written()), known);
        // A button says nothing of how recent it is.
        let known = known.revised(&[], None, now);
        assert_eq!(Agreements::of_written(&known.written()), known);
        let later = [("one", 4), ("one", 5), ("one", 6), ("two", 4)];
        assert_eq!(
            later.map(|(page, order)| known.is_later_than(&told(page, order))),
            [true, false, false, false]
        );
    }
}
