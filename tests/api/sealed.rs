//! What is sealed opens in its own place only: moved to another record, another tenant or another
//! field by somebody who can write to the database, it does not pass for what was there.

use enrol::domain::profile::Section;
use enrol::domain::webhook::delivery::Channel;
use reqwest::Method;
use serde_json::{Value, json};

use super::{customer_with, location};
use crate::harness::{Engine, Guest, Invited, Tenant, World, send};

const SESSIONS: &str = "/customer-signup/sessions";

/// Two tenants with the same things in them.
struct Two {
    world: World,
    one: Tenant,
    other: Tenant,
}

impl Two {
    async fn of(world: World) -> Self {
        let (one, other) = (world.tenant("Acme").await, world.tenant("Bolt").await);
        Self { world, one, other }
    }

    /// An id as SQL, whichever kind it is.
    fn id(&self, id: &Value) -> String {
        match (id.as_str(), self.world.engine) {
            (None, _) => id.to_string(),
            (Some(id), Engine::Sqlite) => format!("x'{}'", id.replace('-', "")),
            (Some(id), Engine::Postgres) => format!("'{id}'"),
        }
    }

    /// Puts another value into a column of the row `at` and looks what comes of it; then puts it back,
    /// and looks whether it is as before.
    async fn moved(
        &self,
        (table, column): (&str, &str),
        at: &str,
        from: &str,
        opens: impl AsyncFn() -> bool,
    ) {
        let world = &self.world;
        assert!(opens().await, "{table}.{column} before");
        world.run(&format!("create table kept as select {column} as value from {table} where {at}")).await;
        assert_eq!(world.count("kept").await, 1, "{table} where {at}");
        world.run(&format!("update {table} set {column} = ({from}) where {at}")).await;
        assert!(!opens().await, "{table}.{column} opens with {from}");
        let back =
            format!("update {table} set {column} = (select value from kept) where {at}; drop table kept");
        world.run(&back).await;
        assert!(opens().await, "{table}.{column} after");
    }
}

/// Whether a record can be read; else it must be told as unreadable.
async fn reads(tenant: &Tenant, path: &str) -> bool {
    let reply = tenant.get(path).await;
    if reply.status == 200 {
        return true;
    }
    reply.problem(503, "unreadable");
    false
}

/// Whether a session's first step can be read by whoever holds it.
async fn shows(guest: &Guest, invited: &Invited) -> bool {
    let page = guest.get(&format!("/s/{}/personal", invited.id)).await;
    page.status == 200 && page.value("name").as_deref() == Some("Thandi")
}

