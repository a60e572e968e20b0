//! The answers of a preview: those that the field table gives as examples, and wrong ones.

use crate::actions::preview::Previewed;
use crate::app::App;
use crate::domain::form::{Form, Purpose};
use crate::domain::language::Language;
use crate::domain::moment::Moment;
use crate::domain::profile::answers::{Answers, YES};
use crate::domain::profile::form_input::{FormInput, date_parts};
use crate::domain::profile::validation::{Context, FieldError, latest_today};
use crate::domain::profile::{Field, Kind, Scope, Section};
use crate::domain::signup::invitation::Invitation;
use crate::domain::signup::journey::{Journey, Progress};
use crate::domain::signup::prefill::{Disputed, Level, Levels};
use crate::domain::tenant::source::Source;
use crate::i18n::{AgreementText, AgreementTexts, Catalog, Consent};
use crate::pages::owner::{consent_of, texts_of};
use crate::pages::view::{TickBox, TickFault};

/// What all pages of a preview in one language are drawn from.
pub(super) struct Sample<'a> {
    pub source: &'a Source,
    pub form: &'a Form,
    pub catalog: &'static Catalog,
    pub journey: Journey,
    /// An answer to each question, as saved.
    pub answers: Answers,
    /// What a tenant says that fills in nothing.
    pub invitation: Invitation,
    /// What a tenant says that fills in the first answers, each at another level.
    pub filled: Invitation,
    pub undisputed: Disputed,
    /// Each step as a person fills it.
    steps: Vec<(Section, FormInput)>,
    empty: FormInput,
    /// Until when a session would be open: the longest one begins now.
    pub expires_at: Moment,
    /// Now, when the session was last used.
    pub now: Moment,
    /// What people are asked to agree to.
    pub consent: Consent,
    /// What boxes stand beside.
    pub texts: AgreementTexts,
}

/// How long a session is open unless the tenant says otherwise, in seconds (contract, section 2).
const USUAL_LIFE: i64 = 604_800;

impl<'a> Sample<'a> {
    pub(super) fn new(app: &App, shown: &'a Previewed, language: Language) -> Self {
        let (now, catalog) = (app.now(), Catalog::of(language));
        let form = &*shown.form;
        let progress = form.sections.iter().fold(Progress::default(), |done, section| done.with(*section));
        let mut sample = Self {
            source: &shown.source,
            form,
            catalog,
            journey: Journey::new(form.sections.clone(), progress),
            answers: Answers::default(),
            invitation: Invitation::default(),
            filled: Invitation::default(),
            undisputed: Disputed::default(),
            steps: Vec::new(),
            empty: FormInput::default(),
            expires_at: now.plus_seconds(USUAL_LIFE).unwrap_or(now),
            now,
            consent: consent_of(&shown.source, form, language),
            texts: texts_of(&shown.source, form),
        };
        for section in &form.sections {
            let typed = sample.filled(*section);
            let read = typed.read(form, *section, &Answers::default(), &sample.context());
            sample.answers.extend(read.unwrap_or_default());
            sample.steps.push((*section, typed));
        }
        sample.filled = filled_in(&sample.answers);
        sample
    }

    fn context(&self) -> Context<'_> {
        let (region, today) = (self.source.region, latest_today(self.now));
        Context { region, today, consent: &self.consent.version, months: self.catalog, texts: &self.texts }
    }

    /// A step as a person fills it.
    pub(super) fn right(&self, section: Section) -> &FormInput {
        self.steps.iter().find(|(known, _)| *known == section).map_or(&self.empty, |(_, typed)| typed)
    }

    fn filled(&self, section: Section) -> FormInput {
        let mut answers = Answers::default();
        for field in self.form.fields(section) {
            answers.set(field, Some(self.example(field)));
        }
        FormInput::from_answers(section, &answers)
    }

    fn example(&self, field: &Field) -> String {
        match field.kind {
            Kind::Consent => self.consent.version.clone(),
            Kind::Tick => self.text_of(field).map(|text| text.consent.version.clone()).unwrap_or_default(),
            Kind::YesNo => YES.to_owned(),
            _ => field.example.to_owned(),
        }
    }

    fn text_of(&self, field: &Field) -> Option<&AgreementText> {
        self.texts.text(Purpose::parse(field.name)?, self.catalog.language())
    }

    /// The boxes of the page of checks, with what is wrong with each that must be ticked.
    pub(super) fn boxes(&self, fault: Option<TickFault>) -> Vec<TickBox<'_>> {
        let tick = |purpose: Purpose| {
            let text = self.texts.text(purpose, self.catalog.language())?;
            Some(TickBox { text, is_ticked: false, fault: fault.filter(|_| purpose.is_needed()) })
        };
        self.form.agreements().filter_map(tick).collect()
    }

    /// A step with as many mistakes as one can make there, and what is said of them; `None` where nothing can be wrong.
    pub(super) fn wrong(&self, section: Section) -> Option<(FormInput, Vec<FieldError>)> {
        let typed = FormInput::new(self.form.fields(section).flat_map(mistake));
        let errors = typed.read(self.form, section, &Answers::default(), &self.context()).err()?;
        Some((typed, errors))
    }
}

/// An invitation that fills in the first answers: locked, to be confirmed, and suggested.
fn filled_in(answers: &Answers) -> Invitation {
    let mut levels = Levels::default();
    let mut prefilled = Answers::default();
    let given = answers.fields().filter(|field| field.scope == Scope::FormAndApi);
    for (field, level) in given.zip(Level::ALL.iter().rev()) {
        prefilled.set(field, answers.get(field.name).map(str::to_owned));
        // Each is set once, of what is given.
        let _ = levels.set(&prefilled, field.name, *level);
    }
    Invitation { prefilled, confirm: levels.confirm, locked: levels.locked, ..Invitation::default() }
}

/// What somebody types who makes a mistake.
fn mistake(field: &'static Field) -> Vec<(String, String)> {
    let one = |value: &str| vec![(field.name.to_owned(), value.to_owned())];
    match field.kind {
        Kind::Phone => one("082 12"),
        Kind::Email => one("thandi@"),
        Kind::Plate(_) => one("---"),
        Kind::YesNo => one("yes"),
        Kind::Text(_) => one(field.example),
        Kind::Date => date_parts(field).into_iter().zip(["31", "2", "1985"].map(str::to_owned)).collect(),
        Kind::Line(_) | Kind::Choice(_) | Kind::ChoiceOrText(..) | Kind::Consent | Kind::Tick => Vec::new(),
    }
}
