-- What the home page draws: a row for each hour, written together with what it adds up.

create table sign_in_hour (
    from_ms bigint not null primary key,
    succeeded bigint not null,
    failed bigint not null
);

insert into sign_in_hour (from_ms, succeeded, failed)
select at_ms / 3600000 * 3600000, sum(case when code = 'SUCCESS' then 1 else 0 end),
    sum(case when code = 'SUCCESS' then 0 else 1 end)
from sign_in group by at_ms / 3600000 * 3600000;

create table sent_hour (
    from_ms bigint not null primary key,
    messages bigint not null,
    recipients bigint not null
);

insert into sent_hour (from_ms, messages, recipients)
select at_ms / 3600000 * 3600000, count(*), sum(recipients)
from message_trace group by at_ms / 3600000 * 3600000;

-- The newest failures are looked at with every view of the home page, among however many that succeeded.
create index sign_in_failed on sign_in (at_ms, id) where code <> 'SUCCESS';
