-- What administrators decided on a page, by name. The configuration file outranks it.
create table setting (
    name text ${bytewise} not null primary key,
    value text not null
) ${clustered};

insert into counter (name, value) values ('setting', 0);
