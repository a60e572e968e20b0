//! What the last page offers: what to quote, whom to ask, and a device that forgets.

use serde_json::json;

use crate::harness::Guest;

const MOBILE: &str = "082 123 4567";

both! {
    async fn the_end_tells_what_to_quote_and_whom_to_ask(world) {
        let tenant = world.tenant("Acme").await;
        let support = json!({ "phone": "011 765 4321", "email": "help@acme.example" });
        tenant.put("/signup-form", &json!({ "support": support })).await.expect(200);
        let quoted = [(json!({ "customerReferenceId": "C-1001" }), "C-1001"), (json!({}), "")];
        for ((body, reference), mobile) in quoted.into_iter().zip(["0821234561", "0821234562"]) {
            let (invited, guest) = (tenant.invite_with(body).await, Guest::new(&world.base));
            guest.sign_up(&invited, mobile).await;
            let done = guest.get(&format!("/s/{}/done", invited.id)).await.expect(200);
            let customer = tenant.session(&invited.id).await["customerId"].to_string();
            let reference = if reference.is_empty() { &customer } else { reference };
            assert_eq!(done.texts(".reference"), [format!("Your reference: {reference}")]);
            let other = Guest::new(&world.base).get(&format!("/s/{}/done", invited.id)).await.expect(200);
            assert!(other.texts(".reference").is_empty() && other.texts("main form").is_empty(), "to nobody else");
        }
        // Where a page leads no further, somebody is called or written to by one press.
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let check = guest.reach_check(&invited, "0821234561").await;
        let taken = guest.submit(&check, &[], "finish").await.expect(422);
        guest.submit(&taken, &[], "leave").await.location();
        let failed = guest.get(&format!("/s/{}/done", invited.id)).await.expect(200);
        for page in [&taken, &failed] {
            assert_eq!(page.link("Call Acme on +27 11 765 4321").as_deref(), Some("tel:+27117654321"), "{}", page.url);
            assert_eq!(page.link("Write to Acme").as_deref(), Some("mailto:help@acme.example"), "{}", page.url);
        }
        let stranger = Guest::new(&world.base);
        let lost = stranger.get(&format!("/s/{}/personal", tenant.invite().await.id)).await.expect(401);
        assert_eq!(lost.texts(".tenant"), ["Acme"]);
        assert_eq!(lost.attributes("footer a", "href"), ["tel:+27117654321", "mailto:help@acme.example"]);
        let nobodys = stranger.get("/signup/none").await.expect(404);
        assert_eq!(nobodys.texts(".tenant"), ["Signup"]);
        assert_eq!(nobodys.texts(".mark.neutral").len(), 1, "it is nobody's mark");
        assert!(!nobodys.html.contains(">Enrol<") && nobodys.title() == "This page or link does not exist");
    }

    async fn a_device_is_cleared_of_one_signup(world) {
        let tenant = world.tenant("Acme").await;
        let (first, second, guest) = (tenant.invite().await, tenant.invite().await, Guest::new(&world.base));
        guest.sign_up(&first, MOBILE).await;
        let start = guest.get(&second.link).await.expect(200);
        let started = guest.submit(&start, &[], "").await;
        let (step, cookie) = (started.location(), started.cookie().expect("a cookie"));
        let done = guest.get(&format!("/s/{}/done", first.id)).await.expect(200);
        // Not by a form of somebody else's.
        let forged = guest.post(&format!("/s/{}/clear", first.id), &[("token".into(), "x".into())]).await.location();
        assert!(forged.ends_with("/done"), "{forged}");
        assert_eq!(guest.get(&forged).await.expect(200).texts(".reference").len(), 1);

        let cleared = guest.submit(&done, &[], "").await;
        assert_eq!(cleared.header("clear-site-data"), Some("\"cache\""));
        let page = guest.get(&cleared.location()).await.expect(200);
        assert_eq!((page.heading(), page.texts(".tenant")), ("This device is cleared".to_owned(), vec!["Acme".to_owned()]));
        for path in [format!("/s/{}/done", first.id), first.link.clone()] {
            let left = guest.get(&path).await.expect(200);
            assert!(left.texts(".reference").is_empty() && left.attribute("main a", "href").is_none(), "{path}");
        }
        // What else was begun on it goes on; the last one takes the browser's record along.
        guest.get(&step).await.expect(200);
        let ask = guest.get(&format!("/s/{}/cancel", second.id)).await.expect(200);
        guest.submit(&ask, &[], "cancel").await.location();
        let done = guest.get(&format!("/s/{}/done", second.id)).await.expect(200);
        guest.submit(&done, &[], "").await.location();
        let kept = Guest::with_cookie(&world.base, &cookie);
        let stolen = kept.get(&format!("/s/{}/done", second.id)).await.expect(200);
        assert_eq!(stolen.attribute("main a", "href"), None, "the old cookie opens nothing");
        assert_eq!(guest.post(&format!("/s/{}/clear", second.id), &[]).await.status, 303, "again is no error");
    }
}
