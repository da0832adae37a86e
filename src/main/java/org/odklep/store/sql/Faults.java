package org.odklep.store.sql;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells the database's faults from the program's, and says them in words. */
final class Faults {
    private final DatabaseAddress address;

    Faults(DatabaseAddress address) {
        this.address = address;
    }

    /** The fault behind an exception; empty when the exception shows a mistake in the program. */
    Optional<Fault> of(RuntimeException e) {
        boolean noConnection =
                e instanceof CannotGetJdbcConnectionException || e instanceof CannotCreateTransactionException;
        SQLException cause = deepest(e);
        if (cause == null) {
            return Optional.empty();
        }
        return words(cause)
                .or(() -> noConnection
                        ? Optional.of("cannot reach the database: " + address + " said: " + cause.getMessage())
                        : Optional.empty())
                .map(message ->
                        new Fault(message, noConnection || (address.isEmbedded() && SqliteFaults.isLocked(cause))));
    }

    private Optional<String> words(SQLException cause) {
        if (cause instanceof SQLTransientConnectionException && cause.getCause() == null) {
            return Optional.of(
                    "all connections to the database are busy: " + address + " is slow, or the load too high");
        }
        return address.isEmbedded() ? SqliteFaults.words(cause, address) : PostgresFaults.words(cause, address);
    }

    /** What the driver itself said, beneath what pool, Spring and Flyway wrapped around it. */
    private static @Nullable SQLException deepest(Throwable e) {
        SQLException deepest = null;
        for (Throwable each = e; each != null; each = next(each)) {
            if (each instanceof SQLException found) {
                deepest = found;
            }
        }
        return deepest;
    }

    /** A failed rollback hides the failure that led to it. */
    private static @Nullable Throwable next(Throwable e) {
        return e instanceof TransactionSystemException failed && failed.getApplicationException() != null
                ? failed.getApplicationException()
                : e.getCause();
    }
}
