//! What operators see of sessions and of deliveries: how they stand, and nothing of whom they are about.

use serde_json::{Value, json};

use super::hunt::Hunt;
use super::leak::invite;
use super::spy::{Spy, marked};
use crate::harness::{Answer, GATEWAY_TOKEN, Gateway, Guest, Program, Receiver, Tenant, until};

/// The commands of one kind about one source, and all that they have printed.
struct Desk<'a> {
    program: &'a Program,
    verb: &'a str,
    source: String,
    told: String,
}

impl<'a> Desk<'a> {
    fn of(program: &'a Program, verb: &'a str, tenant: &Tenant) -> Self {
        Self { program, verb, source: tenant.source.0.to_string(), told: String::new() }
    }

    /// The lines that `list` prints for people, and those with `--json`, which must be as many.
    async fn list(&mut self, words: &[&str]) -> (Vec<String>, Vec<Value>) {
        let words = [&[self.verb, "list", "--source", &self.source], words].concat();
        let people = self.program.run(&words).await.expect(0);
        let machines = self.program.run(&[&words[..], &["--json"]].concat()).await.expect(0);
        for ran in [&people, &machines] {
            self.told.extend([ran.out.as_str(), ran.err.as_str()]);
        }
        let lines: Vec<_> = people.out.lines().map(str::to_owned).collect();
        assert_eq!(lines.len(), machines.lines().len(), "{}", people.out);
        (lines, machines.lines())
    }

    /// What `list` says must be what `show` says, line by line.
    async fn shows_each(&mut self) {
        let (lines, objects) = self.list(&[]).await;
        for (line, object) in lines.iter().zip(objects) {
            let words = [self.verb, "show", "--source", &self.source, object["id"].as_str().expect("an id")];
            let people = self.program.run(&words).await.expect(0);
            assert_eq!(people.out.trim_end(), line);
            let machines = self.program.run(&[&words[..], &["--json"]].concat()).await.expect(0);
            assert_eq!(machines.json(), object);
            for ran in [people, machines] {
                self.told.extend([ran.out, ran.err]);
            }
        }
    }

    /// Whatever is unknown is told in one line; `id` is one of another source.
    async fn refuses_the_unknown(&mut self, id: &str) {
        let singular = self.verb.replace("ies", "y").trim_end_matches('s').to_owned();
        let unknown = format!("there is no such {singular}; `enrol {} list` shows them", self.verb);
        let nobody = "0192f0c1-2345-7000-8000-000000000000";
        let source = self.source.as_str();
        for (words, why) in [
            (["show", "--source", source, "q9typed7x"], unknown.as_str()),
            (["show", "--source", source, nobody], &unknown),
            (["show", "--source", source, id], &unknown),
            (["show", "--source", "999", id], "there is no source 999"),
            (["list", "--source", "999", "--json"], "there is no source 999"),
            (["list", "--source", source, "--status=q9typed7x"], "--status: one of "),
        ] {
            let refused = self.program.run(&[&[self.verb], &words[..]].concat()).await.expect(1);
            assert_eq!(refused.out, "", "{words:?}");
            assert_eq!(refused.err.lines().count(), 1, "{words:?}: {}", refused.err);
            assert!(refused.err.starts_with(&format!("enrol: {why}")), "{words:?}: {}", refused.err);
            assert!(!refused.err.contains("q9typed7x"), "{words:?}: {}", refused.err);
        }
    }

    /// Holds that none of these values was printed, and that they would have been found.
    fn told_nothing_of(&self, hunt: &Hunt, known: &Value) {
        let found = hunt.found(self.verb, self.told.as_bytes());
        assert!(found.is_empty(), "{}", found.join("\n"));
        assert!(!hunt.found("the API", known.to_string().as_bytes()).is_empty(), "{known}");
    }
}

