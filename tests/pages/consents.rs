//! What a form asks to be agreed to besides health information: each by a box of its own, kept to the letter.

use enrol::domain::language::Language;
use serde_json::{Value, json};

use crate::harness::{Guest, Invited, Page, Tenant, World};

/// A form that asks for all there is, in every language.
pub(crate) fn asking() -> Value {
    json!({
        "displayName": "Acme Armed Response", "shortName": "Acme", "locales": Language::ALL,
        "consents": ["terms", "nextOfKinTold", "marketing"],
        "termsUrl": "https://acme.example/terms", "privacyUrl": "https://acme.example/privacy",
    })
}

async fn asked(world: &World) -> (Tenant, Guest, Invited) {
    let tenant = world.tenant("Acme").await;
    tenant.put("/signup-form", &asking()).await.expect(200);
    let invited = tenant.invite().await;
    (tenant, Guest::new(&world.base), invited)
}

/// The version of the text that the box of a page stands beside.
fn version(page: &Page, name: &str) -> String {
    page.attribute(&format!("input[type=checkbox][name={name}]"), "value").expect("a box")
}

/// The ticked boxes of a page, by name.
fn ticked(page: &Page) -> Vec<String> {
    page.attributes("input[type=checkbox][checked]", "name")
}

/// The text beside a box with what stands below it, as it is read.
fn words(page: &Page, name: &str) -> String {
    let hint = page.texts(&format!("#{name}-more")).concat();
    let label = page.texts(&format!("label:has(#{name})")).concat().replace("(optional)", "");
    format!("{label} {hint}").split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn ledger(tenant: &Tenant, invited: &Invited) -> Vec<Value> {
    let customer = tenant.session(&invited.id).await["customerId"].clone();
    let entries = tenant.get(&format!("/customers/{customer}/consents")).await.expect(200);
    entries.as_array().expect("a list").clone()
}

both! {
    async fn what_is_ticked_is_in_the_ledger_as_it_was_read(world) {
        let (tenant, guest, invited) = asked(&world).await;
        let kin = guest.reach(&invited, "next-of-kin", "0821234567").await;
        assert_eq!(ticked(&kin), Vec::<String>::new(), "nothing is ticked for anybody");
        let told = words(&kin, "nextOfKinTold");
        let inputs = [
            ("nextOfKinName", "Sipho Mokoena"), ("nextOfKinNumber", "0837654321"),
            ("nextOfKinTold", &version(&kin, "nextOfKinTold")),
        ];
        let check = guest.submit(&kin, &inputs, "continue").await.location();
        let check = guest.get(&check).await.expect(200);
        assert!(check.text().contains("They know that you named themYes"), "a label and its answer: {}", check.text());
        assert_eq!(ticked(&check), Vec::<String>::new());
        let (terms, marketing) = (words(&check, "terms"), words(&check, "marketing"));
        assert_eq!(
            terms,
            "I agree to the terms of Acme. Terms: https://acme.example/terms Privacy: https://acme.example/privacy"
        );
        assert_eq!(
            check.attributes("#terms-more a", "href"),
            ["https://acme.example/terms", "https://acme.example/privacy"]
        );
        let boxes = [("terms", version(&check, "terms")), ("marketing", version(&check, "marketing"))];
        let boxes: Vec<_> = boxes.iter().map(|(name, version)| (*name, version.as_str())).collect();
        let done = guest.submit(&check, &boxes, "finish").await.location();
        assert!(done.contains("status=completed"), "{done}");

        let entries = ledger(&tenant, &invited).await;
        let said: Vec<_> = entries.iter().map(|entry| (entry["purpose"].as_str().unwrap_or_default(), entry["text"].as_str().unwrap_or_default())).collect();
        assert_eq!(said, [("marketing", &*marketing), ("terms", &*terms), ("nextOfKinTold", &*told)]);
        for entry in &entries {
            assert_eq!(
                [&entry["decision"], &entry["by"], &entry["locale"], &entry["sessionId"]],
                [&json!("given"), &json!("person"), &json!("en"), &json!(invited.id)]
            );
        }
        let session = tenant.session(&invited.id).await;
        let given: Vec<_> = session["consents"].as_array().expect("a list").iter().map(|given| given["purpose"].clone()).collect();
        assert_eq!(given, ["nextOfKinTold", "terms", "marketing"]);
        assert_eq!(session["consents"][1]["textVersion"], entries[1]["textVersion"]);
        let customer = &session["customerId"];
        let held = tenant.get(&format!("/customers/{customer}/export")).await.expect(200);
        assert_eq!(held["consents"], json!(entries));

        // Each can be withdrawn, which is an entry and nothing else.
        let before = tenant.customer(customer).await;
        for purpose in ["marketing", "terms", "nextOfKinTold"] {
            tenant.post(&format!("/customers/{customer}/consents/{purpose}/withdraw"), &json!({})).await.expect(200);
        }
        let entries = ledger(&tenant, &invited).await;
        assert_eq!((entries.len(), &entries[0]["purpose"], &entries[0]["decision"]), (6, &json!("nextOfKinTold"), &json!("withdrawn")));
        assert_eq!(tenant.customer(customer).await, before);
        let mut kinds = world.select("select kind from event where kind like 'CONSENT%' or kind like 'UPDATED%'").await.concat();
        kinds.sort_unstable();
        assert_eq!(kinds, [["CONSENT_GIVEN"; 3], ["CONSENT_WITHDRAWN"; 3]].concat());
    }

    async fn without_the_terms_nobody_finishes_and_nothing_is_lost(world) {
        let (tenant, guest, invited) = asked(&world).await;
        let check = guest.reach_check(&invited, "0821234567").await;
        let marketing = version(&check, "marketing");
        let refused = guest.submit(&check, &[("marketing", &marketing)], "finish").await.expect(422);
        assert_eq!(refused.errors(), [("terms".to_owned(), "Tick the box to agree to the terms. Without it you cannot sign up.".to_owned())]);
        assert!(refused.title().starts_with("Error:"), "{}", refused.title());
        assert_eq!(refused.attribute("#terms", "aria-invalid"), Some("true".to_owned()));
        assert_eq!(ticked(&refused), ["marketing"]);
        assert_eq!(tenant.session(&invited.id).await["status"], "in_progress");
        // Marketing is never needed.
        let done = guest.submit(&refused, &[("terms", &version(&refused, "terms")), ("marketing", "")], "finish").await.location();
        assert!(done.contains("status=completed"), "{done}");
        let purposes: Vec<_> = ledger(&tenant, &invited).await.iter().map(|entry| entry["purpose"].clone()).collect();
        assert_eq!(purposes, ["terms"]);
    }

    async fn a_tick_goes_along_wherever_a_button_leads(world) {
        let (tenant, guest, invited) = asked(&world).await;
        let check = guest.reach_check(&invited, "0821234567").await;
        let terms = version(&check, "terms");
        let mut page = check;
        for (button, leads) in [("back", "next-of-kin"), ("cancel", "cancel")] {
            let next = guest.submit(&page, &[("terms", &terms)], button).await.location();
            assert!(next.ends_with(leads), "{next}");
            page = guest.get(&format!("/s/{}/check", invited.id)).await.expect(200);
            assert_eq!(ticked(&page), ["terms"], "{button}");
            guest.submit(&page, &[("terms", "")], button).await.location();
            page = guest.get(&format!("/s/{}/check", invited.id)).await.expect(200);
            assert_eq!(ticked(&page), Vec::<String>::new(), "{button}");
        }
        let mut pairs = crate::harness::filled(&page, &[("terms", &terms)], "");
        pairs.push(("change".to_owned(), "vehicle?return=check".to_owned()));
        let next = guest.post(&page.action(), &pairs).await.location();
        assert!(next.ends_with("/vehicle?return=check"), "{next}");
        // The pause has the code at once, and whoever goes on elsewhere finds the box as it was.
        let page = guest.get(&format!("/s/{}/check", invited.id)).await.expect(200);
        assert_eq!(ticked(&page), ["terms"]);
        let marketing = version(&page, "marketing");
        let paused = guest.submit(&page, &[("marketing", &marketing)], "pause").await.expect(200);
        let code = paused.texts(".code").concat();
        let other = Guest::new(&world.base);
        let start = other.get(&invited.link).await.expect(200);
        let there = other.submit(&start, &[("code", &code)], "").await.location();
        assert_eq!(ticked(&other.visit(&there).await), ["terms", "marketing"]);
        assert_eq!(tenant.session(&invited.id).await["consents"], json!([]), "nothing is agreed to before the end");
    }

    async fn ticks_that_overtake_each_other_on_their_way_leave_the_latest(world) {
        let (_tenant, guest, invited) = asked(&world).await;
        let check = guest.reach_check(&invited, "0821234567").await;
        let (terms, marketing) = (version(&check, "terms"), version(&check, "marketing"));
        let both = [("terms", &*terms), ("marketing", &*marketing)];
        let keep = async |page: &Page, inputs: &[(&str, &str)], order: &str| {
            let inputs = [inputs, &[("order", order)]].concat();
            guest.submit(page, &inputs, "draft").await.expect(204);
            guest.get(&check.url).await.expect(200)
        };
        // Also where the latest says what is saved already.
        assert_eq!(ticked(&keep(&check, &[], "2").await), Vec::<String>::new());
        assert_eq!(ticked(&keep(&check, &both, "1").await), Vec::<String>::new());
        keep(&check, &both, "4").await;
        let page = keep(&check, &both[..1], "3").await;
        assert_eq!(ticked(&page), ["terms", "marketing"]);
        // Another page is another matter: its clock may be late.
        let page = keep(&page, &[("marketing", "")], "1").await;
        assert_eq!(ticked(&page), ["terms"]);
    }

    async fn another_language_keeps_the_tick_and_the_ledger_has_the_words_of_the_page(world) {
        let (tenant, guest, invited) = asked(&world).await;
        let english = guest.reach_check(&invited, "0821234567").await;
        let terms = version(&english, "terms");
        guest.choose_language(&english, &[("terms", &terms)], Language::Zulu).await.location();
        let zulu = guest.get(&format!("/s/{}/check", invited.id)).await.expect(200);
        assert_eq!(ticked(&zulu), ["terms"]);
        assert_ne!(version(&zulu, "terms"), terms);
        // The English page is still open in another tab: what is read there is what is agreed to.
        let done = guest.submit(&english, &[("terms", &terms)], "finish").await.location();
        assert!(done.contains("status=completed"), "{done}");
        let entries = ledger(&tenant, &invited).await;
        assert_eq!((&entries[0]["locale"], &entries[0]["text"]), (&json!("en"), &json!(words(&english, "terms"))));
    }

    async fn each_language_says_the_text_that_the_ledger_keeps(world) {
        let tenant = world.tenant("Acme").await;
        tenant.put("/signup-form", &asking()).await.expect(200);
        for (at, language) in Language::ALL.iter().enumerate() {
            let invited = tenant.invite_with(json!({ "locale": language })).await;
            let guest = Guest::new(&world.base);
            let check = guest.reach_check(&invited, &format!("082123450{at}")).await;
            let read = words(&check, "terms");
            guest.submit(&check, &[("terms", &version(&check, "terms"))], "finish").await.location();
            let entries = ledger(&tenant, &invited).await;
            assert_eq!((&entries[0]["locale"], &entries[0]["text"]), (&json!(language), &json!(read)));
        }
    }

    async fn a_text_that_has_changed_is_read_again(world) {
        let (tenant, guest, invited) = asked(&world).await;
        let check = guest.reach_check(&invited, "0821234567").await;
        for (terms, marketing) in [("0123456789abcdef", ""), ("", "no text of ours")] {
            let inputs = [("terms", terms), ("marketing", marketing)];
            for button in ["finish", "back"] {
                let refused = guest.submit(&check, &inputs, button).await.expect(422);
                let errors = refused.errors();
                assert!(errors.iter().any(|(_, said)| said.starts_with("This text has changed")), "{errors:?}");
                assert_eq!(ticked(&refused), Vec::<String>::new());
            }
        }
        let kin = guest.get(&format!("/s/{}/next-of-kin", invited.id)).await.expect(200);
        let inputs = [("nextOfKinName", "Sipho"), ("nextOfKinNumber", "0837654321"), ("nextOfKinTold", "none")];
        let refused = guest.submit(&kin, &inputs, "continue").await.expect(422);
        assert_eq!(refused.errors()[0].0, "nextOfKinTold");
        assert_eq!((refused.value("nextOfKinName"), ticked(&refused)), (Some("Sipho".to_owned()), Vec::new()));
        assert_eq!(tenant.count_customers().await, 0);
    }

    async fn whoever_names_nobody_has_told_nobody(world) {
        let (tenant, guest, invited) = asked(&world).await;
        let kin = guest.reach(&invited, "next-of-kin", "0821234567").await;
        let told = version(&kin, "nextOfKinTold");
        let check = guest.submit(&kin, &[("nextOfKinTold", &told)], "continue").await.location();
        let check = guest.get(&check).await.expect(200);
        guest.submit(&check, &[("terms", &version(&check, "terms"))], "finish").await.location();
        let purposes: Vec<_> = ledger(&tenant, &invited).await.iter().map(|entry| entry["purpose"].clone()).collect();
        assert_eq!(purposes, ["terms"]);
    }

    async fn a_step_that_was_changed_elsewhere_asks_which_tick_is_meant(world) {
        let (_tenant, guest, invited) = asked(&world).await;
        let one = guest.reach(&invited, "next-of-kin", "0821234567").await;
        let other = one.clone();
        let told = version(&one, "nextOfKinTold");
        let kin = [("nextOfKinName", "Sipho"), ("nextOfKinNumber", "+27 83 765 4321")];
        guest.submit(&one, &[&kin[..], &[("nextOfKinTold", &told)]].concat(), "continue").await.location();
        let stale = guest.submit(&other, &kin, "continue").await.expect(422);
        assert_eq!(stale.texts(".both legend"), ["They know that you named them"]);
        assert_eq!(stale.texts(".both .value"), ["Yes", "Nothing"]);
    }

    async fn what_was_agreed_to_stands_when_the_payment_finishes_without_the_browser(world) {
        let [back, checkout] = ["https://tenant.example/app", "https://pay.example/checkout"].map(str::to_owned);
        let (tenant, guest) = (world.tenant_with("Acme", &[back], &[checkout]).await, Guest::new(&world.base));
        tenant.put("/signup-form", &asking()).await.expect(200);
        let pay = json!({ "flows": ["payment"], "payment": { "url": "https://pay.example/checkout/7" } });
        let invited = tenant.invite_with(pay).await;
        let check = guest.reach_check(&invited, "0821234567").await;
        let next = guest.submit(&check, &[("terms", &version(&check, "terms"))], "finish").await.location();
        assert!(next.starts_with("https://pay.example/"), "{next}");
        // Whoever comes back with another page changes nothing of it.
        guest.submit(&check, &[("marketing", &version(&check, "marketing"))], "back").await;
        let told = format!("/customer-signup/sessions/{}/payment", invited.id);
        tenant.post(&told, &json!({ "status": "succeeded" })).await.expect(200);
        let entries = ledger(&tenant, &invited).await;
        assert_eq!((entries.len(), &entries[0]["purpose"], &entries[0]["text"]), (1, &json!("terms"), &json!(words(&check, "terms"))));
    }

    async fn a_check_page_that_is_overtaken_keeps_its_ticks(world) {
        let (_tenant, guest, invited) = asked(&world).await;
        let check = guest.reach_check(&invited, "0821234567").await;
        let vehicle = guest.get(&format!("/s/{}/vehicle", invited.id)).await.expect(200);
        guest.submit(&vehicle, &[("hasVehicle", "yes"), ("vehicleMake", "Kia")], "continue").await.location();
        let both = [("terms", version(&check, "terms")), ("marketing", version(&check, "marketing"))];
        let both: Vec<_> = both.iter().map(|(name, version)| (*name, version.as_str())).collect();
        let changed = guest.submit(&check, &both, "finish").await.expect(422);
        assert!(changed.text().contains("Your answers were changed"), "{}", changed.text());
        assert_eq!(ticked(&changed), ["terms", "marketing"]);
        let done = guest.submit(&changed, &[], "finish").await.location();
        assert!(done.contains("status=completed"), "{done}");
    }
}
