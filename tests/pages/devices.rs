//! Another browser, a lost cookie, a new link, another instance: who may see what was typed.

use serde_json::json;

use crate::harness::{Guest, Invited, Page, World};

const MOBILE: &str = "0823334455";
const CANARY: &[(&str, &str)] =
    &[("hasVehicle", "yes"), ("vehicleMake", "Canarymobile"), ("vehicleColour", "canaryblue")];

/// A browser that has answered two steps; the session, its path, and the browser's cookie.
pub(super) async fn halfway(world: &World) -> (Guest, Invited, String, String) {
    let invited = world.tenant("Acme").await.invite().await;
    let guest = Guest::new(&world.base);
    let start = guest.get(&invited.link).await;
    let started = guest.submit(&start, &[], "").await;
    let personal = [("name", "Canaryname"), ("surname", "Canarysurname"), ("mobile", MOBILE)];
    let vehicle = guest.answer(&started.location(), &personal).await;
    guest.answer(&vehicle, CANARY).await;
    let base = format!("/s/{}", invited.id);
    (guest, invited, base, started.cookie().expect("a cookie"))
}

/// Nothing of [`halfway`]'s answers, not even their number.
pub(super) fn shows_nothing(page: &Page) {
    for canary in ["canary", "Canary", "823334455", "82 333 4455"] {
        assert!(!page.html.contains(canary), "{} shows {canary}", page.url);
    }
}

