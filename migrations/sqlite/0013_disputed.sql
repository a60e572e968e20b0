-- The names of locked answers that a session's person calls wrong, with spaces between; none: null.

alter table signup add column disputed text;
