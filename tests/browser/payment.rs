//! Paying as a person does it: there and back, refused, closed in the middle, never told, on another device.

use serde_json::json;

use super::look::Look;
use super::{ENOUGH, reach_check};
use crate::harness::{Checkout, Engine, Guest, Invited, Landing, Person, Tenant, World};

const WAITS: &str = "Your payment is not confirmed yet";
const REFUSED: &str = "Your payment did not go through";
const DONE: &str = "You are signed up";
const WEEKS: i64 = 15 * 24 * 3600;

/// A tenant with a page that takes money and one to come back to.
struct Shop {
    world: World,
    tenant: Tenant,
    checkout: Checkout,
    landing: Landing,
}

impl Shop {
    async fn open() -> Self {
        let (world, landing) = (World::on(Engine::Sqlite).await, Landing::new().await);
        let (checkout, tenant) = Checkout::open(&world, &[landing.url("/back")]).await;
        Self { world, tenant, checkout, landing }
    }

    async fn invite(&self) -> Invited {
        let back = json!({ "returnUrl": self.landing.url("/back") });
        self.tenant.invite_to_pay(&self.checkout.url(), back).await
    }

    /// Has somebody answer all and press the last button, which leads to the page that takes money.
    async fn lead_to_pay(&self, person: &Person) -> Invited {
        let invited = self.invite().await;
        reach_check(person, &invited).await;
        person.press("Go on to payment").await;
        assert_eq!(person.heading().await, "Pay Acme");
        invited
    }

    async fn status(&self, invited: &Invited) -> String {
        self.tenant.session(&invited.id).await["status"].as_str().expect("a status").to_owned()
    }
}

