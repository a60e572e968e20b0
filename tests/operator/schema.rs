//! The schema, written twice: both say the same, every statement fits both, and time goes one way.

use std::fs;
use std::path::Path;

use enrol::store::STATEMENTS;
use enrol::store::db::{Db, DbOptions, Sql};

use crate::harness::{Engine, Outside, Program};

/// Tables, columns, kinds and whether they must be filled, in the words of SQLite.
const COLUMNS: [&str; 2] = [
    r#"select m.name || '.' || c.name || ' ' || c.type || case when c."notnull" or c.pk then ' not null' else '' end
       from sqlite_master m join pragma_table_info(m.name) c
       where m.type = 'table' and m.name not like 'sqlite_%' order by 1"#,
    "select table_name || '.' || column_name || ' ' || case
         when data_type in ('bigint', 'timestamp with time zone') then 'integer'
         when data_type in ('bytea', 'uuid') then 'blob' else data_type end
         || case is_nullable when 'NO' then ' not null' else '' end
     from information_schema.columns where table_schema = 'public' order by 1",
];

/// Primary keys and unique columns.
const KEYS: [&str; 2] = [
    "select m.name || ' p ' || (select group_concat(name, ',')
         from (select name from pragma_table_info(m.name) where pk > 0 order by pk))
     from sqlite_master m where m.type = 'table' and m.name not like 'sqlite_%'
     union all
     select m.name || ' u ' || (select group_concat(name, ',')
         from (select name from pragma_index_info(l.name) order by seqno))
     from sqlite_master m join pragma_index_list(m.name) l where m.type = 'table' and l.origin = 'u' order by 1",
    "select t.relname || ' ' || c.contype::text || ' ' || (select string_agg(a.attname, ',' order by k.place)
         from unnest(c.conkey) with ordinality k (number, place)
         join pg_attribute a on a.attrelid = t.oid and a.attnum = k.number)
     from pg_constraint c join pg_class t on t.oid = c.conrelid
     where c.contype in ('p', 'u') and t.relnamespace = 'public'::regnamespace order by 1",
];

/// What refers to what.
const PARENTS: [&str; 2] = [
    r#"select m.name || '.' || f."from" || ' to ' || f."table" || '.' || f."to"
       from sqlite_master m join pragma_foreign_key_list(m.name) f where m.type = 'table' order by 1"#,
    "select t.relname || '.' || a.attname || ' to ' || p.relname || '.' || b.attname
     from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_class p on p.oid = c.confrelid
     join pg_attribute a on a.attrelid = t.oid and a.attnum = any (c.conkey)
     join pg_attribute b on b.attrelid = p.oid and b.attnum = any (c.confkey)
     where c.contype = 'f' and t.relnamespace = 'public'::regnamespace order by 1",
];

/// Indexes that are named, as they were written.
const INDEXES: [&str; 2] = [
    "select sql from sqlite_master where type = 'index' and sql is not null order by name",
    "select indexdef from pg_indexes where schemaname = 'public'
         and indexname not in (select conname from pg_constraint) order by indexname",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_schemas_say_the_same() {
    let mut engines = Vec::new();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let program = Program::on(engine).await;
        program.run(&["migrate"]).await.expect(0);
        engines.push((Outside::of(&program).await, program));
    }
    for (what, [sqlite, postgres]) in
        [("columns", COLUMNS), ("keys", KEYS), ("parents", PARENTS), ("indexes", INDEXES)]
    {
        let mut told = Vec::new();
        for ((outside, _), sql) in engines.iter_mut().zip([sqlite, postgres]) {
            told.push(outside.texts(sql).await.iter().map(|line| plain(line)).collect::<Vec<_>>());
        }
        assert!(told[0].len() > 5, "{what}: {told:?}");
        assert_eq!(told[0], told[1], "{what}");
    }
}

/// PostgreSQL tells an index in more words than were written.
fn plain(line: &str) -> String {
    let line = line.to_lowercase().replace("public.", "").replace("using btree ", "").replace("::text", "");
    line.replace(['(', ')', '\n', '"'], " ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace(" ,", ",")
}

both! {
    async fn every_statement_fits_the_schema(world) {
        let db = Db::open(&world.database, DbOptions::default()).await.expect("the database");
        let mut count = 0;
        for (file, statements) in STATEMENTS {
            assert!(!statements.is_empty(), "{file} has no statements");
            for (name, sql) in *statements {
                for part in sql.parts() {
                    db.prepare(part).await.unwrap_or_else(|error| panic!("{file}: {name}: {error}"));
                }
                count += 1;
            }
        }
        assert!(count > 60, "only {count} statements");
        let wrong = db.prepare(Sql::same("select nothing from source")).await;
        assert!(wrong.is_err(), "a wrong statement is noticed");
    }
}

#[test]
fn every_file_of_the_store_lists_its_statements() {
    let store = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store");
    let mut files = files_with_statements(&store, "");
    files.sort();
    let mut listed: Vec<_> = STATEMENTS.iter().map(|(file, _)| (*file).to_owned()).collect();
    listed.sort();
    assert_eq!(files, listed);
}

/// The files below the store, but for the facade, by the names under which they are listed.
fn files_with_statements(directory: &Path, inside: &str) -> Vec<String> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory).expect("the store").flatten() {
        let name = entry.file_name().to_string_lossy().trim_end_matches(".rs").to_owned();
        if entry.path().is_dir() {
            if name != "db" {
                files.extend(files_with_statements(&entry.path(), &name));
            }
        } else if fs::read_to_string(entry.path()).expect("a file").contains("statements! {\n    ") {
            let place = [inside, name.as_str()].into_iter().filter(|part| !part.is_empty() && *part != "mod");
            files.push(place.collect::<Vec<_>>().join("/"));
        }
    }
    files
}

on_both! {
    async fn a_database_of_a_newer_program_is_refused(engine) {
        let program = Program::on(engine).await;
        let server = program.serve().await;
        let tenant = program.tenant("Acme").await;
        let before = program.run(&["migrate"]).await.expect(0);
        assert!(before.out.contains("0 steps were new"), "{}", before.out);
        server.kill();
        let mut outside = Outside::of(&program).await;
        outside
            .run("insert into schema_step (number, name, at) select 99, 'later', at from schema_step where number = 1")
            .await;
        for verb in [&["serve"][..], &["migrate"], &["source", "list"], &["source", "rotate-secret", "1"]] {
            let refused = program.run(verb).await.expect(1);
            assert_eq!(refused.out, "");
            assert_eq!(refused.err.lines().count(), 1, "{}", refused.err);
            assert!(refused.err.contains("schema step 99, this program knows only"), "{}", refused.err);
        }
        outside.run("delete from schema_step where name = 'later'").await;
        let _server = program.serve().await;
        tenant.get("/customers").await.expect(200);
    }
}
