//! JSON as it must be: one value, no member twice, not nested without end.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// Deeper than any body of ours needs.
const DEEPEST: usize = 32;

/// More members and elements, all together, than any body of ours needs.
pub const MOST_VALUES: usize = 1000;

/// Why a text is no JSON of this kind; the sentence holds no values.
#[derive(Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// This member is there twice.
    Repeated(String),
    /// Nested too deeply.
    TooDeep,
    /// More than [`MOST_VALUES`] members and elements.
    TooMany,
    /// No JSON at all; where it stops being JSON.
    Malformed {
        /// The line, from one.
        line: usize,
        /// The column, from one.
        column: usize,
    },
}

/// Reads one JSON value from UTF-8 text.
pub fn parse(text: &[u8]) -> Result<Value, Unreadable> {
    let (fault, room) = (Cell::new(None), Cell::new(MOST_VALUES));
    let mut reader = serde_json::Deserializer::from_slice(text);
    let value = Strict { depth: 0, room: &room, fault: &fault }.deserialize(&mut reader).and_then(|value| {
        reader.end()?;
        Ok(value)
    });
    value.map_err(|error| {
        fault.take().unwrap_or(Unreadable::Malformed { line: error.line(), column: error.column() })
    })
}

/// Reads values like `serde_json`, but remembers what it refused.
#[derive(Clone, Copy)]
struct Strict<'a> {
    depth: usize,
    room: &'a Cell<usize>,
    fault: &'a Cell<Option<Unreadable>>,
}

impl Strict<'_> {
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth == DEEPEST {
            self.fault.set(Some(Unreadable::TooDeep));
            return Err(E::custom("too deep"));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }

    /// Takes the place of one member or element.
    fn take_place<E: serde::de::Error>(self) -> Result<(), E> {
        let Some(left) = self.room.get().checked_sub(1) else {
            self.fault.set(Some(Unreadable::TooMany));
            return Err(E::custom("too many values"));
        };
        self.room.set(left);
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut values = Vec::new();
        while let Some(value) = items.next_element_seed(inner)? {
            self.take_place()?;
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut values = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            self.take_place()?;
            if values.contains_key(&name) {
                self.fault.set(Some(Unreadable::Repeated(name)));
                return Err(A::Error::custom("repeated member"));
            }
            let value = members.next_value_seed(inner)?;
            values.insert(name, value);
        }
        Ok(Value::Object(values))
    }
}

#[cfg(test)]
mod tests {
    use super::{Unreadable, parse};

    #[test]
    fn a_member_given_twice_is_refused_wherever_it_is() {
        assert_eq!(parse(br#"{"a":1,"a":2}"#), Err(Unreadable::Repeated("a".to_owned())));
        assert_eq!(parse(br#"[{"b":{"c":1,"c":1}}]"#), Err(Unreadable::Repeated("c".to_owned())));
        assert!(parse(br#"{"a":{"a":1},"b":[{"a":2}]}"#).is_ok());
    }

    #[test]
    fn what_is_no_json_is_told_where() {
        assert_eq!(parse(b"{\n  'a': 1}"), Err(Unreadable::Malformed { line: 2, column: 3 }));
        for text in [&b""[..], b"{} {}", b"{\"a\":\"\xff\"}", b"{\"a\":\"\\ud800\"}", b"{\"a\":01}", b"NaN"] {
            assert!(matches!(parse(text), Err(Unreadable::Malformed { .. })), "{text:?}");
        }
        let deep = "[".repeat(100) + "]".repeat(100).as_str();
        assert_eq!(parse(deep.as_bytes()), Err(Unreadable::TooDeep));
    }

    #[test]
    fn members_and_elements_are_counted_all_together() {
        let members = |count: usize| (0..count).map(|at| format!("\"{at}\":1")).collect::<Vec<_>>().join(",");
        let body =
            |elements: usize| format!("{{{},\"a\":[{}]}}", members(600), vec!["0"; elements].join(","));
        assert!(parse(body(399).as_bytes()).is_ok());
        assert_eq!(parse(body(400).as_bytes()), Err(Unreadable::TooMany));
        assert_eq!(parse(format!("{{{}}}", members(1001)).as_bytes()), Err(Unreadable::TooMany));
    }
}
