//! The program as operators have it: a directory, settings, commands that end, servers that run.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::{Duration, Instant};

use enrol::actions::access::Credentials;
use enrol::domain::ids::SourceId;
use serde_json::Value;
use tempfile::TempDir;

use super::{Engine, Failing, Tenant, postgres};

/// Longer than anything here takes; only a failing test waits for so long.
const DEADLINE: Duration = Duration::from_mins(1);

/// The program in a directory of its own, with the settings it is given in its environment.
#[derive(Clone)]
pub struct Program {
    /// Where it runs; removed at the end.
    pub directory: Arc<TempDir>,
    settings: BTreeMap<String, String>,
}

/// A verb that has ended.
#[derive(Debug)]
pub struct Ran {
    /// The exit code; none after a signal.
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// A verb that goes on until it is told to stop; it is killed when this is dropped.
pub struct Running {
    child: Child,
    output: PathBuf,
    log: PathBuf,
}

impl Program {
    /// An empty directory and no settings at all.
    pub fn bare() -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory");
        Self { directory: Arc::new(directory), settings: BTreeMap::new() }
    }

    /// With a fresh database, a key file where one must be made, and an address to listen on.
    pub async fn on(engine: Engine) -> Self {
        let program = Self::bare().set("ENROL_LISTEN", &free_address());
        match engine {
            Engine::Sqlite => program,
            Engine::Postgres => {
                let url = postgres::fresh().await;
                let program = program.set("ENROL_DATABASE_URL", &url).set("ENROL_KEY_FILE", "enrol.keys");
                program.run(&["key", "make"]).await.expect(0);
                program
            }
        }
    }

    /// The same in the same directory with one setting changed, such as `ENROL_LISTEN`.
    pub fn set(&self, name: &str, value: &str) -> Self {
        let mut other = self.clone();
        other.settings.insert(name.to_owned(), value.to_owned());
        other
    }

    /// The value of a setting that was set.
    pub fn setting(&self, name: &str) -> &str {
        self.settings.get(name).expect("a setting that was set")
    }

    /// A file in its directory.
    pub fn file(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// What its links start with, unless another public URL was set.
    pub fn base(&self) -> String {
        format!("http://{}", self.setting("ENROL_LISTEN"))
    }

    /// Runs a verb that ends by itself.
    pub async fn run(&self, words: &[&str]) -> Ran {
        let mut running = self.start(words);
        let code = running.ended().await;
        Ran { code, out: running.out(), err: running.log() }
    }

    /// Starts a verb that does not end by itself.
    pub fn start(&self, words: &[&str]) -> Running {
        self.start_as(&mut Command::new(env!("CARGO_BIN_EXE_enrol")), words)
    }

    /// Runs a server whose writes can be made to fail with [`Running::limit_files`], and waits until it
    /// answers.
    pub async fn serve_with_limits(&self) -> Running {
        // Without this the limit ends a program by a signal before it can fail a write.
        self.serve_by("trap '' XFSZ; exec \"$0\" \"$@\"").await
    }

    /// Runs a server by a shell script, whose `"$0" "$@"` is its command, and waits until it answers.
    pub async fn serve_by(&self, script: &str) -> Running {
        let mut shell = Command::new("sh");
        shell.args(["-c", script, env!("CARGO_BIN_EXE_enrol")]);
        let mut running = self.start_as(&mut shell, &["serve"]);
        running.answers(&self.base()).await;
        running
    }

    fn start_as(&self, command: &mut Command, words: &[&str]) -> Running {
        static COUNT: AtomicU16 = AtomicU16::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let (output, log) = (self.file(&format!("{number}.out")), self.file(&format!("{number}.err")));
        let append = |path: &Path| -> File {
            OpenOptions::new().create(true).append(true).open(path).expect("a file for the output")
        };
        let child = command
            .args(words)
            .env_clear()
            .env("TMPDIR", self.directory.path())
            .envs(&self.settings)
            .current_dir(self.directory.path())
            .stdin(Stdio::null())
            .stdout(append(&output))
            .stderr(append(&log))
            .spawn()
            .expect("the program");
        Running { child, output, log }
    }

    /// Runs the server and waits until it answers.
    pub async fn serve(&self) -> Running {
        let mut running = self.start(&["serve"]);
        running.answers(&self.base()).await;
        running
    }

    /// A tenant as `source create` makes it, with a token from the server that runs.
    pub async fn tenant(&self, name: &str) -> Tenant {
        let words = ["source", "create", "--json", "--name", name, "--return-url"];
        let made = self.run(&[&words[..], &["https://tenant.example/app"]].concat()).await.expect(0).json();
        self.sign_in(&made).await
    }

    /// The tenant of what `source create --json` printed, with a token.
    pub async fn sign_in(&self, printed: &Value) -> Tenant {
        let text = |name: &str| printed[name].as_str().expect(name).to_owned();
        let source = SourceId(printed["id"].as_i64().expect("an id"));
        let client_secret = text("clientSecret").into();
        Tenant::sign_in(&self.base(), Credentials { source, client_id: text("clientId"), client_secret })
            .await
    }
}

impl Ran {
    /// The same, which must have ended with this code.
    #[track_caller]
    pub fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}{}", self.out, self.err);
        self
    }

    /// The one line of JSON that it printed.
    #[track_caller]
    pub fn json(&self) -> Value {
        let lines = self.lines();
        assert_eq!(lines.len(), 1, "{}", self.out);
        lines.into_iter().next().unwrap_or_default()
    }

    /// The lines of JSON that it printed.
    pub fn lines(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }
}

