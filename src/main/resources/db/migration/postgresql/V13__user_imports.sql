-- Imports that are under way, or broke off. Whom one brought is not there for anybody while it stands here.
create table user_import (
    id bigint not null primary key,
    begun_ms bigint not null
);

insert into counter (name, value) values ('user_import', 0);

alter table directory_user add column import_id bigint;

create index directory_user_by_import on directory_user (import_id) where import_id is not null;

create view visible_user as
    select * from directory_user where import_id is null or import_id not in (select id from user_import);
