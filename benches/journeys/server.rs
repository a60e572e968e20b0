//! The program to be measured: a process of its own on a database of its own.

use std::fmt;
use std::fs::{self, File};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use clap::ValueEnum;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use sqlx::{Connection, PgConnection};
use tokio::time::sleep;
use url::Url;

use crate::Failure;
use crate::client::Client;

/// On which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A running server; it stops when this is dropped.
pub struct Server {
    pub address: SocketAddr,
    pub client_id: String,
    pub client_secret: String,
    process: Child,
    log: PathBuf,
    /// The database server, where there is one.
    database: Option<Url>,
}

/// Processor time that was spent, and how often the server's threads gave their processor to others.
pub struct Spent {
    pub server: Duration,
    pub database: Duration,
    pub people: Duration,
    pub switches: u64,
}

/// How often the server asked its database, from its start to its end.
pub struct Asked {
    pub statements: u64,
    pub transactions: u64,
    /// Where there is a database server: `BEGIN` and `COMMIT` counted.
    pub round_trips: Option<u64>,
}

impl Server {
    /// Starts the program with nothing set that is not needed, on a fresh database.
    pub async fn start(program: &str, engine: Engine, directory: &Path) -> Result<Self, Failure> {
        Self::start_with(program, engine, directory, &[]).await
    }

    /// The same with these settings.
    pub async fn start_with(
        program: &str,
        engine: Engine,
        directory: &Path,
        settings: &[(&str, &str)],
    ) -> Result<Self, Failure> {
        let database = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(fresh_database().await?),
        };
        let url = database.as_ref().map_or_else(
            || format!("sqlite://{}", directory.join("enrol.db").display()),
            ToString::to_string,
        );
        // Free now, and nobody else on this machine is likely to take it within the second.
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let enrol = |words: &[&str]| {
            let mut command = Command::new(program);
            command.args(words).stdin(Stdio::null()).current_dir(directory);
            command.env("ENROL_DATABASE_URL", &url).env("ENROL_LISTEN", address.to_string());
            command.env("ENROL_KEY_FILE", directory.join("enrol.keys")).envs(settings.iter().copied());
            command
        };
        if engine == Engine::Postgres {
            output(enrol(&["key", "make"]))?;
        }
        let names = ["--name", "Acme Armed Response", "--return-url", "https://tenant.example/app", "--json"];
        let source = output(enrol(&[&["source", "create"][..], &names].concat()))?;
        let source: Value = serde_json::from_str(&source)?;
        let log = directory.join("log");
        let process = enrol(&["serve"]).stdout(Stdio::null()).stderr(File::create(&log)?).spawn()?;
        let text = |name: &str| source[name].as_str().unwrap_or_default().to_owned();
        let (client_id, client_secret) = (text("clientId"), text("clientSecret"));
        let server = Self { address, client_id, client_secret, process, log, database };
        server.wait().await?;
        Ok(server)
    }

    async fn wait(&self) -> Result<(), Failure> {
        for _ in 0..100 {
            if Client::connect(self.address).await.is_ok() {
                return Ok(());
            }
            sleep(Duration::from_millis(100)).await;
        }
        Err("the server does not answer".into())
    }

    /// The processor time that all have spent so far.
    pub async fn spent(&self) -> Result<Spent, Failure> {
        let mut database = Duration::ZERO;
        for process in self.database_processes().await? {
            // One that has ended meanwhile is no loss: those that work stay.
            database += processor_time(&process.to_string()).unwrap_or_default();
        }
        let server = processor_time(&self.process.id().to_string())?;
        let switches = switches(self.process.id())?;
        Ok(Spent { server, database, people: processor_time("self")?, switches })
    }

    /// Stops the server, which tells then how often it asked its database.
    pub fn stop(&mut self) -> Result<Asked, Failure> {
        kill_process(Pid::from_child(&self.process), Signal::TERM)?;
        self.process.wait()?;
        let log = fs::read_to_string(&self.log)?;
        let last = log.lines().last().unwrap_or_default();
        let number = |name: &str| {
            let found = last.split_whitespace().find_map(|word| word.strip_prefix(name)?.strip_prefix('='));
            found.and_then(|number| number.parse().ok()).ok_or("the server did not stop as it should")
        };
        let round_trips = self.database.as_ref().map(|_| number("round_trips")).transpose()?;
        Ok(Asked { statements: number("statements")?, transactions: number("transactions")?, round_trips })
    }

    /// The database server's processes: the one that starts the others, and all that it has started.
    pub async fn database_processes(&self) -> Result<Vec<i32>, Failure> {
        let Some(url) = &self.database else { return Ok(Vec::new()) };
        let mut connection = PgConnection::connect(url.as_str()).await?;
        let others = "select split_part(pg_read_file('postmaster.pid'), E'\n', 1)::int4 \
                      union all select pid from pg_stat_activity where pid <> pg_backend_pid()";
        let found: Vec<(i32,)> = sqlx::query_as(others).fetch_all(&mut connection).await?;
        connection.close().await?;
        Ok(found.into_iter().map(|(process,)| process).collect())
    }

    /// The most memory that the server has ever had, in KiB.
    pub fn peak_memory(&self) -> Result<u64, Failure> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no peak")?;
        Ok(line.trim().trim_end_matches(" kB").parse()?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Spent {
    /// What was spent since an earlier look.
    pub fn since(&self, before: &Self) -> Self {
        Self {
            server: self.server.saturating_sub(before.server),
            database: self.database.saturating_sub(before.database),
            people: self.people.saturating_sub(before.people),
            switches: self.switches.saturating_sub(before.switches),
        }
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        })
    }
}

/// An empty database on the server that the environment names.
async fn fresh_database() -> Result<Url, Failure> {
    let server = std::env::var("ENROL_BENCH_POSTGRES_URL")
        .map_err(|_| "ENROL_BENCH_POSTGRES_URL is not set: scripts/bench starts a PostgreSQL for it")?;
    let mut url = Url::parse(&server)?;
    let name = format!("bench_{}", uuid::Uuid::new_v4().simple());
    let mut connection = PgConnection::connect(&server).await?;
    let create = sqlx::AssertSqlSafe(format!("create database {name}"));
    sqlx::raw_sql(create).execute(&mut connection).await?;
    connection.close().await?;
    url.set_path(&name);
    Ok(url)
}

fn output(mut command: Command) -> Result<String, Failure> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(String::from_utf8(output.stdout)?);
    }
    Err(String::from_utf8_lossy(&output.stderr).into())
}

/// What a process has spent, in user and in kernel mode.
fn processor_time(process: &str) -> Result<Duration, Failure> {
    // Linux counts this in hundredths of a second for programs, whatever its own clock.
    const TICK: Duration = Duration::from_millis(10);
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The name may hold spaces; the fields after it are numbered from 3.
    let fields = stat.rsplit_once(") ").ok_or("no processor time")?.1.split(' ');
    let ticks = fields.skip(14 - 3).take(2).map(str::parse::<u32>).sum::<Result<u32, _>>()?;
    Ok(TICK * ticks)
}

/// How often the threads of a process were switched away from, by themselves or not.
fn switches(process: u32) -> Result<u64, Failure> {
    let mut switches = 0;
    for thread in fs::read_dir(format!("/proc/{process}/task"))? {
        // One that has ended meanwhile is no loss.
        let status = fs::read_to_string(thread?.path().join("status")).unwrap_or_default();
        let counts = status.lines().filter_map(|line| line.split_once("ctxt_switches:"));
        switches += counts.map(|(_, count)| count.trim().parse::<u64>()).sum::<Result<u64, _>>()?;
    }
    Ok(switches)
}
