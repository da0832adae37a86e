package org.odklep.store.sql;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.odklep.store.Ports;
import org.odklep.store.StoreContracts;

class SqliteStoresTest extends StoreContracts {
    @TempDir
    Path directory;

    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(SqliteTemplate.in(directory));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected Ports ports() {
        return SqlPorts.over(database);
    }
}
