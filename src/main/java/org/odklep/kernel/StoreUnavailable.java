package org.odklep.kernel;

/** A store could not do what it was asked: away, full, locked or read-only. The message says which, for an operator. */
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreUnavailable(String message) {
        super(message);
    }

    public StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