on_both! {
    async fn sessions_are_shown_without_their_people(engine) {
        let program = Program::on(engine).await;
        let _server = program.serve().await;
        let (tenant, other) = (program.tenant("Acme").await, program.tenant("Other").await);
        let mut spy = Spy::new(&program.base());
        let waiting = invite(&mut spy, &tenant, "waiting").await;
        let begun = invite(&mut spy, &tenant, "begun").await;
        spy.reach_check(&begun, "begun", "082 555 0102").await;
        let finished = invite(&mut spy, &tenant, "finished").await;
        let check = spy.reach_check(&finished, "finished", "082 555 0101").await;
        spy.submit(&check, &[], "finish").await.location();
        let cancelled = invite(&mut spy, &tenant, "cancelled").await;
        let path = format!("/customer-signup/sessions/{}/cancel", cancelled.id);
        tenant.post(&path, &json!({})).await.expect(200);
        let foreign = other.invite().await;
        spy.hunt.text("8255501");
        spy.hunt.text("82 555 01");

        let mut desk = Desk::of(&program, "sessions", &tenant);
        let (lines, objects) = desk.list(&[]).await;
        let newest_first = [
            (&cancelled, "cancelled", 0), (&finished, "completed", 4), (&begun, "in_progress", 4), (&waiting, "pending", 0),
        ];
        assert_eq!(objects.len(), newest_first.len());
        for ((line, object), (invited, status, answered)) in lines.iter().zip(&objects).zip(newest_first) {
            let read = tenant.session(&invited.id).await;
            assert_eq!(read["status"], status);
            let ended_at = &object["endedAt"];
            assert_eq!(object, &json!({
                "id": invited.id, "status": status, "answered": answered, "steps": 4,
                "createdAt": read["createdAt"], "expiresAt": read["expiresAt"], "startedAt": read["startedAt"],
                "endedAt": ended_at, "customerId": read["customerId"], "errorCode": read["errorCode"],
                "awaiting": read["awaiting"],
            }));
            assert_eq!(ended_at.is_string(), ["cancelled", "completed"].contains(&status), "{object}");
            let columns: Vec<&str> = line.split('\t').collect();
            assert_eq!(columns[..3], [&invited.id, status, &format!("{answered} of 4 steps")]);
            let customer = read["customerId"].as_i64().map_or("-".to_owned(), |id| id.to_string());
            assert!(columns.contains(&format!("customer {customer}").as_str()), "{line}");
        }
        assert!(objects[1]["customerId"].is_i64());

        assert_eq!(desk.list(&["--status", "completed"]).await.1, objects[1..2]);
        assert_eq!(desk.list(&["--status", "failed"]).await.1, [] as [Value; 0]);
        assert_eq!(desk.list(&["--limit", "2"]).await.1, objects[..2]);
        desk.shows_each().await;
        desk.refuses_the_unknown(&foreign.id).await;
        desk.told_nothing_of(&spy.hunt, &tenant.customer(&objects[1]["customerId"]).await);
    }

    async fn what_a_session_waits_for_is_shown(engine) {
        let gateway = Gateway::start().await;
        let program = Program::on(engine).await.set("ENROL_SMS_URL", &gateway.url());
        let program = program.set("ENROL_SMS_TOKEN", GATEWAY_TOKEN);
        let _server = program.serve().await;
        let tenant = program.tenant("Acme").await;
        let source = tenant.source.0.to_string();
        let page = "https://pay.example/checkout";
        program.run(&["source", "update", &source, "--payment-url", page]).await.expect(0);
        let paying = tenant.invite_to_pay(page, json!({})).await;
        let guest = Guest::new(&program.base());
        let check = guest.reach_check(&paying, "0825550101").await;
        guest.submit(&check, &[], "finish").await.location();
        let proving = tenant.invite_with(json!({ "flows": ["auth"] })).await;
        let other = Guest::new(&program.base());
        let personal = other.start(&proving).await;
        let inputs = [("name", "Thandi"), ("surname", "Mokoena"), ("mobile", "0825550102")];
        assert!(other.answer(&personal, &inputs).await.ends_with("/verify"));

        let mut desk = Desk::of(&program, "sessions", &tenant);
        let (lines, objects) = desk.list(&[]).await;
        for ((line, object), word) in lines.iter().zip(objects).zip(["verification", "payment"]) {
            assert_eq!(object["awaiting"], word);
            assert!(line.ends_with(&format!("\tawaits {word}")), "{line}");
        }
        assert_eq!(lines.len(), 2);
        desk.shows_each().await;
    }

    async fn deliveries_are_shown_without_what_they_tell(engine) {
        let program = Program::on(engine).await.set("ENROL_ALLOW_PRIVATE_TARGETS", "yes");
        let _server = program.serve().await;
        let (tenant, other) = (program.tenant("Acme").await, program.tenant("Other").await);
        let receiver = Receiver::start().await;
        let mut spy = Spy::new(&program.base());
        let url = format!("{}&ticket={}", receiver.url, marked("hook", "ticket"));
        let header = marked("hook", "header");
        let notifier = json!({
            "url": url, "headers": { "X-Key": header }, "includeProfile": true,
            "events": ["CREATED_CUSTOMER", "UPDATED_CUSTOMER", "DELETED_CUSTOMER"],
        });
        let made = tenant.post("/notifiers", &notifier).await.expect(201);
        for text in [&url, &marked("hook", "ticket"), &header] {
            spy.hunt.text(text);
        }
        spy.hunt.text(made["notifier"]["secret"].as_str().expect("a secret").trim_start_matches("whsec_"));
        other.post("/notifiers", &json!({ "url": receiver.url, "events": ["CREATED_CUSTOMER"] })).await.expect(201);
        let foreign = other.post("/notifiers/test", &json!({})).await.expect(202)["delivery"]["id"].clone();

        let newest = async || tenant.get("/notifiers/deliveries").await.expect(200)["deliveries"][0].clone();
        let body = spy.customer("created", "+27825550103");
        let id = tenant.post("/customers", &body).await.expect(201)["customer"]["id"].clone();
        until("delivered", async || newest().await["status"] == "delivered").await;
        receiver.answer(Answer::status(410));
        let body = spy.customer("changed", "+27825550104");
        tenant.put(&format!("/customers/{id}"), &body).await.expect(200);
        until("parked", async || newest().await["status"] == "parked").await;
        let known = tenant.customer(&id).await;
        // Asked to wait so long that it is not tried again while we look.
        receiver.answer(Answer::status(503).header("retry-after", "3600"));
        tenant.post(&format!("/customers/{id}/delete"), &json!({})).await.expect(200);
        until("tried", async || newest().await["attempts"] == 1).await;
        spy.hunt.text("8255501");

        let mut desk = Desk::of(&program, "deliveries", &tenant);
        let (lines, objects) = desk.list(&[]).await;
        let expected = [
            ("DELETED_CUSTOMER", "pending", json!(503), json!("status")),
            ("UPDATED_CUSTOMER", "parked", json!(410), json!("gone")),
            ("CREATED_CUSTOMER", "delivered", json!(204), Value::Null),
        ];
        assert_eq!(objects.len(), expected.len());
        for ((line, object), (event, status, answer, trouble)) in lines.iter().zip(&objects).zip(expected) {
            let id = object["id"].as_str().expect("an id");
            let read = tenant.get(&format!("/notifiers/deliveries/{id}")).await.expect(200)["delivery"].clone();
            assert_eq!(object, &json!({
                "id": id, "event": event, "status": status, "attempts": 1, "createdAt": read["createdAt"],
                "nextAttemptAt": read["nextAttemptAt"], "deliveredAt": read["deliveredAt"],
                "parkedAt": read["parkedAt"], "lastStatus": answer, "lastError": trouble,
            }));
            for (name, set) in [("nextAttemptAt", "pending"), ("deliveredAt", "delivered"), ("parkedAt", "parked")] {
                assert_eq!(object[name].is_string(), status == set, "{name}: {object}");
            }
            let columns: Vec<&str> = line.split('\t').collect();
            assert_eq!(columns[..4], [id, event, status, "1 tries"]);
            let error = trouble.as_str().unwrap_or("-");
            assert!(line.ends_with(&format!("\tstatus {answer}\terror {error}")), "{line}");
        }

        assert_eq!(desk.list(&["--status", "parked"]).await.1, objects[1..2]);
        assert_eq!(desk.list(&["--limit", "1"]).await.1, objects[..1]);
        desk.shows_each().await;
        desk.refuses_the_unknown(foreign.as_str().expect("an id")).await;
        desk.told_nothing_of(&spy.hunt, &known);
    }
}
