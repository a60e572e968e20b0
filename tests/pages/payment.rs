//! The flow `payment` as its person meets it: sent to pay, waiting, refused, and the answers that stay as they are.

use serde_json::json;

use super::resume::{enter, make_code};
use crate::api::payment::{cashier, invite, sent_to_pay, tell};
use crate::harness::{Guest, Page};

const MOBILE: &str = "082 123 4567";
const PAGES: [&str; 5] = ["personal", "vehicle", "medical", "next-of-kin", "check"];
const WAITS: &str = "Your payment is not confirmed yet";
const REFUSED: &str = "Your payment did not go through";

/// How a page without script looks for news: after so many seconds, and where.
fn refresh(page: &Page) -> (u64, String) {
    let (_, rest) =
        page.html.split_once("<noscript><meta http-equiv=\"refresh\" content=\"").expect("a refresh");
    let (content, _) = rest.split_once('"').expect("its end");
    let (pause, address) = content.split_once("; url=").expect("an address");
    (pause.parse().expect("seconds"), address.replace("&#38;", "&").replace("&amp;", "&"))
}

both! {
    async fn the_last_button_leads_to_pay_and_nothing_is_lost_on_the_way(world) {
        let tenant = cashier(&world).await;
        let (invited, guest) = (invite(&tenant, json!({})).await, Guest::new(&world.base));
        let start = guest.get(&invited.link).await.expect(200);
        assert!(start.text().contains("At the end you pay Acme on a page of theirs."));
        let check = guest.reach_check(&invited, MOBILE).await;
        assert!(check.text().contains("After this you pay on a page of Acme."), "{}", check.text());
        assert_eq!(check.texts("main form button"), ["Go on to payment"]);
        let policy = check.header("content-security-policy").expect("a policy");
        assert!(policy.ends_with("; form-action 'self' https://pay.example https://tenant.example"), "{policy}");
        let cancel = guest.get(&format!("/s/{}/cancel", invited.id)).await.expect(200);
        let policy = cancel.header("content-security-policy").expect("a policy");
        assert!(policy.ends_with("; form-action 'self' https://tenant.example"), "{policy}");

        let sent = guest.submit(&check, &[], "finish").await;
        let waits = format!("/s/{}/payment", invited.id);
        let back: String = url::form_urlencoded::byte_serialize(format!("{}{waits}", world.base).as_bytes()).collect();
        let expected = format!("https://pay.example/checkout/7?cart=a%20b&signupSessionId={}&paymentReturnUrl={back}", invited.id);
        assert_eq!(sent.location(), expected);
        assert!(sent.cookie().is_some(), "no page from before is brought back from memory");
        assert_eq!(guest.submit(&check, &[], "finish").await.location(), expected, "a second click says the same");
        assert_eq!(tenant.session(&invited.id).await["payment"]["status"], "awaited");

        let page = guest.get(&waits).await.expect(200);
        assert_eq!(page.heading(), WAITS);
        assert!(page.text().contains("You may close this page. Once Acme tells us, you are signed up."));
        assert_eq!(page.link("Go to the payment page"), Some(expected));
        let policy = page.header("content-security-policy").expect("a policy");
        assert!(policy.ends_with("form-action 'self'"), "{policy}");
        assert_eq!(page.header("cache-control"), Some("no-store"));
    }

    async fn what_the_page_of_payment_says_is_a_hint(world) {
        let tenant = cashier(&world).await;
        let (invited, guest) = sent_to_pay(&world, &tenant, 1, json!({})).await;
        let before = world.rows().await;
        let waits = format!("/s/{}/payment", invited.id);
        let paid = guest.get(&format!("{waits}?success=true")).await.expect(200);
        assert_eq!((paid.heading().as_str(), paid.link("Go to the payment page")), (WAITS, None));
        let refused = guest.get(&format!("{waits}?success=false")).await.expect(200);
        assert_eq!(refused.heading(), REFUSED);
        assert!(refused.title().starts_with("Error: ") && refused.attribute("h1", "autofocus").is_some());
        for odd in ["?success=", "?success=yes", "?success=true&success=1", "?after=x&round=-1", "?round=99999999999999999999999", "?after=-5&round=3"] {
            guest.get(&format!("{waits}{odd}")).await.expect(200);
        }
        let posted = guest.post(&waits, &[("status".into(), "succeeded".into())]).await;
        assert_eq!(posted.location(), waits);
        assert_eq!(world.rows().await, before, "nobody is signed up by an address");
        assert_eq!(tenant.session(&invited.id).await["status"], "in_progress");
        // To anyone else it is no more than any other page.
        let stranger = Guest::new(&world.base).get(&format!("{waits}?success=true")).await.expect(401);
        assert!(!stranger.html.contains("pay.example"));
    }

    async fn a_page_without_script_looks_by_itself_and_turns_into_the_outcome(world) {
        let tenant = cashier(&world).await;
        let (invited, guest) = sent_to_pay(&world, &tenant, 1, json!({})).await;
        let waits = format!("/s/{}/payment", invited.id);
        let mut page = guest.get(&format!("{waits}?success=true")).await.expect(200);
        let mut pauses = Vec::new();
        for _ in 0..12 {
            let (pause, address) = refresh(&page);
            pauses.push(pause);
            page = guest.get(&address).await.expect(200);
            assert_eq!((page.heading().as_str(), page.link("Go to the payment page")), (WAITS, None), "{address}");
        }
        assert_eq!(pauses, [3, 3, 5, 5, 10, 10, 20, 30, 60, 60, 60, 60]);
        let (_, address) = refresh(&page);
        assert_eq!(page.link("Look now").as_deref(), Some(address.as_str()));
        assert_eq!(page.attribute("[data-news]", "data-news"), Some(address.clone()), "where the script looks");
        // Refused: the page says so, once.
        tell(&tenant, &invited, json!({ "status": "failed" })).await.expect(200);
        assert_eq!(guest.get(&address).await.location(), waits);
        let refused = guest.get(&waits).await.expect(200);
        assert_eq!(refused.heading(), REFUSED);
        assert!(refused.attribute("h1", "autofocus").is_some());
        let (pause, later) = refresh(&refused);
        let again = guest.get(&later).await.expect(200);
        assert_eq!((pause, again.heading().as_str(), again.attribute("h1", "autofocus")), (60, REFUSED, None));
        let retry = refused.link("Try to pay again").expect("a way on");
        assert!(retry.starts_with("https://pay.example/checkout/7?cart="), "{retry}");
        // Tried again: back from there the page waits, although the last word was a no.
        let waiting = guest.get(&format!("{waits}?success=true")).await.expect(200);
        assert_eq!(waiting.heading(), WAITS);
        let (_, address) = refresh(&waiting);
        assert_eq!(guest.get(&address).await.expect(200).heading(), WAITS);
        tell(&tenant, &invited, json!({ "status": "succeeded" })).await.expect(200);
        for address in [address, later, waits] {
            let over = guest.get(&address).await;
            assert_eq!(over.location(), format!("/s/{}/done", invited.id));
            assert!(over.cookie().is_some(), "no page from before is brought back from memory");
        }
        let done = guest.get(&format!("/s/{}/done", invited.id)).await.expect(200);
        assert_eq!(done.heading(), "You are signed up");
        assert!(done.attribute("main a.button", "href").is_some_and(|back| back.contains("status=completed")));
    }

    async fn what_is_paid_for_stays_as_it_was_reviewed(world) {
        let tenant = cashier(&world).await;
        let (invited, guest) = (invite(&tenant, json!({})).await, Guest::new(&world.base));
        let base = format!("/s/{}", invited.id);
        let check = guest.reach_check(&invited, MOBILE).await;
        let mut open = Vec::new();
        for page in &PAGES[..4] {
            open.push(guest.get(&format!("{base}/{page}")).await.expect(200));
        }
        guest.submit(&check, &[], "finish").await.location();
        let before = world.rows().await;
        for page in PAGES {
            assert_eq!(guest.get(&format!("{base}/{page}")).await.location(), format!("{base}/payment"), "{page}");
        }
        assert_eq!(guest.get(&format!("{base}/medical/shown")).await.location(), format!("{base}/payment"));
        assert_eq!(guest.get(&format!("{base}/done")).await.location(), format!("{base}/payment"));
        assert_eq!(guest.get(&invited.link).await.location(), format!("{base}/payment"), "the link leads there");
        for page in &open {
            for button in ["continue", "back"] {
                let posted = guest.submit(page, &[("name", "Late"), ("allergies", "Late")], button).await;
                assert_eq!(posted.location(), format!("{base}/payment"), "{} {button}", page.url);
            }
            let draft = guest.submit(page, &[("name", "Late"), ("order", "9")], "draft").await;
            assert_eq!(draft.status, 410, "what is typed now is not kept, and the script says so");
        }
        let forged = guest.post(&check.url, &[("action".into(), "finish".into())]).await;
        assert_eq!(forged.location(), format!("{base}/payment"));
        assert_eq!(world.rows().await, before, "nothing is written any more");
        tell(&tenant, &invited, json!({ "status": "succeeded" })).await.expect(200);
        let customer = tenant.session(&invited.id).await["customerId"].clone();
        assert_eq!(tenant.customer(&customer).await["name"], "Thandi");
    }

    async fn nobody_starts_again_while_it_is_paid_for(world) {
        let tenant = cashier(&world).await;
        let (invited, guest) = sent_to_pay(&world, &tenant, 1, json!({})).await;
        let other = Guest::new(&world.base);
        let page = other.get(&invited.link).await.expect(200);
        assert_eq!(page.link("Start again with an empty form"), None);
        assert!(page.text().contains("A payment is under way, so you cannot start again now."));
        let asked = other.get(&format!("{}?again", invited.link)).await.expect(200);
        assert_eq!(asked.heading(), page.heading());
        let before = world.rows().await;
        let forced = other.submit(&page, &[("code", ""), ("restart", "yes")], "").await;
        assert_eq!(forced.status, 422, "it asks for a code");
        let token = page.value("token").expect("a token");
        let forced = other.post(&invited.link, &[("token".into(), token), ("restart".into(), "yes".into())]).await.expect(200);
        assert_eq!(forced.heading(), page.heading());
        assert_eq!(world.count("signup_step").await, 4);
        assert_eq!(guest.get(&format!("/s/{}/payment", invited.id)).await.expect(200).heading(), WAITS);
        assert!(world.rows().await.len() >= before.len(), "nothing is gone");

        // By the code another device waits too, and pays there.
        let code = make_code(&guest, &format!("/s/{}", invited.id)).await;
        let there = enter(&other, &invited, &code).await.location();
        assert_eq!(there, format!("/s/{}/payment", invited.id));
        let waiting = other.get(&there).await.expect(200);
        assert_eq!(waiting.heading(), WAITS);
        assert!(waiting.link("Go to the payment page").is_some());
        tell(&tenant, &invited, json!({ "status": "succeeded" })).await.expect(200);
        assert_eq!(other.visit(&there).await.expect(200).heading(), "You are signed up");
    }

    async fn paying_reads_in_the_persons_language(world) {
        use enrol::domain::language::Language;
        let tenant = cashier(&world).await;
        world.speak(&tenant, &[Language::English, Language::Afrikaans]).await;
        let (invited, guest) = sent_to_pay(&world, &tenant, 1, json!({})).await;
        let waits = format!("/s/{}/payment", invited.id);
        let page = guest.get(&format!("{waits}?success=true")).await.expect(200);
        let chosen = guest.choose_language(&page, &[], Language::Afrikaans).await.location();
        assert_eq!(chosen, waits);
        let page = guest.get(&chosen).await.expect(200);
        assert_eq!(page.heading(), "Jou betaling is nog nie bevestig nie");
        assert_eq!(tenant.session(&invited.id).await["locale"], "af");
        assert_eq!(tenant.session(&invited.id).await["awaiting"], "payment");
    }
}
