//! One field of a step as it is rendered: made from its row of the field table.

use super::Frame;
use super::format::{format_answer, format_input};
use crate::domain::form::Ask;
use crate::domain::profile::Field;
use crate::domain::profile::answers::Answers;
use crate::domain::profile::form_input::{FormInput, input_at_fault};
use crate::domain::profile::validation::FieldError;
use crate::i18n::Consent;

/// An attribute of an element.
pub(super) type Attribute = (&'static str, String);

/// A field, ready to be rendered.
pub(super) struct FieldView {
    pub name: &'static str,
    pub class: String,
    /// The question that this one follows.
    pub follows: Option<&'static str>,
    /// Whether others follow this one.
    pub is_followed: bool,
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

/// What the fields of a step are rendered from.
pub(super) struct Drawing<'a> {
    pub frame: Frame<'a>,
    pub typed: &'a FormInput,
    pub locked: &'a Answers,
    /// What the tenant filled in and the person may change, as inputs.
    pub prefilled: FormInput,
    pub errors: &'a [FieldError],
    pub consent: &'a Consent,
}

impl Drawing<'_> {
    /// The field as it is rendered.
    pub(super) fn field(&self, ask: Ask) -> FieldView {
        let (catalog, field) = (self.frame.catalog, ask.field);
        let locked = format_answer(catalog, field, self.locked);
        let open = locked.is_none();
        let error = self.errors.iter().find(|error| error.field == field).map(|error| catalog.error(error));
        let hint = catalog.find(&format!("{}-hint", field.name), &[("tenant", self.frame.tenant.into())]);
        FieldView {
            name: field.name,
            class: self.class(field, error.is_some()),
            follows: field.follows,
            is_followed: field.followers().next().is_some(),
            label: catalog.label(field).into_owned(),
            optional: (open && ask.is_optional()).then(|| catalog.get("optional").into_owned()),
            hint: hint.filter(|_| open).map(Into::into),
            note: self.is_filled(field).then(|| self.frame.say("filled-by")),
            error,
            control: locked.map_or_else(
                || self.control(ask),
                |value| Control::Given { value, by: self.frame.say("given-by") },
            ),
        }
    }

    pub(super) fn described(&self, field: &'static Field) -> Option<Attribute> {
        let has_hint = self.frame.catalog.find(&format!("{}-hint", field.name), &[]).is_some();
        let parts =
            [("hint", has_hint), ("note", self.is_filled(field)), ("error", self.at_fault(field).is_some())];
        let ids =
            parts.iter().filter(|(_, is_there)| *is_there).map(|(part, _)| format!("{}-{part}", field.name));
        let ids = ids.collect::<Vec<_>>().join(" ");
        (!ids.is_empty()).then_some(("aria-describedby", ids))
    }

    pub(super) fn at_fault(&self, field: &'static Field) -> Option<String> {
        self.errors.iter().find(|error| error.field == field).map(input_at_fault)
    }

    /// Whether the field still holds what the tenant filled in.
    fn is_filled(&self, field: &'static Field) -> bool {
        let [prefilled, typed] =
            [&self.prefilled, self.typed].map(|inputs| format_input(self.frame.catalog, field, inputs));
        self.locked.get(field.name).is_none() && !prefilled.is_empty() && prefilled == typed
    }

    /// The stylesheet hides what follows from a "no", but nothing that is wrong.
    fn class(&self, field: &'static Field, wrong: bool) -> String {
        let mut class = String::from("field");
        if wrong {
            class.push_str(" wrong");
        }
        let is_filled = || {
            !format_input(self.frame.catalog, field, self.typed).is_empty()
                || self.locked.get(field.name).is_some()
        };
        if field.follows.is_some() && is_filled() {
            class.push_str(" filled");
        }
        class
    }
}
