//! Phone numbers as they are typed, and every region's numbers against its plan.

use std::collections::BTreeMap;

use phonenumber::metadata::{DATABASE, Descriptor, Metadata};
use phonenumber::{Mode, is_valid, parse};

use super::{Digits, InvalidNumber, Region, e164, spaced};

/// What [`every_region_takes_the_lengths_of_its_plan`] compares.
const PLANS: &str = include_str!("plans.txt");

fn region(code: &str) -> Region {
    Region::from_code(code).expect("a region")
}

fn home() -> Region {
    region("ZA")
}

#[test]
fn every_usual_writing_is_one_number() {
    for typed in [
        "0821234567",
        "082 123 4567",
        "082-123-4567",
        "(082) 123 4567",
        "+27821234567",
        "+27 82 123 4567",
        "0027 82 123 4567",
        "+27 (0)82 123 4567",
        "0027(0)821234567",
        "(0)82 123 4567",
        "27 82 123 4567",
        "82 123 4567",
        "０８２１２３４５６７",
        "٠٨٢ ١٢٣ ٤٥٦٧",
        "+27‑82‑123‑4567",
        " 082.123.4567 ",
    ] {
        assert_eq!(e164(typed, home()).as_deref(), Ok("+27821234567"), "{typed}");
    }
}

#[test]
fn numbers_of_other_countries_are_read_by_their_code() {
    for (typed, kept) in [
        ("+44 7911 123456", "+447911123456"),
        ("+39 06 698 12345", "+390669812345"),
        ("+225 07 12 34 56 78", "+2250712345678"),
        ("+44 (0)7911 123456", "+447911123456"),
        ("+44 07911 123456", "+447911123456"),
        // No plan of the library has these: a new range is not to keep anybody out.
        ("+263 99 123 4567", "+263991234567"),
        ("+44 7911 12345", "+44791112345"),
    ] {
        assert_eq!(e164(typed, home()).as_deref(), Ok(kept), "{typed}");
    }
}

/// Two zeros are a plus sign wherever the source is, also where calls abroad begin otherwise.
#[test]
fn two_zeros_begin_a_country_code_in_every_region() {
    for home in ["ZA", "US", "JP", "BR", "RU", "AU", "KE", "FI"] {
        for (typed, kept) in [
            ("0044 7911 123456", "+447911123456"),
            ("0027 82 123 4567", "+27821234567"),
            ("0039 06 698 12345", "+390669812345"),
            ("(00) 263 99 123 4567", "+263991234567"),
        ] {
            assert_eq!(e164(typed, region(home)).as_deref(), Ok(kept), "{typed} in {home}");
        }
    }
}

/// The library drops such a zero only from numbers that its plans have.
#[test]
fn a_bracketed_zero_behind_the_country_code_is_dropped() {
    for (typed, kept) in [
        ("+263 (0)99 123 4567", "+263991234567"),
        ("00263(0)99 123 4567", "+263991234567"),
        ("+263 (٠)99 123 4567", "+263991234567"),
        ("+44 (0)7911 12345", "+44791112345"),
        ("+27 (0)82 123 4567", "+27821234567"),
    ] {
        assert_eq!(e164(typed, home()).as_deref(), Ok(kept), "{typed}");
    }
    // One that stands elsewhere is a digit like any other.
    for (typed, kept) in [("+44 79(0)0 12345", "+44790012345"), ("(0)82 123 4567", "+27821234567")] {
        assert_eq!(e164(typed, home()).as_deref(), Ok(kept), "{typed}");
    }
}

#[test]
fn what_is_no_number_is_refused() {
    for typed in [
        "",
        "abc",
        "O82 123 4567",
        "082 123 4567 x5",
        "+999 123",
        "+27",
        "++27821234567",
        "0000000000",
        "099 123 4567",
        "0861 123 4567",
    ] {
        assert!(e164(typed, home()).is_err(), "{typed}");
    }
    assert_eq!(e164("O82 123 4567", home()), Err(InvalidNumber::Malformed));
    assert_eq!(e164("+44 12", home()), Err(InvalidNumber::Malformed), "how long those are is not known here");
}

