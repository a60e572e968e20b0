-- Which servers run and with which keys, so that no key is dropped while one still seals with it.
-- Side by side with ../sqlite/0003_instances.sql: same tables, same columns, plain types there.

-- A running server. It writes seen_at anew by the database's clock, and leaves at a clean stop.
create table instance (
    id uuid primary key,
    name text not null, -- host, process and address, for the operator
    sealing_key bigint not null, -- the encryption key that it seals with
    key_ids text not null, -- those that it can open with, separated by spaces
    seen_at timestamptz not null
);

-- Encryption keys that nobody may seal with any more: a server with an older key file is refused.
create table retired_key (
    id bigint primary key,
    retired_at timestamptz not null
);
