-- Counts of several nodes: rows are only ever added, each batch under a number of its own, so that a node finds what others
-- wrote since it last looked. Of first-time recipients the fingerprints are with them, 4 bytes each.
alter table sent_count
    add column batch bigint not null default 0,
    add column node bigint not null default 0,
    add column fresh bytea not null default '',
    drop constraint sent_count_pkey,
    add primary key (account, from_ms, batch);

create index sent_count_by_batch on sent_count (batch);

insert into counter (name, value) values ('sent', 0);
