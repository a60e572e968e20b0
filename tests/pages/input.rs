//! Broken and hostile posts: answered with a page, kept where it was typed, stored nowhere.

use std::collections::BTreeMap;

use enrol::domain::language::Language;
use enrol::domain::profile::{Kind, Section};
use serde_json::json;
use url::form_urlencoded::byte_serialize;

use crate::harness::{Guest, Page, World, filled};

const FORM: &str = "application/x-www-form-urlencoded";

/// What no field takes, as bytes of a form.
const BROKEN: [&str; 5] = ["%ff", "%c0%af", "%00", "%07", "%e2%80%ae"];

/// The inputs of a step that take text of their own, and what makes the rest of the step right.
fn inputs(section: Section) -> Vec<String> {
    let names =
        section.form_fields().filter(|field| field.purpose().is_none()).flat_map(|field| match field.kind {
            Kind::Date => ["day", "month", "year"].map(|part| format!("{}-{part}", field.name)).to_vec(),
            Kind::ChoiceOrText(..) => vec![field.name.to_owned(), format!("{}-own", field.name)],
            _ => vec![field.name.to_owned()],
        });
    names.collect()
}

fn right(section: Section) -> &'static [(&'static str, &'static str)] {
    match section {
        Section::Personal => &[
            ("name", "Kept"),
            ("surname", "Also kept"),
            ("mobile", "0821234567"),
            ("gender", "own"),
            ("gender-own", "own words"),
            ("dateOfBirth-day", "7"),
            ("dateOfBirth-month", "3"),
            ("dateOfBirth-year", "1985"),
        ],
        Section::Vehicle => &[("hasVehicle", "yes"), ("vehicleMake", "Kept"), ("vehicleColour", "also kept")],
        Section::Medical => &[("allergies", "kept"), ("medications", "also kept")],
        Section::NextOfKin => &[("nextOfKinName", "Kept"), ("nextOfKinNumber", "0831234567")],
    }
}

/// A form body with this one input replaced by bytes as they are.
fn form_with(page: &Page, section: Section, consent: Option<&str>, input: &str, bytes: &str) -> String {
    // A draft of the case before is on the page: every other input is set again.
    let names = inputs(section);
    let mut typed: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    typed.retain(|(name, _)| right(section).iter().all(|(known, _)| known != name));
    typed.extend(right(section));
    typed.extend(consent.map(|version| ("medicalConsent", version)));
    typed.retain(|(name, _)| *name != input);
    let pairs = filled(page, &typed, "continue");
    let encode = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    let others = pairs.iter().filter(|(name, _)| name != input);
    let others = others.map(|(name, value)| format!("{}={}", encode(name), encode(value)));
    others.chain([format!("{input}={bytes}")]).collect::<Vec<_>>().join("&")
}

async fn at(world: &World, section: Section) -> (Guest, String) {
    let tenant = world.tenant("Acme").await;
    let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
    let page = guest.reach(&invited, section.as_str(), "0829876543").await;
    (guest, page.url)
}

/// The page refuses this input, names it, and keeps everything else as it was typed.
fn refuses(page: &Page, section: Section, input: &str, case: &str) {
    let errors = page.errors();
    assert_eq!(errors.len(), 1, "{case}: {errors:?}");
    let field = input.split('-').next().expect("a name");
    assert!(errors[0].0.starts_with(field), "{case}: {errors:?}");
    assert!(page.has_id(&errors[0].0), "{case}: the entry leads nowhere");
    let fields: BTreeMap<String, String> = page.fields().into_iter().collect();
    for (name, value) in right(section).iter().filter(|(name, _)| *name != input) {
        assert_eq!(fields.get(*name).map(String::as_str), Some(*value), "{case}: {name} is lost");
    }
}