both! {
    async fn the_link_opened_again_in_the_same_browser_carries_on(world) {
        let (guest, invited, base, _) = halfway(&world).await;
        let before = world.rows().await;
        assert_eq!(guest.get(&invited.link).await.location(), format!("{base}/medical"));
        let shown = guest.get(&format!("{base}/vehicle")).await.expect(200);
        assert_eq!(shown.value("vehicleMake").as_deref(), Some("Canarymobile"));
        assert_eq!(world.rows().await, before);
    }

    async fn a_second_browser_sees_no_saved_answer(world) {
        let (_, invited, base, _) = halfway(&world).await;
        let before = world.rows().await;
        let other = Guest::new(&world.base);
        let entry = other.get(&invited.link).await.expect(200);
        assert_eq!(entry.heading(), "This signup was started in another browser");
        shows_nothing(&entry);
        for page in ["personal", "vehicle", "medical", "next-of-kin", "check", "cancel", "pause", "done"] {
            let path = format!("{base}/{page}");
            let shown = other.get(&path).await.expect(401);
            assert_eq!(shown.heading(), "Open your link again", "{page}");
            shows_nothing(&shown);
            assert_eq!(shown.texts(".tenant"), ["Acme"], "{page}: whom to ask is told");
            shows_nothing(&other.post(&path, &[("action".into(), "finish".into())]).await.expect(401));
        }
        assert_eq!(world.rows().await, before, "looking changes nothing");
    }

    async fn starting_again_is_blank_and_ends_the_first_browser(world) {
        let (first, invited, base, _) = halfway(&world).await;
        let open = first.get(&format!("{base}/medical")).await.expect(200);
        let second = Guest::new(&world.base);
        // One tap takes nothing away: it is asked once more, with when the other was last used.
        let entry = second.get(&invited.link).await.expect(200);
        let ask = entry.link("Start again with an empty form").expect("a way to start again");
        let before = world.rows().await;
        let ask = second.get(&format!("{}{ask}", invited.link)).await.expect(200);
        assert_eq!(ask.heading(), "Start again with an empty form?");
        let used = world.app.clock.now().utc().to_offset(time::macros::offset!(+2));
        let used = format!("It was last used on {} {} ", used.weekday(), used.day());
        assert!(ask.text().contains(&used), "{}", ask.text());
        assert_eq!(ask.link("No, go back").as_deref(), Some("?"), "the link, which the page does not name");
        shows_nothing(&ask);
        assert_eq!(world.rows().await, before);
        assert_eq!(second.submit(&ask, &[], "").await.location(), format!("{base}/personal"));
        for page in ["personal", "vehicle", "medical", "check"] {
            shows_nothing(&second.visit(&format!("{base}/{page}")).await.expect(200));
        }
        // The first browser is told so, beside what it typed just now; nothing of it is saved.
        let before = world.rows().await;
        let typed = [("allergies", "nuts <all>"), ("bloodtype", "O-"), ("hasMedicalAid", "no")];
        let lost = first.submit(&open, &typed, "continue").await.expect(401);
        assert_eq!(lost.heading(), "This signup was carried on elsewhere");
        assert_eq!(lost.texts("dl.rows dd"), ["nuts <all>", "O−", "No"]);
        shows_nothing(&lost);
        assert_eq!(world.rows().await, before);
        let entry = first.get(&invited.link).await.expect(200);
        assert_eq!(entry.heading(), "This signup was started in another browser");
        second
            .answer(&format!("{base}/personal"), &[("name", "New"), ("surname", "One"), ("mobile", MOBILE)])
            .await;
        let kinds = world.select("select kind from event order by id").await.concat();
        assert_eq!(kinds, ["SIGNUP_STARTED", "SIGNUP_STARTED"]);
    }

    async fn pressing_start_without_asking_for_it_takes_nothing_away(world) {
        let invited = world.tenant("Acme").await.invite().await;
        let (one, two) = (Guest::new(&world.base), Guest::new(&world.base));
        let (first, second) = (one.get(&invited.link).await, two.get(&invited.link).await);
        let path = one.submit(&first, &[], "").await.location();
        // The start page was opened before the other browser started, so nobody chose to take over.
        let told = two.submit(&second, &[], "").await.expect(200);
        assert_eq!(told.heading(), "This signup was started in another browser");
        assert_eq!(told.cookie(), None);
        one.get(&path).await.expect(200);
        two.get(&path).await.expect(401);
    }

    async fn a_lost_cookie_loses_access_but_no_answer(world) {
        let (guest, _, base, cookie) = halfway(&world).await;
        let page = guest.get(&format!("{base}/personal")).await;
        let bereft = Guest::new(&world.base);
        let before = world.rows().await;
        let date = [("dateOfBirth-day", "7"), ("dateOfBirth-month", "March"), ("dateOfBirth-year", "1985")];
        let typed = [
            &[("name", "Typed"), ("surname", "Now"), ("mobile", "wrong"), ("gender", "female")],
            date.as_slice(),
        ]
        .concat();
        let lost = bereft.submit(&page, &typed, "continue").await.expect(401);
        assert_eq!(lost.texts("dl.rows dd"), ["Typed", "Now", "wrong", "7 March 1985", "Female"]);
        assert_eq!(world.rows().await, before);
        let back = Guest::with_cookie(&world.base, &cookie).get(&format!("{base}/vehicle")).await.expect(200);
        assert_eq!(back.value("vehicleMake").as_deref(), Some("Canarymobile"));
    }

    async fn a_new_link_replaces_the_old_one_and_disturbs_nobody(world) {
        let tenant = world.tenant("Acme").await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let check = guest.reach_check(&invited, MOBILE).await;
        let path = format!("/customer-signup/sessions/{}/link", invited.id);
        let renewed =
            tenant.post(&path, &json!({})).await.expect(200)["url"].as_str().expect("a link").to_owned();
        assert_ne!(renewed, invited.link);
        let before = world.rows().await;
        Guest::new(&world.base).get(&invited.link).await.expect(404);
        guest.get(&invited.link).await.expect(404);
        let other = Guest::new(&world.base).get(&renewed).await.expect(200);
        assert_eq!(other.heading(), "This signup was started in another browser");
        assert_eq!(guest.get(&renewed).await.location(), format!("/s/{}/check", invited.id));
        assert_eq!(world.rows().await, before);
        assert!(guest.submit(&check, &[], "finish").await.location().contains("status=completed"));
    }

    async fn a_start_page_of_an_old_link_starts_nothing(world) {
        let tenant = world.tenant("Acme").await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let start = guest.get(&invited.link).await;
        tenant.post(&format!("/customer-signup/sessions/{}/link", invited.id), &json!({})).await.expect(200);
        guest.submit(&start, &[], "").await.expect(404);
        assert_eq!(tenant.session(&invited.id).await["status"], "pending");
    }

    async fn a_journey_goes_on_at_another_instance(world) {
        let (guest, invited, base, _) = halfway(&world).await;
        let open = guest.get(&format!("{base}/medical")).await.expect(200);
        let other = world.another_instance().await;
        drop(world);
        let guest = guest.at(&other.base);
        // A form that the first instance drew, posted to the second.
        let kin = guest
            .post(&format!("{base}/medical"), &crate::harness::filled(&open, &[], "continue"))
            .await
            .location();
        let check = guest.answer(&kin, &[]).await;
        let check = guest.get(&check).await.expect(200);
        assert!(check.text().contains("Canarymobile"));
        let back = guest.submit(&check, &[], "finish").await.location();
        assert!(back.contains(&format!("status=completed&signupSessionId={}", invited.id)), "{back}");
        assert_eq!(other.count("customer").await, 1);
    }

    async fn one_browser_holds_several_signups_apart(world) {
        let tenant = world.tenant("Acme").await;
        let guest = Guest::new(&world.base);
        let (one, two) = (tenant.invite().await, tenant.invite().await);
        let (first, second) = (guest.start(&one).await, guest.start(&two).await);
        let (tab, other) = (guest.get(&first).await.expect(200), guest.get(&second).await.expect(200));
        guest
            .submit(&tab, &[("name", "One"), ("surname", "A"), ("mobile", "0821000001")], "continue")
            .await
            .location();
        guest
            .submit(&other, &[("name", "Two"), ("surname", "B"), ("mobile", "0821000002")], "continue")
            .await
            .location();
        assert_eq!(guest.get(&first).await.value("name").as_deref(), Some("One"));
        assert_eq!(guest.get(&second).await.value("name").as_deref(), Some("Two"));
        // One ends, the other goes on.
        let ask = guest.get(&format!("/s/{}/cancel", one.id)).await;
        guest.submit(&ask, &[], "cancel").await.location();
        guest.get(&second).await.expect(200);
    }
}
