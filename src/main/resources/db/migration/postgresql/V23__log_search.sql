-- The entries of one actor, of one action, of both, and of a time. Attempts to sign in have their index already.
create index audit_by_actor on audit (actor, number);

create index audit_by_actor_and_action on audit (actor, action, number);

create index audit_by_action on audit (action, number);

create index audit_by_time on audit (at_ms, number);
