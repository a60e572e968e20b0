//! One field of a step as it is rendered: made from its row of the field table.

use super::format::{format_answer, format_input};
use super::{Frame, StepPage};
use crate::domain::form::Ask;
use crate::domain::profile::answers::NO;
use crate::domain::profile::form_input::{DISPUTED, FormInput, input_at_fault, inputs, wrong};
use crate::domain::profile::{self, Field, Kind};
use crate::domain::signup::prefill::Level;

/// An attribute of an element; an empty value goes without saying.
pub(super) type Attribute = (&'static str, String);

/// A field, ready to be rendered.
pub(super) struct FieldView {
    pub name: &'static str,
    /// By what its hint (`h7`) and its mistake (`e7`) are known on the page.
    pub number: usize,
    pub class: String,
    /// The question that this one follows.
    pub follows: Option<&'static str>,
    /// Whether others follow this one.
    pub is_followed: bool,
    pub label: String,
    /// Whether there is something in it.
    pub is_filled: bool,
    /// "(optional)", or nothing.
    pub optional: Option<String>,
    pub hint: Option<String>,
    /// From whom the answer is, where it is not the person's own.
    pub from: Option<String>,
    pub error: Option<String>,
    pub control: Control,
}

/// How a field is answered.
pub(super) enum Control {
    /// Not at all: the tenant gave it, but the person may tick that it is wrong.
    Locked { value: String, wrong: Labelled },
    /// By going on: the tenant gave it. The hidden inputs say so, and a button makes inputs of them.
    Confirm { value: String, inputs: Vec<(String, String)> },
    /// One line, with words that may be meant.
    Line { attributes: Vec<Attribute>, suggestions: Vec<String> },
    /// Several lines.
    Lines { attributes: Vec<Attribute>, value: String },
    /// One of several, in a group with these attributes.
    Choices { group: Vec<Attribute>, choices: Vec<Choice> },
    /// A date in three inputs.
    Date { group: Vec<Attribute>, parts: Vec<Labelled> },
    /// A box beside a text, under which may be where more is said.
    Tick { attributes: Vec<Attribute>, text: String, links: Vec<(String, String)> },
    /// A text to agree to or not, in a group with these attributes.
    Consent { group: Vec<Attribute>, text: String, choices: Vec<Choice> },
}

/// A radio button, and the input for own words that belongs to it.
pub(super) struct Choice {
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
    pub page: &'a StepPage<'a>,
    /// What the tenant filled in, as inputs.
    pub prefilled: FormInput,
}

impl Drawing<'_> {
    /// The field as it is rendered; with others `together` it is not optional by itself.
    pub(super) fn field(&self, ask: Ask, together: bool) -> FieldView {
        let (catalog, field) = (self.frame.catalog, ask.field);
        let text = self.text(field);
        let open = text.is_none();
        let error =
            self.page.errors.iter().find(|error| error.field == field).map(|error| catalog.error(error));
        let hint = catalog.find(&format!("{}-hint", field.name), &[("tenant", self.frame.tenant.into())]);
        FieldView {
            name: field.name,
            number: field.number(),
            class: self.class(field, error.is_some()),
            follows: field.follows,
            is_followed: open && (field.kind == Kind::Consent || field.followers().next().is_some()),
            is_filled: self.has_answer(field),
            label: catalog.label(field).into_owned(),
            optional: (open && !together && ask.is_optional()).then(|| catalog.get("optional").into_owned()),
            hint: hint.filter(|_| open).map(Into::into),
            from: self.is_tenants(field).then(|| self.frame.say("from-tenant")),
            error,
            control: text.unwrap_or_else(|| self.control(ask)),
        }
    }

    /// The fields to render: without a question that a locked answer has already answered, and without what follows
    /// one that a text answers with no.
    pub(super) fn shown(&self) -> impl Iterator<Item = Ask> + '_ {
        let invitation = self.page.invitation;
        let is_answered = |field: &Field| {
            let locked = |field: &Field| invitation.level(field) == Some(Level::Locked);
            field.followers().any(locked) && !locked(field)
        };
        let is_needless = |field: &'static Field| {
            let gate = field.follows.and_then(profile::field).filter(|gate| self.text(gate).is_some());
            gate.is_some_and(|gate| invitation.prefilled.get(gate.name) == Some(NO))
        };
        let asks = self.page.form.asks(self.page.section);
        asks.filter(move |ask| !is_answered(ask.field) && !is_needless(ask.field))
    }

    /// The field as a text, where the tenant gave it and the person may not change it, or does not want to yet.
    fn text(&self, field: &'static Field) -> Option<Control> {
        let (page, catalog) = (self.page, self.frame.catalog);
        match page.invitation.level(field)? {
            Level::Suggested => None,
            Level::Confirm => {
                let wants = page.from_check || page.typed.is_opened(field) || self.at_fault(field).is_some();
                let value = format_answer(catalog, field, &page.invitation.confirm)?;
                let filled = |input: String| (page.typed.shown(&input), input);
                let inputs = inputs(field).map(filled).filter(|(value, _)| !value.is_empty());
                let inputs = inputs.map(|(value, input)| (input, value)).collect();
                (!wants && self.is_filled(field)).then_some(Control::Confirm { value, inputs })
            }
            Level::Locked => {
                let (id, is_wrong) = (wrong(field), page.typed.disputes(field) == Some(true));
                let mut attributes = vec![("id", id.clone()), ("name", id.clone())];
                attributes.extend([("type", "checkbox".to_owned()), ("value", DISPUTED.to_owned())]);
                attributes.extend(is_wrong.then(|| ("checked", String::new())));
                let wrong = Labelled { id, label: catalog.get("wrong").into_owned(), attributes };
                Some(Control::Locked {
                    value: format_answer(catalog, field, &page.invitation.locked)?,
                    wrong,
                })
            }
        }
    }

    /// Whether the answer is still the tenant's.
    pub(super) fn is_tenants(&self, field: &'static Field) -> bool {
        self.is_filled(field) || self.page.invitation.level(field) == Some(Level::Locked)
    }

    pub(super) fn described(&self, field: &'static Field) -> Option<Attribute> {
        let has_words = || self.frame.catalog.find(&format!("{}-hint", field.name), &[]).is_some();
        let has_hint = field.kind == Kind::Consent || has_words();
        let parts = [("h", has_hint), ("e", self.at_fault(field).is_some())];
        let ids = parts
            .iter()
            .filter(|(_, is_there)| *is_there)
            .map(|(part, _)| format!("{part}{}", field.number()));
        let ids = ids.collect::<Vec<_>>().join(" ");
        (!ids.is_empty()).then_some(("aria-describedby", ids))
    }

    pub(super) fn at_fault(&self, field: &'static Field) -> Option<String> {
        self.page.errors.iter().find(|error| error.field == field).map(input_at_fault)
    }

    /// Whether the field still holds what the tenant filled in.
    fn is_filled(&self, field: &'static Field) -> bool {
        let [prefilled, typed] =
            [&self.prefilled, self.page.typed].map(|inputs| format_input(self.frame.catalog, field, inputs));
        !prefilled.is_empty() && prefilled == typed
    }

    /// The stylesheet hides what follows from a "no", but nothing that is wrong.
    fn class(&self, field: &'static Field, wrong: bool) -> String {
        let mut class = String::from("field");
        if wrong {
            class.push_str(" wrong");
        }
        if self.has_answer(field) {
            class.push_str(" filled");
        }
        class
    }

    /// Whether there is something in the field.
    fn has_answer(&self, field: &'static Field) -> bool {
        !format_input(self.frame.catalog, field, self.page.typed).is_empty()
            || self.page.invitation.level(field) == Some(Level::Locked)
    }
}
