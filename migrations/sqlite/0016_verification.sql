-- Deliveries go by a channel: to the tenant's notifier, or as a text message to a person's phone. And what is known of the
-- code by which a person proves their mobile number.
-- Side by side with ../postgres/0016_verification.sql: same tables, same columns, native types there.

-- SQLite cannot let a column be empty that must not be: the table is made anew.
create table delivery_by_channel (
    id blob primary key,
    source_id integer not null references source (id),
    channel text not null default 'webhook', -- or sms
    notifier_id blob references notifier (id), -- the one it was written for; none of a text message
    event_id integer, -- none of a test delivery, nor of a text message
    kind text not null,
    with_profile boolean not null,
    sealed_body blob not null, -- emptied once a text message is sent or given up
    attempts integer not null,
    next_attempt_at integer not null,
    tried_until integer not null, -- the time of the last try; a code ends then
    leased_until integer,
    delivered_at integer,
    parked_at integer,
    last_status integer,
    last_error text,
    created_at integer not null,
    customer_id integer,
    signup_id blob
) without rowid;
insert into delivery_by_channel (id, source_id, notifier_id, event_id, kind, with_profile, sealed_body, attempts,
    next_attempt_at, tried_until, leased_until, delivered_at, parked_at, last_status, last_error, created_at, customer_id, signup_id)
select id, source_id, notifier_id, event_id, kind, with_profile, sealed_body, attempts,
    next_attempt_at, tried_until, leased_until, delivered_at, parked_at, last_status, last_error, created_at, customer_id, signup_id
from delivery;
drop table delivery;
alter table delivery_by_channel rename to delivery;

-- Each channel has a queue of its own, and the tenant's lists know webhooks only.
create index delivery_by_due on delivery (source_id, channel, next_attempt_at) where delivered_at is null and parked_at is null;
create index delivery_by_source on delivery (source_id, id) where channel = 'webhook';
create index delivery_by_delivered on delivery (source_id, id) where channel = 'webhook' and delivered_at is not null;
create index delivery_by_parked on delivery (source_id, id)
    where channel = 'webhook' and delivered_at is null and parked_at is not null;
create index delivery_by_pending on delivery (source_id, id)
    where channel = 'webhook' and delivered_at is null and parked_at is null;
create index delivery_by_time on delivery (created_at) where delivered_at is not null or parked_at is not null;
create index delivery_overdue_text on delivery (tried_until)
    where channel = 'sms' and delivered_at is null and parked_at is null;
create index delivery_by_customer on delivery (source_id, customer_id) where customer_id is not null;
create index delivery_by_signup on delivery (source_id, signup_id) where signup_id is not null;

-- The number that a session's person has proved to have, as a fingerprint; that of another number proves nothing.
alter table signup add column proved_mobile_fingerprint blob;

-- The last code of a session that goes on. Number and code are fingerprints.
create table verification (
    signup_id blob primary key references signup (id),
    source_id integer not null references source (id),
    mobile_fingerprint blob not null,
    code_fingerprint blob not null,
    sent integer not null, -- codes, in the whole session
    tried integer not null, -- wrong ones, since the last was sent
    expires_at integer not null,
    delivery_id blob not null -- the message that carries it
) without rowid;

-- How many codes were sent: to a number in a day, for a source in an hour. Whom it is about is a fingerprint.
create table code_count (
    source_id integer not null references source (id),
    about_fingerprint blob not null,
    begins_at integer not null,
    sent integer not null,
    primary key (source_id, about_fingerprint, begins_at)
) without rowid;
create index code_count_by_time on code_count (begins_at);
