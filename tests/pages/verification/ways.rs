//! The ways to the code and around it: filled in by the tenant, in another order, on another device, in two tabs, and when
//! something is away.

use enrol::domain::language::Language;
use serde_json::{Value, json};

use super::{MOBILE, TITLE, awaiting, base, enter, notice};
use crate::harness::{Answer, Guest, Texting};
use crate::pages::resume::{disable, enter as enter_resume, make_code};

/// All of the personal step, at these levels.
fn known(level: &str) -> Value {
    json!({
        "customer": { "name": "Thandi", "surname": "Mokoena", "mobile": MOBILE, "email": "t@example.com",
            "dateOfBirth": "1990-01-01", "gender": "female" },
        "prefill": { "name": level, "surname": level, "mobile": level, "email": level, "dateOfBirth": level,
            "gender": level },
    })
}

both! {
    async fn a_number_that_the_tenant_filled_in_is_proved_too(world) {
        let texting = Texting::on(&world).await;
        for (level, at) in [("locked", "0"), ("confirm", "1")] {
            let mut body = known(level);
            body["customer"]["mobile"] = json!(format!("+2782123456{at}"));
            let invited = texting.invite_with(body).await;
            let guest = Guest::new(&texting.world.base);
            let start = guest.get(&invited.link).await.expect(200);
            assert!(start.text().contains("You need your mobile phone: we send a code to it."));
            let next = guest.start(&invited).await;
            assert!(next.ends_with("/verify"), "nothing is asked before: {next}");
            let page = guest.get(&next).await.expect(200);
            assert!(page.text().contains("Step 1 of 5") && !page.has_input("code"), "{}", page.text());
            assert!(texting.carry().await.is_empty(), "opening a page sends nothing");
            let base = base(&page);
            assert_eq!(guest.get(&format!("{base}/vehicle")).await.location(), next);
            let change = page.link("Change the number");
            if level == "locked" {
                assert!(change.is_none() && page.text().contains("Acme filled in this number."));
            } else {
                assert_eq!(change, Some(format!("{base}/personal")));
                let personal = guest.get(&format!("{base}/personal")).await.expect(200);
                assert_eq!(guest.submit(&personal, &[], "continue").await.location(), next);
            }
            guest.submit(&page, &[], "first").await.expect(303);
            let code = texting.code().await;
            let page = guest.get(&next).await.expect(200);
            assert_eq!(enter(&guest, &page, &code).await.location(), format!("{base}/vehicle"));
            let mut path = guest.answer(&format!("{base}/vehicle"), &[("hasVehicle", "no")]).await;
            while !path.ends_with("/check") {
                path = guest.answer(&path, &[]).await;
            }
            let check = guest.get(&path).await.expect(200);
            assert!(guest.submit(&check, &[], "finish").await.location().contains("status=completed"));
        }
    }

    async fn the_proof_follows_the_step_wherever_the_form_puts_it(world) {
        let texting = Texting::on(&world).await;
        let form = json!({ "sections": ["vehicle", "personal", "medical"] });
        texting.tenant.put("/signup-form", &form).await.expect(200);
        let invited = texting.invite().await;
        let guest = Guest::new(&texting.world.base);
        let vehicle = guest.start(&invited).await;
        assert!(vehicle.ends_with("/vehicle"));
        assert_eq!(awaiting(&texting, &invited.id).await, Value::Null);
        let personal = guest.answer(&vehicle, &[("hasVehicle", "no")]).await;
        let inputs = [("name", "Thandi"), ("surname", "Mokoena"), ("mobile", MOBILE)];
        let verify = guest.answer(&personal, &inputs).await;
        let page = guest.get(&verify).await.expect(200);
        assert!(page.heading() == TITLE && page.text().contains("Step 3 of 5"), "{}", page.text());
        guest.get(&vehicle).await.expect(200);
        assert_eq!(guest.answer(&vehicle, &[("hasVehicle", "no")]).await, personal);
        assert!(enter(&guest, &page, &texting.code().await).await.location().ends_with("/medical"));
    }

    async fn another_device_is_let_in_by_the_resume_code_and_proves_it_there(world) {
        let texting = Texting::on(&world).await;
        let invited = texting.invite().await;
        let (first, page) = texting.ask(&invited, MOBILE).await;
        let code = texting.code().await;
        let second = Guest::new(&texting.world.base);
        let lost = second.get(&page.url).await.expect(401);
        assert!(!lost.html.contains("123 4567"), "nothing is shown without access");
        let resume = make_code(&first, &base(&page)).await;
        let on = enter_resume(&second, &invited, &resume).await.location();
        assert!(on.ends_with("/verify"), "{on}");
        let shown = second.get(&on).await.expect(200);
        enter(&first, &page, &code).await.expect(401);
        assert!(enter(&second, &shown, &code).await.location().ends_with("/vehicle"));
    }

    async fn beginning_again_blank_takes_the_proof_away(world) {
        let texting = Texting::on(&world).await;
        let invited = texting.invite().await;
        let (first, page) = texting.ask(&invited, MOBILE).await;
        let code = texting.code().await;
        enter(&first, &page, &code).await.expect(303);
        let second = Guest::new(&texting.world.base);
        let again = second.get(&format!("{}?again", invited.link)).await.expect(200);
        let personal = second.submit(&again, &[], "").await.location();
        let inputs = [("name", "A"), ("surname", "B"), ("mobile", MOBILE)];
        let next = second.answer(&personal, &inputs).await;
        assert!(next.ends_with("/verify"), "{next}");
        assert_eq!(awaiting(&texting, &invited.id).await, json!("verification"));
        let page = second.get(&next).await.expect(200);
        assert!(!page.has_input("code"), "the code is spent");
    }

    async fn a_tab_that_shows_another_number_counts_nothing(world) {
        let texting = Texting::on(&world).await;
        let (guest, old) = texting.ask(&texting.invite().await, MOBILE).await;
        let first = texting.code().await;
        texting.world.pass(30);
        let personal = format!("{}/personal", base(&old));
        guest.answer(&personal, &[("mobile", "083 123 4567")]).await;
        let second = texting.code().await;
        for code in [&first, &second] {
            let shown = enter(&guest, &old, code).await.expect(422);
            assert_eq!(notice(&shown), "The number was changed in another tab or window. This is the latest one.");
            assert!(shown.text().contains("+27 83 123 4567"));
        }
        assert_eq!(texting.world.select("select cast(tried as text) from verification").await.concat(), ["0"]);
        let page = guest.get(&old.url).await.expect(200);
        assert!(enter(&guest, &page, &second).await.location().ends_with("/vehicle"));
        // The tab that was left open leads on, too.
        assert!(enter(&guest, &old, &first).await.location().ends_with("/vehicle"));
    }

    async fn a_gateway_that_is_away_is_told_and_tried_again(world) {
        let texting = Texting::on(&world).await;
        texting.gateway.answer(Answer::status(503));
        let (guest, page) = texting.ask(&texting.invite().await, MOBILE).await;
        texting.carry().await;
        let waiting = guest.get(&page.url).await.expect(200);
        assert!(waiting.text().contains("We could not send the code yet. We keep trying by ourselves."), "{}", waiting.text());
        assert!(waiting.has_input("code"), "it may arrive at any moment");
        texting.gateway.answer(Answer::status(200));
        texting.world.pass(10);
        let code = texting.code().await;
        let shown = guest.get(&page.url).await.expect(200);
        assert!(shown.text().contains("We sent a code by text message at "), "{}", shown.text());
        assert!(enter(&guest, &waiting, &code).await.location().ends_with("/vehicle"));
    }

    async fn another_language_keeps_the_page(world) {
        let texting = Texting::on(&world).await;
        texting.world.speak(&texting.tenant, &[Language::English, Language::Afrikaans]).await;
        let (guest, page) = texting.ask(&texting.invite().await, MOBILE).await;
        let next = guest.choose_language(&page, &[], Language::Afrikaans).await.location();
        let page = guest.get(&next).await.expect(200);
        assert_eq!(page.heading(), "Bevestig jou selfoonnommer");
        assert!(enter(&guest, &page, &texting.code().await).await.location().ends_with("/vehicle"));
    }

    async fn a_post_of_a_stranger_changes_nothing(world) {
        let texting = Texting::on(&world).await;
        let (guest, page) = texting.ask(&texting.invite().await, MOBILE).await;
        let code = texting.code().await;
        texting.world.pass(30);
        let before = texting.world.rows().await;
        for action in ["check", "send", "first"] {
            let pairs = [("code", code.as_str()), ("action", action), ("token", "none")];
            let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            let refused = guest.post(&page.url, &pairs).await.expect(403);
            assert_eq!(refused.heading(), TITLE);
            assert!(notice(&refused).starts_with("We could not confirm that this came from your page"));
        }
        assert_eq!(texting.world.rows().await, before);
    }

    async fn a_source_that_is_disabled_sends_nothing(world) {
        let texting = Texting::on(&world).await;
        let (guest, page) = texting.ask(&texting.invite().await, MOBILE).await;
        disable(&texting.world, &texting.tenant, true).await;
        assert!(texting.carry().await.is_empty());
        texting.world.pass(30);
        for action in ["check", "send"] {
            guest.submit(&page, &[("code", "123456")], action).await.expect(403);
        }
        guest.get(&page.url).await.expect(403);
        disable(&texting.world, &texting.tenant, false).await;
        let page = guest.get(&page.url).await.expect(200);
        assert!(enter(&guest, &page, &texting.code().await).await.location().ends_with("/vehicle"));
    }

    async fn with_the_session_goes_all_that_is_known_of_its_code(world) {
        let texting = Texting::on(&world).await;
        let invited = texting.invite().await;
        let (guest, page) = texting.ask(&invited, MOBILE).await;
        texting.code().await;
        let kept = || async { texting.world.select("select cast(count(*) as text) from verification").await.concat() };
        assert_eq!(kept().await, ["1"]);
        texting.tenant.post(&format!("/customer-signup/sessions/{}/cancel", invited.id), &json!({})).await.expect(200);
        assert_eq!(kept().await, ["0"]);
        assert!(enter(&guest, &page, "123456").await.location().ends_with("/done"));
        // The same where nobody comes back.
        texting.ask(&texting.invite().await, "084 123 4567").await;
        assert_eq!(kept().await, ["1"]);
        texting.world.pass(8 * 86_400);
        enrol::worker::maintenance::round(&texting.world.app).await.expect("the chores");
        assert_eq!(kept().await, ["0"]);
    }

    async fn a_session_without_the_flow_knows_no_such_page(world) {
        let texting = Texting::on(&world).await;
        let invited = texting.tenant.invite().await;
        let guest = Guest::new(&texting.world.base);
        let vehicle = guest.reach(&invited, "vehicle", MOBILE).await;
        assert!(vehicle.text().contains("Step 2 of 5"));
        assert_eq!(guest.get(&format!("{}/verify", base(&vehicle))).await.location(), format!("{}/vehicle", base(&vehicle)));
        guest.post(&format!("{}/verify", base(&vehicle)), &vehicle.fields()).await.expect(303);
        assert!(texting.carry().await.is_empty());
    }

    async fn a_server_that_cannot_send_takes_no_such_session(world) {
        let tenant = world.tenant("Acme").await;
        let body = json!({ "returnUrl": "https://tenant.example/app/done", "flows": ["auth"] });
        let refused = tenant.post("/customer-signup/sessions", &body).await;
        let problem = refused.problem(400, "invalid_request");
        assert_eq!(problem["errors"][0]["code"], "sms_unavailable");
        assert_eq!(refused.pointers(), ["/flows/0"]);
    }
}
