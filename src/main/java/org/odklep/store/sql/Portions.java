package org.odklep.store.sql;

import java.util.Map;

/** Deletes many rows of a table in portions, each a transaction of its own: between two of them others get to write. */
final class Portions {
    /** So many rows hold others up for a moment only. */
    static final int ROWS = 1_000;

    private final Database database;
    private final String table;
    private final String key;

    /** @param key the columns of the primary key, with commas between */
    Portions(Database database, String table, String key) {
        this.database = database;
        this.table = table;
        this.key = key;
    }

    /** Deletes all rows that a condition holds for. */
    void delete(String condition, Map<String, ?> parameters) {
        String text = "delete from " + table + " where (" + key + ") in (select " + key + " from " + table + " where "
                + condition + " limit " + ROWS + ")";
        int removed;
        do {
            removed = database.write(sql -> sql.sql(text).params(parameters).update());
        } while (removed == ROWS);
    }
}
