//! How people get on with a form, counted without a word of them.

use enrol::actions::funnel::flush;
use enrol::worker::maintenance;
use serde_json::{Value, json};

use crate::harness::{Guest, Tenant, World};
use crate::pages::preview::{pages, preview};

const FUNNEL: &str = "/signup-form/funnel";

/// What was counted of each step, those that are not 0 alone: `step: opened 1, started 1`.
async fn told(tenant: &Tenant) -> Vec<String> {
    let funnel = tenant.get(FUNNEL).await.expect(200);
    let line = |line: &Value| {
        let numbers = ["opened", "started", "shown", "saved", "finished", "left"];
        let counted = |name: &&str| {
            let number = line[*name].as_i64()?;
            (number > 0).then(|| format!("{name} {number}"))
        };
        let mut said: Vec<String> = numbers.iter().filter_map(counted).collect();
        for refused in line["refused"].as_array().expect("a list") {
            let [field, code] = ["field", "code"].map(|name| refused[name].as_str().unwrap_or_default());
            said.push(format!("{field} {code} {}", refused["count"]));
        }
        format!("{}: {}", line["step"].as_str().unwrap_or_default(), said.join(", "))
    };
    funnel["funnel"].as_array().expect("lines").iter().map(line).collect()
}

async fn counted(world: &World, tenant: &Tenant) -> Vec<String> {
    flush(&world.app).await.expect("the counts");
    told(tenant).await
}

