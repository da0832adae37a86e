create trigger audit_is_not_updated before update on audit
begin
    select raise(abort, 'the audit log is append-only');
end;

create trigger audit_is_not_deleted before delete on audit
begin
    select raise(abort, 'the audit log is append-only');
end;

-- A row that another one replaces is not deleted by way of a trigger.
create trigger audit_is_not_replaced before insert on audit
when exists (select 1 from audit where number = new.number)
begin
    select raise(abort, 'the audit log is append-only');
end;
