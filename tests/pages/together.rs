//! Many at once, truly at once: one customer, one holder, one outcome.

use std::sync::Arc;

use tokio::sync::Barrier;
use tokio::task::JoinSet;

use crate::harness::{Guest, Page};

const MANY: usize = 50;

/// Lets every task begin its work in the same moment, and collects what came of it.
pub(super) async fn at_once<F>(works: Vec<F>) -> Vec<Page>
where
    F: Future<Output = Page> + Send + 'static,
{
    let barrier = Arc::new(Barrier::new(works.len()));
    let mut tasks = JoinSet::new();
    for work in works {
        let barrier = barrier.clone();
        tasks.spawn(async move {
            barrier.wait().await;
            work.await
        });
    }
    tasks.join_all().await
}

both! {
    async fn fifty_finishes_of_one_session_are_one(world) {
        let tenant = world.tenant("Acme").await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let check = guest.reach_check(&invited, "0821234567").await;
        let clicks = (0..MANY).map(|_| {
            let (guest, check) = (guest.clone(), check.clone());
            async move { guest.submit(&check, &[], "finish").await }
        });
        let answers = at_once(clicks.collect()).await;
        let customer = tenant.session(&invited.id).await["customerId"].clone();
        let expected = format!(
            "https://tenant.example/app/done?from=enrol&status=completed&signupSessionId={}&customerId={customer}",
            invited.id
        );
        for answer in &answers {
            assert_eq!(answer.location(), expected);
        }
        assert_eq!(world.count("customer").await, 1);
        let mut kinds = world.select("select kind from event").await.concat();
        kinds.sort_unstable();
        assert_eq!(kinds, ["CREATED_CUSTOMER", "SIGNUP_COMPLETED", "SIGNUP_STARTED"]);
        let done = guest.get(&invited.link).await.expect(200);
        assert_eq!(done.attribute("main a.button", "href"), Some(expected));
    }

    async fn fifty_sessions_with_one_mobile_make_one_customer(world) {
        let tenant = world.tenant("Acme").await;
        let mut ready: Vec<(Guest, Page)> = Vec::new();
        for _ in 0..MANY {
            let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
            let check = guest.reach_check(&invited, "082 123 4567").await;
            ready.push((guest, check));
        }
        let finishes =
            ready.into_iter().map(|(guest, check)| async move { guest.submit(&check, &[], "finish").await });
        let answers = at_once(finishes.collect()).await;
        let (won, lost): (Vec<_>, Vec<_>) = answers.into_iter().partition(|page| page.status == 303);
        assert_eq!((won.len(), lost.len()), (1, MANY - 1));
        for page in lost {
            assert_eq!(page.expect(422).heading(), "This mobile number cannot be signed up here");
        }
        assert_eq!(tenant.count_customers().await, 1);
    }

    async fn fifty_browsers_that_start_one_link_make_one_holder(world) {
        let tenant = world.tenant("Acme").await;
        let invited = tenant.invite().await;
        let mut ready: Vec<(Guest, Page)> = Vec::new();
        for _ in 0..MANY {
            let guest = Guest::new(&world.base);
            let start = guest.get(&invited.link).await.expect(200);
            ready.push((guest, start));
        }
        let starts =
            ready.iter().cloned().map(|(guest, start)| async move { guest.submit(&start, &[], "").await });
        let answers = at_once(starts.collect()).await;
        let (won, lost): (Vec<_>, Vec<_>) = answers.into_iter().partition(|page| page.status == 303);
        assert_eq!((won.len(), lost.len()), (1, MANY - 1));
        for page in lost {
            assert_eq!(page.cookie(), None);
            assert_eq!(page.expect(200).heading(), "This signup was started in another browser");
        }
        let mut inside = 0;
        for (guest, _) in &ready {
            inside += usize::from(guest.get(&won[0].location()).await.status == 200);
        }
        assert_eq!(inside, 1);
        assert_eq!(world.select("select kind from event").await, [["SIGNUP_STARTED"]]);
    }

    async fn a_finish_and_a_cancel_at_once_leave_one_end(world) {
        let tenant = world.tenant("Acme").await;
        for round in 0..10 {
            let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
            let check = guest.reach_check(&invited, &format!("082123450{round}")).await;
            let ask = guest.get(&format!("/s/{}/cancel", invited.id)).await.expect(200);
            let answers = end_both_ways(&guest, check, ask).await;
            let session = tenant.session(&invited.id).await;
            let status = session["status"].as_str().expect("a status");
            for answer in answers {
                let told = format!("status={status}&signupSessionId={}", invited.id);
                assert!(answer.location().contains(&told), "{told}: {}", answer.location());
            }
            let customers = tenant.get(&format!("/customers?mobile=082123450{round}")).await.expect(200);
            let made = customers["customers"].as_array().expect("a list").len();
            assert_eq!(made, usize::from(status == "completed"));
        }
    }

    async fn fifty_steps_posted_at_once_keep_one_answer(world) {
        let tenant = world.tenant("Acme").await;
        let (invited, guest) = (tenant.invite().await, Guest::new(&world.base));
        let page = guest.reach(&invited, "vehicle", "0821234567").await;
        let posts = (0..MANY).map(|at| {
            let (guest, page) = (guest.clone(), page.clone());
            async move {
                guest
                    .submit(
                        &page,
                        &[("hasVehicle", "yes"), ("vehicleMake", &format!("Make {at}"))],
                        "continue",
                    )
                    .await
            }
        });
        let answers = at_once(posts.collect()).await;
        let kept = guest.get(&page.url).await.expect(200).value("vehicleMake").expect("a make");
        let (saved, stale): (Vec<_>, Vec<_>) = answers.into_iter().partition(|page| page.status == 303);
        assert_eq!(
            (saved.len(), stale.len()),
            (1, MANY - 1),
            "one is saved, the others are shown both values"
        );
        for page in stale {
            let both = page.expect(422).texts(".both .value");
            assert_eq!(both[0], kept);
            assert_ne!(both[1], kept);
        }
    }
}

async fn end_both_ways(guest: &Guest, check: Page, ask: Page) -> Vec<Page> {
    let works = [(check, "finish"), (ask, "cancel")].map(|(page, button)| {
        let guest = guest.clone();
        async move { guest.submit(&page, &[], button).await }
    });
    at_once(works.into()).await
}
