//! Nothing about a person and no secret can be read in the database or in the log.

use std::fs;

use reqwest::Method;
use reqwest::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, HOST};
use serde_json::{Value, json};

use super::hunt::{Hunt, look};
use super::metrics::scrape;
use super::spy::{Spy, marked, marked_inputs};
use crate::harness::{
    Answer, Collector, Engine, GATEWAY_TOKEN, Gateway, Invited, Outside, Program, Tenant, code_in,
    free_address, send, until, wrong_code,
};

/// The name of the tenant, which may be found: that the search works is known by it.
const NAME: &str = "q9sourcename7x";

/// A number that two people have.
const TAKEN: &str = "082 555 0177";

fn asked(mark: &str) -> Value {
    json!({
        "returnUrl": format!("https://tenant.example/app/done?ticket={}", marked(mark, "ticket")),
        "email": format!("{}@example.com", marked(mark, "invited")),
        "customerReferenceId": marked(mark, "reference"),
        "state": marked(mark, "state"),
        "siteDetails": { "siteName": marked(mark, "site"), "siteReferenceId": marked(mark, "siteid") },
        "customer": { "businessName": marked(mark, "given"), "duressCode": marked(mark, "duress") },
        "metadata": { marked(mark, "key"): marked(mark, "meta") },
    })
}

/// Opens a session in which everything is marked.
pub(super) async fn invite(spy: &mut Spy, tenant: &Tenant, mark: &str) -> Invited {
    invite_with(spy, tenant, mark, &[]).await
}

pub(super) async fn invite_with(spy: &mut Spy, tenant: &Tenant, mark: &str, flows: &[&str]) -> Invited {
    let mut body = asked(mark);
    body["flows"] = json!(flows);
    let invited = tenant.invite_with(body).await;
    for name in
        ["ticket", "invited", "reference", "state", "site", "siteid", "given", "duress", "key", "meta"]
    {
        spy.hunt.text(&marked(mark, name));
    }
    spy.hunt.secret(invited.link.rsplit('/').next().expect("a secret"));
    invited
}

/// People: one finishes, one cancels, one leaves a draft, one has a taken number, one restarts.
async fn journeys(spy: &mut Spy, tenant: &Tenant) {
    let finished = invite(spy, tenant, "finished").await;
    let check = spy.reach_check(&finished, "finished", "082 555 0101").await;
    let back = spy.submit(&check, &[], "finish").await.location();
    assert!(back.contains("status=completed"), "{back}");
    spy.open(&finished.link).await.expect(200);

    let cancelled = invite(spy, tenant, "cancelled").await;
    let check = spy.reach_check(&cancelled, "cancelled", "082 555 0102").await;
    let cancel = check.link("Cancel").expect("a way out");
    let page = spy.open(&cancel).await.expect(200);
    assert!(spy.submit(&page, &[], "cancel").await.location().contains("status=cancelled"));

    let draft = invite(spy, tenant, "draft").await;
    let page = spy.start(&draft).await;
    let wrong = marked_inputs(&mut spy.hunt, "draft", "personal", "q9draftnumber7x");
    spy.fill(&page, &wrong).await.expect(422);
    let saved = spy.open(&page.url).await.expect(200);
    let later = spy.submit(&saved, &[], "pause").await.expect(200);
    let code = later.texts(".code").concat();
    for way in [code.clone(), code.replace('-', "")] {
        spy.hunt.text(&way);
    }
    spy.other_browser();
    let elsewhere = spy.open(&draft.link).await.expect(200);
    spy.fill(&page, &wrong).await.expect(401);
    spy.submit(&elsewhere, &[("code", "CFGH-2345")], "").await.expect(422);
    spy.hunt.text("CFGH-2345");
    spy.submit(&elsewhere, &[("code", &code), ("share", "yes")], "").await.location();
    spy.other_browser();
    let elsewhere = spy.open(&draft.link).await.expect(200);
    let again = elsewhere.link("Start again").expect("a way to start again");
    let again = spy.open(&format!("{}{again}", draft.link)).await.expect(200);
    spy.submit(&again, &[], "").await.location();

    let taken = invite(spy, tenant, "taken").await;
    tenant
        .post("/customers", &json!({"customer": {"name": "A", "surname": "B", "mobile": TAKEN}}))
        .await
        .expect(201);
    let check = spy.reach_check(&taken, "taken", TAKEN).await;
    let page = spy.submit(&check, &[], "finish").await.expect(422);
    spy.submit(&page, &[], "leave").await.location();
}

