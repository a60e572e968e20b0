//! Pages as they are rendered, without a server around them.

use scraper::{Html, Selector};
use time::UtcOffset;

use super::{
    CheckPage, Clear, Ending, Frame, NoAccessPage, Notice, OutcomePage, STATUSES, Stale, StepPage, Switch,
};
use super::{check, no_access, outcome, problem, step};
use crate::domain::form::{Form, Purpose};
use crate::domain::language::Language;
use crate::domain::moment::Moment;
use crate::domain::profile::answers::{Answers, NO, YES};
use crate::domain::profile::form_input::FormInput;
use crate::domain::profile::validation::{Code, FieldError};
use crate::domain::profile::{Kind, Scope, Section, Together, field};
use crate::domain::signup::invitation::Invitation;
use crate::domain::signup::journey::{Journey, Progress};
use crate::domain::signup::prefill::Disputed;
use crate::i18n::{AgreementTexts, Catalog};

fn frame() -> Frame<'static> {
    let catalog = Catalog::of(Language::English);
    Frame { tenant: "O'Brien & 李 <Co>", face: None, catalog, switch: None, preview: None }
}

fn answers(list: &[(&str, &str)]) -> Answers {
    let mut answers = Answers::default();
    for (name, value) in list {
        answers.set(field(name).expect("a field"), Some((*value).to_owned()));
    }
    answers
}

fn typed(list: &[(&str, &str)]) -> FormInput {
    FormInput::new(list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
}

struct Case {
    section: Section,
    typed: FormInput,
    locked: Answers,
    confirm: Answers,
    prefilled: Answers,
    errors: Vec<FieldError>,
    stale: Option<FormInput>,
    from_check: bool,
}

fn case(section: Section) -> Case {
    let none = Answers::default;
    Case {
        section,
        typed: FormInput::default(),
        locked: none(),
        confirm: none(),
        prefilled: none(),
        errors: Vec::new(),
        stale: None,
        from_check: true,
    }
}

fn render(case: &Case) -> Html {
    let other = Section::ALL.iter().copied().find(|other| *other != case.section).expect("another");
    // There is a way back.
    let journey = Journey::new(vec![other, case.section], Progress::default());
    let mut prefilled = case.prefilled.clone();
    prefilled.extend(case.locked.clone());
    prefilled.extend(case.confirm.clone());
    let (locked, confirm) = (case.locked.clone(), case.confirm.clone());
    let invitation = Invitation { prefilled, locked, confirm, ..Invitation::default() };
    let at = Moment::parse("2026-11-28T14:00:00Z").expect("a time");
    let form = Form { consents: Purpose::ALL.to_vec(), ..Form::default() };
    let page = StepPage {
        base: "/s/1",
        form: &form,
        journey: Some(&journey),
        section: case.section,
        typed: &case.typed,
        invitation: &invitation,
        errors: &case.errors,
        stale: case.stale.as_ref().map(|saved| Stale { saved, at, utc_offset: UtcOffset::UTC }),
        notice: Some(Notice::Unconfirmed),
        revision: 7,
        order: None,
        token: "proof",
        from_check: case.from_check,
        consent: &frame().catalog.consent(frame().tenant),
        texts: &AgreementTexts::of(frame().tenant, &form),
    };
    Html::parse_document(&step(frame(), &page).expect("a page"))
}

fn all(page: &Html, selector: &str, attribute: &str) -> Vec<String> {
    let selector = Selector::parse(selector).expect("a selector");
    page.select(&selector).map(|element| element.attr(attribute).unwrap_or_default().to_owned()).collect()
}

fn text(page: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).expect("a selector");
    page.select(&selector).map(|element| element.text().collect::<String>().trim().to_owned()).collect()
}

