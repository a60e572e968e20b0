-- Versions of subscriptions and locations, and an index for each page of each list.
-- Side by side with ../sqlite/0004_growth.sql: same tables, same columns, plain integers and blobs for times and ids there.

-- The number of changes, which makes the ETag: two changes may fall into one microsecond.
alter table subscription add column version bigint not null default 0;
alter table location add column version bigint not null default 0;

create index location_by_source on location (source_id, id);

-- Sessions by what their list can be asked for. An overdue one has its old status until a chore writes
-- down that it expired; signup_by_overdue finds those few of a source.
create index signup_by_status on signup (source_id, status, id);
create index signup_by_reference_status on signup (source_id, reference_print, status, id) where reference_print is not null;
create index signup_by_email_status on signup (source_id, email_print, status, id) where email_print is not null;
create index signup_by_overdue on signup (source_id, expires_at, id) where ended_at is null;

-- Deliveries by where they stand: each is in one of these.
create index delivery_by_delivered on delivery (source_id, id) where delivered_at is not null;
create index delivery_by_parked on delivery (source_id, id) where delivered_at is null and parked_at is not null;
create index delivery_by_pending on delivery (source_id, id) where delivered_at is null and parked_at is null;

-- Those that are removed when their time is over; one that still waits is not.
drop index delivery_by_time;
create index delivery_by_time on delivery (created_at) where delivered_at is not null or parked_at is not null;
