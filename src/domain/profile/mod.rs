//! The field table: every answer a person or a tenant can give is told here, once.
//!
//! From a row follow the input on the page, the JSON member, the checks at both doors, what is
//! sealed and what may leave. Adding a field means a row here and its words in `locales/`.

pub mod answers;
pub mod date;
pub mod form_input;
pub mod normalize;
pub mod phone;
pub mod rules;
pub mod typo;
pub mod validation;

use std::sync::LazyLock;

use crate::domain::string_enum::string_enum;

string_enum! {
    /// A part of the profile, and a step of the journey; the word is the step's path. A new one comes last: a
    /// session's progress remembers them by where they stand here.
    pub enum Section {
        /// Who the person is and how to reach them.
        Personal = "personal",
        /// The vehicle to look for.
        Vehicle = "vehicle",
        /// What responders should know; optional, with consent.
        Medical = "medical",
        /// Whom to call.
        NextOfKin = "next-of-kin",
    }
}

/// What sort of value a field holds; lengths are in characters after cleaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One line of text of at most so many characters.
    Line(usize),
    /// Lines of text of at most so many characters.
    Text(usize),
    /// An e-mail address of at most 254 characters (RFC 5321).
    Email,
    /// A phone number, kept as E.164.
    Phone,
    /// A date of birth, kept as `YYYY-MM-DD`.
    Date,
    /// `true` or `false`.
    YesNo,
    /// One of these words; the form also offers "I do not know", which is no value.
    Choice(&'static [&'static str]),
    /// One of these words or own words of at most so many characters.
    ChoiceOrText(&'static [&'static str], usize),
    /// A licence plate of at most so many characters: capitals, no separators.
    Plate(usize),
    /// Whether one agrees to the text shown: a yes is kept as that text's version, a no as a word.
    Consent,
    /// Whether the box beside a text is ticked: kept as that text's version. It is asked where the form names it among
    /// its consents.
    Tick,
}

/// How carefully a value must be handled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sensitivity {
    /// About a person: sealed at rest, never in a log.
    Personal,
    /// About a person's health: also sealed, shown only where it must be.
    Medical,
}

/// Where a field is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Asked on the form and a member of the JSON profile.
    FormAndApi,
    /// A member of the JSON profile only.
    ApiOnly,
    /// Asked on the form only: it steers the step and is no part of the customer.
    FormOnly,
}

/// One row of the table.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// The JSON member, the input's name, and the stem of its words in `locales/`.
    pub name: &'static str,
    /// A second spelling that is read but never written.
    pub also: Option<&'static str>,
    /// The part of the profile it belongs to.
    pub section: Section,
    /// What sort of value it holds.
    pub kind: Kind,
    /// How carefully it must be handled.
    pub sensitivity: Sensitivity,
    /// Whether a customer cannot exist without it.
    pub required: bool,
    /// Where it is met.
    pub scope: Scope,
    /// A value as a tenant's backend may send it, of nobody: for the errors of the API.
    pub example: &'static str,
    /// The HTML autocomplete token (WCAG 1.3.5); `off` for whatever is not the person's own.
    pub autocomplete: &'static str,
    /// The yes/no question of the same section, asked right before, whose "no" makes this one needless.
    pub follows: Option<&'static str>,
    /// Whether it is behind a fold, because few have an answer to it.
    pub is_folded: bool,
}

/// What holds of a section's answers together, once each is right by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Together {
    /// Nothing.
    Free,
    /// Who says yes to what the others follow gives at least one of them.
    OneDetail,
    /// What is told is kept with consent only, which is asked first.
    Consented,
    /// All of them or none.
    AllOrNone,
}

/// The gender that says nothing; also its word on the form.
pub const GENDER_UNSAID: &str = "rather not say";

use Kind::{Choice, ChoiceOrText, Consent, Date, Email, Line, Phone, Plate, Text, Tick, YesNo};
use Section::{Medical, NextOfKin, Personal, Vehicle};

/// A row to start from: asked everywhere, optional, personal, without autocomplete.
const ROW: Field = Field {
    name: "",
    also: None,
    section: Personal,
    kind: Line(100),
    sensitivity: Sensitivity::Personal,
    required: false,
    scope: Scope::FormAndApi,
    example: "",
    autocomplete: "off",
    follows: None,
    is_folded: false,
};

const VEHICLE: Field = Field { section: Vehicle, follows: Some("hasVehicle"), ..ROW };
const MEDICAL: Field = Field { section: Medical, sensitivity: Sensitivity::Medical, ..ROW };
const DOCTOR: Field = Field { is_folded: true, ..MEDICAL };
const MEDICAL_AID: Field = Field { follows: Some("hasMedicalAid"), ..DOCTOR };

