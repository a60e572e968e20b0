//! What a step says of errors: a summary that leads to each, the same words beside each, a title.

use std::collections::BTreeSet;

use crate::harness::{Guest, Page};

/// Inputs with what is typed, or with what is said about it.
type Pairs<'a> = Vec<(&'a str, &'a str)>;

/// What holds for every page that refuses.
fn holds(page: &Page) {
    assert!(page.title().starts_with("Error: "), "{}", page.title());
    assert_eq!(page.texts("[role=alert] h2"), ["There is a problem"]);
    for (id, text) in page.errors() {
        assert!(page.has_id(&id), "{id} is nowhere on {}", page.url);
        let beside = page.texts("p.error");
        assert!(beside.contains(&format!("Error: {text}")), "{text} is not beside its field: {beside:?}");
        let field = page.attribute(&format!("[id='{id}']"), "name").expect("an input");
        assert!(!field.is_empty(), "{id}");
        for word in ["lease", "nvalid", "orry", "orbidden"] {
            assert!(!text.contains(word), "{text}");
        }
    }
    assert_eq!(page.errors().len(), page.texts("p.error").len());
    let described = page.attributes("[aria-describedby]", "aria-describedby").join(" ");
    for id in page.attributes("p.error", "id") {
        assert!(described.split(' ').any(|part| part == id), "no input is described by {id}: {described}");
    }
}

