package org.odklep.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.signin.LockoutQuery;
import org.odklep.signin.LockoutState;
import org.odklep.signin.LockoutStore;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The counts of wrong passwords, a row for each account and kind of place that has any. */
public final class SqlLockoutStore implements LockoutStore {
    private static final String INSERT = """
            insert into lockout
                (account, familiar, failures, lockouts, tried, last_failure_ms, locked_since_ms, locked_until_ms)
            values (:account, :familiar, :failures, :lockouts, :tried, :last, :since, :until)
            on conflict do nothing
            """;
    private static final String UPDATE = """
            update lockout set failures = :failures, lockouts = :lockouts, tried = :tried,
                last_failure_ms = :last, locked_since_ms = :since, locked_until_ms = :until
            where account = :account and familiar = :familiar
            """;
    private static final String DELETE = "delete from lockout where account = :account and familiar = :familiar";
    private static final String UNCHANGED = """
             and failures = :was_failures and lockouts = :was_lockouts and tried = :was_tried
                and last_failure_ms = :was_last and locked_since_ms = :was_since and locked_until_ms = :was_until
            """;

    private final Database database;

    public SqlLockoutStore(Database database) {
        this.database = database;
    }

    @Override
    public LockoutState get(Key key) {
        return database.look(sql -> read(sql, key, ""));
    }

    /** A state that does not change is not written. Others seldom came in between, so one statement is mostly enough. */
    @Override
    public LockoutState update(Key key, LockoutState seen, UnaryOperator<LockoutState> change) {
        LockoutState next = change.apply(seen);
        if (next.equals(seen)) {
            return seen;
        }
        return database.note(sql -> exchange(sql, key, seen, next))
                ? next
                : database.write(sql -> change(sql, key, change));
    }

    /** Puts a state in the place of another one, if that is there. */
    private static boolean exchange(Sql sql, Key key, LockoutState before, LockoutState after) {
        if (before.equals(LockoutState.NONE)) {
            return insert(sql, key, after);
        }
        JdbcClient.StatementSpec statement = after.equals(LockoutState.NONE)
                ? sql.sql(DELETE + UNCHANGED)
                : with(sql.sql(UPDATE + UNCHANGED), "", after);
        return of(with(statement, "was_", before), key).update() == 1;
    }

    /** Changes whatever is there, while everybody else who would change it waits. */
    private static LockoutState change(Sql sql, Key key, UnaryOperator<LockoutState> change) {
        insert(sql, key, LockoutState.NONE);
        LockoutState next = change.apply(read(sql, key, sql.lockingRows()));
        JdbcClient.StatementSpec statement =
                next.equals(LockoutState.NONE) ? sql.sql(DELETE) : with(sql.sql(UPDATE), "", next);
        of(statement, key).update();
        return next;
    }

    private static boolean insert(Sql sql, Key key, LockoutState state) {
        return of(with(sql.sql(INSERT), "", state), key).update() == 1;
    }

    private static JdbcClient.StatementSpec of(JdbcClient.StatementSpec statement, Key key) {
        return statement.param("account", key.account().value()).param("familiar", key.familiar() ? 1 : 0);
    }

    private static JdbcClient.StatementSpec with(
            JdbcClient.StatementSpec statement, String prefix, LockoutState state) {
        return statement
                .param(prefix + "failures", state.failures())
                .param(prefix + "lockouts", state.lockouts())
                .param(
                        prefix + "tried",
                        state.tried().stream().map(String::valueOf).collect(Collectors.joining(" ")))
                .param(prefix + "last", state.lastFailure().toEpochMilli())
                .param(prefix + "since", state.lockedSince().toEpochMilli())
                .param(prefix + "until", state.lockedUntil().toEpochMilli());
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
                .query(SqlLockoutStore::entry)
                .list());
    }

    /** The bound on the end alone keeps to the index, where the comparison of whole positions would not. */
    @Override
    public List<Entry> list(LockoutQuery query) {
        String where = (query.search().isEmpty() ? "" : " and account like :part escape '!'")
                + (query.familiar().isPresent() ? " and familiar = :familiar" : "")
                + (query.after().isPresent()
                        ? " and locked_until_ms <= :until and (locked_until_ms < :until or (account, familiar) > (:account, :place))"
                        : "");
        return database.read(sql -> {
            JdbcClient.StatementSpec statement = sql.sql("select * from lockout where locked_until_ms > :now" + where
                            + " order by locked_until_ms desc, account, familiar limit :limit")
                    .param("now", query.now().toEpochMilli())
                    .param("part", "%" + Sql.literally(query.search()) + "%")
                    .param("familiar", query.familiar().orElse(false) ? 1 : 0)
                    .param("limit", query.limit());
            query.after()
                    .ifPresent(end -> statement
                            .param("until", end.until().toEpochMilli())
                            .param("account", end.account().value())
                            .param("place", end.familiar() ? 1 : 0));
            return statement.query(SqlLockoutStore::entry).list();
        });
    }

    @Override
    public Tally tally(Instant now) {
        return database.read(sql -> sql.sql(
                        "select count(*) as lockouts, coalesce(max(locked_since_ms), 0) as newest_ms"
                                + " from lockout where locked_until_ms > :now")
                .param("now", now.toEpochMilli())
                .query((row, index) -> new Tally(row.getLong("lockouts"), Sql.instant(row, "newest_ms")))
                .single());
    }

    @Override
    public Set<AccountName> locked(Collection<AccountName> accounts, Instant now) {
        if (accounts.isEmpty()) {
            return Set.of();
        }
        return database.read(sql -> sql.sql(
                        "select distinct account from lockout where account in (:accounts) and locked_until_ms > :now")
                .param("accounts", accounts.stream().map(AccountName::value).toList())
                .param("now", now.toEpochMilli())
                .query((row, index) -> new AccountName(row.getString("account")))
                .set());
    }

    @Override
    public void prune(Instant before) {
        new Portions(database, "lockout", "account, familiar")
                .delete(
                        "locked_until_ms < :before and last_failure_ms < :before",
                        Map.of("before", before.toEpochMilli()));
    }

    private static LockoutState read(Sql sql, Key key, String locking) {
        return sql.sql("select * from lockout where account = :account and familiar = :familiar" + locking)
                .param("account", key.account().value())
                .param("familiar", key.familiar() ? 1 : 0)
                .query((row, index) -> state(row))
                .optional()
                .orElse(LockoutState.NONE);
    }

    private static Entry entry(ResultSet row, int index) throws SQLException {
        return new Entry(new Key(new AccountName(row.getString("account")), row.getInt("familiar") == 1), state(row));
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
