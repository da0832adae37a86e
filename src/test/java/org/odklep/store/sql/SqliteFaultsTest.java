package org.odklep.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.odklep.store.Samples.ANA;
import static org.odklep.store.Samples.NOON;
import static org.odklep.store.Samples.event;
import static org.odklep.store.Samples.message;
import static org.odklep.store.Samples.release;
import static org.odklep.store.Samples.restriction;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.odklep.audit.AuditChain;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.lock.LockStore;
import org.odklep.sending.SendLedger;
import org.odklep.sending.SentCount;
import org.odklep.store.Ports;
import org.odklep.testing.SmallDisk;
import org.springframework.jdbc.UncategorizedSQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What an operator is told when the embedded database cannot do its work, and that nothing is half done then. */
class SqliteFaultsTest {
    private static final long SECOND = 1_000_000_000;
    private static final int PAGE = 4096;

    @TempDir
    Path directory;

    private final AtomicLong nanos = new AtomicLong();
    private final List<Database> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(Database::close);
    }

    @Test
    void onAFullDiskNothingIsHalfWrittenAndWithRoomItGoesOn() throws IOException {
        try (SmallDisk disk = SmallDisk.mount()) {
            Database database = open(SqliteTemplate.in(disk.path()));
            Ports ports = SqlPorts.over(database);
            ports.locks().open(restriction("BEFORE", AccountName.of("cene")), event("restriction.open", "cene"));
            Path filler = fill(disk.path());

            unavailable(() -> ports.locks().open(restriction("DURING", ANA), event("restriction.open", "ana")), "full");
            unavailable(() -> ports.locks().close("BEFORE", release(NOON, "meta"), event("x.y", "z")), "full");
            unavailable(() -> ports.ledger().write(largeBatch()), "full");
            assertThat(ports.locks().find("DURING")).isEmpty();
            assertThat(ports.locks().find("BEFORE").orElseThrow().ended()).isEmpty();
            assertThat(entries(ports)).isEqualTo(1);
            ports.ledger().counts(NOON, count -> assertThat(count).isNull());

            Files.delete(filler);
            assertThat(ports.locks().open(restriction("AFTER", ANA), event("restriction.open", "ana")))
                    .isInstanceOf(LockStore.Opening.Opened.class);
            assertThat(entries(ports)).isEqualTo(2);
            close(database);
        }
    }

    @Test
    void aDatabaseThatAnotherProcessLocksIsToldAndReadsGoOn() throws SQLException {
        DatabaseAddress address = SqliteTemplate.in(directory);
        Ports ports = SqlPorts.over(open(address));
        ports.locks().open(restriction("BEFORE", ANA), event("restriction.open", "ana"));
        try (Connection other = DriverManager.getConnection(address.url());
                Statement statement = other.createStatement()) {
            statement.execute("begin exclusive");

            unavailable(() -> ports.locks().close("BEFORE", release(NOON, "meta"), event("x.y", "z")), "locked");
            assertThat(ports.locks().find("BEFORE").orElseThrow().ended()).isEmpty();
            assertThat(entries(ports)).isEqualTo(1);
            statement.execute("rollback");
        }

        unavailable(() -> ports.locks().close("BEFORE", release(NOON, "meta"), event("x.y", "z")), "locked");
        nanos.addAndGet(SECOND);
        assertThat(ports.locks().close("BEFORE", release(NOON, "meta"), event("x.y", "z")))
                .isInstanceOf(LockStore.Closing.Closed.class);
        assertThat(entries(ports)).isEqualTo(2);
    }

    @Test
    void aReadOnlyDirectoryIsToldAndOnceItIsWritableTheDatabaseOpens() {
        try (SmallDisk disk = SmallDisk.mount()) {
            DatabaseAddress address = SqliteTemplate.in(disk.path());
            disk.makeReadOnly();
            unavailable(() -> open(address), "the data directory is read-only");
            unavailable(
                    () -> open(DatabaseAddress.embedded(disk.path().resolve("new/odklep.db"))),
                    "Read-only file system");

            disk.makeWritable();
            Database database = open(address);
            database.check();
            close(database);
        }
    }

    @Test
    void aFileInThePlaceOfTheDirectoryIsTold() throws IOException {
        Path file = Files.createFile(directory.resolve("data"));

        unavailable(() -> open(DatabaseAddress.embedded(file.resolve("odklep.db"))), "is a file");
    }

    @Test
    void aFileThatIsNoDatabaseIsTold() throws IOException {
        Path file = Files.writeString(directory.resolve("odklep.db"), "dear diary, ".repeat(1000));

        unavailable(() -> open(DatabaseAddress.embedded(file)), "is not a database");
        assertThat(file).content().startsWith("dear diary");
    }

    @Test
    void aDamagedDatabaseIsTold() throws IOException {
        DatabaseAddress address = SqliteTemplate.in(directory);
        try (FileChannel file = FileChannel.open(address.file(), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[(int) file.size() - PAGE]), PAGE);
        }

        unavailable(() -> open(address), "is damaged");
    }

    @Test
    void tablesOfANewerProgramAreLeftAlone() {
        DatabaseAddress address = SqliteTemplate.in(directory);
        Database database = open(address);
        database.write(sql -> sql.sql("""
                insert into flyway_schema_history
                    (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                values (1234, '1234', 'future', 'SQL', 'V1234__future.sql', 1, '', 1, 1)
                """).update());
        close(database);

        unavailable(() -> open(address), "newer Odklep (its tables are at version 1234)");
    }

    @Test
    void afterItIsClosedItSaysSo() {
        Database database = open(SqliteTemplate.in(directory));
        close(database);

        unavailable(database::check, "closed");
    }

    @Test
    void aFailureAfterWhichNothingIsLeftToTakeBackIsToldAsItself() {
        Database database = open(SqliteTemplate.in(directory));
        SQLiteException full = new SQLiteException("database or disk is full", SQLiteErrorCode.SQLITE_FULL);

        unavailable(
                () -> database.write(sql -> {
                    sql.raise("audit");
                    sql.sql("rollback").update();
                    throw new UncategorizedSQLException("batch", "insert", full);
                }),
                "the disk is full");
        assertThat(SqlPorts.over(database).audit().append(event("x.y", "z")).number())
                .isEqualTo(1);
    }

    @Test
    void aMistakeOfTheProgramIsNoFaultOfTheStore() {
        Database database = open(SqliteTemplate.in(directory));

        assertThatThrownBy(() -> database.read(sql -> sql.sql("select nonsense").update()))
                .isInstanceOf(RuntimeException.class)
                .isNotInstanceOf(StoreUnavailable.class);
        database.check();
    }

    private Database open(DatabaseAddress address) {
        Database database = Database.open(address, nanos::get);
        open.add(database);
        return database;
    }

    private void close(Database database) {
        open.remove(database);
        database.close();
    }

    private static void unavailable(ThrowingCallable work, String words) {
        assertThatThrownBy(work).isInstanceOf(StoreUnavailable.class).hasMessageContaining(words);
    }

    private static long entries(Ports ports) {
        return switch (AuditChain.verify(ports.audit().all())) {
            case AuditChain.Verification.Intact(long count, String head) -> count;
            case AuditChain.Verification.Broken(long number, String problem) -> throw new AssertionError(problem);
        };
    }

    /** Takes what is left of a disk. */
    private static Path fill(Path disk) throws IOException {
        Path filler = disk.resolve("filler");
        byte[] block = new byte[4096];
        try (FileChannel file = FileChannel.open(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                file.write(ByteBuffer.wrap(block));
            }
        } catch (IOException full) {
            return filler;
        }
    }

    private static SendLedger.Batch largeBatch() {
        List<SendLedger.Count> counts = new ArrayList<>();
        List<SendLedger.Trace> traces = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            AccountName account = AccountName.of("u" + i);
            counts.add(new SendLedger.Count(account, NOON, new SentCount(1, 1, 1, 1)));
            traces.add(new SendLedger.Trace(account, message(NOON, "Q", "")));
        }
        return new SendLedger.Batch(0, counts, traces, Map.of(), Map.of(), List.of());
    }
}
