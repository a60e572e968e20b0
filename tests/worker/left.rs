//! What is told of a signup on the way: that a step was saved, and that nothing comes of it.

use enrol::worker::maintenance;
use serde_json::{Value, json};

use super::{Post, events};
use crate::harness::{Came, Guest, Texting, World, wrong_code};

const CANARY: &str = "Canaryname";

fn steps(came: &[Came]) -> Vec<&Value> {
    came.iter()
        .filter(|came| came.event() == "SIGNUP_STEP_SAVED")
        .map(|came| &came.json["session"]["step"])
        .collect()
}

both! {
    async fn a_step_is_told_once_a_change_by_its_name(world) {
        let post = Post::with(&world, "Acme", json!({ "events": ["SIGNUP_STEP_SAVED"] })).await;
        let session = json!({ "customerReferenceId": "S-1", "email": "thandi@example.com" });
        let invited = post.tenant.invite_with(session).await;
        let guest = Guest::new(&world.base);
        let personal = guest.start(&invited).await;
        // What is not right yet is kept, and is no answer; nor is what is only left.
        let page = guest.get(&personal).await.expect(200);
        guest.submit(&page, &[("name", CANARY), ("mobile", "12")], "continue").await.expect(422);
        let page = guest.get(&personal).await.expect(200);
        guest.submit(&page, &[("surname", "B")], "cancel").await.location();
        assert_eq!(events(&post.carry().await), Vec::<&str>::new());
        let right = [("name", CANARY), ("surname", "B"), ("mobile", "0821234567")];
        guest.answer(&personal, &right).await;
        let came = post.carry().await;
        assert_eq!(steps(&came), [&json!("personal")]);
        let told = &came[0].json;
        assert_eq!((&told["session"]["sessionId"], &told["session"]["status"]), (&json!(invited.id), &json!("in_progress")));
        let text = String::from_utf8_lossy(&came[0].body);
        assert!(!text.contains(CANARY) && !text.contains("thandi") && !text.contains("821234567"), "{text}");
        // The same again is no change.
        guest.answer(&personal, &right).await;
        assert!(post.carry().await.is_empty());
        guest.answer(&personal, &[("surname", "C")]).await;
        let vehicle = guest.answer(&format!("/s/{}/vehicle", invited.id), &[("hasVehicle", "no")]).await;
        guest.answer(&vehicle, &[]).await;
        let came = post.carry().await;
        let mut told: Vec<_> = steps(&came).into_iter().filter_map(Value::as_str).collect();
        told.sort_unstable();
        assert_eq!(told, ["medical", "personal", "vehicle"]);
    }

    async fn a_signup_that_is_left_is_told_once_and_can_be_carried_on(world) {
        let post = Post::with(&world, "Acme", json!({ "events": ["SIGNUP_ABANDONED", "SIGNUP_COMPLETED", "SIGNUP_STARTED"] })).await;
        let invited = post.tenant.invite_with(json!({ "email": "thandi@example.com" })).await;
        let waiting = post.tenant.invite().await;
        let guest = Guest::new(&world.base);
        let vehicle = guest.reach(&invited, "vehicle", "0821234567").await;
        assert_eq!(events(&post.carry().await), ["SIGNUP_STARTED"]);
        let told = async || {
            maintenance::round(&world.app).await.expect("the chores");
            post.carry().await
        };
        world.pass(29 * 60);
        assert!(told().await.is_empty());
        // A step that is saved begins the half hour anew; so do words that are kept while they are typed.
        let draft = crate::harness::filled(&vehicle, &[("vehicleMake", "Kia"), ("order", "1")], "draft");
        guest.post(&vehicle.action(), &draft).await.expect(204);
        world.pass(29 * 60);
        assert!(told().await.is_empty());
        world.pass(2 * 60);
        let came = told().await;
        assert_eq!(events(&came), ["SIGNUP_ABANDONED"]);
        let session = &came[0].json["session"];
        assert_eq!((&session["sessionId"], &session["status"]), (&json!(invited.id), &json!("in_progress")));
        assert!(!String::from_utf8_lossy(&came[0].body).contains("thandi"));
        // Once at most, also after somebody has come back and left again.
        let page = guest.get(&vehicle.url).await.expect(200);
        let medical = guest.submit(&page, &[("hasVehicle", "no"), ("vehicleMake", "")], "continue").await.location();
        world.pass(3600);
        assert!(told().await.is_empty());
        let kin = guest.answer(&medical, &[]).await;
        let check = guest.answer(&kin, &[]).await;
        let check = guest.get(&check).await.expect(200);
        assert!(guest.submit(&check, &[], "finish").await.location().contains("status=completed"));
        assert_eq!(events(&told().await), ["SIGNUP_COMPLETED"]);
        assert_eq!(post.tenant.renewed().await.session(&waiting.id).await["status"], "pending", "nobody has left what nobody began");
    }

    async fn whoever_only_looks_has_not_left_and_other_instances_know_it(world) {
        let post = Post::with(&world, "Acme", json!({ "events": ["SIGNUP_ABANDONED"] })).await;
        let other = world.another_instance().await;
        let told = async |by: &World| {
            maintenance::round(&by.app).await.expect("the chores");
            events(&post.carry().await).len()
        };
        let guest = Guest::new(&world.base);
        let vehicle = guest.reach(&post.tenant.invite().await, "vehicle", "0821234567").await;
        world.pass(20 * 60);
        guest.get(&vehicle.url).await.expect(200);
        // Half an hour after the last that was saved, and the instance that showed the page comes before.
        world.pass(9 * 60);
        assert_eq!((told(&world).await, told(&other).await), (0, 0));
        world.pass(20 * 60);
        assert_eq!((told(&other).await, told(&world).await), (0, 0), "29 minutes after the look");
        guest.client().head(&vehicle.url).send().await.expect("an answer");
        assert_eq!((told(&world).await, told(&other).await), (0, 0));
        world.pass(29 * 60);
        assert_eq!((told(&other).await, told(&world).await), (0, 0), "anything that is asked for counts");
        world.pass(60);
        assert_eq!((told(&other).await, told(&world).await), (1, 0));
    }

    async fn whoever_enters_codes_is_still_there_and_a_stranger_is_nobody(world) {
        let texting = Texting::on(&world).await;
        let (guest, page) = texting.ask(&texting.invite().await, "0821234567").await;
        let code = texting.code().await;
        let left = async || {
            maintenance::round(&texting.world.app).await.expect("the chores");
            texting.world.select("select cast(count(*) as text) from signup where abandoned_at is not null").await.concat().concat()
        };
        texting.world.pass(20 * 60);
        guest.submit(&page, &[("code", wrong_code(&code))], "check").await.expect(422);
        texting.world.pass(20 * 60);
        assert_eq!(left().await, "0");
        // A stranger who knows the address is nobody of the session's.
        Guest::new(&texting.world.base).get(&page.url).await.expect(401);
        texting.world.pass(10 * 60);
        assert_eq!(left().await, "1");
    }

    async fn several_instances_tell_it_once(world) {
        let post = Post::with(&world, "Acme", json!({ "events": ["SIGNUP_ABANDONED"] })).await;
        let other = world.another_instance().await;
        for _ in 0..5 {
            Guest::new(&world.base).start(&post.tenant.invite().await).await;
        }
        world.pass(3600);
        let (one, two) = tokio::join!(maintenance::round(&world.app), maintenance::round(&other.app));
        one.and(two).expect("the chores");
        assert_eq!(events(&post.carry().await), ["SIGNUP_ABANDONED"; 5]);
        maintenance::round(&other.app).await.expect("the chores");
        assert!(post.carry().await.is_empty());
    }
}
