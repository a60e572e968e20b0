//! What a field is answered with: inputs and their attributes, by the kind of field.

use super::field::{Attribute, Choice, Control, Drawing, Labelled};
use super::format::choice_key;
use crate::domain::form::{Ask, Purpose};
use crate::domain::language::Direction;
use crate::domain::profile::answers::{FORGET, NOT_NOW, UNSURE};
use crate::domain::profile::form_input::{OWN, date_parts, other_text};
use crate::domain::profile::{Field, Kind};
use crate::i18n::AgreementText;

impl Drawing<'_> {
    /// The inputs of a field.
    pub(super) fn control(&self, ask: Ask) -> Control {
        let field = ask.field;
        match field.kind {
            Kind::Line(_) | Kind::Email | Kind::Phone | Kind::Plate(_) => {
                let suggestions = self.suggestions(field);
                let mut attributes = self.line(field);
                let list = (!suggestions.is_empty()).then(|| ("list", format!("{}-list", field.name)));
                attributes.extend(list);
                Control::Line { attributes, suggestions }
            }
            Kind::Text(_) => {
                let mut attributes = self.named(field.name, field);
                attributes.extend(remembered(field));
                Control::Lines { attributes, value: self.page.typed.shown(field.name) }
            }
            Kind::Date => Control::Date { group: self.group(field), parts: self.date(field) },
            Kind::YesNo | Kind::Choice(_) | Kind::ChoiceOrText(..) => {
                Control::Choices { group: self.group(field), choices: self.choices(field, &options(ask)) }
            }
            Kind::Tick => self.tick(field),
            Kind::Consent => {
                let consent = self.page.consent;
                let offer = |value, part| Offer { value, key: format!("{}-{part}", field.name) };
                let mut offers = vec![offer(&*consent.version, "yes"), offer(NOT_NOW, "no")];
                // Whoever has told something that is not to be kept without a yes is asked what becomes of it.
                offers.extend(self.at_fault(field).map(|_| offer(FORGET, "forget")));
                let choices = self.choices(field, &offers);
                Control::Consent { group: self.group(field), text: consent.text.clone(), choices }
            }
        }
    }

    /// A box that is ticked where its text is agreed to, in whatever language that was.
    fn tick(&self, field: &'static Field) -> Control {
        let (page, typed) = (self.page, self.page.typed.get(field.name));
        let purpose = Purpose::parse(field.name);
        let language = self.frame.catalog.language();
        let text = purpose.and_then(|purpose| page.texts.text(purpose, language));
        let mut attributes = self.named(field.name, field);
        let is_ticked = page.texts.find(field.name, typed).is_some();
        attributes.extend(is_ticked.then(|| ("checked", String::new())));
        tick_box(text, attributes)
    }

    /// What is often answered; anything else may be, too.
    fn suggestions(&self, field: &'static Field) -> Vec<String> {
        let list = self.frame.catalog.find(&format!("{}-suggestions", field.name), &[]);
        let list = list.unwrap_or_default();
        list.split(';').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    }

    fn line(&self, field: &'static Field) -> Vec<Attribute> {
        let mut attributes = self.named(field.name, field);
        attributes.extend(match field.kind {
            Kind::Email => Some(("type", "email".to_owned())),
            Kind::Phone => Some(("type", "tel".to_owned())),
            _ => None,
        });
        attributes.extend(self.filled(field.name));
        attributes.extend(remembered(field));
        attributes.extend(self.direction(field.kind));
        if let Kind::Plate(_) = field.kind {
            attributes.extend([("autocapitalize", "characters".to_owned()), ("class", "short".to_owned())]);
        }
        attributes
    }

    /// The three inputs of a date; only the part at fault is marked when one part is.
    fn date(&self, field: &'static Field) -> Vec<Labelled> {
        let at_fault = self.at_fault(field);
        let parts = ["day", "month", "year"].into_iter().zip(date_parts(field));
        let part = |(part, id): (&'static str, String)| {
            let mut attributes = vec![("id", id.clone()), ("name", id.clone())];
            attributes.extend(self.filled(&id));
            attributes.push(("autocomplete", format!("{}-{part}", field.autocomplete)));
            attributes.push(("class", part.to_owned()));
            attributes.extend(self.direction(field.kind));
            if part != "month" {
                // Months may be typed by their names.
                attributes.push(("inputmode", "numeric".to_owned()));
            }
            if at_fault.as_ref() == Some(&id) {
                attributes.push(("aria-invalid", "true".to_owned()));
            }
            Labelled {
                label: self.frame.catalog.get(&format!("{}-{part}", field.name)).into_owned(),
                id,
                attributes,
            }
        };
        parts.map(part).collect()
    }

    fn choices(&self, field: &'static Field, offers: &[Offer<'_>]) -> Vec<Choice> {
        offers.iter().enumerate().map(|(at, offer)| self.choice(field, at, offer)).collect()
    }

    fn choice(&self, field: &'static Field, at: usize, option: &Offer<'_>) -> Choice {
        // The first is where a mistake in the field leads.
        let id = (at == 0).then(|| ("id", field.name.to_owned()));
        let mut attributes: Vec<_> = id.into_iter().collect();
        attributes.extend([("name", field.name.to_owned()), ("type", "radio".to_owned())]);
        attributes.push(("value", option.value.to_owned()));
        // The stylesheet shows what follows where this one is chosen.
        let says_yes = option.value == YES_INPUT || field.kind == Kind::Consent && at == 0;
        attributes.extend(says_yes.then(|| ("data-yes", String::new())));
        let ticked = !option.value.is_empty() && self.page.typed.get(field.name) == option.value;
        attributes.extend(ticked.then(|| ("checked", String::new())));
        let own = (option.value == OWN).then(|| self.other_text(field));
        Choice { label: self.frame.catalog.get(&option.key).into_owned(), attributes, own }
    }

    fn other_text(&self, field: &'static Field) -> Labelled {
        let id = other_text(field);
        let mut attributes = vec![("id", id.clone()), ("name", id.clone())];
        attributes.extend(self.filled(&id));
        attributes.extend(remembered(field));
        if self.at_fault(field).as_ref() == Some(&id) {
            attributes.push(("aria-invalid", "true".to_owned()));
            attributes.push(("aria-describedby", format!("e{}", field.number())));
        }
        Labelled { label: self.frame.catalog.get(&format!("{id}-label")).into_owned(), id, attributes }
    }

    /// What was typed into an input.
    fn filled(&self, input: &str) -> Option<Attribute> {
        Some(self.page.typed.shown(input)).filter(|typed| !typed.is_empty()).map(|typed| ("value", typed))
    }

    /// On a page that is written right to left: numbers, addresses and plates are not. Text may be either, which the
    /// stylesheet sees to.
    fn direction(&self, kind: Kind) -> Option<Attribute> {
        let is_latin = matches!(kind, Kind::Email | Kind::Phone | Kind::Plate(_) | Kind::Date);
        let turned = self.frame.catalog.language().direction() == Direction::RightToLeft;
        (turned && is_latin).then(|| ("dir", "ltr".to_owned()))
    }

    /// Id, name and what describes an input that stands for the whole field.
    fn named(&self, id: &str, field: &'static Field) -> Vec<Attribute> {
        let mut attributes = vec![("id", id.to_owned()), ("name", id.to_owned())];
        attributes.extend(self.described(field));
        if self.at_fault(field).is_some() {
            attributes.push(("aria-invalid", "true".to_owned()));
        }
        attributes
    }

    fn group(&self, field: &'static Field) -> Vec<Attribute> {
        self.described(field).into_iter().collect()
    }
}

