//! Several workers, and receivers that take their time.

use std::collections::BTreeMap;
use std::time::Duration;

use enrol::domain::webhook::delivery::Channel;
use enrol::worker::dispatch::Dispatcher;
use tokio_util::sync::CancellationToken;

use super::{Post, carry};
use crate::harness::Answer;

both! {
    async fn two_workers_carry_each_letter_once(world) {
        let post = Post::of(&world, "Acme").await;
        let second = world.another_instance().await;
        for at in 0..40 {
            post.customer(&format!("+278212345{at:02}")).await;
        }
        post.receiver.answer(Answer::status(204).after(Duration::from_millis(5)));
        let other = Dispatcher::new(second.app.clone()).expect("a courier");
        // A worker ends when nothing is due that the other does not have; then both look again.
        let mut carried = 0;
        while let more @ 1.. = {
            let (one, two) = tokio::join!(carry(&post.dispatcher), carry(&other));
            one + two
        } {
            carried += more;
        }
        assert_eq!(carried, 40);
        let mut seen = BTreeMap::new();
        for came in post.receiver.came() {
            *seen.entry(came.header("webhook-id").to_owned()).or_insert(0) += 1;
        }
        assert_eq!(seen.len(), 40);
        assert!(seen.values().all(|count| *count == 1), "{seen:?}");
        assert!(post.deliveries().await.iter().all(|delivery| delivery["attempts"] == 1));
    }

    async fn a_letter_on_its_way_is_nobody_elses(world) {
        let post = Post::of(&world, "Acme").await;
        post.ping().await;
        post.receiver.answer(Answer::status(204).after(Duration::from_millis(400)));
        let (first, second) = tokio::join!(post.round(), async {
            while post.receiver.came().is_empty() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            post.round().await
        });
        assert_eq!((first, second), (1, 0));
    }

    async fn the_letter_of_a_worker_that_died_is_carried_when_its_lease_ends(world) {
        let post = Post::of(&world, "Acme").await;
        let id = post.ping().await["id"].clone();
        let now = world.app.now();
        let until = now.plus_seconds(60).expect("a time");
        let mut tx = world.app.store.write(post.tenant.source).await.expect("a transaction");
        let leased = tx.lease_deliveries(Channel::Webhook, now, until, 10).await.expect("deliveries");
        tx.commit().await.expect("a commit");
        assert_eq!(leased.len(), 1);
        assert_eq!(post.round().await, 0);
        world.pass(61);
        assert_eq!(post.round().await, 1);
        let delivery = post.delivery(&id).await;
        assert_eq!((&delivery["status"], &delivery["attempts"]), (&"delivered".into(), &2.into()));

        // The dead one comes back and has nothing to say any more.
        let mut tx = world.app.store.write(post.tenant.source).await.expect("a transaction");
        let tried = enrol::domain::webhook::delivery::Attempt::default();
        let next = enrol::domain::webhook::delivery::NextAttempt::Park;
        assert!(!tx.settle_delivery(&leased[0], &tried, next, world.app.now()).await.expect("an answer"));
        tx.commit().await.expect("a commit");
        assert_eq!(post.delivery(&id).await["status"], "delivered");
    }

    async fn a_slow_receiver_holds_up_nobody_elses_letters(world) {
        let (slow, quick) = (Post::of(&world, "Slow").await, Post::of(&world, "Quick").await);
        for at in 0..30 {
            slow.customer(&format!("+278212345{at:02}")).await;
        }
        slow.receiver.answer(Answer::status(204).after(Duration::from_secs(9)));
        let stop = CancellationToken::new();
        let worker = tokio::spawn({
            let (dispatcher, stop) = (slow.dispatcher.clone(), stop.clone());
            async move { dispatcher.run(stop).await }
        });
        while slow.receiver.came().is_empty() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        for at in 0..20 {
            quick.customer(&format!("+278212346{at:02}")).await;
        }
        while quick.receiver.came().len() < 20 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        // The slow one has not even answered the first of its deliveries, or more would have come.
        assert_eq!(slow.receiver.came().len(), 8);
        stop.cancel();
        worker.await.expect("it ends, with those on their way delivered");
        assert_eq!(slow.receiver.most_at_once(), 8);
        let unsettled = slow.deliveries().await;
        let unsettled = unsettled.iter().filter(|one| one["status"] == "pending" && one["attempts"] != 0);
        assert_eq!(unsettled.count(), 0);
    }

    async fn a_disabled_source_gets_nothing_until_it_is_enabled(world) {
        let post = Post::of(&world, "Acme").await;
        post.ping().await;
        let switch = |off| enrol::actions::access::disable_source(&world.app, post.tenant.source, off);
        switch(true).await.expect("disabled");
        assert_eq!(post.round().await, 0);
        switch(false).await.expect("enabled");
        assert_eq!(post.round().await, 1);
    }
}
