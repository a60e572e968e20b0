-- Consents become a ledger, and what was erased is marked so. What else names a customer or a session can be found
-- by it, to be erased with it.
-- Side by side with ../postgres/0011_erasure.sql: same tables, same columns, native types there.

-- What people decided, to which exact words; rows are only ever added. The last one of a purpose holds.
create table consent_event (
    id integer primary key autoincrement,
    source_id integer not null references source (id),
    customer_id integer not null references customer (id),
    purpose text not null,
    decision text not null, -- given or withdrawn
    decided_by text not null, -- person or tenant
    text_version text not null references consent_text (version),
    signup_id blob references signup (id), -- none where the tenant withdrew, and once the session is erased
    at integer not null
);
insert into consent_event (source_id, customer_id, purpose, decision, decided_by, text_version, signup_id, at)
select source_id, customer_id, purpose, 'given', 'person', text_version, signup_id, given_at from consent order by id;
create index consent_event_by_customer on consent_event (source_id, customer_id, id);
create index consent_event_by_signup on consent_event (signup_id) where signup_id is not null;
drop table consent;

-- An erased customer has no sections and no fingerprints, an erased session an empty invitation.
alter table customer add column erased_at integer;
alter table signup add column erased_at integer;
create index customer_to_erase on customer (source_id, deleted_at) where deleted_at is not null and erased_at is null;
create index signup_to_erase on signup (source_id, ended_at) where ended_at is not null and erased_at is null;
create index signup_by_customer on signup (source_id, customer_id) where customer_id is not null;

alter table delivery add column customer_id integer;
alter table delivery add column signup_id blob;
update delivery set
    customer_id = (select customer_id from event where event.id = event_id),
    signup_id = (select signup_id from event where event.id = event_id);
create index delivery_by_customer on delivery (source_id, customer_id) where customer_id is not null;
create index delivery_by_signup on delivery (source_id, signup_id) where signup_id is not null;

alter table idempotency add column customer_id integer;
alter table idempotency add column signup_id blob;
create index idempotency_by_customer on idempotency (source_id, customer_id) where customer_id is not null;
create index idempotency_by_signup on idempotency (source_id, signup_id) where signup_id is not null;