both! {
    async fn what_no_field_takes_is_refused_at_every_field(world) {
        for section in Section::ALL.iter().copied() {
            let (guest, path) = at(&world, section).await;
            let mut page = guest.get(&path).await.expect(200);
            let consent = page.attribute("[name=medicalConsent]", "value");
            for input in inputs(section) {
                for broken in BROKEN {
                    let case = format!("{input} = ab{broken}cd");
                    let bytes = format!("ab{broken}cd");
                    let refused = guest
                        .post_raw(&path, FORM, form_with(&page, section, consent.as_deref(), &input, &bytes))
                        .await
                        .expect(422);
                    refuses(&refused, section, &input, &case);
                    assert!(refused.title().starts_with("Error: "), "{case}");
                    assert!(
                        !refused.html.contains('\u{FFFD}')
                            && !refused.html.contains('\0')
                            && !refused.html.contains('\u{202E}')
                    );
                    let is_text =
                        refused.attribute(&format!("[name='{input}']"), "type").as_deref() != Some("radio");
                    if is_text {
                        assert_eq!(refused.value(&input).as_deref(), Some("abcd"), "{case}");
                    }
                    // Its token and its revision serve the next post.
                    page = refused;
                }
            }
            // Nothing of it became an answer: the step is still the first that is missing.
            assert_eq!(guest.visit(&path.replace(section.as_str(), "check")).await.url, path);
        }
        assert_eq!(world.count("customer").await, 0);
    }

    async fn an_input_that_comes_twice_is_refused(world) {
        for section in Section::ALL.iter().copied() {
            let (guest, path) = at(&world, section).await;
            for (input, value) in right(section) {
                let page = guest.get(&path).await.expect(200);
                let consent = page.attribute("[name=medicalConsent]", "value");
                let twice = format!("{value}&{input}={value}");
                let refused = guest
                    .post_raw(&path, FORM, form_with(&page, section, consent.as_deref(), input, &twice))
                    .await
                    .expect(422);
                refuses(&refused, section, "", &format!("{input} twice"));
                assert!(refused.errors()[0].1.contains("arrived more than once"), "{input}");
            }
        }
    }

    async fn too_long_is_refused_with_everything_kept(world) {
        for section in Section::ALL.iter().copied() {
            let (guest, path) = at(&world, section).await;
            for field in section.form_fields() {
                let (Kind::Line(most) | Kind::Text(most) | Kind::Plate(most)) = field.kind else { continue };
                let page = guest.get(&path).await.expect(200);
                let consent = page.attribute("[name=medicalConsent]", "value");
                let long = "x".repeat(most + 1);
                let refused = guest
                    .post_raw(&path, FORM, form_with(&page, section, consent.as_deref(), field.name, &long))
                    .await
                    .expect(422);
                refuses(&refused, section, field.name, field.name);
                assert_eq!(refused.value(field.name), Some(long), "{}", field.name);
                let said = refused.errors()[0].1.replace("2 000", "2000");
                assert!(said.contains(&format!("{most} characters or fewer")), "{}: {said}", field.name);
            }
        }
    }

    async fn bodies_that_are_no_form_of_ours_change_nothing(world) {
        let (guest, path) = at(&world, Section::Vehicle).await;
        let page = guest.get(&path).await;
        let good = form_with(&page, Section::Vehicle, None, "vehicleModel", "x");
        let before = world.rows().await;
        for kind in [
            "application/json",
            "multipart/form-data; boundary=x",
            "text/plain",
            "",
            "application/x-www-form-urlencodedx",
        ] {
            let refused = guest.post_raw(&path, kind, good.clone()).await.expect(415);
            assert_eq!(refused.heading(), "This page could not be understood", "{kind}");
        }
        for body in ["x".repeat(1024 * 1024), format!("{good}&vehicleModel={}", "x".repeat(256 * 1024))] {
            let refused = guest.post_raw(&path, FORM, body).await.expect(413);
            assert_eq!(refused.heading(), "What you sent is too long");
        }
        for body in ["", "&&&===&", "token=x", "%", "%zz=%", "\u{0}"] {
            guest.post_raw(&path, FORM, body).await.expect(403);
        }
        assert_eq!(world.rows().await, before);
        guest.post_raw(&path, "application/x-www-form-urlencoded; charset=UTF-8", good).await.expect(303);
    }

    async fn what_is_far_too_long_comes_back_to_be_shortened(world) {
        let (guest, path) = at(&world, Section::Medical).await;
        let page = guest.get(&path).await.expect(200);
        let yes = page.attribute("[data-yes]", "value").expect("a version of the text");
        // As long as it may be, in letters that take twelve bytes each in a form.
        let longest = "\u{1F697}".repeat(2000);
        let all = ["medicalConditions", "medications", "allergies", "medicalOther"];
        let mut inputs: Vec<(&str, &str)> = all.iter().map(|name| (*name, longest.as_str())).collect();
        inputs.push(("medicalConsent", &yes));
        guest.submit(&page, &inputs, "continue").await.expect(303);
        let page = guest.get(&path).await.expect(200);
        let far_too_long = "long ".repeat(30_000);
        let refused = guest.submit(&page, &[("allergies", &far_too_long)], "continue").await.expect(422);
        let errors = refused.errors();
        assert!(errors.len() == 1 && errors[0].1.ends_with("characters or fewer"), "{errors:?}");
        for page in [refused, guest.get(&path).await.expect(200)] {
            assert_eq!(page.value("allergies").as_deref(), Some(&*far_too_long), "nothing is lost");
            assert_eq!(page.value("medications").as_deref(), Some(&*longest));
        }
    }

    async fn what_is_too_long_to_be_taken_has_a_way_back_to_what_was_saved(world) {
        let (tenant, guest) = (world.tenant("Acme").await, Guest::new(&world.base));
        let form = json!({ "locales": ["en", "af"], "defaultLocale": "af", "support": { "phone": "011 765 4321" } });
        tenant.put("/signup-form", &form).await.expect(200);
        let page = guest.reach(&tenant.invite().await, "medical", "0821234567").await;
        guest.submit(&page, &[("allergies", "Bye")], "pause").await.expect(200);
        let (page, before) = (guest.get(&page.url).await.expect(200), world.rows().await);
        let typed = [("allergies", "x".repeat(300_000))];
        let typed = typed.each_ref().map(|(name, value)| (*name, value.as_str()));
        for button in ["continue", "back", "pause", "cancel", "draft"] {
            let told = guest.submit(&page, &typed, button).await.expect(413);
            assert_eq!(told.heading(), "Wat jy gestuur het, is te lank", "{button}");
            assert!(told.title().starts_with("Fout: "), "{}", told.title());
            assert!(told.text().contains("“Mediese inligting” is nie nou gestoor nie."), "{}", told.text());
            assert_eq!(told.attributes("footer a", "href"), ["tel:+27117654321"], "the tenant's own page");
            let back = told.attribute("main a.button", "href").expect("a way back");
            assert_eq!(guest.get(&back).await.expect(200).value("allergies").as_deref(), Some("Bye"));
        }
        let told = guest.choose_language(&page, &typed, Language::English).await.expect(413);
        let back = told.attribute("main a.button", "href").expect("a way back");
        assert_eq!(guest.get(&back).await.expect(200).value("allergies").as_deref(), Some("Bye"));
        assert_eq!(world.rows().await, before);
        // Another language on that page leads on, and is no empty step.
        let told = guest.submit(&page, &typed, "continue").await.expect(413);
        let chosen = guest.choose_language(&told, &[], Language::English).await.location();
        let shown = guest.visit(&chosen).await;
        assert_eq!((shown.heading().as_str(), shown.value("allergies").as_deref()), ("Medical information", Some("Bye")));
        // Whoever has no access learns nothing of it.
        let stranger = Guest::new(&world.base).submit(&page, &typed, "continue").await.expect(413);
        assert!(stranger.attribute("main a", "href").is_none() && !stranger.html.contains("Acme"), "{}", stranger.html);
    }

    async fn odd_numbers_and_buttons_are_no_way_around(world) {
        let (guest, path) = at(&world, Section::Vehicle).await;
        guest.answer(&path, &[("hasVehicle", "no")]).await;
        let page = guest.get(&path).await;
        let before = world.rows().await;
        for revision in ["", "-1", "99999999999999999999", "1e3", "x"] {
            let typed = [("hasVehicle", "yes"), ("vehicleMake", "Volvo"), ("revision", revision)];
            let stale = guest.submit(&page, &typed, "continue").await.expect(422);
            assert_eq!(stale.texts("h2#stale-title").len(), 1, "{revision}");
        }
        assert_eq!(world.rows().await, before);
        let next =
            guest.submit(&page, &[("hasVehicle", "yes"), ("vehicleMake", "Volvo")], "no-such-button").await;
        assert!(next.location().ends_with("/medical"), "an unknown button is Continue");
    }

    async fn what_is_not_there_is_a_page_that_says_so(world) {
        let (guest, path) = at(&world, Section::Vehicle).await;
        let base = path.trim_end_matches("/vehicle").to_owned();
        let before = world.rows().await;
        let unknown = "/s/01936d6c-0000-7000-8000-000000000000/personal";
        for path in [
            unknown.to_owned(),
            "/s/x/personal".into(),
            "/s/%ff/personal".into(),
            "/s/%00/personal".into(),
            format!("{base}/nothing"),
            format!("{base}/%ff"),
            format!("{base}/PERSONAL"),
            base.clone(),
            format!("{base}/"),
            format!("{path}/more"),
            path.to_uppercase().replace(&world.base.to_uppercase(), &world.base),
            "/".into(),
            "/nothing".into(),
        ] {
            let missing = guest.get(&path).await.expect(404);
            assert_eq!(missing.heading(), "This page or link does not exist", "{path}");
            assert_eq!(missing.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
        }
        guest.post(unknown, &[("name".into(), "x".into())]).await.expect(404);
        for odd in ["?return=a&return=b", "?return=%ff", "?return=", "?x", "?%00"] {
            guest.get(&format!("{path}{odd}")).await.expect(200);
        }
        assert_eq!(world.rows().await, before);
    }

    async fn wrong_methods_are_refused_with_a_page(world) {
        let tenant = world.tenant("Acme").await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let path = guest.url(&guest.start(&invited).await);
        let before = world.rows().await;
        for url in [path.as_str(), &invited.link] {
            for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "BREW"] {
                let method = reqwest::Method::from_bytes(method.as_bytes()).expect("a method");
                let refused = guest.send(url, guest.client().request(method.clone(), url)).await.expect(405);
                let allowed = refused.header("allow").expect("what is allowed");
                assert!(allowed.contains("GET") && allowed.contains("POST"), "{allowed}");
                assert_eq!(refused.heading(), "This page cannot be used in this way", "{method}");
            }
        }
        assert_eq!(world.rows().await, before);
    }
}
