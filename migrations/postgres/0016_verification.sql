-- Deliveries go by a channel: to the tenant's notifier, or as a text message to a person's phone. And what is known of the
-- code by which a person proves their mobile number.
-- Side by side with ../sqlite/0016_verification.sql: same tables, same columns, plain types there.

alter table delivery add column channel text not null default 'webhook'; -- or sms
-- None of a text message.
alter table delivery alter column notifier_id drop not null;

-- Each channel has a queue of its own, and the tenant's lists know webhooks only.
drop index delivery_by_due;
drop index delivery_by_source;
drop index delivery_by_delivered;
drop index delivery_by_parked;
drop index delivery_by_pending;
create index delivery_by_due on delivery (source_id, channel, next_attempt_at) where delivered_at is null and parked_at is null;
create index delivery_by_source on delivery (source_id, id) where channel = 'webhook';
create index delivery_by_delivered on delivery (source_id, id) where channel = 'webhook' and delivered_at is not null;
create index delivery_by_parked on delivery (source_id, id)
    where channel = 'webhook' and delivered_at is null and parked_at is not null;
create index delivery_by_pending on delivery (source_id, id)
    where channel = 'webhook' and delivered_at is null and parked_at is null;
create index delivery_overdue_text on delivery (tried_until)
    where channel = 'sms' and delivered_at is null and parked_at is null;

-- The number that a session's person has proved to have, as a fingerprint; that of another number proves nothing.
alter table signup add column proved_mobile_fingerprint bytea;

-- The last code of a session that goes on. Number and code are fingerprints.
create table verification (
    signup_id uuid primary key references signup (id),
    source_id bigint not null references source (id),
    mobile_fingerprint bytea not null,
    code_fingerprint bytea not null,
    sent bigint not null, -- codes, in the whole session
    tried bigint not null, -- wrong ones, since the last was sent
    expires_at timestamptz not null,
    delivery_id uuid not null -- the message that carries it
);

-- How many codes were sent: to a number in a day, for a source in an hour. Whom it is about is a fingerprint.
create table code_count (
    source_id bigint not null references source (id),
    about_fingerprint bytea not null,
    begins_at timestamptz not null,
    sent bigint not null,
    primary key (source_id, about_fingerprint, begins_at)
);
create index code_count_by_time on code_count (begins_at);
