//! One field of a step as it is drawn: made from its row of the field table.

use super::Frame;
use super::told::{said, told};
use crate::domain::answers::Answers;
use crate::domain::check::Mistake;
use crate::domain::profile::{Field, Place};
use crate::domain::typed::{Typed, input_at_fault};
use crate::text::Consent;

/// An attribute of an element.
pub(super) type Attribute = (&'static str, String);

/// A field, ready to be drawn.
pub(super) struct FieldView {
    pub name: &'static str,
    pub class: String,
    pub label: String,
    /// "(optional)", or nothing.
    pub optional: Option<String>,
    pub hint: Option<String>,
    /// Who filled it in.
    pub note: Option<String>,
    pub error: Option<String>,
    pub control: Control,
}

/// How a field is answered.
pub(super) enum Control {
    /// Not at all: the tenant gave it.
    Given { value: String, by: String },
    /// One line.
    Line(Vec<Attribute>),
    /// Several lines.
    Lines { attributes: Vec<Attribute>, value: String },
    /// One of several, in a group with these attributes.
    Choices { group: Vec<Attribute>, choices: Vec<Choice> },
    /// A date in three inputs.
    Date { group: Vec<Attribute>, parts: Vec<Labelled> },
    /// A box to tick beside a text to agree to.
    Consent { attributes: Vec<Attribute>, text: String },
}

/// A radio button, and the input for own words that belongs to it.
pub(super) struct Choice {
    pub id: String,
    pub label: String,
    pub attributes: Vec<Attribute>,
    pub own: Option<Labelled>,
}

/// An input with a label of its own.
pub(super) struct Labelled {
    pub id: String,
    pub label: String,
    pub attributes: Vec<Attribute>,
}

/// What the fields of a step are drawn from.
pub(super) struct Drawing<'a> {
    pub frame: Frame<'a>,
    pub typed: &'a Typed,
    pub fixed: &'a Answers,
    /// What the tenant filled in and the person may change, as inputs.
    pub given: Typed,
    pub mistakes: &'a [Mistake],
    pub consent: &'a Consent,
}

impl Drawing<'_> {
    /// The field as it is drawn.
    pub(super) fn field(&self, field: &'static Field) -> FieldView {
        let words = self.frame.words;
        let fixed = told(words, field, self.fixed);
        let open = fixed.is_none();
        let error =
            self.mistakes.iter().find(|mistake| mistake.field == field).map(|mistake| words.error(mistake));
        let hint = words.find(&format!("{}-hint", field.name), &[("tenant", self.frame.tenant)]);
        FieldView {
            name: field.name,
            class: self.class(field, error.is_some()),
            label: words.label(field).into_owned(),
            optional: (open && is_optional(field)).then(|| words.get("optional").into_owned()),
            hint: hint.filter(|_| open).map(Into::into),
            note: self.is_filled(field).then(|| self.frame.say("filled-by")),
            error,
            control: fixed.map_or_else(
                || self.control(field),
                |value| Control::Given { value, by: self.frame.say("given-by") },
            ),
        }
    }

    pub(super) fn described(&self, field: &'static Field) -> Option<Attribute> {
        let has_hint = self.frame.words.find(&format!("{}-hint", field.name), &[]).is_some();
        let parts =
            [("hint", has_hint), ("note", self.is_filled(field)), ("error", self.at_fault(field).is_some())];
        let ids =
            parts.iter().filter(|(_, is_there)| *is_there).map(|(part, _)| format!("{}-{part}", field.name));
        let ids = ids.collect::<Vec<_>>().join(" ");
        (!ids.is_empty()).then_some(("aria-describedby", ids))
    }

    pub(super) fn at_fault(&self, field: &'static Field) -> Option<String> {
        self.mistakes.iter().find(|mistake| mistake.field == field).map(input_at_fault)
    }

    /// Whether the field still holds what the tenant filled in.
    fn is_filled(&self, field: &'static Field) -> bool {
        let [given, typed] = [&self.given, self.typed].map(|inputs| said(self.frame.words, field, inputs));
        self.fixed.get(field.name).is_none() && !given.is_empty() && given == typed
    }

    /// The stylesheet hides what follows from a "no", but nothing that is wrong.
    fn class(&self, field: &'static Field, wrong: bool) -> String {
        let mut class = String::from("field");
        if wrong {
            class.push_str(" wrong");
        }
        if let Some(gate) = gate(field) {
            class.push_str(" follows-");
            class.push_str(gate);
            if !said(self.frame.words, field, self.typed).is_empty() || self.fixed.get(field.name).is_some() {
                class.push_str(" filled");
            }
        }
        class
    }
}

/// The yes/no question whose "no" makes this one needless.
pub(super) fn gate(field: &Field) -> Option<&'static str> {
    match field.name {
        "vehicleMake" | "vehicleModel" | "vehicleColour" | "vehicleLicensePlate" => Some("hasVehicle"),
        "medicalAidScheme" | "medicalAidNumber" | "medicalAidPlan" => Some("hasMedicalAid"),
        _ => None,
    }
}

/// Whether the label says "(optional)": not where the form cannot go on without an answer.
pub(super) fn is_optional(field: &Field) -> bool {
    !field.required && field.place != Place::FormOnly
}
