package org.odklep.store.sql;

import java.sql.SQLException;
import java.util.Optional;

/** PostgreSQL's SQLSTATE codes (its manual, appendix A) in an operator's words. */
final class PostgresFaults {
    private PostgresFaults() {}

    static Optional<String> words(SQLException e, DatabaseAddress address) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return advice(state).map(advice -> advice + " (" + address + " said: " + e.getMessage() + ")");
    }

    private static Optional<String> advice(String state) {
        return switch (state) {
            case "3D000" -> Optional.of("there is no such database: create it");
            case "25006" ->
                Optional.of("the database only reads: name all hosts in the URL, so that the one that writes is found");
            case "42501" -> Optional.of("the database denies us a right: make our user its owner");
            case "53100" -> Optional.of("the disk is full: make room on the database server");
            case "53300" -> Optional.of("the database has too many clients: raise max_connections");
            case "55P03", "57014" -> Optional.of("the database is too busy: another client holds a lock for long");
            default -> adviceOnClass(state);
        };
    }

    private static Optional<String> adviceOnClass(String state) {
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "08" ->
                Optional.of("cannot reach the database: see that it runs and that odklep.database.url is right");
            case "28" -> Optional.of("the database does not let us in: check user, password and pg_hba.conf");
            case "40" -> Optional.of("the database gave another client precedence: try again");
            case "53", "58", "XX" -> Optional.of("the database has a problem of its own: see its log");
            case "57" -> Optional.of("the database is starting or stopping: try again");
            default -> Optional.empty();
        };
    }
}
