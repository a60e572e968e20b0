//! Text as people type it, made canonical before any rule looks at it: one place for both doors.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// More marks than this on one letter is not writing (the longest natural stacks have three).
const MOST_MARKS: usize = 3;

/// What makes a text unacceptable, whatever field it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvalidText {
    /// Bytes that were not UTF-8, or a character that stands for such.
    Unreadable,
    /// A control, direction or tag character, which could change how neighbouring text is read.
    Control,
    /// A pile of combining marks.
    Marks,
}

/// One line: outer space trimmed, every inner white space a plain space, NFC.
///
/// # Errors
/// [`InvalidText`] when a character must not be stored.
pub fn line(raw: &str) -> Result<String, InvalidText> {
    clean(raw, false)
}

/// Several lines: as [`line`], but line breaks stay, written as a single line feed.
///
/// # Errors
/// [`InvalidText`] when a character must not be stored.
pub fn text(raw: &str) -> Result<String, InvalidText> {
    clean(&raw.replace("\r\n", "\n").replace('\r', "\n"), true)
}

/// What can be shown of a text that was refused: the same without the characters that cannot be.
#[must_use]
pub fn shown(raw: &str) -> String {
    raw.chars().filter(|c| !is_forbidden(*c) || matches!(c, '\n' | '\t')).collect()
}

/// Maps full-width, Arabic-Indic and other decimal digits to ASCII, for numbers and dates.
#[must_use]
pub fn ascii_digits(raw: &str) -> String {
    if raw.is_ascii() {
        return raw.to_owned();
    }
    raw.nfkc().map(|c| decimal_digit(c).map_or(c, |digit| char::from(b'0' + digit))).collect()
}

fn clean(raw: &str, lines: bool) -> Result<String, InvalidText> {
    let mut kept = String::with_capacity(raw.len());
    for c in raw.chars() {
        match c {
            '\n' if lines => kept.push('\n'),
            '\u{FFFD}' => return Err(InvalidText::Unreadable),
            // Tab and the line ends a paste brings along are only space in a one-line field.
            c if c.is_whitespace() && c != '\u{85}' && c != '\u{b}' && c != '\u{c}' => kept.push(' '),
            c if is_forbidden(c) => return Err(InvalidText::Control),
            c if is_invisible(c) => {}
            c => kept.push(c),
        }
    }
    // What follows leaves plain ASCII, most of what is typed, as it is.
    if kept.is_ascii() {
        return Ok(kept.trim().to_owned());
    }
    let kept: String = without_loose_joiners(kept.trim()).nfc().collect();
    if has_mark_pile(&kept) { Err(InvalidText::Marks) } else { Ok(kept) }
}

/// Controls, direction marks (UAX #9), line separators, tags, non-characters.
fn is_forbidden(c: char) -> bool {
    let point = u32::from(c);
    c.is_control()
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFD}')
        || (0xE0000..=0xE007F).contains(&point)
        || (0xFDD0..=0xFDEF).contains(&point)
        || point & 0xFFFE == 0xFFFE
}

/// Characters that nobody sees and that would make two equal names differ.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{00AD}' | '\u{180E}')
}

/// Joiners shape letters in some scripts and emoji; at an edge or beside space they only hide.
fn without_loose_joiners(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let joins = |at: Option<usize>| {
        at.and_then(|at| chars.get(at)).is_some_and(|c| !c.is_whitespace() && !is_joiner(*c) && !c.is_ascii())
    };
    let keep = |at: usize, c: char| !is_joiner(c) || (joins(at.checked_sub(1)) && joins(Some(at + 1)));
    chars.iter().enumerate().filter(|(at, c)| keep(*at, **c)).map(|(_, c)| *c).collect()
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

fn has_mark_pile(text: &str) -> bool {
    let mut run = 0;
    text.chars().any(|c| {
        run = if is_combining_mark(c) { run + 1 } else { 0 };
        run > MOST_MARKS
    })
}

/// The value of a decimal digit of the scripts whose phones and keyboards write their own.
fn decimal_digit(c: char) -> Option<u8> {
    const ZEROES: [u32; 12] =
        [0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xE50, 0x1040];
    let point = u32::from(c);
    let zero = ZEROES.iter().find(|zero| (**zero..**zero + 10).contains(&point))?;
    u8::try_from(point - zero).ok()
}

#[cfg(test)]
mod tests {
    use super::{InvalidText, ascii_digits, line, text};

    #[test]
    fn names_of_every_script_come_through_unchanged() {
        for name in ["O'Brien", "Ṋḓivhuwo", "李", "ǀXam", "Nguyễn", "Anne-Marie", "محمد", "👩‍🚒", "क्‍ष"]
        {
            assert_eq!(line(name).as_deref(), Ok(name));
        }
    }

    #[test]
    fn look_alikes_become_one() {
        assert_eq!(line("  Zo\u{65}\u{301}\u{200B} \t").as_deref(), Ok("Zoé"));
        assert_eq!(line("\u{200D}Ana\u{200C}"), line("Ana"));
        assert_eq!(line("a\u{a0}b").as_deref(), Ok("a b"));
    }

    #[test]
    fn what_could_mislead_is_refused() {
        for (raw, why) in [
            ("a\0b", InvalidText::Control),
            ("a\u{202E}b", InvalidText::Control),
            ("a\u{E0041}", InvalidText::Control),
            ("\u{85}x\u{85}y", InvalidText::Control),
            ("\u{FFFD}", InvalidText::Unreadable),
            ("e\u{316}\u{317}\u{318}\u{319}", InvalidText::Marks),
        ] {
            assert_eq!(line(raw), Err(why), "{raw:?}");
        }
    }

    #[test]
    fn line_breaks_stay_only_where_lines_are_asked_for() {
        assert_eq!(text("one\r\ntwo\rthree").as_deref(), Ok("one\ntwo\nthree"));
        assert_eq!(line("one\ntwo").as_deref(), Ok("one two"));
    }

    #[test]
    fn digits_of_other_scripts_are_digits() {
        assert_eq!(ascii_digits("０８２ ٤٥٦ १२"), "082 456 12");
    }
}
