package org.odklep.store.sql;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.apache.commons.dbcp2.BasicDataSource;
import org.odklep.kernel.StoreUnavailable;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * Opens SQLite (sqlite.org/pragma.html): a write-ahead log that is on the disk at each commit, one connection that writes
 * and a few that read; besides, one that makes notes, whose commits are on the disk at the next one of the other, and a few for short
 * looks. Whoever writes stands in one line, so they never fight for the file's lock; only another process can hold it.
 */
final class EmbeddedDatabase {
    private static final int READERS = 3;
    private static final int LOOKERS = 4;
    private static final int BUSY_TIMEOUT_MILLIS = 2000;
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(1);
    private static final int CACHE_KIB = 32_768;
    /** For whoever asks by key: room for the upper levels of the indexes. */
    private static final int SMALL_CACHE_KIB = 8_192;

    /** Of 4 KiB, after which the log is copied into the file; more of them copy often-changed pages less often. */
    private static final int LOG_PAGES = 16_000;

    /** Of each connection, so that what is asked all the time is compiled once; the one that was not asked for longest goes. */
    private static final int STATEMENTS = 200;

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
        Properties settings = settings(SQLiteConfig.SynchronousMode.FULL, CACHE_KIB);
        Properties hurried = settings(SQLiteConfig.SynchronousMode.NORMAL, SMALL_CACHE_KIB);
        ReentrantLock line = new ReentrantLock(true);
        Schema.migrate(
                new DriverManagerDataSource(DatabaseAddress.SQLITE + file, settings), Dialect.SQLITE, file.toString());
        return new Database(
                pool(1, settings, new Workers.InLine(line, new Workers.Platform("sqlite-writer-", 1))),
                pool(READERS, settings, new Workers.Platform("sqlite-reader-", READERS)),
                pool(LOOKERS, hurried, new Workers.Callers()),
                pool(1, hurried, new Workers.InLine(line, new Workers.Callers())));
    }

    private static Properties settings(SQLiteConfig.SynchronousMode synchronous, int cacheKib) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(synchronous);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.enforceForeignKeys(true);
        config.setCacheSize(-cacheKib);
        config.setJournalSizeLimit(LOG_LIMIT_BYTES);
        config.setWalAutocheckpoint(LOG_PAGES);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        // Nobody asks for them, and each insert would be followed by a question.
        config.setGetGeneratedKeys(false);
        // A file that went away is a fault; SQLite would begin a new, empty one.
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        return config.toProperties();
    }

    /** Connections to a file do not go stale, so they are neither tried nor renewed. */
    private Pool pool(int number, Properties settings, Workers workers) {
        BasicDataSource connections = new BasicDataSource();
        connections.setDriver(new JDBC());
        connections.setUrl(DatabaseAddress.SQLITE + file);
        settings.stringPropertyNames()
                .forEach(key -> connections.addConnectionProperty(key, settings.getProperty(key)));
        connections.setMaxTotal(number);
        connections.setMaxIdle(number);
        connections.setMaxWait(CONNECTION_TIMEOUT);
        connections.setTestOnBorrow(false);
        connections.setPoolPreparedStatements(true);
        connections.setMaxOpenPreparedStatements(STATEMENTS);
        return new Pool(connections, workers, Dialect.SQLITE, faults, new Outage(nanoTime));
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
