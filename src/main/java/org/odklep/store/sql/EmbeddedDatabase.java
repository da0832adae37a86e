package org.odklep.store.sql;

import com.zaxxer.hikari.HikariConfig;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.LongSupplier;
import org.odklep.kernel.StoreUnavailable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/**
 * Opens SQLite (sqlite.org/pragma.html): a write-ahead log that is on the disk at each commit, one connection that writes
 * and a few that read. Writers stand in line for the one thread of that connection, so they never fight for the file's
 * lock; only another process can hold it.
 */
final class EmbeddedDatabase {
    private static final int READERS = 3;
    private static final int BUSY_TIMEOUT_MILLIS = 2000;
    private static final int CONNECTION_TIMEOUT_MILLIS = 1000;
    private static final int CACHE_KIB = 32_768;
    /** Of 4 KiB, after which the log is copied into the file; more of them copy often-changed pages less often. */
    private static final int LOG_PAGES = 16_000;

    private static final int LOG_LIMIT_BYTES = 128 * 1024 * 1024;

    private final Path file;
    private final Faults faults;
    private final LongSupplier nanoTime;

    EmbeddedDatabase(Path file, Faults faults, LongSupplier nanoTime) {
        this.file = file;
        this.faults = faults;
        this.nanoTime = nanoTime;
    }

    Database open() {
        createOwnerOnly(file);
        SQLiteDataSource source = source(file);
        Schema.migrate(source, Dialect.SQLITE, file.toString());
        return new Database(pool("sqlite-writer", 1, source), pool("sqlite-reader", READERS, source));
    }

    private static SQLiteDataSource source(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.enforceForeignKeys(true);
        config.setCacheSize(-CACHE_KIB);
        config.setJournalSizeLimit(LOG_LIMIT_BYTES);
        config.setWalAutocheckpoint(LOG_PAGES);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        // A file that went away is a fault; SQLite would begin a new, empty one.
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(DatabaseAddress.SQLITE + file);
        return source;
    }

    private Pool pool(String name, int connections, SQLiteDataSource source) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(source);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        // A connection to a file does not go stale.
        config.setMaxLifetime(0);
        config.setKeepaliveTime(0);
        Workers workers = new Workers.Platform(name + "-", connections);
        return new Pool(config, workers, Dialect.SQLITE, faults, new Outage(nanoTime));
    }

    /** Files that SQLite adds beside the database get its permissions. */
    private static void createOwnerOnly(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        try {
            if (directory != null && !Files.isDirectory(directory)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            if (Files.notExists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            if (!Files.isWritable(file) || (directory != null && !Files.isWritable(directory))) {
                throw new StoreUnavailable(SqliteFaults.readOnly(file));
            }
        } catch (IOException e) {
            throw new StoreUnavailable("cannot create the database " + file + ": " + advice(e), e);
        }
    }

    private static String advice(IOException e) {
        return switch (e) {
            case FileAlreadyExistsException taken -> taken.getFile() + " is a file where a directory is needed";
            case AccessDeniedException denied ->
                "let the user that runs Odklep write to the directory of " + denied.getFile();
            default -> e.getMessage() + "; the directory must be writable for the user that runs Odklep";
        };
    }
}
