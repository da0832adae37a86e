package org.odklep.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.odklep.store.Samples.ANA;
import static org.odklep.store.Samples.NOON;
import static org.odklep.store.Samples.event;
import static org.odklep.store.Samples.restriction;
import static org.odklep.store.Samples.user;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.account.Role;
import org.odklep.kernel.Secret;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.lock.LockStore;
import org.odklep.store.Together;
import org.odklep.testing.PostgresServer;
import org.odklep.user.PasswordState;
import org.odklep.user.User;
import org.odklep.user.UserStore.Removal;

/** What only the database server promises, and what an operator is told when it is away. */
class PostgresDatabaseTest {
    private static final long SECOND = 1_000_000_000;

    private final AtomicLong nanos = new AtomicLong();
    private final List<Database> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(Database::close);
    }

    @Test
    void nodesThatStartTogetherMakeTheTablesOnceAndShareTheInstallationKey() {
        DatabaseAddress address = new DatabaseAddress(PostgresServer.shared().freshDatabase(), "", Secret.of(""));
        List<String> keys = IntStream.range(0, 3)
                .parallel()
                .mapToObj(node -> {
                    try (Database database = Database.open(address)) {
                        return HexFormat.of().formatHex(new SqlMeta(database).installationKey());
                    }
                })
                .toList();

        assertThat(keys).hasSize(3).containsOnly(keys.getFirst());
    }

    @Test
    void ofTheLastTwoGlobalAdministratorsWhoGoOnTwoNodesOneStays() {
        for (int round = 0; round < 5; round++) {
            DatabaseAddress address = PostgresTemplate.fresh();
            List<SqlUserStore> nodes = List.of(node(address), node(address));
            List<User> both = List.of(global("vera@example.si"), global("maja@example.si"));
            nodes.getFirst().addAll(both, event("user.import", "users"));
            List<Removal> outcomes = Together.run(
                    2, number -> nodes.get(number).remove(both.get(number), event("user.delete", "one of them")));

            assertThat(outcomes).containsExactlyInAnyOrder(Removal.DONE, Removal.LAST_GLOBAL_ADMINISTRATOR);
            assertThat(nodes.getLast().count()).isEqualTo(1);
        }
    }

    private SqlUserStore node(DatabaseAddress address) {
        Database database = Database.open(address);
        open.add(database);
        return new SqlUserStore(database);
    }

    private static User global(String name) {
        return user(name, name)
                .withRoles(Set.of(Role.GLOBAL_ADMINISTRATOR))
                .withPassword(new PasswordState(Optional.of("$argon2id$x"), NOON, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit set actor = 'nobody'",
                "delete from audit where number = 1",
                "truncate audit",
                "insert into audit select * from audit on conflict (number) do update set actor = 'nobody'"
            })
    void theDatabaseItselfRefusesToChangeTheAuditLog(String statement) {
        Database database = open(PostgresTemplate.fresh());
        new SqlAuditLog(database).append(event("policy.create", "policy:A"));

        assertThatThrownBy(() -> database.write(sql -> sql.sql(statement).update()))
                .hasMessageContaining("append-only");
    }

    @Test
    void aServerThatGoesAwayIsToldAndOnceItIsBackTheStoreGoesOn() {
        DatabaseAddress address = PostgresTemplate.fresh();
        String name = PostgresTemplate.name(address.url());
        LockStore locks = SqlPorts.over(open(address)).locks();
        PostgresTemplate.administer("alter database " + name + " allow_connections false");
        PostgresTemplate.administer(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");

        unavailable(() -> locks.find("X"), "database");
        nanos.addAndGet(SECOND);
        unavailable(() -> locks.find("X"), "cannot reach the database");

        PostgresTemplate.administer("alter database " + name + " allow_connections true");
        unavailable(() -> locks.find("X"), "cannot reach the database");
        nanos.addAndGet(SECOND);
        assertThat(locks.open(restriction("AFTER", ANA), event("restriction.open", "ana")))
                .isInstanceOf(LockStore.Opening.Opened.class);
    }

    @Test
    void aServerThatIsNotThereIsTold() {
        unavailable(
                () -> open(new DatabaseAddress("jdbc:postgresql://127.0.0.1:1/odklep", "", Secret.of("geheim"))),
                "cannot reach the database: see that it runs");
    }

    @Test
    void aDatabaseThatIsNotThereIsTold() {
        String url = PostgresServer.shared().jdbcUrl().replace("/postgres?", "/nowhere?");

        unavailable(() -> open(new DatabaseAddress(url, "", Secret.of(""))), "there is no such database: create it");
    }

    @Test
    void aStandbyIsNotTakenForThePrimary() {
        DatabaseAddress address = PostgresTemplate.fresh();
        PostgresTemplate.administer(
                "alter database " + PostgresTemplate.name(address.url()) + " set default_transaction_read_only = on");

        unavailable(() -> open(address), "primary");
    }

    @Test
    void aServerThatTakesNoChangesIsTold() {
        Database database = open(PostgresTemplate.fresh());

        unavailable(
                () -> database.write(sql -> {
                    sql.sql("set transaction read only").update();
                    return sql.raise("audit");
                }),
                "only reads");
    }

    @Test
    void whoeverHoldsALockForLongIsNotWaitedForLong() throws SQLException {
        DatabaseAddress address = PostgresTemplate.fresh();
        LockStore locks = SqlPorts.over(open(address)).locks();
        try (Connection other = DriverManager.getConnection(address.url());
                Statement statement = other.createStatement()) {
            statement.execute("begin");
            statement.execute("select * from counter for update");

            unavailable(() -> locks.open(restriction("X", ANA), event("restriction.open", "ana")), "too busy");
            assertThat(locks.find("X")).isEmpty();
            statement.execute("rollback");
        }
        assertThat(locks.open(restriction("X", ANA), event("restriction.open", "ana")))
                .isInstanceOf(LockStore.Opening.Opened.class);
    }

    private Database open(DatabaseAddress address) {
        Database database = Database.open(address, nanos::get);
        open.add(database);
        return database;
    }

    private static void unavailable(ThrowingCallable work, String words) {
        assertThatThrownBy(work)
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining(words)
                .hasMessageNotContaining("geheim");
    }
}