/// A box with these attributes beside a text; the form sends the text's version when it is ticked.
pub(super) fn tick_box(text: Option<&AgreementText>, mut attributes: Vec<Attribute>) -> Control {
    let version = text.map(|text| text.consent.version.clone()).unwrap_or_default();
    attributes.extend([("type", "checkbox".to_owned()), ("value", version)]);
    let (text, links) = text.map(|text| (text.sentence.clone(), text.links.clone())).unwrap_or_default();
    Control::Tick { attributes, text, links }
}

/// What the form sends for yes.
const YES_INPUT: &str = "yes";

/// A choice on offer: what the form sends and the key of its words.
struct Offer<'a> {
    value: &'a str,
    key: String,
}

fn options(ask: Ask) -> Vec<Offer<'static>> {
    let field = ask.field;
    let choice = |value: &'static str| Offer { value, key: choice_key(field, value) };
    let common = |value, key: &str| Offer { value, key: key.to_owned() };
    match field.kind {
        Kind::Choice(choices) => choices.iter().copied().chain([UNSURE]).map(choice).collect(),
        Kind::ChoiceOrText(choices, _) => choices.iter().copied().chain([OWN]).map(choice).collect(),
        Kind::YesNo => {
            let mut options = vec![common(YES_INPUT, "choice-yes"), common("no", "choice-no")];
            if ask.is_optional() {
                // No value: lets a person take an answer back, which radio buttons cannot.
                options.push(common("", "choice-unsaid"));
            }
            options
        }
        _ => Vec::new(),
    }
}

/// As what a browser may know the answer, where the form does not say that it is to know none.
fn remembered(field: &Field) -> Option<Attribute> {
    (!field.section.is_unremembered()).then(|| ("autocomplete", field.autocomplete.to_owned()))
}
