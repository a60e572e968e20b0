-- Columns by the field's terms: a keyed hash is a fingerprint, and why a delivery failed an error.
-- Indexes and constraints follow by themselves.

alter table key_check rename column key_print to key_fingerprint;
alter table source_secret rename column secret_print to secret_fingerprint;
alter table customer rename column mobile_print to mobile_fingerprint;
alter table customer rename column reference_print to reference_fingerprint;
alter table location rename column reference_print to reference_fingerprint;
alter table signup rename column secret_print to secret_fingerprint;
alter table signup rename column holder_print to owner_fingerprint;
alter table signup rename column tried_prints to refused_mobile_fingerprints;
alter table signup rename column reference_print to reference_fingerprint;
alter table signup rename column email_print to email_fingerprint;
alter table idempotency rename column key_print to key_fingerprint;
alter table idempotency rename column request_print to request_fingerprint;
alter table browser rename column id_print to id_fingerprint;
alter table delivery rename column last_trouble to last_error;
