-- Who changed what, when, by which request: rows that are only ever added, and chained soon after.
-- Side by side with ../postgres/0020_audit.sql.

create table audit (
    id blob primary key,
    at integer not null,
    source_id integer, -- none of what concerns no tenant
    kind text not null, -- tenant, person, operator
    who text not null, -- the client id, the session, the user of the machine
    action text not null, -- method and route, or the command
    records text not null, -- what was changed: kinds and ids
    request_id text, -- none of a command
    seal blob not null, -- a keyed hash of all the above
    position integer unique, -- in the chain
    hash blob -- a keyed hash of the row before, the position and the seal
);
create index audit_unchained on audit (id) where position is null;
create index audit_by_source on audit (source_id, id);

-- Where the chain ends.
create table audit_head (
    id integer primary key check (id = 1),
    position integer not null,
    hash blob not null
);
insert into audit_head (id, position, hash) values (1, 0, zeroblob(32));

create trigger audit_keeps_its_rows before delete on audit
begin
    select raise(abort, 'audit: rows are only ever added');
end;
create trigger audit_keeps_its_values before update on audit
when old.position is not null or new.position is null or new.hash is null
    or (new.id, new.at, new.source_id, new.kind, new.who, new.action, new.records, new.request_id, new.seal)
        is not (old.id, old.at, old.source_id, old.kind, old.who, old.action, old.records, old.request_id, old.seal)
begin
    select raise(abort, 'audit: rows are only ever added');
end;
