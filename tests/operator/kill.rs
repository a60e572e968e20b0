//! The server is killed in mid-load, again and again: what was acknowledged is there, once.

use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::json;

use super::load::Load;
use crate::harness::{Engine, Guest, Outside, Program, Running, free_address};

/// The sessions that completed more or less than once, the customers that were made more or less
/// than once, and completed sessions without a customer of their own.
pub(super) const ODD: &str = "
    select 'session ' || count(*) from event where kind = 'SIGNUP_COMPLETED'
        group by signup_id having count(*) <> 1
    union all
    select 'customer ' || c.id from customer c
        where (select count(*) from event e where e.kind = 'CREATED_CUSTOMER' and e.customer_id = c.id) <> 1
    union all
    select 'shared ' || customer_id from signup where status = 'completed'
        group by customer_id having count(*) <> 1 or customer_id is null
    union all
    select 'left ' || section from signup_step s join signup g on g.id = s.signup_id where g.ended_at is not null
    union all
    select 'unanswered key' from idempotency where sealed_reply is null";

/// How often a server is ended in a test: so many times, or as many as whoever runs it by hand asks for.
fn rounds(usual: usize) -> usize {
    std::env::var("ENROL_TEST_KILL_ROUNDS").ok().and_then(|asked| asked.parse().ok()).unwrap_or(usual)
}

/// Runs the server under load, ends it so many times, and looks at what is left.
async fn survive(engine: Engine, rounds: usize, end: impl AsyncFn(Running)) {
    let program = Program::on(engine).await;
    let mut server = program.serve().await;
    let load = Load::of(&program).await;
    let all = load.begin();
    for round in 0..rounds {
        // Not always at the same point of a journey.
        load.told(25 + 7 * (round % 4)).await;
        end(server).await;
        server = program.serve().await;
    }
    load.told(20).await;
    load.end(all).await;
    load.check().await;
    assert_eq!(server.stop().await, Some(0));

    let mut outside = Outside::of(&program).await;
    assert_eq!(outside.texts(ODD).await, Vec::<String>::new());
    if engine == Engine::Sqlite {
        assert_eq!(outside.texts("pragma integrity_check").await, ["ok"]);
        assert_eq!(
            outside.texts("select \"table\" from pragma_foreign_key_check").await,
            Vec::<String>::new()
        );
    }
}

on_both! {
    async fn a_killed_server_has_lost_nothing(engine) {
        survive(engine, rounds(4), async |server: Running| server.kill()).await;
    }

    async fn a_server_that_is_told_to_stop_has_lost_nothing(engine) {
        survive(engine, 2, async |server: Running| assert_eq!(server.stop().await, Some(0))).await;
    }

    async fn a_request_under_way_is_answered_before_the_end(engine) {
        let program = Program::on(engine).await;
        let mut server = program.serve().await;
        let tenant = program.tenant("Acme").await;
        let body = json!({ "customer": { "name": "A", "surname": "B", "mobile": "0821234567" } }).to_string();
        let head = format!(
            "POST /panic-api/v2/customers HTTP/1.1\r\nHost: {0}\r\nAuthorization: Bearer {1}\r\n\
             Content-Type: application/json\r\nContent-Length: {2}\r\nExpect: 100-continue\r\n\r\n",
            program.setting("ENROL_LISTEN"), tenant.token, body.len(),
        );
        let mut stream = TcpStream::connect(program.setting("ENROL_LISTEN")).expect("a connection");
        let (first, rest) = body.split_at(20);
        stream.write_all(head.as_bytes()).expect("sent");
        // The server has the head, and waits for the body, before it is told to stop.
        let mut go_on = [0; "HTTP/1.1 100 Continue\r\n\r\n".len()];
        stream.read_exact(&mut go_on).expect("an interim answer");
        assert_eq!(go_on, *b"HTTP/1.1 100 Continue\r\n\r\n");
        stream.write_all(first.as_bytes()).expect("sent");
        server.ask_to_stop();
        server.tells(|log| log.contains("stopping").then_some(())).await;
        stream.write_all(rest.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
        drop(stream);
        assert_eq!(server.ended().await, Some(0));

        let _server = program.serve().await;
        assert_eq!(tenant.count_customers().await, 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_journey_goes_on_at_another_server() {
    let first = Program::on(Engine::Postgres).await;
    let address = free_address();
    // As behind one proxy: one public name, and each is asked for by its own address.
    let second = first
        .set("ENROL_PUBLIC_URL", &first.base())
        .set("ENROL_HOSTS", &address)
        .set("ENROL_LISTEN", &address);
    let one = first.serve().await;
    let two = second.serve().await;
    let tenant = first.tenant("Acme").await;
    let invited = tenant.invite().await;
    let guest = Guest::new(&first.base());
    let personal = guest.start(&invited).await;
    let inputs = [("name", "Thandi"), ("surname", "Mokoena"), ("mobile", "0821234567")];
    let vehicle = guest.answer(&personal, &inputs).await;
    let shown = guest.get(&vehicle).await.expect(200);
    one.kill();

    // The page came from the one that is gone; it is posted to the other.
    let guest = guest.at(&second.base());
    let mut pairs = shown.fields();
    pairs.extend([("hasVehicle", "no"), ("action", "continue")].map(|(n, v)| (n.to_owned(), v.to_owned())));
    let medical = guest.post(&vehicle, &pairs).await.location();
    assert_eq!(guest.get(&personal).await.value("name").as_deref(), Some("Thandi"));
    let kin = guest.answer(&medical, &[]).await;
    let check = guest.answer(&kin, &[]).await;
    let check = guest.get(&check).await.expect(200);

    // Back to the first, which has been started again.
    let _one = first.serve().await;
    two.kill();
    let finish = url::Url::parse(&check.action()).expect("a URL").path().to_owned();
    let mut pairs = check.fields();
    pairs.push(("action".to_owned(), "finish".to_owned()));
    let back = guest.at(&first.base()).post(&finish, &pairs).await.location();
    assert!(back.contains("status=completed"), "{back}");
    assert_eq!(tenant.session(&invited.id).await["status"], "completed");
    assert_eq!(tenant.count_customers().await, 1);
}
