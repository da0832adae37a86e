-- Wrong passwords of an account, at familiar places (1) and at all others (0). Nothing is stored for an account without.
create table lockout (
    account text ${bytewise} not null,
    familiar integer not null,
    failures integer not null,
    lockouts integer not null,
    -- fingerprints of the last passwords tried, the last one first, with blanks between them
    tried text not null,
    last_failure_ms bigint not null,
    locked_since_ms bigint not null,
    locked_until_ms bigint not null,
    primary key (account, familiar)
) ${clustered};

create index lockout_by_end on lockout (locked_until_ms);

create table familiar_place (
    account text ${bytewise} not null,
    network text ${bytewise} not null,
    kind text ${bytewise} not null,
    first_ms bigint not null,
    last_ms bigint not null,
    primary key (account, network, kind)
) ${clustered};

create index familiar_place_by_time on familiar_place (last_ms);

create table sign_in (
    account text ${bytewise} not null,
    at_ms bigint not null,
    id text ${bytewise} not null,
    client text not null,
    kind text not null,
    familiar integer not null,
    code text not null,
    primary key (account, at_ms, id)
) ${clustered};

create index sign_in_by_time on sign_in (at_ms, id);
