//! Names and values of a query or a form: parsed once, looked up in a map, their number bounded.

use std::collections::{BTreeMap, BTreeSet};

use super::{ProblemCode, Rejection};

/// The most parameters that a query or a form may have: several times what any of ours has.
pub const MOST_PARAMETERS: usize = 100;

const TOO_MANY: Rejection = Rejection::new(
    ProblemCode::TooManyParameters,
    "The request has more than 100 parameters; send only those that are documented.",
);

/// Parameters by name (`application/x-www-form-urlencoded`). Of one that came twice the last value,
/// and that it did.
#[derive(Debug, Clone, Default)]
pub struct Parameters {
    values: BTreeMap<String, String>,
    repeated: BTreeSet<String>,
}

impl Parameters {
    /// Parses a query or the body of a form. Bytes that are not UTF-8 become U+FFFD.
    ///
    /// # Errors
    /// 400 `too_many_parameters` above [`MOST_PARAMETERS`]; the rest is not looked at.
    pub fn parse(text: &[u8]) -> Result<Self, Rejection> {
        let mut parameters = Self::default();
        for (at, (name, value)) in url::form_urlencoded::parse(text).enumerate() {
            if at == MOST_PARAMETERS {
                return Err(TOO_MANY);
            }
            let name = name.into_owned();
            if parameters.values.insert(name.clone(), value.into_owned()).is_some() {
                parameters.repeated.insert(name);
            }
        }
        Ok(parameters)
    }

    /// The value of a parameter that is there; it may be empty.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// Every name, once.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }

    /// Whether this parameter came more than once.
    #[must_use]
    pub fn is_repeated(&self, name: &str) -> bool {
        self.repeated.contains(name)
    }

    /// Whether any parameter came more than once.
    #[must_use]
    pub fn any_repeated(&self) -> bool {
        !self.repeated.is_empty()
    }

    /// The values by name, and the names that came more than once.
    #[must_use]
    pub fn into_parts(self) -> (BTreeMap<String, String>, BTreeSet<String>) {
        (self.values, self.repeated)
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_PARAMETERS, Parameters};

    #[test]
    fn a_repeated_name_is_noticed_and_too_many_are_refused() {
        let parameters = Parameters::parse(b"a=1&b=%C3%A9+x&a=2&&c").unwrap();
        assert_eq!(parameters.names().collect::<Vec<_>>(), ["a", "b", "c"]);
        assert_eq!(
            (parameters.get("b"), parameters.get("c"), parameters.get("d")),
            (Some("é x"), Some(""), None)
        );
        assert!(parameters.is_repeated("a") && !parameters.is_repeated("b") && parameters.any_repeated());
        let most = vec!["a=1"; MOST_PARAMETERS].join("&");
        assert!(Parameters::parse(most.as_bytes()).is_ok());
        assert!(Parameters::parse(format!("{most}&b").as_bytes()).is_err());
    }
}
