//! What a page's script sends while a person types: kept as it is, checked by nobody, counted as no answer.

use enrol::actions::access;
use enrol::domain::moment::Moment;
use serde_json::json;

use crate::harness::{Guest, Page, Tenant, World};

const MOBILE: &str = "0821234567";
const TYPED: [(&str, &str); 4] =
    [("name", "Zo\u{eb} <b>"), ("surname", ""), ("mobile", "12"), ("dateOfBirth-day", "99")];

/// Sends these inputs of a page as its script does; `order` grows with each.
async fn keep(guest: &Guest, page: &Page, inputs: &[(&str, &str)], order: i64) -> Page {
    let order = order.to_string();
    let kept = guest.submit(page, &[inputs, &[("order", &order)]].concat(), "draft").await;
    assert!(kept.status != 204 || kept.html.is_empty());
    kept
}

async fn tenant_and_guest(world: &World) -> (Tenant, Guest) {
    (world.tenant("Acme").await, Guest::new(&world.base))
}

both! {
    async fn right_and_wrong_text_is_kept_and_nothing_counts_as_answered(world) {
        let (tenant, guest) = tenant_and_guest(&world).await;
        let invited = tenant.invite().await;
        let page = guest.reach(&invited, "personal", MOBILE).await;
        let before = tenant.session(&invited.id).await["progress"].clone();
        keep(&guest, &page, &TYPED, 1).await.expect(204);
        assert_eq!(tenant.session(&invited.id).await["progress"], before);
        let again = guest.get(&page.url).await.expect(200);
        for (name, value) in TYPED {
            assert_eq!(again.value(name).as_deref(), Some(value), "{name}");
        }
        assert!(again.errors().is_empty(), "nothing was sent that could be wrong");
        assert_eq!(guest.get(&invited.link).await.location(), page.url.replace(&world.base, ""));
        // Right text is no answer either before it is sent.
        let right = [("name", "Thandi"), ("surname", "Mokoena"), ("mobile", MOBILE)];
        keep(&guest, &again, &right, 1).await.expect(204);
        assert_eq!(tenant.session(&invited.id).await["progress"], before);
        let typed = guest.get(&page.url).await.expect(200);
        guest.submit(&typed, &[("dateOfBirth-day", "")], "continue").await.expect(303);
    }

    async fn a_page_is_never_stale_by_what_it_sent_itself(world) {
        let (tenant, guest) = tenant_and_guest(&world).await;
        for button in ["continue", "pause", "cancel"] {
            let page = guest.reach(&tenant.invite().await, "personal", MOBILE).await;
            for order in 1..4 {
                keep(&guest, &page, &[("name", &format!("Typed {order}"))], order).await.expect(204);
            }
            let sent = [("name", "Sent"), ("surname", "Mokoena"), ("mobile", MOBILE)];
            guest.submit(&page, &sent, button).await.expect(if button == "pause" { 200 } else { 303 });
            // A request that was overtaken by the button changes nothing any more.
            let before = world.rows().await;
            keep(&guest, &page, &[("name", "Typed 4")], 4).await.expect(409);
            assert_eq!(world.rows().await, before);
            assert_eq!(guest.get(&page.url).await.value("name").as_deref(), Some("Sent"));
        }
    }

    async fn requests_that_overtake_each_other_leave_the_latest_text(world) {
        let (tenant, guest) = tenant_and_guest(&world).await;
        let page = guest.reach(&tenant.invite().await, "personal", MOBILE).await;
        for (order, text) in [(1, "T"), (3, "Thandi"), (2, "Tha"), (3, "Twice")] {
            keep(&guest, &page, &[("name", text)], order).await.expect(204);
        }
        assert_eq!(guest.get(&page.url).await.value("name").as_deref(), Some("Thandi"));
        let before = world.rows().await;
        keep(&guest, &page, &[("name", "Thandi")], 4).await.expect(204);
        assert_eq!(world.rows().await, before, "what is there already is not written");
        // Typed and taken back: the page is as it was.
        keep(&guest, &page, &[("name", "")], 5).await.expect(204);
        assert_eq!(guest.get(&page.url).await.value("name").as_deref(), Some(""));
    }

    async fn an_answered_step_stays_answered_while_it_is_typed_over(world) {
        let (tenant, guest) = tenant_and_guest(&world).await;
        let invited = tenant.invite().await;
        let check = guest.reach_check(&invited, MOBILE).await;
        let personal = guest.get(&check.url.replace("check", "personal?return=check")).await.expect(200);
        let before = tenant.session(&invited.id).await["progress"].clone();
        keep(&guest, &personal, &[("surname", "Zulu"), ("mobile", "1")], 1).await.expect(204);
        assert_eq!(tenant.session(&invited.id).await["progress"], before);
        assert_eq!(guest.get(&personal.url).await.value("surname").as_deref(), Some("Zulu"));
        // The page of checks shows what counts, and says that there is more.
        let told = guest.get(&check.url).await.expect(200);
        assert!(told.text().contains("Mokoena") && !told.text().contains("Zulu"), "{}", told.text());
        assert!(told.text().contains("You typed something on “About you”"), "{}", told.text());
        assert_eq!(told.value("revision"), check.value("revision"), "no answer has changed");
        let location = guest.submit(&check, &[], "finish").await.location();
        assert!(location.contains("status=completed"), "{location}");
        let customer = &tenant.session(&invited.id).await["customerId"];
        assert_eq!(tenant.customer(customer).await["surname"], "Mokoena");
    }

    async fn what_is_typed_over_an_answer_counts_once_it_is_sent(world) {
        let (tenant, guest) = tenant_and_guest(&world).await;
        let invited = tenant.invite().await;
        let check = guest.reach_check(&invited, MOBILE).await;
        let personal = guest.get(&check.url.replace("check", "personal?return=check")).await.expect(200);
        keep(&guest, &personal, &[("surname", "Zulu")], 1).await.expect(204);
        let again = guest.get(&personal.url).await.expect(200);
        assert!(guest.submit(&again, &[], "continue").await.location().ends_with("/check"));
        let told = guest.get(&check.url).await.expect(200);
        assert!(told.text().contains("Zulu") && !told.text().contains("You typed something"));
        // Typed and taken back, it is answered as before, also for whoever leaves it.
        for button in ["back", "pause", "continue"] {
            let page = guest.get(&personal.url).await.expect(200);
            keep(&guest, &page, &[("surname", "Ndlovu")], 1).await.expect(204);
            guest.submit(&page, &[("surname", "Zulu")], button).await.expect(if button == "pause" { 200 } else { 303 });
            let told = guest.get(&check.url).await.expect(200);
            assert!(told.text().contains("Zulu") && !told.text().contains("You typed something"), "{button}");
        }
    }

    async fn another_tab_ends_what_this_one_sends(world) {
        let (tenant, guest) = tenant_and_guest(&world).await;
        let here = guest.reach(&tenant.invite().await, "personal", MOBILE).await;
        let there = guest.get(&here.url).await.expect(200);
        keep(&guest, &here, &[("name", "Here")], 1).await.expect(204);
        let before = world.rows().await;
        keep(&guest, &there, &[("name", "There")], 2).await.expect(409);
        assert_eq!(world.rows().await, before);
        let stale = guest.submit(&there, &[("name", "There")], "continue").await.expect(422);
        assert!(stale.text().contains("Here") && stale.value("name").as_deref() == Some("There"));
        // Where nothing was typed, nothing is asked.
        guest.submit(&there, &[], "pause").await.expect(200);
    }

    async fn whoever_may_not_is_told_by_the_status_and_writes_nothing(world) {
        let (tenant, guest) = tenant_and_guest(&world).await;
        let page = guest.reach(&tenant.invite().await, "vehicle", MOBILE).await;
        let typed = [("hasVehicle", "yes"), ("vehicleMake", "Toyota")];
        let before = world.rows().await;
        keep(&guest, &page, &[&typed[..], &[("token", "x")]].concat(), 1).await.expect(403);
        let stranger = Guest::new(&world.base);
        let told = keep(&stranger, &page, &typed, 1).await.expect(401);
        assert_eq!(told.html, "");
        let large = "x".repeat(270_000);
        keep(&guest, &page, &[("vehicleMake", &large)], 1).await.expect(413);
        access::disable_source(&world.app, tenant.source, true).await.expect("a source");
        let disabled = world.rows().await;
        keep(&guest, &page, &typed, 1).await.expect(403);
        assert_eq!(world.rows().await, disabled);
        access::disable_source(&world.app, tenant.source, false).await.expect("a source");
        assert_eq!(world.rows().await, before);
        // Longer than the field takes, and shorter than a request: kept to be corrected.
        let long = "x".repeat(5000);
        keep(&guest, &page, &[("vehicleMake", &long)], 1).await.expect(204);
        assert_eq!(guest.get(&page.url).await.value("vehicleMake").as_deref(), Some(&*long));
        world.pass(2_000_000);
        keep(&guest, &page, &typed, 2).await.expect(410);
    }

    async fn a_step_that_is_not_asked_keeps_nothing(world) {
        let (tenant, guest) = tenant_and_guest(&world).await;
        let invited = tenant.invite_with(json!({ "sections": ["personal", "vehicle"] })).await;
        let page = guest.reach(&invited, "vehicle", MOBILE).await;
        let mut pairs = page.fields();
        pairs.extend([("action".to_owned(), "draft".to_owned()), ("allergies".to_owned(), "nuts".to_owned())]);
        guest.post(&page.url.replace("vehicle", "medical"), &pairs).await.expect(404);
    }

    async fn what_is_typed_about_health_is_sealed_and_goes_with_the_session(world) {
        let (tenant, guest) = tenant_and_guest(&world).await;
        let invited = tenant.invite().await;
        let page = guest.reach(&invited, "medical", MOBILE).await;
        keep(&guest, &page, &[("allergies", "Wespensteke")], 1).await.expect(204);
        assert!(world.dump().await.iter().all(|row| !row.contains("Wespensteke")));
        assert_eq!(guest.get(&page.url).await.value("allergies").as_deref(), Some("Wespensteke"));
        assert_eq!(world.count("consent_text").await, 0, "nobody has agreed to anything");
        let cancel = guest.get(&page.url.replace("medical", "cancel")).await;
        guest.submit(&cancel, &[], "").await.expect(303);
        assert_eq!(world.count("signup_step").await, 0);
    }

    async fn consent_is_of_the_time_when_it_was_given(world) {
        let (tenant, guest) = tenant_and_guest(&world).await;
        let invited = tenant.invite().await;
        let medical = guest.reach(&invited, "medical", MOBILE).await;
        let version = medical.attribute("[name=medicalConsent]", "value").expect("a text");
        let kin = guest.submit(&medical, &[("allergies", "Nuts"), ("medicalConsent", &version)], "continue").await;
        let check = guest.answer(&kin.location(), &[]).await;
        let given = world.app.clock.now();
        world.pass(600);
        let medical = guest.get(&medical.url).await.expect(200);
        keep(&guest, &medical, &[("allergies", "Nuts and")], 1).await.expect(204);
        let check = guest.get(&check).await.expect(200);
        guest.submit(&check, &[], "finish").await.expect(303);
        let customer = &tenant.session(&invited.id).await["customerId"];
        let consents = tenant.get(&format!("/customers/{customer}/consents")).await.expect(200);
        let at = Moment::parse(consents[0]["at"].as_str().expect("a time")).expect("a time");
        assert!(at <= given, "{consents}");
    }
}
