//! A mobile that is registered already: found out at the end only, and told to nobody else.

use serde_json::json;

use crate::harness::{Guest, Invited, Page, Tenant, World};

async fn registered(world: &World, tenant: &Tenant, mobiles: &[&str]) {
    for mobile in mobiles {
        Guest::new(&world.base).sign_up(&tenant.invite().await, mobile).await;
    }
}

/// What a whole journey shows up to the last button, without what is new each time.
async fn seen(guest: &Guest, invited: &Invited, mobile: [&str; 2]) -> Vec<String> {
    let words = [invited.id.as_str(), invited.link.as_str(), mobile[0], mobile[1]];
    let mut seen = Vec::new();
    let mut path = invited.link.clone();
    let personal = [("name", "Thandi"), ("surname", "Mokoena"), ("mobile", mobile[0])];
    let steps: [&[(&str, &str)]; 5] = [&[], &personal, &[("hasVehicle", "no")], &[], &[]];
    for inputs in steps {
        let page = guest.get(&path).await.expect(200);
        let next = guest.submit(&page, inputs, "continue").await;
        let again = guest.visit(&path).await;
        for page in [&page, &next, &again] {
            seen.push(format!("{} {} {}", page.status, headers(page), page.masked(&words)));
        }
        path = next.location();
        seen.push(path.replace(&invited.id, "*"));
    }
    let check = guest.get(&path).await.expect(200);
    seen.push(format!("{} {}", headers(&check), check.masked(&words)));
    seen
}

pub(super) fn headers(page: &Page) -> String {
    let fresh = ["date", "x-request-id", "set-cookie", "location"];
    let kept = page.headers.iter().filter(|(name, _)| !fresh.contains(&name.as_str()));
    kept.map(|(name, value)| format!("{name}: {value:?}")).collect::<Vec<_>>().join("\n")
}

