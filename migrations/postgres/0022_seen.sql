-- When the person of a session was last here: requests are noted in memory, and written down of sessions that would else
-- count as left.
-- Side by side with ../sqlite/0022_seen.sql.

alter table signup add column seen_at timestamptz;