both! {
    async fn profiles(world) {
        let two = Two::of(world).await;
        let whole = json!({ "vehicleMake": "Toyota", "allergies": "Nuts", "nextOfKinName": "Lerato" });
        let here = customer_with(&two.one, 1, whole.clone()).await;
        let beside = customer_with(&two.one, 2, whole.clone()).await;
        let there = customer_with(&two.other, 1, whole).await;
        let row = |id: &Value, section: &str| format!("customer_id = {id} and section = '{section}'");
        for (at, section) in Section::ALL.iter().enumerate() {
            let other = Section::ALL[(at + 1) % Section::ALL.len()];
            for (id, from) in [(&beside, *section), (&there, *section), (&here, other)] {
                let from = format!("select sealed from customer_section where {}", row(id, from.as_str()));
                let at = row(&here, section.as_str());
                two.moved(("customer_section", "sealed"), &at, &from, async || {
                    reads(&two.one, &format!("/customers/{here}")).await
                }).await;
            }
        }
    }

    async fn locations(world) {
        let two = Two::of(world).await;
        let mut made = Vec::new();
        for (tenant, reference) in [(&two.one, "S-1"), (&two.one, "S-2"), (&two.other, "S-1")] {
            made.push(tenant.post("/predefinedLocations", &location(reference)).await.expect(201)["id"].clone());
        }
        for from in &made[1..] {
            let from = format!("select sealed_place from location where id = {from}");
            two.moved(("location", "sealed_place"), &format!("id = {}", made[0]), &from, async || {
                reads(&two.one, &format!("/predefinedLocations/{}", made[0])).await
            }).await;
        }
    }

    async fn sessions_and_their_steps(world) {
        let two = Two::of(world).await;
        let (mut made, mut guests) = (Vec::new(), Vec::new());
        for (tenant, mobile) in [(&two.one, "0821234561"), (&two.one, "0821234562"), (&two.other, "0821234563")] {
            let (invited, guest) = (tenant.invite().await, Guest::new(&two.world.base));
            guest.reach(&invited, "medical", mobile).await;
            made.push(invited);
            guests.push(guest);
        }
        let ids: Vec<String> = made.iter().map(|invited| two.id(&json!(invited.id))).collect();
        for id in &ids[1..] {
            let from = format!("select sealed_invitation from signup where id = {id}");
            two.moved(("signup", "sealed_invitation"), &format!("id = {}", ids[0]), &from, async || {
                reads(&two.one, &format!("{SESSIONS}/{}", made[0].id)).await
            }).await;
        }
        let step = |id: &String, section| format!("signup_id = {id} and section = '{section}'");
        for (id, section) in [(&ids[1], "personal"), (&ids[2], "personal"), (&ids[0], "vehicle")] {
            let from = format!("select sealed_entry from signup_step where {}", step(id, section));
            two.moved(("signup_step", "sealed_entry"), &step(&ids[0], "personal"), &from, async || {
                shows(&guests[0], &made[0]).await
            }).await;
        }
    }

    async fn notifiers(world) {
        let two = Two::of(world).await;
        let body = json!({ "url": "https://a.example/hook", "events": ["CREATED_CUSTOMER"] });
        for tenant in [&two.one, &two.other] {
            tenant.post("/notifiers", &body).await.expect(201);
        }
        // The one that is replaced leaves nothing; what it held is kept here.
        let own = format!("source_id = {} and removed_at is null", two.one.source.0);
        two.world.run(&format!("create table before as select sealed_target, sealed_secrets from notifier where {own}")).await;
        two.one.post("/notifiers", &body).await.expect(201);
        for (column, field) in [("sealed_target", "sealed_secrets"), ("sealed_secrets", "sealed_target")] {
            for from in [
                format!("select {column} from before"),
                format!("select {column} from notifier where source_id = {}", two.other.source.0),
                format!("select {field} from notifier where {own}"),
            ] {
                two.moved(("notifier", column), &own, &from, async || reads(&two.one, "/notifiers").await).await;
            }
        }
    }

    async fn deliveries(world) {
        let two = Two::of(world).await;
        let mut made = Vec::new();
        for tenant in [&two.one, &two.one, &two.other] {
            let body = json!({ "url": "https://a.example/hook", "events": ["CREATED_CUSTOMER"] });
            if made.len() != 1 {
                tenant.post("/notifiers", &body).await.expect(201);
            }
            let ping = tenant.post("/notifiers/test", &json!({})).await.expect(202);
            made.push(two.id(&ping["delivery"]["id"]));
        }
        let (app, at) = (&two.world.app, format!("id = {}", made[0]));
        for id in &made[1..] {
            let from = format!("select sealed_body from delivery where id = {id}");
            two.moved(("delivery", "sealed_body"), &at, &from, async || {
                // Leased until just now, so that they are due again at once.
                let mut tx = app.store.write(two.one.source).await.expect("a transaction");
                let now = app.now();
                let deliveries = tx.lease_deliveries(Channel::Webhook, now, now, 10).await.expect("deliveries");
                tx.commit().await.expect("a commit");
                let open = deliveries.iter().filter(|delivery| delivery.body.is_some()).count();
                assert_eq!(deliveries.len(), 2);
                open == 2
            }).await;
        }
    }

    async fn kept_answers(world) {
        let two = Two::of(world).await;
        let create = async |tenant: &Tenant, key: &str| {
            let body = json!({ "url": "https://a.example/hook", "events": ["CREATED_CUSTOMER"] });
            send(tenant.request(Method::POST, "/notifiers").header("idempotency-key", key).json(&body)).await
        };
        create(&two.one, "a").await.expect(201);
        let first = "select key_fingerprint from idempotency";
        two.world.run(&format!("create table first as {first}")).await;
        create(&two.one, "b").await.expect(201);
        create(&two.other, "a").await.expect(201);
        let at = "key_fingerprint in (select key_fingerprint from first)";
        for source in [&two.one, &two.other] {
            let from = format!(
                "select sealed_reply from idempotency where not ({at}) and source_id = {}",
                source.source.0
            );
            two.moved(("idempotency", "sealed_reply"), at, &from, async || {
                let reply = create(&two.one, "a").await;
                if reply.status != 201 {
                    reply.problem(503, "unreadable");
                }
                reply.status == 201
            }).await;
        }
    }

    async fn browsers(world) {
        let two = Two::of(world).await;
        let (invited, guest) = (two.one.invite().await, Guest::new(&two.world.base));
        guest.reach(&invited, "vehicle", "0821234561").await;
        two.world.run("create table first as select id_fingerprint from browser").await;
        Guest::new(&two.world.base).reach(&two.one.invite().await, "vehicle", "0821234562").await;
        // Once only: a browser that is not recognised gives its cookie back.
        assert!(shows(&guest, &invited).await);
        two.world.run(
            "update browser set sealed_data = (select sealed_data from browser where id_fingerprint not in
                (select id_fingerprint from first)) where id_fingerprint in (select id_fingerprint from first)",
        ).await;
        assert!(!shows(&guest, &invited).await);
    }
}
