-- The pictures that forms have as their logo, by their content: a picture is added once and never changes.
-- Side by side with ../sqlite/0009_logo.sql.

create table logo (
    hash text not null primary key,
    png bytea not null,
    created_at timestamptz not null
);