both! {
    async fn nothing_before_the_end_tells_a_registered_number_from_another(world) {
        let tenant = world.tenant("Acme").await;
        registered(&world, &tenant, &["082 333 4455"]).await;
        let (one, two) = (tenant.invite().await, tenant.invite().await);
        let fresh = seen(&Guest::new(&world.base), &one, ["082 765 4321", "+27 82 765 4321"]).await;
        let known = seen(&Guest::new(&world.base), &two, ["082 333 4455", "+27 82 333 4455"]).await;
        assert_eq!(fresh.len(), known.len());
        for (fresh, known) in fresh.iter().zip(&known) {
            assert_eq!(fresh, known);
        }
    }

    async fn the_number_can_be_corrected(world) {
        let tenant = world.tenant("Acme").await;
        registered(&world, &tenant, &["082 123 4567"]).await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let check = guest.reach_check(&invited, "0027 82 123 4567").await;
        let taken = guest.submit(&check, &[], "finish").await.expect(422);
        assert_eq!(taken.heading(), "This mobile number cannot be signed up here");
        assert!(taken.text().contains("The number is +27 82 123 4567."), "{}", taken.text());
        assert!(taken.title().starts_with("Error: ") && !taken.text().to_lowercase().contains("registered"));
        assert_eq!(taken.attribute("h1", "autofocus").as_deref(), Some(""), "it is read out first");
        assert_eq!(tenant.session(&invited.id).await["status"], "in_progress");

        let correct = taken.link("Change the number").expect("a way on");
        assert!(correct.ends_with("/personal?return=check#mobile"), "{correct}");
        let personal = guest.get(&correct).await.expect(200);
        assert_eq!(personal.value("name").as_deref(), Some("Thandi"), "everything else is kept");
        let check = guest.submit(&personal, &[("mobile", "082 765 4321")], "continue").await.location();
        assert_eq!(check, format!("/s/{}/check", invited.id));
        let check = guest.get(&check).await;
        assert!(guest.submit(&check, &[], "finish").await.location().contains("status=completed"));
        assert_eq!(tenant.count_customers().await, 2);
    }

    async fn three_numbers_at_most_are_tried(world) {
        let tenant = world.tenant("Acme").await;
        registered(&world, &tenant, &["0821000001", "0821000002", "0821000003"]).await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let mut check = guest.reach_check(&invited, "0821000001").await;
        // The fourth is free, and is told to be taken like the others: guessing ends here.
        for (number, may_correct) in [
            ("0821000001", true),
            ("0821000001", true),
            ("0821000002", true),
            ("0821000003", false),
            ("0821000004", false),
        ] {
            let personal = guest.get(&format!("/s/{}/personal?return=check", invited.id)).await.expect(200);
            let next = guest.submit(&personal, &[("mobile", number)], "continue").await.location();
            check = guest.get(&next).await.expect(200);
            let taken = guest.submit(&check, &[], "finish").await.expect(422);
            assert_eq!(taken.heading(), "This mobile number cannot be signed up here", "{number}");
            assert_eq!(taken.link("Change the number").is_some(), may_correct, "{number}");
        }
        assert_eq!(tenant.count_customers().await, 3);
        let taken = guest.submit(&check, &[], "finish").await.expect(422);
        let back = guest.submit(&taken, &[], "leave").await.location();
        assert!(back.contains("status=failed&error_code=duplicate_customer"), "{back}");
    }

    async fn starting_again_elsewhere_gives_no_more_tries(world) {
        let tenant = world.tenant("Acme").await;
        registered(&world, &tenant, &["0821000001", "0821000002", "0821000003"]).await;
        let invited = tenant.invite().await;
        let mut link = invited.link.clone();
        for number in ["0821000001", "0821000002", "0821000003", "0821000004"] {
            let guest = Guest::new(&world.base);
            let start = guest.get(&link).await.expect(200);
            // Where it is started already, the page that asks once more.
            link = format!("{}?again", invited.link);
            let mut path = guest.submit(&start, &[], "").await.location();
            let personal = [("name", "A"), ("surname", "B"), ("mobile", number)];
            for inputs in [personal.as_slice(), &[("hasVehicle", "no")], &[], &[]] {
                path = guest.answer(&path, inputs).await;
            }
            let check = guest.get(&path).await.expect(200);
            let taken = guest.submit(&check, &[], "finish").await.expect(422);
            assert_eq!(taken.heading(), "This mobile number cannot be signed up here", "{number}");
        }
        assert_eq!(tenant.count_customers().await, 3);
    }

    async fn leaving_ends_the_session_as_a_duplicate(world) {
        let tenant = world.tenant("Acme").await;
        registered(&world, &tenant, &["0821234567"]).await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let check = guest.reach_check(&invited, "0821234567").await;
        let taken = guest.submit(&check, &[], "finish").await.expect(422);
        let back = guest.submit(&taken, &[], "leave").await.location();
        let id = &invited.id;
        assert_eq!(
            back,
            format!(
                "https://tenant.example/app/done?from=enrol&status=failed&error_code=duplicate_customer&signupSessionId={id}"
            )
        );
        assert_eq!(guest.submit(&taken, &[], "leave").await.location(), back, "a second click says the same");
        let session = tenant.session(id).await;
        assert_eq!(
            (&session["status"], &session["errorCode"]),
            (&json!("failed"), &json!("duplicate_customer"))
        );
        assert_eq!(session["customerId"], json!(null));
    }

    async fn a_second_click_is_told_the_same(world) {
        let tenant = world.tenant("Acme").await;
        registered(&world, &tenant, &["0821234567"]).await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let check = guest.reach_check(&invited, "0821234567").await;
        let first = guest.submit(&check, &[], "finish").await.expect(422);
        let rows = world.rows().await;
        let second = guest.submit(&check, &[], "finish").await.expect(422);
        assert_eq!(second.heading(), first.heading());
        assert_eq!(world.rows().await, rows);
    }

    async fn a_number_that_the_tenant_locked_cannot_be_corrected(world) {
        let tenant = world.tenant("Acme").await;
        registered(&world, &tenant, &["0821234567"]).await;
        let given = json!({ "customer": { "mobile": "0821234567" }, "locked": ["mobile"] });
        let (invited, guest) = (tenant.invite_with(given).await, Guest::new(&world.base));
        let check = guest.reach_check(&invited, "0829999999").await;
        let taken = guest.submit(&check, &[], "finish").await.expect(422);
        assert_eq!(taken.link("Change the number"), None);
        assert!(guest.submit(&taken, &[], "leave").await.location().contains("duplicate_customer"));
    }

    async fn a_number_is_free_for_another_tenant_and_after_deletion(world) {
        let (one, two) = (world.tenant("Acme").await, world.tenant("Other").await);
        registered(&world, &one, &["0821234567"]).await;
        registered(&world, &two, &["0821234567"]).await;
        let first = one.get("/customers").await.expect(200)["customers"][0]["id"].clone();
        one.post(&format!("/customers/{first}/delete"), &json!({})).await.expect(200);
        registered(&world, &one, &["0821234567"]).await;
        assert_eq!((one.count_customers().await, two.count_customers().await), (1, 1));
    }
}
