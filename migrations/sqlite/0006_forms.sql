-- The form of a source becomes a value, and a section of a customer a row: a new section needs no step here.
-- Side by side with ../postgres/0006_forms.sql: same tables, same columns, native types there.

-- Versions of forms, which are only ever added. A source without one has the built-in form.
create table form (
    id integer primary key autoincrement,
    source_id integer not null references source (id),
    version integer not null,
    definition text not null, -- JSON
    created_at integer not null,
    unique (source_id, version)
);
alter table source add column form_id integer references form (id);
-- The form that a session began with.
alter table signup add column form_id integer references form (id);

-- What a customer has in one section, sealed as before, in the version of the customer that wrote it.
create table customer_section (
    source_id integer not null references source (id),
    customer_id integer not null references customer (id),
    section text not null,
    sealed blob not null,
    revision integer not null,
    primary key (customer_id, section)
);

insert into customer_section (source_id, customer_id, section, sealed, revision)
select source_id, id, 'personal', sealed_personal, version from customer
union all
select source_id, id, 'vehicle', sealed_vehicle, version from customer where sealed_vehicle is not null
union all
select source_id, id, 'medical', sealed_medical, version from customer where sealed_medical is not null
union all
select source_id, id, 'next-of-kin', sealed_next_of_kin, version from customer where sealed_next_of_kin is not null;

alter table customer drop column sealed_personal;
alter table customer drop column sealed_vehicle;
alter table customer drop column sealed_medical;
alter table customer drop column sealed_next_of_kin;
