//! Two tabs, two sessions, two devices, and a browser that lost its cookie.

use super::look::Look;
use super::{ENOUGH, Office, reach_check, resume_code};
use crate::harness::{Engine, Person, World};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_tabs_never_overwrite_silently() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let person = Person::new().await;
    let base = person.start(&office.invite().await).await;
    let first = person.driver.window().await.expect("a tab");
    let second = person.driver.new_tab().await.expect("a tab");
    person.driver.switch_to_window(second.clone()).await.expect("the tab");
    person.open(&format!("{base}/personal")).await;

    person.driver.switch_to_window(first).await.expect("the tab");
    person.fill(ENOUGH[0]).await;
    person.press("Continue").await;
    person.driver.switch_to_window(second).await.expect("the tab");
    person.fill(&[("name", "Thandi"), ("surname", "Dlamini"), ("mobile", "0821234567")]).await;
    person.press("Continue").await;
    let both = person.text(".both").await;
    assert!(both.contains("Mokoena") && both.contains("Dlamini"), "{both}");
    assert_eq!(person.value("surname").await, "Dlamini");
    let (focused, title): (String, String) =
        person.run("return [document.activeElement.className, document.title]").await;
    assert!(focused == "notice" && title.starts_with("Important: "), "{focused}, {title}");
    // The surname that was saved and the first name that was typed.
    person.fill(&[("keep-surname", "there")]).await;
    assert_eq!(person.chosen("keep-surname").await.as_deref(), Some("there"));
    person.press("Continue").await;
    assert_eq!(person.page().await, "vehicle");
    person.open(&format!("{base}/personal")).await;
    assert_eq!(person.value("surname").await, "Mokoena");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_sessions_in_one_browser_never_mix() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let person = Person::new().await;
    let [one, two] = [office.invite().await, office.invite().await];
    let first = person.driver.window().await.expect("a tab");
    reach_check(&person, &one).await;
    let second = person.driver.new_tab().await.expect("a tab");
    person.driver.switch_to_window(second).await.expect("the tab");
    person.start(&two).await;
    assert_eq!(person.value("name").await, "");
    for inputs in
        [&[("name", "Sipho"), ("surname", "Dlamini"), ("mobile", "0829999999")][..], ENOUGH[1], &[], &[]]
    {
        person.autofill(inputs).await;
        person.press("Continue").await;
    }
    person.press("Finish signing up").await;
    person.driver.switch_to_window(first).await.expect("the tab");
    person.press("Finish signing up").await;
    for (invited, name) in [(one, "Thandi"), (two, "Sipho")] {
        let customer = &office.tenant.session(&invited.id).await["customerId"];
        assert_eq!(office.tenant.customer(customer).await["name"], name);
    }
}

both! {
    async fn a_second_device_starts_blank_and_ends_the_first(world) {
        let office = Office::open(&world).await;
        let [phone, laptop] = Person::two().await;
        let invited = office.invite().await;
        let base = phone.start(&invited).await;
        phone.fill(ENOUGH[0]).await;
        phone.press("Continue").await;

        laptop.open(&invited.link).await;
        assert_eq!(laptop.heading().await, "This signup was started in another browser");
        assert!(!laptop.source().await.contains("Mokoena"));
        laptop.open(&format!("{base}/personal")).await;
        assert_eq!(laptop.heading().await, "Open your link again");
        laptop.open(&invited.link).await;
        laptop.press("Start again with an empty form").await;
        laptop.press("Start again here").await;
        assert_eq!((laptop.page().await.as_str(), laptop.value("surname").await.as_str()), ("personal", ""));

        phone.fill(&[("hasVehicle", "yes"), ("vehicleMake", "Toyota")]).await;
        phone.press("Continue").await;
        assert_eq!(phone.heading().await, "This signup was carried on elsewhere");
        assert!(phone.text("main").await.contains("Toyota"), "what was typed last is not lost");
        phone.open(&invited.link).await;
        assert_eq!(phone.heading().await, "This signup was started in another browser");

        for inputs in ENOUGH {
            laptop.autofill(inputs).await;
            laptop.press("Continue").await;
        }
        laptop.press("Finish signing up").await;
        assert_eq!(laptop.heading().await, "Welcome back");
        assert_eq!(office.tenant.count_customers().await, 1);
        phone.open(&invited.link).await;
        assert_eq!(phone.heading().await, "You are signed up");
    }

    async fn a_lost_cookie_loses_access_and_no_typed_word(world) {
        let office = Office::open(&world).await;
        let person = Person::new().await;
        let invited = office.invite().await;
        let base = person.start(&invited).await;
        person.fill(ENOUGH[0]).await;
        person.press("Continue").await;
        person.fill(&[("hasVehicle", "yes"), ("vehicleMake", "Toyota")]).await;
        person.driver.delete_all_cookies().await.expect("no cookies");
        person.press("Continue").await;
        assert_eq!(person.heading().await, "Open your link again");
        let shown = person.text("main").await;
        assert!(shown.contains("Toyota") && !shown.contains("Mokoena"), "{shown}");

        person.open(&format!("{base}/check")).await;
        assert!(!person.source().await.contains("Mokoena"));
        person.open(&invited.link).await;
        person.press("Start again with an empty form").await;
        person.press("Start again here").await;
        assert_eq!(person.value("surname").await, "");
        assert_eq!(office.tenant.session(&invited.id).await["status"], "in_progress");
    }

    async fn the_code_brings_every_character_to_another_device(world) {
        let office = Office::open(&world).await;
        let [phone, laptop] = Person::two().await;
        phone.resize(360, 640, 2).await;
        let invited = office.invite().await;
        phone.start(&invited).await;
        let personal = [("name", "Zo\u{eb} \"Thandi\" <b>"), ("surname", "M\u{f6}ller & Mokoena"), ("mobile", "082 123 4567")];
        phone.fill(&personal).await;
        phone.press("Continue").await;
        let vehicle = [("vehicleMake", "Toyota \u{2013} GT"), ("vehicleColour", "  red ")];
        phone.fill(&[("hasVehicle", "yes")]).await;
        phone.fill(&vehicle).await;
        phone.press("Save and come back later").await;
        assert_eq!(phone.heading().await, "Your answers are saved");
        assert_eq!(phone.page().await, "pause", "reloading does not post again");
        let code = phone.text(".code").await;
        phone.driver.refresh().await.expect("the page again");
        assert!(!phone.source().await.contains(&code), "it is shown once");

        laptop.open(&invited.link).await;
        laptop.fill(&[("code", "cfgh 2345")]).await;
        laptop.press("Carry on here").await;
        assert_eq!(laptop.text("[role=alert] li").await, "This code is not right: check it. You have 4 tries left");
        assert!(laptop.driver.title().await.expect("a title").starts_with("Error: "));
        assert!(laptop.run::<bool>("return document.activeElement.matches('.summary')").await, "it is read out");
        laptop.fill(&[("code", &code.to_lowercase().replace('-', "  "))]).await;
        laptop.press("Carry on here").await;
        assert_eq!(laptop.page().await, "vehicle");
        assert_eq!(laptop.chosen("hasVehicle").await.as_deref(), Some("yes"));
        for (name, value) in vehicle {
            assert_eq!(laptop.value(name).await, value);
        }
        laptop.press("Back").await;
        for (name, value) in personal {
            let value = if name == "mobile" { "+27 82 123 4567" } else { value };
            assert_eq!(laptop.value(name).await, value);
        }
        // The first device is told, beside what is typed there.
        phone.press("Carry on now").await;
        assert_eq!(phone.heading().await, "This signup was carried on elsewhere");
    }
}

