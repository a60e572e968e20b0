-- The first schema: sources, customers, subscriptions, signup sessions.
-- Side by side with ../postgres/0001_start.sql: same tables, same columns, native types there.
-- Times are microseconds since 1970. Columns named sealed_* hold AEAD values, *_print keyed hashes.

-- By what the key file of this database is recognised.
create table key_check (
    id integer primary key check (id = 1),
    key_print blob not null
);

create table source (
    id integer primary key autoincrement,
    name text not null,
    client_id text not null unique,
    region text not null,
    return_urls text not null, -- a JSON array
    token_seconds integer not null,
    created_at integer not null,
    disabled_at integer
);

-- At most two live ones for each source; the secret itself is nowhere.
create table source_secret (
    id integer primary key autoincrement,
    source_id integer not null references source (id),
    secret_print blob not null unique,
    created_at integer not null,
    retired_at integer
);
create index source_secret_by_source on source_secret (source_id);

create table subscription_type (
    id integer primary key autoincrement,
    source_id integer not null references source (id),
    name text not null,
    description text not null,
    is_family boolean not null,
    months integer not null,
    created_at integer not null,
    unique (source_id, name)
);

-- The id of a customer is drawn before its row is written: it is part of what is authenticated.
create table customer (
    id integer primary key autoincrement,
    source_id integer not null references source (id),
    version integer not null,
    mobile_print blob not null,
    reference_print blob,
    sealed_personal blob not null,
    sealed_vehicle blob,
    sealed_medical blob,
    sealed_next_of_kin blob,
    created_at integer not null,
    updated_at integer not null,
    deleted_at integer
);
create unique index customer_by_mobile on customer (source_id, mobile_print) where deleted_at is null;
create index customer_by_reference on customer (source_id, reference_print, id) where deleted_at is null;
create index customer_by_source on customer (source_id, id) where deleted_at is null;

create table subscription (
    id integer primary key autoincrement,
    source_id integer not null references source (id),
    type_id integer not null references subscription_type (id),
    customer_id integer references customer (id),
    valid_from integer not null,
    valid_to integer not null,
    cancelled_at integer,
    created_at integer not null,
    updated_at integer not null
);
create index subscription_by_customer on subscription (source_id, customer_id, id);

-- Who shares a family subscription besides its customer.
create table dependant (
    subscription_id integer not null references subscription (id),
    customer_id integer not null references customer (id),
    source_id integer not null references source (id),
    primary key (subscription_id, customer_id)
) without rowid;
create index dependant_by_customer on dependant (source_id, customer_id);

-- A fixed location: a managed site.
create table location (
    id integer primary key autoincrement,
    source_id integer not null references source (id),
    customer_id integer references customer (id),
    reference_print blob not null,
    sealed_place blob not null,
    created_at integer not null,
    updated_at integer not null
);
create unique index location_by_reference on location (source_id, reference_print);
create index location_by_customer on location (source_id, customer_id);

create table signup (
    id blob primary key,
    source_id integer not null references source (id),
    version integer not null,
    status text not null,
    secret_print blob not null unique,
    holder_print blob,
    progress integer not null,
    tried_prints blob not null, -- 32 bytes each
    sealed_invitation blob not null,
    reference_print blob,
    email_print blob,
    wanted_type_id integer references subscription_type (id),
    wanted_from integer,
    wanted_to integer,
    wanted_subscription_id integer references subscription (id),
    customer_id integer references customer (id),
    subscription_id integer references subscription (id),
    site_id integer,
    failure text,
    created_at integer not null,
    expires_at integer not null,
    started_at integer,
    ended_at integer
) without rowid;
create index signup_by_source on signup (source_id, id);
create index signup_by_reference on signup (source_id, reference_print, id) where reference_print is not null;
create index signup_by_email on signup (source_id, email_print, id) where email_print is not null;
create index signup_by_due on signup (expires_at) where ended_at is null;

-- A step as the person left it; gone when the session ends.
create table signup_step (
    signup_id blob not null references signup (id),
    source_id integer not null references source (id),
    section text not null,
    revision integer not null,
    sealed_entry blob not null,
    updated_at integer not null,
    primary key (signup_id, section)
) without rowid;

-- The exact words that people agreed to, kept for as long as any consent names them.
create table consent_text (
    version text primary key,
    purpose text not null,
    locale text not null,
    wording text not null,
    first_used_at integer not null
);

create table consent (
    id integer primary key autoincrement,
    source_id integer not null references source (id),
    customer_id integer not null references customer (id),
    signup_id blob not null references signup (id),
    purpose text not null,
    text_version text not null references consent_text (version),
    given_at integer not null,
    withdrawn_at integer
);
create index consent_by_customer on consent (source_id, customer_id);

-- What happened, without personal data, in the order in which it was committed.
create table event (
    id integer primary key autoincrement,
    source_id integer not null references source (id),
    kind text not null,
    customer_id integer,
    subscription_id integer,
    signup_id blob,
    revision integer not null,
    happened_at integer not null
);
create index event_by_time on event (happened_at);

create table idempotency (
    source_id integer not null references source (id),
    key_print blob not null,
    request_print blob not null,
    sealed_reply blob,
    created_at integer not null,
    primary key (source_id, key_print)
) without rowid;
create index idempotency_by_time on idempotency (created_at);

-- The last requests of a source under one limit, as 8-byte microseconds; exact across instances.
create table request_window (
    source_id integer not null references source (id),
    name text not null,
    stamps blob not null,
    primary key (source_id, name)
) without rowid;

-- Which sessions a browser has started; its cookie is nowhere.
create table browser (
    id_print blob primary key,
    sealed_data blob not null,
    expires_at integer not null
) without rowid;
create index browser_by_time on browser (expires_at);
