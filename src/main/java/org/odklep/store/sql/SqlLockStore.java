package org.odklep.store.sql;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.lock.Ending;
import org.odklep.lock.History;
import org.odklep.lock.LockStore;
import org.odklep.lock.RestrictionPage;
import org.odklep.lock.RestrictionQuery;
import org.odklep.lock.SendingRestriction;

/** Restrictions, a row for each; ended ones stay. */
public final class SqlLockStore implements LockStore {
    private final Database database;

    public SqlLockStore(Database database) {
        this.database = database;
    }

    @Override
    public Opening open(SendingRestriction restriction, AuditEvent event) {
        return database.write(sql -> {
            long version = sql.raise("restriction");
            Optional<SendingRestriction> holding = notEnded(sql, restriction.account());
            if (holding.isPresent()) {
                return new Opening.AlreadyOpen(holding.get());
            }
            RestrictionRow.insert(sql, restriction, version);
            SqlAuditLog.append(sql, event);
            return new Opening.Opened(restriction);
        });
    }

    @Override
    public Closing close(String id, Ending ending, AuditEvent event) {
        return database.write(sql -> {
            long version = sql.raise("restriction");
            boolean closed = RestrictionRow.end(sql, id, ending, version);
            if (closed) {
                SqlAuditLog.append(sql, event);
            }
            return find(sql, id)
                    .<Closing>map(restriction ->
                            closed ? new Closing.Closed(restriction) : new Closing.AlreadyClosed(restriction))
                    .orElseGet(Closing.Unknown::new);
        });
    }

    @Override
    public Optional<SendingRestriction> find(String id) {
        return database.look(sql -> find(sql, id));
    }

    @Override
    public List<SendingRestriction> of(AccountName account, int limit) {
        return database.read(
                sql -> sql.sql(RestrictionRow.SELECT + "where r.account = :account order by r.opened desc limit :limit")
                        .param("account", account.value())
                        .param("limit", limit)
                        .query(RestrictionRow::read)
                        .list());
    }

    @Override
    public List<SendingRestriction> lastEnded(int limit) {
        return database.read(sql -> sql.sql(
                        RestrictionRow.SELECT + "where r.ended_ms is not null order by r.ended_ms desc limit :limit")
                .param("limit", limit)
                .query(RestrictionRow::read)
                .list());
    }

    @Override
    public History history(AccountName account) {
        return database.read(sql -> sql.sql("""
                select count(*) as restrictions, count(case when ended_by <> :time then 1 end) as releases
                from restriction where account = :account
                """)
                .param("time", Ending.TIME)
                .param("account", account.value())
                .query((row, index) -> new History(row.getInt("restrictions"), row.getInt("releases")))
                .single());
    }

    @Override
    public RestrictionPage list(RestrictionQuery query, Instant now) {
        RestrictionList list = new RestrictionList(query, now);
        return list.page(database.read(sql -> sql.sql(list.text(sql))
                .params(list.parameters())
                .query(RestrictionRow::read)
                .list()));
    }

    @Override
    public int count(RestrictionQuery query, int most, Instant now) {
        RestrictionList list = new RestrictionList(query, now);
        return database.read(sql -> sql.sql(list.counting())
                .params(list.parameters())
                .param("most", most)
                .query(Integer.class)
                .single());
    }

    /** Two selects, so that each finds its rows by an index. */
    @Override
    public Changes current(Instant endedSince) {
        return database.read(sql -> new Changes(
                version(sql),
                sql.sql(RestrictionRow.SELECT + "where r.ended_ms is null union all " + RestrictionRow.SELECT
                                + "where r.ended_ms >= :since order by version")
                        .param("since", endedSince.toEpochMilli())
                        .query(RestrictionRow::read)
                        .list()));
    }

    /**
     * The version is read first: changes that are committed in between come now and once more the next time, and none
     * is passed over.
     */
    @Override
    public Changes changedSince(long seen) {
        return database.read(sql -> {
            long version = version(sql);
            return new Changes(version, version == seen ? List.of() : changed(sql, seen));
        });
    }

    private static List<SendingRestriction> changed(Sql sql, long seen) {
        return sql.sql(RestrictionRow.SELECT + "where r.version > :seen order by r.version")
                .param("seen", seen)
                .query(RestrictionRow::read)
                .list();
    }

    private static long version(Sql sql) {
        return sql.sql("select value from counter where name = 'restriction'")
                .query(Long.class)
                .single();
    }

    private static Optional<SendingRestriction> find(Sql sql, String id) {
        return sql.sql(RestrictionRow.SELECT + "where r.id = :id")
                .param("id", id)
                .query(RestrictionRow::read)
                .optional();
    }

    private static Optional<SendingRestriction> notEnded(Sql sql, AccountName account) {
        return sql.sql(RestrictionRow.SELECT + "where r.account = :account and r.ended_ms is null")
                .param("account", account.value())
                .query(RestrictionRow::read)
                .optional();
    }
}
