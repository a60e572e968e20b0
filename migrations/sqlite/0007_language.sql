-- The language that a session's person reads (BCP 47), once it is known.

alter table signup add column language text;
