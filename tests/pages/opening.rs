//! A link that is opened by people, mail scanners and prefetchers, and changes nothing by it.

use serde_json::json;

use crate::harness::Guest;

both! {
    async fn opening_a_link_a_hundred_times_changes_nothing(world) {
        let tenant = world.tenant("Acme").await;
        let invited = tenant.invite().await;
        let before = world.rows().await;
        let headers: [&[(&str, &str)]; 5] = [
            &[],
            &[("sec-purpose", "prefetch;prerender")],
            &[("purpose", "prefetch")],
            &[("x-moz", "prefetch")],
            &[("user-agent", "Mozilla/5.0 (compatible; SafeLinks)"), ("sec-fetch-site", "cross-site")],
        ];
        let openings = (0..100).map(|at| {
            let guest = Guest::with_headers(&world.base, headers[at % headers.len()]);
            let link = invited.link.clone();
            tokio::spawn(async move {
                let client = guest.client();
                let request = if at % 2 == 0 { client.get(&link) } else { client.head(&link) };
                let page = guest.send(&link, request).await.expect(200);
                // A cookie to start with is all that anybody takes along, and a look at the head not even that.
                assert_eq!(page.cookie().is_some(), at % 2 == 0);
                assert_eq!(page.html.is_empty(), at % 2 != 0);
            })
        });
        for opening in openings.collect::<Vec<_>>() {
            opening.await.expect("an opening");
        }
        assert_eq!(world.rows().await, before);
        assert_eq!(tenant.session(&invited.id).await["status"], "pending");
        let guest = Guest::new(&world.base);
        assert_eq!(guest.start(&invited).await, format!("/s/{}/personal", invited.id));
    }

    async fn opening_a_link_that_was_started_changes_nothing(world) {
        let tenant = world.tenant("Acme").await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        guest.start(&invited).await;
        let before = world.rows().await;
        for at in 0..20 {
            let opener = if at % 2 == 0 { guest.clone() } else { Guest::new(&world.base) };
            let head = opener.client().head(&invited.link);
            for (page, is_get) in
                [(opener.send(&invited.link, head).await, false), (opener.get(&invited.link).await, true)]
            {
                assert_eq!(page.cookie().is_some(), is_get && at % 2 != 0);
                assert_eq!(page.status, if at % 2 == 0 { 303 } else { 200 });
            }
        }
        assert_eq!(world.rows().await, before);
    }

    async fn the_start_page_says_who_asks_what_and_until_when(world) {
        let tenant = world.tenant("Acme Armed Response").await;
        let invited = tenant.invite().await;
        let page = Guest::new(&world.base).get(&invited.link).await.expect(200);
        assert_eq!(page.heading(), "Sign up with Acme Armed Response");
        assert_eq!(page.texts("main ul li").len(), 4);
        let text = page.text();
        for part in [
            "Takes about 3 minutes. You need your mobile number.", "Open until ", "You can stop and come back.", "Start",
            "Your privacy", "Acme Armed Response gets your answers when you finish, not before.",
            "This form does not call for help.",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert_eq!(page.title(), "Sign up with Acme Armed Response", "the name stands there once");
        for bullet in page.texts("main ul li") {
            assert!(bullet.split(' ').count() <= 6, "{bullet}");
        }
        assert!(!text.contains("Have ready"), "{text}");
        // Fewer questions take less time, and what a form needs besides is told.
        let form = json!({ "sections": ["personal"], "fields": { "email": "required", "gender": "hidden" } });
        tenant.put("/signup-form", &form).await.expect(200);
        let page = Guest::new(&world.base).get(&tenant.invite().await.link).await.expect(200);
        assert!(page.text().contains("Takes about 1 minute. You need your mobile number. Have ready: Email address."));
        assert_eq!(page.texts("main ul li"), ["Your name and mobile number"]);
    }

    async fn a_link_that_is_none_leads_nowhere(world) {
        let tenant = world.tenant("Acme").await;
        let invited = tenant.invite().await;
        let before = world.rows().await;
        let mut cut = invited.link.clone();
        cut.pop();
        for link in [
            cut,
            format!("{}x", invited.link),
            format!("/signup/{}", invited.id),
            "/signup/%2e%2e".into(),
            "/signup/%ff".into(),
            "/signup/".into(),
            "/signup".into(),
            format!("/signup/{}", "A".repeat(4000)),
        ] {
            let guest = Guest::new(&world.base);
            let page = guest.get(&link).await.expect(404);
            assert_eq!(page.heading(), "This page or link does not exist", "{link}");
            let posted = guest.post(&link, &[("token".into(), "x".into())]).await;
            assert_eq!(posted.status, 404, "{link}");
        }
        assert_eq!(world.rows().await, before);
    }
}
