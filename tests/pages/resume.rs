//! Going on in another browser by the resume code: what it opens, for whom, how often it may be wrong.

use enrol::actions::access;
use enrol::domain::language::Language;

use super::devices::{halfway, shows_nothing};
use super::together::at_once;
use crate::harness::{Guest, Invited, Page, Tenant, World, filled};

const HEADING: &str = "This signup was started in another browser";
const LOCKED: &str = "Too many wrong codes were entered. Get a new code where you started, or start again";

/// A code that is not this one.
pub(super) fn other_than(code: &str) -> &'static str {
    if code.starts_with('2') { "3333-3333" } else { "2222-2222" }
}

/// A new code for the session at this path.
pub(super) async fn make_code(guest: &Guest, base: &str) -> String {
    let page = guest.get(&format!("{base}/pause")).await.expect(200);
    let shown = guest.submit(&page, &[], "").await.expect(200);
    let code = shown.texts(".code").concat();
    assert_eq!(code.len(), 9, "{code}");
    code
}

/// Enters a code on the page that the link opens.
pub(super) async fn enter(guest: &Guest, invited: &Invited, code: &str) -> Page {
    let page = guest.get(&invited.link).await.expect(200);
    assert_eq!(page.heading(), HEADING);
    guest.submit(&page, &[("code", code)], "").await
}

/// What is said of a code that does not count.
fn refusal(page: Page) -> String {
    let page = page.expect(422);
    assert_eq!(page.heading(), HEADING);
    assert!(page.title().starts_with("Error: "));
    shows_nothing(&page);
    let errors = page.errors();
    assert_eq!(page.texts("#code-error"), [format!("Error: {}", errors[0].1)]);
    assert_eq!((errors.len(), errors[0].0.as_str()), (1, "code"));
    errors.into_iter().next().unwrap_or_default().1
}

/// How many sessions know of a code or a wrong one.
async fn known(world: &World) -> String {
    let sql =
        "select cast(count(*) as text) from signup where resume_fingerprint is not null or resume_tries <> 0";
    world.select(sql).await.concat().concat()
}

pub(super) async fn disable(world: &World, tenant: &Tenant, disabled: bool) {
    access::disable_source(&world.app, tenant.source, disabled).await.expect("a source");
}

