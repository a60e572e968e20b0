//! What was typed in a browser without access: shown, kept on the page, brought back by the resume code.

use super::devices::{halfway, shows_nothing};
use super::resume::{disable, enter, make_code, other_than};
use crate::harness::{Guest, Page, filled};

both! {
    async fn what_was_typed_when_the_cookie_was_lost_is_brought_back_by_the_code(world) {
        let (first, _, base, _) = halfway(&world).await;
        let code = make_code(&first, &base).await;
        let page = first.get(&format!("{base}/medical")).await.expect(200);
        let bereft = Guest::new(&world.base);
        let typed = [
            ("allergies", "nuts <all> & \"bees\"\n  two lines"),
            ("medications", "Zo\u{eb} \u{674e} \u{645}"),
            ("familyDoctorPhoneNumber", "not yet"),
            ("bloodtype", "O-"),
            ("hasMedicalAid", "no"),
        ];
        let before = world.rows().await;
        let lost = bereft.submit(&page, &typed, "continue").await.expect(401);
        assert_eq!(lost.heading(), "Open your link again");
        shows_nothing(&lost);
        assert_eq!(world.rows().await, before, "nothing of a stranger is stored");
        let wrong = bereft.submit(&lost, &[("code", "abc")], "").await.expect(422);
        assert_eq!(wrong.errors(), [("code".to_owned(), "Enter all 8 letters and numbers of the code, such as CFGH-2345".to_owned())]);
        let wrong = bereft.submit(&wrong, &[("code", other_than(&code))], "").await.expect(422);
        assert!(wrong.errors()[0].1.contains("4 tries") && wrong.title().starts_with("Error: "));
        assert_eq!(wrong.texts("dl.rows dd"), lost.texts("dl.rows dd"), "it is still there");
        shows_nothing(&wrong);
        let back = bereft.submit(&wrong, &[("code", &code)], "").await.location();
        assert_eq!(back, format!("{base}/medical"));
        let shown = bereft.get(&back).await.expect(200);
        for (name, value) in typed {
            assert_eq!(shown.value(name).map(|shown| shown.replace("\r\n", "\n")).as_deref(), Some(value), "{name}");
        }
        assert!(shown.errors().is_empty(), "nothing was sent that could be wrong");
        // A click more is no other try, and the address is only posted to.
        bereft.submit(&wrong, &[("code", &code)], "").await.expect(303);
        assert_eq!(bereft.get(&format!("{base}/resume")).await.location(), format!("{base}/done"));
        assert_eq!(first.get(&back).await.expect(401).heading(), "This signup was carried on elsewhere");
    }

    async fn what_is_brought_back_does_not_overwrite_what_was_saved_since(world) {
        let (first, invited, base, _) = halfway(&world).await;
        let open = first.get(&format!("{base}/vehicle")).await.expect(200);
        let code = make_code(&first, &base).await;
        let second = Guest::new(&world.base);
        enter(&second, &invited, &code).await.expect(303);
        second.answer(&format!("{base}/vehicle"), &[("vehicleMake", "Saved there")]).await;
        let lost = first.submit(&open, &[("vehicleMake", "Typed here")], "continue").await.expect(401);
        assert_eq!(lost.heading(), "This signup was carried on elsewhere");
        let new = make_code(&second, &base).await;
        let stale = first.submit(&lost, &[("code", &new), ("share", "yes")], "").await.expect(422);
        assert!(stale.text().contains("Saved there"));
        assert_eq!(stale.value("vehicleMake").as_deref(), Some("Typed here"));
        assert_eq!(second.get(&open.url).await.expect(200).value("vehicleMake").as_deref(), Some("Saved there"));
        first.submit(&stale, &[], "continue").await.expect(303);
        assert_eq!(second.get(&open.url).await.expect(200).value("vehicleMake").as_deref(), Some("Typed here"));
    }

    async fn what_was_typed_stays_on_the_page_until_it_is_brought_back(world) {
        let tenant = world.tenant("Acme").await;
        let (invited, first) = (tenant.invite().await, Guest::new(&world.base));
        let base = format!("/s/{}", invited.id);
        let stranger = Guest::new(&world.base);
        let typed = [("name".to_owned(), "Typed <now>".to_owned())];
        let pending = stranger.post(&format!("{base}/personal"), &typed).await.expect(401);
        assert!(pending.text().contains("Typed <now>") && !pending.has_input("code"), "nobody has started");
        let page = first.get(&first.start(&invited).await).await.expect(200);
        let code = make_code(&first, &base).await;
        let lost = stranger.submit(&page, &[("name", "Typed <now>")], "continue").await.expect(401);
        let before = world.rows().await;
        let posted = filled(&lost, &[("code", &code)], "");
        // Another browser's page, with and without a cookie: refused, and the text is still there.
        for guest in [Guest::new(&world.base), Guest::with_cookie(&world.base, "a=b")] {
            let told = guest.post(&lost.action(), &posted).await.expect(403);
            assert!(told.errors()[0].1.starts_with("We could not confirm"));
            assert_eq!(told.texts("dl.rows dd"), ["Typed <now>"]);
            assert_eq!(told.value("code").as_deref(), Some(code.as_str()));
        }
        let foreign = Guest::with_headers(&world.base, &[("sec-fetch-site", "cross-site")]);
        let told = foreign.post(&lost.action(), &posted).await.expect(403);
        assert!(!told.html.contains("Typed"));
        disable(&world, &tenant, true).await;
        let told = stranger.post(&lost.action(), &posted).await.expect(403);
        assert!(told.errors()[0].1.starts_with("Acme has paused signups"));
        assert_eq!(told.texts("dl.rows dd"), ["Typed <now>"]);
        disable(&world, &tenant, false).await;
        assert_eq!(world.rows().await, before);
        stranger.submit(&told, &[], "").await.expect(303);
        assert_eq!(stranger.get(&page.url).await.expect(200).value("name").as_deref(), Some("Typed <now>"));
    }

    async fn what_comes_too_late_or_leads_nowhere_can_be_copied(world) {
        let tenant = world.tenant("Acme").await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let page = guest.get(&guest.start(&invited).await).await.expect(200);
        let code = make_code(&guest, &format!("/s/{}", invited.id)).await;
        let stranger = Guest::new(&world.base);
        let typed = [("name", "Typed <now>"), ("dateOfBirth-day", "7"), ("dateOfBirth-month", "May")];
        let lost = stranger.submit(&page, &typed, "continue").await.expect(401);
        world.pass(30 * 86_400);
        let before = world.rows().await;
        let late = [
            guest.submit(&page, &typed, "continue").await,
            guest.submit(&page, &typed, "pause").await,
            stranger.submit(&page, &typed, "continue").await,
            stranger.submit(&lost, &[("code", &code)], "").await,
        ];
        for late in late {
            let late = late.expect(422);
            assert_eq!(late.heading(), "This signup is no longer open");
            assert_eq!(late.texts("dl.rows dd"), ["Typed <now>", "7 May"]);
            assert_eq!(late.texts("textarea#typed"), ["First name: Typed <now> Date of birth: 7 May"]);
            assert!(!late.html.contains(&code));
        }
        assert_eq!(world.rows().await, before);
        let nobodys = "/s/0192f0c1-2345-7000-8000-000000000000";
        for page in ["personal", "resume"] {
            let mut posted = vec![("name".to_owned(), "Typed <now>".to_owned())];
            posted.push(("section".to_owned(), "personal".to_owned()));
            let told = guest.post(&format!("{nobodys}/{page}"), &posted).await.expect(404);
            assert_eq!(told.heading(), "This page or link does not exist");
            assert_eq!(told.texts("dl.rows dd"), ["Typed <now>"]);
        }
    }

    async fn what_came_too_late_is_taken_along_into_a_new_signup(world) {
        let (tenant, other) = (world.tenant("Acme").await, world.tenant("Other").await);
        let guest = Guest::new(&world.base);
        let page = guest.get(&guest.start(&tenant.invite().await).await).await.expect(200);
        guest.start(&other.invite().await).await;
        world.pass(8 * 86_400);
        let (tenant, other) = (tenant.renewed().await, other.renewed().await);
        let typed = [("name", "Typed <now>"), ("mobile", "not yet"), ("dateOfBirth-month", "May")];
        let late = guest.submit(&page, &typed, "continue").await.expect(422);
        assert_eq!(late.texts("main form button")[0], "Put it into my new signup");
        let take = async |from: &Page| guest.submit(from, &[("along", "yes")], "").await;

        // There is none yet, but another tenant's and another browser's.
        guest.start(&other.invite().await).await;
        let new = tenant.invite().await;
        let before = world.rows().await;
        let told = take(&late).await.expect(422);
        let started = Guest::new(&world.base);
        let theirs = tenant.invite().await;
        started.start(&theirs).await;
        assert_eq!(take(&told).await.expect(422).heading(), "This signup is no longer open");
        assert!(told.title().starts_with("Important: "), "{}", told.title());
        assert!(told.texts("[role=alert]")[0].contains("There is no new signup in this browser yet."));
        assert_eq!(told.texts("dl.rows dd"), ["Typed <now>", "not yet", "May"], "it is still there");

        let step = guest.start(&new).await;
        assert_eq!(take(&told).await.location(), step);
        let shown = guest.get(&step).await.expect(200);
        for (name, value) in typed {
            assert_eq!(shown.value(name).as_deref(), Some(value), "{name}");
        }
        assert!(shown.errors().is_empty(), "nothing was sent that could be wrong");

        // What was typed there since is not overwritten unseen.
        guest.submit(&shown, &[("name", "Typed since")], "pause").await.expect(200);
        let both = take(&told).await.expect(422);
        assert!(both.texts("h2#stale-title").len() == 1 && both.text().contains("Typed since"), "{}", both.text());
        assert_eq!(guest.get(&step).await.value("name").as_deref(), Some("Typed since"));
        assert_ne!(before, world.rows().await);
    }

    async fn only_this_browsers_own_page_takes_anything_along(world) {
        let tenant = world.tenant("Acme").await;
        let guest = Guest::new(&world.base);
        let page = guest.get(&guest.start(&tenant.invite().await).await).await.expect(200);
        world.pass(8 * 86_400);
        let tenant = tenant.renewed().await;
        let late = guest.submit(&page, &[("name", "Typed <now>")], "continue").await.expect(422);
        let stranger = Guest::new(&world.base);
        let strangers = stranger.submit(&page, &[("name", "Bait")], "continue").await.expect(422);
        let step = guest.start(&tenant.invite().await).await;
        let before = world.rows().await;
        for (sent, from) in [(&stranger, &late), (&guest, &strangers)] {
            let told = sent.submit(from, &[("along", "yes")], "").await.expect(422);
            assert!(told.texts("[role=alert]")[0].contains("could not confirm"), "{}", told.text());
        }
        let foreign = Guest::with_headers(&world.base, &[("sec-fetch-site", "cross-site")]);
        let told = foreign.submit(&page, &[("name", "Bait")], "continue").await.expect(422);
        assert!(!told.has_input("along"), "another site's text is nobody's");
        assert_eq!(world.rows().await, before);
        assert_eq!(guest.get(&step).await.value("name").as_deref(), Some(""));
        disable(&world, &tenant, true).await;
        let told = guest.submit(&late, &[("along", "yes")], "").await.expect(422);
        assert!(told.texts("[role=alert]")[0].contains("no new signup"));
        disable(&world, &tenant, false).await;
        guest.submit(&late, &[("along", "yes")], "").await.expect(303);
        assert_eq!(guest.get(&step).await.value("name").as_deref(), Some("Typed <now>"));
    }
}
