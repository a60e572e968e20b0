//! Posts that are not the person's own, and cookies that are not ours: refused, with nothing changed.

use crate::harness::{Guest, Page, World, filled};

const SITES: [Option<&str>; 5] =
    [None, Some("same-origin"), Some("same-site"), Some("cross-site"), Some("none")];

fn foreign_origins(own: &str) -> [Option<String>; 4] {
    [Some(own.to_owned()), Some("https://evil.example".to_owned()), Some("null".to_owned()), None]
}

/// Posts as a browser would that says this of where the form came from.
async fn post_from(
    guest: &Guest,
    page: &Page,
    pairs: &[(String, String)],
    origin: Option<&str>,
    site: Option<&str>,
) -> Page {
    let url = page.action();
    let mut request = guest.client().post(&url).form(pairs);
    for (name, value) in [("origin", origin), ("sec-fetch-site", site)] {
        if let Some(value) = value {
            request = request.header(name, value);
        }
    }
    guest.send(&url, request).await
}

async fn at_step(world: &World) -> (Guest, String) {
    let tenant = world.tenant("Acme").await;
    let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
    let page = guest.reach(&invited, "medical", "0821234567").await;
    (guest, page.url.replace("medical", "personal"))
}

both! {
    async fn only_the_own_pages_token_from_the_own_site_is_taken(world) {
        let (guest, path) = at_step(&world).await;
        let (other, elsewhere) = at_step(&world).await;
        let foreign = other.get(&elsewhere).await.value("token").expect("a token");
        let mut taken = 0;
        let tokens = [("none", Some(None)), ("wrong", Some(Some("A"))), ("foreign", Some(Some(&*foreign)))];
        for (kind, token) in tokens.into_iter().chain([("right", None)]) {
            for origin in foreign_origins(&world.base) {
                for site in SITES {
                    let case = format!("{kind} token, origin {origin:?}, site {site:?}");
                    let page = guest.get(&path).await.expect(200);
                    let surname = format!("Typed {taken}");
                    let mut pairs = filled(&page, &[("surname", &surname)], "continue");
                    if let Some(token) = token {
                        pairs.retain(|(name, _)| name != "token");
                        pairs.extend(token.map(|token| ("token".to_owned(), token.to_owned())));
                    }
                    let own = origin.as_deref().is_none_or(|origin| origin == world.base || origin == "null")
                        && site.is_none_or(|site| site == "same-origin");
                    let before = world.rows().await;
                    let answer = post_from(&guest, &page, &pairs, origin.as_deref(), site).await;
                    if own && kind == "right" {
                        answer.expect(303);
                        assert_eq!(guest.get(&path).await.value("surname"), Some(surname), "{case}");
                        taken += 1;
                    } else {
                        let refused = answer.expect(403);
                        assert_eq!(world.rows().await, before, "{case}");
                        let kept = refused.value("surname") == Some(surname);
                        // What our own page sent is the person's; what another site sent is not.
                        assert_eq!(kept, own, "{case}");
                        assert_eq!(refused.heading(), "About you");
                    }
                }
            }
        }
        assert_eq!(taken, 6, "own, null and no origin, each with no word or a good word of the browser");
    }

    async fn a_refused_post_is_taken_when_it_is_sent_again(world) {
        let (guest, path) = at_step(&world).await;
        let page = guest.get(&format!("{path}?return=check")).await;
        let refused =
            guest.submit(&page, &[("surname", "Typed"), ("token", "gone")], "continue").await.expect(403);
        assert!(refused.text().contains("nothing was saved. Check the answers below"));
        assert_eq!(
            refused.value("return").as_deref(),
            Some("check"),
            "still on the way back to the check page"
        );
        guest.submit(&refused, &[], "continue").await.expect(303);
        assert_eq!(guest.get(&path).await.value("surname").as_deref(), Some("Typed"));
    }

    async fn no_other_form_is_taken_without_its_token_either(world) {
        let tenant = world.tenant("Acme").await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let start = guest.get(&invited.link).await;
        let other =
            Guest::new(&world.base).get(&tenant.invite().await.link).await.value("token").expect("a token");
        let before = world.rows().await;
        for token in ["", "A", &other] {
            let refused = guest.submit(&start, &[("token", token)], "").await.expect(403);
            assert_eq!(refused.cookie(), None);
            assert!(refused.has_input("token"), "the page again, to press Start once more");
        }
        for (origin, site) in
            [(Some("https://evil.example"), None), (None, Some("cross-site")), (None, Some("same-site"))]
        {
            post_from(&guest, &start, &filled(&start, &[], ""), origin, site).await.expect(403);
        }
        assert_eq!(world.rows().await, before);

        let check = guest.reach_check(&invited, "0821234567").await;
        let ask = guest.get(&format!("/s/{}/cancel", invited.id)).await.expect(200);
        let before = world.rows().await;
        for (page, button) in [(&check, "finish"), (&check, "leave"), (&ask, "cancel")] {
            let again = guest.submit(page, &[("token", &other)], button).await.expect(403);
            assert_eq!(again.heading(), page.heading());
            let pairs = filled(page, &[], button);
            post_from(&guest, page, &pairs, Some("https://evil.example"), None).await.expect(403);
            post_from(&guest, page, &pairs, None, Some("cross-site")).await.expect(403);
        }
        assert_eq!(world.rows().await, before);
        assert!(guest.submit(&check, &[], "finish").await.location().contains("status=completed"));
    }

    async fn a_cookie_that_we_did_not_give_is_never_adopted(world) {
        let tenant = world.tenant("Acme").await;
        let invited = tenant.invite().await;
        let planted = "enrol=AAAAAAAAAAAAAAAAAAAAAQ";
        let first = Guest::new(&world.base).get(&invited.link).await.expect(200).cookie().expect("a cookie");
        let guest = Guest::with_cookie(&world.base, &format!("{planted}; {first}"));
        let start = guest.get(&invited.link).await.expect(200);
        let started = guest.submit(&start, &[], "").await;
        let path = started.location();
        let given = started.cookie().expect("a cookie");
        assert_ne!(given, planted);
        guest.get(&path).await.expect(401);
        Guest::with_cookie(&world.base, &given).get(&path).await.expect(200);

        let whole = started.header("set-cookie").expect("a cookie").to_owned();
        let attributes: Vec<&str> = whole.split("; ").skip(1).collect();
        for wanted in ["HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(attributes.contains(&wanted), "{wanted} is not in {whole}");
        }
        assert!(!whole.contains("Domain") && whole.len() < 4096, "{whole}");
        let secret = invited.link.rsplit('/').next().expect("a secret");
        assert!(!whole.contains(secret) && !whole.contains(&invited.id));
    }

    async fn foreign_broken_and_expired_cookies_open_nothing(world) {
        let tenant = world.tenant("Acme").await;
        let (mine, theirs) = (tenant.invite().await, tenant.invite().await);
        let own = Guest::new(&world.base);
        let start = own.get(&mine.link).await;
        let cookie = own.submit(&start, &[], "").await.cookie().expect("a cookie");
        let path = Guest::new(&world.base).start(&theirs).await;
        let before = world.rows().await;
        let long = format!("enrol={}", "A".repeat(4000));
        for sent in [
            cookie.as_str(),
            "enrol=",
            "enrol=%00",
            "enrol=not-an-id",
            "enrol=\u{22}\u{22}",
            "other=1",
            &long,
            "enrol=AAAAAAAAAAAAAAAAAAAAAQ; enrol=x",
        ] {
            let guest = Guest::with_cookie(&world.base, sent);
            guest.get(&path).await.expect(401);
            let typed = [("name".to_owned(), "Typed".to_owned())];
            assert_eq!(
                guest.post(&path, &typed).await.expect(401).texts("dl.rows dd"),
                ["Typed"],
                "{sent}"
            );
        }
        assert_eq!(world.rows().await, before);

        let own_path = format!("/s/{}/personal", mine.id);
        let own = Guest::with_cookie(&world.base, &cookie);
        own.get(&own_path).await.expect(200);
        let past = match world.engine {
            crate::harness::Engine::Sqlite => "1",
            crate::harness::Engine::Postgres => "'2000-01-01'",
        };
        let changed =
            world.select(&format!("update browser set expires_at = {past} returning 'expired'")).await;
        assert_eq!(changed.len(), 2);
        own.get(&own_path).await.expect(401);
    }

    async fn a_cookie_that_was_replaced_is_soon_forgotten(world) {
        let tenant = world.tenant("Acme").await;
        let (one, two) = (tenant.invite().await, tenant.invite().await);
        let guest = Guest::new(&world.base);
        let start = guest.get(&one.link).await;
        let old = guest.submit(&start, &[], "").await.cookie().expect("a cookie");
        let second = guest.start(&two).await;
        let (first, old) = (format!("/s/{}/personal", one.id), Guest::with_cookie(&world.base, &old));
        // A click that was under way is not turned away, but what came since is not the old one's.
        old.get(&first).await.expect(200);
        old.get(&second).await.expect(401);
        world.pass(601);
        old.get(&first).await.expect(401);
        for path in [&first, &second] {
            guest.get(path).await.expect(200);
        }
    }

    async fn the_cookie_changes_where_what_it_opens_changes(world) {
        let tenant = world.tenant("Acme").await;
        let (one, two) = (tenant.invite().await, tenant.invite().await);
        let guest = Guest::new(&world.base);
        let mut known = Vec::new();
        for invited in [&one, &two] {
            let start = guest.get(&invited.link).await;
            known.push(guest.submit(&start, &[], "").await.cookie().expect("a new cookie"));
        }
        let ask = guest.get(&format!("/s/{}/cancel", one.id)).await;
        known.push(guest.submit(&ask, &[], "cancel").await.cookie().expect("a new cookie"));
        known.sort_unstable();
        known.dedup();
        assert_eq!(known.len(), 3, "no cookie is used twice");
    }
}
