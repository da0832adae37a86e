-- Ways back from an OpenID Connect provider that were gone, for the few minutes in which somebody might go one again.
create table spent_ticket (
    id text ${bytewise} not null primary key,
    until_ms bigint not null
) ${clustered};