/// Somebody who proves the number by a code; and somebody whose message the gateway refuses.
async fn codes(spy: &mut Spy, tenant: &Tenant, gateway: &Gateway) {
    spy.hunt.text(GATEWAY_TOKEN);
    for (mark, mobile, answer) in [("refused", "082 555 0108", 500), ("proved", "082 555 0109", 200)] {
        gateway.answer(Answer::status(answer));
        let invited = invite_with(spy, tenant, mark, &["auth"]).await;
        let personal = spy.start(&invited).await;
        let inputs = marked_inputs(&mut spy.hunt, mark, "personal", mobile);
        let verify = spy.fill(&personal, &inputs).await.location();
        let page = spy.open(&verify).await.expect(200);
        let code = code_to(spy, gateway, mobile).await;
        spy.submit(&page, &[("code", "q9wrongcode7x")], "check").await.expect(422);
        spy.hunt.text("q9wrongcode7x");
        spy.submit(&page, &[("code", wrong_code(&code))], "check").await.expect(422);
        spy.submit(&page, &[("code", &code)], "check").await.location();
    }
}

/// The code that comes to a number, which is looked for from then on as messages and forms tell it.
pub(super) async fn code_to(spy: &mut Spy, gateway: &Gateway, mobile: &str) -> String {
    let to = mobile.replace(' ', "").replacen('0', "+27", 1);
    let message = || gateway.came().into_iter().find(|came| came.json["to"] == json!(to));
    until("a message", || async { message().is_some() }).await;
    let code = code_in(&message().expect("it").json);
    // The digits alone are in many a time of day.
    for form in [format!("#{code}"), format!("code={code}"), format!("{code} is your")] {
        spy.hunt.text(&form);
    }
    code
}

/// A backend: creates twice under one key, provokes, changes, renews a link, deletes.
async fn backend(spy: &mut Spy, tenant: &Tenant) {
    let mut customer = spy.customer("api", "+27825550103");
    let key = marked("api", "idempotency");
    spy.hunt.text(&key);
    let create =
        |body: &Value| tenant.request(Method::POST, "/customers").header("idempotency-key", &key).json(body);
    let first = send(create(&customer)).await.expect(201);
    assert_eq!(send(create(&customer)).await.expect(201), first);
    let path = format!("/customers/{}", first["customer"]["id"]);
    tenant.post("/customers", &customer).await.expect(409);
    customer["customer"]["name"] = json!("another");
    send(create(&customer)).await.expect(422);
    let changed = spy.customer("changed", "+27825550104");
    tenant.put(&path, &changed).await.expect(200);
    tenant.get("/customers?mobile=%2B27825550104").await.expect(200);
    tenant.get("/customer-signup/sessions?customerReferenceId=q9finishedreference7x").await.expect(200);
    let session = invite(spy, tenant, "renewed").await;
    let renewed =
        tenant.post(&format!("/customer-signup/sessions/{}/link", session.id), &json!({})).await.expect(200);
    spy.hunt.secret(renewed["url"].as_str().and_then(|url| url.rsplit('/').next()).expect("a link"));
    spy.open(&session.link).await.expect(404);
    tenant.post(&format!("/customer-signup/sessions/{}/cancel", session.id), &json!({})).await.expect(200);
    tenant.post(&format!("{path}/delete"), &json!({})).await.expect(200);
}

