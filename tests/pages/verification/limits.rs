//! How often a code is sent and entered, whoever tries, however many at the same time.

use serde_json::json;

use super::{MOBILE, TITLE, base, enter, notice, refusal};
use crate::harness::{Answer, Guest, Invited, Page, Texting, code_in, wrong_code};
use crate::pages::together::at_once;

const NO_MORE: &str = "No more codes can be sent in this signup. Acme can help you further.";

/// Presses the button that has another code sent.
async fn again(guest: &Guest, page: &Page) -> Page {
    guest.submit(page, &[], "send").await
}

/// How many seconds it is said that somebody has to wait.
fn wait(page: &Page) -> u64 {
    let told = notice(page);
    let rest = told.strip_prefix("A code was sent just now. Wait ").expect("how long");
    assert!(rest.ends_with(" seconds, then press the button again."), "{told}");
    rest.split(' ').next().and_then(|seconds| seconds.parse().ok()).expect("a number")
}

/// The same so many times.
fn times<F>(count: usize, work: impl Fn() -> F) -> Vec<F> {
    (0..count).map(|_| work()).collect()
}

both! {
    async fn a_session_has_three_codes_thirty_seconds_apart(world) {
        let texting = Texting::on(&world).await;
        let invited = texting.invite().await;
        let (guest, page) = texting.ask(&invited, MOBILE).await;
        let first = texting.code().await;
        assert!(page.text().contains("You can have 2 more codes sent."), "{}", page.text());
        let soon = again(&guest, &page).await.expect(422);
        assert!((20..=30).contains(&wait(&soon)));
        texting.world.pass(10);
        let soon = again(&guest, &page).await.expect(422);
        assert!((10..=20).contains(&wait(&soon)));
        assert!(texting.carry().await.is_empty());
        texting.world.pass(20);
        let page = guest.get(&again(&guest, &page).await.location()).await.expect(200);
        assert!(page.text().contains("You can have 1 more code sent."), "{}", page.text());
        let second = texting.code().await;
        texting.world.pass(30);
        let page = guest.get(&again(&guest, &page).await.location()).await.expect(200);
        let third = texting.code().await;
        assert!(page.text().contains(NO_MORE) && page.texts("button[value=send]").is_empty());
        texting.world.pass(30);
        let spent = again(&guest, &page).await.expect(422);
        assert_eq!(notice(&spent), NO_MORE);
        assert!(texting.carry().await.is_empty());
        // Only the last one counts, unless chance made them equal.
        for old in [first, second].iter().filter(|old| **old != third) {
            assert!(refusal(enter(&guest, &page, old).await).contains("enter the newest"));
        }
        assert!(enter(&guest, &page, &third).await.location().ends_with("/vehicle"));
    }

    async fn beginning_again_blank_gives_no_more_codes(world) {
        let texting = Texting::on(&world).await;
        let invited = texting.invite().await;
        texting.ask(&invited, MOBILE).await;
        let begin_again = || async {
            texting.world.pass(30);
            let other = Guest::new(&texting.world.base);
            let page = other.get(&format!("{}?again", invited.link)).await.expect(200);
            let personal = other.submit(&page, &[], "").await.location();
            let inputs = [("name", "A"), ("surname", "B"), ("mobile", "084 123 4567")];
            let next = other.answer(&personal, &inputs).await;
            let page = other.get(&next).await.expect(200);
            assert_eq!(page.heading(), TITLE);
            (other, page)
        };
        let (other, page) = begin_again().await;
        assert!(page.text().contains("You can have 1 more code sent."), "{}", page.text());
        texting.world.pass(30);
        again(&other, &page).await.expect(303);
        assert_eq!(texting.carry().await.len(), 1, "of three the last is of use");
        let (_, page) = begin_again().await;
        assert!(page.text().contains(NO_MORE) && page.has_input("code"), "{}", page.text());
        assert!(texting.carry().await.is_empty());
    }

    async fn a_number_has_five_codes_a_day_in_a_source(world) {
        let texting = Texting::on(&world).await;
        // Midnight would give more.
        let into = texting.world.app.now().seconds() % 86_400;
        texting.world.pass(86_400 - into);
        let texting = texting.renewed().await;
        for at in 0..5 {
            texting.ask(&texting.invite().await, MOBILE).await;
            assert_eq!(texting.carry().await.len(), 1, "{at}");
        }
        let (guest, page) = texting.ask(&texting.invite().await, "+27 (0)82 123-4567").await;
        assert!(texting.carry().await.is_empty());
        assert!(!page.has_input("code") && page.text().contains("We send a code by text message to this number."));
        let spent = guest.submit(&page, &[], "first").await.expect(422);
        let words = "No more codes can be sent to this number today. Try again tomorrow. What you have saved is kept.";
        assert_eq!(notice(&spent), words);
        // Another number, another tenant and another day have their own.
        let personal = page.link("Change the number").expect("a way back");
        assert!(guest.answer(&personal, &[("mobile", "084 123 4567")]).await.ends_with("/verify"));
        assert_eq!(texting.carry().await.len(), 1);
        let other = texting.world.tenant("Other").await;
        let invited = other.invite_with(json!({ "flows": ["auth"] })).await;
        texting.ask(&invited, MOBILE).await;
        assert_eq!(texting.carry().await.len(), 1);
        texting.world.pass(86_400);
        let texting = texting.renewed().await;
        texting.ask(&texting.invite().await, MOBILE).await;
        assert_eq!(texting.carry().await.len(), 1);
        texting.world.pass(2 * 86_400);
        enrol::worker::maintenance::round(&texting.world.app).await.expect("the chores");
        let counts = "select cast(count(*) as text) from code_count";
        assert_eq!(texting.world.select(counts).await.concat(), ["0"], "nobody needs them any more");
    }

    async fn a_source_has_so_many_codes_an_hour(world) {
        let texting = Texting::on(&world).await;
        let into = texting.world.app.now().seconds() % 3600;
        texting.world.pass(3600 - into);
        let texting = texting.renewed().await;
        texting.ask(&texting.invite().await, MOBILE).await;
        assert_eq!(texting.carry().await.len(), 1);
        texting.world.run("update code_count set sent = 1000").await;
        let (guest, page) = texting.ask(&texting.invite().await, "084 123 4567").await;
        let crowded = guest.submit(&page, &[], "first").await.expect(429);
        let wait: u64 = crowded.header("retry-after").and_then(|wait| wait.parse().ok()).expect("seconds");
        assert!((3500..=3600).contains(&wait), "{wait}");
        assert!(notice(&crowded).starts_with("Too many codes are being sent just now. Wait "));
        assert!(texting.carry().await.is_empty());
        texting.world.pass(3600);
        let texting = texting.renewed().await;
        assert!(guest.submit(&page, &[], "first").await.location().ends_with("/verify"));
        assert_eq!(texting.carry().await.len(), 1);
    }

    async fn an_address_has_so_many_codes_a_minute(world) {
        let texting = Texting::on(&world).await;
        texting.world.hold();
        let proxies = vec!["127.0.0.0/8".parse().expect("a network")];
        let sms = texting.world.app.settings.sms.clone();
        let change = |settings: &mut enrol::config::Settings| {
            (settings.code_rate, settings.trusted_proxies, settings.sms) = (3, proxies, sms);
        };
        let limited = texting.world.with(change).await;
        let tenant = limited.tenant("Limited").await;
        let ask = async |address: &str, mobile: &str| {
            let invited = tenant.invite_with(json!({ "flows": ["auth"] })).await;
            let guest = Guest::with_headers(&limited.base, &[("x-forwarded-for", address)]);
            let personal = guest.start(&invited).await;
            let inputs = [("name", "A"), ("surname", "B"), ("mobile", mobile)];
            let next = guest.answer(&personal, &inputs).await;
            let page = guest.get(&next).await.expect(200);
            (guest, page)
        };
        for at in 0..3 {
            let (_, page) = ask("203.0.113.9", &format!("082 123 450{at}")).await;
            assert!(page.has_input("code"), "{at}");
        }
        let (guest, page) = ask("203.0.113.9", "082 123 4503").await;
        assert!(!page.has_input("code"), "no more for this address");
        let crowded = guest.submit(&page, &[], "first").await.expect(429);
        assert_eq!(crowded.header("retry-after"), Some("20"));
        assert!(notice(&crowded).starts_with("Too many codes are being sent just now. Wait 1 minute"));
        let (_, other) = ask("203.0.113.10", "082 123 4504").await;
        assert!(other.has_input("code"), "another address has its own");
        assert_eq!(texting.carry().await.len(), 4);
        limited.pass(20);
        assert!(guest.submit(&page, &[], "first").await.location().ends_with("/verify"));
    }

    async fn an_address_enters_so_many_wrong_codes_a_minute(world) {
        let texting = Texting::on(&world).await;
        texting.world.hold();
        let proxies = vec!["127.0.0.0/8".parse().expect("a network")];
        let sms = texting.world.app.settings.sms.clone();
        let change = |settings: &mut enrol::config::Settings| {
            (settings.link_failures, settings.trusted_proxies, settings.sms) = (3, proxies, sms);
        };
        let limited = texting.world.with(change).await;
        let asked = async |address: &str, mobile: &str| {
            let invited = texting.invite().await;
            let guest = Guest::with_headers(&limited.base, &[("x-forwarded-for", address)]);
            let link = invited.link.replace(&texting.world.base, &limited.base);
            let personal = guest.start(&Invited { link, ..invited }).await;
            let inputs = [("name", "A"), ("surname", "B"), ("mobile", mobile)];
            let next = guest.answer(&personal, &inputs).await;
            (guest.get(&next).await.expect(200), guest, texting.code().await)
        };
        let (page, first, code) = asked("203.0.113.9", "082 123 4501").await;
        for _ in 0..2 {
            enter(&first, &page, wrong_code(&code)).await.expect(422);
        }
        let (other, second, right) = asked("203.0.113.9", "082 123 4502").await;
        enter(&second, &other, wrong_code(&right)).await.expect(422);
        // Whoever goes on from there waits, in whichever session; no try is used up, and what was entered is there.
        let before = world.rows().await;
        let waiting = enter(&second, &other, &right).await.expect(429);
        assert_eq!(waiting.header("retry-after"), Some("20"));
        assert_eq!(waiting.errors()[0].1, "Too many wrong codes or links came from where you are. Wait a minute, then try again");
        assert_eq!(waiting.value("code").as_deref(), Some(right.as_str()));
        assert_eq!(world.rows().await, before);
        // Somebody elsewhere does not.
        let (page, third, code) = asked("203.0.113.10", "082 123 4503").await;
        enter(&third, &page, &code).await.expect(303);
        limited.pass(20);
        enter(&second, &waiting, &right).await.expect(303);
    }

    async fn many_at_the_same_time_get_no_more(world) {
        let texting = Texting::on(&world).await;
        let invited = texting.invite().await;
        let (guest, page) = texting.ask(&invited, MOBILE).await;
        let code = texting.code().await;
        let tries = at_once(times(20, || {
            let (guest, page, wrong) = (guest.clone(), page.clone(), wrong_code(&code));
            async move { enter(&guest, &page, wrong).await }
        }));
        let mut told: Vec<String> = tries.await.into_iter().filter(|page| page.has_input("code")).map(refusal).collect();
        told.sort();
        told.dedup();
        assert_eq!(told.len(), 4, "each met the count that the others left: {told:?}");
        assert_eq!(texting.world.select("select cast(tried as text) from verification").await.concat(), ["5"]);
        enter(&guest, &page, &code).await.expect(422);
        texting.world.pass(30);
        let sent = at_once(times(20, || {
            let (guest, page) = (guest.clone(), page.clone());
            async move { again(&guest, &page).await }
        }));
        let sent = sent.await.into_iter().filter(|page| page.status == 303).count();
        assert_eq!((sent, texting.carry().await.len()), (1, 1));
    }

    async fn a_second_click_sends_nothing_more(world) {
        let texting = Texting::on(&world).await;
        let invited = texting.invite_with(json!({
            "customer": { "name": "Thandi", "surname": "Mokoena", "mobile": MOBILE, "email": "t@example.com",
                "dateOfBirth": "1990-01-01", "gender": "female" },
            "locked": ["name", "surname", "mobile", "email", "dateOfBirth", "gender"],
        })).await;
        let guest = Guest::new(&texting.world.base);
        let ask = guest.get(&guest.start(&invited).await).await.expect(200);
        let clicks = at_once(times(5, || {
            let (guest, ask) = (guest.clone(), ask.clone());
            async move { guest.submit(&ask, &[], "first").await }
        }));
        assert!(clicks.await.iter().all(|page| page.location().ends_with("/verify")));
        let code = texting.code().await;
        let page = guest.get(&ask.url).await.expect(200);
        let clicks = at_once(times(5, || {
            let (guest, page, code) = (guest.clone(), page.clone(), code.clone());
            async move { enter(&guest, &page, &code).await }
        }));
        assert!(clicks.await.iter().all(|page| page.location().ends_with("/vehicle")));
    }

    async fn a_message_that_waits_is_replaced_by_the_next(world) {
        let texting = Texting::on(&world).await;
        let (guest, page) = texting.ask(&texting.invite().await, MOBILE).await;
        texting.gateway.answer(Answer::status(503));
        texting.carry().await;
        texting.world.pass(30);
        again(&guest, &page).await.expect(303);
        texting.gateway.answer(Answer::status(200));
        texting.world.pass(10);
        let came = texting.carry().await;
        assert_eq!(came.len(), 1, "nobody gets a code that does not count any more");
        let page = guest.get(&page.url).await.expect(200);
        assert!(enter(&guest, &page, &code_in(&came[0].json)).await.location().ends_with("/vehicle"));
        assert_eq!(base(&page).matches("/s/").count(), 1);
    }
}
