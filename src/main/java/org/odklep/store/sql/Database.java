package org.odklep.store.sql;

import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.odklep.kernel.StoreUnavailable;

/** The one database that all stores of a node share. */
public final class Database implements AutoCloseable {
    private final Pool writers;
    private final Pool readers;
    private final Pool lookers;
    private final Pool noters;

    Database(Pool writers, Pool readers, Pool lookers, Pool noters) {
        this.writers = writers;
        this.readers = readers;
        this.lookers = lookers;
        this.noters = noters;
    }

    /** One pool for everything. */
    Database(Pool pool) {
        this(pool, pool, pool, pool);
    }

    /**
     * Opens a database and brings its tables up to date; an embedded one is created if need be, for its owner only.
     *
     * @throws StoreUnavailable when that cannot be done, with what to do about it
     */
    public static Database open(DatabaseAddress address) {
        return open(address, System::nanoTime);
    }

    /** @param nanoTime see {@link Outage} */
    static Database open(DatabaseAddress address, LongSupplier nanoTime) {
        Faults faults = new Faults(address);
        try {
            return address.isEmbedded()
                    ? new EmbeddedDatabase(address.file(), faults, nanoTime).open()
                    : new ServerDatabase(address, faults, nanoTime).open();
        } catch (RuntimeException e) {
            throw faults.of(e)
                    .<RuntimeException>map(fault -> new StoreUnavailable(fault.message(), e))
                    .orElse(e);
        }
    }

    /**
     * Sees whether the database is there and takes changes; changes nothing.
     *
     * @throws StoreUnavailable when not
     */
    public void check() {
        write(sql -> sql.sql("update counter set value = value where name = ''").update());
    }

    /** True for SQLite, which has one writer at a time, and whose index of users is ours to keep. */
    boolean isEmbedded() {
        return readers != writers;
    }

    /** Does some work in one transaction. */
    <T> T write(Function<Sql, T> work) {
        return writers.inTransaction(work);
    }

    /** Reads; each statement sees what is committed when it begins. */
    <T> T read(Function<Sql, T> work) {
        return readers.run(work);
    }

    /** Reads a few rows by their keys, which takes so little that another thread would only be in the way. */
    <T> T look(Function<Sql, T> work) {
        return lookers.run(work);
    }

    /**
     * Does one statement that changes a row or two by their keys. It outlives the program; where the database is embedded, the last
     * ones may be lost with the power of the machine, for nobody waits for the disk.
     */
    <T> T note(Function<Sql, T> statement) {
        return noters.run(statement);
    }

    @Override
    public void close() {
        Stream.of(writers, readers, lookers, noters).distinct().forEach(Pool::close);
    }
}
