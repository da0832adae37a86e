package org.odklep.store.sql;

import java.util.Map;

/** Where SQLite and PostgreSQL do not understand the same SQL. */
enum Dialect {
    SQLITE("sqlite", Map.of("bytewise", "collate binary", "bytes", "blob", "clustered", "without rowid"), ""),
    POSTGRESQL("postgresql", Map.of("bytewise", "collate \"C\"", "bytes", "bytea", "clustered", ""), " for update");

    private final String folder;
    private final Map<String, String> placeholders;
    private final String lockingRows;

    Dialect(String folder, Map<String, String> placeholders, String lockingRows) {
        this.folder = folder;
        this.placeholders = placeholders;
        this.lockingRows = lockingRows;
    }

    /** The migrations that only this one reads. */
    String folder() {
        return folder;
    }

    /** What the migrations that both read have to be filled in with. */
    Map<String, String> placeholders() {
        return placeholders;
    }

    /** The end of a SELECT whose rows nobody else may change; SQLite has one writer anyway. */
    String lockingRows() {
        return lockingRows;
    }
}
