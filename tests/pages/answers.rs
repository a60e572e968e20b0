//! Real people's answers: they come through every page unchanged, and the tenant reads them so.

use std::collections::BTreeMap;

use enrol::domain::language::Language;
use enrol::domain::profile::api_fields;
use serde_json::{Value, json};

use crate::harness::{Guest, Page};

const PERSONAL: &[(&str, &str)] = &[
    ("name", "O'Brien"),
    ("surname", "Ṋḓivhuwo"),
    ("mobile", "082 123 4567"),
    ("email", "ndi@example.com"),
    ("dateOfBirth-day", "7"),
    ("dateOfBirth-month", "March"),
    ("dateOfBirth-year", "1985"),
    ("gender", "own"),
    ("gender-own", "agender"),
];
const VEHICLE: &[(&str, &str)] = &[
    ("hasVehicle", "yes"),
    ("vehicleMake", "Toyota"),
    ("vehicleModel", "Corolla 1.8 \"Prestige\""),
    ("vehicleColour", "white & blue"),
    ("vehicleLicensePlate", "ca 123-456"),
];
const MEDICAL: &[(&str, &str)] = &[
    ("medicalConditions", "asthma\r\nepilepsy"),
    ("medications", "Ventolin, 2 puffs"),
    ("allergies", "bee stings <severe>"),
    ("medicalOther", "I do not hear well."),
    ("bloodtype", "AB-"),
    ("hasMedicalAid", "yes"),
    ("medicalAidScheme", "Discovery"),
    ("medicalAidNumber", "00123"),
    ("medicalAidPlan", "Classic Saver"),
    ("familyDoctorName", "Dr Ḽavhelesani"),
    ("familyDoctorPhoneNumber", "021 531 2345"),
];
const KIN: &[(&str, &str)] = &[("nextOfKinName", "李 小龙"), ("nextOfKinNumber", "0027 83 123 4567")];

fn expected() -> BTreeMap<&'static str, Value> {
    let [texts, others] = [
        [PERSONAL, VEHICLE, MEDICAL, KIN].concat(),
        vec![
            ("mobile", "+27821234567"),
            ("gender", "agender"),
            ("dateOfBirth", "1985-03-07"),
            ("vehicleLicensePlate", "CA123456"),
            ("medicalConditions", "asthma\nepilepsy"),
            ("familyDoctorPhoneNumber", "+27215312345"),
            ("nextOfKinNumber", "+27831234567"),
        ],
    ];
    let mut expected: BTreeMap<_, _> =
        texts.into_iter().chain(others).map(|(name, value)| (name, json!(value))).collect();
    expected.insert("hasMedicalAid", json!(true));
    expected.insert("externalReferenceId", json!("A-7"));
    expected
}

fn consent_of(page: &Page) -> String {
    page.attribute("[name=medicalConsent]", "value").expect("a text to agree to")
}