both! {
    async fn every_mistake_has_its_words_and_leads_to_its_input(world) {
        let tenant = world.tenant("Acme").await;
        let (long, many) = ("x".repeat(201), "x".repeat(2001));
        let cases: Vec<(&str, Pairs<'_>, Pairs<'_>)> = vec![
            (
                "personal",
                vec![("name", ""), ("surname", " "), ("mobile", "")],
                vec![
                    ("name", "Enter your first name"),
                    ("surname", "Enter your surname"),
                    ("mobile", "Enter your mobile number"),
                ],
            ),
            (
                "personal",
                vec![
                    ("name", &long),
                    ("surname", "B"),
                    ("mobile", "no"),
                    ("email", "me@home"),
                    ("gender", "own"),
                ],
                vec![
                    ("name", "“First name” must be 200 characters or fewer"),
                    (
                        "mobile",
                        "Mobile number must be a full phone number, such as 082 123 4567 or +44 7911 123456",
                    ),
                    ("email", "Email address must be like name@example.com"),
                    ("gender-own", "Enter your gender in your own words, or choose another answer"),
                ],
            ),
            (
                "personal",
                vec![("name", "A"), ("surname", "B"), ("mobile", "082 3456")],
                vec![("mobile", "Mobile number is too short: it has 7 of the 10 digits it needs")],
            ),
            (
                "personal",
                vec![("name", "A"), ("surname", "B"), ("mobile", "+27 82 123 45678")],
                vec![("mobile", "Mobile number is too long: it has 12 digits and needs only 11")],
            ),
            (
                "personal",
                vec![
                    ("name", "A"),
                    ("surname", "B"),
                    ("mobile", "0821234567"),
                    ("dateOfBirth-day", "30"),
                    ("dateOfBirth-month", "2"),
                    ("dateOfBirth-year", "1985"),
                ],
                vec![("dateOfBirth-day", "Date of birth must be a real date")],
            ),
            (
                "personal",
                vec![
                    ("name", "A"),
                    ("surname", "B"),
                    ("mobile", "0821234567"),
                    ("dateOfBirth-day", "3"),
                    ("dateOfBirth-year", "1985"),
                ],
                vec![("dateOfBirth-month", "Date of birth must include a month")],
            ),
            (
                "personal",
                vec![
                    ("name", "A"),
                    ("surname", "B"),
                    ("mobile", "0821234567"),
                    ("dateOfBirth-day", "3"),
                    ("dateOfBirth-month", "May"),
                    ("dateOfBirth-year", "85"),
                ],
                vec![("dateOfBirth-year", "Date of birth must include a year of 4 digits, such as 1985")],
            ),
            (
                "personal",
                vec![
                    ("name", "A"),
                    ("surname", "B"),
                    ("mobile", "0821234567"),
                    ("dateOfBirth-day", "3"),
                    ("dateOfBirth-month", "5"),
                    ("dateOfBirth-year", "2985"),
                ],
                vec![("dateOfBirth-day", "Date of birth must be in the past")],
            ),
            (
                "personal",
                vec![
                    ("name", "A"),
                    ("surname", "B"),
                    ("mobile", "0821234567"),
                    ("dateOfBirth-day", "3"),
                    ("dateOfBirth-month", "5"),
                    ("dateOfBirth-year", "1885"),
                ],
                vec![("dateOfBirth-day", "Date of birth must be in 1900 or later")],
            ),
            ("vehicle", vec![], vec![("hasVehicle", "Choose whether you have a vehicle")]),
            (
                "vehicle",
                vec![("hasVehicle", "yes")],
                vec![("vehicleMake", "Enter the make of the vehicle, or at least one other detail")],
            ),
            (
                "vehicle",
                vec![("hasVehicle", "maybe"), ("vehicleLicensePlate", "- -")],
                vec![
                    ("hasVehicle", "Choose one of the answers to “Do you have a vehicle?”"),
                    ("vehicleLicensePlate", "Licence plate must include letters or numbers"),
                ],
            ),
            (
                "medical",
                vec![("allergies", "nuts")],
                vec![("medicalConsent", "Choose Yes to share the health information that you filled in, or choose to delete it")],
            ),
            (
                "medical",
                vec![("medicalOther", &many), ("bloodtype", "C+"), ("familyDoctorPhoneNumber", "x")],
                vec![
                    (
                        "medicalOther",
                        "“Anything else responders should know” must be 2 000 characters or fewer",
                    ),
                    ("bloodtype", "Choose one of the answers to “Blood type”"),
                    (
                        "familyDoctorPhoneNumber",
                        "Family doctor’s phone number must be a full phone number, such as 021 123 4567",
                    ),
                ],
            ),
            (
                "next-of-kin",
                vec![("nextOfKinName", "Sipho")],
                vec![("nextOfKinNumber", "Enter the phone number of your next of kin")],
            ),
            (
                "next-of-kin",
                vec![("nextOfKinNumber", "083 123 4567")],
                vec![("nextOfKinName", "Enter the full name of your next of kin")],
            ),
            (
                "next-of-kin",
                vec![("nextOfKinName", "Sipho"), ("nextOfKinNumber", "+44 83")],
                vec![(
                    "nextOfKinNumber",
                    "Phone number of your next of kin must be a full phone number, such as 083 123 4567",
                )],
            ),
            (
                "next-of-kin",
                vec![("nextOfKinName", "Sipho"), ("nextOfKinNumber", "083")],
                vec![(
                    "nextOfKinNumber",
                    "Phone number of your next of kin is too short: it has 3 of the 10 digits it needs",
                )],
            ),
        ];
        for (step, inputs, expected) in cases {
            let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
            let page = guest.reach(&invited, step, "0821234567").await;
            let refused = guest.submit(&page, &inputs, "continue").await.expect(422);
            let expected: Vec<(String, String)> =
                expected.iter().map(|(id, text)| ((*id).into(), (*text).into())).collect();
            assert_eq!(refused.errors(), expected, "{step} {inputs:?}");
            for (name, value) in inputs.iter().filter(|(name, _)| {
                refused.attribute(&format!("[name='{name}']"), "type").as_deref() != Some("radio")
            }) {
                assert_eq!(refused.value(name).as_deref(), Some(*value), "{name} is lost");
            }
            holds(&refused);
            // Who comes back to it later finds the same.
            let later = guest.get(&page.url).await.expect(200);
            assert_eq!(later.errors(), expected, "{step} later");
            holds(&later);
        }
    }

    async fn each_page_has_a_title_of_its_own_and_one_heading(world) {
        let tenant = world.tenant("Acme").await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let mut pages = vec![guest.get(&invited.link).await];
        guest.reach_check(&invited, "0821234567").await;
        for page in ["personal", "vehicle", "medical", "next-of-kin", "check", "cancel", "pause"] {
            pages.push(guest.get(&format!("/s/{}/{page}", invited.id)).await.expect(200));
        }
        let titles: BTreeSet<String> = pages.iter().map(Page::title).collect();
        assert_eq!(titles.len(), pages.len(), "{titles:?}");
        for page in &pages {
            assert!(
                page.title().contains("Acme") && page.title().starts_with(&page.heading()),
                "{}",
                page.title()
            );
            assert!(page.errors().is_empty(), "{}", page.url);
            assert_eq!(page.attribute("html", "lang").as_deref(), Some("en"));
        }
        assert_eq!(pages[2].title(), "Your vehicle – Step 2 of 5 – Acme");
    }

    async fn the_check_page_leads_to_each_answer_and_back(world) {
        let tenant = world.tenant("Acme").await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let check = guest.reach_check(&invited, "0821234567").await;
        let html = scraper::Html::parse_document(&check.html);
        let links = scraper::Selector::parse(".head a").expect("a selector");
        let hrefs: Vec<&str> = html.select(&links).filter_map(|link| link.attr("href")).collect();
        assert_eq!(hrefs.len(), 4, "{hrefs:?}");
        for href in hrefs {
            assert!(href.ends_with("?return=check"), "{href}");
            let page = guest.get(href).await.expect(200);
            let back = guest.submit(&page, &[], "continue").await.location();
            assert_eq!(back, format!("/s/{}/check", invited.id), "{href}");
        }
        let kin = guest.get(&format!("/s/{}/next-of-kin?return=check", invited.id)).await;
        let own = [("nextOfKinName", "Me"), ("nextOfKinNumber", "0821234567")];
        let check = guest.submit(&kin, &own, "continue").await.location();
        let check = guest.get(&check).await.expect(200);
        assert_eq!(check.texts("h2#own-number"), ["Is this number right?"], "a warning");
        guest.submit(&check, &[], "finish").await.expect(303);
    }
}
