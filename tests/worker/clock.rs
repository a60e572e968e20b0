//! A machine's clock jumps: whoever looks meanwhile sees what it says, and nothing is lost by it.

use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{LazyLock, Mutex};

use enrol::app::Clock;
use enrol::worker::dispatch::Dispatcher;
use enrol::worker::maintenance;
use serde_json::json;

use super::{ALL, Post};
use crate::harness::{Answer, Engine, Guest, World, send};

const MONTH: i64 = 30 * 86_400;

/// Long enough for the time to be relied on, and shorter than a token lives.
const SETTLED: i64 = 16 * 60;

/// The clocks that jump by a month when their name is looked up.
static JUMPING: LazyLock<Mutex<Vec<(String, Clock)>>> = LazyLock::new(Mutex::default);

/// Looks up a receiver on this machine, and lets the clock of its name jump.
fn jumping(name: String) -> Pin<Box<dyn Future<Output = std::io::Result<Vec<SocketAddr>>> + Send>> {
    Box::pin(async move {
        JUMPING.lock().expect("not poisoned").retain(|(of, clock)| {
            if *of == name {
                clock.jump(MONTH);
            }
            *of != name
        });
        Ok(vec![SocketAddr::from(([127, 0, 0, 1], 0))])
    })
}

async fn maintenance(world: &World) {
    maintenance::round(&world.app).await.expect("the chores");
}

both! {
    async fn a_session_comes_back_when_the_clock_does(world) {
        let post = Post::of(&world, "Acme").await;
        let (invited, guest) = (post.tenant.invite().await, Guest::new(&world.base));
        let page = guest.reach(&invited, "vehicle", "0821234567").await;
        post.carry().await;
        world.pass(SETTLED);
        maintenance(&world).await;
        let before = world.rows().await;

        for _ in 0..2 {
            world.jump(MONTH);
            let outcome = guest.visit(&page.url).await.expect(200);
            assert!(outcome.url.ends_with("/done"), "{}", outcome.url);
            maintenance(&world).await;
            world.pass(30);
            maintenance(&world).await;
            assert_eq!(world.rows().await, before, "something was written");
            world.jump(-MONTH);
            maintenance(&world).await;
            assert_eq!(world.rows().await, before, "something was written");
        }
        let personal = page.url.replace("vehicle", "personal");
        assert_eq!(guest.get(&personal).await.expect(200).value("name").as_deref(), Some("Thandi"));
        assert_eq!(post.tenant.session(&invited.id).await["status"], "in_progress");
        let medical = guest.answer(&page.url, &[("hasVehicle", "no")]).await;
        let kin = guest.answer(&medical, &[]).await;
        let check = guest.answer(&kin, &[]).await;
        let check = guest.get(&check).await.expect(200);
        guest.submit(&check, &[], "finish").await.location();
        assert_eq!(post.tenant.session(&invited.id).await["status"], "completed");
    }

    async fn a_new_time_that_stays_is_believed_unless_the_database_knows_better(world) {
        let tenant = world.tenant("Acme").await;
        tenant.invite().await;
        world.pass(SETTLED);
        maintenance(&world).await;
        world.jump(MONTH);
        maintenance(&world).await;
        world.pass(SETTLED);
        maintenance(&world).await;
        let rows = world.select("select status from signup").await;
        // On SQLite there is nobody to ask: an hour that was set right would stay in doubt for ever.
        let expected = if world.engine == Engine::Sqlite { "expired" } else { "pending" };
        assert_eq!(rows, [[expected]]);
    }

    async fn nothing_is_deleted_before_the_time_has_run_for_a_while(world) {
        let tenant = world.tenant("Acme").await;
        tenant.invite_with(json!({ "expiresIn": 300 })).await;
        world.pass(600);
        maintenance(&world).await;
        assert_eq!(world.select("select status from signup").await, [["pending"]]);
        world.pass(301);
        maintenance(&world).await;
        assert_eq!(world.select("select status from signup").await, [["expired"]]);
    }

    async fn letters_wait_for_the_clock(world) {
        let post = Post::of(&world, "Acme").await;
        let id = post.ping().await["id"].clone();
        // From the start on: nobody waits for a clock that has never jumped.
        post.receiver.answer(Answer::status(503));
        assert_eq!(post.round().await, 1);
        world.pass(SETTLED);
        maintenance(&world).await;

        world.jump(MONTH);
        assert_eq!(post.round().await, 0);
        world.jump(-MONTH);
        post.receiver.answer(Answer::status(200));
        assert_eq!(post.round().await, 1);
        assert_eq!(post.delivery(&id).await["status"], "delivered");
    }

    async fn a_clock_that_jumps_during_a_try_puts_nothing_off(world) {
        let post = Post::of(&world, "Acme").await;
        let name = format!("{:?}.localhost", world.engine).to_lowercase();
        let url = post.receiver.url.replace("127.0.0.1", &name);
        post.tenant.post("/notifiers", &json!({ "url": url, "events": ALL })).await.expect(201);
        let id = post.ping().await["id"].clone();
        world.pass(SETTLED);
        maintenance(&world).await;
        post.receiver.answer(Answer::status(503));
        let noted = "select coalesce(cast(last_status as text), 'nothing') from delivery";
        JUMPING.lock().expect("not poisoned").push((name, world.app.clock.clone()));
        let dispatcher = Dispatcher::asking(world.app.clone(), jumping).expect("a courier");
        assert_eq!(dispatcher.round().await.expect("a round"), 1);
        assert_eq!(post.receiver.take().len(), 1, "it was tried");
        assert_eq!(world.select(noted).await, [["nothing"]]);

        world.jump(-MONTH);
        world.pass(61);
        post.receiver.answer(Answer::status(204));
        assert_eq!(dispatcher.round().await.expect("a round"), 1);
        assert_eq!(post.delivery(&id).await["status"], "delivered");
    }

    async fn a_kept_answer_is_not_forgotten_by_a_wrong_clock(world) {
        let tenant = world.tenant("Acme").await;
        world.pass(SETTLED);
        maintenance(&world).await;
        let body = json!({ "customer": { "name": "A", "surname": "B", "mobile": "+27821234567" } });
        let create = |tenant: &crate::harness::Tenant| {
            send(tenant.request(reqwest::Method::POST, "/customers").header("idempotency-key", "once").json(&body))
        };
        let first = create(&tenant).await.expect(201);
        world.jump(2 * 86_400);
        maintenance(&world).await;
        assert_eq!(create(&tenant.renewed().await).await.expect(201), first);
        world.jump(-2 * 86_400);
        assert_eq!(create(&tenant).await.expect(201), first);
        world.pass(2 * 86_400);
        create(&tenant.renewed().await).await.problem(409, "duplicate_mobile");
    }
}
