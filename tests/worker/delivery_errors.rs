//! Receivers that answer what no receiver should.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::Post;
use crate::harness::{Answer, raw};

/// Sends one delivery to this address instead, and says what became of it.
async fn sent_to(post: &Post, url: &str) -> Value {
    let body = json!({ "url": url, "events": ["CREATED_CUSTOMER"] });
    post.tenant.post("/notifiers", &body).await.expect(201);
    let id = post.ping().await["id"].clone();
    assert_eq!(post.round().await, 1);
    post.delivery(&id).await
}

both! {
    async fn a_redirect_is_not_followed(world) {
        let post = Post::of(&world, "Acme").await;
        let (address, count) = raw(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", b"").await;
        for status in [301, 302, 303, 307, 308] {
            let elsewhere = format!("http://{address}/");
            post.receiver.answer(Answer::status(status).header("location", &elsewhere));
            let id = post.ping().await["id"].clone();
            assert_eq!(post.round().await, 1);
            let delivery = post.delivery(&id).await;
            assert_eq!((&delivery["lastError"], &delivery["lastStatus"]), (&json!("redirect"), &json!(status)));
        }
        assert_eq!(count.load(Ordering::SeqCst), 0);
    }

    async fn garbage_is_trouble_and_nothing_of_it_is_told(world) {
        let post = Post::of(&world, "Acme").await;
        let (address, _) = raw(b"SSH-2.0-canary\r\n\r\n\r\n", b"").await;
        let delivery = sent_to(&post, &format!("http://{address}/")).await;
        assert_eq!((&delivery["status"], &delivery["lastError"]), (&json!("pending"), &json!("garbled")));
        assert!(!delivery.to_string().contains("canary"));

        post.receiver.answer(Answer { body: b"secret-canary".to_vec(), ..Answer::status(500) });
        let delivery = sent_to(&post, &post.receiver.url).await;
        assert_eq!(delivery["lastStatus"], 500);
        assert!(!delivery.to_string().contains("canary"));

        let delivery = sent_to(&post, "http://127.0.0.1:1/").await;
        assert_eq!((&delivery["lastError"], &delivery["lastStatus"]), (&json!("unreachable"), &Value::Null));
    }

    async fn a_huge_answer_is_an_answer(world) {
        let post = Post::of(&world, "Acme").await;
        let since = Instant::now();
        let (address, _) = raw(b"HTTP/1.1 200 OK\r\n\r\n", &[b'x'; 16_384]).await;
        assert_eq!(sent_to(&post, &format!("http://{address}/")).await["status"], "delivered");

        // A head without an end is none.
        let (address, _) = raw(b"HTTP/1.1 200 OK\r\nx-long: ", &[b'x'; 16_384]).await;
        assert_eq!(sent_to(&post, &format!("http://{address}/")).await["lastError"], "garbled");
        assert!(since.elapsed() < Duration::from_secs(9), "{:?}", since.elapsed());
    }

    async fn an_answer_that_does_not_come_is_waited_for_ten_seconds(world) {
        let post = Post::of(&world, "Acme").await;
        post.receiver.answer(Answer::status(204).after(Duration::from_secs(30)));
        let id = post.ping().await["id"].clone();
        let since = Instant::now();
        assert_eq!(post.round().await, 1);
        assert!((9..20).contains(&since.elapsed().as_secs()), "{:?}", since.elapsed());
        assert_eq!(post.delivery(&id).await["lastError"], "timeout");
    }
}
