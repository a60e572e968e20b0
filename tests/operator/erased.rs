//! What is left of a person after erasing: nothing that can be read or opened, nor does a backup bring it back once its key
//! is dropped.

use enrol::domain::profile::Section;
use serde_json::json;

use super::hunt::{Hunt, look};
use super::keys::age;
use super::leak::{code_to, invite_with};
use super::spy::{Spy, marked_inputs};
use crate::harness::{Answer, Engine, GATEWAY_TOKEN, Gateway, Invited, Outside, Program, Running};

const MOBILE: &str = "082 555 0101";

/// Text messages of which anything is kept.
const MESSAGES: &str = "select kind from delivery where channel = 'sms' and length(sealed_body) > 0";

/// What is left of the proof of a number.
const PROOFS: &str = "select 'a code' from verification
    union all select 'a number' from signup where proved_mobile_fingerprint is not null";

/// Where something of a person is sealed.
const SEALED: [(&str, &str); 5] = [
    ("customer_section", "sealed"),
    ("signup", "sealed_invitation"),
    ("signup_step", "sealed_entry"),
    ("delivery", "sealed_body"),
    ("idempotency", "sealed_reply"),
];

/// How a person is erased.
#[derive(Clone, Copy, PartialEq)]
enum By {
    Erasing,
    Retention,
}

/// Every sealed value of people, in hexadecimal digits, by its table.
async fn sealed(outside: &mut Outside) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    for (table, column) in SEALED {
        let hex = match outside {
            Outside::Sqlite(_) => format!("lower(hex({column}))"),
            Outside::Postgres(_) => format!("encode({column}, 'hex')"),
        };
        let sql = format!("select {hex} from {table} where {column} is not null");
        all.extend(outside.texts(&sql).await.into_iter().map(|value| (table, value)));
    }
    all
}

/// Puts the sections of a customer back as a backup has them.
async fn put_back(outside: &mut Outside, customer: &str, sections: &[String]) {
    outside
        .run(&format!("update customer set deleted_at = null, erased_at = null where id = {customer}"))
        .await;
    for section in sections {
        outside.run(section).await;
    }
}