/// Whoever takes tokens, and with what.
async fn tokens(spy: &mut Spy, tenant: &Tenant) {
    let root = format!("{}/oauth2/token", tenant.base);
    let grant = [("grant_type", "client_credentials")];
    let client = spy.client();
    let answers = [
        send(client.post(&root).basic_auth(&tenant.client_id, Some(&tenant.client_secret)).form(&grant))
            .await,
        send(client.post(&root).basic_auth(&tenant.client_id, Some("q9wrongbasic7x")).form(&grant)).await,
        send(client.post(tenant.url("/oauth/token")).json(&json!({
            "clientId": tenant.client_id, "clientSecret": "q9wrongsecret7x",
        })))
        .await,
        send(client.get(tenant.url("/customers")).bearer_auth("q9wrongtoken7x")).await,
        send(client.get(tenant.url("/customers")).bearer_auth(format!("{}x", tenant.token))).await,
    ];
    assert_eq!(answers.each_ref().map(|answer| answer.status.as_u16()), [200, 401, 401, 401, 401]);
    let token = answers[0].json["access_token"].as_str().expect("a token");
    spy.hunt.secret(tenant.client_secret.trim_start_matches("enrol_"));
    for token in [token, &tenant.token] {
        token.split('.').skip(1).for_each(|part| spy.hunt.secret(part));
    }
}

/// Requests that are refused, with secrets and personal values wherever there is room for them.
async fn provoke(spy: &mut Spy, tenant: &Tenant, link: &str) {
    let (client, base) = (spy.client(), tenant.base.clone());
    for path in [
        format!("{link}/q9behindlink7x"),
        format!("{base}/signup/q9nolink7x"),
        format!("{base}/signup/%ff%feq9broken7x"),
        format!("{base}/s/q9nosession7x/check"),
        format!("{base}/s/0192f0c1-2345-7000-8000-000000000000/q9nopage7x"),
        format!("{base}/q9nothing7x?secret=q9query7x"),
        format!("{base}/panic-api/v2/customers/q9nocustomer7x?mobile=q9query7x"),
        format!("{base}/panic-api/v2/q9noroute7x"),
        tenant.url("/customers?mobile=q9badmobile7x&cursor=q9badcursor7x"),
    ] {
        let status = send(client.get(&path).bearer_auth(&tenant.token)).await.status.as_u16();
        assert!((400..500).contains(&status), "{path}: {status}");
    }
    let post = |body: Vec<u8>| {
        tenant.request(Method::POST, "/customers").header(CONTENT_TYPE, "application/json").body(body)
    };
    let huge = format!("{{\"name\":\"{}\"}}", "q9huge7x".repeat(10_000));
    for body in [
        b"{\"customer\": {\"name\": q9badjson7x".to_vec(),
        b"{\"customer\": {\"name\": \"q9utf7x\xff\xfe\"}}".to_vec(),
        b"{\"q9twice7x\": 1, \"q9twice7x\": 2}".to_vec(),
        b"{\"customer\": {\"hasMedicalAid\": \"q9yesno7x\", \"bloodtype\": \"q9blood7x\", \"email\": \"q9email7x\"}}".to_vec(),
    ] {
        let status = send(post(body)).await.status.as_u16();
        assert!((400..500).contains(&status), "{status}");
    }
    let large = send(post(huge.into_bytes())).await;
    // Else the client would send its next request where nobody reads any more.
    assert_eq!((large.status.as_u16(), large.header("connection")), (413, Some("close")));
    let strict = json!({ "customer": { "q9unknown7x": 1 } });
    send(tenant.request(Method::POST, "/customers").header("prefer", "handling=strict").json(&strict))
        .await
        .expect(400);
    let odd = Method::from_bytes(b"Q9METHOD7X").expect("a method");
    send(client.request(odd, format!("{base}/healthz"))).await;
    send(client.get(&base).header(HOST, "q9host7x.example")).await;
    send(client.get(link).header("cookie", "enrol=q9cookie7x").header(ACCEPT_LANGUAGE, "q9lang7x")).await;
    for form in
        ["token=q9token7x&claim=q9claim7x", "claim=%ff%feq9formutf7x", "claim=q9nul7x%00", "q9form7x=%zz"]
    {
        let form = client.post(link).header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(form);
        assert!(send(form).await.status.is_client_error());
    }
    for word in [
        "behindlink",
        "nolink",
        "broken",
        "nosession",
        "nopage",
        "nothing",
        "query",
        "nocustomer",
        "noroute",
        "badmobile",
        "badcursor",
        "badjson",
        "utf",
        "twice",
        "yesno",
        "blood",
        "email",
        "huge",
        "unknown",
        "method",
        "host",
        "cookie",
        "lang",
        "token",
        "claim",
        "formutf",
        "nul",
        "form",
        "wrongbasic",
        "wrongsecret",
        "wrongtoken",
    ] {
        spy.hunt.text(&format!("q9{word}7x"));
    }
}