both! {
    async fn what_was_typed_without_a_cookie_comes_back_with_every_character(world) {
        let office = Office::open(&world).await;
        let person = Person::new().await;
        let invited = office.invite().await;
        person.start(&invited).await;
        let code = resume_code(&person).await;
        let typed = [
            ("name", "Zo\u{eb} \"Thandi\" <b>"),
            ("surname", "M\u{f6}ller & Mokoena"),
            ("mobile", "082 12"),
            ("dateOfBirth-day", "31"),
            ("dateOfBirth-month", "Febr"),
        ];
        person.fill(&typed).await;
        person.driver.delete_all_cookies().await.expect("no cookies");
        person.press("Continue").await;
        assert_eq!(person.heading().await, "Open your link again");
        person.fill(&[("code", &code.to_lowercase())]).await;
        person.press("Carry on here").await;
        assert_eq!(person.page().await, "personal");
        for (name, value) in typed {
            assert_eq!(person.value(name).await, value);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_typed_is_copied_by_a_button_or_by_hand() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    for with_script in [true, false] {
        let person = if with_script { Person::new().await } else { Person::without_script().await };
        person.start(&office.invite().await).await;
        person.fill(&[("name", "Thandi <b>"), ("surname", "Mokoena")]).await;
        person.driver.delete_all_cookies().await.expect("no cookies");
        person.press("Continue").await;
        let text = "First name: Thandi <b>\nSurname: Mokoena";
        assert_eq!(person.find("#typed").await.value().await.expect("a text").as_deref(), Some(text));
        assert_eq!(person.find("#typed").await.is_displayed().await.expect("whether"), !with_script);
        if with_script {
            person
                .run::<()>("navigator.clipboard.writeText = async (text) => { window.copied = text }")
                .await;
            person.button("Copy what I typed").await.click().await.expect("a click");
            person.until("return document.querySelector('[role=status]').textContent === 'Copied'").await;
            assert_eq!(person.run::<String>("return window.copied").await, text);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_code_is_copied_by_a_button() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let person = Person::new().await;
    person.start(&office.invite().await).await;
    person.press("Save and come back later").await;
    // What the browser would put on the clipboard.
    person.run::<()>("navigator.clipboard.writeText = async (text) => { window.copied = text }").await;
    person.button("Copy the code").await.click().await.expect("a click");
    person.until("return document.querySelector('[role=status]').textContent === 'Copied'").await;
    assert_eq!(person.run::<String>("return window.copied").await, person.text(".code").await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn going_on_elsewhere_looks_right() {
    let world = World::on(Engine::Sqlite).await;
    let office = Office::open(&world).await;
    let person = Person::new().await;
    let mut look = Look::new(&person);
    let invited = office.invite().await;
    let base = person.start(&invited).await;
    person.open(&format!("{base}/pause")).await;
    look.at("pause", "Your answers are saved").await;
    person.press("Show a new code").await;
    look.at("pause-code", "Your answers are saved").await;
    person.press("Done for now: clear this device").await;
    person.open(&invited.link).await;
    let heading = "This signup was started in another browser";
    for _ in 0..5 {
        person.fill(&[("code", "CFGH-2345")]).await;
        person.press("Carry on here").await;
    }
    look.at("elsewhere-locked", heading).await;
    person.press("Start again with an empty form").await;
    look.at("again", "Start again with an empty form?").await;
    look.finds_nothing();
}
