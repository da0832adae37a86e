-- Bearer tokens, each under the SHA-256 of its secret in lower-case hex.
create table api_token (
    id text ${bytewise} not null primary key,
    hash text ${bytewise} not null unique,
    name text not null,
    role text not null,
    created_by text not null,
    created_ms bigint not null,
    expires_ms bigint not null
);
