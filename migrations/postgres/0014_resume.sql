-- The code by which a person goes on in another browser, as a fingerprint, and how often a wrong one was entered. Both
-- are of a session that is going on.
-- Side by side with ../sqlite/0014_resume.sql.

alter table signup add column resume_fingerprint bytea;
alter table signup add column resume_tries bigint not null default 0;