#[test]
fn every_field_is_asked_under_its_own_name_and_token() {
    for section in Section::ALL {
        let page = render(&case(*section));
        for field in section.form_fields() {
            let name =
                if field.kind == Kind::Date { format!("{}-day", field.name) } else { field.name.to_owned() };
            assert!(!all(&page, &format!("form [name='{name}']"), "id").is_empty(), "{name}");
            let label = text(&page, &format!(".field:has([name='{name}']) :is(label, legend, h2)")).remove(0);
            // Where all of a page is, it says so once.
            let alone = section.together() == Together::Free;
            let optional = alone && !field.required && field.scope == Scope::FormAndApi;
            assert_eq!(label.ends_with("(optional)"), optional, "{label}");
        }
        assert_eq!(text(&page, ".together").len(), usize::from(section.together() != Together::Free));
        assert_eq!(
            all(&page, "[required], [maxlength], [placeholder], [style], style", "name"),
            Vec::<String>::new()
        );
        assert_eq!(all(&page, "form[novalidate][method=post]", "action"), [section.as_str()]);
        assert_eq!(all(&page, "main button:not(.hidden)", "value"), ["back", "continue", "pause", "cancel"]);
        assert_eq!(all(&page, "form [type=hidden]", "name"), ["token", "revision", "return"]);
    }
    let page = render(&case(Section::Personal));
    let tokens = all(&page, "form input[autocomplete]", "autocomplete");
    assert_eq!(
        tokens,
        ["given-name", "family-name", "tel", "email", "bday-day", "bday-month", "bday-year", "sex"]
    );
    let page = render(&case(Section::NextOfKin));
    assert_eq!(
        all(&page, "form[autocomplete], form [autocomplete]", "autocomplete"),
        ["off"],
        "for all of it"
    );
}

#[test]
fn every_mistake_is_told_twice_and_leads_to_an_input() {
    for section in Section::ALL {
        let codes = [Code::Required, Code::TooLong(9), Code::MonthMissing, Code::Repeated];
        for code in codes {
            let errors = section.form_fields().map(|field| FieldError { field, code }).collect();
            let page = render(&Case { errors, ..case(*section) });
            let links = all(&page, ".summary a", "href");
            assert_eq!(links.len(), section.form_fields().count());
            for link in links {
                assert_eq!(all(&page, &format!("form {link}"), "id").len(), 1, "{link}");
            }
            let beside = text(&page, ".error").into_iter().map(|said| said.replacen("Error: ", "", 1));
            assert_eq!(beside.collect::<Vec<_>>(), text(&page, ".summary a"));
            assert!(text(&page, "title").concat().starts_with("Error: "));
        }
    }
}

#[test]
fn every_id_is_unique_and_every_description_exists() {
    for section in Section::ALL {
        let errors = section.form_fields().map(|field| FieldError { field, code: Code::Repeated }).collect();
        let page = render(&Case { errors, ..case(*section) });
        let ids = all(&page, "[id]", "id");
        for described in all(&page, "[aria-describedby]", "aria-describedby") {
            assert!(
                described.split(' ').all(|id| ids.iter().filter(|known| *known == id).count() == 1),
                "{described}"
            );
        }
        assert_eq!(text(&page, "label:not([for], :has(input))"), Vec::<String>::new(), "a label of nothing");
        for target in all(&page, "label[for]", "for") {
            assert_eq!(ids.iter().filter(|id| **id == target).count(), 1, "{target}");
        }
    }
}

