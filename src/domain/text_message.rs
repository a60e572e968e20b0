//! Text messages to people's phones.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A message to a person's phone: what is sealed of it until it is sent. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextMessage {
    /// The number, in E.164.
    pub to: String,
    /// What it says.
    pub text: String,
}

impl fmt::Debug for TextMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TextMessage")
    }
}
