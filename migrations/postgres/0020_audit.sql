-- Who changed what, when, by which request: rows that are only ever added, and chained soon after.
-- Side by side with ../sqlite/0020_audit.sql.

create table audit (
    id uuid primary key,
    at timestamptz not null,
    source_id bigint, -- none of what concerns no tenant
    kind text not null, -- tenant, person, operator
    who text not null, -- the client id, the session, the user of the machine
    action text not null, -- method and route, or the command
    records text not null, -- what was changed: kinds and ids
    request_id text, -- none of a command
    seal bytea not null, -- a keyed hash of all the above
    position bigint unique, -- in the chain
    hash bytea -- a keyed hash of the row before, the position and the seal
);
create index audit_unchained on audit (id) where position is null;
create index audit_by_source on audit (source_id, id);

-- Where the chain ends.
create table audit_head (
    id bigint primary key check (id = 1),
    position bigint not null,
    hash bytea not null
);
insert into audit_head (id, position, hash) values (1, 0, decode(repeat('00', 32), 'hex'));

create function audit_is_only_added_to() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.position is null and new.position is not null and new.hash is not null
        and (new.id, new.at, new.source_id, new.kind, new.who, new.action, new.records, new.request_id, new.seal)
            is not distinct from
            (old.id, old.at, old.source_id, old.kind, old.who, old.action, old.records, old.request_id, old.seal)
    then
        return new;
    end if;
    raise exception 'audit: rows are only ever added';
end
$$;
create trigger audit_keeps_its_rows before update or delete on audit
    for each row execute function audit_is_only_added_to();
create trigger audit_keeps_all_rows before truncate on audit
    for each statement execute function audit_is_only_added_to();
