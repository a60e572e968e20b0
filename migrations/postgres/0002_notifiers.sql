-- Notifiers and the outbox of their deliveries.
-- Side by side with ../sqlite/0002_notifiers.sql: same tables, same columns, plain types there.

-- A source has one live notifier; a new one replaces it. What is sealed of a removed one is emptied.
create table notifier (
    id uuid primary key,
    source_id bigint not null references source (id),
    events text not null, -- a JSON array
    include_profile boolean not null,
    sealed_target bytea not null, -- address and headers
    sealed_secrets bytea not null,
    created_at timestamptz not null,
    removed_at timestamptz
);
create unique index notifier_by_source on notifier (source_id) where removed_at is null;

-- A delivery, written in the transaction that made its event; its id is the webhook-id of every try.
-- Leasing it moves next_attempt_at to the end of the lease: a delivery of a worker that died is due again.
create table delivery (
    id uuid primary key,
    source_id bigint not null references source (id),
    notifier_id uuid not null references notifier (id), -- the one it was written for
    event_id bigint, -- none of a test delivery
    kind text not null,
    with_profile boolean not null,
    sealed_body bytea not null,
    attempts bigint not null,
    next_attempt_at timestamptz not null,
    tried_until timestamptz not null, -- the time of the last try
    leased_until timestamptz,
    delivered_at timestamptz,
    parked_at timestamptz,
    last_status bigint,
    last_trouble text,
    created_at timestamptz not null
);
create index delivery_by_due on delivery (source_id, next_attempt_at) where delivered_at is null and parked_at is null;
create index delivery_by_source on delivery (source_id, id);
create index delivery_by_time on delivery (created_at);
