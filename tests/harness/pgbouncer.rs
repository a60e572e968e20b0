//! PgBouncer as Debian packages it, before the throw-away PostgreSQL server.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use tempfile::TempDir;
use url::Url;

use super::{Daemon, free_address, variable};

/// A running pooler; it ends when this is dropped.
pub struct PgBouncer {
    /// The database's URL through it.
    pub url: String,
    _daemon: Daemon,
    _directory: TempDir,
}

impl PgBouncer {
    /// A pooler before the database of this URL, with this `pool_mode` and otherwise its defaults.
    pub async fn before(database: &str, pool_mode: &str) -> Self {
        let mut url = Url::parse(database).expect("a URL");
        let (host, port) = (url.host_str().expect("a host").to_owned(), url.port().unwrap_or(5432));
        let address = free_address();
        let (here, listen) = address.split_once(':').expect("an address");
        let directory = tempfile::tempdir().expect("a temporary directory");
        let file = directory.path().join("pgbouncer.ini");
        let settings = format!(
            "[databases]\n* = host={host} port={port} user={}\n[pgbouncer]\nlisten_addr = {here}\n\
             listen_port = {listen}\nunix_socket_dir =\nauth_type = any\npool_mode = {pool_mode}\n",
            url.username(),
        );
        fs::write(&file, settings).expect("a file");
        // It refuses to run as root, and becomes another user instead, who must be able to read this.
        fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o755))
            .expect("a directory of ours");
        let root =
            fs::metadata(directory.path()).is_ok_and(|made| std::os::unix::fs::MetadataExt::uid(&made) == 0);
        let mut pooler = Command::new(variable("ENROL_TEST_PGBOUNCER"));
        pooler.args(if root { &["-u", "postgres"][..] } else { &[] }).arg(&file);
        let daemon = Daemon::start(&mut pooler, &address).await;
        url.set_host(Some(here)).expect("a host");
        url.set_port(listen.parse().ok()).expect("a port");
        Self { url: url.into(), _daemon: daemon, _directory: directory }
    }
}
