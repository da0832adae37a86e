package org.odklep.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.odklep.store.Samples.NOON;
import static org.odklep.store.Samples.event;
import static org.odklep.store.Samples.user;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.user.User;
import org.odklep.user.UserQuery;

/** What is there of an import that is under way, or broke off. */
class UserImportsTest {
    private static final List<User> MANY = IntStream.range(0, 1200)
            .mapToObj(i -> user("u" + i + "@example.si", "User " + i))
            .toList();
    private static final User ANA = user("ana@example.si", "User Ana");

    @TempDir
    Path directory;

    enum Engine {
        SQLITE,
        POSTGRESQL;

        DatabaseAddress fresh(Path directory) {
            return this == SQLITE ? SqliteTemplate.in(directory) : PostgresTemplate.fresh();
        }
    }

    @ParameterizedTest
    @EnumSource
    void untilItIsFinishedNobodyIsThereButTheNamesAreTaken(Engine engine) {
        try (Database database = Database.open(engine.fresh(directory))) {
            SqlUserStore store = new SqlUserStore(database);
            UserImports imports = new UserImports(database);
            store.add(ANA, event("user.create", "ana"));
            long id = imports.begin(NOON);
            assertThat(imports.stage(id, MANY)).isEmpty();

            User seventh = MANY.get(7);
            assertThat(store.find(seventh.name())).isEmpty();
            assertThat(store.byId(seventh.id())).isEmpty();
            assertThat(store.count()).isEqualTo(1);
            for (UserQuery.Sort sort : UserQuery.Sort.values()) {
                UserQuery all = UserQuery.everybody(50).sorted(sort, false);
                assertThat(store.list(all).users()).containsExactly(ANA);
                UserQuery found = all.withText(UserQuery.Match.BEGINNING, "user");
                assertThat(store.list(found).users()).containsExactly(ANA);
                assertThat(store.count(found, 10)).isEqualTo(1);
            }
            assertThat(store.add(seventh, event("user.create", "u7"))).isFalse();
            store.signedIn(seventh.id(), NOON);

            imports.removeUnfinished(NOON.plusSeconds(1));
            assertThat(rows(database)).isEqualTo(1);
            assertThat(store.add(seventh, event("user.create", "u7"))).isTrue();
            assertThat(store.count()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatACrashLeftIsRemovedAndTheImportCanBeRepeated(Engine engine) {
        DatabaseAddress address = engine.fresh(directory);
        try (Database database = Database.open(address)) {
            UserImports imports = new UserImports(database);
            imports.stage(imports.begin(NOON), MANY.subList(0, 700));
        }
        try (Database database = Database.open(address)) {
            SqlUserStore store = new SqlUserStore(database);
            assertThat(store.count()).isZero();
            store.removeUnfinished(NOON);
            assertThat(rows(database)).isEqualTo(700);
            store.removeUnfinished(NOON.plusSeconds(1));
            assertThat(rows(database)).isZero();
            assertThat(store.addAll(MANY, event("user.import", "users"))).isEmpty();
            assertThat(store.count()).isEqualTo(1200);
            store.removeUnfinished(NOON.plusSeconds(1_000_000));
            assertThat(store.count()).isEqualTo(1200);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anImportThatWasGivenUpAddsNobody(Engine engine) {
        try (Database database = Database.open(engine.fresh(directory))) {
            UserImports imports = new UserImports(database);
            long id = imports.begin(NOON);
            imports.stage(id, MANY.subList(0, 600));
            imports.removeUnfinished(NOON.plusSeconds(1));

            assertThatThrownBy(() -> imports.stage(id, MANY.subList(600, 700))).isInstanceOf(StoreUnavailable.class);
            assertThat(rows(database)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTakenNameLeavesNothingOfAnImport(Engine engine) {
        try (Database database = Database.open(engine.fresh(directory))) {
            SqlUserStore store = new SqlUserStore(database);
            User last = user("zzz@example.si", "User zzz");
            User alias = last.withProfile(
                    last.profile().withAliases(Set.of(MANY.get(1199).name())));
            store.add(alias, event("user.create", "zzz"));

            assertThat(new UserImports(database).stage(new UserImports(database).begin(NOON), MANY))
                    .containsExactly(MANY.get(1199).name());
            store.removeUnfinished(NOON.plusSeconds(1));
            assertThat(store.addAll(MANY, event("user.import", "users")))
                    .containsExactly(MANY.get(1199).name());
            assertThat(rows(database)).isEqualTo(1);
        }
    }

    @Test
    void othersWriteWhileUsersAreAdded() {
        try (Database database = Database.open(SqliteTemplate.in(directory))) {
            SqlUserStore store = new SqlUserStore(database);
            UserImports imports = new UserImports(database);
            long id = imports.begin(NOON);
            imports.stage(id, MANY.subList(0, 600));
            store.add(ANA, event("user.create", "ana"));
            User renamed =
                    ANA.withProfile(ANA.profile().withDisplayName("Zora")).withVersion(2);
            store.replace(ANA, renamed, event("user.update", "ana"));
            imports.stage(id, MANY.subList(600, 1200));

            assertThat(store.list(UserQuery.everybody(5)).users()).containsExactly(renamed);
        }
    }

    private static long rows(Database database) {
        return database.read(sql ->
                sql.sql("select count(*) from directory_user").query(Long.class).single());
    }
}
