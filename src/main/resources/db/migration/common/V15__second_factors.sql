-- Second factors, a row for each owner of sessions who has one or is setting one up. The document is JSON: the key of the
-- authenticator app is encrypted under a key that is not in the database, recovery codes are hashes.
create table second_factor (
    owner text ${bytewise} not null primary key,
    document text not null
) ${clustered};

-- When the password or a second factor was last shown in a session, and whether a second factor was.
alter table web_session add column proven_ms bigint not null default 0;
alter table web_session add column factor integer not null default 0;
