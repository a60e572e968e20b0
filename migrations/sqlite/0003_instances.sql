-- Which servers run and with which keys, so that no key is dropped while one still seals with it.
-- Side by side with ../postgres/0003_instances.sql: same tables, same columns, native types there.

-- A running server. It writes seen_at anew by the database's clock, and leaves at a clean stop.
create table instance (
    id blob primary key,
    name text not null, -- host, process and address, for the operator
    sealing_key integer not null, -- the encryption key that it seals with
    key_ids text not null, -- those that it can open with, separated by spaces
    seen_at integer not null
) without rowid;

-- Encryption keys that nobody may seal with any more: a server with an older key file is refused.
create table retired_key (
    id integer primary key,
    retired_at integer not null
);
