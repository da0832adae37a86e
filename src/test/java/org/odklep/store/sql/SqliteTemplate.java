package org.odklep.store.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An embedded database with its tables and nothing in them, copied for each test: copying is faster than migrating. */
final class SqliteTemplate {
    private static final byte[] FILE = make();

    private SqliteTemplate() {}

    /** The address of a fresh database in a directory. */
    static DatabaseAddress in(Path directory) {
        Path file = directory.resolve("odklep.db");
        try {
            Files.write(file, FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return DatabaseAddress.embedded(file);
    }

    private static byte[] make() {
        try {
            Path directory = Files.createTempDirectory("odklep-template");
            Path file = directory.resolve("odklep.db");
            Database.open(DatabaseAddress.embedded(file)).close();
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            Files.delete(directory);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
