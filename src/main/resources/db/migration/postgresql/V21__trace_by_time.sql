-- In the exact order of the list of all messages. The rows themselves are stored in the order of time already.
drop index message_trace_by_time;

create index message_trace_by_time on message_trace (at_ms, account, id);
