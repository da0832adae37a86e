-- Users of the built-in directory. Raised by whoever changes one, so that a name is seen to be free and taken at once.
insert into counter (name, value) values ('user', 0);

create table directory_user (
    id text ${bytewise} not null primary key,
    name text ${bytewise} not null,
    -- what lists are ordered by: the display name, normalised
    sort_name text ${bytewise} not null,
    created_ms bigint not null,
    -- everything that is searched for, normalised
    search text ${bytewise} not null,
    profile text not null,
    roles text not null,
    block_reason text,
    block_by text,
    block_since_ms bigint,
    password_hash text,
    password_changed_ms bigint not null,
    must_change integer not null,
    sessions_valid_ms bigint not null,
    last_sign_in_ms bigint,
    version bigint not null
);

create unique index directory_user_by_name on directory_user (name, id);

create index directory_user_by_sort_name on directory_user (sort_name, id);

create index directory_user_by_created on directory_user (created_ms, id);

-- Names and aliases: each belongs to one user.
create table user_name (
    name text ${bytewise} not null primary key,
    user_id text ${bytewise} not null
) ${clustered};

create index user_name_by_user on user_name (user_id);
