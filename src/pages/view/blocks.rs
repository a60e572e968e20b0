//! How the fields of a step stand together: what is asked first, what follows a question, what is behind a fold.

use super::field::{Control, Drawing, FieldView};
use crate::domain::form::{Ask, Need};
use crate::domain::profile::{Scope, Section, Together};

/// Fields that follow one question, or none, one after the other.
pub(super) struct Group {
    pub follows: Option<&'static str>,
    /// What is asked of them together.
    pub lead: Option<String>,
    pub fields: Vec<FieldView>,
}

/// Fields that few have an answer to.
pub(super) struct Fold {
    pub summary: String,
    /// Whether something in it is filled in or wrong.
    pub is_open: bool,
    pub groups: Vec<Group>,
}

/// All fields of a step.
pub(super) struct Block {
    /// The question of consent, which comes before all else.
    pub consent: Option<FieldView>,
    pub groups: Vec<Group>,
    pub fold: Option<Fold>,
}

impl Block {
    /// The fields in their order, as the drawing renders them.
    pub(super) fn of(drawing: &Drawing<'_>, shown: &[Ask]) -> Self {
        let section = drawing.page.section;
        let together = together(drawing, shown);
        let (mut consent, mut plain, mut folded) = (None, Vec::new(), Vec::new());
        for ask in shown {
            let view = drawing.field(*ask, together.is_some());
            match view.control {
                Control::Consent { .. } => consent = Some(view),
                _ if ask.field.is_folded => folded.push(view),
                _ => plain.push(view),
            }
        }
        let mut groups = groups(plain);
        // What is asked of fields together stands above the last of their groups: a question may come first.
        if let Some(last) = groups.last_mut() {
            last.lead = together;
        }
        let fold = (!folded.is_empty()).then(|| Fold {
            summary: drawing.frame.say(&format!("{section}-more")),
            is_open: folded.iter().any(|field| field.is_filled || field.error.is_some()),
            groups: self::groups(folded),
        });
        Self { consent, groups, fold }
    }

    /// All groups, those behind the fold included.
    pub(super) fn groups_mut(&mut self) -> impl Iterator<Item = &mut Group> {
        self.groups.iter_mut().chain(self.fold.iter_mut().flat_map(|fold| &mut fold.groups))
    }
}

/// What is asked of the fields together, where none of them is needed by itself: then none is optional by itself.
fn together(drawing: &Drawing<'_>, shown: &[Ask]) -> Option<String> {
    let section: Section = drawing.page.section;
    let asks = || shown.iter().filter(|ask| ask.field.scope == Scope::FormAndApi);
    let free = asks().count() > 1 && asks().all(|ask| ask.need == Need::Optional);
    free.then(|| match section.together() {
        Together::OneDetail | Together::AllOrNone => drawing.frame.say(&format!("{section}-together")),
        Together::Free | Together::Consented => drawing.frame.say("all-optional"),
    })
}

/// Fields one after the other that follow the same question belong together.
fn groups(fields: Vec<FieldView>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for field in fields {
        match groups.last_mut() {
            Some(group) if group.follows == field.follows => group.fields.push(field),
            _ => groups.push(Group { follows: field.follows, lead: None, fields: vec![field] }),
        }
    }
    groups
}
