//! The commands for tenants and what they offer, as operators and their scripts use them.

use std::fs;

use image::ImageFormat;
use reqwest::Method;
use serde_json::{Value, json};

use crate::api::logo::picture;
use crate::harness::{Guest, Program, Reply, Tenant, send};

/// Runs a verb with `--json`.
async fn asked(program: &Program, words: &[&str]) -> Vec<Value> {
    program.run(&[words, &["--json"]].concat()).await.expect(0).lines()
}

async fn one(program: &Program, words: &[&str]) -> Value {
    let mut lines = asked(program, words).await;
    assert_eq!(lines.len(), 1, "{lines:?}");
    lines.remove(0)
}

/// What the server says to these credentials.
async fn token(tenant: &Tenant, printed: &Value) -> Reply {
    let body = json!({ "clientId": printed["clientId"], "clientSecret": printed["clientSecret"] });
    send(tenant.request(Method::POST, "/oauth/token").json(&body)).await
}

on_both! {
    async fn a_form_is_shown_and_set_with_every_mistake_named(engine) {
        let program = Program::on(engine).await;
        let made = one(&program, &["source", "create", "--name", "Acme", "--return-url", "https://a.example/app"]).await;
        let source = made["id"].to_string();
        let show = ["form", "show", "--source", &source];
        let mut form: Value = serde_json::from_str(&program.run(&show).await.expect(0).out).expect("JSON");
        assert_eq!((&form["version"], &form["shortName"]), (&json!(0), &json!(null)));
        let file = program.file("form.json");
        let set = ["form", "set", "--source", &source, "form.json"];
        form["accentColour"] = json!("#ffdd00");
        form["fields"]["name"] = json!("hidden");
        form["pets"] = json!(1);
        fs::write(&file, form.to_string()).expect("a file");
        let refused = program.run(&set).await.expect(1).err;
        for told in ["form.json: ", "/accentColour", "the nearest that has is #", "/fields/name", "/pets"] {
            assert!(refused.contains(told), "{told}: {refused}");
        }
        assert_eq!(refused.lines().count(), 1, "{refused}");
        fs::write(&file, "[]").expect("a file");
        assert!(program.run(&set).await.expect(1).err.contains("not a JSON object"));

        fs::write(&file, json!({ "shortName": "Acme", "sections": ["personal"] }).to_string()).expect("a file");
        assert_eq!(one(&program, &set).await, json!({ "version": 1 }));
        let shown = program.run(&show).await.expect(0).out;
        fs::write(&file, &shown).expect("a file");
        assert_eq!(one(&program, &set).await, json!({ "version": 1 }), "the same again is no change");
        let _server = program.serve().await;
        let read = program.sign_in(&made).await.get("/signup-form").await.expect(200);
        assert_eq!(read["form"], serde_json::from_str::<Value>(&shown).expect("JSON"));
        // A logo, from a file whose name says nothing.
        fs::write(program.file("picture"), picture(600, 100, 20, ImageFormat::Jpeg)).expect("a file");
        let logo = ["form", "logo", "--source", &source, "picture"];
        assert_eq!(one(&program, &logo).await, json!({ "version": 2 }));
        let shown: Value = serde_json::from_str(&program.run(&show).await.expect(0).out).expect("JSON");
        assert_eq!((&shown["logo"]["width"], &shown["logo"]["height"]), (&json!(480), &json!(80)));
        fs::write(program.file("picture"), "<svg/>").expect("a file");
        let refused = program.run(&logo).await.expect(1).err;
        assert!(refused.contains("picture: This is no PNG, JPEG or WebP"), "{refused}");
        let remove = ["form", "logo", "--source", &source, "--remove"];
        assert_eq!(one(&program, &remove).await, json!({ "version": 3 }));
        for wrong in [&["form", "logo", "--source", &source][..], &[&logo[..], &["--remove"]].concat()] {
            program.run(wrong).await.expect(2);
        }
        assert!(program.run(&["form", "show", "--source", "99"]).await.expect(1).err.contains("there is no source 99"));
    }

    async fn what_was_counted_is_written_at_the_end_and_shown_as_bars(engine) {
        let program = Program::on(engine).await;
        let made = one(&program, &["source", "create", "--name", "Acme", "--return-url", "https://tenant.example/app"]).await;
        let source = made["id"].to_string();
        let funnel = ["funnel", "--source", &source];
        assert!(program.run(&funnel).await.expect(0).out.starts_with("Nothing was counted from "));
        let server = program.serve().await;
        let tenant = program.sign_in(&made).await;
        let guest = Guest::new(&program.base());
        let vehicle = guest.reach(&tenant.invite().await, "vehicle", "0821234567").await;
        guest.submit(&vehicle, &[], "continue").await.expect(422);
        // Long before ten seconds are over.
        assert_eq!(server.stop().await, Some(0));
        let lines = asked(&program, &funnel).await;
        let steps: Vec<_> = lines.iter().map(|line| line["step"].clone()).collect();
        assert_eq!(steps, ["start", "personal", "vehicle"]);
        assert_eq!((&lines[0]["opened"], &lines[0]["started"], &lines[1]["saved"]), (&json!(1), &json!(1), &json!(1)));
        assert_eq!(lines[2]["refused"], json!([{ "field": "hasVehicle", "code": "required", "count": 1 }]));
        let shown = program.run(&funnel).await.expect(0).out;
        assert!(shown.contains("personal     ████") && shown.contains("refused 1: hasVehicle required"), "{shown}");
        let over = program.run(&[&funnel[..], &["--from", "2020-01-01"]].concat()).await.expect(1).err;
        assert!(over.contains("within 366 days"), "{over}");
        assert!(program.run(&[&funnel[..], &["--to", "soon"]].concat()).await.expect(1).err.contains("must be a day"));
    }

    async fn what_is_kept_no_longer_is_counted_then_erased(engine) {
        let program = Program::on(engine).await;
        let made = one(&program, &["source", "create", "--name", "Acme", "--return-url", "https://a.example/app"]).await;
        let source = made["id"].to_string();
        let _server = program.serve().await;
        let tenant = program.sign_in(&made).await;
        let form = json!({ "retention": { "endedSessionsDays": 1, "deletedCustomersDays": 0 } });
        tenant.put("/signup-form", &form).await.expect(200);
        let add = async |mobile: &str| {
            let profile = json!({ "name": "Thandi", "surname": "Mokoena", "mobile": mobile });
            tenant.post("/customers", &json!({ "customer": profile })).await.expect(201)["customer"]["id"].clone()
        };
        let (deleted, named) = (add("+27821230001").await, add("+27821230002").await);
        tenant.post(&format!("/customers/{deleted}/delete"), &json!({})).await.expect(200);
        let due = json!({ "source": made["id"], "customers": 1, "sessions": 0 });
        assert_eq!(one(&program, &["purge", "--dry-run"]).await, due);
        assert_eq!(one(&program, &["purge", "--dry-run"]).await, due, "nothing was done");
        assert_eq!(one(&program, &["purge"]).await, json!({ "customers": 1, "sessions": 0 }));
        assert_eq!(one(&program, &["purge"]).await, json!({ "customers": 0, "sessions": 0 }));
        tenant.get(&format!("/customers/{deleted}/export")).await.problem(404, "not_found");

        let erase = ["customer", "erase", "--source", &source, &named.to_string()];
        assert_eq!(one(&program, &erase).await, json!({ "id": named, "erased": true }));
        tenant.get(&format!("/customers/{named}")).await.problem(404, "not_found");
        let unknown = program.run(&["customer", "erase", "--source", &source, "99"]).await.expect(1).err;
        assert!(unknown.contains("has no customer 99"), "{unknown}");
    }

    async fn a_source_is_made_with_its_secret_and_its_types(engine) {
        let program = Program::on(engine).await;
        let words = [
            "source", "create", "--name", "Acme & Söhne", "--return-url", "https://a.example/app", "acme://x",
            "--payment-url", "https://pay.example/checkout",
        ];
        let made = one(&program, &words).await;
        let secret = made["clientSecret"].as_str().expect("a secret");
        assert!(made["clientId"].as_str().is_some_and(|id| id.starts_with("src_")), "{made}");
        assert!(secret.starts_with("enrol_") && secret.len() == 49, "{secret}");
        let for_people = program.run(&words).await.expect(0).out;
        assert!(for_people.contains("clientSecret  enrol_") && for_people.contains("shown this once"), "{for_people}");

        let sources = asked(&program, &["source", "list"]).await;
        assert_eq!(sources.len(), 2);
        assert_eq!(sources[0], json!({
            "id": made["id"], "clientId": made["clientId"], "name": "Acme & Söhne", "region": "ZA", "tokenSeconds": 3600,
            "returnUrls": ["https://a.example/app", "acme://x"], "paymentUrls": ["https://pay.example/checkout"],
            "disabledAt": null,
        }));
        let list = program.run(&["source", "list"]).await.expect(0).out;
        assert!(list.contains("Acme & Söhne") && !list.contains("enrol_"), "{list}");

        let source = made["id"].to_string();
        let types = asked(&program, &["subscription-type", "list", "--source", &source]).await;
        let told: Vec<_> = types.iter().map(|kind| (kind["name"].as_str(), &kind["isFamily"], &kind["months"])).collect();
        assert_eq!(told, [
            (Some("WEB_SIGNUP_SINGLE"), &json!(false), &json!(12)),
            (Some("WEB_SIGNUP_FAMILY"), &json!(true), &json!(12)),
        ]);
        let create = ["subscription-type", "create", "--source", &source, "--name", "SCHOOL", "--months", "3", "--family"];
        let school = one(&program, &create).await;
        assert!(program.run(&create).await.expect(1).err.contains("already has a type SCHOOL"));

        let _server = program.serve().await;
        let tenant = program.sign_in(&made).await;
        let types = tenant.get("/subscriptions/subscriptionTypes").await.expect(200);
        assert_eq!(types.as_array().map(Vec::len), Some(3));
        assert_eq!(types[2], json!({
            "id": school["id"], "name": "SCHOOL", "description": "", "isFamily": true, "months": 3,
        }));
        let other = asked(&program, &["subscription-type", "list", "--source", &sources[1]["id"].to_string()]).await;
        assert_eq!(other.len(), 2, "types are a source's own");
    }

    async fn two_secrets_are_live_during_a_rotation(engine) {
        let program = Program::on(engine).await;
        let made = one(&program, &["source", "create", "--name", "Acme", "--return-url", "https://a.example"]).await;
        let _server = program.serve().await;
        let tenant = program.sign_in(&made).await;
        let source = made["id"].to_string();

        let rotated = one(&program, &["source", "rotate-secret", &source]).await;
        assert_eq!(rotated["clientId"], made["clientId"]);
        assert_ne!(rotated["clientSecret"], made["clientSecret"]);
        for printed in [&made, &rotated] {
            token(&tenant, printed).await.expect(200);
        }
        let refused = program.run(&["source", "rotate-secret", &source]).await.expect(1);
        assert!(refused.err.contains("two secrets are live already"), "{}", refused.err);
        assert!(!refused.out.contains("enrol_"));

        assert_eq!(one(&program, &["source", "retire-secret", &source]).await, json!({ "retired": 1 }));
        token(&tenant, &made).await.problem(401, "unauthorized");
        token(&tenant, &rotated).await.expect(200);
        assert_eq!(one(&program, &["source", "retire-secret", &source]).await, json!({ "retired": 0 }));
        token(&tenant, &rotated).await.expect(200);
        // The token that was taken with the retired secret lives until it ends.
        tenant.get("/customers").await.expect(200);
    }

    async fn a_disabled_source_is_shut_out_and_loses_nothing(engine) {
        let program = Program::on(engine).await;
        let made = one(&program, &["source", "create", "--name", "Acme", "--return-url", "https://tenant.example"]).await;
        let _server = program.serve().await;
        let tenant = program.sign_in(&made).await;
        let other = program.tenant("Other").await;
        let invited = tenant.invite().await;
        let source = made["id"].to_string();

        let disabled = one(&program, &["source", "disable", &source]).await;
        assert_eq!(disabled, json!({ "id": made["id"], "disabled": true }));
        tenant.get("/customers").await.problem(401, "unauthorized");
        token(&tenant, &made).await.problem(401, "unauthorized");
        let paused = Guest::new(&program.base()).get(&invited.link).await.expect(403);
        assert_eq!(paused.heading(), "Acme has paused signups");
        other.get("/customers").await.expect(200);
        let sources = asked(&program, &["source", "list"]).await;
        assert!(sources[0]["disabledAt"].is_string() && sources[1]["disabledAt"].is_null(), "{sources:?}");

        let enabled = one(&program, &["source", "enable", &source]).await;
        assert_eq!(enabled, json!({ "id": made["id"], "disabled": false }));
        tenant.get("/customers").await.expect(200);
        Guest::new(&program.base()).sign_up(&invited, "0821234567").await;
        assert_eq!(tenant.count_customers().await, 1);
    }

    async fn what_cannot_be_done_is_told_in_one_line_and_changes_nothing(engine) {
        let program = Program::on(engine).await;
        let create = |name, url| vec!["source", "create", "--name", name, "--return-url", url];
        let pays = |url| [create("A", "https://a.example"), vec!["--payment-url", url]].concat();
        let long = "x".repeat(201);
        for (words, code, why) in [
            (create("", "https://a.example"), 1, "--name"),
            (create(&long, "https://a.example"), 1, "--name"),
            (create("A\u{7}", "https://a.example"), 1, "--name"),
            (create("A", "http://a.example"), 1, "--return-url http://a.example: must be https"),
            (create("A", "/path"), 1, "--return-url /path: not an absolute address"),
            (create("A", "https://u:p@a.example"), 1, "user name"),
            (create("A", "https://a.example?status=1"), 1, "parameters that we add"),
            (create("A", "javascript:alert(1)"), 1, "--return-url"),
            (pays("http://pay.example"), 1, "--payment-url http://pay.example: must be https"),
            (pays("acme-app://pay"), 1, "--payment-url acme-app://pay: not an absolute address of a browser"),
            (pays("https://pay.example?signupSessionId=1"), 1, "that we add: signupSessionId, paymentReturnUrl"),
            ([create("A", "https://a.example"), vec!["--region", "XX"]].concat(), 2, "--region"),
            ([create("A", "https://a.example"), vec!["--token-seconds", "59"]].concat(), 2, "--token-seconds"),
            (vec!["source", "disable", "7"], 1, "there is no source 7"),
            (vec!["source", "show", "7"], 1, "there is no source 7"),
            (vec!["source", "update", "7", "--name", "A"], 1, "there is no source 7"),
            (vec!["source", "update", "7", "--name", ""], 1, "--name"),
            (vec!["source", "update", "7", "--return-url", "http://a.example"], 1, "--return-url http://a.example: must be https"),
            (vec!["source", "update", "7", "--region", "XX"], 2, "--region"),
            (vec!["source", "update", "7", "--token-seconds", "59"], 2, "--token-seconds"),
            (vec!["source", "update", "7"], 2, "--name <NAME>"),
            (vec!["subscription-type", "update", "--source", "7", "1", "--months", "3"], 1, "there is no source 7"),
            (vec!["subscription-type", "update", "--source", "7", "1"], 2, "--months"),
            (vec!["source", "enable", "7"], 1, "there is no source 7"),
            (vec!["source", "rotate-secret", "7"], 1, "there is no source 7"),
            (vec!["source", "retire-secret", "7"], 1, "there is no source 7"),
            (vec!["subscription-type", "list", "--source", "7"], 1, "there is no source 7"),
            (vec!["subscription-type", "create", "--source", "7", "--name", "A"], 1, "there is no source 7"),
        ] {
            let refused = program.run(&words).await.expect(code);
            let line = refused.err.lines().find(|line| line.contains(why));
            assert!(line.is_some(), "{words:?}: {}", refused.err);
            assert_eq!(refused.out, "", "{words:?}");
        }
        assert_eq!(program.run(&["source", "list"]).await.expect(0).out, "");
    }
}
