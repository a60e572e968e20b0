//! Keys are made, added, used and retired while data is there: nothing becomes unreadable, nobody
//! is sent away, and the retired key is not needed any more.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use enrol::domain::moment::Moment;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Engine, Guest, Invited, Outside, Program, Reply, Running, Tenant, send};

/// What is there before the rotation and must be the same after each step of it.
struct Before {
    tenant: Tenant,
    customer: Value,
    person: Guest,
    vehicle: String,
    waiting: Invited,
    started: Invited,
    cursor: String,
}

fn create() -> Value {
    json!({ "customer": {
        "name": "Sipho", "surname": "Dlamini", "mobile": "0821112222", "externalReferenceId": "A-7",
        "vehicleMake": "Toyota", "allergies": "Penicillin", "nextOfKinName": "Lerato",
    } })
}

/// The same request again: its first answer was kept, sealed.
async fn again(tenant: &Tenant) -> Reply {
    send(tenant.request(Method::POST, "/customers").header("idempotency-key", "once").json(&create())).await
}

async fn prepare(program: &Program) -> Before {
    let tenant = program.tenant("Acme").await;
    let customer = again(&tenant).await.expect(201)["customer"].clone();
    let second = json!({ "customer": { "name": "A", "surname": "B", "mobile": "0821113333" } });
    tenant.post("/customers", &second).await.expect(201);
    let list = tenant.get("/customers?limit=1").await.expect(200);
    let cursor = list["nextCursor"].as_str().expect("a cursor").to_owned();
    let waiting = tenant.invite_with(json!({ "customer": { "email": "kept@example.com" } })).await;
    let started = tenant.invite_with(json!({ "customerReferenceId": "S-1" })).await;
    let person = Guest::new(&program.base());
    let personal = person.start(&started).await;
    let inputs = [("name", "Thandi"), ("surname", "Mokoena"), ("mobile", "0821234567")];
    let vehicle = person.answer(&personal, &inputs).await;
    Before { tenant, customer, person, vehicle, waiting, started, cursor }
}

impl Before {
    async fn holds(&self) {
        let tenant = &self.tenant;
        assert_eq!(tenant.customer(&self.customer["id"]).await, self.customer);
        assert_eq!(again(tenant).await.expect(201)["customer"], self.customer);
        for query in ["mobile=0821112222", "externalReferenceId=A-7"] {
            let found = tenant.get(&format!("/customers?{query}")).await.expect(200);
            assert_eq!(found["customers"][0]["id"], self.customer["id"], "{query}");
        }
        tenant.post("/customers", &create()).await.problem(409, "duplicate_mobile");
        let session = tenant.session(&self.waiting.id).await;
        assert_eq!(
            (&session["status"], &session["tenantReturnUrl"]),
            (&json!("pending"), &json!("https://tenant.example/app/done?from=enrol"),)
        );
        let personal = self.vehicle.replace("vehicle", "personal");
        assert_eq!(self.person.get(&personal).await.expect(200).value("name").as_deref(), Some("Thandi"));
    }
}

async fn restarted(program: &Program, server: Running) -> Running {
    assert_eq!(server.stop().await, Some(0));
    program.serve().await
}

async fn list(program: &Program) -> Vec<(String, u64, String)> {
    let lines = program.run(&["key", "list", "--json"]).await.expect(0).lines();
    let text = |line: &Value, name: &str| line[name].as_str().expect(name).to_owned();
    lines
        .iter()
        .map(|line| (text(line, "kind"), line["id"].as_u64().expect("an id"), text(line, "state")))
        .collect()
}

fn key(kind: &str, id: u64, state: &str) -> (String, u64, String) {
    (kind.to_owned(), id, state.to_owned())
}

/// Lets the retired key have been retired the day before.
pub(super) fn age(program: &Program) {
    let path = program.file("enrol.keys");
    let text = fs::read_to_string(&path).expect("keys");
    let (before, rest) = text.split_once("retired = \"").expect("a retired key");
    let at = Moment::parse(&rest[..rest.find('"').expect("a time")]).expect("a time");
    let earlier = at.plus_seconds(-86_400).expect("a time");
    fs::write(&path, format!("{before}retired = \"{earlier}{}", &rest[rest.find('"').expect("a time")..]))
        .expect("keys");
}

