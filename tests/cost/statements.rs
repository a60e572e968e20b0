//! How often each kind of request asks the database, on both engines: the table of docs/performance.md, held.
//!
//! A statement more in one kind of request fails this; so does one less, until the table says so.

use enrol::domain::language::Language;
use enrol::i18n::Catalog;
use enrol::worker::dispatch::Dispatcher;
use reqwest::Method;
use serde_json::json;

use super::ledger::Ledger;
use crate::harness::{Guest, Invited, Page, Receiver, Tenant, Texting, World, send, wrong_code};

const PERSONAL: [(&str, &str); 3] = [("name", "Thandi"), ("surname", "Mokoena"), ("mobile", "0821234567")];

/// Opens the page at `path`, fills it, presses Continue; the page or redirect that follows.
async fn save(guest: &Guest, path: &str, inputs: &[(&str, &str)], ledger: &mut Ledger<'_>) -> Page {
    let page = guest.get(path).await.expect(200);
    ledger.enter("a step's page: open");
    guest.submit(&page, inputs, "continue").await
}

async fn start(guest: &Guest, invited: &Invited, ledger: &mut Ledger<'_>) -> Page {
    let page = guest.get(&invited.link).await.expect(200);
    ledger.enter("the start page: open");
    guest.submit(&page, &[], "").await
}

/// From the link to the check page.
async fn answer(guest: &Guest, first: &str, ledger: &mut Ledger<'_>) -> Page {
    let wrong = save(guest, first, &[("name", "Thandi"), ("mobile", "12")], ledger).await.expect(422);
    ledger.enter("a step: save what is not right yet");
    let vehicle = guest.submit(&wrong, &PERSONAL, "continue").await.location();
    ledger.enter("a step: save");
    let again = save(guest, first, &[], ledger).await.location();
    ledger.enter("a step: save what is there already");
    assert_eq!(again, vehicle);
    let medical = save(guest, &vehicle, &[("hasVehicle", "no")], ledger).await.location();
    ledger.enter("a step: save");
    let inputs = [
        ("allergies", "Penicillin"),
        ("medicalConsent", &Catalog::of(Language::English).consent("Acme").version),
    ];
    let kin = save(guest, &medical, &inputs, ledger).await.location();
    ledger.enter("a step: save, with consent");
    let check = save(guest, &kin, &[], ledger).await.location();
    ledger.enter("a step: save");
    let check = guest.get(&check).await.expect(200);
    ledger.enter("the check page: open");
    check
}

async fn people(world: &World, tenant: &Tenant, ledger: &mut Ledger<'_>) {
    let guest = Guest::new(&world.base);
    let first = tenant.invite().await;
    ledger.skip();
    let step = start(&guest, &first, ledger).await.location();
    ledger.enter("Start: press");
    let check = answer(&guest, &step, ledger).await;
    guest.submit(&check, &[], "finish").await.location();
    ledger.enter("finish, with consent");
    guest.submit(&check, &[], "finish").await.location();
    ledger.enter("finish: a second click");
    guest.get(&first.link).await.expect(200);
    ledger.enter("the outcome page: open");

    let second = tenant.invite().await;
    ledger.skip();
    let step = start(&guest, &second, ledger).await.location();
    ledger.enter("Start: press, in a browser that has started another session");
    let page = guest.get(&step).await.expect(200);
    ledger.skip();
    guest.submit(&page, &[("name", "Tha"), ("order", "1")], "draft").await.expect(204);
    ledger.enter("a step: keep what is typed, by script");
    let later = guest.submit(&page, &PERSONAL[..1], "pause").await.expect(200);
    ledger.enter("a step: save and come back later");
    let code = later.texts(".code").concat();
    guest.get(&format!("/s/{}/pause", second.id)).await.expect(200);
    ledger.enter("the page on coming back later: open");
    elsewhere(world, &second, &code, ledger).await;
    let later = guest.get(&format!("/s/{}/pause", second.id)).await.expect(200);
    let code = guest.submit(&later, &[], "").await.expect(200).texts(".code").concat();
    let page = guest.get(&step).await.expect(200);
    bring_back(world, &page, &code, ledger).await;
    let cancel = guest.get(&format!("/s/{}/cancel", second.id)).await.expect(200);
    ledger.enter("the cancel page: open");
    guest.submit(&cancel, &[], "").await.location();
    ledger.enter("cancel");
    let done = guest.get(&format!("/s/{}/done", second.id)).await.expect(200);
    ledger.skip();
    guest.submit(&done, &[], "").await.location();
    ledger.enter("the outcome page: clear this device");
}

