-- The pictures that forms have as their logo, by their content: a picture is added once and never changes.
-- Side by side with ../postgres/0009_logo.sql.

create table logo (
    hash text not null primary key,
    png blob not null,
    created_at integer not null
);
