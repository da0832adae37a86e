package org.odklep.store.sql;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.odklep.signin.LockoutState;
import org.odklep.signin.SessionOwner;
import org.odklep.signin.factor.Challenges;
import org.odklep.signin.factor.FactorStore;
import org.odklep.signin.factor.Factors;
import org.odklep.signin.factor.Passkey;

/** The second factors, a row with a document for each owner who has any. */
public final class SqlFactorStore implements FactorStore {
    private static final String NOTHING = "";

    private final Database database;

    public SqlFactorStore(Database database) {
        this.database = database;
    }

    @Override
    public Factors find(SessionOwner owner) {
        return database.look(sql -> read(sql, owner, ""));
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

    /** What stands in the column; times are milliseconds. Documents from before passkeys say nothing of them. */
    record Document(
            @Nullable App app,
            @Nullable Pending pending,
            @Nullable List<Key> passkeys,
            @Nullable List<Challenge> challenges,
            List<String> codes,
            Wrong wrong) {
        record App(String key, long since, long used) {}

        record Pending(String key, long since) {}

        record Key(
                String id,
                String name,
                String data,
                long counter,
                boolean synced,
                long since,
                @Nullable Long used) {
            static Key of(Passkey passkey) {
                Passkey.PublicHalf half = passkey.key();
                Instant used = passkey.used();
                return new Key(
                        passkey.id(),
                        passkey.name(),
                        half.data(),
                        half.counter(),
                        half.synced(),
                        passkey.since().toEpochMilli(),
                        used == null ? null : used.toEpochMilli());
            }

            Passkey passkey() {
                return new Passkey(
                        id,
                        name,
                        new Passkey.PublicHalf(data, counter, synced),
                        Instant.ofEpochMilli(since),
                        used == null ? null : Instant.ofEpochMilli(used));
            }
        }

        record Challenge(String session, String value, long since) {}

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
                    factors.passkeys().stream().map(Key::of).toList(),
                    factors.challenges().open().stream()
                            .map(each -> new Challenge(
                                    each.session(), each.value(), each.since().toEpochMilli()))
                            .toList(),
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
                    passkeys == null
                            ? List.of()
                            : passkeys.stream().map(Key::passkey).toList(),
                    challenges == null ? Challenges.NONE : open(challenges),
                    codes,
                    new LockoutState(
                            wrong.failures,
                            wrong.lockouts,
                            List.of(),
                            Instant.ofEpochMilli(wrong.last),
                            Instant.ofEpochMilli(wrong.since),
                            Instant.ofEpochMilli(wrong.until)));
        }

        private static Challenges open(List<Challenge> challenges) {
            return new Challenges(challenges.stream()
                    .map(each -> new Challenges.Open(each.session, each.value, Instant.ofEpochMilli(each.since)))
                    .toList());
        }
    }
}
