//! Who becomes a session's holder by pressing Start: the browser that opened the page, and no other.

use crate::harness::{Engine, Guest, Invited, Page, Program, World, filled};

const STARTED_ELSEWHERE: &str = "This signup was started in another browser";
const NO_COOKIE: &str = "This browser did not keep our cookie";

/// Has a browser post what another page would: by a form on a site whose origin is not told, from a browser
/// that says nothing of sites.
async fn forced(victim: &Guest, page: &Page) -> Page {
    let mut pairs = filled(page, &[], "");
    // What was the proof before there was a cookie.
    pairs.push(("claim".to_owned(), page.cookie().unwrap_or_default()));
    let request = victim.client().post(page.action()).header("origin", "null").form(&pairs);
    victim.send(&page.action(), request).await
}

async fn invited(world: &World) -> Invited {
    world.tenant("Acme").await.invite().await
}

both! {
    async fn nobody_can_have_another_browser_start_by_a_claim_of_theirs(world) {
        let tenant = world.tenant("Acme").await;
        let invited = tenant.invite().await;
        let attacker = Guest::new(&world.base);
        let bait = attacker.get(&invited.link).await.expect(200);
        let before = world.rows().await;

        // A browser that has never been here has no cookie, one that has opened the link has another.
        let victim = Guest::new(&world.base);
        assert_eq!(forced(&victim, &bait).await.expect(403).heading(), NO_COOKIE);
        let start = victim.get(&invited.link).await.expect(200);
        assert!(forced(&victim, &bait).await.expect(403).has_input("token"), "its own start page");
        assert_eq!(world.rows().await, before);
        assert_eq!(tenant.session(&invited.id).await["status"], "pending");

        // The victim starts of their own will, and answers.
        let personal = victim.submit(&start, &[], "").await.location();
        let answers = [("name", "Canary"), ("surname", "Canary"), ("mobile", "0821234567")];
        victim.answer(&personal, &answers).await;
        // What the attacker kept opens nothing.
        for page in [
            attacker.get(&invited.link).await.expect(200),
            attacker.submit(&bait, &[], "").await.expect(200),
        ] {
            assert_eq!(page.heading(), STARTED_ELSEWHERE);
            assert!(!page.html.contains("Canary"));
        }
        attacker.get(&personal).await.expect(401);
        assert_eq!(victim.get(&personal).await.value("name").as_deref(), Some("Canary"));
    }

    async fn nobody_can_have_another_browser_take_a_session_over_either(world) {
        let invited = invited(&world).await;
        let (attacker, owner) = (Guest::new(&world.base), Guest::new(&world.base));
        let personal = owner.start(&invited).await;
        let bait = attacker.get(&invited.link).await.expect(200);
        assert_eq!(bait.heading(), STARTED_ELSEWHERE);
        let again = attacker.get(&format!("{}?again", invited.link)).await.expect(200);
        let before = world.rows().await;
        for victim in [Guest::new(&world.base), owner.clone()] {
            forced(&victim, &bait).await.expect(403);
            forced(&victim, &again).await.expect(403);
        }
        assert_eq!(world.rows().await, before);
        owner.get(&personal).await.expect(200);
    }

    async fn a_double_click_is_one_start(world) {
        let invited = invited(&world).await;
        let guest = Guest::new(&world.base);
        let start = guest.get(&invited.link).await.expect(200);
        let [one, two] = [0, 1].map(|_| guest.submit(&start, &[], ""));
        let (one, two) = tokio::join!(one, two);
        let path = one.location();
        assert_eq!(two.location(), path);
        guest.get(&path).await.expect(200);
        assert_eq!(world.select("select kind from event").await.concat(), ["SIGNUP_STARTED"]);
    }

    async fn an_answer_lost_on_the_way_loses_nothing(world) {
        let invited = invited(&world).await;
        let guest = Guest::new(&world.base);
        let start = guest.get(&invited.link).await.expect(200);
        // The same browser, as far as we can tell; the answer with the next cookie never reaches it.
        let sent = Guest::with_cookie(&world.base, &start.cookie().expect("a cookie"));
        let path = sent.submit(&start, &[], "").await.location();
        guest.get(&path).await.expect(401);
        let again = guest.get(&invited.link).await.expect(200);
        assert_eq!(again.heading(), "Sign up with Acme", "it is not another browser's");
        assert_eq!(again.cookie(), None);
        let before = world.count("event").await;
        // By the page that is still open, or by the link opened again.
        for page in [&start, &again] {
            assert_eq!(guest.submit(page, &[], "").await.location(), path);
        }
        assert_eq!(world.count("event").await, before, "it is started once");
        guest.get(&path).await.expect(200);
    }

    async fn two_tabs_and_two_links_start_in_one_browser(world) {
        let tenant = world.tenant("Acme").await;
        let (one, two) = (tenant.invite().await, tenant.invite().await);
        let guest = Guest::new(&world.base);
        let first = guest.get(&one.link).await.expect(200);
        let tab = guest.get(&one.link).await.expect(200);
        let second = guest.get(&two.link).await.expect(200);
        assert!(first.cookie().is_some() && tab.cookie().is_none() && second.cookie().is_none(), "one cookie");
        let path = guest.submit(&first, &[], "").await.location();
        assert_eq!(guest.submit(&tab, &[], "").await.location(), path);
        let other = guest.submit(&second, &[], "").await.location();
        for (link, path) in [(&one.link, &path), (&two.link, &other)] {
            guest.get(path).await.expect(200);
            assert_eq!(guest.get(link).await.location(), *path, "opened again, it goes on");
        }
        // A page is for the link that it was opened by.
        let third = tenant.invite().await;
        let wrong = guest.post(&third.link, &filled(&first, &[], "")).await.expect(403);
        guest.submit(&wrong, &[], "").await.expect(303);
    }

    async fn a_browser_that_refuses_cookies_is_told_so(world) {
        let tenant = world.tenant("Acme").await;
        let invited = tenant.invite().await;
        let before = world.rows().await;
        let short = format!("enrol-start={}", "A".repeat(42));
        let odd = format!("enrol-start={}", "é".repeat(43));
        for cookie in ["other=1", "enrol-start=", &short, &odd] {
            let guest = Guest::with_cookie(&world.base, cookie);
            let start = guest.get(&invited.link).await.expect(200);
            assert!(start.cookie().is_some_and(|given| given.starts_with("enrol-start=")), "{cookie}");
            let told = guest.submit(&start, &[], "").await.expect(403);
            assert_eq!(told.heading(), NO_COOKIE);
            assert!(told.text().contains("Allow cookies for this site"));
            assert_eq!(told.link("Try again").as_deref(), Some(""), "the link, which the page does not name");
            assert_eq!(told.cookie(), None);
        }
        assert_eq!(world.rows().await, before);
        assert_eq!(tenant.session(&invited.id).await["status"], "pending");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_cookie_before_start_is_out_of_reach() {
    let world = World::on(Engine::Sqlite).await;
    let start = Guest::new(&world.base).get(&invited(&world).await.link).await.expect(200);
    let given = start.header("set-cookie").expect("a cookie").to_owned();
    let (value, rest) = given.strip_prefix("enrol-start=").expect("its name").split_once("; ").expect("more");
    assert_eq!((value.len(), rest), (43, "HttpOnly; SameSite=Lax; Path=/; Max-Age=1900800"));
    assert!(!start.html.contains(value), "the page tells what only the cookie is to know");

    // Over https no other host or path can set it.
    let program = Program::on(Engine::Sqlite).await.set("ENROL_PUBLIC_URL", "https://enrol.example");
    let program = program.set("ENROL_HOSTS", program.setting("ENROL_LISTEN"));
    let _server = program.serve().await;
    let link = program.tenant("Acme").await.invite().await.link;
    let path = link.strip_prefix("https://enrol.example").expect("our name");
    let start = Guest::new(&program.base()).get(path).await.expect(200);
    let given = start.header("set-cookie").expect("a cookie").to_owned();
    assert!(given.starts_with("__Host-enrol-start=") && given.ends_with("; Secure"), "{given}");
    assert!(given.contains("; Path=/;") && !given.contains("Domain"), "{given}");
    let cookie = start.cookie().expect("a cookie");
    let planted = cookie.replace("__Host-", "");
    let told = Guest::with_cookie(&program.base(), &planted).submit(&start, &[], "").await.expect(403);
    assert_eq!(told.heading(), NO_COOKIE, "a name without the prefix is anybody's");
    let started = Guest::with_cookie(&program.base(), &cookie).submit(&start, &[], "").await.expect(303);
    assert!(started.cookie().is_some_and(|cookie| cookie.starts_with("__Host-enrol=")));
}
