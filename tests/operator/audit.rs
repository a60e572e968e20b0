//! The audit as an operator reads it: what commands and backends changed, and whether anybody changed that.

use std::fs;

use serde_json::{Value, json};

use crate::harness::{Engine, Outside, Program, until};

/// The lines that a command prints with `--json`.
async fn lines(program: &Program, words: &[&str]) -> Vec<Value> {
    program.run(&[words, &["--json"]].concat()).await.expect(0).lines()
}

/// Takes away what keeps the rows from being changed, as whoever owns the database can.
async fn unguard(engine: Engine, outside: &mut Outside) {
    outside
        .run(match engine {
            Engine::Sqlite => "drop trigger audit_keeps_its_rows; drop trigger audit_keeps_its_values",
            Engine::Postgres => "alter table audit disable trigger all",
        })
        .await;
}

on_both! {
    async fn every_command_that_changes_something_is_in_it(engine) {
        let program = Program::on(engine).await;
        let words = ["source", "create", "--json", "--name", "q9name7x", "--return-url", "https://a.example/app"];
        let made = program.run(&words).await.expect(0).json();
        let (source, uid) = (made["id"].to_string(), format!("uid {}", rustix::process::getuid().as_raw()));
        let kind = ["subscription-type", "create", "--json", "--source", &source, "--name", "SCHOOL"];
        let kind = program.run(&kind).await.expect(0).json()["id"].to_string();
        fs::write(program.file("form.json"), json!({ "shortName": "Acme" }).to_string()).expect("a file");
        for words in [
            &["source", "list"][..],
            &["source", "show", &source],
            &["source", "update", &source, "--token-seconds", "60"],
            &["source", "rotate-secret", &source],
            &["source", "retire-secret", &source],
            &["source", "retire-secret", &source],
            &["source", "disable", &source],
            &["source", "enable", &source],
            &["subscription-type", "update", "--source", &source, &kind, "--months", "3"],
            &["form", "set", "--source", &source, "form.json"],
            &["sessions", "list", "--source", &source],
            &["purge"],
            &["key", "add", "encryption"],
            &["key", "use", "encryption", "2"],
            &["key", "retire", "encryption", "1"],
        ] {
            program.run(words).await.expect(0);
        }
        let told = lines(&program, &["audit", "list"]).await;
        let mut actions: Vec<_> = told.iter().map(|row| (row["action"].as_str(), row["records"].as_str())).collect();
        actions.reverse();
        let (of_source, of_kind) = (format!("source {source}"), format!("subscription type {kind}"));
        let own = Some(of_source.as_str());
        assert!(actions[0].0 == Some("source create") && actions[0].1.is_some_and(|all| all.starts_with(&of_source)), "{actions:?}");
        assert_eq!(actions[1..], [
            (Some("subscription-type create"), Some(&*of_kind)),
            (Some("source update"), own),
            (Some("source rotate-secret"), own),
            (Some("source retire-secret"), own),
            (Some("source disable"), own),
            (Some("source enable"), own),
            (Some("subscription-type update"), Some(&of_kind)),
            (Some("form set"), Some("form 1")),
            (Some("key use"), Some("encryption key 2")),
            (Some("key retire"), Some("encryption key 1")),
        ]);
        for row in &told {
            assert_eq!((&row["kind"], &row["who"], &row["requestId"]), (&json!("operator"), &json!(uid), &Value::Null));
            assert!(row["records"].as_str().is_some_and(|all| all.contains("key ")) || row["source"] == made["id"], "{row}");
        }
        let text = program.run(&["audit", "list", "--source", &source]).await.expect(0).out;
        assert_eq!(text.lines().count(), told.len() - 2, "{text}");
        assert!(!text.contains("q9name7x") && !text.contains("SCHOOL"), "{text}");
    }

    async fn whoever_changes_it_is_found(engine) {
        let program = Program::on(engine).await;
        let server = program.serve().await;
        let tenant = program.tenant("Acme").await;
        for _ in 0..5 {
            tenant.invite().await;
        }
        // The server chains by itself.
        until("chained", async || {
            let told = lines(&program, &["audit", "list"]).await;
            told.len() == 6 && told.iter().all(|row| row["position"].is_i64())
        })
        .await;
        assert_eq!(server.stop().await, Some(0));
        let fine = lines(&program, &["audit", "verify"]).await;
        assert_eq!(fine, [json!({ "rows": 6, "unchained": 0, "faults": [] })]);
        let checkpoint = program.run(&["audit", "checkpoint"]).await.expect(0).out;
        assert!(checkpoint.starts_with("enrol-audit 6 "), "{checkpoint}");
        fs::write(program.file("checkpoint"), &checkpoint).expect("a file");
        program.run(&["audit", "verify", "--checkpoint", "checkpoint"]).await.expect(0);

        let mut outside = Outside::of(&program).await;
        unguard(engine, &mut outside).await;
        outside.run("update audit set who = 'src_somebodyelse' where position = 3").await;
        let found = program.run(&["audit", "verify"]).await.expect(1);
        assert_eq!(found.out, "row 3 was changed\n");
        assert_eq!(found.err, "enrol: the audit is not as it was written: 1 fault\n");
        // Whoever removes the end and moves the head is found by what is kept elsewhere.
        outside
            .run(
                "delete from audit where position > 2;
                 update audit_head set position = 2, hash = (select hash from audit where position = 2) where id = 1",
            )
            .await;
        program.run(&["audit", "verify"]).await.expect(0);
        let found = program.run(&["audit", "verify", "--checkpoint", "checkpoint", "--json"]).await.expect(1);
        assert_eq!(found.json()["faults"], json!(["the rows from 3 on are missing: there were 6"]));

        for (text, why) in [(None, "--checkpoint nowhere: "), (Some("enrol-audit six"), "not what `enrol audit checkpoint` prints")] {
            let name = if let Some(text) = text {
                fs::write(program.file("wrong"), text).expect("a file");
                "wrong"
            } else {
                "nowhere"
            };
            let refused = program.run(&["audit", "verify", "--checkpoint", name]).await.expect(1).err;
            assert!(refused.contains(why) && refused.lines().count() == 1, "{refused}");
        }
    }
}