#[test]
fn what_the_tenant_fixed_is_text_and_what_it_gave_is_marked() {
    let locked = answers(&[
        ("name", "Thandi"),
        ("dateOfBirth", "1985-02-28"),
        ("hasMedicalAid", NO),
        ("vehicleMake", "Toyota"),
    ]);
    let prefilled = answers(&[("surname", "Mokoena"), ("email", "t@example.com")]);
    let typed = typed(&[("name", "Eve"), ("surname", "Mokoena"), ("email", "eve@example.com")]);
    let page = render(&Case { typed, locked, prefilled, ..case(Section::Personal) });
    assert_eq!(text(&page, ".given .value"), ["Thandi", "28 February 1985"]);
    assert!(all(&page, "[name=name], [name=dateOfBirth-day]", "name").is_empty());
    assert_eq!(text(&page, ".from"), ["From O'Brien & 李 <Co>"; 3]);
    assert_eq!(
        text(&page, ".filled-in"),
        [
            "O'Brien & 李 <Co> filled in: First name, Surname, Date of birth. Check them.",
            "If something is wrong that you cannot change, tick “This is wrong”. O'Brien & 李 <Co> is told.",
        ]
    );
    assert_eq!(text(&page, ".says label"), ["This is wrong: First name", "This is wrong: Date of birth"]);

    let locked = answers(&[("hasMedicalAid", NO), ("vehicleMake", "Toyota")]);
    let page = render(&Case { locked: locked.of(Section::Vehicle), ..case(Section::Vehicle) });
    assert!(all(&page, "[name=hasVehicle], [name=vehicleMake]", "name").is_empty());
    let page = render(&Case { locked: locked.of(Section::Medical), ..case(Section::Medical) });
    assert!(all(&page, "[name^=medicalAid]", "name").is_empty());
}

#[test]
fn what_is_to_be_confirmed_is_text_until_the_person_wants_to_change_it() {
    let confirm = answers(&[("name", "Thandi"), ("dateOfBirth", "1985-02-28"), ("mobile", "+27821234567")]);
    let born = [
        ("dateOfBirth-day", "28"),
        ("dateOfBirth-month", "2"),
        ("dateOfBirth-year", "1985"),
        ("name", "Thandi"),
    ];
    let case = || Case { confirm: confirm.clone(), from_check: false, ..case(Section::Personal) };
    let page = render(&Case { typed: typed(&[&born[..], &[("mobile", "083")]].concat()), ..case() });
    assert_eq!(text(&page, ".given .value"), ["Thandi", "28 February 1985"], "the mobile is another by now");
    assert_eq!(all(&page, "[name=change]", "value"), ["name", "dateOfBirth"]);
    assert_eq!(all(&page, "dd [type=hidden]", "value"), ["Thandi", "28", "2", "1985"]);

    let opened = typed(&[&born[..], &[("opened", "name")]].concat());
    let page = render(&Case { typed: opened, ..case() });
    assert_eq!(text(&page, ".given .value"), ["28 February 1985"]);
    assert_eq!(all(&page, "input[name=name]:not([type])", "value"), ["Thandi"]);
    assert_eq!(all(&page, "[name=opened]", "value"), ["name"]);

    let page = render(&Case { typed: typed(&born), from_check: true, ..case() });
    assert!(
        all(&page, "[name=change]", "value").is_empty(),
        "who comes to change has pressed Change already"
    );
}

#[test]
fn a_stale_step_shows_both_answers_and_keeps_what_was_typed() {
    let here = [("name", "A"), ("surname", "<B>"), ("mobile", "082"), ("email", ""), ("gender", "male")];
    let there = typed(&[
        ("name", "A"),
        ("surname", "C"),
        ("email", "a@example.com"),
        ("mobile", "082"),
        ("gender", "own"),
        ("gender-own", "agender"),
    ]);
    let page = render(&Case { typed: typed(&here), stale: Some(there), ..case(Section::Personal) });
    assert_eq!(text(&page, ".both .value"), ["C", "<B>", "a@example.com", "Nothing", "agender", "Male"]);
    assert_eq!(all(&page, "[name=surname]", "value"), ["<B>"]);
    assert_eq!(all(&page, "[name=gender]", "value"), ["male"]);
    assert_eq!(all(&page, ".both input[checked]", "name"), ["keep-surname", "keep-email", "keep-gender"]);
    assert_eq!(
        all(&page, ".both input[checked]", "value"),
        ["here", "there", "here"],
        "what was typed is kept, and no emptiness"
    );
    assert!(text(&page, ".both label")[0].starts_with("Saved 14:00 UTC:"));
    assert!(text(&page, "title").concat().starts_with("Important: "));
}

