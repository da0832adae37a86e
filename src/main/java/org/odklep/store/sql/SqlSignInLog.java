package org.odklep.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.signin.SignInCode;
import org.odklep.signin.SignInLog;
import org.odklep.signin.SignInRecord;
import org.odklep.signin.SignInSearch;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sign-in log, a row for each attempt. */
public final class SqlSignInLog implements SignInLog {
    static final String FAILED = " and code <> 'SUCCESS' and code <> 'FACTOR_AWAITED'";

    private final Database database;

    public SqlSignInLog(Database database) {
        this.database = database;
    }

    @Override
    public void write(List<SignInRecord> batch) {
        database.write(sql -> {
            sql.batch(
                    """
                    insert into sign_in (account, at_ms, id, client, kind, familiar, code) values (?, ?, ?, ?, ?, ?, ?)
                    on conflict do nothing
                    """,
                    batch,
                    (parameters, each) -> parameters
                            .add(each.account().value())
                            .add(each.at().toEpochMilli())
                            .add(each.id())
                            .add(each.client().value())
                            .add(each.kind().key())
                            .add(each.familiar() ? 1 : 0)
                            .add(each.code().name()));
            addUp(sql, batch);
            return batch.size();
        });
    }

    /** In the order of the hours: so two nodes never wait for one another crosswise. */
    private static void addUp(Sql sql, List<SignInRecord> batch) {
        Map<Long, List<SignInRecord>> hours = batch.stream()
                .collect(Collectors.groupingBy(
                        each -> each.at().truncatedTo(ChronoUnit.HOURS).toEpochMilli(),
                        TreeMap::new,
                        Collectors.toList()));
        sql.batch("""
                insert into sign_in_hour (from_ms, succeeded, failed) values (?, ?, ?)
                on conflict (from_ms) do update set
                    succeeded = sign_in_hour.succeeded + excluded.succeeded,
                    failed = sign_in_hour.failed + excluded.failed
                """, hours.entrySet(), (parameters, hour) -> {
            parameters
                    .add(hour.getKey())
                    .add(count(hour.getValue(), SignInCode.Outcome.SUCCESS))
                    .add(count(hour.getValue(), SignInCode.Outcome.FAILURE));
        });
    }

    private static long count(List<SignInRecord> attempts, SignInCode.Outcome outcome) {
        return attempts.stream()
                .filter(each -> each.code().outcome() == outcome)
                .count();
    }

    @Override
    public List<SignInRecord> list(Query query) {
        String where = query.account().map(account -> " and account = :account").orElse("")
                + query.success()
                        .map(success -> success ? " and code = 'SUCCESS'" : FAILED)
                        .orElse("")
                + query.before().map(end -> " and (at_ms, id) < (:end, :id)").orElse("");
        return database.read(sql -> {
            JdbcClient.StatementSpec statement = sql.sql(
                            "select * from sign_in where 1 = 1" + where + " order by at_ms desc, id desc limit :limit")
                    .param("limit", query.limit());
            query.account().ifPresent(account -> statement.param("account", account.value()));
            query.before()
                    .ifPresent(end ->
                            statement.param("end", end.at().toEpochMilli()).param("id", end.id()));
            return statement.query(SqlSignInLog::attempt).list();
        });
    }

    @Override
    public SignInSearch.Page search(SignInSearch search) {
        return database.read(new SignInList(search)::page);
    }

    @Override
    public List<SignInRecord> failures(Instant since, int limit) {
        return database.read(sql -> sql.sql("select * from sign_in where at_ms >= :since" + FAILED
                        + " order by at_ms desc, id desc limit :limit")
                .param("since", since.toEpochMilli())
                .param("limit", limit)
                .query(SqlSignInLog::attempt)
                .list());
    }

    @Override
    public List<Hour> hours(Instant since) {
        return database.read(sql -> sql.sql("select * from sign_in_hour where from_ms >= :since order by from_ms")
                .param("since", since.toEpochMilli())
                .query((row, index) ->
                        new Hour(Sql.instant(row, "from_ms"), row.getLong("succeeded"), row.getLong("failed")))
                .list());
    }

    @Override
    public void prune(Instant before) {
        new Portions(database, "sign_in", "account, at_ms, id")
                .delete("at_ms < :before", Map.of("before", before.toEpochMilli()));
        new Portions(database, "sign_in_hour", "from_ms")
                .delete(
                        "from_ms < :before",
                        Map.of("before", before.minus(TOTALS).toEpochMilli()));
    }

    static SignInRecord attempt(ResultSet row, int index) throws SQLException {
        return new SignInRecord(
                row.getString("id"),
                Sql.instant(row, "at_ms"),
                new AccountName(row.getString("account")),
                new ClientAddress(row.getString("client")),
                SqlPlaceStore.kind(row.getString("kind")),
                row.getInt("familiar") == 1,
                SignInCode.valueOf(row.getString("code")));
    }
}
