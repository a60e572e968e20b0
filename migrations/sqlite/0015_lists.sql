-- What the filters of the lists go by.
-- Side by side with ../postgres/0015_lists.sql: same tables, same columns, native types there.

create index customer_by_change on customer (source_id, updated_at, id) where deleted_at is null;
create index subscription_by_source on subscription (source_id, id);
drop index location_by_customer;
create index location_by_customer on location (source_id, customer_id, id);
