-- The payment of a session: how far it is (a word), and the tenant's own id for it, sealed. Where a source's people may
-- be sent to pay: a list of addresses in JSON.
-- Side by side with ../postgres/0017_payment.sql.

alter table signup add column payment text;
alter table signup add column sealed_payment_reference blob;
alter table source add column payment_urls text not null default '[]';
