//! A PostgreSQL server of a test's own, that may end badly, and its standby.

use std::ffi::OsStr;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sqlx::{AssertSqlSafe, Connection, PgConnection, query_scalar, raw_sql};
use tempfile::TempDir;

use super::{free_address, until};

/// A running server; it ends, and its data goes, when this is dropped.
pub struct Cluster {
    /// Where it listens.
    pub address: String,
    directory: TempDir,
}

impl Cluster {
    /// An empty server, whose one user needs no password.
    pub fn start() -> Self {
        let cluster = Self::place();
        cluster.run("initdb", &["-U", "postgres", "--auth=trust", "--locale=C.UTF-8", "--no-sync"]);
        // The machine goes on when the server does not: what is written is not lost with it.
        cluster.configure(&["listen_addresses = '127.0.0.1'", "unix_socket_directories = ''", "fsync = off"]);
        cluster.run("pg_ctl", &["start", "-w", "-l", "log"]);
        cluster
    }

    /// A standby that has all of this server, and without which this server acknowledges nothing any more.
    pub async fn standby(&self) -> Self {
        let standby = Self::place();
        let (host, port) = self.address.split_once(':').expect("an address");
        let source = format!("host={host} port={port} user=postgres");
        standby.run("pg_basebackup", &["-R", "-X", "stream", "-c", "fast", "--no-sync", "-d", &source]);
        standby.configure(&[]);
        standby.run("pg_ctl", &["start", "-w", "-l", "log"]);
        let mut here = PgConnection::connect(&self.url()).await.expect("the server");
        raw_sql("alter system set synchronous_standby_names = '*'")
            .execute(&mut here)
            .await
            .expect("a setting");
        raw_sql("select pg_reload_conf()").execute(&mut here).await.expect("settings that are read");
        until("the standby is waited for", || async {
            let states = "select count(*) from pg_stat_replication where sync_state = 'sync'";
            let mut looking = PgConnection::connect(&self.url()).await.expect("the server");
            query_scalar::<_, i64>(AssertSqlSafe(states)).fetch_one(&mut looking).await.expect("a count") == 1
        })
        .await;
        standby
    }

    /// The URL of its database.
    pub fn url(&self) -> String {
        format!("postgres://postgres@{}/postgres", self.address)
    }

    /// Ends it as a power cut does: all its processes at once.
    pub fn kill(&self) {
        let file = fs::read_to_string(self.directory.path().join("data/postmaster.pid")).expect("it runs");
        let main = file.lines().next().expect("its process").to_owned();
        let others = fs::read_to_string(format!("/proc/{main}/task/{main}/children")).expect("its children");
        let kill = format!("kill -KILL {main} {others}");
        assert!(Command::new("sh").args(["-c", &kill]).status().expect("a shell").success());
    }

    /// Makes a standby the server that takes writes.
    pub fn promote(&self) {
        self.run("pg_ctl", &["promote", "-w"]);
    }

    fn place() -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory");
        if is_root() {
            let changed = Command::new("chown").arg("postgres:").arg(directory.path()).status();
            assert!(changed.expect("chown").success());
        }
        Self { address: free_address(), directory }
    }

    fn configure(&self, settings: &[&str]) {
        let (_, port) = self.address.split_once(':').expect("an address");
        let file = self.directory.path().join("data/postgresql.conf");
        let mut file = OpenOptions::new().append(true).open(file).expect("its settings");
        // The last one counts: that of a standby stands behind the one it was copied with.
        writeln!(file, "port = {port}\n{}", settings.join("\n")).expect("its settings");
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        // Behind the options: pg_ctl has its verb first.
        let done = run_in(self.directory.path(), program, &[arguments, &["-D", "data"]].concat());
        assert!(done.status.success(), "{program}: {}", String::from_utf8_lossy(&done.stderr));
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // It may have ended.
        run_in(self.directory.path(), "pg_ctl", &["stop", "-m", "immediate", "-D", "data"]);
    }
}

/// Runs one of PostgreSQL's programs, such as `pg_dump`, which must do its work.
pub fn postgres_program(program: &str, arguments: &[&str]) {
    let done = Command::new(programs().join(program)).args(arguments).output().expect(program);
    assert!(done.status.success(), "{program}: {}", String::from_utf8_lossy(&done.stderr));
}

/// As the user that the server runs as: it refuses to be root.
fn run_in<S: AsRef<OsStr>>(directory: &Path, program: &str, arguments: &[S]) -> Output {
    let program = programs().join(program);
    let mut command = if is_root() {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    command.args(arguments).current_dir(directory).output().expect("a program of PostgreSQL")
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

/// Where the programs are of the server that the tests run on.
fn programs() -> PathBuf {
    let find = "source scripts/postgres && postgres_find && echo \"$postgres_bin\"";
    let found = Command::new("bash").args(["-c", find]).output().expect("bash");
    String::from_utf8(found.stdout).expect("a path").trim().into()
}
