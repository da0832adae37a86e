-- What Dovecot hosts are still to do after changes of users: stored with the change, held by a node that works on it.
create table sign_out (
    id text ${bytewise} not null primary key,
    host text ${bytewise} not null,
    target text not null,
    -- a JSON array
    names text not null,
    kick integer not null,
    cause text not null,
    changed_by text not null,
    at_ms bigint not null,
    told integer not null,
    node text ${bytewise},
    held_until_ms bigint not null
) ${clustered};

create index sign_out_by_held_until on sign_out (held_until_ms);
create index sign_out_by_node on sign_out (node);

-- Who is in which group, beside the profile that says so too: an index from groups to users.
create table user_group (
    group_name text ${bytewise} not null,
    user_id text ${bytewise} not null,
    primary key (group_name, user_id)
) ${clustered};

create index user_group_by_user on user_group (user_id);
