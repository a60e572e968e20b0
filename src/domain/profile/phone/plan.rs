//! The number plan of one region: which lengths and shapes its numbers really have.
//!
//! The shapes are those of the `phonenumber` library (libphonenumber's metadata). Its own check is too
//! lenient for us: it is content when a shape fits the *beginning* of a number, and its shapes include
//! lengths that a region's plan does not have, where it knows that people publish them.

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use phonenumber::Type;
use phonenumber::metadata::{DATABASE, Metadata};
use regex::{Regex, RegexBuilder};

/// Lengths without trunk prefix and country code, where the library's shapes have more than the plan.
///
/// South Africa: 10 digits with the leading zero (Numbering Plan Regulations, 2016). The library also
/// takes 081 to 084 with 5 to 8 digits after the zero, "since they are in prominent places online".
const NARROWED: [(&str, &[usize]); 1] = [("ZA", &[9])];

/// What a number can be of: all kinds of the library that can be called.
const KINDS: [Type; 10] = [
    Type::Mobile,
    Type::FixedLine,
    Type::Voip,
    Type::PersonalNumber,
    Type::Uan,
    Type::TollFree,
    Type::SharedCost,
    Type::PremiumRate,
    Type::Pager,
    Type::Voicemail,
];

/// The kinds that people have: by these it is told how long a number should be.
const PEOPLES: usize = 2;

/// The numbers of one region.
#[derive(Debug)]
pub(super) struct Plan {
    calling_code: u16,
    trunk_prefix: &'static str,
    /// In the order of [`KINDS`], without those that the region does not have.
    kinds: Vec<Kind>,
}

#[derive(Debug)]
struct Kind {
    is_peoples: bool,
    lengths: Vec<usize>,
    shape: Regex,
}

/// Made when they are first asked for: a server has few regions, and every plan costs some regexes.
static PLANS: LazyLock<BTreeMap<&'static str, (&'static Metadata, OnceLock<Plan>)>> = LazyLock::new(|| {
    // "001" is the world: numbers of no region.
    let regions = DATABASE.iter().filter(|meta| meta.id() != "001");
    regions.map(|meta| (meta.id(), (meta, OnceLock::new()))).collect()
});

impl Plan {
    /// The plan of the region with this ISO 3166 code, if there is one.
    pub(super) fn of(code: &str) -> Option<&'static Self> {
        let (meta, plan) = PLANS.get(code)?;
        Some(plan.get_or_init(|| Self::read(meta)))
    }

    /// What is dialled before the region's numbers from abroad.
    pub(super) fn calling_code(&self) -> u16 {
        self.calling_code
    }

    /// A number as it is dialled at home, without the prefix that is only dialled there.
    pub(super) fn without_trunk_prefix<'a>(&self, dialled: &'a str) -> &'a str {
        dialled.strip_prefix(self.trunk_prefix).unwrap_or(dialled)
    }

    /// Whether the region has such numbers, told without trunk prefix and country code.
    pub(super) fn has(&self, national: &str) -> bool {
        self.kinds.iter().any(|kind| kind.has(national))
    }

    /// The least and the most digits of a person's number that begins so: what is missing may be any
    /// digit, what is too much is cut off. `None` when there is no such number.
    pub(super) fn lengths_of(&self, national: &str) -> Option<(usize, usize)> {
        let begins = |kind: &Kind, length: usize| match national.get(..length) {
            Some(cut) => kind.has(cut),
            None => ('0'..='9').any(|digit| {
                let missing = digit.to_string().repeat(length - national.len());
                kind.has(&format!("{national}{missing}"))
            }),
        };
        let peoples = self.kinds.iter().filter(|kind| kind.is_peoples);
        let lengths =
            peoples.flat_map(|kind| kind.lengths.iter().copied().filter(move |length| begins(kind, *length)));
        lengths.fold(None, |range, length| {
            let (least, most) = range.unwrap_or((length, length));
            Some((least.min(length), most.max(length)))
        })
    }

    fn read(meta: &'static Metadata) -> Self {
        let narrowed = NARROWED.iter().find(|(id, _)| *id == meta.id()).map(|(_, lengths)| *lengths);
        let kinds = KINDS.iter().enumerate().filter_map(|(at, kind)| {
            let described = meta.descriptors().get(*kind)?;
            let lengths = described.possible_length().iter().copied().map(usize::from);
            let lengths = lengths.filter(|length| narrowed.is_none_or(|lengths| lengths.contains(length)));
            // A shape that cannot be read allows nothing; a test holds that there is none.
            let shape = whole(described.national_number().as_str())?;
            Some(Kind { is_peoples: at < PEOPLES, lengths: lengths.collect(), shape })
        });
        Self {
            calling_code: meta.country_code(),
            trunk_prefix: meta.national_prefix().unwrap_or_default(),
            kinds: kinds.collect(),
        }
    }
}

impl Kind {
    fn has(&self, national: &str) -> bool {
        self.lengths.contains(&national.len()) && self.shape.is_match(national)
    }
}

/// The shape as one that must fit a number from its first digit to its last.
fn whole(shape: &str) -> Option<Regex> {
    let plain: String = shape.chars().filter(|c| !c.is_whitespace()).collect();
    RegexBuilder::new(&format!("^(?:{plain})$")).unicode(false).build().ok()
}
