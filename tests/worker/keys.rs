//! Notifiers and deliveries outlive the key that sealed them.

use std::sync::Arc;

use enrol::actions::idempotency::{IdempotentCall, Request};
use enrol::actions::notifier::{self, NewNotifier};
use enrol::app::{App, Parts};
use enrol::domain::tenant::stored_response::StoredResponse;
use enrol::domain::webhook::event::Event;
use enrol::domain::webhook::notifier::Headers;
use enrol::store::Store;
use enrol::store::db::{Db, DbOptions};
use enrol::store::reseal::{Resealed, reseal};
use enrol::vault::{KeyKind, KeyRing, Vault};
use enrol::worker::dispatch::Dispatcher;

use super::Post;
use crate::harness::{Receiver, World};

async fn with_keys(world: &World, ring: &KeyRing) -> App {
    let db = Db::open(&world.database, DbOptions::default()).await.expect("the database");
    let vault = Arc::new(Vault::new(ring).expect("keys"));
    Parts { store: Store::new(db, vault.clone()), vault, ..Parts::clone(&world.app) }.into()
}

both! {
    async fn a_letter_is_carried_after_its_key_is_retired(world) {
        let (tenant, receiver) = (world.tenant("Acme").await, Receiver::start().await);
        let now = world.app.now();
        let mut ring = KeyRing::generate(now);
        let app = with_keys(&world, &ring).await;
        let request = Request { key: None, text: String::new() };
        let call = IdempotentCall { app: &app, source: tenant.source, request: &request };
        let reply = || StoredResponse { status: 201, location: None, body: String::new() };
        let asked = NewNotifier {
            url: receiver.url.parse().expect("a URL"),
            headers: Headers::default(),
            events: vec![Event::CustomerCreated],
            include_profile: false,
        };
        let fresh = notifier::register(call, &asked, |_| reply()).await.expect("a notifier");
        let fresh = fresh.made.expect("a new one");
        notifier::test(call, |_| reply()).await.expect("a delivery");

        let old = app.vault.sealing_key();
        let new = ring.add(KeyKind::Encryption, now).expect("a key");
        ring.activate(KeyKind::Encryption, new).expect("in use");
        let app = with_keys(&world, &ring).await;
        let done = reseal(&app.store, old).await.expect("sealed anew");
        assert_eq!((done.count, done.unreadable), (3, 0));
        assert_eq!(reseal(&app.store, old).await.expect("nothing left"), Resealed::default());

        ring.remove(KeyKind::Encryption, old).expect("retired");
        let app = with_keys(&world, &ring).await;
        assert_eq!(Dispatcher::new(app).expect("a courier").round().await.expect("a round"), 1);
        let came = receiver.take();
        assert!(came[0].is_signed_by(fresh.secret.reveal()));
    }

    async fn a_letter_that_does_not_open_holds_up_no_other(world) {
        let post = Post::of(&world, "Acme").await;
        let lost = with_keys(&world, &KeyRing::generate(world.app.now())).await;
        let mut tx = lost.store.write(post.tenant.source).await.expect("a transaction");
        let lost = tx.enqueue_test(world.app.now()).await.expect("a delivery").id;
        tx.commit().await.expect("a commit");
        post.ping().await;
        assert_eq!(post.carry().await.len(), 1);
        let delivery = post.delivery(&lost.to_string().into()).await;
        assert_eq!((&delivery["status"], &delivery["lastError"]), (&"pending".into(), &"sealed".into()));
    }
}
