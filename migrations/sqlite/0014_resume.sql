-- The code by which a person goes on in another browser, as a fingerprint, and how often a wrong one was entered. Both
-- are of a session that is going on.
-- Side by side with ../postgres/0014_resume.sql.

alter table signup add column resume_fingerprint blob;
alter table signup add column resume_tries integer not null default 0;
