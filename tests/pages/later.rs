//! Leaving a step for later, or for the page that asks whether to cancel: all that is typed stays.

use crate::harness::Guest;

const TYPED: [(&str, &str); 3] = [("name", "Zo\u{eb} <b>"), ("mobile", "12"), ("dateOfBirth-day", "99")];

both! {
    async fn whatever_is_typed_is_kept_unchecked_when_a_step_is_left(world) {
        let tenant = world.tenant("Acme").await;
        for (button, heading) in
            [("pause", "Your answers are saved"), ("cancel", "Do you want to cancel this signup?")]
        {
            let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
            let path = guest.start(&invited).await;
            let page = guest.get(&path).await.expect(200);
            let next = guest.submit(&page, &TYPED, button).await;
            // The page that says how to come back follows at once, because the code on it is shown once.
            let left = if next.status == 200 { next } else { guest.get(&next.location()).await.expect(200) };
            assert_eq!(left.heading(), heading);
            assert!(!left.html.contains("Zo\u{eb}"), "nothing typed is shown there");
            assert_eq!(guest.get(&invited.link).await.location(), path, "the link leads back");
            let again = guest.get(&path).await.expect(200);
            for (name, value) in TYPED {
                assert_eq!(again.value(name).as_deref(), Some(value), "{button}: {name}");
            }
            assert!(again.errors().is_empty(), "nothing was sent that could be wrong");
            guest.submit(&again, &[], "continue").await.expect(422);
        }
    }

    async fn a_step_left_as_it_was_stays_answered(world) {
        let tenant = world.tenant("Acme").await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        guest.reach_check(&invited, "0821234567").await;
        let steps = async || {
            let sql = "select section, cast(revision as text) from signup_step order by section";
            (world.select(sql).await, world.select("select cast(progress as text) from signup").await)
        };
        let before = steps().await;
        let page = guest.get(&format!("/s/{}/personal", invited.id)).await.expect(200);
        let saved = guest.submit(&page, &[], "pause").await.expect(200);
        assert_eq!(steps().await, before);
        assert!(saved.link("Carry on now").expect("a way on").ends_with("/check"));
    }

    async fn a_stale_step_is_not_left_behind_unseen(world) {
        let tenant = world.tenant("Acme").await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let page = guest.reach(&invited, "personal", "0821234567").await;
        guest.submit(&page, &[("name", "There")], "pause").await.expect(200);
        let stale = guest.submit(&page, &[("name", "Here")], "pause").await.expect(422);
        assert_eq!(stale.value("name").as_deref(), Some("Here"));
        assert!(stale.text().contains("There"));
        guest.submit(&stale, &[], "pause").await.expect(200);
        assert_eq!(guest.get(&page.url).await.value("name").as_deref(), Some("Here"));
    }
}
