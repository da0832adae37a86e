package org.odklep.store.sql;

import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.odklep.kernel.StoreUnavailable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Some connections, the threads that use them, and what happens when that fails. */
final class Pool implements AutoCloseable {
    private final AutoCloseable connections;
    private final Workers workers;
    private final Sql sql;
    private final TransactionTemplate transactions;
    private final Faults faults;
    private final Outage outage;

    <C extends DataSource & AutoCloseable> Pool(
            C connections, Workers workers, Dialect dialect, Faults faults, Outage outage) {
        this.connections = connections;
        this.workers = workers;
        this.sql = new Sql(new JdbcTemplate(connections), dialect);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(connections));
        this.faults = faults;
        this.outage = outage;
    }

    /** Works within one transaction, which begins with a statement that writes; an exception takes it back. */
    <T> T inTransaction(Function<Sql, T> work) {
        return run(() -> transactions.execute(status -> work.apply(sql)));
    }

    /** Works with each statement on its own. */
    <T> T run(Function<Sql, T> work) {
        return run(() -> work.apply(sql));
    }

    @Override
    public void close() {
        workers.close();
        try {
            connections.close();
        } catch (Exception e) {
            throw new StoreUnavailable("the connections to the database could not be closed: " + e.getMessage(), e);
        }
    }

    private <T> T run(Supplier<T> work) {
        return workers.run(() -> {
            outage.check();
            try {
                return work.get();
            } catch (RuntimeException e) {
                throw faults.of(e)
                        .<RuntimeException>map(fault -> unavailable(fault, e))
                        .orElse(e);
            }
        });
    }

    private StoreUnavailable unavailable(Fault fault, RuntimeException cause) {
        StoreUnavailable unavailable = new StoreUnavailable(fault.message(), cause);
        if (fault.waited()) {
            outage.begin(unavailable);
        }
        return unavailable;
    }
}
