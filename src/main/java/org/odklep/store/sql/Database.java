package org.odklep.store.sql;

import java.util.function.Function;
import java.util.function.LongSupplier;
import org.odklep.kernel.StoreUnavailable;

/** The one database that all stores of a node share. */
public final class Database implements AutoCloseable {
    private final Pool writers;
    private final Pool readers;

    Database(Pool writers, Pool readers) {
        this.writers = writers;
        this.readers = readers;
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

    @Override
    public void close() {
        writers.close();
        if (readers != writers) {
            readers.close();
        }
    }
}