both! {
    async fn leaving_a_step_for_later_shows_a_code_once(world) {
        let (guest, _, base, _) = halfway(&world).await;
        let page = guest.get(&format!("{base}/medical")).await.expect(200);
        let shown = guest.submit(&page, &[("allergies", "nuts")], "pause").await.expect(200);
        assert_eq!(shown.heading(), "Your answers are saved");
        let code = shown.texts(".code").concat();
        let (one, two) = code.split_once('-').expect("two groups");
        for group in [one, two] {
            assert!(group.len() == 4 && group.chars().all(|c| "23456789CFGHJMPQRVWX".contains(c)), "{code}");
        }
        assert_eq!(shown.header("cache-control"), Some("no-store"));
        assert!(shown.text().contains("You can carry on until "), "{}", shown.text());
        let later = guest.get(&format!("{base}/pause")).await.expect(200);
        assert!(!later.html.contains(&code) && later.texts(".code").is_empty(), "it is shown once");
        assert!(later.text().contains("You were shown one before. A new one replaces it."));
        assert_ne!(make_code(&guest, &base).await, code);
        // What was typed is saved like on any other way of leaving.
        assert_eq!(guest.get(&page.url).await.value("allergies").as_deref(), Some("nuts"));
    }

    async fn the_code_carries_on_in_another_browser_and_ends_the_first(world) {
        let (first, invited, base, _) = halfway(&world).await;
        let open = first.get(&format!("{base}/medical")).await.expect(200);
        let code = make_code(&first, &base).await;
        let second = Guest::new(&world.base);
        let way = format!(" {} ", code.to_lowercase().replace('-', " \u{2013} "));
        let on = enter(&second, &invited, &way).await;
        assert_eq!(on.location(), format!("{base}/medical"));
        for (page, name, value) in [("personal", "name", "Canaryname"), ("vehicle", "vehicleMake", "Canarymobile")] {
            let shown = second.get(&format!("{base}/{page}")).await.expect(200);
            assert_eq!(shown.value(name).as_deref(), Some(value));
        }
        // The first one's access ended; what is typed there is shown, and nothing else.
        let before = world.rows().await;
        let lost = first.submit(&open, &[("allergies", "nuts <all>")], "continue").await.expect(401);
        assert_eq!(lost.heading(), "This signup was carried on elsewhere");
        assert!(lost.texts("dl.rows dd").contains(&"nuts <all>".to_owned()));
        shows_nothing(&lost);
        assert_eq!(first.get(&invited.link).await.expect(200).heading(), HEADING);
        assert_eq!(world.rows().await, before);
        assert_eq!(known(&world).await, "0", "the code is spent");
        assert_eq!(refusal(enter(&first, &invited, &code).await), "This code is not right: check it. You have 4 tries left");
        let kin = second.answer(&format!("{base}/medical"), &[]).await;
        let check = second.answer(&kin, &[]).await;
        let check = second.get(&check).await.expect(200);
        assert!(second.submit(&check, &[], "finish").await.location().contains("status=completed"));
        let kinds = world.select("select kind from event order by id").await.concat();
        assert_eq!(kinds.iter().filter(|kind| *kind == "SIGNUP_STARTED").count(), 1, "it is the same signup");
    }

    async fn a_click_more_and_an_answer_lost_on_the_way_lose_nothing(world) {
        let (first, invited, base, _) = halfway(&world).await;
        let code = make_code(&first, &base).await;
        let second = Guest::new(&world.base);
        let page = second.get(&invited.link).await.expect(200);
        // The same browser, as far as we can tell; the answer with the next cookie never reaches it.
        let sent = Guest::with_cookie(&world.base, &page.cookie().expect("a cookie"));
        sent.submit(&page, &[("code", &code)], "").await.expect(303);
        second.submit(&page, &[("code", &code)], "").await.expect(303);
        second.get(&format!("{base}/check")).await.expect(303);
        second.get(&format!("{base}/vehicle")).await.expect(200);
    }

    async fn both_browsers_go_on_where_the_person_says_so(world) {
        let (first, invited, base, _) = halfway(&world).await;
        let code = make_code(&first, &base).await;
        let second = Guest::new(&world.base);
        let page = second.get(&invited.link).await.expect(200);
        second.submit(&page, &[("code", &code), ("share", "yes")], "").await.expect(303);
        for guest in [&first, &second] {
            let shown = guest.get(&format!("{base}/vehicle")).await.expect(200);
            assert_eq!(shown.value("vehicleMake").as_deref(), Some("Canarymobile"));
            assert_eq!(guest.get(&invited.link).await.location(), format!("{base}/medical"));
        }
        // What one saves the other is shown; neither overwrites the other unseen.
        let [here, there] = [first.get(&format!("{base}/medical")).await, second.get(&format!("{base}/medical")).await];
        first.submit(&here, &[("allergies", "nuts")], "back").await.expect(303);
        let stale = second.submit(&there, &[("allergies", "bees")], "back").await.expect(422);
        assert!(stale.text().contains("nuts"));
        // One is cleared, the other goes on.
        let page = second.get(&format!("{base}/pause")).await.expect(200);
        let token = page.value("token").expect("a token");
        second.post(&format!("{base}/clear"), &[("token".to_owned(), token)]).await.expect(303);
        second.get(&format!("{base}/vehicle")).await.expect(401);
        assert_eq!(second.get(&invited.link).await.expect(200).heading(), HEADING);
        first.get(&format!("{base}/vehicle")).await.expect(200);
        // The code still lets in, until a new one ends it.
        let third = Guest::new(&world.base);
        let page = third.get(&invited.link).await.expect(200);
        let new = make_code(&first, &base).await;
        third.submit(&page, &[("code", &code), ("share", "yes")], "").await.expect(422);
        third.submit(&page, &[("code", &new), ("share", "yes")], "").await.expect(303);
        // The first one ends the signup, and the third may see how, with the way back.
        let ask = first.get(&format!("{base}/cancel")).await.expect(200);
        first.submit(&ask, &[], "cancel").await.expect(303);
        let done = third.get(&format!("{base}/done")).await.expect(200);
        assert!(done.attribute("main a.button", "href").is_some_and(|href| href.contains("status=cancelled")));
    }

    async fn five_wrong_codes_lock_until_a_new_one_is_made(world) {
        let (first, invited, base, _) = halfway(&world).await;
        let code = make_code(&first, &base).await;
        let wrong = other_than(&code);
        let second = Guest::new(&world.base);
        for left in ["4 tries", "3 tries", "2 tries", "1 try"] {
            let said = refusal(enter(&second, &invited, wrong).await);
            assert_eq!(said, format!("This code is not right: check it. You have {left} left"));
        }
        // What cannot be a code is no try.
        for typed in ["", "abc", "CFGH-23456"] {
            let said = refusal(enter(&second, &invited, typed).await);
            assert_eq!(said, "Enter all 8 letters and numbers of the code, such as CFGH-2345");
        }
        assert_eq!(refusal(enter(&second, &invited, wrong).await), LOCKED);
        // Right and wrong are the same now, whoever tries.
        let third = Guest::new(&world.base);
        let [right, other] = [enter(&third, &invited, &code).await, enter(&third, &invited, wrong).await];
        assert_eq!(right.masked(&[&code]), other.masked(&[wrong]));
        assert_eq!(right.html.len(), other.html.len());
        assert_eq!((refusal(right), refusal(other)), (LOCKED.to_owned(), LOCKED.to_owned()));
        first.get(&format!("{base}/vehicle")).await.expect(200);
        let new = make_code(&first, &base).await;
        assert!(refusal(enter(&second, &invited, &code).await).contains("4 tries"), "the old one is no code any more");
        enter(&second, &invited, &new).await.expect(303);
    }

    async fn without_a_code_everything_is_as_with_a_wrong_one(world) {
        let (first, invited, base, _) = halfway(&world).await;
        let second = Guest::new(&world.base);
        let none = enter(&second, &invited, "2222-2222").await;
        let code = make_code(&first, &base).await;
        let wrong = enter(&second, &invited, other_than(&code)).await;
        assert_eq!(none.masked(&["2222-2222"]), wrong.masked(&[other_than(&code)]));
        assert!(refusal(none).contains("4 tries"));
    }

    async fn tries_at_the_same_time_are_counted_one_by_one(world) {
        let (first, invited, base, _) = halfway(&world).await;
        let code = make_code(&first, &base).await;
        let wrong = other_than(&code);
        let mut ready = Vec::new();
        for _ in 0..20 {
            let guest = Guest::new(&world.base);
            ready.push((guest.clone(), guest.get(&invited.link).await.expect(200)));
        }
        let tries = ready.into_iter().map(|(guest, page)| async move { guest.submit(&page, &[("code", wrong)], "").await });
        let mut said: Vec<String> = at_once(tries.collect()).await.into_iter().map(refusal).collect();
        said.sort_unstable();
        let told = |left: &str| format!("This code is not right: check it. You have {left} left");
        let once = ["1 try", "2 tries", "3 tries", "4 tries"].map(told);
        assert_eq!(said[..4], once, "each number of tries is told once");
        assert!(said[4..].iter().all(|said| said == LOCKED), "{said:?}");
        assert_eq!(refusal(enter(&Guest::new(&world.base), &invited, &code).await), LOCKED);
    }

    async fn a_code_opens_its_own_session_and_no_other(world) {
        let (first, _, base, _) = halfway(&world).await;
        let code = make_code(&first, &base).await;
        for name in ["Acme", "Other"] {
            let (others, guest) = (world.tenant(name).await.invite().await, Guest::new(&world.base));
            guest.start(&others).await;
            make_code(&guest, &format!("/s/{}", others.id)).await;
            let said = refusal(enter(&Guest::new(&world.base), &others, &code).await);
            assert!(said.contains("not right"), "{name}: {said}");
        }
        first.get(&format!("{base}/vehicle")).await.expect(200);
    }

    async fn only_the_page_that_the_browser_was_given_is_listened_to(world) {
        let (first, invited, base, _) = halfway(&world).await;
        let code = make_code(&first, &base).await;
        let (second, other) = (Guest::new(&world.base), Guest::new(&world.base));
        let (page, bait) = (second.get(&invited.link).await, other.get(&invited.link).await);
        let before = world.rows().await;
        let action = format!("{}/resume", invited.link);
        let posted = |page: &Page| filled(page, &[("code", &code), ("share", "yes")], "");
        // Another browser's form, whoever posts it; the code that was typed is not lost.
        let told = second.post(&page.action(), &posted(&bait)).await.expect(403);
        assert_eq!(told.heading(), HEADING);
        assert_eq!(told.value("code").as_deref(), Some(code.as_str()));
        assert_eq!(told.errors()[0].1, "We could not confirm that this came from your page: press the button again");
        first.post(&action, &posted(&bait)).await.expect(403);
        let foreign = Guest::with_headers(&world.base, &[("sec-fetch-site", "cross-site")]);
        foreign.get(&invited.link).await;
        let told = foreign.post(&action, &posted(&page)).await.expect(403);
        assert!(!told.html.contains(&code));
        // A browser without the cookie.
        let told = Guest::with_cookie(&world.base, "a=b").post(&page.action(), &posted(&page)).await.expect(403);
        assert_eq!(told.heading(), "This browser did not keep our cookie");
        // A new code only by the owner's own page.
        for token in ["", "x"] {
            let token = [("token".to_owned(), token.to_owned())];
            assert_eq!(first.post(&format!("{base}/pause"), &token).await.location(), format!("{base}/pause"));
            second.post(&format!("{base}/pause"), &token).await.expect(401);
        }
        assert_eq!(world.rows().await, before);
        // The form itself, sent again, is good; the address is only posted to.
        assert_eq!(second.get(&action).await.location(), invited.link.strip_prefix(&world.base).expect("a path"));
        second.post(&action, &posted(&page)).await.expect(303);
    }

    async fn where_nothing_goes_on_a_code_says_how_it_stands(world) {
        let tenant = world.tenant("Acme").await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let (second, third) = (Guest::new(&world.base), Guest::new(&world.base));
        let start = second.get(&invited.link).await.expect(200);
        let action = format!("{}/resume", invited.link);
        let shown = second.post(&action, &filled(&start, &[("code", "CFGH-2345")], "")).await.location();
        let shown = second.get(&shown).await.expect(200);
        assert_eq!(shown.heading(), "Sign up with Acme", "nobody has started");
        guest.start(&invited).await;
        let base = format!("/s/{}", invited.id);
        let code = make_code(&guest, &base).await;
        let page = second.get(&invited.link).await.expect(200);
        let enter = async || second.submit(&page, &[("code", &code)], "").await;

        disable(&world, &tenant, true).await;
        assert_eq!(enter().await.expect(403).heading(), "Acme has paused signups");
        disable(&world, &tenant, false).await;
        world.pass(30 * 86_400);
        for page in [enter().await, third.get(&invited.link).await] {
            assert_eq!(page.expect(200).heading(), "This signup is no longer open");
        }
    }

    async fn the_code_goes_with_its_session(world) {
        let tenant = world.tenant("Acme").await;
        for end in ["finish", "cancel", "restart"] {
            let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
            let check = guest.reach_check(&invited, "0821234567").await;
            let base = format!("/s/{}", invited.id);
            let code = make_code(&guest, &base).await;
            let other = Guest::new(&world.base);
            refusal(enter(&other, &invited, other_than(&code)).await);
            assert_eq!(known(&world).await, "1");
            match end {
                "finish" => guest.submit(&check, &[], "finish").await.expect(303),
                "cancel" => {
                    let ask = guest.get(&format!("{base}/cancel")).await.expect(200);
                    guest.submit(&ask, &[], "cancel").await.expect(303)
                }
                _ => {
                    let ask = other.get(&format!("{}?again", invited.link)).await.expect(200);
                    other.submit(&ask, &[], "").await.expect(303)
                }
            };
            assert_eq!(known(&world).await, "0", "{end}");
        }
    }

    async fn the_language_stays_the_persons(world) {
        let tenant = world.tenant("Acme").await;
        world.speak(&tenant, &[Language::English, Language::Afrikaans]).await;
        let invited = tenant.invite().await;
        let first = Guest::with_headers(&world.base, &[("accept-language", "af")]);
        first.start(&invited).await;
        let base = format!("/s/{}", invited.id);
        let code = make_code(&first, &base).await;
        let second = Guest::with_headers(&world.base, &[("accept-language", "en")]);
        let page = second.get(&invited.link).await.expect(200);
        let on = second.submit(&page, &[("code", &code)], "").await.location();
        let shown = second.get(&on).await.expect(200);
        assert_eq!(shown.attribute("html", "lang").as_deref(), Some("af"));
        // The page with a code is posted for from a step; another language leads on without the step's inputs.
        let shown = second.submit(&shown, &[("name", "Thandi")], "pause").await.expect(200);
        let chosen = second.choose_language(&shown, &[], Language::English).await.location();
        assert_eq!(chosen, format!("{base}/pause"));
        assert_eq!(second.get(&chosen).await.expect(200).attribute("html", "lang").as_deref(), Some("en"));
        assert_eq!(second.get(&on).await.value("name").as_deref(), Some("Thandi"));
    }
}
