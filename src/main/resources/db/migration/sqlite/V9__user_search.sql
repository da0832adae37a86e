-- Every user has a place: a number in the order of display names, with gaps for those who come later. The index of
-- trigrams knows users by their places, so it finds them in that order, and a page of a search ends as soon as it is full.
alter table directory_user add column place integer;

create unique index directory_user_by_place on directory_user (place);

create virtual table user_text using fts5 (
    search, content = '', contentless_delete = 1, tokenize = 'trigram case_sensitive 1'
);
