-- Attempts once more in the order of time, so that the log goes through them without looking each one up.
drop index sign_in_by_time;

create index sign_in_by_time on sign_in (at_ms, id, account, client, kind, familiar, code);

-- The entries of one actor, of one action, of both, and of a time.
create index audit_by_actor on audit (actor, number);

create index audit_by_actor_and_action on audit (actor, action, number);

create index audit_by_action on audit (action, number);

create index audit_by_time on audit (at_ms, number);