both! {
    async fn each_step_is_counted_and_nothing_of_a_person(world) {
        let tenant = world.tenant("Acme").await;
        let invited = tenant.invite_with(json!({ "email": "canary@example.com" })).await;
        let guest = Guest::new(&world.base);
        let start = guest.get(&invited.link).await.expect(200);
        guest.client().head(&invited.link).send().await.expect("an answer");
        let personal = guest.submit(&start, &[], "").await.location();
        let page = guest.get(&personal).await.expect(200);
        let wrong = guest.submit(&page, &[("name", "Canaryname"), ("mobile", "12")], "continue").await.expect(422);
        world.pass(20);
        let right = [("surname", "B"), ("mobile", "0821234567")];
        let vehicle = guest.submit(&wrong, &right, "continue").await.location();
        let page = guest.get(&vehicle).await.expect(200);
        guest.submit(&page, &[], "back").await.location();
        assert_eq!(told(&tenant).await, Vec::<String>::new(), "no request of a person writes it");
        let expected = [
            "start: opened 1, started 1",
            "personal: shown 1, saved 1, mobile too_short 1, surname required 1",
            "vehicle: shown 1",
        ];
        assert_eq!(counted(&world, &tenant).await, expected);
        let medical = guest.submit(&page, &[("hasVehicle", "no")], "continue").await.location();
        let kin = guest.answer(&medical, &[]).await;
        let check = guest.answer(&kin, &[]).await;
        let check = guest.get(&check).await.expect(200);
        guest.submit(&check, &[], "finish").await.location();
        // The outcome by the link, later: nobody opens the start page again.
        guest.get(&invited.link).await.expect(200);
        let all = counted(&world, &tenant).await;
        assert_eq!(all, [
            "start: opened 1, started 1",
            "personal: shown 1, saved 1, mobile too_short 1, surname required 1",
            "vehicle: shown 1, saved 1", "medical: shown 1, saved 1", "next-of-kin: shown 1, saved 1",
            "check: shown 1, finished 1",
        ]);
        assert_eq!(counted(&world, &tenant).await, all, "what was written is not written again");
        let funnel = tenant.get(FUNNEL).await.expect(200);
        assert_eq!((&funnel["funnel"][1]["medianSeconds"], &funnel["funnel"][0]["medianSeconds"]), (&json!(25), &Value::Null));
        assert_eq!(funnel["funnel"][0]["formVersion"], 0);
        assert_eq!(funnel["funnel"][0]["day"], json!(world.app.now().to_string()[..10]));
        let rows: Vec<String> = world.dump().await.into_iter().filter(|row| row.starts_with("funnel")).collect();
        assert!(rows.iter().all(|row| !row.contains("anary") && !row.contains("821234567") && !row.contains(&invited.id)), "{rows:?}");
    }

    async fn whoever_does_not_finish_is_counted_once_where_they_left(world) {
        let tenant = world.tenant("Acme").await;
        let (cancelled, left) = (tenant.invite().await, tenant.invite().await);
        let (guest, other) = (Guest::new(&world.base), Guest::new(&world.base));
        guest.reach(&cancelled, "vehicle", "0821234567").await;
        let ask = guest.get(&format!("/s/{}/cancel", cancelled.id)).await.expect(200);
        guest.submit(&ask, &[], "cancel").await.location();
        other.reach(&left, "medical", "0821234568").await;
        world.pass(31 * 60);
        maintenance::round(&world.app).await.expect("the chores");
        let where_left = async |tenant: &Tenant| -> Vec<String> {
            // That alone: whoever is left after midnight is counted on another day than the page was shown.
            let left = |line: String| {
                let (step, counts) = line.split_once(": ")?;
                counts.split(", ").find(|count| count.starts_with("left")).map(|left| format!("{step}: {left}"))
            };
            counted(&world, tenant).await.into_iter().filter_map(left).collect()
        };
        let expected = ["vehicle: left 1", "medical: left 1"];
        assert_eq!(where_left(&tenant).await, expected);
        // It ends later, which is no other leaving; nor does anybody leave what nobody began.
        tenant.invite().await;
        world.pass(8 * 86_400);
        maintenance::round(&world.app).await.expect("the chores");
        assert_eq!(where_left(&tenant.renewed().await).await, expected);
    }

    async fn what_several_instances_count_is_added_up(world) {
        let tenant = world.tenant("Acme").await;
        let other = world.another_instance().await;
        for (base, times) in [(&world.base, 3), (&other.base, 2)] {
            for _ in 0..times {
                let invited = tenant.invite().await;
                Guest::new(base).get(&invited.link.replace(&world.base, base)).await.expect(200);
            }
        }
        let (one, two) = tokio::join!(flush(&world.app), flush(&other.app));
        one.and(two).expect("the counts");
        assert_eq!(told(&tenant).await, ["start: opened 5"]);
        // Another version of the form is counted by itself.
        tenant.put("/signup-form", &json!({ "shortName": "A" })).await.expect(200);
        Guest::new(&world.base).get(&tenant.invite().await.link).await.expect(200);
        assert_eq!(counted(&world, &tenant).await, ["start: opened 5", "start: opened 1"]);
    }

    async fn a_preview_counts_nowhere(world) {
        let tenant = world.tenant("Acme").await;
        let guest = Guest::new(&world.base);
        let url = preview(&tenant).await;
        pages(&guest, &url).await;
        let page = guest.get(&format!("{url}/en/personal")).await.expect(200);
        guest.submit(&page, &[], "continue").await.location();
        assert_eq!(counted(&world, &tenant).await, Vec::<String>::new());
    }

    async fn a_span_that_is_too_long_or_upside_down_is_refused(world) {
        let tenant = world.tenant("Acme").await;
        for (query, field, code) in [
            ("from=2025-01-01&to=2026-11-28", "/from", "out_of_range"),
            ("from=2026-11-28&to=2026-11-27", "/from", "out_of_range"),
            ("from=yesterday", "/from", "format"),
            ("to=2026-02-30", "/to", "format"),
            ("from=2026-11-01T00:00:00Z", "/from", "format"),
        ] {
            let reply = tenant.get(&format!("{FUNNEL}?{query}")).await;
            let error = &reply.problem(400, "invalid_request")["errors"][0];
            assert_eq!((&error["pointer"], &error["code"]), (&json!(field), &json!(code)), "{query}");
        }
        let funnel = tenant.get(&format!("{FUNNEL}?from=2025-11-28&to=2026-11-28")).await.expect(200);
        assert_eq!(funnel, json!({ "from": "2025-11-28", "to": "2026-11-28", "funnel": [] }));
    }

    async fn what_cannot_be_written_now_is_written_later(world) {
        let tenant = world.tenant("Acme").await;
        Guest::new(&world.base).get(&tenant.invite().await.link).await.expect(200);
        world.run("alter table funnel rename to gone").await;
        assert!(flush(&world.app).await.is_err());
        world.run("alter table gone rename to funnel").await;
        assert_eq!(counted(&world, &tenant).await, ["start: opened 1"]);
    }
}
