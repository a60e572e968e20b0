//! The database as somebody has it who goes past the program: with SQL of their own.

use std::time::Duration;

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, query_scalar, raw_sql};

use super::Program;

const FAILED: &str = "a statement past the program";

/// A connection past the program.
pub enum Outside {
    Sqlite(rusqlite::Connection),
    Postgres(PgConnection),
}

impl Outside {
    /// To the database that a program was given.
    pub async fn of(program: &Program) -> Self {
        let file = program.file("enrol.db");
        if file.exists() {
            let connection = rusqlite::Connection::open(file).expect("the SQLite file");
            connection.busy_timeout(Duration::from_secs(5)).expect("a setting");
            Self::Sqlite(connection)
        } else {
            let url = program.setting("ENROL_DATABASE_URL");
            Self::Postgres(PgConnection::connect(url).await.expect("the PostgreSQL database"))
        }
    }

    /// Runs statements.
    pub async fn run(&mut self, sql: &str) {
        match self {
            Self::Sqlite(connection) => connection.execute_batch(sql).expect(FAILED),
            Self::Postgres(connection) => {
                raw_sql(AssertSqlSafe(sql.to_owned())).execute(connection).await.expect(FAILED);
            }
        }
    }

    /// The texts of a query with one column, which must be of type text.
    pub async fn texts(&mut self, sql: &str) -> Vec<String> {
        match self {
            Self::Sqlite(connection) => {
                let mut statement = connection.prepare(sql).expect(FAILED);
                let texts = statement.query_map([], |row| row.get(0)).expect(FAILED);
                texts.collect::<Result<_, _>>().expect(FAILED)
            }
            Self::Postgres(connection) => {
                let sql = AssertSqlSafe(sql.to_owned());
                query_scalar(sql).fetch_all(connection).await.expect(FAILED)
            }
        }
    }

    /// The tables of the schema, by name.
    pub async fn tables(&mut self) -> Vec<String> {
        let sql = match self {
            Self::Sqlite(_) => {
                "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name"
            }
            Self::Postgres(_) => {
                "select table_name::text from information_schema.tables
                 where table_schema = 'public' order by table_name"
            }
        };
        self.texts(sql).await
    }

    /// What a dump of the tables would hold; nothing on SQLite, whose files can be read instead.
    pub async fn dump(&mut self) -> String {
        let mut all = String::new();
        if matches!(self, Self::Postgres(_)) {
            for table in self.tables().await {
                let rows = self.texts(&format!("select t::text from \"{table}\" t")).await;
                all.extend(rows.iter().flat_map(|row| [row.as_str(), "\n"]));
            }
        }
        all
    }
}