/// Another browser, which is let in by the code beside the first one. Wrong and locked are alike.
async fn elsewhere(world: &World, invited: &Invited, code: &str, ledger: &mut Ledger<'_>) {
    let other = Guest::new(&world.base);
    let page = other.get(&invited.link).await.expect(200);
    ledger.enter("the start page: open");
    let wrong = if code.starts_with('2') { "3333-3333" } else { "2222-2222" };
    other.submit(&page, &[("code", wrong)], "").await.expect(422);
    ledger.enter("the link in another browser: a wrong code");
    other.submit(&page, &[("code", code), ("share", "yes")], "").await.location();
    ledger.enter("the link in another browser: the right code");
    let other = Guest::new(&world.base);
    let page = other.get(&invited.link).await.expect(200);
    ledger.skip();
    for _ in 0..4 {
        other.submit(&page, &[("code", wrong)], "").await.expect(422);
        ledger.enter("the link in another browser: a wrong code");
    }
    for code in [wrong, code] {
        other.submit(&page, &[("code", code)], "").await.expect(422);
        ledger.enter("the link in another browser: a wrong code");
    }
}

/// A step that is sent from a browser without access, and what was typed there brought back by the code.
async fn bring_back(world: &World, page: &Page, code: &str, ledger: &mut Ledger<'_>) {
    let bereft = Guest::new(&world.base);
    ledger.skip();
    let lost = bereft.submit(page, &PERSONAL[1..2], "continue").await.expect(401);
    ledger.enter("a step: send without access");
    let wrong = if code.starts_with('2') { "3333-3333" } else { "2222-2222" };
    bereft.submit(&lost, &[("code", wrong)], "").await.expect(422);
    ledger.enter("a step without access: a wrong code");
    bereft.submit(&lost, &[("code", code), ("share", "yes")], "").await.location();
    ledger.enter("a step without access: the right code, with what was typed");
}

/// Somebody who pays.
async fn paying(world: &World, ledger: &mut Ledger<'_>) {
    let back = ["https://tenant.example/app".to_owned()];
    let tenant = world.tenant_with("Shop", &back, &["https://pay.example/".to_owned()]).await;
    let invited = tenant.invite_to_pay("https://pay.example/7", json!({})).await;
    let guest = Guest::new(&world.base);
    let check = guest.reach_check(&invited, "0851234567").await;
    ledger.skip();
    guest.submit(&check, &[], "finish").await.location();
    ledger.enter("finish, sent to pay");
    guest.get(&format!("/s/{}/payment", invited.id)).await.expect(200);
    ledger.enter("the page that waits for a payment: open");
    tenant.tell_payment(&invited, json!({ "status": "failed" })).await.expect(200);
    ledger.enter("API: tell that a payment failed");
    tenant.tell_payment(&invited, json!({ "status": "succeeded" })).await.expect(200);
    ledger.enter("API: tell that a payment succeeded");
}

/// The same where people may choose a language.
async fn languages(world: &World, ledger: &mut Ledger<'_>) {
    let tenant = world.tenant("Other").await;
    world.speak(&tenant, &[Language::English, Language::Afrikaans]).await;
    let (guest, invited) = (Guest::new(&world.base), tenant.invite().await);
    let page = guest.get(&invited.link).await.expect(200);
    ledger.skip();
    let page = guest.choose_language(&page, &[], Language::Afrikaans).await.location();
    ledger.enter("the start page: choose a language");
    let page = guest.get(&page).await.expect(200);
    let step = guest.submit(&page, &[], "").await.location();
    let page = guest.get(&step).await.expect(200);
    ledger.skip();
    guest.choose_language(&page, &[("name", "Thandi")], Language::English).await.location();
    ledger.enter("a step: choose a language, with what is typed");
}

async fn api(tenant: &Tenant, ledger: &mut Ledger<'_>) {
    let sessions = "/customer-signup/sessions";
    let asked = json!({ "returnUrl": "https://tenant.example/app/done" });
    ledger.skip();
    tenant.take_token().await;
    ledger.enter("API: take a token");
    let opened = tenant.post(sessions, &asked).await.expect(201);
    ledger.enter("API: open a session");
    let keyed = tenant.request(Method::POST, sessions).header("idempotency-key", "a key").json(&asked);
    send(keyed).await.expect(201);
    ledger.enter("API: open a session, with an idempotency key");
    let path = format!("{sessions}/{}", opened["sessionId"].as_str().expect("an id"));
    tenant.get(&path).await.expect(200);
    ledger.enter("API: read a session");
    tenant.post(&format!("{path}/cancel"), &json!({})).await.expect(200);
    ledger.enter("API: cancel a session");
    tenant.get(sessions).await.expect(200);
    ledger.enter("API: list sessions");
    let profile = json!({ "customer": { "name": "Sipho", "surname": "Dlamini", "mobile": "0831234567" } });
    let made = tenant.post("/customers", &profile).await.expect(201);
    ledger.enter("API: make a customer");
    let path = format!("/customers/{}", made["customer"]["id"]);
    tenant.get(&path).await.expect(200);
    ledger.enter("API: read a customer");
    tenant.put(&path, &json!({ "customer": { "name": "Thabo" } })).await.expect(200);
    ledger.enter("API: change a customer");
    tenant.get("/customers").await.expect(200);
    ledger.enter("API: list customers");
    tenant.get(&format!("{path}/subscriptions")).await.expect(200);
    ledger.enter("API: list the subscriptions of a customer");
}

