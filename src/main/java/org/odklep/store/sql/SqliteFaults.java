package org.odklep.store.sql;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite's result codes (sqlite.org/rescode.html) in an operator's words. */
final class SqliteFaults {
    /** An extended result code has the primary one in its lowest byte. */
    private static final int PRIMARY = 0xff;

    private SqliteFaults() {}

    static Optional<String> words(SQLException e, DatabaseAddress address) {
        Path file = address.file();
        SQLiteErrorCode code = e instanceof SQLiteException known ? known.getResultCode() : SQLiteErrorCode.SQLITE_OK;
        return switch (SQLiteErrorCode.getErrorCode(code.code & PRIMARY)) {
            case SQLITE_FULL -> Optional.of("the disk is full: make room where " + file + " is");
            case SQLITE_READONLY -> Optional.of(readOnly(file));
            case SQLITE_BUSY, SQLITE_LOCKED ->
                Optional.of("the database is locked by another process: 'fuser -v " + file + "' names it, end it");
            case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH ->
                Optional.of(
                        "cannot open the database: let the user that runs Odklep write to " + file + " and beside it");
            case SQLITE_NOTADB ->
                Optional.of(file + " is not a database: put a backup in its place, or move it away to start anew");
            case SQLITE_CORRUPT ->
                Optional.of("the database is damaged: stop Odklep and put a backup in the place of " + file);
            case SQLITE_IOERR, SQLITE_NOMEM, SQLITE_PROTOCOL, SQLITE_NOLFS ->
                Optional.of("the disk of " + file + " does not do what it should, it may be full or failing: "
                        + e.getMessage());
            default -> Optional.empty();
        };
    }

    static String readOnly(Path file) {
        return "the data directory is read-only: let the user that runs Odklep write to " + file + " and beside it";
    }

    /** True when somebody else held the lock for as long as we wait for it. */
    static boolean isLocked(SQLException e) {
        return e instanceof SQLiteException known
                && (known.getResultCode().code & PRIMARY) == SQLiteErrorCode.SQLITE_BUSY.code;
    }
}
