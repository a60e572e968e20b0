//! Proving the mobile in a browser: the code, and all that can go wrong with it.

use serde_json::json;

use super::resume_code;
use crate::harness::{Answer, Engine, Invited, Person, Texting, World, wrong_code};

const TITLE: &str = "Confirm your mobile number";
const MOBILE: &str = "082 123 4567";

async fn texting() -> Texting {
    Texting::on(&World::on(Engine::Sqlite).await).await
}

/// Answers the personal step with this number; returns where the session's pages are.
async fn ask(person: &Person, invited: &Invited, mobile: &str) -> String {
    let base = person.start(invited).await;
    person.fill(&[("name", "Thandi"), ("surname", "Mokoena"), ("mobile", mobile)]).await;
    person.press("Continue").await;
    assert_eq!((person.page().await.as_str(), person.heading().await.as_str()), ("verify", TITLE));
    base
}

async fn enter(person: &Person, code: &str) {
    person.fill(&[("code", code)]).await;
    person.press("Continue").await;
}

/// What stands first, is read out, and has the focus.
async fn told(person: &Person) -> String {
    let (class, title): (String, String) =
        person.run("return [document.activeElement.className, document.title]").await;
    let begins = if class == "summary" { "Error: " } else { "Important: " };
    assert!(["summary", "notice"].contains(&class.as_str()), "the focus is on {class:?}");
    assert!(title.starts_with(begins), "{title}");
    person.text("[role=alert]").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_code_is_entered_and_leads_on() {
    let texting = texting().await;
    for person in [Person::new().await, Person::without_script().await] {
        let base = ask(&person, &texting.invite().await, MOBILE).await;
        assert!(person.text("main").await.contains("+27 82 123 4567"));
        for later in ["vehicle", "check"] {
            person.open(&format!("{base}/{later}")).await;
            assert_eq!(person.page().await, "verify", "{later}");
        }
        let code = texting.code().await;
        enter(&person, &format!("{} {}", &code[..3], &code[3..])).await;
        assert_eq!(person.page().await, "vehicle");
        assert_eq!(person.complaints().await, Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_whole_message_can_be_pasted() {
    let texting = texting().await;
    let person = Person::new().await;
    ask(&person, &texting.invite().await, MOBILE).await;
    let came = texting.carry().await;
    let text = came[0].json["text"].as_str().expect("a text");
    let (complete, mode): (String, String) = person
        .run("const input = document.querySelector('#code'); return [input.autocomplete, input.inputMode]")
        .await;
    assert_eq!((complete.as_str(), mode.as_str()), ("one-time-code", "numeric"));
    person.autofill(&[("code", text)]).await;
    person.press("Continue").await;
    assert_eq!(person.page().await, "vehicle");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_code_is_told_and_stays() {
    let texting = texting().await;
    let person = Person::new().await;
    ask(&person, &texting.invite().await, MOBILE).await;
    let code = texting.code().await;
    enter(&person, wrong_code(&code)).await;
    assert!(told(&person).await.contains("You have 4 tries left"));
    assert_eq!(person.value("code").await, wrong_code(&code));
    person.find(".summary a").await.click().await.expect("a click");
    assert_eq!(person.focused().await, "code");
    enter(&person, &code).await;
    assert_eq!(person.page().await, "vehicle");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_late_code_leads_to_a_new_one() {
    let texting = texting().await;
    let person = Person::new().await;
    ask(&person, &texting.invite().await, MOBILE).await;
    let code = texting.code().await;
    texting.world.pass(600);
    enter(&person, &code).await;
    assert!(told(&person).await.contains("The code is too old"));
    person.press("Send a new code").await;
    enter(&person, &texting.code().await).await;
    assert_eq!(person.page().await, "vehicle");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn too_many_wrong_codes_end_it_until_there_is_a_new_one() {
    let texting = texting().await;
    let person = Person::without_script().await;
    ask(&person, &texting.invite().await, MOBILE).await;
    let code = texting.code().await;
    for _ in 0..5 {
        enter(&person, wrong_code(&code)).await;
    }
    assert!(person.text("[role=alert]").await.contains("The code cannot be used any more"));
    assert_eq!(person.count("#code").await, 0);
    texting.world.pass(30);
    person.press("Send a new code").await;
    enter(&person, &texting.code().await).await;
    assert_eq!(person.page().await, "vehicle");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn too_many_codes_are_told_before_another_one_is_asked_for() {
    let texting = texting().await;
    let person = Person::new().await;
    ask(&person, &texting.invite().await, MOBILE).await;
    person.press("Send a new code").await;
    assert!(told(&person).await.contains("A code was sent just now. Wait "));
    for left in ["You can have 1 more code sent.", "No more codes can be sent in this signup."] {
        texting.world.pass(30);
        person.press("Send a new code").await;
        assert!(person.text("main").await.contains(left), "{left}");
    }
    assert_eq!(person.count("button[value=send]").await, 0);
    enter(&person, &texting.code().await).await;
    assert_eq!(person.page().await, "vehicle");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_gateway_that_is_away_is_told_and_loses_nothing() {
    let texting = texting().await;
    texting.gateway.answer(Answer::status(502));
    let person = Person::new().await;
    ask(&person, &texting.invite().await, MOBILE).await;
    texting.carry().await;
    person.driver.refresh().await.expect("the page again");
    assert!(
        person.text("main").await.contains("We could not send the code yet. We keep trying by ourselves.")
    );
    texting.gateway.answer(Answer::status(200));
    texting.world.pass(10);
    enter(&person, &texting.code().await).await;
    assert_eq!(person.page().await, "vehicle");
    person.press("Back").await;
    assert_eq!(person.value("mobile").await, "+27 82 123 4567");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_number_is_proved_anew() {
    let texting = texting().await;
    let person = Person::new().await;
    ask(&person, &texting.invite().await, MOBILE).await;
    texting.code().await;
    person.press("Change the number").await;
    assert_eq!(
        (person.page().await.as_str(), person.value("surname").await.as_str()),
        ("personal", "Mokoena")
    );
    person.fill(&[("mobile", "083 123 4567")]).await;
    person.press("Continue").await;
    assert!(person.text("main").await.contains("+27 83 123 4567"));
    // Another number has to wait as long as another code.
    person.press("Send the code").await;
    assert!(told(&person).await.contains("A code was sent just now."));
    texting.world.pass(30);
    person.press("Send the code").await;
    enter(&person, &texting.code().await).await;
    assert_eq!(person.page().await, "vehicle");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_registered_number_looks_like_any_other() {
    let texting = texting().await;
    let body = json!({ "customer": { "name": "A", "surname": "B", "mobile": MOBILE } });
    texting.tenant.post("/customers", &body).await.expect(201);
    let person = Person::new().await;
    let mut seen = Vec::new();
    for mobile in [MOBILE, "082 123 4568"] {
        ask(&person, &texting.invite().await, mobile).await;
        let page = person.text("body").await.replace(|c: char| c.is_ascii_digit(), "0");
        enter(&person, &texting.code().await).await;
        seen.push((page, person.page().await));
    }
    assert_eq!(seen[0], seen[1]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_tabs_do_not_mix_numbers() {
    let texting = texting().await;
    let person = Person::new().await;
    let base = ask(&person, &texting.invite().await, MOBILE).await;
    let old = texting.code().await;
    let first = person.driver.window().await.expect("a tab");
    let second = person.driver.new_tab().await.expect("a tab");
    person.driver.switch_to_window(second).await.expect("the tab");
    texting.world.pass(30);
    person.open(&format!("{base}/personal")).await;
    person.fill(&[("mobile", "083 123 4567")]).await;
    person.press("Continue").await;
    let new = texting.code().await;
    person.driver.switch_to_window(first).await.expect("the tab");
    enter(&person, &old).await;
    assert!(told(&person).await.contains("The number was changed in another tab or window."));
    assert!(person.text("main").await.contains("+27 83 123 4567"));
    enter(&person, &new).await;
    assert_eq!(person.page().await, "vehicle");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn back_leads_to_the_number_and_never_to_a_spent_code() {
    let texting = texting().await;
    let person = Person::new().await;
    ask(&person, &texting.invite().await, MOBILE).await;
    let code = texting.code().await;
    person.press("Back").await;
    assert_eq!((person.page().await.as_str(), person.value("name").await.as_str()), ("personal", "Thandi"));
    person.press("Continue").await;
    assert_eq!(person.page().await, "verify");
    assert!(texting.carry().await.is_empty(), "the code that is out will do");
    enter(&person, &code).await;
    person.back().await;
    person.until("return location.pathname.endsWith('/vehicle')").await;
    person.press("Back").await;
    assert_eq!(person.page().await, "personal");
    person.press("Continue").await;
    assert_eq!(person.page().await, "vehicle", "it stays proved");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_device_carries_on_with_the_resume_code() {
    let texting = texting().await;
    let [phone, laptop] = Person::two().await;
    let invited = texting.invite().await;
    let base = ask(&phone, &invited, MOBILE).await;
    let code = texting.code().await;
    phone.press("Save and come back later").await;
    phone.press("Show a new code").await;
    let resume = phone.text(".code").await;
    laptop.open(&format!("{base}/verify")).await;
    assert!(!laptop.source().await.contains("123 4567"));
    laptop.open(&invited.link).await;
    laptop.fill(&[("code", &resume)]).await;
    laptop.press("Carry on here").await;
    assert_eq!((laptop.page().await.as_str(), laptop.heading().await.as_str()), ("verify", TITLE));
    enter(&laptop, &code).await;
    assert_eq!(laptop.page().await, "vehicle");
    resume_code(&laptop).await;
}
