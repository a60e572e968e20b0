//! The resume code, by which a person goes on in another browser: how it is made, written and read, and how often it
//! may be entered wrongly.

use std::fmt;

use super::{InProgress, Signup, Transition};
use crate::domain::fingerprint::Fingerprint;
use crate::domain::profile::normalize::ascii_digits;

/// What a code is made of: nothing that looks or sounds like something else, and no vowels, so that it spells no word.
const SYMBOLS: &[u8; 20] = b"23456789CFGHJMPQRVWX";

/// How many of them.
const LENGTH: usize = 8;

/// As long as it may be entered wrongly; then only a new one helps.
pub const MOST_TRIES: i64 = 5;

/// A code as the person has it; kept as its fingerprint only, so `Debug` does not show it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ResumeCode([u8; LENGTH]);

impl ResumeCode {
    /// A code of random bytes, each code as likely as any other; none where too many of the bytes are of no use.
    #[must_use]
    pub fn from_random(bytes: &[u8]) -> Option<Self> {
        // Only whole rounds of the symbols count, so that none comes more often.
        let rounds = u8::MAX as usize / SYMBOLS.len() * SYMBOLS.len();
        let usable = bytes.iter().map(|byte| usize::from(*byte)).filter(|byte| *byte < rounds);
        let symbols: Vec<u8> = usable.map(|byte| SYMBOLS[byte % SYMBOLS.len()]).take(LENGTH).collect();
        symbols.try_into().ok().map(Self)
    }

    /// The code that somebody types or pastes: capitals do not matter, nor does what stands between the symbols, such
    /// as spaces and dashes of any kind, nor in which script a digit is written.
    #[must_use]
    pub fn read(typed: &str) -> Option<Self> {
        let plain = ascii_digits(typed).to_uppercase();
        let symbols: Vec<char> = plain.chars().filter(|c| c.is_alphanumeric()).take(LENGTH + 1).collect();
        let known = |c: &char| u8::try_from(*c).ok().filter(|byte| SYMBOLS.contains(byte));
        symbols.iter().map(known).collect::<Option<Vec<u8>>>()?.try_into().ok().map(Self)
    }

    /// Its symbols, as they are fingerprinted.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// As it is shown: in two groups, such as `CFGH-2345`.
    #[must_use]
    pub fn grouped(&self) -> String {
        let text: Vec<char> = self.0.iter().copied().map(char::from).collect();
        let groups: Vec<String> = text.chunks(LENGTH / 2).map(|group| group.iter().collect()).collect();
        groups.join("-")
    }
}

impl fmt::Debug for ResumeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResumeCode")
    }
}

/// What a session knows of its code.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Resume {
    /// The fingerprint of the code, if there is one.
    pub code: Option<Fingerprint>,
    /// How often a wrong one was entered since it was made.
    pub wrong: i64,
}

impl Resume {
    /// How often a code may still be entered; at none only a new one helps.
    #[must_use]
    pub fn tries_left(&self) -> u8 {
        u8::try_from(MOST_TRIES - self.wrong).unwrap_or_default()
    }
}

impl Signup<InProgress> {
    /// The person has a new resume code; the one before ends, with its count.
    #[must_use]
    pub fn with_code(self, code: Fingerprint) -> Transition<InProgress> {
        self.resumable(Resume { code: Some(code), wrong: 0 })
    }

    /// A code was entered elsewhere that does not count: it is wrong, or there were too many wrong ones before.
    #[must_use]
    pub fn miss(self) -> Transition<InProgress> {
        let Resume { code, wrong } = self.state.resume;
        self.resumable(Resume { code, wrong: (wrong + 1).min(MOST_TRIES) })
    }

    /// The right code was entered in another browser, which shares the access of the first from now on. It is a change
    /// too, so that it counts only where no wrong one came before it meanwhile.
    #[must_use]
    pub fn share(self) -> Transition<InProgress> {
        let resume = self.state.resume;
        self.resumable(resume)
    }

    /// The right code was entered in the browser that `owner` recognises, which takes the access over; answers stay.
    #[must_use]
    pub fn hand_over(self, owner: Fingerprint) -> Transition<InProgress> {
        self.revised(|state| (state.owner, state.resume) = (owner, Resume::default()))
    }

    fn resumable(self, resume: Resume) -> Transition<InProgress> {
        self.revised(|state| state.resume = resume)
    }
}

#[cfg(test)]
mod tests {
    use super::{LENGTH, Resume, ResumeCode, SYMBOLS};

    fn code() -> ResumeCode {
        ResumeCode::read("CFGH-2345").expect("a code")
    }

    #[test]
    fn how_it_is_typed_does_not_matter() {
        let ways = [
            "CFGH2345",
            "cfgh-2345",
            "  c f g h   2 3 4 5\n",
            "Cfgh\u{2013}2345",
            "cfgh\u{2212}2345",
            "cfgh\u{2011}2345",
            "cfgh\u{30A0}2345",
            "cfgh\u{00A0}\u{2014}\u{00A0}2345",
            "\u{200E}CFGH-2345\u{200F}",
            "ＣＦＧＨ－２３４５",
            "cfgh-\u{0662}\u{0663}\u{0664}\u{0665}",
            "“CFGH-2345”.",
        ];
        for way in ways {
            assert_eq!(ResumeCode::read(way), Some(code()), "{way:?}");
        }
    }

    #[test]
    fn what_is_no_code_is_none() {
        for typed in
            ["", "   ", "CFGH-234", "CFGH-23455", "CFGH-234O", "CFGH-2341", "CFGH-234ß", "АFGH-2345", "🙂"]
        {
            assert_eq!(ResumeCode::read(typed), None, "{typed:?}");
        }
        assert_eq!(ResumeCode::read(&"C".repeat(1_000_000)), None);
    }

    #[test]
    fn it_is_written_in_two_groups_and_read_back() {
        assert_eq!(code().grouped(), "CFGH-2345");
        assert_eq!(ResumeCode::read(&code().grouped()), Some(code()));
        assert_eq!(format!("{:?}", code()), "ResumeCode", "it cannot get into a log");
    }

    #[test]
    fn each_symbol_comes_as_often_as_any_other() {
        let mut seen = [0; 256];
        for byte in 0..=u8::MAX {
            if let Some(code) = ResumeCode::from_random(&[byte; LENGTH]) {
                seen[usize::from(code.as_bytes()[0])] += 1;
            }
        }
        let counts: Vec<_> = SYMBOLS.iter().map(|symbol| seen[usize::from(*symbol)]).collect();
        assert_eq!(counts, [12; 20]);
        assert_eq!(ResumeCode::from_random(&[0; LENGTH - 1]), None);
    }

    #[test]
    fn tries_run_out_and_stay_out() {
        let left = |wrong| Resume { code: None, wrong }.tries_left();
        assert_eq!([0, 1, 4, 5, 6].map(left), [5, 4, 1, 0, 0]);
    }
}
