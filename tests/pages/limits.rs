//! How often a browser may open wrong links and enter wrong codes, and what whoever waits is told; and that one who posts
//! without end harms nobody.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use tokio::task::JoinSet;

use super::devices::{halfway, shows_nothing};
use super::resume::{make_code, other_than};
use crate::harness::{Guest, Page, World};

const WAIT: &str = "Too many wrong codes or links came from where you are. Wait a minute, then try again";

/// An instance that lets a browser be wrong three times a minute, and that believes a proxy on this machine.
async fn limited(world: &World) -> World {
    world.hold();
    let proxies = vec!["127.0.0.0/8".parse().expect("a network")];
    world.with(|settings| (settings.link_failures, settings.trusted_proxies) = (3, proxies)).await
}

/// A browser at this address.
fn at(world: &World, address: &str) -> Guest {
    Guest::with_headers(&world.base, &[("x-forwarded-for", address), ("accept-language", "en")])
}

/// A page that says when to come back.
#[track_caller]
fn told_to_wait(page: Page) -> Page {
    let page = page.expect(429);
    let seconds: u64 = page.header("retry-after").and_then(|text| text.parse().ok()).expect("Retry-After");
    assert!((1..=60).contains(&seconds), "{seconds}");
    page
}

both! {
    async fn whoever_tries_links_waits_and_a_right_one_always_opens(world) {
        let world = limited(&world).await;
        let invited = world.tenant("Acme").await.invite().await;
        let guest = at(&world, "203.0.113.9");
        for address in ["/signup/wrong", "/signup/wrong?again", "/signup/wrong2"] {
            guest.get(address).await.expect(404);
        }
        let page = told_to_wait(guest.get("/signup/wrong").await);
        assert_eq!(page.heading(), "Too many tries");
        assert!(page.text().contains("Wait a minute, then try again."));
        for address in ["/signup/wrong", "/signup/wrong/resume", "/signup/wrong/language"] {
            told_to_wait(guest.post(address, &[("code".to_owned(), "2222-2222".to_owned())]).await);
        }
        let zulu = Guest::with_headers(&world.base, &[("x-forwarded-for", "203.0.113.9"), ("cookie", "enrol-language=zu")]);
        assert_eq!(told_to_wait(zulu.get("/signup/wrong").await).attribute("html", "lang").as_deref(), Some("zu"));
        guest.get(&invited.link).await.expect(200);
        guest.start(&invited).await;
        at(&world, "203.0.113.10").get("/signup/wrong").await.expect(404);
        world.pass(60);
        guest.get("/signup/wrong").await.expect(404);
    }

    async fn whoever_tries_codes_waits_with_what_was_entered_and_the_owner_does_not(world) {
        let world = limited(&world).await;
        let (first, invited, base, _) = halfway(&world).await;
        let code = make_code(&first, &base).await;
        let second = at(&world, "203.0.113.9");
        let mut page = second.get(&invited.link).await.expect(200);
        // What cannot be a code is no try.
        for typed in ["abc", "abc", other_than(&code), other_than(&code), other_than(&code)] {
            page = second.submit(&page, &[("code", typed)], "").await.expect(422);
        }
        let before = world.rows().await;
        let page = told_to_wait(second.submit(&page, &[("code", &code)], "").await);
        assert_eq!(page.errors(), [("code".to_owned(), WAIT.to_owned())]);
        assert_eq!(page.value("code").as_deref(), Some(code.as_str()), "what was entered is there");
        assert_eq!(world.rows().await, before, "no try is used up");
        shows_nothing(&page);
        first.get(&format!("{base}/medical")).await.expect(200);
        world.pass(60);
        second.submit(&page, &[("code", &code)], "").await.expect(303);
    }

    async fn one_who_posts_without_end_harms_nobody(world) {
        let tenant = world.tenant("Acme").await;
        let (busy, invited) = (Guest::new(&world.base), tenant.invite().await);
        let page = busy.reach(&invited, "vehicle", "0821234567").await;
        let enough = Arc::new(AtomicBool::new(false));
        let mut posts = JoinSet::new();
        for tab in 0..8 {
            let (busy, page, enough) = (busy.clone(), page.clone(), Arc::clone(&enough));
            posts.spawn(async move {
                let mut answers = Vec::new();
                while !enough.load(Relaxed) || answers.is_empty() {
                    let typed = format!("Make {tab}, {}", answers.len());
                    let answer = busy.submit(&page, &[("hasVehicle", "yes"), ("vehicleMake", &typed)], "continue").await;
                    answers.push(answer.status.as_u16());
                }
                answers
            });
        }
        for number in 0..3 {
            let (other, invited) = (Guest::new(&world.base), tenant.invite().await);
            let told = other.sign_up(&invited, &format!("082765432{number}")).await;
            assert!(told.contains("status=completed"), "{told}");
        }
        enough.store(true, Relaxed);
        let answers = posts.join_all().await.concat();
        // The first is saved, and the others are shown what was saved meanwhile.
        assert!(answers.iter().all(|status| [303, 422].contains(status)), "{answers:?}");
        assert!(answers.contains(&303));
        busy.get(&format!("/s/{}/vehicle", invited.id)).await.expect(200);
        // However often it is posted, there is as much of it as of one.
        assert_eq!(world.count("signup_step").await, 2);
    }

    async fn what_was_typed_is_still_there_for_whoever_waits(world) {
        let world = limited(&world).await;
        let (first, _, base, _) = halfway(&world).await;
        let code = make_code(&first, &base).await;
        let page = first.get(&format!("{base}/medical")).await.expect(200);
        let bereft = at(&world, "203.0.113.9");
        let mut lost = bereft.submit(&page, &[("allergies", "nuts <all>")], "continue").await.expect(401);
        for _ in 0..3 {
            lost = bereft.submit(&lost, &[("code", other_than(&code))], "").await.expect(422);
        }
        let waiting = told_to_wait(bereft.submit(&lost, &[("code", &code)], "").await);
        assert_eq!(waiting.errors(), [("code".to_owned(), WAIT.to_owned())]);
        assert_eq!(waiting.texts("dl.rows dd"), lost.texts("dl.rows dd"));
        world.pass(60);
        let back = bereft.submit(&waiting, &[("code", &code)], "").await.location();
        assert_eq!(bereft.get(&back).await.value("allergies").as_deref(), Some("nuts <all>"));
    }
}
