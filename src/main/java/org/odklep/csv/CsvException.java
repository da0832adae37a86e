package org.odklep.csv;

/** A text is no table; the message says where and what to do. */
public final class CsvException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CsvException(String message) {
        super(message);
    }

    CsvException(String message, Throwable cause) {
        super(message, cause);
    }
}
