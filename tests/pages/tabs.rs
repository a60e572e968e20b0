//! One browser, several tabs, impatient fingers: nothing typed is lost, nothing is overwritten unseen.

use crate::harness::{Guest, Page, World};

const MOBILE: &str = "0821234567";
const VEHICLE: &[(&str, &str)] = &[("hasVehicle", "yes"), ("vehicleMake", "Toyota")];

/// A guest on the page `at` of a new session, and the session's path.
async fn guest_at(world: &World, at: &str) -> (Guest, String, Page) {
    let invited = world.tenant("Acme").await.invite().await;
    let guest = Guest::new(&world.base);
    let page = guest.reach(&invited, at, MOBILE).await;
    (guest, format!("/s/{}", invited.id), page)
}

async fn value(guest: &Guest, path: &str, name: &str) -> Option<String> {
    guest.get(path).await.expect(200).value(name)
}

both! {
    async fn tabs_on_different_steps_do_not_disturb_each_other(world) {
        for swapped in [false, true] {
            let (guest, base, _) = guest_at(&world, "medical").await;
            let [personal, vehicle] = ["personal", "vehicle"].map(|step| format!("{base}/{step}"));
            let (one, two) = (guest.get(&personal).await, guest.get(&vehicle).await);
            let [first, second] = if swapped { [1, 0] } else { [0, 1] };
            for tab in [first, second] {
                let (page, inputs): (&Page, &[(&str, &str)]) =
                    if tab == 0 { (&one, &[("surname", "Zulu")]) } else { (&two, VEHICLE) };
                guest.submit(page, inputs, "continue").await.location();
            }
            assert_eq!(value(&guest, &personal, "surname").await.as_deref(), Some("Zulu"));
            assert_eq!(value(&guest, &vehicle, "vehicleMake").await.as_deref(), Some("Toyota"));
        }
    }

    async fn a_step_is_kept_though_an_earlier_one_was_opened_again(world) {
        let (guest, base, vehicle) = guest_at(&world, "vehicle").await;
        let personal = guest.get(&format!("{base}/personal")).await;
        guest.submit(&personal, &[("surname", "")], "continue").await.expect(422);
        // The other tab knows nothing of it and goes on.
        let next = guest.submit(&vehicle, VEHICLE, "continue").await.location();
        assert_eq!(
            guest.visit(&next).await.url,
            guest.url(&format!("{base}/personal")),
            "on to what is missing"
        );
        guest.answer(&format!("{base}/personal"), &[("surname", "Zulu")]).await;
        assert_eq!(value(&guest, &format!("{base}/vehicle"), "vehicleMake").await.as_deref(), Some("Toyota"));
    }

    async fn a_stale_tab_shows_both_values_and_overwrites_only_knowingly(world) {
        let (guest, base, _) = guest_at(&world, "medical").await;
        let path = format!("{base}/personal");
        let (one, two) = (guest.get(&path).await, guest.get(&path).await);
        guest.submit(&one, &[("surname", "Zulu"), ("name", "Same")], "continue").await.location();
        let before = world.rows().await;
        let stale =
            guest.submit(&two, &[("surname", "Ndlovu"), ("name", "Same")], "continue").await.expect(422);
        assert_eq!(world.rows().await, before, "nothing is overwritten");
        assert_eq!(stale.texts("h2#stale-title"), ["This step was changed in another tab or window"]);
        assert_eq!(stale.texts(".both .value"), ["Zulu", "Ndlovu"], "only what differs, both of it");
        assert_eq!(stale.value("surname").as_deref(), Some("Ndlovu"), "the form keeps what was typed here");
        assert_eq!(value(&guest, &path, "surname").await.as_deref(), Some("Zulu"));
        guest.submit(&stale, &[], "continue").await.location();
        assert_eq!(value(&guest, &path, "surname").await.as_deref(), Some("Ndlovu"));
    }

    async fn what_is_chosen_where_both_are_shown_is_saved(world) {
        let (guest, base, _) = guest_at(&world, "medical").await;
        let path = format!("{base}/personal");
        let date = |day| [("dateOfBirth-day", day), ("dateOfBirth-month", "3"), ("dateOfBirth-year", "1985")];
        let there = [&[("surname", "Zulu"), ("gender", "female")][..], &date("7")].concat();
        let here =
            [&[("surname", "Ndlovu"), ("gender", "own"), ("gender-own", "agender")][..], &date("99")].concat();
        let stale = async || {
            let (one, two) = (guest.get(&path).await.expect(200), guest.get(&path).await.expect(200));
            guest.submit(&one, &[&there[..], &[("gender-own", "")]].concat(), "continue").await.expect(303);
            let stale = guest.submit(&two, &here, "continue").await.expect(422);
            assert!(stale.title().starts_with("Important: "));
            assert_eq!(stale.texts("[role=alert] h2"), stale.texts("h2#stale-title"));
            assert_eq!(stale.texts(".both .value"), ["Zulu", "Ndlovu", "7 3 1985", "99 3 1985", "Female", "agender"]);
            stale
        };
        let chosen = [("keep-surname", "there"), ("keep-dateOfBirth", "there")];
        guest.submit(&stale().await, &chosen, "continue").await.expect(303);
        let saved = guest.get(&path).await.expect(200);
        for (name, value) in
            [("surname", "Zulu"), ("gender", "own"), ("gender-own", "agender"), ("dateOfBirth-day", "7")]
        {
            assert_eq!(saved.value(name).as_deref(), Some(value), "{name}");
        }
        assert!(!saved.html.contains("keep-"), "a choice is made once");

        // Whatever comes between, what was chosen stays so: a token gone wrong, a mistake, leaving.
        let unconfirmed =
            guest.submit(&stale().await, &[&chosen[..], &[("token", "x")]].concat(), "continue").await.expect(403);
        assert_eq!(unconfirmed.value("surname").as_deref(), Some("Zulu"));
        guest.submit(&unconfirmed, &[], "continue").await.expect(303);
        let wrong = guest.submit(&stale().await, &[("keep-surname", "there")], "continue").await.expect(422);
        assert_eq!(wrong.errors()[0].0, "dateOfBirth-day");
        assert_eq!(wrong.value("surname").as_deref(), Some("Zulu"));
        guest.submit(&wrong, &date("7"), "continue").await.expect(303);
        guest.submit(&stale().await, &[("keep-dateOfBirth", "there")], "pause").await.expect(200);
        let left = guest.get(&path).await.expect(200);
        assert_eq!(left.value("surname").as_deref(), Some("Ndlovu"));
        assert_eq!(left.value("dateOfBirth-day").as_deref(), Some("7"));
    }

    async fn a_choice_between_texts_of_which_one_has_changed_is_made_again(world) {
        let (guest, base, _) = guest_at(&world, "medical").await;
        let path = format!("{base}/personal");
        let (one, two) = (guest.get(&path).await, guest.get(&path).await);
        guest.submit(&one, &[("surname", "Zulu")], "continue").await.expect(303);
        let stale = guest.submit(&two, &[("surname", "Ndlovu")], "continue").await.expect(422);
        guest.answer(&path, &[("surname", "Dlamini")]).await;
        let again = guest.submit(&stale, &[("keep-surname", "there")], "continue").await.expect(422);
        assert_eq!(again.texts(".both .value"), ["Dlamini", "Ndlovu"]);
        guest.submit(&again, &[("keep-surname", "there")], "continue").await.expect(303);
        assert_eq!(value(&guest, &path, "surname").await.as_deref(), Some("Dlamini"));
    }

    async fn pages_that_must_tell_something_first_announce_it(world) {
        let (guest, base, check) = guest_at(&world, "check").await;
        let unconfirmed = guest.submit(&check, &[("token", "x")], "finish").await.expect(403);
        let changed = guest.submit(&check, &[("revision", "1")], "finish").await.expect(422);
        let step = guest.get(&format!("{base}/personal")).await;
        let step = guest.submit(&step, &[("token", "x")], "continue").await.expect(403);
        for page in [unconfirmed, changed, step] {
            assert!(page.title().starts_with("Important: "), "{}", page.title());
            assert_eq!(page.texts(".notice[role=alert][tabindex='-1']").len(), 1, "{}", page.html);
        }
    }

    async fn a_stale_tab_that_goes_back_is_asked_too(world) {
        let (guest, base, _) = guest_at(&world, "medical").await;
        let path = format!("{base}/vehicle");
        let (one, two) = (guest.get(&path).await, guest.get(&path).await);
        guest.submit(&one, VEHICLE, "continue").await.location();
        let typed = [("hasVehicle", "yes"), ("vehicleMake", "Volvo")];
        let stale = guest.submit(&two, &typed, "back").await.expect(422);
        assert_eq!(stale.value("vehicleMake").as_deref(), Some("Volvo"));
        assert_eq!(value(&guest, &path, "vehicleMake").await.as_deref(), Some("Toyota"));
        assert_eq!(guest.submit(&stale, &[], "back").await.location(), format!("{base}/personal"));
        assert_eq!(value(&guest, &path, "vehicleMake").await.as_deref(), Some("Volvo"));
    }

    async fn a_stale_tab_with_a_token_gone_wrong_is_still_stale(world) {
        let (guest, base, _) = guest_at(&world, "medical").await;
        let path = format!("{base}/personal");
        let (one, two) = (guest.get(&path).await, guest.get(&path).await);
        guest.submit(&one, &[("surname", "Zulu")], "continue").await.location();
        let refused =
            guest.submit(&two, &[("surname", "Ndlovu"), ("token", "x")], "continue").await.expect(403);
        assert_eq!(refused.value("surname").as_deref(), Some("Ndlovu"));
        let stale = guest.submit(&refused, &[], "continue").await.expect(422);
        assert_eq!(stale.texts(".both .value"), ["Zulu", "Ndlovu"]);
    }

    async fn the_check_page_of_a_stale_tab_does_not_finish(world) {
        let (guest, base, check) = guest_at(&world, "check").await;
        guest.answer(&format!("{base}/personal?return=check"), &[("surname", "Zulu")]).await;
        let stale = guest.submit(&check, &[], "finish").await.expect(422);
        assert_eq!(stale.heading(), "Check your answers");
        assert!(
            stale.text().contains("Your answers were changed in another tab")
                && stale.text().contains("Zulu")
        );
        assert_eq!(world.count("customer").await, 0);
        assert!(guest.submit(&stale, &[], "finish").await.location().contains("status=completed"));
    }

    async fn back_keeps_drafts_and_answers_and_never_blocks(world) {
        let (guest, base, page) = guest_at(&world, "next-of-kin").await;
        let steps = ["personal", "vehicle", "medical", "next-of-kin"].map(|step| format!("{base}/{step}"));
        let drafts: [&[(&str, &str)]; 4] = [
            &[],
            &[("hasVehicle", "yes"), ("vehicleColour", "red")],
            &[("allergies", "nuts"), ("familyDoctorPhoneNumber", "12")],
            &[("nextOfKinName", "Sipho"), ("nextOfKinNumber", "not a number")],
        ];
        let mut page = page;
        for at in [3, 2, 1] {
            let back = guest.submit(&page, drafts[at], "back").await.location();
            assert_eq!(back, steps[at - 1]);
            page = guest.get(&back).await.expect(200);
        }
        // The vehicle was right, so forward leads to the first draft, where all is as it was left.
        let next = guest.submit(&page, &[], "continue").await.location();
        assert_eq!(value(&guest, &next, "vehicleColour").await.as_deref(), Some("red"));
        let medical = guest.get(&guest.answer(&next, &[]).await).await.expect(200);
        assert_eq!(medical.url, guest.url(&steps[2]));
        let wrong: Vec<_> = medical.errors().into_iter().map(|(id, _)| id).collect();
        assert_eq!(wrong, ["familyDoctorPhoneNumber"]);
        assert!(medical.title().starts_with("Error: "));
        assert_eq!(medical.value("familyDoctorPhoneNumber").as_deref(), Some("12"));
        let version = medical.attribute("[name=medicalConsent]", "value").expect("a text");
        let corrected = [("familyDoctorPhoneNumber", ""), ("medicalConsent", version.as_str())];
        let kin = guest.submit(&medical, &corrected, "continue").await.location();
        let kin = guest.get(&kin).await.expect(200);
        assert_eq!(kin.value("nextOfKinNumber").as_deref(), Some("not a number"));
        assert_eq!(kin.errors()[0].0, "nextOfKinNumber");
    }

    async fn back_from_a_change_never_leads_in_a_circle(world) {
        let (guest, base, _) = guest_at(&world, "check").await;
        for step in ["vehicle", "medical", "next-of-kin"] {
            let path = format!("{base}/{step}?return=check");
            let page = guest.get(&path).await.expect(200);
            let unchanged = guest.submit(&page, &[], "back").await.location();
            assert_eq!(unchanged, format!("{base}/check"), "{step}");
        }
        let page = guest.get(&format!("{base}/next-of-kin?return=check")).await;
        let back = guest.submit(&page, &[("nextOfKinNumber", "12")], "back").await.location();
        assert!(!back.contains("next-of-kin"), "back leads to {back}");
        guest.get(&back).await.expect(200);
        assert_eq!(
            value(&guest, &format!("{base}/next-of-kin"), "nextOfKinNumber").await.as_deref(),
            Some("12")
        );
    }

    async fn reloading_shows_the_same_and_writes_nothing(world) {
        let (guest, base, _) = guest_at(&world, "check").await;
        for page in ["personal", "vehicle", "medical", "next-of-kin", "check", "cancel"] {
            let path = format!("{base}/{page}");
            let first = guest.get(&path).await.expect(200);
            let before = world.rows().await;
            let again = guest.get(&path).await.expect(200);
            assert_eq!(first.masked(&[]), again.masked(&[]), "{page}");
            assert_ne!(first.value("token"), again.value("token"), "{page}: a token looks the same twice");
            assert_eq!(again.cookie(), None, "{page}");
            assert_eq!(world.rows().await, before, "{page}");
        }
        // A step that is posted twice by a reload is the same answer.
        let page = guest.get(&format!("{base}/vehicle")).await;
        guest.submit(&page, VEHICLE, "continue").await.location();
        let before = world.rows().await;
        guest.submit(&page, VEHICLE, "continue").await.location();
        assert_eq!(world.rows().await, before);
    }

    async fn a_double_click_on_start_is_one_start(world) {
        let invited = world.tenant("Acme").await.invite().await;
        let guest = Guest::new(&world.base);
        let start = guest.get(&invited.link).await;
        let (one, two) = tokio::join!(guest.submit(&start, &[], ""), guest.submit(&start, &[], ""));
        let path = format!("/s/{}/personal", invited.id);
        assert_eq!([one.location(), two.location()], [path.clone(), path.clone()]);
        for clicked in [one, two] {
            let cookie = clicked.cookie().expect("a cookie");
            // Whichever answer the browser took: it is let in.
            Guest::with_cookie(&world.base, &cookie).get(&path).await.expect(200);
        }
        assert_eq!(world.select("select kind from event").await, [["SIGNUP_STARTED"]]);
    }

    async fn a_double_click_on_finish_is_one_finish(world) {
        let invited = world.tenant("Acme").await.invite().await;
        let first = Guest::new(&world.base);
        let start = first.get(&invited.link).await;
        let cookie = first.submit(&start, &[], "").await.cookie().expect("a cookie");
        // This browser never takes a new cookie: the answer to its first click was lost on the way.
        let guest = Guest::with_cookie(&world.base, &cookie);
        let mut path = format!("/s/{}/personal", invited.id);
        for inputs in [
            [("name", "A"), ("surname", "B"), ("mobile", MOBILE)].as_slice(),
            &[("hasVehicle", "no")],
            &[],
            &[],
        ] {
            path = guest.answer(&path, inputs).await;
        }
        let check = guest.get(&path).await.expect(200);
        let one = guest.submit(&check, &[], "finish").await;
        let two = guest.submit(&check, &[], "finish").await;
        assert_eq!(one.location(), two.location());
        assert!(two.location().contains("status=completed"));
        assert!(one.cookie().is_some_and(|new| new != cookie), "Back must not find pages from before");
        assert_eq!(world.count("customer").await, 1);
    }

    async fn pages_ahead_wait_for_the_steps_before_them(world) {
        let (guest, base, _) = guest_at(&world, "vehicle").await;
        let before = world.rows().await;
        for ahead in ["medical", "next-of-kin", "check", "done"] {
            assert_eq!(
                guest.get(&format!("{base}/{ahead}")).await.location(),
                format!("{base}/vehicle"),
                "{ahead}"
            );
        }
        let token = guest.get(&format!("{base}/vehicle")).await.value("token").expect("a token");
        let finish =
            [("token".into(), token), ("action".into(), "finish".into()), ("revision".into(), "0".into())];
        let early = guest.post(&format!("{base}/check"), &finish).await.location();
        assert!(early.starts_with(&format!("{base}/vehicle")), "{early}");
        assert_eq!(world.rows().await, before);
    }
}
