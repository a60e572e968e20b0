//! Where we do not go, however it is spelt.

use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use enrol::app::{App, Parts};
use enrol::config::Settings;
use enrol::server;
use enrol::worker::dispatch::Dispatcher;
use serde_json::json;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::Post;
use crate::harness::{World, raw};

/// The same instance as it is in earnest: private targets are refused. These ports are not.
fn earnest(world: &World, ports: &[u16]) -> App {
    let webhook_ports = ports.to_vec();
    let settings = Settings { allow_private_targets: false, webhook_ports, ..(*world.app.settings).clone() };
    Parts { settings: Arc::new(settings), ..Parts::clone(&world.app) }.into()
}

/// Spellings of this machine. They are let in by the switch for development, and must be refused
/// when the delivery is carried without it.
const HERE: [&str; 20] = [
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "127.0.0.1.",
    "127.0.0.2",
    "１２７.0.0.1",
    "127。0。0。1",
    "0.0.0.0",
    "0",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "localhost",
    "localhost.",
    "LocalHost",
];

/// How often names were asked for, over all tests of this file.
static ASKED: AtomicUsize = AtomicUsize::new(0);

/// Names of a stranger's making, as a name server of his would answer.
fn strangers_names(name: String) -> Pin<Box<dyn Future<Output = std::io::Result<Vec<SocketAddr>>> + Send>> {
    Box::pin(async move {
        ASKED.fetch_add(1, Ordering::SeqCst);
        let addresses: &[&str] = match name.as_str() {
            "inner.test" => &["127.0.0.1:0"],
            "mixed.test" => &["8.8.8.8:0", "127.0.0.1:0"],
            "mapped.test" => &["[::ffff:127.0.0.1]:0"],
            "translated.test" => &["[64:ff9b::7f00:1]:0", "[2606:4700::1111]:0"],
            "metadata.test" => &["169.254.169.254:0"],
            "ported.test" => &["127.0.0.1:80"],
            _ => return Err(std::io::Error::other("no such name")),
        };
        Ok(addresses.iter().map(|text| text.parse().expect("an address")).collect())
    })
}

/// The names above, and where they have an address of this machine.
const NAMES: [(&str, bool); 6] = [
    ("inner.test", true),
    ("mixed.test", true),
    ("mapped.test", true),
    ("translated.test", false),
    ("metadata.test", false),
    ("ported.test", true),
];