/// The same where the tenant is told of everything, and gives a subscription.
async fn told(world: &World, tenant: &Tenant, ledger: &mut Ledger<'_>) {
    let receiver = Receiver::start().await;
    let dispatcher = Dispatcher::new(world.app.clone()).expect("a courier");
    let asking = async |events: &[&str]| {
        tenant.post("/notifiers", &json!({ "url": receiver.url, "events": events })).await.expect(201)
    };
    asking(&["SIGNUP_STARTED", "SIGNUP_STEP_SAVED"]).await;
    let types = tenant.get("/subscriptions/subscriptionTypes").await.expect(200);
    let wanted = json!({ "subscription": { "subscriptionTypeId": types[0]["id"] } });
    let invited = tenant.invite_with(wanted).await;
    let guest = Guest::new(&world.base);
    ledger.skip();
    let step = start(&guest, &invited, ledger).await.location();
    ledger.enter("Start: press, told to a webhook");
    assert_eq!(dispatcher.round().await.expect("a round"), 1);
    ledger.enter("webhook: carry one delivery");
    assert_eq!(dispatcher.round().await.expect("a round"), 0);
    ledger.enter("webhook: nothing to carry");
    let page = guest.get(&step).await.expect(200);
    ledger.skip();
    let inputs = [&PERSONAL[..2], &[("mobile", "0841234567")]].concat();
    let mut path = guest.submit(&page, &inputs, "continue").await.location();
    ledger.enter("a step: save, told to a webhook");
    assert_eq!(dispatcher.round().await.expect("a round"), 1);
    asking(&["SIGNUP_COMPLETED", "CREATED_CUSTOMER", "SUBSCRIPTION_CREATED"]).await;
    for inputs in [&[("hasVehicle", "no")][..], &[], &[]] {
        path = guest.answer(&path, inputs).await;
    }
    let check = guest.get(&path).await.expect(200);
    ledger.skip();
    guest.submit(&check, &[], "finish").await.location();
    ledger.enter("finish, with a subscription, told to a webhook three times");
    assert_eq!(dispatcher.round().await.expect("a round"), 3);
    ledger.skip();
    tenant.get("/events").await.expect(200);
    ledger.enter("the feed of events: read, with new events and saved steps");
    tenant.get("/events").await.expect(200);
    ledger.enter("the feed of events: read on from the end");
}

/// A person who proves the mobile.
async fn codes(texting: &Texting, ledger: &mut Ledger<'_>) {
    let (guest, invited) = (Guest::new(&texting.world.base), texting.invite().await);
    let personal = guest.start(&invited).await;
    let page = guest.get(&personal).await.expect(200);
    let inputs = [&PERSONAL[..2], &[("mobile", "0851234567")]].concat();
    ledger.skip();
    let verify = guest.submit(&page, &inputs, "continue").await.location();
    ledger.enter("a step: save, and send a code to the number on it");
    let page = guest.get(&verify).await.expect(200);
    ledger.enter("the page that asks for the code: open");
    let code = texting.code().await;
    ledger.skip();
    guest.submit(&page, &[("code", wrong_code(&code))], "check").await.expect(422);
    ledger.enter("a code: enter a wrong one");
    guest.submit(&page, &[], "send").await.expect(422);
    ledger.enter("a code: ask for another one too soon");
    texting.world.pass(30);
    guest.submit(&page, &[], "send").await.location();
    ledger.enter("a code: have another one sent");
    let code = texting.code().await;
    ledger.skip();
    let mut path = guest.submit(&page, &[("code", &code)], "check").await.location();
    ledger.enter("a code: enter the right one");
    for inputs in [&[("hasVehicle", "no")][..], &[], &[]] {
        path = guest.answer(&path, inputs).await;
    }
    let check = guest.get(&path).await.expect(200);
    ledger.skip();
    guest.submit(&check, &[], "finish").await.location();
    ledger.enter("finish, with a number that was proved");
}

both! {
    async fn each_kind_of_request_asks_the_database_as_often_as_the_table_says(world) {
        let texting = Texting::on(&world).await;
        let (world, tenant) = (&texting.world, &texting.tenant);
        let mut ledger = Ledger::of(world);
        people(world, tenant, &mut ledger).await;
        api(tenant, &mut ledger).await;
        codes(&texting, &mut ledger).await;
        told(world, tenant, &mut ledger).await;
        languages(world, &mut ledger).await;
        paying(world, &mut ledger).await;
        ledger.check();
    }
}
