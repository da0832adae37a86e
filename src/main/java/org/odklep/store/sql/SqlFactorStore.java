package org.odklep.store.sql;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.odklep.signin.LockoutState;
import org.odklep.signin.SessionOwner;
import org.odklep.signin.factor.FactorStore;
import org.odklep.signin.factor.Factors;

/** The second factors, a row with a document for each owner who has any. */
public final class SqlFactorStore implements FactorStore {
    private static final String NOTHING = "";

    private final Database database;

    public SqlFactorStore(Database database) {
        this.database = database;
    }

    @Override
    public Factors find(SessionOwner owner) {
        return database.read(sql -> read(sql, owner, ""));
    }

    @Override
    public <T> T update(SessionOwner owner, Function<Factors, Step<T>> change) {
        return database.write(sql -> {
            sql.sql("insert into second_factor (owner, document) values (:owner, :document) on conflict do nothing")
                    .param("owner", owner.key())
                    .param("document", NOTHING)
                    .update();
            Step<T> step = change.apply(read(sql, owner, sql.lockingRows()));
            write(sql, owner, step.factors());
            step.events().forEach(event -> SqlAuditLog.append(sql, event));
            return step.result();
        });
    }

    private static Factors read(Sql sql, SessionOwner owner, String locking) {
        return sql.sql("select document from second_factor where owner = :owner" + locking)
                .param("owner", owner.key())
                .query(String.class)
                .optional()
                .filter(document -> !document.equals(NOTHING))
                .map(document -> Json.read(document, Document.class).factors())
                .orElse(Factors.NONE);
    }

    private static void write(Sql sql, SessionOwner owner, Factors factors) {
        if (factors.equals(Factors.NONE)) {
            sql.sql("delete from second_factor where owner = :owner")
                    .param("owner", owner.key())
                    .update();
        } else {
            sql.sql("update second_factor set document = :document where owner = :owner")
                    .param("document", Json.write(Document.of(factors)))
                    .param("owner", owner.key())
                    .update();
        }
    }

    /** What stands in the column; times are milliseconds. */
    record Document(@Nullable App app, @Nullable Pending pending, List<String> codes, Wrong wrong) {
        record App(String key, long since, long used) {}

        record Pending(String key, long since) {}

        record Wrong(int failures, int lockouts, long last, long since, long until) {}

        static Document of(Factors factors) {
            Factors.App app = factors.app();
            Factors.Pending pending = factors.pending();
            LockoutState wrong = factors.wrong();
            return new Document(
                    app == null ? null : new App(app.key(), app.since().toEpochMilli(), app.used()),
                    pending == null
                            ? null
                            : new Pending(pending.key(), pending.since().toEpochMilli()),
                    factors.codes(),
                    new Wrong(
                            wrong.failures(),
                            wrong.lockouts(),
                            wrong.lastFailure().toEpochMilli(),
                            wrong.lockedSince().toEpochMilli(),
                            wrong.lockedUntil().toEpochMilli()));
        }

        Factors factors() {
            return new Factors(
                    app == null ? null : new Factors.App(app.key, Instant.ofEpochMilli(app.since), app.used),
                    pending == null ? null : new Factors.Pending(pending.key, Instant.ofEpochMilli(pending.since)),
                    codes,
                    new LockoutState(
                            wrong.failures,
                            wrong.lockouts,
                            List.of(),
                            Instant.ofEpochMilli(wrong.last),
                            Instant.ofEpochMilli(wrong.since),
                            Instant.ofEpochMilli(wrong.until)));
        }
    }
}
