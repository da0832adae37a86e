-- Imports that are under way, or broke off. Whom one brought is not there for anybody while it stands here.
create table user_import (
    id integer not null primary key,
    begun_ms bigint not null
);

insert into counter (name, value) values ('user_import', 0);

alter table directory_user add column import_id bigint;

create index directory_user_by_import on directory_user (import_id) where import_id is not null;

-- Every user has a place in each order of the list, and each order an index of trigrams that knows users by these places:
-- a page of any search, in any order, ends as soon as it is full. An import gives places when all its users are written;
-- until then they are in no index of an order either.
alter table directory_user add column name_place integer;

alter table directory_user add column created_place integer;

update directory_user set
    name_place = 4294967296 * ranked.by_name,
    created_place = 4294967296 * ranked.by_created
from (
    select id, row_number() over (order by name, id) as by_name, row_number() over (order by created_ms, id) as by_created
    from directory_user
) as ranked
where ranked.id = directory_user.id;

drop index directory_user_by_name;

drop index directory_user_by_sort_name;

drop index directory_user_by_created;

create index directory_user_by_name on directory_user (name, id, name_place) where name_place is not null;

create index directory_user_by_sort_name on directory_user (sort_name, id, place) where place is not null;

create index directory_user_by_created on directory_user (created_ms, id, created_place) where created_place is not null;

create unique index directory_user_by_name_place on directory_user (name_place);

create unique index directory_user_by_created_place on directory_user (created_place);

create virtual table user_text_by_name using fts5 (
    search, content = '', contentless_delete = 1, tokenize = 'trigram case_sensitive 1'
);

create virtual table user_text_by_created using fts5 (
    search, content = '', contentless_delete = 1, tokenize = 'trigram case_sensitive 1'
);

insert into user_text_by_name (rowid, search) select name_place, search from directory_user order by name_place;

insert into user_text_by_created (rowid, search) select created_place, search from directory_user order by created_place;

create view visible_user as
    select * from directory_user where import_id is null or import_id not in (select id from user_import);
