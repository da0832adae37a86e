-- Where a domain administrator's token may act (domains with blanks between), and whose token one is (the id of a user).
alter table api_token add column domains text not null default '';
alter table api_token add column owner text;
