-- The rows of a trace once more in the order of time: the list of all messages goes through them without looking each one
-- up among the rows of its account, which took seconds for a million of them. New rows are appended.
drop index message_trace_by_time;

create index message_trace_by_time on message_trace
    (at_ms, account, id, queue_id, sender, recipients, domains, size, client);