/// How many values of any sealed column begin with the number of this key, and how many there are.
async fn sealed_with(program: &Program, key: u32) -> (i64, i64) {
    let mut outside = Outside::of(program).await;
    let (columns, number) = match outside {
        Outside::Sqlite(_) => (
            "select m.name || '.' || c.name from sqlite_master m join pragma_table_info(m.name) c
             where m.type = 'table' and c.name like 'sealed%'",
            format!("x'{key:08x}'"),
        ),
        Outside::Postgres(_) => (
            "select table_name || '.' || column_name from information_schema.columns
             where table_schema = 'public' and column_name like 'sealed%'",
            format!("'\\x{key:08x}'::bytea"),
        ),
    };
    let columns = outside.texts(columns).await;
    assert!(columns.len() > 6, "{columns:?}");
    let (mut count, mut all) = (0, 0);
    for column in columns {
        let (table, column) = column.split_once('.').expect("a column");
        let sql = format!(
            "select count(*) || '' from {table} where substr({column}, 1, 4) = {number}
             union all select count({column}) || '' from {table}"
        );
        let counts = outside.texts(&sql).await;
        count += counts[0].parse::<i64>().expect("a number");
        all += counts[1].parse::<i64>().expect("a number");
    }
    (count, all)
}

on_both! {
    async fn a_database_takes_no_other_keys_than_its_own(engine) {
        let program = Program::on(engine).await;
        program.run(&["source", "list"]).await.expect(0);
        program.run(&["key", "make", "other.keys"]).await.expect(0);
        let other = program.set("ENROL_KEY_FILE", "other.keys");
        let refused = other.run(&["source", "list"]).await.expect(1);
        assert!(refused.err.contains("ENROL_KEY_FILE: other.keys is not the key file of this database"), "{}", refused.err);
        program.run(&["source", "list"]).await.expect(0);
    }

    async fn an_encryption_key_is_replaced_under_data(engine) {
        let program = Program::on(engine).await;
        let server = program.serve().await;
        let before = prepare(&program).await;
        let first = fs::read_to_string(program.file("enrol.keys")).expect("keys");

        let added = program.run(&["key", "add", "encryption"]).await.expect(0);
        assert!(added.out.contains("encryption key 2, not in use yet"), "{}", added.out);
        assert_eq!(list(&program).await, [
            key("encryption", 1, "active"), key("encryption", 2, "standby"), key("signing", 1, "active"),
        ]);
        let server = restarted(&program, server).await;
        before.holds().await;
        let (old, all) = sealed_with(&program, 1).await;
        assert!(old == all && all > 6, "{old} of {all}");

        program.run(&["key", "use", "encryption", "2"]).await.expect(0);
        let refused = program.run(&["key", "retire", "encryption", "2"]).await.expect(1);
        assert!(refused.err.contains("encryption key 2 is active"), "{}", refused.err);
        let server = restarted(&program, server).await;
        before.holds().await;
        let medical = before.person.answer(&before.vehicle, &[("hasVehicle", "no")]).await;
        assert!(sealed_with(&program, 2).await.0 > 0);

        // While the server serves.
        let early = program.run(&["key", "drop", "encryption", "1"]).await.expect(1);
        assert!(early.err.contains("run enrol key retire encryption 1 first"), "{}", early.err);
        let retired = program.run(&["key", "retire", "encryption", "1"]).await.expect(0);
        let count = retired.out.split_whitespace().find_map(|word| word.parse::<u64>().ok());
        assert!(count.is_some_and(|count| count > 6), "{}", retired.out);
        before.holds().await;
        assert_eq!(sealed_with(&program, 1).await.0, 0);
        assert_eq!(list(&program).await, [
            key("encryption", 1, "retired"), key("encryption", 2, "active"), key("signing", 1, "active"),
        ]);
        let early = program.run(&["key", "drop", "encryption", "1"]).await.expect(1);
        assert!(early.err.contains("still opens values until"), "{}", early.err);
        age(&program);
        program.run(&["key", "drop", "encryption", "1"]).await.expect(0);
        assert_eq!(list(&program).await, [key("encryption", 2, "active"), key("signing", 1, "active")]);
        let server = restarted(&program, server).await;
        before.holds().await;
        let (new, all) = sealed_with(&program, 2).await;
        assert_eq!(new, all);

        // Cursors are given anew; people go on and finish.
        before.tenant.get(&format!("/customers?limit=1&cursor={}", before.cursor)).await.expect(400);
        let kin = before.person.answer(&medical, &[]).await;
        let check = before.person.answer(&kin, &[]).await;
        let check = before.person.get(&check).await.expect(200);
        before.person.submit(&check, &[], "finish").await.location();
        assert_eq!(before.tenant.session(&before.started.id).await["status"], "completed");
        Guest::new(&program.base()).sign_up(&before.waiting, "0821239999").await;
        assert_eq!(before.tenant.session(&before.waiting.id).await["status"], "completed");
        assert_eq!(before.tenant.count_customers().await, 4);

        // What was retired is nowhere, and none of it was ever printed.
        let now = fs::read_to_string(program.file("enrol.keys")).expect("keys");
        let mode = program.file("enrol.keys").metadata().expect("keys").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let secrets = |text: &str| text.split('"').filter(|part| part.len() == 44).map(str::to_owned).collect::<Vec<_>>();
        let (first, now) = (secrets(&first), secrets(&now));
        assert_eq!((first.len(), now.len()), (3, 3));
        assert!(!now.contains(&first[1]), "the retired key is still there");
        let printed = [&added.out, &retired.out, &server.log()].map(String::as_str).concat();
        assert!(first.iter().chain(&now).all(|key| !printed.contains(key)));
    }

    async fn no_key_goes_while_an_instance_is_behind(engine) {
        let program = Program::on(engine).await;
        let server = program.serve().await;
        let tenant = program.tenant("Acme").await;
        let old = fs::read(program.file("enrol.keys")).expect("keys");
        program.run(&["key", "add", "encryption"]).await.expect(0);

        // Not restarted: it could not open what the others would seal.
        let refused = program.run(&["key", "use", "encryption", "2"]).await.expect(1);
        assert!(refused.err.contains("does not have encryption key 2 yet"), "{}", refused.err);
        assert!(refused.err.contains(program.setting("ENROL_LISTEN")), "{}", refused.err);
        let server = restarted(&program, server).await;
        program.run(&["key", "use", "encryption", "2"]).await.expect(0);

        // Not restarted: it still seals with the old one.
        let refused = program.run(&["key", "retire", "encryption", "1"]).await.expect(1);
        assert!(refused.err.contains("still seals with encryption key 1"), "{}", refused.err);
        assert!(refused.err.contains(program.setting("ENROL_LISTEN")), "{}", refused.err);
        assert_eq!(refused.err.lines().count(), 1, "{}", refused.err);
        let body = json!({ "customer": { "name": "A", "surname": "B", "mobile": "0821113333" } });
        let id = tenant.post("/customers", &body).await.expect(201)["customer"]["id"].clone();

        // One that was killed counts for two minutes, and then no more.
        server.kill();
        program.run(&["key", "retire", "encryption", "1"]).await.expect(1);
        let mut outside = Outside::of(&program).await;
        outside.run(match engine {
            Engine::Sqlite => "update instance set seen_at = seen_at - 121000000",
            Engine::Postgres => "update instance set seen_at = seen_at - interval '121 seconds'",
        }).await;
        program.run(&["key", "retire", "encryption", "1"]).await.expect(0);

        // Whoever was away meanwhile and comes with the old file is turned away, and nothing is lost.
        let new = fs::read(program.file("enrol.keys")).expect("keys");
        fs::write(program.file("enrol.keys"), &old).expect("keys");
        let refused = program.run(&["serve"]).await.expect(1);
        assert!(refused.err.contains("ENROL_KEY_FILE: enrol.keys is out of date"), "{}", refused.err);
        fs::write(program.file("enrol.keys"), &new).expect("keys");
        let server = program.serve().await;
        assert_eq!(tenant.customer(&id).await["surname"], "B");

        // What is sealed with the old key all the same can still be opened, and keeps the key.
        age(&program);
        assert_eq!(server.stop().await, Some(0));
        assert_eq!(outside.texts("select name from instance").await.len(), 1, "the one that was killed");
        let broken = match engine {
            Engine::Sqlite => "update customer_section set sealed = cast(x'00000001' || substr(sealed, 5) as blob)",
            Engine::Postgres => {
                "update customer_section set sealed = '\\x00000001'::bytea || substring(sealed from 5)"
            }
        };
        outside.run(broken).await;
        let refused = program.run(&["key", "drop", "encryption", "1"]).await.expect(1);
        assert!(refused.err.contains("1 values that encryption key 1 has sealed do not open"), "{}", refused.err);
        assert!(refused.err.contains("unreadable row") && refused.err.contains("table=\"customer\""), "{}", refused.err);
        assert_eq!(list(&program).await[0], key("encryption", 1, "retired"));
        program.run(&["key", "use", "encryption", "1"]).await.expect(0);
        program.run(&["source", "list"]).await.expect(0);
    }

    async fn a_signing_key_is_replaced_while_its_tokens_live(engine) {
        let program = Program::on(engine).await;
        let server = program.serve().await;
        let mut tenant = program.tenant("Acme").await;
        program.run(&["key", "add", "signing"]).await.expect(0);
        let server = restarted(&program, server).await;
        tenant.get("/customers").await.expect(200);

        program.run(&["key", "use", "signing", "2"]).await.expect(0);
        let server = restarted(&program, server).await;
        tenant.get("/customers").await.expect(200);
        let new = tenant.take_token().await;
        assert_ne!(new.split('.').next(), tenant.token.split('.').next(), "another key signs");

        program.run(&["key", "retire", "signing", "1"]).await.expect(0);
        let _server = restarted(&program, server).await;
        tenant.get("/customers").await.problem(401, "unauthorized");
        tenant.token = new;
        tenant.get("/customers").await.expect(200);
        assert_eq!(list(&program).await, [key("encryption", 1, "active"), key("signing", 2, "active")]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn key_files_are_made_once_and_wrong_words_change_nothing() {
    let program = Program::bare();
    program.run(&["key", "make", "inner/own.keys"]).await.expect(0);
    let path = program.file("inner/own.keys");
    assert_eq!(path.metadata().expect("keys").permissions().mode() & 0o777, 0o600);
    let keys = fs::read_to_string(&path).expect("keys");
    program.run(&["key", "make", "inner/own.keys"]).await.expect(1);
    let program = program.set("ENROL_KEY_FILE", "inner/own.keys");
    for (words, code) in [
        (&["make"][..], 1),
        (&["use", "encryption", "2"], 1),
        (&["use", "signing", "one"], 1),
        (&["retire", "encryption", "1"], 1),
        (&["retire", "signing", "1"], 1),
        (&["retire", "signing", "9"], 1),
        (&["add", "drawing"], 2),
    ] {
        let refused = program.run(&[&["key"], words].concat()).await.expect(code);
        assert!(refused.out.is_empty(), "{}", refused.out);
        assert!(code == 2 || refused.err.lines().count() == 1, "{}", refused.err);
        assert_eq!(fs::read_to_string(&path).expect("keys"), keys, "{words:?}");
    }
    let shown = program.run(&["key", "list"]).await.expect(0).out;
    assert_eq!(shown.lines().count(), 2, "{shown}");
    assert!(keys.split('"').filter(|part| part.len() == 44).all(|key| !shown.contains(key)));
}
