-- How people get on with a form, the feed of events, and signups that somebody has left.
-- Side by side with ../postgres/0021_funnel_and_feed.sql: same tables, same columns, native types there.

-- Numbers alone, by day: nothing of a person, nor who it was.
create table funnel (
    source_id integer not null references source (id),
    day integer not null, -- days since 1970, UTC
    form_version integer not null,
    step text not null,
    counted text not null, -- what is counted
    detail text not null, -- of a refusal the field and the code, of a time its class; else empty
    number integer not null,
    primary key (source_id, day, form_version, step, counted, detail)
) without rowid;

-- An event is given its place in the feed when somebody reads that: an id is drawn before its transaction commits, so a
-- reader that goes by ids would pass over one that commits late.
alter table event add column step text; -- of a step that was saved
alter table event add column position integer;
alter table source add column last_position integer not null default 0;
create index event_to_place on event (source_id, happened_at, id) where position is null;
create unique index event_by_position on event (source_id, position) where position is not null;

-- When it was told that nothing has come of a session for a while; once at most.
alter table signup add column abandoned_at integer;
create index signup_to_abandon on signup (started_at, id)
    where ended_at is null and abandoned_at is null and started_at is not null;