both! {
    async fn every_answer_is_read_back_exactly(world) {
        let tenant = world.tenant("Acme").await;
        let invited = tenant.invite_with(json!({ "customerReferenceId": "A-7" })).await;
        let guest = Guest::new(&world.base);
        let personal = guest.start(&invited).await;
        let vehicle = guest.answer(&personal, PERSONAL).await;
        let medical = guest.answer(&vehicle, VEHICLE).await;
        let version = consent_of(&guest.get(&medical).await);
        let kin = guest.answer(&medical, &[MEDICAL, &[("medicalConsent", &version)]].concat()).await;
        let check = guest.answer(&kin, KIN).await;
        let page = guest.get(&check).await.expect(200);
        let text = page.text();
        for shown in [
            "O'Brien",
            "Ṋḓivhuwo",
            "+27 82 123 4567",
            "7 March 1985",
            "agender",
            "Corolla 1.8 \"Prestige\"",
            "white & blue",
            "CA123456",
            "李 小龙",
            "+27 83 123 4567",
        ] {
            assert!(text.contains(shown), "{shown} is not in {text}");
        }
        let text = guest.get(&format!("/s/{}/medical/shown", invited.id)).await.expect(200).text();
        for shown in
            ["asthma epilepsy", "bee stings <severe>", "AB−", "00123", "Dr Ḽavhelesani", "+27 21 531 2345"]
        {
            assert!(text.contains(shown), "{shown} is not in {text}");
        }
        guest.submit(&page, &[], "finish").await.location();

        let session = tenant.session(&invited.id).await;
        let customer = tenant.customer(&session["customerId"]).await;
        let expected = expected();
        for field in api_fields() {
            assert_eq!(
                customer[field.name],
                expected.get(field.name).cloned().unwrap_or_default(),
                "{}",
                field.name
            );
        }
    }

    async fn names_and_numbers_of_all_kinds_are_taken(world) {
        let tenant = world.tenant("Acme").await;
        let (latin, han) = ("x".repeat(200), "李".repeat(200));
        for (name, surname, typed, mobile) in [
            ("O'Brien", "van der Merwe-Nkosi", "0821000001", "+27821000001"),
            ("Ṋḓivhuwo", "ǀXam", "+27 82 100 0002", "+27821000002"),
            ("李", "محمد", "0027-82-100-0003", "+27821000003"),
            (latin.as_str(), han.as_str(), "(0)82 100 0004", "+27821000004"),
            ("<script>alert(1)</script>", "{{7*7}} ${jndi:x} ../../ |id", "٠٨٢١٠٠٠٠٠٥", "+27821000005"),
            ("👩‍🚒 Zoé", "Ngũgĩ wa Thiong'o", "+44 (0)7911 123456", "+447911123456"),
        ] {
            let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
            let personal = guest.start(&invited).await;
            let vehicle =
                guest.answer(&personal, &[("name", name), ("surname", surname), ("mobile", typed)]).await;
            let again = guest.get(&personal).await.expect(200);
            assert_eq!(again.value("name").as_deref(), Some(name));
            assert_eq!(again.value("surname").as_deref(), Some(surname));
            let medical = guest.answer(&vehicle, &[("hasVehicle", "no")]).await;
            let kin = guest.answer(&medical, &[]).await;
            let check = guest.get(&guest.answer(&kin, &[]).await).await.expect(200);
            assert!(check.texts(".rows dd").contains(&name.to_owned()), "{name}");
            assert!(!check.html.contains("<script>alert"));
            guest.submit(&check, &[], "finish").await.location();
            let customer = tenant.customer(&tenant.session(&invited.id).await["customerId"]).await;
            assert_eq!(customer["name"], name);
            assert_eq!(customer["surname"], surname);
            assert_eq!(customer["mobile"], mobile, "{typed}");
        }
    }

    async fn consent_is_kept_with_its_exact_words(world) {
        let tenant = world.tenant("Acme").await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let medical = guest.reach(&invited, "medical", "0821234567").await;
        let version = consent_of(&medical);
        let wording = medical.texts(".agree").concat();
        assert!(wording.contains("Acme keeps the health information"), "{wording}");
        let kin =
            guest.submit(&medical, &[("allergies", "nuts"), ("medicalConsent", &version)], "continue").await;
        let check = guest.answer(&kin.location(), &[]).await;
        let check = guest.get(&check).await;
        guest.submit(&check, &[], "finish").await.location();
        let kept =
            "select cast(c.customer_id as text), c.purpose, c.text_version, t.purpose, t.locale, t.wording
            from consent_event c join consent_text t on t.version = c.text_version";
        let customer = tenant.session(&invited.id).await["customerId"].to_string();
        let expected = vec![customer, "medical".into(), version, "medical".into(), "en".into(), wording];
        assert_eq!(world.select(kept).await, [expected]);
    }

    async fn nothing_about_health_is_kept_without_consent(world) {
        let tenant = world.tenant("Acme").await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let medical = guest.reach(&invited, "medical", "0821234567").await;
        let refused = guest.submit(&medical, &[("allergies", "nuts")], "continue").await.expect(422);
        assert_eq!(
            refused.errors(),
            [("medicalConsent".into(), "Choose Yes to share the health information that you filled in, or choose to delete it".into())]
        );
        assert_eq!(refused.value("allergies").as_deref(), Some("nuts"));
        let old =
            guest.submit(&refused, &[("medicalConsent", "0123456789abcdef")], "continue").await.expect(422);
        assert_eq!(old.errors()[0].0, "medicalConsent");
        assert_eq!(old.value("medicalConsent"), None, "consent to other words is no consent");

        // A yes to nothing is consent to nothing.
        let version = consent_of(&old);
        let kin = guest.submit(&old, &[("allergies", ""), ("medicalConsent", &version)], "continue").await;
        let check = guest.answer(&kin.location(), &[]).await;
        let check = guest.get(&check).await;
        guest.submit(&check, &[], "finish").await.location();
        assert_eq!(tenant.session(&invited.id).await["status"], "completed");
        assert_eq!(world.count("consent_event").await, 0);
    }

    async fn who_does_not_want_to_share_is_asked_before_anything_is_deleted(world) {
        let tenant = world.tenant("Acme").await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let medical = guest.reach(&invited, "medical", "0821234567").await;
        assert!(medical.attribute("[name=medicalConsent][value=forget]", "id").is_none(), "there is nothing to delete");
        let typed = [("allergies", "nuts"), ("medicalConsent", "no")];
        let asked = guest.submit(&medical, &typed, "continue").await.expect(422);
        assert_eq!(asked.errors()[0].0, "medicalConsent");
        assert_eq!(asked.value("allergies").as_deref(), Some("nuts"));
        assert_eq!(asked.value("medicalConsent").as_deref(), Some("no"));
        let kin = guest.submit(&asked, &[("medicalConsent", "forget")], "continue").await.location();
        assert!(kin.ends_with("/next-of-kin"), "{kin}");
        let again = guest.get(&medical.url).await.expect(200);
        assert_eq!(again.value("allergies").as_deref(), Some(""));
        assert_eq!(again.value("medicalConsent").as_deref(), Some("no"), "what was chosen is shown again");
        let check = guest.answer(&kin, &[]).await;
        let check = guest.get(&check).await;
        assert!(!check.html.contains("nuts"));
        guest.submit(&check, &[], "finish").await.location();
        let customer = tenant.customer(&tenant.session(&invited.id).await["customerId"]).await;
        assert_eq!(customer["allergies"], serde_json::Value::Null);
        assert_eq!(world.count("consent_event").await, 0);
    }

    async fn a_slip_in_an_address_is_asked_about_and_never_refused(world) {
        let tenant = world.tenant("Acme").await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let path = guest.start(&invited).await;
        let answers = [("name", "A"), ("surname", "B"), ("mobile", "0821234567"), ("email", "thandi@gmial.com")];
        let vehicle = guest.answer(&path, &answers).await;
        assert!(vehicle.ends_with("/vehicle"), "it is no mistake: {vehicle}");
        let medical = guest.answer(&vehicle, &[("hasVehicle", "no")]).await;
        let kin = guest.answer(&medical, &[]).await;
        let check = guest.answer(&kin, &[]).await;
        let page = guest.get(&check).await.expect(200);
        assert_eq!(page.texts(".notice h2"), ["Did you mean thandi@gmail.com?"]);
        let change = page.link("Change the address").expect("a way to change it");
        let there = guest.get(&change).await.expect(200);
        let back = guest.submit(&there, &[("email", "thandi@gmail.com")], "continue").await.location();
        assert!(guest.get(&back).await.expect(200).texts(".notice h2").is_empty());
        guest.answer(&change, &[("email", "thandi@gmial.com")]).await;
        let page = guest.get(&check).await.expect(200);
        guest.submit(&page, &[], "finish").await.location();
        let customer = tenant.customer(&tenant.session(&invited.id).await["customerId"]).await;
        assert_eq!(customer["email"], "thandi@gmial.com", "what was typed is kept");
    }

    async fn makes_and_colours_are_suggested_and_any_other_is_taken(world) {
        let tenant = world.tenant("Acme").await;
        world.speak(&tenant, Language::ALL).await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let mut page = guest.reach(&invited, "vehicle", "0821234567").await;
        for language in Language::ALL {
            if page.attribute("html", "lang").as_deref() != Some(language.as_str()) {
                page = guest.get(&guest.choose_language(&page, &[], *language).await.location()).await.expect(200);
            }
            for name in ["vehicleMake", "vehicleColour"] {
                let list = page.attribute(&format!("[name={name}]"), "list").expect("a list");
                let words = page.attributes(&format!("datalist#{list} option"), "value");
                assert!(words.len() > 10 && words.iter().all(|word| !word.is_empty()), "{language}: {words:?}");
            }
        }
        let own = [("hasVehicle", "yes"), ("vehicleMake", "Trabant 601"), ("vehicleColour", "papyrus")];
        guest.submit(&page, &own, "continue").await.location();
        let page = guest.get(&page.url).await.expect(200);
        assert_eq!(["vehicleMake", "vehicleColour"].map(|name| page.value(name).unwrap_or_default()), ["Trabant 601", "papyrus"]);
    }

    async fn health_answers_are_covered_on_the_check_until_somebody_asks(world) {
        let tenant = world.tenant("Acme").await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let medical = guest.reach(&invited, "medical", "0821234567").await;
        let version = consent_of(&medical);
        let typed = [("allergies", "nuts"), ("bloodtype", "O-"), ("medicalConsent", &version)];
        let kin = guest.submit(&medical, &typed, "continue").await.location();
        let check = guest.answer(&kin, &[]).await;
        let page = guest.get(&check).await.expect(200);
        assert!(!page.html.contains("nuts") && !page.text().contains("O−"));
        assert!(page.text().contains("Hidden"));
        let shown = format!("/s/{}/medical/shown", invited.id);
        assert_eq!(page.link("Show").as_deref(), Some(&*shown));
        let page = guest.get(&shown).await.expect(200);
        assert!(page.text().contains("nuts") && page.text().contains("O−"));
        assert_eq!(page.link("Hide").as_deref(), Some(&*check));
        // Nobody else sees them, nor is there such a page of what is not covered.
        assert!(!Guest::new(&world.base).get(&shown).await.expect(401).html.contains("nuts"));
        for nothing in ["personal", "check", "nonsense"] {
            guest.get(&format!("/s/{}/{nothing}/shown", invited.id)).await.expect(404);
        }
        guest.submit(&page, &[], "finish").await.location();
        assert!(guest.get(&shown).await.location().ends_with("/done"));
    }
}
