//! Every way out: finished, cancelled by either side, failed, expired; and every visit after it.

use enrol::actions::access;
use serde_json::json;

use crate::harness::{Guest, Invited, Page, Tenant, World};

const PAGES: [&str; 5] = ["personal", "vehicle", "medical", "next-of-kin", "check"];
const MOBILE: &str = "082 123 4567";

/// What becomes of a session that stands at this page, pressed on or not: it ends on its own.
async fn meets_the_end(guest: &Guest, page: &Page, id: &str, heading: &str) -> Page {
    let done = format!("/s/{id}/done");
    for button in ["continue", "back", "finish"] {
        let next = guest.submit(page, &[("name", "Late")], button).await;
        // What is typed too late is shown, to be copied.
        if next.status == 422 {
            assert_eq!((next.heading().as_str(), heading), ("This signup is no longer open", heading));
            assert!(next.texts("dl.rows dd").contains(&"Late".to_owned()) && next.url.ends_with("/personal"));
            continue;
        }
        // The last page's button leads to the tenant, as it would have before.
        let expected = if page.url.ends_with("check") { "https://tenant.example/app" } else { done.as_str() };
        assert!(next.location().starts_with(expected), "{}: {}", page.url, next.location());
    }
    let outcome = guest.visit(&page.url).await.expect(200);
    assert_eq!(outcome.heading(), heading);
    outcome
}

/// After the end every page leads to the outcome, and nothing is written any more.
async fn stays_over(world: &World, guest: &Guest, invited: &Invited, heading: &str) {
    let before = world.rows().await;
    let base = format!("/s/{}", invited.id);
    for page in PAGES.iter().chain(&["cancel"]) {
        let path = format!("{base}/{page}");
        assert_eq!(guest.get(&path).await.location(), format!("{base}/done"), "{page}");
        let posted =
            guest.post(&path, &[("name".into(), "Late".into()), ("action".into(), "finish".into())]).await;
        let shown = *page == "personal" && heading == "This signup is no longer open";
        assert_eq!(posted.status, if shown { 422 } else { 303 }, "{page}");
    }
    for path in [format!("{base}/done"), invited.link.clone()] {
        let outcome = guest.get(&path).await.expect(200);
        assert_eq!(outcome.heading(), heading, "{path}");
        assert!(outcome.attribute("main a.button", "href").is_some(), "{path}: no way back");
        assert!(!outcome.html.contains("Thandi"), "{path}");
    }
    let stranger = Guest::new(&world.base);
    let restart = [("token".to_owned(), "y".to_owned()), ("restart".to_owned(), "yes".to_owned())];
    for told in [
        stranger.visit(&format!("{base}/check")).await.expect(200),
        stranger.get(&invited.link).await.expect(200),
        stranger.post(&invited.link, &restart).await.expect(200),
    ] {
        assert_eq!(told.heading(), heading);
        assert_eq!(told.attribute("main a", "href"), None, "the way back is the person's own");
        for part in ["tenant.example", "signupSessionId", "customerId", "state"] {
            assert!(!told.html.contains(part), "{part} is told to a stranger");
        }
    }
    assert_eq!(guest.post(&invited.link, &restart).await.expect(200).heading(), heading);
    assert_eq!(world.rows().await, before);
}

/// Where the browser comes home: at once, or, when that is an app, by the button of the outcome's page.
async fn come_home(guest: &Guest, location: String, id: &str) -> String {
    if location != format!("/s/{id}/done") {
        return location;
    }
    let outcome = guest.get(&location).await.expect(200);
    let back = outcome.attribute("main a.button", "href").expect("a way back");
    assert!(back.starts_with("acme-app:"), "{back}");
    back
}

async fn invite(tenant: &Tenant, back: &str) -> Invited {
    tenant.invite_with(json!({ "returnUrl": back, "state": "s 1", "expiresIn": 300 })).await
}