/// Statements that write the sections of a customer as they are now.
async fn backup(outside: &mut Outside, customer: &str) -> Vec<String> {
    let value = match outside {
        Outside::Sqlite(_) => "'x''' || hex(sealed) || ''''",
        Outside::Postgres(_) => "'decode(''' || encode(sealed, 'hex') || ''', ''hex'')'",
    };
    let sql = format!(
        "select 'insert into customer_section (source_id, customer_id, section, sealed, revision) values ('
            || source_id || ', ' || customer_id || ', ''' || section || ''', ' || {value} || ', ' || revision || ')'
         from customer_section where customer_id = {customer}"
    );
    outside.texts(&sql).await
}

/// Answers everything, proves the number on the way, and finishes.
async fn enrols(spy: &mut Spy, gateway: &Gateway, invited: &Invited) {
    let mut page = spy.start(invited).await;
    for step in Section::ALL {
        let inputs = marked_inputs(&mut spy.hunt, "gone", step.as_str(), MOBILE);
        let mut next = spy.fill(&page, &inputs).await.location();
        if next.ends_with("/verify") {
            let asks = spy.open(&next).await.expect(200);
            let code = code_to(spy, gateway, MOBILE).await;
            next = spy.submit(&asks, &[("code", &code)], "check").await.location();
        }
        page = spy.open(&next).await.expect(200);
    }
    let back = spy.submit(&page, &[], "finish").await.location();
    assert!(back.contains("status=completed"), "{back}");
    for number in ["0825550101", "+27825550101"] {
        spy.hunt.text(number);
    }
}

async fn restarted(program: &Program, server: Running) -> Running {
    assert_eq!(server.stop().await, Some(0));
    program.serve().await
}

async fn leaves_nothing(engine: Engine, by: By) {
    // It takes nothing, so the code that came waits to be sent once more.
    let gateway = Gateway::start().await;
    gateway.answer(Answer::status(503));
    let program = Program::on(engine).await.set("ENROL_SMS_URL", &gateway.url());
    let program = program.set("ENROL_SMS_TOKEN", GATEWAY_TOKEN);
    let server = program.serve().await;
    let tenant = program.tenant("Acme").await;
    let form = json!({
        "retention": { "endedSessionsDays": 1, "deletedCustomersDays": 0 }, "consents": ["nextOfKinTold", "marketing"],
    });
    tenant.put("/signup-form", &form).await.expect(200);
    // Nobody takes these, so they wait with the whole profile.
    let notifier = json!({
        "url": "https://nowhere.invalid/hook", "method": "webhook", "includeProfile": true,
        "events": ["CREATED_CUSTOMER", "UPDATED_CUSTOMER", "SIGNUP_STEP_SAVED", "SIGNUP_COMPLETED"],
    });
    tenant.post("/notifiers", &notifier).await.expect(201);
    let mut spy = Spy::new(&program.base());
    let invited = invite_with(&mut spy, &tenant, "gone", &["auth"]).await;
    enrols(&mut spy, &gateway, &invited).await;
    let customer = tenant.session(&invited.id).await["customerId"].to_string();
    let path = format!("/customers/{customer}");
    let name = tenant.get(&path).await.expect(200)["customer"]["name"].clone();
    let key = tenant.request(reqwest::Method::POST, &format!("{path}/consents/medical/withdraw"));
    crate::harness::send(key.header("idempotency-key", "k-1").json(&json!({}))).await.expect(200);
    tenant.get("/events").await.expect(200);

    let mut outside = Outside::of(&program).await;
    let (before, kept) = (sealed(&mut outside).await, backup(&mut outside, &customer).await);
    assert_eq!(outside.texts(MESSAGES).await.len(), 1);
    for (table, least) in [("customer_section", 3), ("signup", 1), ("delivery", 2)] {
        let found = before.iter().filter(|(known, _)| *known == table).count();
        assert!(found >= least, "{found} of {table}");
    }
    match by {
        By::Erasing => drop(tenant.post(&format!("{path}/erase"), &json!({})).await.expect(200)),
        By::Retention => {
            tenant.post(&format!("{path}/delete"), &json!({})).await.expect(200);
            let day = match outside {
                Outside::Sqlite(_) => "86400000000",
                Outside::Postgres(_) => "interval '1 day'",
            };
            outside
                .run(&format!(
                    "update signup set ended_at = ended_at - {day}, expires_at = expires_at - {day}"
                ))
                .await;
            let purged = program.run(&["purge", "--json"]).await.expect(0).json();
            assert_eq!(purged, json!({ "customers": 1, "sessions": 0 }));
        }
    }
    let after = sealed(&mut outside).await;
    let left: Vec<_> = after.iter().filter(|value| before.contains(value)).map(|(table, _)| table).collect();
    assert!(left.is_empty(), "as sealed as before, and as easily opened: {left:?}");
    for left in [MESSAGES, PROOFS] {
        assert_eq!(outside.texts(left).await, Vec::<String>::new());
    }
    let found = look(&spy.hunt, &program, &mut outside).await;
    assert!(found.is_empty(), "{found:#?}");
    let mut control = Hunt::default();
    control.text("CREATED_CUSTOMER");
    let found = look(&control, &program, &mut outside).await;
    // A file of PostgreSQL has a number for its name.
    let places: &[&[char]] = match engine {
        Engine::Sqlite => &[&['e']],
        Engine::Postgres => &[&['r'], &['p'], &['1', '2', '3', '4', '5', '6', '7', '8', '9']],
    };
    for place in places {
        assert!(found.iter().any(|found| found.starts_with(*place)), "nothing of what is there: {place:?}");
    }

    // What a backup has of them opens for as long as its key is there, and no longer. Reading the files has undone SQLite's
    // locks of this process, and servers that end take away what this connection would write to.
    drop(outside);
    let mut outside = Outside::of(&program).await;
    put_back(&mut outside, &customer, &kept).await;
    assert_eq!(tenant.get(&path).await.expect(200)["customer"]["name"], name);
    tenant.post(&format!("{path}/erase"), &json!({})).await.expect(200);
    program.run(&["key", "add", "encryption"]).await.expect(0);
    let server = restarted(&program, server).await;
    program.run(&["key", "use", "encryption", "2"]).await.expect(0);
    let server = restarted(&program, server).await;
    program.run(&["key", "retire", "encryption", "1"]).await.expect(0);
    age(&program);
    program.run(&["key", "drop", "encryption", "1"]).await.expect(0);
    let server = restarted(&program, server).await;
    put_back(&mut outside, &customer, &kept).await;
    tenant.get(&path).await.problem(503, "unreadable");
    tenant.get(&format!("{path}/export")).await.problem(503, "unreadable");
    assert_eq!(server.stop().await, Some(0));
    let found = look(&spy.hunt, &program, &mut outside).await;
    assert!(found.is_empty(), "{found:#?}");
}

on_both! {
    async fn erasing_leaves_nothing_and_a_backup_brings_nothing_back(engine) {
        leaves_nothing(engine, By::Erasing).await;
    }

    async fn retention_leaves_nothing_and_a_backup_brings_nothing_back(engine) {
        leaves_nothing(engine, By::Retention).await;
    }
}
