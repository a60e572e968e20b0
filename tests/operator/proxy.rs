//! `deploy/nginx.conf` before two instances: what people are told while these have no room, and while one of them is away.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::harness::{Answer, Daemon, Receiver, free_address, variable};

/// A running proxy; it ends when this is dropped.
struct Nginx {
    url: String,
    _daemon: Daemon,
    _directory: TempDir,
}

impl Nginx {
    /// The file as it is delivered, but for where it listens and what it lies before.
    async fn before(instances: [&Receiver; 2]) -> Self {
        let delivered = Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy/nginx.conf");
        let mut settings = std::fs::read_to_string(delivered).expect("a file");
        let directory = tempfile::tempdir().expect("a temporary directory");
        let address = free_address();
        let kept = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|kind| format!("{kind}_temp_path {}/{kind};\n", directory.path().display()))
            .concat();
        let [a, b] = instances.map(|instance| {
            let url = url::Url::parse(&instance.url).expect("a URL");
            format!("127.0.0.1:{}", url.port().expect("a port"))
        });
        for (theirs, ours) in [
            ("enrol-a:8080", a.as_str()),
            ("enrol-b:8080", &b),
            ("8443 ssl http2", &address),
            ("ssl_certificate /run/secrets/certificate;", ""),
            ("ssl_certificate_key /run/secrets/certificate_key;", ""),
            ("http {", &format!("http {{\n{kept}")),
        ] {
            assert!(settings.contains(theirs), "{theirs}: {settings}");
            settings = settings.replace(theirs, ours);
        }
        let file = directory.path().join("nginx.conf");
        std::fs::write(&file, settings).expect("a file");
        // One process, which ends when it is told to.
        let own = format!("daemon off; master_process off; pid {}/pid;", directory.path().display());
        let mut nginx = Command::new(variable("ENROL_TEST_NGINX"));
        nginx.arg("-c").arg(&file).args(["-e", "/dev/null", "-g", &own]);
        let daemon = Daemon::start(&mut nginx, &address).await;
        Self { url: format!("http://{address}/"), _daemon: daemon, _directory: directory }
    }

    /// The status that a person sees, and when to try again.
    async fn tells(&self) -> (u16, Option<String>) {
        let client = reqwest::Client::builder().no_proxy().build().expect("a client");
        let told = client.get(&self.url).send().await.expect("an answer");
        let again = told.headers().get("retry-after").map(|again| again.to_str().expect("text").to_owned());
        (told.status().as_u16(), again)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_hear_that_there_is_no_room_and_are_served_when_there_is() {
    let (a, b) = (Receiver::start().await, Receiver::start().await);
    let proxy = Nginx::before([&a, &b]).await;
    for instance in [&a, &b] {
        instance.answer(Answer::status(503).header("retry-after", "2"));
    }
    for _ in 0..8 {
        assert_eq!(proxy.tells().await, (503, Some("2".to_owned())));
    }
    assert_eq!(a.came().len() + b.came().len(), 8, "each is refused once, and not by the other one as well");
    for instance in [&a, &b] {
        instance.answer(Answer::status(200));
    }
    assert_eq!(proxy.tells().await.0, 200, "an instance without room is not away");
    assert!(!a.came().is_empty() && !b.came().is_empty(), "both are asked");
    // One that is away is passed by.
    drop(a);
    for _ in 0..4 {
        assert_eq!(proxy.tells().await.0, 200);
    }
}
