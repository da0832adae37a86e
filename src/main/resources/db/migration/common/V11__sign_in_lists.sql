-- Whose sign-ins are refused or spared by hand. A network is stored as 192.0.2.0/24; the empty text stands for no network
-- or no account.
create table sign_in_list (
    kind text ${bytewise} not null,
    network text ${bytewise} not null,
    account text ${bytewise} not null,
    reason text not null,
    until_ms bigint not null,
    primary key (kind, network, account)
) ${clustered};

insert into counter (name, value) values ('sign_in_list', 0);
