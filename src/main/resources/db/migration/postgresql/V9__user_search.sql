-- An index of trigrams, where the server has the extension and lets us have it; without it a search reads all users.
do $$
begin
    create extension if not exists pg_trgm;
    create index directory_user_by_search on directory_user using gin (search gin_trgm_ops);
exception
    when others then
        raise notice 'no index for the search of users: %', sqlerrm;
end;
$$;
