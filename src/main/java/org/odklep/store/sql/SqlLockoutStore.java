package org.odklep.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.signin.LockoutState;
import org.odklep.signin.LockoutStore;

/** The counts of wrong passwords, a row for each account and kind of place that has any. */
public final class SqlLockoutStore implements LockoutStore {
    private final Database database;

    public SqlLockoutStore(Database database) {
        this.database = database;
    }

    @Override
    public LockoutState get(Key key) {
        return database.read(sql -> read(sql, key, ""));
    }

    /** A state that does not change is not written: most sign-ins succeed, and need no transaction at all. */
    @Override
    public LockoutState update(Key key, UnaryOperator<LockoutState> change) {
        LockoutState before = get(key);
        if (change.apply(before).equals(before)) {
            return before;
        }
        return database.write(sql -> {
            sql.sql("""
                    insert into lockout
                        (account, familiar, failures, lockouts, tried, last_failure_ms, locked_since_ms, locked_until_ms)
                    values (:account, :familiar, 0, 0, '', 0, 0, 0)
                    on conflict do nothing
                    """)
                    .param("account", key.account().value())
                    .param("familiar", key.familiar() ? 1 : 0)
                    .update();
            LockoutState next = change.apply(read(sql, key, sql.lockingRows()));
            write(sql, key, next);
            return next;
        });
    }

    @Override
    public boolean clear(AccountName account, AuditEvent event) {
        return database.write(sql -> {
            int removed = sql.sql("delete from lockout where account = :account")
                    .param("account", account.value())
                    .update();
            if (removed > 0) {
                SqlAuditLog.append(sql, event);
            }
            return removed > 0;
        });
    }

    @Override
    public List<Entry> locked(Instant now, int limit) {
        return database.read(sql -> sql.sql("select * from lockout where locked_until_ms > :now"
                        + " order by locked_until_ms desc, account limit :limit")
                .param("now", now.toEpochMilli())
                .param("limit", limit)
                .query((row, index) -> new Entry(
                        new Key(new AccountName(row.getString("account")), row.getInt("familiar") == 1), state(row)))
                .list());
    }

    @Override
    public void prune(Instant before) {
        database.write(
                sql -> sql.sql("delete from lockout where locked_until_ms < :before and last_failure_ms < :before")
                        .param("before", before.toEpochMilli())
                        .update());
    }

    private static LockoutState read(Sql sql, Key key, String locking) {
        return sql.sql("select * from lockout where account = :account and familiar = :familiar" + locking)
                .param("account", key.account().value())
                .param("familiar", key.familiar() ? 1 : 0)
                .query((row, index) -> state(row))
                .optional()
                .orElse(LockoutState.NONE);
    }

    private static void write(Sql sql, Key key, LockoutState state) {
        if (state.equals(LockoutState.NONE)) {
            sql.sql("delete from lockout where account = :account and familiar = :familiar")
                    .param("account", key.account().value())
                    .param("familiar", key.familiar() ? 1 : 0)
                    .update();
            return;
        }
        sql.sql("""
                update lockout set failures = :failures, lockouts = :lockouts, tried = :tried,
                    last_failure_ms = :last, locked_since_ms = :since, locked_until_ms = :until
                where account = :account and familiar = :familiar
                """)
                .param("failures", state.failures())
                .param("lockouts", state.lockouts())
                .param("tried", state.tried().stream().map(String::valueOf).collect(Collectors.joining(" ")))
                .param("last", state.lastFailure().toEpochMilli())
                .param("since", state.lockedSince().toEpochMilli())
                .param("until", state.lockedUntil().toEpochMilli())
                .param("account", key.account().value())
                .param("familiar", key.familiar() ? 1 : 0)
                .update();
    }

    private static LockoutState state(ResultSet row) throws SQLException {
        String tried = row.getString("tried");
        return new LockoutState(
                row.getInt("failures"),
                row.getInt("lockouts"),
                tried.isEmpty()
                        ? List.of()
                        : Arrays.stream(tried.split(" ", -1))
                                .map(Integer::valueOf)
                                .toList(),
                Sql.instant(row, "last_failure_ms"),
                Sql.instant(row, "locked_since_ms"),
                Sql.instant(row, "locked_until_ms"));
    }
}