/// The database refuses, and a sealed value is not what it was: the log tells of both.
async fn break_the_database(spy: &mut Spy, tenant: &Tenant, outside: &mut Outside) {
    let body = spy.customer("broken", "+27825550105");
    let id = tenant.post("/customers", &body).await.expect(201)["customer"]["id"].clone();
    outside
        .run(&format!("update customer_section set sealed = substr(sealed, 1, 40) where customer_id = {id}"))
        .await;
    tenant.get(&format!("/customers/{id}")).await.expect(503);
    let invited = invite(spy, tenant, "lost").await;
    let page = spy.start(&invited).await;
    let inputs = marked_inputs(&mut spy.hunt, "lost", "personal", "082 555 0106");
    outside.run("alter table customer rename to away; alter table signup_step rename to gone").await;
    spy.fill(&page, &inputs).await.expect(500);
    let body = spy.customer("refused", "+27825550107");
    tenant.post("/customers", &body).await.expect(500);
}

on_both! {
    async fn neither_database_nor_log_tells_of_people_or_secrets(engine) {
        let format = if engine == Engine::Sqlite { "text" } else { "json" };
        let gateway = Gateway::start().await;
        let program = Program::on(engine).await.set("ENROL_LOG", "trace").set("ENROL_LOG_FORMAT", format);
        let program = program.set("ENROL_SMS_URL", &gateway.url()).set("ENROL_SMS_TOKEN", GATEWAY_TOKEN);
        let program = program.set("ENROL_METRICS_LISTEN", &free_address());
        let collector = Collector::start().await;
        let program = program.set("OTEL_EXPORTER_OTLP_ENDPOINT", &collector.url());
        let server = program.serve().await;
        let tenant = program.tenant(NAME).await;
        let mut spy = Spy::new(&program.base());
        let keys = fs::read_to_string(program.file("enrol.keys")).expect("the keys");
        let keys: Vec<&str> = keys.split('"').filter(|part| part.len() == 44).collect();
        assert_eq!(keys.len(), 3);
        for key in keys {
            spy.hunt.secret(key.trim_end_matches('='));
        }
        spy.hunt.text("8255501");
        spy.hunt.text("82 555 01");

        journeys(&mut spy, &tenant).await;
        codes(&mut spy, &tenant, &gateway).await;
        backend(&mut spy, &tenant).await;
        tokens(&mut spy, &tenant).await;
        let invited = invite(&mut spy, &tenant, "provoked").await;
        provoke(&mut spy, &tenant, &invited.link).await;
        let mut outside = Outside::of(&program).await;
        let mut found = look(&spy.hunt, &program, &mut outside).await;
        break_the_database(&mut spy, &tenant, &mut outside).await;
        let metrics = scrape(&program).await;
        found.extend(spy.hunt.found("metrics", metrics.as_bytes()));
        let log = server.log();
        assert_eq!(server.stop().await, Some(0));
        found.extend(look(&spy.hunt, &program, &mut outside).await);
        let traces = collector.bytes();
        found.extend(spy.hunt.found("traces", &traces));
        found.dedup();
        assert!(found.is_empty(), "{} found\n{}", found.len(), found[..found.len().min(20)].join("\n"));

        // The search finds what is there.
        let mut hunt = Hunt::default();
        hunt.text(NAME);
        assert!(!look(&hunt, &program, &mut outside).await.is_empty());
        for route in ["/signup/{secret}", "/s/{id}/{page}", "/panic-api/v2/customers/{customerId}"] {
            assert!(log.contains(route) && metrics.contains(route), "the log or the metrics know nothing of {route}");
            assert!(String::from_utf8_lossy(&traces).contains(route), "the traces know nothing of {route}");
        }
        assert!(log.contains("a sealed value does not open"), "the log knows nothing of what broke");
    }
}
