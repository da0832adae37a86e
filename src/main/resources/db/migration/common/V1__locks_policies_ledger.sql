-- One text for SQLite and PostgreSQL. Instants are milliseconds since 1970 in UTC. ${bytewise} compares text by its
-- bytes, whatever the locale; ${bytes} is a string of bytes; ${clustered} keeps the rows in the order of their key,
-- where the engine can.

create table meta (
    name text not null primary key,
    value text not null
);

-- A counter is raised in the transaction that it numbers, and that transaction's end is waited for by the next one:
-- numbers become visible in their order. Order of locking: restriction or policy, then audit.
create table counter (
    name text not null primary key,
    value bigint not null
);

insert into counter (name, value) values ('audit', 0), ('restriction', 0), ('policy', 0);

create table audit (
    number bigint not null primary key,
    at_ms bigint not null,
    actor text not null,
    origin text not null,
    action text not null,
    target text not null,
    reason text not null,
    before_text text,
    after_text text,
    previous_hash text not null,
    hash text not null
);

create index audit_by_target on audit (target, number);

create table restriction (
    id text ${bytewise} not null primary key,
    account text ${bytewise} not null,
    reason text not null,
    set_by text not null,
    since_ms bigint not null,
    until_ms bigint,
    earlier_restrictions integer not null,
    earlier_releases integer not null,
    refused bigint not null,
    ended_ms bigint,
    ended_by text,
    ended_reason text,
    -- the value of the counter when it was opened, and when it last changed
    opened bigint not null,
    version bigint not null
);

-- An account has at most one restriction that is not ended.
create unique index restriction_not_ended on restriction (account) where ended_ms is null;

create unique index restriction_by_account on restriction (account, opened);

create index restriction_by_since on restriction (since_ms, id);

create index restriction_by_end on restriction (ended_ms);

create unique index restriction_by_version on restriction (version);

-- Apart from the restriction, which lists search through.
create table restriction_evidence (
    restriction text ${bytewise} not null primary key references restriction (id),
    document text not null
);

create table allow_entry (
    pattern text ${bytewise} not null primary key,
    reason text not null,
    added_by text not null,
    added_ms bigint not null,
    until_ms bigint
);

create table outbound_policy (
    place integer not null primary key,
    document text not null
);

create table sent_count (
    account text ${bytewise} not null,
    from_ms bigint not null,
    messages integer not null,
    internal integer not null,
    external integer not null,
    first_time integer not null,
    primary key (account, from_ms)
) ${clustered};

create index sent_count_by_time on sent_count (from_ms);

create table message_trace (
    account text ${bytewise} not null,
    at_ms bigint not null,
    -- tells messages of one millisecond apart
    id bigint not null,
    queue_id text not null,
    sender text not null,
    recipients integer not null,
    domains text not null,
    size bigint not null,
    client text not null,
    primary key (account, at_ms, id)
) ${clustered};

create index message_trace_by_time on message_trace (at_ms);

-- 4 bytes for each recipient, the one that was written to first in front.
create table known_recipients (
    account text ${bytewise} not null primary key,
    fingerprints ${bytes} not null
);

create table alert (
    account text ${bytewise} not null,
    at_ms bigint not null,
    id text ${bytewise} not null,
    shadow integer not null,
    action text not null,
    evidence text not null,
    primary key (account, at_ms, id)
);

create index alert_by_time on alert (at_ms);
