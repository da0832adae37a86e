package org.odklep.store.sql;

import java.sql.SQLException;
import java.util.Optional;

/** PostgreSQL's SQLSTATE codes (its manual, appendix A) in an operator's words. */
final class PostgresFaults {
    private PostgresFaults() {}

    static Optional<String> words(SQLException e, DatabaseAddress address) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return advice(state).map(advice -> address + ": " + advice + " (" + e.getMessage() + ")");
    }

    private static Optional<String> advice(String state) {
        return switch (state) {
            case "3D000" -> Optional.of("there is no such database, create it");
            case "25006" ->
                Optional.of("this server only reads; name all hosts in the URL, so that the primary is found");
            case "42501" -> Optional.of("our user lacks a right, make it the owner of the database");
            case "53100" -> Optional.of("the server's disk is full, make room there");
            case "53300" -> Optional.of("the server has too many clients, raise max_connections");
            case "55P03", "57014" -> Optional.of("the server is too busy, another client holds a lock for long");
            default -> adviceOnClass(state);
        };
    }

    private static Optional<String> adviceOnClass(String state) {
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "08" -> Optional.of("the server cannot be reached, see that it runs and that the address is right");
            case "28" -> Optional.of("the server does not let us in, check user, password and pg_hba.conf");
            case "40" -> Optional.of("the server gave another client precedence, this will be tried again");
            case "53", "58", "XX" -> Optional.of("the server has a problem of its own, see its log");
            case "57" -> Optional.of("the server is starting or stopping");
            default -> Optional.empty();
        };
    }
}
