//! How freely a person may change what the tenant filled in: suggested, to be confirmed, locked.

use serde_json::json;

use crate::harness::{Guest, Invited, Tenant};

/// Somebody of whom the tenant knows these, each at another level.
async fn known(tenant: &Tenant) -> Invited {
    let known = json!({
        "customer": { "name": "Thandi", "surname": "Mokoena", "mobile": "0821234567" },
        "prefill": { "name": "suggested", "surname": "confirm" }, "locked": ["mobile"],
    });
    tenant.invite_with(known).await
}

both! {
    async fn the_page_says_once_who_filled_in_what_and_tags_each_answer(world) {
        let tenant = world.tenant("Acme").await;
        let guest = Guest::new(&world.base);
        let path = guest.start(&known(&tenant).await).await;
        let page = guest.get(&path).await.expect(200);
        assert_eq!(page.texts(".filled-in"), [
            "Acme filled in: First name, Surname, Mobile number. Check them.",
            "If something is wrong that you cannot change, tick “This is wrong”. Acme is told.",
        ]);
        assert_eq!(page.text().matches("From Acme").count(), 3);
        // Suggested: an input with the answer; to be confirmed: text with a button; locked: text with a box.
        assert!(page.attribute("input[name=name]:not([type])", "id").is_some());
        assert_eq!(page.value("name").as_deref(), Some("Thandi"));
        assert_eq!(page.texts("dl.given dd.value"), ["Mokoena", "+27 82 123 4567"]);
        assert_eq!(page.attribute("[name=surname]", "type").as_deref(), Some("hidden"));
        assert_eq!(page.texts("button[name=change]"), ["Change: Surname"]);
        assert_eq!(page.texts("dd.says label"), ["This is wrong: Mobile number"]);
        assert!(!page.has_input("mobile"));
        // What the person has changed is theirs.
        let vehicle = guest.submit(&page, &[("name", "Thandeka")], "continue").await.location();
        assert!(vehicle.ends_with("/vehicle"), "going on confirms");
        let again = guest.get(&path).await.expect(200);
        assert_eq!(again.texts(".filled-in")[0], "Acme filled in: Surname, Mobile number. Check them.");
    }

    async fn change_makes_an_input_of_a_text_and_keeps_what_is_typed(world) {
        let tenant = world.tenant("Acme").await;
        let invited = known(&tenant).await;
        let guest = Guest::new(&world.base);
        let path = guest.start(&invited).await;
        let page = guest.get(&path).await.expect(200);
        let typed = [("name", "Thandeka"), ("email", "not yet"), ("change", "surname"), ("mobile-wrong", "yes")];
        let next = guest.submit(&page, &typed, "").await.location();
        assert_eq!(next, format!("{path}#surname"));
        let open = guest.get(&path).await.expect(200);
        assert!(open.errors().is_empty(), "nobody has gone on yet");
        assert!(open.attribute("input[name=surname]:not([type])", "id").is_some());
        let kept = ["name", "surname", "email", "mobile-wrong"].map(|name| open.fields().into_iter().rfind(|(known, _)| known == name).map(|(_, value)| value).unwrap_or_default());
        assert_eq!(kept, ["Thandeka", "Mokoena", "not yet", "yes"]);

        // It stays an input when the step is refused.
        let refused = guest.submit(&open, &[], "continue").await.expect(422);
        assert_eq!(refused.errors()[0].0, "email");
        assert!(refused.attribute("input[name=surname]:not([type])", "id").is_some());
        let vehicle = guest.submit(&refused, &[("surname", "Nkosi"), ("email", "")], "continue").await.location();
        let medical = guest.answer(&vehicle, &[("hasVehicle", "no")]).await;
        let kin = guest.answer(&medical, &[]).await;
        let check = guest.answer(&kin, &[]).await;
        let check = guest.get(&check).await.expect(200);
        guest.submit(&check, &[], "finish").await.location();
        let customer = tenant.customer(&tenant.session(&invited.id).await["customerId"]).await;
        assert_eq!((&customer["name"], &customer["surname"]), (&json!("Thandeka"), &json!("Nkosi")));
        assert_eq!(customer["mobile"], "+27821234567");
    }

    async fn what_is_locked_can_be_called_wrong_and_that_taken_back(world) {
        let tenant = world.tenant("Acme").await;
        let invited = known(&tenant).await;
        let guest = Guest::new(&world.base);
        let path = guest.start(&invited).await;
        let session = tenant.session(&invited.id).await;
        assert_eq!(session["disputed"], json!([]));
        assert_eq!(session["prefill"], json!({ "mobile": "locked", "name": "suggested", "surname": "confirm" }));
        let page = guest.get(&path).await.expect(200);
        let vehicle = guest.submit(&page, &[("mobile-wrong", "yes")], "continue").await.location();
        assert!(vehicle.ends_with("/vehicle"), "it stops nobody");
        assert_eq!(tenant.session(&invited.id).await["disputed"], json!(["mobile"]));
        let page = guest.get(&path).await.expect(200);
        assert!(page.attribute("#mobile-wrong[checked]", "id").is_some());
        guest.submit(&page, &[("mobile-wrong", "")], "back").await.location();
        assert_eq!(tenant.session(&invited.id).await["disputed"], json!([]), "taken back");
        let page = guest.get(&path).await.expect(200);
        // Of what is not locked nothing is told, nor of a page on which it was not asked.
        let said = [("mobile-wrong", "yes"), ("name-wrong", "yes"), ("allergies-wrong", "yes")];
        guest.submit(&page, &said, "pause").await.expect(200);
        assert_eq!(tenant.session(&invited.id).await["disputed"], json!(["mobile"]));
        guest.answer(&path, &[("mobile-wrong", "yes")]).await;
        guest.answer(&vehicle, &[("hasVehicle", "no")]).await;
        assert_eq!(tenant.session(&invited.id).await["disputed"], json!(["mobile"]), "another step says nothing of it");

        let medical = vehicle.replace("/vehicle", "/medical");
        let kin = guest.answer(&medical, &[]).await;
        let check = guest.answer(&kin, &[]).await;
        let check = guest.get(&check).await.expect(200);
        assert!(check.text().contains("You said that this is wrong."));
        guest.submit(&check, &[], "finish").await.location();
        let session = tenant.session(&invited.id).await;
        assert_eq!((&session["status"], &session["disputed"]), (&json!("completed"), &json!(["mobile"])));
    }

    async fn a_section_with_nothing_left_to_ask_is_skipped_and_checked(world) {
        let tenant = world.tenant("Acme").await;
        let invited = tenant
            .invite_with(json!({
                "customer": {
                    "vehicleMake": "Toyota", "vehicleModel": "Corolla", "vehicleColour": "red", "vehicleLicensePlate": "CA 1",
                    "nextOfKinName": "Sipho", "nextOfKinNumber": "0831234567",
                },
                "prefill": {
                    "vehicleMake": "confirm", "vehicleModel": "confirm", "vehicleColour": "confirm", "vehicleLicensePlate": "locked",
                    "nextOfKinName": "locked", "nextOfKinNumber": "locked",
                },
            }))
            .await;
        let guest = Guest::new(&world.base);
        let start = guest.get(&invited.link).await.expect(200);
        assert_eq!(start.texts("main ul li").len(), 2, "only what is still to be asked");
        let path = guest.start(&invited).await;
        let page = guest.get(&path).await.expect(200);
        assert!(page.text().contains("Step 1 of 3"));
        let answers = [("name", "A"), ("surname", "B"), ("mobile", "0821234567")];
        let medical = guest.submit(&page, &answers, "continue").await.location();
        assert!(medical.ends_with("/medical"), "{medical}");
        let page = guest.get(&medical).await.expect(200);
        assert!(guest.submit(&page, &[], "back").await.location().ends_with("/personal"));
        let check = guest.answer(&medical, &[]).await;
        assert!(check.ends_with("/check"), "{check}");
        let page = guest.get(&check).await.expect(200);
        for shown in ["Toyota", "Corolla", "CA1", "Sipho"] {
            assert!(page.text().contains(shown), "{shown}");
        }
        assert_eq!(tenant.session(&invited.id).await["progress"]["answered"].as_array().map(Vec::len), Some(4));

        // From there what is to be confirmed can be changed, and what is locked called wrong.
        let links = page.texts(".head a");
        assert_eq!(links[1], "Change: Your vehicle");
        assert_eq!(links[3], "This is wrong: Your next of kin");
        let model = page.attribute("a[href$='/vehicle?return=check']", "href").expect("a way to change it");
        let vehicle = guest.get(&model).await.expect(200);
        assert!(vehicle.attribute("input[name=vehicleModel]:not([type])", "id").is_some());
        let refused = guest.submit(&vehicle, &[("vehicleModel", &"x".repeat(101))], "continue").await.expect(422);
        assert!(guest.get(&check).await.location().ends_with("/vehicle"), "what is wrong there is not passed over");
        let back = guest.submit(&refused, &[("vehicleModel", "Hilux")], "continue").await.location();
        assert_eq!(back, check);
        let wrong = page.attribute("a[href$='/next-of-kin?return=check']", "href").expect("a way to say so");
        let kin = guest.get(&wrong).await.expect(200);
        let back = guest.submit(&kin, &[("nextOfKinName-wrong", "yes")], "continue").await.location();
        let page = guest.get(&back).await.expect(200);
        assert!(page.text().contains("Hilux"));
        guest.submit(&page, &[], "finish").await.location();
        let session = tenant.session(&invited.id).await;
        assert_eq!(session["disputed"], json!(["nextOfKinName"]));
        let customer = tenant.customer(&session["customerId"]).await;
        assert_eq!((&customer["vehicleModel"], &customer["vehicleLicensePlate"]), (&json!("Hilux"), &json!("CA1")));
    }

    async fn starting_again_elsewhere_takes_back_what_was_called_wrong(world) {
        let tenant = world.tenant("Acme").await;
        let invited = known(&tenant).await;
        let guest = Guest::new(&world.base);
        let path = guest.start(&invited).await;
        guest.answer(&path, &[("mobile-wrong", "yes")]).await;
        let other = Guest::new(&world.base);
        let ask = other.get(&format!("{}?again", invited.link)).await.expect(200);
        other.submit(&ask, &[], "").await.location();
        assert_eq!(tenant.session(&invited.id).await["disputed"], json!([]));
    }

    async fn levels_that_cannot_be_are_all_told_at_once(world) {
        let tenant = world.tenant("Acme").await;
        let body = json!({
            "returnUrl": "https://tenant.example/app",
            "customer": { "name": "A", "surname": "B", "mobile": "0821234567", "businessName": "C" },
            "locked": ["name", "gender"],
            "prefill": {
                "name": "confirm", "surname": "fixed", "mobile": 1, "email": "locked", "businessName": "confirm", "nothing": "locked",
            },
        });
        let reply = tenant.post("/customer-signup/sessions", &body).await.expect(400);
        let errors = reply["errors"].as_array().expect("errors");
        let mut told: Vec<_> = errors.iter().map(|error| (error["pointer"].as_str(), error["code"].as_str())).collect();
        told.sort_unstable();
        assert_eq!(told, [
            (Some("/locked/1"), Some("not_given")),
            (Some("/prefill/businessName"), Some("not_given")),
            (Some("/prefill/email"), Some("not_given")),
            (Some("/prefill/mobile"), Some("type")),
            (Some("/prefill/name"), Some("contradictory")),
            (Some("/prefill/nothing"), Some("not_given")),
            (Some("/prefill/surname"), Some("choice")),
        ]);
        let wrong = json!({ "returnUrl": "https://tenant.example/app", "prefill": [] });
        let reply = tenant.post("/customer-signup/sessions", &wrong).await.expect(400);
        assert_eq!(reply["errors"][0]["pointer"], "/prefill");
    }
}