impl Running {
    /// What it has printed so far.
    pub fn out(&self) -> String {
        fs::read_to_string(&self.output).expect("its output")
    }

    /// What it has logged so far.
    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).expect("its log")
    }

    /// Lets these calls of its to the system fail with this error, for as long as the answer is kept.
    pub fn fail_calls(&self, calls: &str, error: &str) -> Failing {
        Failing::calls(self.child.id(), calls, error)
    }

    /// Waits until a server is there.
    pub async fn answers(&mut self, base: &str) {
        let client = reqwest::Client::builder().no_proxy().build().expect("a client");
        let start = Instant::now();
        while client.get(format!("{base}/healthz")).send().await.is_err() {
            self.still_runs(start);
            pause().await;
        }
    }

    /// Waits until its output or its log fits, and returns the part that was looked for.
    pub async fn tells<T>(&mut self, look: impl Fn(&str) -> Option<T>) -> T {
        let start = Instant::now();
        loop {
            if let Some(found) = look(&self.out()).or_else(|| look(&self.log())) {
                return found;
            }
            self.still_runs(start);
            pause().await;
        }
    }

    /// Fails its writes beyond so many bytes of a file (`RLIMIT_FSIZE`), or none any more.
    pub fn limit_files(&self, bytes: Option<u64>) {
        let bytes = bytes.map_or_else(|| "unlimited".to_owned(), |bytes| bytes.to_string());
        let process = self.child.id().to_string();
        // The soft limit alone, which may be raised again.
        let limit = format!("--fsize={bytes}:");
        let status = Command::new("prlimit").args(["--pid", &process, &limit]).status();
        assert!(status.expect("prlimit, of util-linux").success());
    }

    /// Ends it as a power cut does.
    pub fn kill(mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }

    /// Asks it to stop (SIGTERM), without waiting for the end.
    pub fn ask_to_stop(&self) {
        let kill = format!("kill -TERM {}", self.child.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().expect("a shell").success());
    }

    /// Asks it to stop and returns its exit code.
    pub async fn stop(mut self) -> Option<i32> {
        self.ask_to_stop();
        self.ended().await
    }

    /// Waits for its end and returns its exit code.
    pub async fn ended(&mut self) -> Option<i32> {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status.code();
            }
            assert!(start.elapsed() < DEADLINE, "does not end: {}{}", self.out(), self.log());
            pause().await;
        }
    }

    fn still_runs(&mut self, start: Instant) {
        let ended = self.child.try_wait().expect("a child");
        assert!(ended.is_none(), "it has ended: {}{}", self.out(), self.log());
        assert!(start.elapsed() < DEADLINE, "nothing comes: {}{}", self.out(), self.log());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An address that nothing listens on, the same from one start of a server to the next. It lies
/// below the ports that the system hands out, so that no other test comes by it meanwhile.
pub fn free_address() -> String {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    // Two runs of the tests at once begin at different ports.
    let first = u16::try_from(std::process::id() % 800).unwrap_or_default() * 10;
    loop {
        let port = 12_000 + (first + NEXT.fetch_add(1, Ordering::Relaxed)) % 8000;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return format!("127.0.0.1:{port}");
        }
    }
}

/// Tries again until it is so, up to a deadline.
pub async fn until<F: Future<Output = bool>>(what: &str, so: impl Fn() -> F) {
    let start = Instant::now();
    while !so().await {
        assert!(start.elapsed() < DEADLINE, "still not so: {what}");
        pause().await;
    }
}

/// Between two looks at something that is to come.
async fn pause() {
    tokio::time::sleep(Duration::from_millis(10)).await;
}
