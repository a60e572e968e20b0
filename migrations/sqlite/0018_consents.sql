-- What a person agreed to on the page of checks goes with the session, so that it holds also where the session is
-- finished without the browser: purposes, versions of words and times, readable.
-- Side by side with ../postgres/0018_consents.sql.

alter table signup add column consents text;