both! {
    async fn cancelling_works_from_every_page(world) {
        let tenant = world.tenant("Acme").await;
        for page in PAGES {
            let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
            let at = guest.reach(&invited, page, MOBILE).await;
            let out = match at.link("Cancel this signup") {
                Some(link) => link,
                None => guest.submit(&at, &[], "cancel").await.location(),
            };
            let ask = guest.get(&out).await.expect(200);
            let keep = ask.link("No, carry on").expect("a way back");
            assert!(guest.visit(&keep).await.url.ends_with(page), "carrying on leads to {page}");
            assert_eq!(tenant.session(&invited.id).await["status"], "in_progress");

            let back = guest.submit(&ask, &[], "cancel").await.location();
            let id = &invited.id;
            assert_eq!(
                back,
                format!("https://tenant.example/app/done?from=enrol&status=cancelled&signupSessionId={id}")
            );
            let twice = guest.submit(&ask, &[], "cancel").await.location();
            assert_eq!(twice, back, "a second click says the same");
            assert_eq!(tenant.session(id).await["status"], "cancelled");
            stays_over(&world, &guest, &invited, "This signup was cancelled").await;
        }
        assert_eq!(world.count("signup_step").await, 0, "what was typed is gone");
        assert_eq!(tenant.count_customers().await, 0);
    }

    async fn the_tenant_cancels_in_mid_journey(world) {
        let tenant = world.tenant("Acme").await;
        for page in PAGES {
            let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
            let at = guest.reach(&invited, page, MOBILE).await;
            tenant
                .post(&format!("/customer-signup/sessions/{}/cancel", invited.id), &json!({}))
                .await
                .expect(200);
            meets_the_end(&guest, &at, &invited.id, "This signup was cancelled").await;
            stays_over(&world, &guest, &invited, "This signup was cancelled").await;
        }
        assert_eq!(tenant.count_customers().await, 0);
    }

    async fn time_runs_out_at_every_page(world) {
        let tenant = world.tenant("Acme").await;
        let mut waiting = Vec::new();
        for page in PAGES {
            let (invited, guest) =
                (invite(&tenant, "https://tenant.example/app").await, Guest::new(&world.base));
            let at = guest.reach(&invited, page, MOBILE).await;
            waiting.push((invited, guest, at));
        }
        let unopened = invite(&tenant, "https://tenant.example/app").await;
        let start = Guest::new(&world.base).get(&unopened.link).await.expect(200);
        world.pass(270);
        assert_eq!(tenant.session(&unopened.id).await["status"], "pending");
        world.pass(30);
        for (invited, guest, at) in &waiting {
            let outcome = meets_the_end(guest, at, &invited.id, "This signup is no longer open").await;
            let back = format!(
                "https://tenant.example/app?status=failed&error_code=session_expired&signupSessionId={}&state=s+1",
                invited.id
            );
            assert_eq!(outcome.attribute("main a.button", "href"), Some(back));
            let session = tenant.session(&invited.id).await;
            assert_eq!(
                (&session["status"], &session["errorCode"]),
                (&json!("expired"), &json!("session_expired"))
            );
            stays_over(&world, guest, invited, "This signup is no longer open").await;
        }
        let late = Guest::new(&world.base).submit(&start, &[], "").await.expect(200);
        assert_eq!(late.heading(), "This signup is no longer open", "Start comes too late");
        assert_eq!(tenant.count_customers().await, 0);
    }

    async fn whoever_comes_too_late_is_led_to_a_new_link(world) {
        let tenant = world.tenant("Acme").await;
        let body = json!({ "refreshUrl": "https://tenant.example/app/new?a=1", "state": "s", "expiresIn": 300 });
        let (invited, guest) = (tenant.invite_with(body).await, Guest::new(&world.base));
        let page = guest.reach(&invited, "personal", MOBILE).await;
        world.pass(300);
        let new = format!("https://tenant.example/app/new?a=1&signupSessionId={}", invited.id);
        let stranger = Guest::new(&world.base).get(&invited.link).await.expect(200);
        // With what was typed too late.
        let mine = guest.submit(&page, &[("name", "A")], "continue").await.expect(422);
        for outcome in [stranger, mine] {
            assert_eq!(outcome.heading(), "This signup is no longer open");
            assert_eq!(outcome.link("Get a new link"), Some(new.clone()));
            assert!(outcome.text().contains("Acme can give you a new link"), "{}", outcome.text());
        }
        access::disable_source(&world.app, tenant.source, true).await.expect("a source");
        assert_eq!(guest.get(&invited.link).await.link("Get a new link"), None);
        // One that ended otherwise has no new link to offer.
        access::disable_source(&world.app, tenant.source, false).await.expect("a source");
        let body = json!({ "refreshUrl": "https://tenant.example/app/new" });
        let invited = tenant.invite_with(body).await;
        guest.sign_up(&invited, MOBILE).await;
        assert_eq!(guest.get(&invited.link).await.expect(200).link("Get a new link"), None);
    }

    async fn after_finishing_there_is_only_the_outcome(world) {
        let tenant = world.tenant("Acme").await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let check = guest.reach_check(&invited, MOBILE).await;
        let back = guest.submit(&check, &[], "finish").await.location();
        assert_eq!(
            guest.submit(&check, &[], "finish").await.location(),
            back,
            "a second click says the same"
        );
        stays_over(&world, &guest, &invited, "You are signed up").await;
        assert_eq!(guest.get(&invited.link).await.attribute("main a.button", "href"), Some(back));
        assert_eq!(tenant.count_customers().await, 1);
    }

    async fn after_failing_there_is_only_the_outcome(world) {
        let tenant = world.tenant("Acme").await;
        Guest::new(&world.base).sign_up(&tenant.invite().await, MOBILE).await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let check = guest.reach_check(&invited, MOBILE).await;
        let taken = guest.submit(&check, &[], "finish").await.expect(422);
        let back = guest.submit(&taken, &[], "leave").await.location();
        assert_eq!(guest.submit(&check, &[], "finish").await.location(), back, "finishing comes too late");
        stays_over(&world, &guest, &invited, "This signup could not be completed").await;
        assert_eq!(tenant.count_customers().await, 1);
    }

    async fn a_tab_that_was_left_open_finds_the_outcome(world) {
        let tenant = world.tenant("Acme").await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let left = guest.reach(&invited, "medical", MOBILE).await;
        let kin = guest.submit(&left, &[], "continue").await.location();
        let check = guest.get(&guest.answer(&kin, &[]).await).await;
        guest.submit(&check, &[], "finish").await.location();
        let before = world.rows().await;
        let late = guest.submit(&left, &[("allergies", "nuts")], "continue").await;
        assert_eq!(late.location(), format!("/s/{}/done", invited.id));
        assert_eq!(world.rows().await, before);
    }

    async fn the_outcome_is_told_at_every_kind_of_return_address(world) {
        let tenant = world.tenant("Acme").await;
        for (at, (back, begin)) in [
            ("https://tenant.example/app/x?a=b%20c", "https://tenant.example/app/x?a=b%20c&"),
            ("http://127.0.0.1:9/back", "http://127.0.0.1:9/back?"),
            ("acme-app://return/here?k=v", "acme-app://return/here?k=v&"),
        ]
        .into_iter()
        .enumerate()
        {
            let mobile = format!("082 123 456{at}");
            // Completed.
            let (invited, guest) = (invite(&tenant, back).await, Guest::new(&world.base));
            let home = come_home(&guest, guest.sign_up(&invited, &mobile).await, &invited.id).await;
            let (id, customer) = (&invited.id, tenant.session(&invited.id).await["customerId"].clone());
            assert_eq!(
                home,
                format!("{begin}status=completed&signupSessionId={id}&customerId={customer}&state=s+1")
            );
            // Failed: the same number again.
            let (invited, guest) = (invite(&tenant, back).await, Guest::new(&world.base));
            let check = guest.reach_check(&invited, &mobile).await;
            let taken = guest.submit(&check, &[], "finish").await.expect(422);
            let home = come_home(&guest, guest.submit(&taken, &[], "leave").await.location(), &invited.id).await;
            let id = &invited.id;
            assert_eq!(
                home,
                format!("{begin}status=failed&error_code=duplicate_customer&signupSessionId={id}&state=s+1")
            );
            // Cancelled.
            let (invited, guest) = (invite(&tenant, back).await, Guest::new(&world.base));
            guest.start(&invited).await;
            let ask = guest.get(&format!("/s/{}/cancel", invited.id)).await;
            let home = come_home(&guest, guest.submit(&ask, &[], "cancel").await.location(), &invited.id).await;
            assert_eq!(home, format!("{begin}status=cancelled&signupSessionId={}&state=s+1", invited.id));
            // Expired.
            let (invited, guest) = (invite(&tenant, back).await, Guest::new(&world.base));
            guest.start(&invited).await;
            world.pass(300);
            let done = guest.visit(&invited.link).await;
            let home = done.attribute("main a.button", "href").expect("a way back");
            assert_eq!(
                home,
                format!(
                    "{begin}status=failed&error_code=session_expired&signupSessionId={}&state=s+1",
                    invited.id
                )
            );
        }
    }

    async fn an_app_is_come_home_to_by_a_button_however_often_one_clicks(world) {
        let tenant = world.tenant("Acme").await;
        let back = "acme-app://return/here";
        // Finished.
        let (invited, guest) = (invite(&tenant, back).await, Guest::new(&world.base));
        let check = guest.reach_check(&invited, MOBILE).await;
        for _ in 0..3 {
            let next = guest.submit(&check, &[], "finish").await;
            assert!(next.cookie().is_some(), "no page from before is restored");
            let outcome = guest.get(&next.location()).await.expect(200);
            assert_eq!(outcome.heading(), "You are signed up");
            let button = outcome.link("Return to Acme").expect("a way back");
            assert!(button.starts_with("acme-app://return/here?status=completed&"), "{button}");
        }
        // Left, because the number is taken; cancelled.
        let (invited, guest) = (invite(&tenant, back).await, Guest::new(&world.base));
        let check = guest.reach_check(&invited, MOBILE).await;
        let taken = guest.submit(&check, &[], "finish").await.expect(422);
        for _ in 0..2 {
            let outcome = guest.get(&guest.submit(&taken, &[], "leave").await.location()).await.expect(200);
            assert_eq!(outcome.heading(), "This signup could not be completed");
            assert!(outcome.link("Return to Acme").is_some_and(|link| link.starts_with(back)));
        }
        let (invited, guest) = (invite(&tenant, back).await, Guest::new(&world.base));
        guest.start(&invited).await;
        let ask = guest.get(&format!("/s/{}/cancel", invited.id)).await;
        for _ in 0..2 {
            let outcome = guest.get(&guest.submit(&ask, &[], "cancel").await.location()).await.expect(200);
            assert_eq!(outcome.heading(), "This signup was cancelled");
            assert!(outcome.link("Return to Acme").is_some_and(|link| link.starts_with(back)));
        }
    }

    async fn a_link_that_was_never_started_tells_nobody_the_way_back(world) {
        let tenant = world.tenant("Acme").await;
        let invited = invite(&tenant, "https://tenant.example/app").await;
        world.pass(300);
        let outcome = Guest::new(&world.base).get(&invited.link).await.expect(200);
        assert_eq!(outcome.heading(), "This signup is no longer open");
        assert_eq!(outcome.attribute("main a", "href"), None);
        assert!(!outcome.html.contains("s+1"), "the tenant's state is told");
    }
}
