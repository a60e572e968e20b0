//! String enums: an enum whose variants each have one spelling, in JSON as in the database.

/// Makes an enum of a closed set of words.
///
/// `string_enum! { pub enum Status { Pending = "pending", Done = "done" } }` gives, beside the enum,
/// `ALL`, `as_str`, `parse`, `meaning`, serde's traits and the JSON schema. The store adds its own with `stored_string_enums!`.
macro_rules! string_enum {
    ($(#[$doc:meta])* $vis:vis enum $name:ident {
        $($(#[doc = $meaning:literal])* $word:ident = $text:literal),+ $(,)?
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name {
            $($(#[doc = $meaning])* $word),+
        }

        #[allow(dead_code, reason = "every set has the same functions, not all are used by each")]
        impl $name {
            /// All words, in the order of their declaration.
            $vis const ALL: &'static [Self] = &[$(Self::$word),+];

            /// The one spelling of this word.
            #[must_use]
            $vis const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$word => $text),+
                }
            }

            /// What this word means, in a sentence: its documentation.
            #[must_use]
            $vis fn meaning(self) -> &'static str {
                match self {
                    $(Self::$word => concat!($($meaning),*).trim()),+
                }
            }

            /// The word that is spelled so, exactly; `None` when there is none.
            #[must_use]
            $vis fn parse(word: &str) -> Option<Self> {
                match word {
                    $($text => Some(Self::$word),)+
                    _ => None,
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "enum": Self::ALL })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let word = <std::borrow::Cow<'de, str>>::deserialize(from)?;
                // The word itself is not repeated: it may be anything, and errors are logged.
                Self::parse(&word).ok_or_else(|| serde::de::Error::custom("an unknown word"))
            }
        }
    };
}

pub(crate) use string_enum;

#[cfg(test)]
mod tests {
    string_enum! {
        /// Where a trial stands.
        enum TestStatus { Open = "open", Shut = "shut" }
    }

    #[test]
    fn a_word_has_one_spelling() {
        for word in TestStatus::ALL {
            assert_eq!(TestStatus::parse(word.as_str()), Some(*word));
            let json = serde_json::to_string(word).expect("a string");
            assert_eq!(serde_json::from_str::<TestStatus>(&json).expect("the same word"), *word);
        }
        assert_eq!(TestStatus::parse("Open"), None);
        assert_eq!(format!("[{:6}]", TestStatus::Shut), "[shut  ]");
        assert!(serde_json::from_str::<TestStatus>("\"ajar\"").is_err());
    }
}
