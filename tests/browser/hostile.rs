//! Text that would like to be code, in every field and on every page: it stays text.

use serde_json::json;

use super::{ENOUGH, Office};
use crate::harness::{Engine, Landing, Person, World};

/// Two of them together fit into any field of text.
const HOSTILE: [&str; 20] = [
    "<script>window.pwned=1</script>",
    "</title><img src=x onerror=window.pwned=1>",
    "</script><script>window.pwned=1</script>",
    "<iframe srcdoc=\"<script>parent.pwned=1</script>\">",
    "\"><script>window.pwned=1</script>",
    "</textarea><script>window.pwned=1</script>",
    "'><img src=x onerror=window.pwned=1>",
    "<a href=\"javascript:window.pwned=1\">click</a>",
    "<img src=x onerror=\"alert(1)\">",
    "<style>*{background:url(//x.example)}</style>",
    "<svg onload=alert(1)>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<svg><script>alert&#40;1&#41;</script>",
    "<!--><script>window.pwned=1</script-->",
    "\" autofocus onfocus=\"window.pwned=1",
    "{{constructor.constructor('window.pwned=1')()}}${window.pwned=1}",
    "' autofocus onfocus='window.pwned=1",
    "&lt;script&gt;window.pwned=1&lt;/script&gt; &#x3c;b&#x3e;",
    "javascript:window.pwned=1",
    "<base href=//x.example/><meta http-equiv=refresh content=0;url=//x>",
];

const TEXTS: [(&str, &[&str]); 4] = [
    (
        "personal",
        &["name", "surname", "mobile", "email", "dateOfBirth-day", "dateOfBirth-month", "gender-own"],
    ),
    ("vehicle", &["vehicleMake", "vehicleModel", "vehicleColour", "vehicleLicensePlate"]),
    (
        "medical",
        &[
            "medicalConditions",
            "medications",
            "allergies",
            "medicalOther",
            "medicalAidScheme",
            "medicalAidNumber",
            "medicalAidPlan",
            "familyDoctorName",
            "familyDoctorPhoneNumber",
        ],
    ),
    ("next-of-kin", &["nextOfKinName", "nextOfKinNumber"]),
];

/// What is no free text, put right so that the step is taken.
const RIGHT: &[(&str, &str)] = &[
    ("mobile", "0821234567"),
    ("email", ""),
    ("dateOfBirth-day", ""),
    ("dateOfBirth-month", ""),
    ("gender-own", "fine"),
    ("vehicleLicensePlate", ""),
    ("familyDoctorPhoneNumber", ""),
    ("nextOfKinNumber", "0837654321"),
];

/// Choices that let the texts be read.
const CHOICES: &[(&str, &str)] =
    &[("gender", "own"), ("hasVehicle", "yes"), ("hasMedicalAid", "yes"), ("medicalConsent", "on")];

/// Whether anything of the text has become part of the page.
const BROKEN: &str = "return window.pwned === 1 || document.querySelector(`script:not([src]), style, iframe, svg,
  math, img, base, body a[href^='javascript'], [onerror], [onload], [onfocus], [autofocus], [srcdoc]`) !== null";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn typed_code_stays_text() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let person = Person::new().await;
    let invited = office.invite().await;
    let base = person.start(&invited).await;
    for inputs in ENOUGH {
        person.autofill(inputs).await;
        person.press("Continue").await;
    }
    // Backwards, for a refused step closes those behind it.
    let all = HOSTILE.join(" ");
    for (page, names) in TEXTS.iter().rev() {
        fill(&person, &format!("{base}/{page}"), names, &all, &[]).await;
        assert_eq!(person.value(names[0]).await, all, "shown as it was typed");
        is_harmless(&person, &all).await;
    }
    for hostile in pairs() {
        for (page, names) in TEXTS {
            fill(&person, &format!("{base}/{page}"), names, &hostile, RIGHT).await;
            is_harmless(&person, &hostile).await;
        }
        person.open(&format!("{base}/check")).await;
        assert!(person.text("main").await.contains(&hostile), "{hostile}");
    }
    person.press("Finish signing up").await;
    assert_eq!(person.heading().await, "Welcome back", "the policy lets the last redirect pass");
    assert_eq!(person.complaints().await, Vec::<String>::new());
    let customer = &office.tenant.session(&invited.id).await["customerId"];
    assert_eq!(office.tenant.customer(customer).await["name"], pairs()[9]);
}

/// Types the same into every field of text, then what must be right, and continues.
async fn fill(person: &Person, url: &str, names: &[&str], text: &str, right: &[(&str, &str)]) {
    person.open(url).await;
    let inputs: Vec<_> = names.iter().map(|name| (*name, text)).collect();
    person.autofill(&[CHOICES, &inputs, right].concat()).await;
    person.press("Continue").await;
}

fn pairs() -> Vec<String> {
    HOSTILE.chunks(2).map(|pair| pair.join(" ")).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tenants_code_stays_text() {
    let world = World::on(Engine::Sqlite).await;
    let person = Person::new().await;
    for hostile in [HOSTILE[1], HOSTILE[6], HOSTILE[14], HOSTILE[15]] {
        let landing = Landing::new().await;
        let tenant = world.tenant_at(hostile, &[landing.url("/back")]).await;
        let known = json!({
            "returnUrl": landing.url("/back"),
            "customer": { "name": hostile, "surname": hostile, "mobile": "0821234567", "vehicleMake": hostile },
            "locked": ["surname"],
            "state": hostile,
        });
        let invited = tenant.invite_with(known).await;
        person.open(&invited.link).await;
        is_harmless(&person, hostile).await;
        person.press("Start").await;
        for _ in ENOUGH {
            is_harmless(&person, hostile).await;
            person.press("Continue").await;
        }
        is_harmless(&person, hostile).await;
        person.press("Finish signing up").await;
        let state = landing.returned().into_iter().find(|(name, _)| name == "state");
        assert_eq!(state.expect("the state").1, hostile);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_policy_forbids_is_noticed() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let person = Person::new().await;
    person.start(&office.invite().await).await;
    assert_eq!(person.complaints().await, Vec::<String>::new());
    person
        .run::<()>(
            "document.head.append(document.createElement('style')); \
        document.querySelector('style').append('p { color: red }')",
        )
        .await;
    assert!(person.complaints().await.concat().contains("Content Security Policy"));
    assert!(person.run::<bool>(BROKEN).await);
}

async fn is_harmless(person: &Person, hostile: &str) {
    assert!(!person.run::<bool>(BROKEN).await, "{hostile} on {}", person.url().await);
    assert_eq!(person.complaints().await, Vec::<String>::new(), "{hostile}");
}
