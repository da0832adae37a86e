package org.odklep.store.sql;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.odklep.kernel.AccountName;
import org.odklep.signin.ClientKind;
import org.odklep.signin.Place;
import org.odklep.signin.PlaceStore;

/** The places of each account, a row for each. */
public final class SqlPlaceStore implements PlaceStore {
    /** A place that is used all the time is not written all the time. */
    private static final Duration GRAIN = Duration.ofHours(1);

    private final Database database;

    public SqlPlaceStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean isFamiliar(AccountName account, Place place, Instant since) {
        return last(account, place).filter(last -> !last.isBefore(since)).isPresent();
    }

    @Override
    public void learn(AccountName account, Place place, Instant at) {
        if (last(account, place).filter(last -> last.plus(GRAIN).isAfter(at)).isPresent()) {
            return;
        }
        database.write(sql -> {
            sql.sql("""
                    insert into familiar_place (account, network, kind, first_ms, last_ms)
                    values (:account, :network, :kind, :at, :at)
                    on conflict (account, network, kind) do update set last_ms = excluded.last_ms
                    """)
                    .param("account", account.value())
                    .param("network", place.network())
                    .param("kind", place.kind().key())
                    .param("at", at.toEpochMilli())
                    .update();
            return sql.sql("""
                    delete from familiar_place where account = :account and last_ms < (
                        select last_ms from familiar_place where account = :account
                        order by last_ms desc limit 1 offset :last)
                    """)
                    .param("account", account.value())
                    .param("last", MAX_PLACES - 1)
                    .update();
        });
    }

    @Override
    public List<Known> of(AccountName account) {
        return database.read(sql -> sql.sql(
                        "select * from familiar_place where account = :account order by last_ms desc, network, kind")
                .param("account", account.value())
                .query((row, index) -> new Known(
                        new Place(row.getString("network"), kind(row.getString("kind"))),
                        Sql.instant(row, "first_ms"),
                        Sql.instant(row, "last_ms")))
                .list());
    }

    @Override
    public void forget(AccountName account) {
        database.write(sql -> sql.sql("delete from familiar_place where account = :account")
                .param("account", account.value())
                .update());
    }

    @Override
    public void prune(Instant before) {
        new Portions(database, "familiar_place", "account, network, kind")
                .delete("last_ms < :before", Map.of("before", before.toEpochMilli()));
    }

    private Optional<Instant> last(AccountName account, Place place) {
        return database.look(sql -> sql.sql("select last_ms from familiar_place"
                        + " where account = :account and network = :network and kind = :kind")
                .param("account", account.value())
                .param("network", place.network())
                .param("kind", place.kind().key())
                .query((row, index) -> Sql.instant(row, "last_ms"))
                .optional());
    }

    static ClientKind kind(String key) {
        return Arrays.stream(ClientKind.values())
                .filter(kind -> kind.key().equals(key))
                .findFirst()
                .orElse(ClientKind.OTHER);
    }
}
