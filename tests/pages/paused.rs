//! A source that is disabled while people are signing up: they are told so, and go on when it is enabled.

use enrol::actions::access;

use crate::harness::{Guest, Tenant, World, filled};

const PAUSED: &str = "Acme has paused signups";
const MOBILE: &str = "0821234567";

async fn disable(world: &World, tenant: &Tenant, disabled: bool) {
    access::disable_source(&world.app, tenant.source, disabled).await.expect("a source");
}

both! {
    async fn whoever_is_in_the_middle_is_told_and_goes_on_later(world) {
        let tenant = world.tenant("Acme").await;
        let typed = [
            ("personal", vec![("name", "Typed <now>"), ("surname", "B"), ("mobile", MOBILE)]),
            ("vehicle", vec![("hasVehicle", "yes"), ("vehicleMake", "Typed now")]),
            ("medical", vec![("medicalOther", "")]),
            ("next-of-kin", vec![("nextOfKinName", "Typed now"), ("nextOfKinNumber", "0837654321")]),
        ];
        for (step, inputs) in typed {
            disable(&world, &tenant, false).await;
            let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
            let page = guest.reach(&invited, step, MOBILE).await;
            disable(&world, &tenant, true).await;
            let before = world.rows().await;

            for path in [step, "check", "cancel", "pause", "done"] {
                let told = guest.get(&format!("/s/{}/{path}", invited.id)).await.expect(403);
                assert_eq!(told.heading(), PAUSED, "{path}");
                assert!(told.text().contains("What you have saved is kept."));
                assert!(told.text().contains("You have until "), "{}", told.text());
                assert_eq!(told.link("Try again").as_deref(), Some(""));
                assert_eq!(told.header("retry-after"), None);
                assert!(!told.html.contains("Thandi"), "what was saved is not needed here");
            }
            let told = guest.submit(&page, &inputs, "continue").await.expect(403);
            assert_eq!(told.heading(), page.heading());
            assert!(told.text().contains(PAUSED) && told.text().contains("not saved"), "{}", told.text());
            for (name, value) in &inputs {
                assert_eq!(told.value(name).as_deref(), Some(*value), "{step}: {name}");
            }
            let again = guest.submit(&told, &[], "continue").await.expect(403);
            assert_eq!(world.rows().await, before, "{step}: something was saved");

            disable(&world, &tenant, false).await;
            let next = guest.submit(&again, &[], "continue").await.location();
            assert!(!next.ends_with(step), "{step}: {next}");
            let saved = guest.get(&page.url).await.expect(200);
            for (name, value) in inputs.iter().filter(|(_, value)| value.starts_with("Typed")) {
                assert_eq!(saved.value(name).as_deref(), Some(*value));
            }
        }
    }

    async fn nothing_is_finished_or_cancelled_meanwhile(world) {
        let tenant = world.tenant("Acme").await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let check = guest.reach_check(&invited, MOBILE).await;
        let ask = guest.get(&format!("/s/{}/cancel", invited.id)).await.expect(200);
        disable(&world, &tenant, true).await;
        let before = world.rows().await;
        for (page, button) in [(&check, "finish"), (&check, "leave"), (&ask, "cancel")] {
            let told = guest.submit(page, &[], button).await.expect(403);
            assert_eq!(told.heading(), PAUSED);
        }
        assert_eq!(world.rows().await, before);
        disable(&world, &tenant, false).await;
        assert!(guest.submit(&check, &[], "finish").await.location().contains("status=completed"));
    }

    async fn what_another_site_has_posted_is_not_shown_as_the_persons(world) {
        let tenant = world.tenant("Acme").await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let page = guest.reach(&invited, "personal", MOBILE).await;
        disable(&world, &tenant, true).await;
        let planted = filled(&page, &[("name", "Planted"), ("token", "x")], "continue");
        let told = guest.post(&page.action(), &planted).await.expect(403);
        assert_eq!(told.heading(), PAUSED);
        assert!(!told.html.contains("Planted") && !told.has_input("token"));
    }

    async fn a_link_says_so_too_and_a_stranger_learns_nothing(world) {
        let tenant = world.tenant("Acme").await;
        let (unused, invited) = (tenant.invite().await, tenant.invite().await);
        let guest = Guest::new(&world.base);
        let start = guest.get(&unused.link).await.expect(200);
        let path = guest.start(&invited).await;
        disable(&world, &tenant, true).await;
        let before = world.rows().await;
        let told = guest.get(&unused.link).await.expect(403);
        assert_eq!(told.heading(), PAUSED);
        assert!(told.text().contains("Your link will work again"), "{}", told.text());
        let told = guest.submit(&start, &[], "").await.expect(403);
        assert_eq!(told.heading(), PAUSED);
        assert_eq!(guest.get(&invited.link).await.expect(403).heading(), PAUSED);

        let stranger = Guest::new(&world.base);
        let lost = stranger.get(&path).await.expect(401);
        assert_eq!(lost.heading(), "Open your link again");
        assert!(!lost.html.contains("Thandi"), "whose pages these are is no secret, what was typed is");
        let typed = [("name".to_owned(), "Typed".to_owned())];
        assert_eq!(stranger.post(&path, &typed).await.expect(401).texts("dl.rows dd"), ["Typed"]);
        assert_eq!(world.rows().await, before);

        disable(&world, &tenant, false).await;
        guest.submit(&start, &[], "").await.expect(303);
        assert_eq!(guest.get(&invited.link).await.location(), path);
    }

    async fn an_outcome_stays_and_sends_nobody_there(world) {
        let tenant = world.tenant("Acme").await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let check = guest.reach_check(&invited, MOBILE).await;
        guest.submit(&check, &[], "finish").await.expect(303);
        disable(&world, &tenant, true).await;
        let done = format!("/s/{}/done", invited.id);
        assert_eq!(guest.submit(&check, &[], "finish").await.location(), done);
        for path in [&done, &invited.link] {
            let outcome = guest.get(path).await.expect(200);
            assert_eq!(outcome.heading(), "You are signed up");
            assert_eq!(outcome.attribute("main a", "href"), None);
        }
    }
}