#[test]
#[expect(clippy::too_many_lines, reason = "a page with all it shows")]
fn the_page_of_checks_has_a_row_for_each_answer() {
    let few =
        answers(&[("name", "Sipho"), ("surname", "Dlamini"), ("mobile", "+27821234567"), ("hasVehicle", NO)]);
    let locked = answers(&[("name", "Sipho")]);
    let invitation = Invitation { prefilled: locked.clone(), locked, ..Invitation::default() };
    let disputed = Disputed::of_names("name");
    let render = |answers: &Answers| {
        let page = CheckPage {
            base: "/s/1",
            form: &Form::default(),
            journey: &Journey::new(Section::ALL.to_vec(), Progress::default()),
            answers,
            invitation: &invitation,
            disputed: &disputed,
            uncovered: false,
            revision: 7,
            token: "proof",
            own_number_as_next_of_kin: false,
            email_meant: None,
            pays: false,
            notice: None,
            unsent: None,
            boxes: &[],
        };
        Html::parse_document(&check(frame(), &page).expect("a page"))
    };
    let page = render(&few);
    assert_eq!(text(&page, ".rows bdi"), ["Sipho", "Dlamini", "+27 82 123 4567", "No vehicle"]);
    let sections = ["personal", "vehicle", "medical", "next-of-kin"];
    let hrefs = sections.map(|section| format!("/s/1/{section}?return=check"));
    assert_eq!(all(&page, ".head a", "href"), hrefs);
    let links =
        ["Change: About you", "Change: Your vehicle", "Add: Medical information", "Add: Your next of kin"];
    assert_eq!(text(&page, ".head a"), links);

    let page = render(&answers(&[("email", "thandi@mail.example")]));
    assert_eq!(text(&page, ".rows wbr").len(), 2, "an address is broken after its signs, and in no word");

    let mut more = answers(&[("allergies", "a\nb"), ("bloodtype", "unknown")]);
    more.extend(answers(&[("hasVehicle", YES), ("vehicleMake", "Toyota")]));
    let page = render(&more);
    assert_eq!(text(&page, ".rows bdi"), ["Toyota"], "what is about health is covered");
    let covered = text(&page, ".rows dd:not(:has(bdi))").into_iter().filter(|said| said == "Hidden");
    assert_eq!(covered.count(), 2);
    assert_eq!(all(&page, ".head a", "href")[2], "/s/1/medical/shown");
}

#[test]
fn pages_without_a_tenant_and_ends_are_drawn() {
    let catalog = frame().catalog;
    for status in STATUSES.into_iter().chain([418, 599]) {
        assert!(problem(catalog, status).expect("a page").contains("Need help?"));
    }
    let typed = typed(&[("name", "A"), ("token", "proof")]);
    let switch = Switch { languages: Vec::new(), action: "/s/1/language".to_owned(), token: String::new() };
    let frame = Frame { switch: Some(&switch), ..frame() };
    let lost =
        NoAccessPage { frame, moved: false, typed: Some((Section::Personal, &typed)), bring_back: None };
    let page = no_access(&lost).expect("a page");
    assert!(!page.contains("proof"));
    for ending in [Ending::Completed, Ending::Cancelled, Ending::Failed, Ending::Expired] {
        let over = OutcomePage {
            ending,
            return_url: Some("https://a.example/?b=c&d=%22"),
            refresh_url: None,
            reference: Some("<C-1>"),
            apps: None,
            clear: Some(Clear { base: "/s/1", token: "a token" }),
            late: None,
        };
        let page = outcome(frame, &over).expect("a page");
        assert_eq!(all(&Html::parse_document(&page), "main form", "action"), ["/s/1/clear"]);
        assert!(page.contains("Your reference: &#60;C-1&#62;"));
        assert_eq!(all(&Html::parse_document(&page), "main a", "href"), ["https://a.example/?b=c&d=%22"]);
        assert!(page.contains("O&#39;Brien &#38; 李 &#60;Co&#62;"));
    }
}