/// Every field, in the order in which it is asked and written.
#[rustfmt::skip]
pub static PROFILE: [Field; 29] = [
    Field { name: "name", example: "Thandi", kind: Line(200), required: true, autocomplete: "given-name", ..ROW },
    Field { name: "surname", example: "Mokoena", kind: Line(200), required: true, autocomplete: "family-name", ..ROW },
    Field { name: "mobile", example: "+27821234567", kind: Phone, required: true, autocomplete: "tel", ..ROW },
    Field { name: "email", example: "thandi@mail.example", kind: Email, autocomplete: "email", ..ROW },
    Field { name: "dateOfBirth", example: "1988-03-07", kind: Date, autocomplete: "bday", ..ROW },
    Field { name: "gender", example: "female", kind: ChoiceOrText(&["female", "male", GENDER_UNSAID], 50), autocomplete: "sex", ..ROW },
    Field { name: "externalReferenceId", example: "C-1001", kind: Line(255), scope: Scope::ApiOnly, ..ROW },
    Field { name: "businessName", example: "Mokoena Transport", kind: Line(255), scope: Scope::ApiOnly, ..ROW },
    Field { name: "duressCode", example: "blue", kind: Line(255), scope: Scope::ApiOnly, ..ROW },

    Field { name: "hasVehicle", kind: YesNo, section: Vehicle, scope: Scope::FormOnly, ..ROW },
    Field { name: "vehicleMake", example: "Toyota", ..VEHICLE },
    Field { name: "vehicleModel", example: "Corolla", ..VEHICLE },
    Field { name: "vehicleColour", example: "white", ..VEHICLE },
    Field { name: "vehicleLicensePlate", example: "CA 123-456", kind: Plate(20), ..VEHICLE },

    Field { name: "medicalConsent", kind: Consent, scope: Scope::FormOnly, ..MEDICAL },
    Field { name: "medicalConditions", example: "Asthma", kind: Text(2000), ..MEDICAL },
    Field { name: "medications", example: "Salbutamol", kind: Text(2000), ..MEDICAL },
    Field { name: "allergies", example: "Penicillin", kind: Text(2000), ..MEDICAL },
    Field { name: "medicalOther", example: "Wears contact lenses", kind: Text(2000), ..MEDICAL },
    Field { name: "bloodtype", example: "O+", also: Some("bloodType"), kind: Choice(&["A+", "A-", "B+", "B-", "AB+", "AB-", "O+", "O-"]), ..MEDICAL },
    Field { name: "hasMedicalAid", example: "true", kind: YesNo, ..DOCTOR },
    Field { name: "medicalAidScheme", example: "Discovery", ..MEDICAL_AID },
    Field { name: "medicalAidNumber", example: "123456789", ..MEDICAL_AID },
    Field { name: "medicalAidPlan", example: "Core", ..MEDICAL_AID },
    Field { name: "familyDoctorName", example: "Dr Naidoo", kind: Line(200), ..DOCTOR },
    Field { name: "familyDoctorPhoneNumber", example: "+27117654321", kind: Phone, ..DOCTOR },

    Field { name: "nextOfKinName", example: "Sipho Mokoena", kind: Line(200), section: NextOfKin, ..ROW },
    Field { name: "nextOfKinNumber", example: "+27821234568", kind: Phone, section: NextOfKin, ..ROW },
    Field { name: "nextOfKinTold", kind: Tick, section: NextOfKin, scope: Scope::FormOnly, ..ROW },
];

impl Section {
    /// The section's fields that the form asks for, in order.
    pub fn form_fields(self) -> impl Iterator<Item = &'static Field> {
        PROFILE.iter().filter(move |field| field.section == self && field.scope != Scope::ApiOnly)
    }

    /// What holds of its answers together.
    #[must_use]
    pub fn together(self) -> Together {
        match self {
            Personal => Together::Free,
            Vehicle => Together::OneDetail,
            Medical => Together::Consented,
            NextOfKin => Together::AllOrNone,
        }
    }

    /// Whether its answers are covered on the page of checks until somebody wants to see them.
    #[must_use]
    pub fn is_covered(self) -> bool {
        self.form_fields().any(|field| field.sensitivity == Sensitivity::Medical)
    }

    /// Whether no browser is to remember any of its answers.
    #[must_use]
    pub fn is_unremembered(self) -> bool {
        self.form_fields().all(|field| field.autocomplete == ROW.autocomplete)
    }

    /// Whether any of its answers is a text of several lines.
    #[must_use]
    pub fn has_texts(self) -> bool {
        self.form_fields().any(|field| matches!(field.kind, Text(_)))
    }

    /// Its name as a JSON member: `nextOfKin` for `next-of-kin`.
    #[must_use]
    pub fn member(self) -> String {
        let mut words = self.as_str().split('-');
        let first = words.next().unwrap_or_default().to_owned();
        words.fold(first, |name, word| {
            let (head, tail) = word.split_at(word.len().min(1));
            format!("{name}{}{tail}", head.to_uppercase())
        })
    }

    /// The section of this name as a JSON member.
    #[must_use]
    pub fn of_member(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|section| section.member() == name)
    }

    /// Whether no form can do without it: a customer cannot exist without an answer of it.
    #[must_use]
    pub fn is_needed(self) -> bool {
        self.form_fields().any(|field| field.required)
    }
}

/// The yes/no questions that others follow, in order: looked for once, since each check asks for them.
static GATES: LazyLock<Vec<&'static Field>> =
    LazyLock::new(|| PROFILE.iter().filter(|gate| gate.followers().next().is_some()).collect());

/// The yes/no questions that others follow, in order.
pub fn gates() -> impl Iterator<Item = &'static Field> {
    GATES.iter().copied()
}

impl Field {
    /// Where it stands in the table.
    #[must_use]
    pub fn number(&self) -> usize {
        PROFILE.iter().take_while(|field| field.name != self.name).count()
    }

    /// The fields that follow this one, in order.
    pub fn followers(&self) -> impl Iterator<Item = &'static Field> {
        PROFILE.iter().filter(move |field| field.follows == Some(self.name))
    }

    /// What is agreed to where this is answered with the version of a text, in one word.
    #[must_use]
    pub fn purpose(&self) -> Option<&'static str> {
        match self.kind {
            Consent => Some(self.section.as_str()),
            Tick => Some(self.name),
            _ => None,
        }
    }
}

/// The fields that the API reads and writes, in order.
pub fn api_fields() -> impl Iterator<Item = &'static Field> {
    PROFILE.iter().filter(|field| field.scope != Scope::FormOnly)
}

/// The row of this name.
#[must_use]
pub fn field(name: &str) -> Option<&'static Field> {
    PROFILE.iter().find(|field| field.name == name)
}
