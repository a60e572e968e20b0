//! Chromium through chromedriver: one driver for the whole test binary, which ends with it.

use std::env;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::LazyLock;

use serde_json::json;
use thirtyfour::common::capabilities::chromium::ChromiumLikeCapabilities;
use thirtyfour::{DesiredCapabilities, LoggingPrefsLogLevel, WebDriver};

static DRIVER: LazyLock<Driver> = LazyLock::new(Driver::start);

const FLAGS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
];

struct Driver {
    address: String,
    /// Ends the driver when its own input closes: when the test binary ends.
    _shell: Child,
    /// Kept open, since the driver would not survive writing to a closed one.
    _said: BufReader<ChildStdout>,
}

impl Driver {
    fn start() -> Self {
        let mut shell = Command::new("sh")
            .args(["-c", r#""$0" --port=0 & read -r _; kill $!"#, &variable("ENROL_TEST_CHROMEDRIVER")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a shell");
        let mut said = BufReader::new(shell.stdout.take().expect("its output"));
        let mut line = String::new();
        let port = loop {
            line.clear();
            assert_ne!(said.read_line(&mut line).expect("a line"), 0, "chromedriver does not start");
            if let Some((_, port)) = line.split_once("started successfully on port ") {
                break port.trim().trim_end_matches('.').to_owned();
            }
        };
        Self { address: format!("http://127.0.0.1:{port}"), _shell: shell, _said: said }
    }
}

/// A browser of its own, with its data in this directory.
pub(super) async fn open(profile: &Path, script: bool) -> WebDriver {
    let mut wanted = DesiredCapabilities::chrome();
    wanted.set_binary(&variable("ENROL_TEST_CHROMIUM")).expect("a path");
    for flag in FLAGS {
        wanted.add_arg(flag).expect("a flag");
    }
    wanted.add_arg(&format!("--user-data-dir={}", profile.display())).expect("a flag");
    wanted.set_browser_log_level(LoggingPrefsLogLevel::All).expect("a level");
    if !script {
        let off = json!({ "profile.managed_default_content_settings.javascript": 2 });
        wanted.add_experimental_option("prefs", off).expect("a setting");
    }
    WebDriver::new(DRIVER.address.as_str(), wanted).await.expect("a browser")
}

/// What `scripts/test` sets.
pub fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run the tests with scripts/test"))
}
