//! A slip of the finger in an e-mail address: what was probably meant. It is asked, never refused.

use strsim::osa_distance;

/// Where most people here have their mail, and what is easily taken for a slip of it.
const KNOWN: [&str; 34] = [
    "gmail.com",
    "googlemail.com",
    "yahoo.com",
    "yahoo.co.za",
    "yahoo.co.uk",
    "yahoo.fr",
    "ymail.com",
    "hotmail.com",
    "hotmail.co.za",
    "hotmail.co.uk",
    "hotmail.fr",
    "outlook.com",
    "outlook.fr",
    "outlook.pt",
    "icloud.com",
    "live.co.za",
    "live.com",
    "mail.com",
    "email.com",
    "fastmail.com",
    "protonmail.com",
    "webmail.co.za",
    "vodamail.co.za",
    "mweb.co.za",
    "telkomsa.net",
    "absamail.co.za",
    "iafrica.com",
    "lantic.net",
    "gmx.com",
    "gmx.net",
    "aol.com",
    "sapo.pt",
    "orange.fr",
    "laposte.net",
];

/// Shorter ones are near to too many others.
const SHORTEST: usize = 9;

/// The address that was probably meant, where its domain is one slip away from a well-known one: a letter too
/// many, too few, another or two in the wrong order.
#[must_use]
pub fn probably_meant(address: &str) -> Option<String> {
    let (name, domain) = address.rsplit_once('@')?;
    let domain = domain.to_lowercase();
    if KNOWN.contains(&&*domain) {
        return None;
    }
    let length = domain.chars().count();
    let is_near = |known: &str| known.len().abs_diff(length) <= 1 && osa_distance(known, &domain) == 1;
    let meant = KNOWN.iter().find(|known| known.len() >= SHORTEST && is_near(known))?;
    Some(format!("{name}@{meant}"))
}

#[cfg(test)]
mod tests {
    use super::probably_meant;

    #[test]
    fn a_slip_is_seen_and_nothing_else() {
        for typed in ["gmial.com", "gmail.co", "gamil.com", "Gmail.con", "gmaill.com", "gmal.com"] {
            assert_eq!(probably_meant(&format!("t.m@{typed}")).as_deref(), Some("t.m@gmail.com"), "{typed}");
        }
        assert_eq!(probably_meant("a@hotmial.com").as_deref(), Some("a@hotmail.com"));
        for right in [
            "gmail.com",
            "GMAIL.COM",
            "mail.com",
            "ymail.com",
            "example.com",
            "acme.co.za",
            "gmx.de",
            "li.ve",
        ] {
            assert_eq!(probably_meant(&format!("a@{right}")), None, "{right}");
        }
        assert_eq!(probably_meant("no address"), None);
    }
}
