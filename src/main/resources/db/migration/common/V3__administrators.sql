-- Those who sign in to the admin page, with the Argon2id hash of their password.
create table administrator (
    name text ${bytewise} not null primary key,
    role text not null,
    password_hash text not null,
    created_ms bigint not null
);

-- Raised by whoever adds one, so that of several "first" ones at once only one is.
insert into counter (name, value) values ('administrator', 0);