/// Waits until the page has this heading, without doing anything.
pub(super) async fn turns_into(person: &Person, heading: &str) {
    person.until(&format!("return document.querySelector('h1')?.innerText === {}", json!(heading))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn paid_and_back_with_the_outcome() {
    let shop = Shop::open().await;
    let person = Person::new().await;
    let mut look = Look::new(&person);
    let invited = shop.invite().await;
    person.open(&invited.link).await;
    look.at("start-pays", "Sign up with Acme Armed Response").await;
    reach_check(&person, &invited).await;
    look.at("check-pays", "Check your answers").await;
    person.press_twice("Go on to payment").await;
    turns_into(&person, "Pay Acme").await;
    person.press("Pay").await;
    turns_into(&person, DONE).await;
    look.at("paid", DONE).await;
    // The policy let the form lead there, and nothing was blocked.
    assert_eq!(person.complaints().await, Vec::<String>::new());
    let came = shop.checkout.came().pop().expect("a visit");
    let back = format!("{}/s/{}/payment", shop.world.base, invited.id);
    assert_eq!(
        came,
        [
            ("cart".to_owned(), "7".to_owned()),
            ("signupSessionId".to_owned(), invited.id.clone()),
            ("paymentReturnUrl".to_owned(), back),
        ]
    );
    person.press("Return to Acme Armed Response").await;
    assert_eq!(person.heading().await, "Welcome back");
    let returned = shop.landing.returned();
    assert!(returned.contains(&("status".to_owned(), "completed".to_owned())), "{returned:?}");
    let session = shop.tenant.session(&invited.id).await;
    assert_eq!(
        (&session["status"], &session["payment"]["reference"]),
        (&json!("completed"), &json!("PAY-1"))
    );
    // Back shows nothing of what was typed.
    for _ in 0..4 {
        person.driver.execute("history.back()", Vec::new()).await.expect("a step back");
        let text: String = person.run("return document.body.innerText").await;
        assert!(!text.contains("Mokoena"), "{text}");
    }
    look.finds_nothing();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn refused_and_tried_again() {
    let shop = Shop::open().await;
    let person = Person::new().await;
    let mut look = Look::new(&person);
    let invited = shop.lead_to_pay(&person).await;
    person.press("Refuse").await;
    look.at("payment-refused", REFUSED).await;
    assert_eq!(person.focused().await, REFUSED, "a reader begins with what went wrong");
    assert_eq!(shop.status(&invited).await, "in_progress");
    person.press("Try to pay again").await;
    person.press("Refuse").await;
    assert_eq!(person.heading().await, REFUSED);
    person.press("Try to pay again").await;
    person.press("Pay").await;
    turns_into(&person, DONE).await;
    assert_eq!((shop.checkout.taken(), shop.status(&invited).await.as_str()), (1, "completed"));
    look.finds_nothing();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_waits_for_the_word_and_turns_into_the_outcome_by_itself() {
    let shop = Shop::open().await;
    let person = Person::new().await;
    let mut look = Look::new(&person);
    let invited = shop.lead_to_pay(&person).await;
    person.press("Pay and tell nobody").await;
    look.at("payment-paid", WAITS).await;
    assert_eq!(person.count("main a.button").await, 0, "whoever has paid is not asked to pay");
    assert_eq!(shop.status(&invited).await, "in_progress", "what the browser says finishes nothing");
    person.run::<()>("window.same = true").await;
    shop.tenant.tell_payment(&invited, json!({ "status": "failed" })).await.expect(200);
    turns_into(&person, REFUSED).await;
    // It was told wrongly; told right, the page turns once more.
    shop.tenant.tell_payment(&invited, json!({ "status": "succeeded" })).await.expect(200);
    turns_into(&person, DONE).await;
    look.finds_nothing();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_script_the_page_looks_by_itself() {
    let shop = Shop::open().await;
    let person = Person::without_script().await;
    let invited = shop.invite().await;
    person.start(&invited).await;
    for inputs in ENOUGH {
        person.fill(inputs).await;
        person.press("Continue").await;
    }
    person.press("Go on to payment").await;
    person.press("Pay and tell nobody").await;
    assert_eq!(person.heading().await, WAITS);
    // The browser itself loads the page again.
    let page = person.find("html").await;
    person.left(page).await;
    assert_eq!(person.heading().await, WAITS);
    shop.tenant.tell_payment(&invited, json!({ "status": "failed" })).await.expect(200);
    loop {
        let page = person.find("html").await;
        if person.heading().await == REFUSED {
            break;
        }
        person.left(page).await;
    }
    person.press("Try to pay again").await;
    person.press("Pay").await;
    assert_eq!(person.heading().await, DONE);
    person.press("Return to Acme Armed Response").await;
    assert_eq!(person.heading().await, "Welcome back");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn closed_in_the_middle_it_goes_on_by_the_link() {
    let shop = Shop::open().await;
    let person = Person::new().await;
    let mut look = Look::new(&person);
    let invited = shop.lead_to_pay(&person).await;
    // The tab is closed; later the link is opened again.
    let before = person.driver.window().await.expect("a tab");
    let tab = person.driver.new_tab().await.expect("a tab");
    person.driver.switch_to_window(before).await.expect("the tab");
    person.driver.close_window().await.expect("a closed tab");
    person.driver.switch_to_window(tab).await.expect("the tab");
    person.open(&invited.link).await;
    look.at("payment-awaited", WAITS).await;
    person.press("Go to the payment page").await;
    person.press("Pay").await;
    turns_into(&person, DONE).await;

    // The other way round: paid, closed, and told when nobody looks.
    let other = shop.invite().await;
    let guest = Guest::new(&shop.world.base);
    let check = guest.reach_check(&other, "0827654321").await;
    guest.submit(&check, &[], "finish").await.location();
    shop.tenant.tell_payment(&other, json!({ "status": "succeeded" })).await.expect(200);
    assert_eq!(guest.visit(&other.link).await.expect(200).heading(), DONE);
    look.finds_nothing();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn going_back_from_the_payment_changes_nothing() {
    let shop = Shop::open().await;
    let person = Person::new().await;
    let invited = shop.lead_to_pay(&person).await;
    person.back().await;
    assert_eq!((person.page().await.as_str(), person.heading().await.as_str()), ("payment", WAITS));
    person.open(&format!("{}/s/{}/personal", shop.world.base, invited.id)).await;
    assert_eq!(person.page().await, "payment", "the answers stay as they were reviewed");
    // Paid twice, in two windows: the second payment is told apart, and one person is signed up.
    person.press("Go to the payment page").await;
    let first = person.driver.window().await.expect("a tab");
    let second = person.driver.new_tab().await.expect("a tab");
    person.driver.switch_to_window(second).await.expect("the tab");
    person.open(&invited.link).await;
    person.press("Go to the payment page").await;
    person.press("Pay").await;
    turns_into(&person, DONE).await;
    person.driver.switch_to_window(first).await.expect("the tab");
    person.press("Pay").await;
    turns_into(&person, DONE).await;
    assert_eq!((shop.checkout.taken(), shop.tenant.count_customers().await), (2, 1));
    assert_eq!(shop.tenant.session(&invited.id).await["payment"]["reference"], "PAY-1");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cancelled_and_out_of_time() {
    let shop = Shop::open().await;
    let person = Person::new().await;
    let mut look = Look::new(&person);
    let invited = shop.lead_to_pay(&person).await;
    person.open(&invited.link).await;
    person.press("Cancel this signup").await;
    look.at("cancel-paid", "Do you want to cancel this signup?").await;
    person.press("No, carry on with this signup").await;
    assert_eq!(person.heading().await, WAITS);
    person.press("Cancel this signup").await;
    person.press("Yes, cancel this signup").await;
    assert_eq!(person.heading().await, "Welcome back");
    shop.tenant.tell_payment(&invited, json!({ "status": "succeeded" })).await.problem(409, "session_ended");

    let invited = shop.lead_to_pay(&person).await;
    person.press("Pay and tell nobody").await;
    assert_eq!(person.heading().await, WAITS);
    shop.world.pass(WEEKS);
    turns_into(&person, "This signup could not be completed").await;
    look.at("unpaid", "This signup could not be completed").await;
    let tenant = shop.tenant.renewed().await;
    tenant.tell_payment(&invited, json!({ "status": "succeeded" })).await.problem(409, "session_ended");
    assert_eq!(tenant.session(&invited.id).await["errorCode"], "payment_failed");
    assert_eq!(tenant.count_customers().await, 0);
    look.finds_nothing();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_device_waits_too_and_pays_there() {
    let shop = Shop::open().await;
    let [first, second] = Person::two().await;
    let invited = shop.lead_to_pay(&first).await;
    first.open(&format!("{}/s/{}/pause", shop.world.base, invited.id)).await;
    first.press("Show a new code").await;
    let code = first.text(".code").await;
    second.open(&invited.link).await;
    assert!(second.text("main").await.contains("so you cannot start again now"));
    second.fill(&[("code", &code)]).await;
    second.press("Carry on here").await;
    assert_eq!(second.heading().await, WAITS);
    second.press("Go to the payment page").await;
    second.press("Pay").await;
    turns_into(&second, DONE).await;
}
