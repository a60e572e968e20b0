//! The samples of the documents that verify deliveries, run as they stand there.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use reqwest::header::HeaderMap;
use serde_json::{Map, json};
use standardwebhooks::Webhook;
use tempfile::TempDir;

use super::Post;

const DOCUMENT: &str = include_str!("../../docs/api.md");

/// A sample with what calls it: it ends with 0 when the delivery is taken and with 7 when it is refused.
struct Sample {
    language: &'static str,
    file: &'static str,
    program: &'static str,
    /// Before and after the block; what it calls has the secret in its arguments.
    around: [&'static str; 2],
}

const SAMPLES: [Sample; 3] = [
    Sample {
        language: "python",
        file: "verify.py",
        program: "python3",
        around: [
            "",
            "import json, sys\n\
            headers, body = json.load(open('headers.json')), open('body', 'rb').read()\n\
            sys.exit(0 if verify(sys.argv[1], headers, body) is True else 7)\n",
        ],
    },
    Sample {
        language: "js",
        file: "verify.mjs",
        program: "node",
        around: [
            "import { readFileSync } from \"node:fs\";\n",
            "const headers = JSON.parse(readFileSync(\"headers.json\", \"utf8\"));\n\
            process.exit(verify(process.argv[2], headers, readFileSync(\"body\")) === true ? 0 : 7);\n",
        ],
    },
    Sample {
        language: "sh",
        file: "verify.sh",
        program: "sh",
        around: ["set -u\n", "verify \"$1\" \"$2\" \"$3\" \"$4\" body || exit 7\n"],
    },
];

impl Sample {
    /// Its code, which the section has once.
    fn block(&self) -> &'static str {
        let (_, section) = DOCUMENT.split_once("\n## Verify a delivery\n").expect("the section");
        let section = section.split("\n## ").next().unwrap_or_default();
        let fence = format!("\n```{}\n", self.language);
        let mut blocks = section.split(fence.as_str()).skip(1);
        let block = blocks.next().expect(self.language);
        assert!(blocks.next().is_none(), "two samples in {}", self.language);
        &block[..=block.find("\n```").expect("an end")]
    }

    /// Whether it takes this delivery.
    fn takes(&self, directory: &Path, secret: &str, headers: &HeaderMap, body: &[u8]) -> bool {
        let text = |name: &str| headers.get(name).map_or("", |value| value.to_str().expect("text"));
        let all: Map<_, _> =
            headers.keys().map(|name| (name.to_string(), json!(text(name.as_str())))).collect();
        let code = [self.around[0], self.block(), self.around[1]].concat();
        for (name, bytes) in [
            (self.file, code.as_bytes()),
            ("headers.json", json!(all).to_string().as_bytes()),
            ("body", body),
        ] {
            fs::write(directory.join(name), bytes).expect("a file");
        }
        let ran = Command::new(self.program)
            .args([self.file, secret])
            .args(["webhook-id", "webhook-timestamp", "webhook-signature"].map(text))
            .current_dir(directory)
            .stdin(Stdio::null())
            .output()
            .expect(self.program);
        assert!(ran.stderr.is_empty(), "{}: {}", self.file, String::from_utf8_lossy(&ran.stderr));
        match ran.status.code() {
            Some(0) => true,
            Some(7) => false,
            other => panic!("{} ends with {other:?}", self.file),
        }
    }
}

/// The headers with another time, signed as we would have signed them then.
fn signed_at(secret: &str, headers: &HeaderMap, body: &[u8], seconds: i64) -> HeaderMap {
    let id = headers["webhook-id"].to_str().expect("text");
    let signature = Webhook::new(secret).and_then(|hook| hook.sign(id, seconds, body)).expect("a signature");
    let mut headers = headers.clone();
    headers.insert("webhook-timestamp", seconds.into());
    headers.insert("webhook-signature", signature.parse().expect("a value"));
    headers
}

both! {
    async fn they_take_our_letters_and_no_others(world) {
        let post = Post::with(&world, "Acme", json!({ "includeProfile": true })).await;
        let customer = json!({ "customer": { "name": "Zoë 李", "surname": "O'Neil \\ %s", "mobile": "0821234567" } });
        post.tenant.post("/customers", &customer).await.expect(201);
        let delivery = post.carry().await.remove(0);
        assert!(String::from_utf8_lossy(&delivery.body).contains("Zoë 李"));
        let fresh = post.tenant.post("/notifiers/secret", &json!({})).await.expect(201);
        let fresh = fresh["notifier"]["secret"].as_str().expect("a secret");
        post.ping().await;
        let twice = post.carry().await.remove(0);
        assert_eq!(twice.header("webhook-signature").split(' ').count(), 2);

        let mut tampered = delivery.body.to_vec();
        *tampered.last_mut().expect("a body") ^= 1;
        let mut longer = delivery.body.to_vec();
        longer.push(b'\n');
        let now = world.app.clock.now().seconds();
        let at = |seconds| signed_at(&post.secret, &delivery.headers, &delivery.body, seconds);
        let with = |name: &'static str, value: &str| {
            let mut headers = delivery.headers.clone();
            headers.insert(name, value.parse().expect("a value"));
            headers
        };
        let mut bare = delivery.headers.clone();
        bare.remove("webhook-signature");

        for sample in SAMPLES {
            let directory = TempDir::new().expect("a temporary directory");
            let takes = |secret: &str, headers: &HeaderMap, body: &[u8]| {
                sample.takes(directory.path(), secret, headers, body)
            };
            let language = sample.language;
            assert!(takes(&post.secret, &delivery.headers, &delivery.body), "{language}: ours");
            for secret in [&post.secret, fresh] {
                assert!(takes(secret, &twice.headers, &twice.body), "{language}: one of two");
            }
            assert!(takes(&post.secret, &at(now - 240), &delivery.body), "{language}: four minutes old");

            assert!(!takes(&post.secret, &delivery.headers, &tampered), "{language}: tampered");
            assert!(!takes(&post.secret, &delivery.headers, &longer), "{language}: longer");
            assert!(!takes(fresh, &delivery.headers, &delivery.body), "{language}: another secret");
            assert!(!takes(&post.secret, &at(now - 360), &delivery.body), "{language}: six minutes old");
            assert!(!takes(&post.secret, &at(now + 360), &delivery.body), "{language}: six minutes ahead");
            assert!(!takes(&post.secret, &bare, &delivery.body), "{language}: unsigned");
            for (name, value) in [
                ("webhook-id", "another"),
                ("webhook-timestamp", "1"),
                ("webhook-signature", "v1,"),
                ("webhook-signature", "v2,AAAA v1,AAAA *"),
            ] {
                assert!(!takes(&post.secret, &with(name, value), &delivery.body), "{language}: {name} {value}");
            }
        }
    }
}
