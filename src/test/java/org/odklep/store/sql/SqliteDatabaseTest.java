package org.odklep.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.odklep.store.Samples.event;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only the embedded database promises. */
class SqliteDatabaseTest {
    @TempDir
    Path directory;

    private Path data;
    private DatabaseAddress address;
    private Database database;

    @BeforeEach
    void open() {
        data = directory.resolve("data");
        address = DatabaseAddress.embedded(data.resolve("odklep.db"));
        database = Database.open(address);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void directoryAndFilesAreTheOwnersOnly() throws IOException {
        new SqlAuditLog(database).append(event("policy.create", "policy:A"));

        assertThat(permissions(data)).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(data)) {
            assertThat(files.toList())
                    .hasSizeGreaterThan(1)
                    .allMatch(file -> permissions(file).equals("rw-------"));
        }
    }

    @Test
    void commitsAreOnTheDiskBeforeAnybodyIsTold() {
        assertThat(pragma("journal_mode")).isEqualTo("wal");
        assertThat(pragma("synchronous")).isEqualTo("2");
        assertThat(pragma("foreign_keys")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit set actor = 'nobody'",
                "update audit set hash = hash where number = 1",
                "delete from audit where number = 1",
                "insert or replace into audit select * from audit"
            })
    void theDatabaseItselfRefusesToChangeTheAuditLog(String statement) {
        new SqlAuditLog(database).append(event("policy.create", "policy:A"));

        assertThatThrownBy(() -> database.write(sql -> sql.sql(statement).update()))
                .hasMessageContaining("append-only");
    }

    @Test
    void whatWasWrittenIsThereWhenItIsOpenedAgain() {
        List<byte[]> key = List.of(new SqlMeta(database).installationKey());
        new SqlAuditLog(database).append(event("policy.create", "policy:A"));
        database.close();
        database = Database.open(address);

        assertThat(new SqlMeta(database).installationKey()).hasSize(32).isEqualTo(key.getFirst());
        assertThat(new SqlAuditLog(database).all()).hasSize(1);
    }

    @Test
    void everyInstallationHasAKeyOfItsOwn() {
        try (Database other = Database.open(DatabaseAddress.embedded(directory.resolve("other/odklep.db")))) {
            assertThat(new SqlMeta(other).installationKey()).isNotEqualTo(new SqlMeta(database).installationKey());
        }
    }

    @Test
    void anInterruptedCallerStillLearnsWhatBecameOfItsChange() {
        Thread.currentThread().interrupt();
        SqlAuditLog log = new SqlAuditLog(database);

        assertThat(log.append(event("policy.create", "policy:A")).number()).isEqualTo(1);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(log.all()).hasSize(1);
    }

    @Test
    void notesAndChangesStandInOneLine() throws Exception {
        database.write(sql -> sql.sql("insert into counter (name, value) values ('notes', 0), ('changes', 0)")
                .update());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                all.add(threads.submit(() -> database.note(sql -> raise(sql, "notes"))));
                all.add(threads.submit(() -> database.write(sql -> raise(sql, "changes"))));
            }
            for (Future<Integer> each : all) {
                assertThat(each.get()).isEqualTo(1);
            }
        }
        assertThat(value("notes")).isEqualTo(500);
        assertThat(value("changes")).isEqualTo(500);
    }

    @Test
    void aNoteIsThereForWhoeverOpensTheFileNext() {
        database.write(sql ->
                sql.sql("insert into counter (name, value) values ('notes', 0)").update());
        database.note(sql -> raise(sql, "notes"));
        try (Database other = Database.open(address)) {
            long raised = other.write(sql -> sql.raise("notes"));
            assertThat(raised).isEqualTo(2);
        }
    }

    @Test
    void aLookWaitsForNoLongReading() throws Exception {
        CountDownLatch reading = new CountDownLatch(3);
        CountDownLatch goOn = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> readers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                readers.add(threads.submit(() -> database.read(sql -> {
                    reading.countDown();
                    return await(goOn);
                })));
            }
            reading.await();
            assertThat(value("setting")).isNotNegative();
            goOn.countDown();
            for (Future<Boolean> each : readers) {
                assertThat(each.get()).isTrue();
            }
        }
    }

    @Test
    void moreStatementsThanAreKeptAreAnsweredToo() {
        for (int i = 0; i < 1000; i++) {
            String statement = "select " + i;
            int answer =
                    database.look(sql -> sql.sql(statement).query(Integer.class).single());
            assertThat(answer).isEqualTo(i);
        }
    }

    private static int raise(Sql sql, String counter) {
        return sql.sql("update counter set value = value + 1 where name = :name")
                .param("name", counter)
                .update();
    }

    private long value(String counter) {
        return database.look(sql -> sql.sql("select value from counter where name = :name")
                .param("name", counter)
                .query(Long.class)
                .single());
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String pragma(String name) {
        return database.write(
                sql -> sql.sql("pragma " + name).query(String.class).single());
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
