//! `enrol demo --flows`: one command walks all of it.

use serde_json::Value;

use super::ENOUGH;
use super::look::Look;
use crate::harness::{Person, Program, free_address};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_walks_every_flow() {
    let program = Program::bare().set("ENROL_LISTEN", &free_address());
    let mut demo = program.start(&["demo", "--flows"]);
    let said = demo.tells(|text| text.contains("Stop with Ctrl-C").then(|| text.to_owned())).await;
    assert!(said.contains("Has it send codes (printed here), take a payment"), "{said}");
    let home =
        said.split_once("the demo tenant at ").expect("an address").1.lines().next().unwrap_or_default();

    let person = Person::new().await;
    let mut look = Look::new(&person);
    person.open(home).await;
    person.press("Invite somebody").await;
    assert!(person.text("main").await.contains("At the end you pay Demo Armed Response"));
    person.press("Start").await;
    person.autofill(ENOUGH[0]).await;
    person.press("Continue").await;
    // The text message is printed on the terminal.
    assert_eq!(person.heading().await, "Confirm your mobile number");
    let digits = |text: &str| Some(text.split_once("\n@")?.1.split_once(" #")?.1.get(..6)?.to_owned());
    let code = demo.tells(digits).await;
    person.fill(&[("code", &code)]).await;
    person.press("Continue").await;
    for inputs in &ENOUGH[1..3] {
        person.autofill(inputs).await;
        person.press("Continue").await;
    }
    person.press("Go on to payment").await;
    look.at("demo-pay", "Pay Demo Armed Response").await;
    person.press("Let the payment fail").await;
    assert_eq!(person.heading().await, "Your payment did not go through");
    person.press("Try to pay again").await;
    person.press("Pay").await;
    person.until("return document.querySelector('h1')?.innerText === 'You are signed up'").await;
    for app in ["Get it for iPhone", "Get it for Android"] {
        assert!(person.button(app).await.is_displayed().await.expect("a link"), "{app}");
    }
    person.press("Back to Demo").await;
    assert_eq!(person.heading().await, "Demo Armed Response");
    let session: Value = serde_json::from_str(&person.text("pre").await).expect("a session");
    assert_eq!(
        (&session["status"], &session["payment"]["status"]),
        (&"completed".into(), &"succeeded".into())
    );
    // The events come as they come: the page is looked at again until they are there.
    for event in ["SIGNUP_STARTED", "SIGNUP_COMPLETED", "CREATED_CUSTOMER", "SUBSCRIPTION_CREATED"] {
        while !person.text("main").await.contains(event) {
            person.press("Look again").await;
        }
    }
    look.at("demo-events", "Demo Armed Response").await;
    assert_eq!(person.complaints().await, Vec::<String>::new());
    look.finds_nothing();
    assert_eq!(demo.stop().await, Some(0));
}