both! {
    async fn a_name_that_stands_for_a_private_address_is_not_followed(world) {
        let post = Post::of(&world, "Acme").await;
        let (address, count) = raw(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", b"").await;
        let dispatcher = Dispatcher::asking(earnest(&world, &[address.port()]), strangers_names).expect("a courier");
        for (name, _) in NAMES {
            let url = format!("https://{name}:{}/", address.port());
            post.tenant.post("/notifiers", &json!({ "url": url, "events": ["CREATED_CUSTOMER"] })).await.expect(201);
            world.pass(10);
            let id = post.ping().await["id"].clone();
            let before = ASKED.load(Ordering::SeqCst);
            assert_eq!(dispatcher.round().await.expect("a round"), 1, "{name}");
            assert!(ASKED.load(Ordering::SeqCst) > before, "{name} was looked up");
            assert_eq!(post.delivery(&id).await["lastError"], "private_address", "{name}");
            post.tenant.delete("/notifiers").await.expect(200);
            world.pass(10);
            assert_eq!(dispatcher.round().await.expect("a round"), 1, "{name}");
        }
        assert_eq!(count.load(Ordering::SeqCst), 0, "no connection was made");

        // In development they are followed, and the listener sees it.
        let dispatcher = Dispatcher::asking(world.app.clone(), strangers_names).expect("a courier");
        for (name, _) in NAMES.into_iter().filter(|(name, here)| *here && *name != "mixed.test") {
            let url = format!("https://{name}:{}/", address.port());
            post.tenant.post("/notifiers", &json!({ "url": url, "events": ["CREATED_CUSTOMER"] })).await.expect(201);
            post.ping().await;
            assert_eq!(dispatcher.round().await.expect("a round"), 1, "{name}");
            post.tenant.delete("/notifiers").await.expect(200);
            world.pass(10);
            dispatcher.round().await.expect("a round");
        }
        assert!(count.load(Ordering::SeqCst) >= 2, "{count:?}");
    }

    async fn a_port_that_is_not_allowed_any_more_is_not_connected_to(world) {
        let post = Post::of(&world, "Acme").await;
        let body = json!({ "url": "https://hooks.example:9443/", "events": ["CREATED_CUSTOMER"] });
        post.tenant.post("/notifiers", &body).await.expect(201);
        world.pass(10);
        let id = post.ping().await["id"].clone();
        let dispatcher = Dispatcher::new(earnest(&world, &[443, 8443])).expect("a courier");
        dispatcher.round().await.expect("a round");
        let delivery = post.delivery(&id).await;
        assert_eq!((&delivery["lastError"], &delivery["status"]), (&json!("port_not_allowed"), &json!("pending")));
    }

    async fn no_spelling_leads_to_this_machine(world) {
        let post = Post::of(&world, "Acme").await;
        let (address, count) = raw(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", b"").await;
        let dispatcher = Dispatcher::new(earnest(&world, &[address.port()])).expect("a courier");
        for host in HERE {
            for scheme in ["https", "http"] {
                let url = format!("{scheme}://{host}:{}/", address.port());
                let body = json!({ "url": url, "events": ["CREATED_CUSTOMER"] });
                // Plain http is for loopback alone, even in development.
                let reply = post.tenant.post("/notifiers", &body).await;
                if reply.status != 201 {
                    assert_eq!(scheme, "http", "{url}: {}", reply.text);
                    continue;
                }
                world.pass(10);
                let id = post.ping().await["id"].clone();
                assert_eq!(dispatcher.round().await.expect("a round"), 1, "{url}");
                let delivery = post.delivery(&id).await;
                assert_eq!(delivery["lastError"], "private_address", "{url}");
                assert_eq!(delivery["status"], "pending", "{url}");
                post.tenant.delete("/notifiers").await.expect(200);
                // It is parked for want of a notifier, so that the next round has one delivery.
                world.pass(10);
                assert_eq!(dispatcher.round().await.expect("a round"), 1, "{url}");
            }
        }
        assert_eq!(count.load(Ordering::SeqCst), 0, "no connection was made");

        // The listener would have seen one.
        let body = json!({ "url": format!("http://localhost:{}/", address.port()), "events": ["CREATED_CUSTOMER"] });
        post.tenant.post("/notifiers", &body).await.expect(201);
        post.ping().await;
        assert_eq!(post.round().await, 1);
        assert_eq!(count.load(Ordering::SeqCst), 1);
    }

    async fn in_earnest_such_a_notifier_is_not_even_registered(world) {
        let mut tenant = world.tenant("Acme").await;
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("its address"));
        let stop = CancellationToken::new();
        let app = earnest(&world, &[443, 8443]);
        let hosts = vec![base.trim_start_matches("http://").to_owned()];
        let settings = Arc::new(Settings { hosts, ..(*app.settings).clone() });
        let app = App::from(Parts { settings, ..Parts::clone(&app) });
        tokio::spawn(server::answer(app, listener, stop.clone()));
        let _stop = stop.drop_guard();
        tenant.base = base;
        for host in HERE.iter().chain(&["10.1.2.3", "169.254.169.254", "[fd00:ec2::254]", "[64:ff9b::a00:1]"]) {
            let body = json!({ "url": format!("https://{host}/x"), "events": ["CREATED_CUSTOMER"] });
            let reply = tenant.post("/notifiers", &body).await;
            reply.problem(400, "invalid_request");
            assert_eq!(reply.json["errors"][0]["code"], "private_url", "{host}");
        }
        let body = json!({ "url": "http://127.0.0.1:9/x", "events": ["CREATED_CUSTOMER"] });
        assert_eq!(tenant.post("/notifiers", &body).await.json["errors"][0]["code"], "insecure_url");
        for url in ["https://hooks.example:8080/x", "https://hooks.example:22", "https://8.8.8.8:6379/"] {
            let reply = tenant.post("/notifiers", &json!({ "url": url, "events": ["CREATED_CUSTOMER"] })).await;
            reply.problem(400, "invalid_request");
            assert_eq!(reply.json["errors"][0]["code"], "port_not_allowed", "{url}");
            assert_eq!(reply.json["message"], "url must have one of these ports: 443, 8443.");
        }
        for url in ["https://hooks.example/x", "https://hooks.example:8443/x"] {
            let body = json!({ "url": url, "events": ["CREATED_CUSTOMER"] });
            tenant.post("/notifiers", &body).await.expect(201);
        }
    }
}
