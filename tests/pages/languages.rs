//! The language of a page: negotiated, chosen, remembered on the session, with all that is typed.

use enrol::domain::language::Language::{self, Afrikaans, Arabic, English, French, Zulu};
use enrol::i18n::Catalog;
use serde_json::json;

use crate::harness::{Guest, Invited, Page, Tenant, World};

const AF_START: &str = "Meld aan by Acme";

/// A tenant whose people may have these languages.
async fn tenant(world: &World, languages: &[Language]) -> Tenant {
    let tenant = world.tenant("Acme").await;
    world.speak(&tenant, languages).await;
    tenant
}

/// The language of a page, and its direction.
fn spoken(page: &Page) -> [String; 2] {
    ["lang", "dir"].map(|name| page.attribute("html", name).expect("what a page is in"))
}

async fn read(tenant: &Tenant, invited: &Invited) -> String {
    let read = tenant.get(&format!("/customer-signup/sessions/{}", invited.id)).await.expect(200);
    read["locale"].as_str().unwrap_or_default().to_owned()
}

both! {
    async fn a_page_is_in_the_language_that_is_wanted_most_of_those_on_offer(world) {
        let tenant = tenant(&world, &[English, Afrikaans, Arabic]).await;
        for (accepted, locale, lang) in [
            ("zu, af;q=0.3, en;q=0.1", json!(null), "af"),
            ("zu", json!(null), "en"),
            ("af", json!("ar-EG"), "ar"),
            ("af", json!("fr"), "af"),
        ] {
            let body = json!({ "returnUrl": "https://tenant.example/app", "locale": locale });
            let invited = tenant.invite_with(body).await;
            let guest = Guest::with_headers(&world.base, &[("accept-language", accepted)]);
            assert_eq!(spoken(&guest.get(&invited.link).await.expect(200))[0], lang, "{accepted} {locale}");
        }
        let only_english = world.tenant("Other").await.invite().await;
        let guest = Guest::with_headers(&world.base, &[("accept-language", "af")]);
        let page = guest.get(&only_english.link).await.expect(200);
        assert_eq!(spoken(&page), ["en", "ltr"]);
        assert!(!page.has_input("locale"), "nothing to choose");
    }

    async fn a_language_chosen_before_start_is_the_sessions_from_then_on(world) {
        let tenant = tenant(&world, &[English, Afrikaans]).await;
        let invited = tenant.invite().await;
        let guest = Guest::new(&world.base);
        let before = world.rows().await;
        let start = guest.get(&invited.link).await.expect(200);
        assert_eq!(world.rows().await, before, "opening writes nothing");
        let next = guest.choose_language(&start, &[], Afrikaans).await.location();
        let start = guest.get(&next).await.expect(200);
        assert_eq!(start.heading(), AF_START);
        let anywhere = Guest::new(&world.base).get(&invited.link).await.expect(200);
        assert_eq!(anywhere.heading(), AF_START, "on another device too");
        assert_eq!(read(&tenant, &invited).await, "af");

        let personal = guest.submit(&start, &[], "").await.location();
        assert_eq!(guest.get(&personal).await.expect(200).heading(), "Oor jou");
        let lost = Guest::with_headers(&world.base, &[("accept-language", "en")]);
        assert_eq!(lost.get(&personal).await.expect(401).heading(), "Maak jou skakel weer oop");
        assert_eq!(spoken(&guest.get("/s/nothing/here").await.expect(404)), ["af", "ltr"], "no session, yet chosen");
        assert_eq!(spoken(&Guest::new(&world.base).get("/signup/none").await.expect(404))[0], "en");
    }

    async fn a_forged_choice_changes_nothing(world) {
        let tenant = tenant(&world, &[English, Afrikaans]).await;
        let invited = tenant.invite().await;
        let guest = Guest::new(&world.base);
        let start = guest.get(&invited.link).await.expect(200);
        let action = start.attribute("header form", "action").expect("a form");
        let forged = [("token".to_owned(), "A".repeat(86)), ("locale".to_owned(), "af".to_owned())];
        guest.post(&action, &forged).await.expect(403);
        let nowhere = Guest::new(&world.base);
        assert_eq!(nowhere.post(&action, &forged).await.expect(403).heading(), "This browser did not keep our cookie");
        assert_eq!(read(&tenant, &invited).await, "");
        let personal = guest.submit(&start, &[], "").await.location();
        let page = guest.get(&personal).await.expect(200);
        // The step's own address, and that of the contract.
        for action in [page.action(), format!("/s/{}/language?page=personal", invited.id)] {
            let forged = [&forged[..], &[("name".into(), "Thandi".into())]].concat();
            let refused = guest.post(&action, &forged).await.expect(403);
            assert_eq!(refused.value("name").as_deref(), Some("Thandi"), "what was typed stays");
            assert_eq!(read(&tenant, &invited).await, "en");
            for locale in ["zu", "AF", "klingon"] {
                let other = [("token", page.value("token").expect("a token")), ("locale", locale.to_owned())];
                let other = other.map(|(name, value)| (name.to_owned(), value));
                guest.post(&action, &other).await.expect(400);
            }
        }
    }

    async fn every_character_on_a_step_survives_a_choice_and_nobody_is_told_off(world) {
        let tenant = tenant(&world, &[English, Afrikaans, Arabic]).await;
        let invited = tenant.invite().await;
        let guest = Guest::new(&world.base);
        let personal = guest.start(&invited).await;
        let page = guest.get(&personal).await.expect(200);
        let typed = [
            ("name", "  O'Brien & <李> \"x\" "),
            ("mobile", "12"),
            ("email", "no address"),
            ("dateOfBirth-day", "31"),
            ("dateOfBirth-month", "Februarie"),
            ("gender", "own"),
            ("gender-own", "my own — words"),
        ];
        let next = guest.choose_language(&page, &typed, Arabic).await.location();
        assert_eq!(next, personal);
        let page = guest.get(&next).await.expect(200);
        assert_eq!(spoken(&page), ["ar", "rtl"]);
        assert!(page.errors().is_empty(), "nothing was sent yet");
        for (name, value) in typed {
            assert_eq!(page.value(name).as_deref(), Some(value), "{name}");
        }
        let dir = |name: &str| page.attribute(&format!("[name={name}]"), "dir");
        assert_eq!([dir("mobile"), dir("name")], [Some("ltr".to_owned()), None]);

        let refused = guest.submit(&page, &[], "continue").await.expect(422);
        let said: Vec<_> = refused.errors().into_iter().map(|(input, _)| input).collect();
        assert_eq!(said, ["surname", "mobile", "email", "dateOfBirth-year"]);
        let page = guest.get(&guest.choose_language(&refused, &[], Afrikaans).await.location()).await.expect(200);
        for (name, value) in typed {
            assert_eq!(page.value(name).as_deref(), Some(value), "{name}");
        }
    }

    async fn a_choice_on_a_step_that_is_untouched_leaves_it_as_it_was(world) {
        let tenant = tenant(&world, &[English, Afrikaans]).await;
        let invited = tenant.invite().await;
        let guest = Guest::new(&world.base);
        let check = guest.reach_check(&invited, "0821234567").await;
        for step in ["personal", "vehicle", "medical", "next-of-kin"] {
            let page = guest.get(&format!("/s/{}/{step}?return=check", invited.id)).await.expect(200);
            let other = if spoken(&page)[0] == "en" { Afrikaans } else { English };
            let next = guest.choose_language(&page, &[], other).await.location();
            assert_eq!(next, format!("/s/{}/{step}?return=check", invited.id));
        }
        let again = guest.get(&check.url).await.expect(200);
        let next = guest.choose_language(&again, &[], Afrikaans).await.location();
        assert_eq!(guest.get(&next).await.expect(200).heading(), "Gaan jou antwoorde na");
        assert_eq!(tenant.get(&format!("/customer-signup/sessions/{}", invited.id)).await.json["progress"]["answered"].as_array().map(Vec::len), Some(4));
    }

    async fn a_choice_in_a_stale_tab_shows_both(world) {
        let tenant = tenant(&world, &[English, Afrikaans]).await;
        let guest = Guest::new(&world.base);
        let personal = guest.start(&tenant.invite().await).await;
        let old = guest.get(&personal).await.expect(200);
        let there = [("name", "Saved"), ("surname", "There"), ("mobile", "0821234567")];
        guest.submit(&old, &there, "continue").await.location();
        let both = guest.choose_language(&old, &[("name", "Typed here")], Afrikaans).await.expect(422);
        assert_eq!(spoken(&both)[0], "af");
        assert_eq!(both.value("name").as_deref(), Some("Typed here"));
        assert!(both.texts(".both .value").contains(&"Saved".to_owned()));
        assert_eq!(spoken(&guest.get(&personal).await.expect(200))[0], "af");
    }

    async fn consent_is_to_the_words_of_the_language_that_were_read(world) {
        let tenant = tenant(&world, &[English, Afrikaans]).await;
        let invited = tenant.invite().await;
        let guest = Guest::new(&world.base);
        let page = guest.reach(&invited, "medical", "0821234567").await;
        let english = Catalog::of(English).consent("Acme");
        let ticked = [("allergies", "Bees"), ("medicalConsent", english.version.as_str())];
        let next = guest.choose_language(&page, &ticked, Afrikaans).await.location();
        let page = guest.get(&next).await.expect(200);
        assert_eq!(page.value("allergies").as_deref(), Some("Bees"));
        assert_eq!(page.value("medicalConsent"), None, "other words than were agreed to");
        let afrikaans = Catalog::of(Afrikaans).consent("Acme");
        assert!(page.text().contains(&afrikaans.text));
        let refused = guest.submit(&page, &[("medicalConsent", &english.version)], "continue").await.expect(422);
        assert_eq!(refused.errors()[0].0, "medicalConsent");
        let kin = guest.submit(&refused, &[("medicalConsent", &afrikaans.version)], "continue").await.location();
        let check = guest.answer(&kin, &[]).await;
        guest.submit(&guest.get(&check).await.expect(200), &[], "finish").await.location();
        let kept = world.select("select c.text_version, t.locale, t.wording from consent_event c join consent_text t on t.version = c.text_version").await;
        assert_eq!(kept, [vec![afrikaans.version.clone(), "af".to_owned(), afrikaans.text.clone()]]);
    }

    async fn a_month_is_understood_in_any_language(world) {
        let tenant = tenant(&world, &[English, French, Zulu]).await;
        for (month, said) in [("Februarie", "28 February 1985"), ("uNhlolanja", "28 February 1985"), ("févr.", "28 February 1985")] {
            let guest = Guest::new(&world.base);
            let mut path = guest.start(&tenant.invite().await).await;
            let born = [("name", "A"), ("surname", "B"), ("mobile", "0821234567"), ("dateOfBirth-day", "28"), ("dateOfBirth-month", month), ("dateOfBirth-year", "1985")];
            for inputs in [&born[..], &[("hasVehicle", "no")], &[], &[]] {
                path = guest.answer(&path, inputs).await;
            }
            let check = guest.get(&path).await.expect(200);
            assert!(check.text().contains(said), "{month}");
            let french = guest.get(&guest.choose_language(&check, &[], French).await.location()).await.expect(200);
            assert!(french.text().contains("28 février 1985"), "{month}");
        }
    }
}
