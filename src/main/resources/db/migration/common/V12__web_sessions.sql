-- Browsers that are signed in, each under the SHA-256 of its secret in lower-case hex. The owner is a user by id or an
-- administrator by name; the proof is the SHA-256 of the stored hash of the password that opened the session.
create table web_session (
    hash text ${bytewise} not null primary key,
    id text ${bytewise} not null unique,
    owner text ${bytewise} not null,
    proof text not null,
    must_change integer not null,
    client text not null,
    browser text not null,
    created_ms bigint not null,
    seen_ms bigint not null
);

create index web_session_by_owner on web_session (owner, created_ms);