#[test]
fn mobiles_with_missing_or_added_digits_are_told_how_many_are_needed() {
    let short = |typed, needed| Err(InvalidNumber::TooShort(Digits { typed, needed }));
    let long = |typed, needed| Err(InvalidNumber::TooLong(Digits { typed, needed }));
    for prefix in ["081", "082", "083", "084", "071", "060", "021"] {
        for (rest, expected) in [
            ("1", short(4, 10)),
            ("3456", short(7, 10)),
            ("34567", short(8, 10)),
            ("345678", short(9, 10)),
            ("34567890", long(11, 10)),
            ("3456789012345678", long(19, 10)),
        ] {
            assert_eq!(e164(&format!("{prefix}{rest}"), home()), expected, "{prefix} {rest}");
        }
    }
    // Counted as they were typed.
    for (typed, at, expected) in [
        ("+27 82 3456", "ZA", short(8, 11)),
        ("0027 82 3456", "ZA", short(10, 13)),
        ("+27 (0)82 3456", "ZA", short(9, 12)),
        ("82 3456", "ZA", short(6, 9)),
        ("8", "ZA", short(1, 9)),
        ("+27 82 123 45678", "ZA", long(12, 11)),
        ("07400 12345", "GB", short(10, 11)),
        ("+44 7400 12345", "GB", short(11, 12)),
        ("07400 1234567", "GB", long(12, 11)),
        ("202 555 012", "US", short(9, 10)),
        ("+1 202 555 01234", "US", long(12, 11)),
        // Where there are several lengths: the fewest digits that will do, or the most.
        ("0171 12345", "DE", short(9, 11)),
        ("081 123", "ID", short(6, 10)),
        ("0811 1234 567890", "ID", long(14, 13)),
    ] {
        assert_eq!(e164(typed, region(at)), expected, "{typed} in {at}");
    }
}

#[test]
fn neighbours_under_the_same_calling_code_are_taken() {
    for (typed, home, kept) in [
        ("07797 712345", "GB", "+447797712345"),
        ("+1 876 555 1234", "US", "+18765551234"),
        ("+7 701 234 5678", "RU", "+77012345678"),
    ] {
        assert_eq!(e164(typed, region(home)).as_deref(), Ok(kept), "{typed} in {home}");
    }
}

#[test]
fn a_number_is_shown_in_groups() {
    assert_eq!(spaced("+27821234567"), "+27 82 123 4567");
}

/// How a region's mobile begins.
fn example(meta: &Metadata) -> &str {
    if meta.id() == "ZA" {
        // The library's example, 071…, is not of those that it takes with digits missing.
        return "821234567";
    }
    mobile(meta).example().expect("an example")
}

/// The library's mobiles of a region; of the one that has none its other numbers.
fn mobile(meta: &Metadata) -> &Descriptor {
    let descriptors = meta.descriptors();
    descriptors.mobile().or(descriptors.fixed_line()).expect("numbers")
}

/// The lengths, as in the table, of which one of these numbers is taken: the example cut, or with one
/// digit added as often as it takes.
fn lengths(example: &str, taken: impl Fn(&str) -> bool) -> String {
    let longer = |missing: usize| {
        ('0'..='9').any(|digit| taken(&format!("{example}{}", digit.to_string().repeat(missing))))
    };
    let is_taken = |length: &usize| match example.get(..*length) {
        Some(cut) => taken(cut),
        None => longer(length - example.len()),
    };
    let all: Vec<String> = (4..=13).filter(is_taken).map(|length| length.to_string()).collect();
    if all.is_empty() { "-".to_owned() } else { all.join(",") }
}

#[test]
fn every_region_takes_the_lengths_of_its_plan() {
    let told: BTreeMap<&str, &str> =
        PLANS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' ')).collect();
    let mut seen = Vec::new();
    for meta in DATABASE.iter().filter(|meta| meta.id() != "001") {
        let (home, code) = (region(meta.id()), meta.country_code());
        let whole = |national: &str| format!("+{code}{national}");
        let ours = lengths(example(meta), |number| e164(&whole(number), home).as_ref() == Ok(&whole(number)));
        let possible = |number: &str| {
            mobile(meta).possible_length().iter().any(|length| usize::from(*length) == number.len())
        };
        let valid = lengths(example(meta), |number| {
            parse(None, whole(number)).is_ok_and(|read| {
                is_valid(&read) && read.format().mode(Mode::E164).to_string() == whole(number)
            })
        });
        let row = format!("{ours} {valid} {}", lengths(example(meta), possible));
        assert_eq!(told.get(meta.id()).copied(), Some(row.as_str()), "{}", meta.id());
        seen.push(meta.id());
    }
    assert_eq!(seen.len(), told.len(), "a row for no region");
}
