//! The languages that pages are served in.

use crate::domain::string_enum::string_enum;

string_enum! {
    /// A language that pages are served in; the word is its BCP 47 tag.
    pub enum Language {
        /// English.
        English = "en",
        /// Afrikaans.
        Afrikaans = "af",
        /// isiZulu.
        Zulu = "zu",
        /// isiXhosa.
        Xhosa = "xh",
        /// Sesotho.
        Sotho = "st",
        /// French.
        French = "fr",
        /// Portuguese.
        Portuguese = "pt",
        /// Arabic.
        Arabic = "ar",
    }
}
