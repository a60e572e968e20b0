//! Looks into a world's database past the store: what really is in the tables.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use sqlx::{AssertSqlSafe, Connection, PgConnection, Row};

use super::{Engine, World};

impl World {
    /// What a statement of text columns returns, row by row.
    pub async fn select(&self, sql: &str) -> Vec<Vec<String>> {
        match self.engine {
            Engine::Sqlite => {
                let database = self.file();
                let mut statement = database.prepare(sql).expect("a statement");
                let columns = statement.column_count();
                let row = |row: &rusqlite::Row<'_>| (0..columns).map(|at| row.get(at)).collect();
                statement.query_map([], row).expect("rows").collect::<Result<_, _>>().expect("rows")
            }
            Engine::Postgres => {
                let mut database = PgConnection::connect(&self.database).await.expect("the server");
                let sql = sqlx::query(AssertSqlSafe(sql.to_owned()));
                let rows = sql.fetch_all(&mut database).await.expect("rows");
                rows.iter().map(|row| (0..row.len()).map(|at| row.get(at)).collect()).collect()
            }
        }
    }

    /// Runs statements past the store.
    pub async fn run(&self, sql: &str) {
        match self.engine {
            Engine::Sqlite => self.file().execute_batch(sql).expect("a statement"),
            Engine::Postgres => {
                let mut database = PgConnection::connect(&self.database).await.expect("the server");
                let sql = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
                sql.execute(&mut database).await.expect("a statement");
            }
        }
    }

    /// Whether the database itself refuses a statement.
    pub async fn refuses(&self, sql: &str) -> bool {
        match self.engine {
            Engine::Sqlite => self.file().execute_batch(sql).is_err(),
            Engine::Postgres => {
                let mut database = PgConnection::connect(&self.database).await.expect("the server");
                sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut database).await.is_err()
            }
        }
    }

    /// Takes away what keeps the audit from being changed, as whoever owns the database can.
    pub async fn unguard_audit(&self) {
        self.run(match self.engine {
            Engine::Sqlite => "drop trigger audit_keeps_its_rows; drop trigger audit_keeps_its_values",
            Engine::Postgres => "alter table audit disable trigger all",
        })
        .await;
    }

    /// A connection to the SQLite file, which waits for the server's writers.
    fn file(&self) -> rusqlite::Connection {
        let file = rusqlite::Connection::open(self.database.trim_start_matches("sqlite://"));
        let file = file.expect("the file");
        file.busy_timeout(Duration::from_secs(5)).expect("a setting");
        file
    }

    /// Every row of every table, as its table's name and a hash, in order: two of these are equal when
    /// nothing was written between them.
    pub async fn rows(&self) -> Vec<String> {
        let hashed = self.dump().await.into_iter().map(|row| {
            let mut hasher = DefaultHasher::new();
            row.hash(&mut hasher);
            format!("{} {:016x}", row.split(' ').next().unwrap_or_default(), hasher.finish())
        });
        hashed.collect()
    }

    /// Every row of every table as text, after its table's name.
    pub async fn dump(&self) -> Vec<String> {
        let tables = match self.engine {
            Engine::Sqlite => {
                "select m.name, group_concat('quote(\"' || c.name || '\")', ' || '','' || ')
                 from sqlite_master m, pragma_table_info(m.name) c
                 where m.type = 'table' and m.name not like 'sqlite_%' group by m.name"
            }
            Engine::Postgres => {
                "select table_name::text, 't::text' from information_schema.tables
                 where table_schema = 'public' and table_type = 'BASE TABLE'"
            }
        };
        let tables = self.select(tables).await;
        assert!(tables.len() > 10, "the schema is not there: {tables:?}");
        let each = tables.iter().map(|table| {
            let [name, row] = table.as_slice() else { panic!("a name and a row: {table:?}") };
            format!("select '{name} ' || {row} from \"{name}\" t")
        });
        let mut rows = self.select(&each.collect::<Vec<_>>().join(" union all ")).await.concat();
        rows.sort_unstable();
        rows
    }

    /// How many rows of a table there are.
    pub async fn count(&self, table: &str) -> usize {
        let counted = self.select(&format!("select cast(count(*) as text) from {table}")).await;
        counted[0][0].parse().expect("a number")
    }
}
